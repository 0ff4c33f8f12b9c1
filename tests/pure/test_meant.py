"""What is a word of a claim's item and what is a source, form by form."""

from __future__ import annotations

import re

import pytest

from sphinx_versus.grammar.item_text import CITED, OTHER, quoted, styled
from sphinx_versus.grammar.meant import meant, torn

# A little Markdown: citations, other roles, code, bold text, italics and links.
MARKUP = re.compile(
    r"\{cite:\w+\}`[^`]*`|(?P<role>\{\w+\}`[^`]*`)|`(?P<code>[^`]*)`|\*\*(?P<bold>[^*]*)\*\*"
    r"|\*(?P<italics>[^*]*)\*|\[(?P<link>[^\]]*)\]\([^)]*\)|<b>(?P<html>[^<]*)</b>"
)


def _show(found: re.Match[str]) -> str:
    kind, text = found.lastgroup, found[found.lastgroup or 0]
    if kind in ("italics", "link"):
        return quoted(text)
    return OTHER if kind == "role" else styled(text) if kind else CITED


def flat(markdown: str) -> str:
    return MARKUP.sub(_show, markdown)


SOURCES = """
{cite:t}`doe2020`
{cite:t}`doe2020`, a commentary
{cite:t}`doe2020`, on children
{cite:t}`doe2020`, in part
{cite:t}`doe2020`, 0.31 by an estimate
{cite:t}`doe2020`, whose translation model needed eight chips for 3.5 days
{cite:t}`doe2020`, with its correction, {cite:t}`doe2021`
{cite:t}`doe2020`, p. 3
{cite:t}`doe2020` (p. 3)
{cite:t}`doe2020` (chapter 3, on drinks that people have in the morning)
{cite:t}`doe2020` supports this in rats
{cite:t}`doe2020` and {cite:t}`roe2021`
see {cite:t}`doe2020`
Doe and colleagues {cite:p}`doe2020`
Nature: {cite:t}`doe2020`
Kahneman: {cite:p}`kahneman2011`
*Thinking, Fast and Slow* {cite:p}`kahneman2011`
doi: 10.1000/182 {cite:p}`doe2020`
Walker – Why We Sleep (2017)
Walker: Why We Sleep
Kahneman: Thinking, Fast and Slow (2011)
On the Origin of Species
Against Method (1975)
Feyerabend, *Against Method* (1975)
*Against Method* (1975)
"Against Method" (1975)
For Whom the Bell Tolls
Support vector machines: theory
Support Vector Machines (2008)
support-vector machines: a survey
key-value stores: a survey
For-profit schools: a review (2012)
deep learning: a review, 2015
the end of history, 1992
Keys: Seven Countries (1970)
Kelly: What Technology Wants (2010)
Abbot: A History of Drinks
War: What Is It Good For? (2014)
Gas: The Movie (1970)
Confidence: How Winning Streaks Begin and End (2004)
Quality: A Very Short Introduction
Vertrauen: ein Mechanismus der Reduktion sozialer Komplexität (1968)
Sicherheit: Konzepte und Verfahren (2018)
Name: A History of What We Are Called
*Quality* (1999)
*Limits*, by Doe (2010)
Limits – A Manifesto (2018)
Report: this one is a title (2024)
Territorial disputes: a review of theory (1996)
International Disputes: Law and Practice
Labour disputes and their resolution, 1950 to 1990
The settlement of industrial disputes
On Certainty
About Time (2013)
Pro Git, second edition
Contra Celsum
Con Man: A Novel (2001)
The Case (Against) Reality
Music theory (key: C major)
Doe (2020): a review of reviews
Doe (2020) – in German
Doe, J. (2020). Drinks: their chemistry. Journal of Drinks, 3(2), 1–9.
https://example.org/disputes: a page
<https://example.org/key:value>
[deep learning: a review](https://example.org)
[Against Method](https://example.org)
Interview with the maker, 3 May 2024
Own measurement: 3.5 watts
Own measurement = 3.5 watts
Ancel Keys, *How to Eat Well* (1959)
Spiegel: Der Streit um den Schlaf
深度学习：综述
学习 – 导论 (2019)
Спор: история (1999)
{claim}`drinks-claim-sleep`
A letter to the editor; it was never printed
C++: The Good Parts
e.g. Doe (2020)
Seaports: a history (2001)
Sports: a history (2001)
Doe (disputed authorship), 1890
Smith → Jones, correspondence (1850)
x = y: a paper on equations
Is caffeine bad for you?
{cite:t}`doe2020` (preprint)
{cite:t}`doe2020` (in German)
{cite:t}`doe2020` [open access]
review: {cite:t}`doe2020`
systematic review: {cite:t}`doe2020`
Critique of Pure Reason (1781)
Counter-Strike: a case study
Negative Dialectics: an introduction (1966)
But Beautiful: A Book About Jazz (1991)
But Is It Art? (2001)
Yet Another Book: a memoir (1999)
{cite:t}`doe2020`, which supports it
{cite:t}`doe2020`, who looked at 12 trials
(2020) {cite:t}`doe2020`
– Doe (2020), a pamphlet
深度学习：综述 {cite:t}`doe2020`
中文原著与其后来的许多版本：{cite:t}`doe2020`
{cite:t}`doe2020`（第3章）
{cite:t}`doe2020`，北京
王明 {cite:t}`doe2020`
""".strip().splitlines()


@pytest.mark.parametrize("text", SOURCES)
def test_a_title_or_a_free_text_is_a_source(text: str) -> None:
    assert meant(flat(text)) is None


# The word that is offered, or "-", and the item.
FORMS = """
disputes | **disputes:** Doe (2020)
disputes | **disputes**: Doe (2020)
disputes | *disputes*: Doe (2020)
disputes | *disputes:* Doe (2020)
disputes | `disputes`: Doe (2020)
disputes | `disputes:` {cite:t}`doe2020`
disputes | **disputes** Doe (2020)
disputes | <b>disputes:</b> Doe (2020)
disputes | [disputes](#legend): Doe (2020)
disputes | "disputes": Doe (2020)
disputes | “disputes”: Doe (2020)
disputes | 'disputes' Doe (2020)
disputes | (disputes) Doe (2020)
disputes | [disputes] Doe (2020)
disputes | [disputes]: {cite:t}`doe2020`
disputes | (disputes: {cite:t}`doe2020`)
disputes | disputes：Doe (2020)
disputes | disputes = Doe (2020)
disputes | disputes=Doe (2020)
disputes | disputes → Doe (2020)
disputes | disputes -> {cite:t}`doe2020`
disputes | disputes => Doe (2020)
disputes | disputes - Doe (2020)
disputes | disputes – Doe (2020)
disputes | Disputes — Doe (2020)
disputes | disputes, Doe (2020)
disputes | disputes. {cite:t}`doe2020`
disputes | disputes {cite:t}`doe2020`
disputes | Disputes {cite:t}`doe2020`
disputes | disputes
disputes | disputes Nobody (2023)
disputes | → disputes: Doe (2020)
disputes | ❌ disputes: Doe (2020)
disputes | - disputes: Doe (2020)
disputes | _disputes_: Doe (2020)
disputes | ~~disputes~~: Doe (2020)
disputes | disputes (in part): {cite:t}`doe2020`
disputes | Disputes in part: {cite:t}`doe2020`
disputes | strongly disputes: Doe (2020)
disputes | Partly disputes: {cite:t}`doe2020`
disputes | disputs: Doe (2020)
disputes | dispute: Doe (2020)
disputes | Dispute: Doe (2020)
disputes | disputse: Doe (2020)
disputes | disputed: Doe (2020)
supports | suports: Doe (2020)
qualifies | qualifys: {cite:t}`doe2020`
disputes | d1sputes: Doe (2020)
disputes | dis\N{ZERO WIDTH SPACE}putes: Doe (2020)
disputes | \N{ZERO WIDTH SPACE}disputes: Doe (2020)
disputes | disputes\N{ZERO WIDTH SPACE}: Doe (2020)
disputes | dis\N{SOFT HYPHEN}putes: Doe (2020)
disputes | disput\N{CYRILLIC SMALL LETTER IE}s: Doe (2020)
disputes | ｄｉｓｐｕｔｅｓ: Doe (2020)
disputes | against: Doe (2020)
disputes | Against: {cite:t}`doe2020`
disputes | against Doe (2020)
disputes | refutes: Doe (2020)
disputes | con: Doe (2020)
disputes | con {cite:t}`doe2020`
supports | **supports** {cite:t}`doe2020`
supports | for: Doe (2020)
supports | supported by: {cite:t}`doe2020`
supports | pro – Doe (2020)
disputes | widerspricht: Doe (2020)
disputes | Widerspricht: {cite:t}`doe2020`
disputes | gegen: Doe (2020)
supports | unterstützt: Doe (2020)
supports | bestätigt {cite:t}`doe2020`
qualifies | schränkt ein: Doe (2020)
disputes | contredit : Doe (2020)
disputes | réfute: Doe (2020)
disputes | contradice: Doe (2020)
disputes | contraddice: Doe (2020)
disputes | weerlegt: Doe (2020)
disputes | contradiz: Doe (2020)
supports | apoya: Doe (2020)
certainty | **certainty:** low, because of it
certainty | certainty low, because of it
certainty | Sicherheit: hoch, weil
certainty | level: high
certainty | Confidence: high
certainty | quality: moderate
certainty | certainity: low
about | about = Tea; Coffee
about | **about**: Tea
about | aboout: Tea
about | über: Tee
key | keys: caffeine
key | ID: caffeine
key | kez: caffeine
key | Schlüssel: koffein
- | not quite: {cite:t}`doe2020`
- | does not support: {cite:t}`doe2020`
- | see also: {cite:t}`doe2020`
disputes | weakly against = {cite:t}`doe2020`
- | in part → {cite:t}`doe2020`
- | (in mice) {cite:t}`doe2020`
- | a review: Doe {cite:p}`doe2020`
disputes | {cite:t}`doe2020` (disputes)
disputes | {cite:t}`doe2020` [disputes]
disputes | {cite:t}`doe2020` **disputes**
disputes | {cite:t}`doe2020` *disputes*
disputes | {cite:t}`doe2020` disputes
disputes | {cite:t}`doe2020` disputes this
disputes | {cite:t}`doe2020`: disputes
disputes | {cite:t}`doe2020` – disputes
disputes | {cite:t}`doe2020` → disputes
disputes | {cite:t}`doe2020`, disputes
disputes | {cite:t}`doe2020` (Against)
disputes | {cite:t}`doe2020` (weakly against)
disputes | {cite:t}`doe2020` (disputes), on children
disputes | {cite:t}`doe2020` (disputes: in part)
certainty | {cite:t}`doe2020`, certainty: low
certainty | {cite:t}`doe2020` (certainty: low)
- | {cite:t}`doe2020` (not quite)
- | {cite:t}`doe2020`: in mice
disputes | {cite:t}`doe2020` contradicts it
disputes | {cite:t}`doe2020`\\ndisputes: {cite:t}`roe2021`
about | {cite:t}`doe2020`\\nabout: Tea
disputes | Doe (2020) (disputes)
disputes | Doe 2020 [disputes]
disputes | Doe 2020: disputes
disputes | Doe 2020 – disputes
disputes | Doe 2020, **disputes**
disputes | Doe (2020), strongly (disputes)
disputes | Doe (2020)\\ndisputes: Roe (2021)
disputes | \N{BALLOT X} {cite:t}`doe2020`
disputes | \N{CROSS MARK} Doe (2020)
supports | \N{HEAVY CHECK MARK}\N{VARIATION SELECTOR-16} {cite:t}`doe2020`
disputes | [x] disputes: Doe (2020)
disputes | [ ] disputes: Doe (2020)
disputes | 1) disputes: Doe (2020)
disputes | [✗] {cite:t}`doe2020`
disputes | ✗: {cite:t}`doe2020`
disputes | 🚫 {cite:t}`doe2020`
disputes | Disputing evidence: {cite:t}`doe2020`
disputes | *Counter-evidence*: {cite:t}`doe2020`
disputes | Opposing view: {cite:t}`doe2020`
disputes | Kritik: {cite:t}`doe2020`
disputes | Критика: {cite:t}`doe2020`
disputes | 反証 {cite:t}`doe2020`
disputes | Doe (2020) disputes this
- | fails to support: {cite:t}`doe2020`
disputes | But: {cite:t}`doe2020`
disputes | But see {cite:t}`doe2020`
disputes | In contrast, {cite:t}`doe2020`
disputes | Gegenbeleg: {cite:t}`doe2020`
disputes | {cite:t}`doe2020`, but see {cite:t}`roe2021`
disputes | {cite:t}`doe2020`, which disputes it
disputes | {cite:t}`doe2020`, who contradicts this
disputes | (–) {cite:t}`doe2020`
supports | [+] {cite:t}`doe2020`
certainty | evidence level: low, because few have looked
certainty | Quality of evidence: low
disputes | 反对：{cite:t}`doe2020`
supports | 支持 → {cite:t}`doe2020`
disputes | {cite:t}`doe2020`（反对）
- | 质疑者：{cite:t}`doe2020`
- | 약함: {cite:t}`doe2020`
- | الضد: {cite:t}`doe2020`
- | 【反证】{cite:t}`doe2020`
""".strip().splitlines()


@pytest.mark.parametrize("line", FORMS)
def test_what_is_meant_as_a_word_is_no_source(line: str) -> None:
    offered, _, text = line.partition(" | ")
    found = meant(flat(text.replace("\\n", "\n")))
    assert found is not None
    assert found.offered == offered.strip("-")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('di"sputes: Doe (2020)', "disputes"),
        ("dispu;tes: {cite:t}`doe2020`", "disputes"),
        ("Dis#putes: {cite:t}`doe2020`", "disputes"),
        ("disput.es {cite:t}`doe2020`", "disputes"),
        ("re-futes: Doe (2020)", "disputes"),
        ("c:ertainty: low, because of it", "certainty"),
        ("cer tainty: low, because of it", "certainty"),
        ("ab out: Tea", "about"),
        ("k`ey: calm", "key"),
    ],
)
def test_a_word_with_a_sign_inside_is_no_source(text: str, word: str) -> None:
    found = torn(flat(text))
    assert found is not None
    assert found.offered == word


@pytest.mark.parametrize(
    "text",
    [
        *SOURCES,
        "A bout: a fight",
        "Con firms: a survey",
        "disputes: Doe",
        "sup-port groups: a review",
    ],
)
def test_a_title_has_no_word_that_is_torn(text: str) -> None:
    assert torn(flat(text)) is None


def test_there_are_enough_forms() -> None:
    assert min(len(SOURCES), len(FORMS)) >= 50


def test_a_synonym_in_letters_of_its_own_is_not_odd() -> None:
    own, mixed = (meant(flat(f"{word}: {{cite:t}}`doe2020`")) for word in ("Критика", "dіsputes"))
    assert own is not None
    assert own.odd == ""
    assert mixed is not None
    assert "Cyrillic" in mixed.odd
