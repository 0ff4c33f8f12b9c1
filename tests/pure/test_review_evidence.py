"""What the review asks of evidence: facts in, questions out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from small_facts import TODAY, SmallProject
from sphinx_versus.api import (
    Claim,
    Comparison,
    Dimension,
    Entry,
    Mark,
    MarkKind,
    Quantity,
    Relation,
    Section,
    SectionKind,
    Side,
    Source,
    Stance,
    Value,
)
from sphinx_versus.review.evidence import folded, is_retracted, no_dispute
from sphinx_versus.review.findings import Finding, Kind
from sphinx_versus.review.opposed import (
    heading,
    marks_exclude,
    opposed_cells,
    span_of,
    spans_exclude,
)
from sphinx_versus.review.scope import Scope
from sphinx_versus.review.settings import Settings
from sphinx_versus.review.wording import GERMAN

KINDS = {
    *(Kind.TWO_CERTAINTIES, Kind.TWO_STANCES, Kind.DISPUTED_BY_SYNTHESIS, Kind.DISPUTED_CLAIM),
    *(Kind.WEAK_SOURCES, Kind.NO_DISPUTE, Kind.RETRACTED_SOURCE, Kind.OPPOSED_CELLS),
    Kind.FEW_SOURCES,
}
SOURCES = """
source one: article
  design: experiment
source two: article
  design: experiment
source pooled: article
  design: meta-analysis
source opinion: article
  design: perspective
  published: article
source another: article
  design: perspective
source diary: misc
  published: blog
source card: techreport
  published: report
  interest: developer
source paper: article
  published: article
  interest: developer
source gone: article
  retracted: yes
"""


def _claim(page: str, text: str, *items: str) -> str:
    """A claim on a page of its own; the third line of a page has its first item."""
    lines = "\n".join(f"    {item}" for item in items)
    return f"evidence {page}: {page}\n  claim it: {text}\n{lines}\n"


def _asked(facts: str) -> list[Finding]:
    project = SmallProject.of(facts + SOURCES)
    return [each for each in project.review() if each.kind in KINDS]


def _codes(facts: str) -> list[str]:
    return [f"{each.docname}: {each.kind.code}" for each in _asked(facts)]


LOW, HIGH = "certainty: low, because few looked", "certainty: high, because many looked"
TWO = "supports: @one; @two"


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("Tea calms.", "Tea calms.", True),
        ("Tea calms.", "tea  calms", True),
        ("\u201cTea\u201d calms people\u2019s nerves.", '"Tea" calms people\'s nerves', True),
        ("Tea calms.", "Tea wakes.", False),
        ("Tea calms.", "Tea does not calm.", False),
        ("C++ is fast.", "C is fast.", False),
        ("It falls by -5.", "It falls by 5.", False),
        ("Tea holds 10\u2076 cells.", "Tea holds 106 cells.", False),
        ("Tea holds 1.5 g.", "Tea holds 15 g.", False),
        # Of what is this said?
        ("It is cheap.", "It is cheap.", False),
        ("Both calm people.", "Both calm people.", False),
        ("In this way people sleep.", "In this way people sleep.", False),
        ("People sleep more when it is dark.", "People sleep more when it is dark.", True),
    ],
)
def test_one_statement_has_one_certainty(one: str, other: str, asked: bool) -> None:
    facts = _claim("a", one, TWO, HIGH) + _claim("b", other, TWO, LOW)
    assert _codes(facts) == ["b: two_certainties"] * asked
    same = _claim("a", one, TWO, LOW) + _claim("b", other, TWO, LOW)
    assert _codes(same) == []
    unsaid = _claim("a", one, TWO, LOW) + _claim("b", other, TWO)
    assert _codes(unsaid) == []


@pytest.mark.parametrize(
    ("text", "one", "other", "asked"),
    [
        ("Costs have fallen.", "Tea", "Coffee", False),
        ("Costs have fallen.", "Tea", "Chai", True),  # another name of it
        ("Costs have fallen.", "Tea; Milk", "Tea", True),
        ("It costs less.", "Tea", "tea", True),
        ("It costs less.", "Tea", "Coffee", False),
    ],
)
def test_a_statement_is_about_something(text: str, one: str, other: str, asked: bool) -> None:
    facts = _claim("a", text, TWO, HIGH, f"about: {one}")
    facts += _claim("b", text, TWO, LOW, f"about: {other}")
    facts += "entity Tea: tea\n  aliases: Chai\n"
    assert _codes(facts) == ["b: two_certainties"] * asked


def test_what_stands_for_the_sides_means_those_of_its_comparison() -> None:
    def said(key: str, sides: str, certainty: str) -> str:
        return (
            f"comparison {key}: {sides}\n  claim it: Both calm people.\n    {TWO}\n"
            f"    {certainty}\n"
        )

    other = said("a", "Tea | Coffee", HIGH) + said("b", "Tea | Milk", LOW)
    assert _codes(other) == []
    same = said("a", "Tea | Coffee", HIGH) + said("b", "Coffee | Tea", LOW)
    assert _codes(same) == ["b: two_certainties"]


def test_both_places_are_told() -> None:
    facts = _claim("a", "Tea calms.", TWO, HIGH) + _claim("b", "Tea calms.", TWO, LOW)
    (found,) = _asked(facts)
    assert (found.about, found.docname, found.line) == ("b-claim-it", "b", 6)
    assert found.message == (
        "the statement is of low certainty here, and of high certainty at a.md:2; "
        "give both the same level, or say it once and quote it with {claim}`a-claim-it`"
    )


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("supports: @one", "disputes: @one; @two", ["b: two_stances"]),
        ("supports: @one; Doe (2010)", "disputes: doe  (2010)", ["b: two_stances"]),
        ("supports: @one", "disputes: @two", []),
        ("supports: @one", "qualifies: @one", []),
        ("disputes: @one", "qualifies: @one", []),
    ],
)
def test_a_source_says_one_thing(one: str, other: str, asked: list[str]) -> None:
    low, lowest = "certainty: low, because", "certainty: very low, because"
    certainty = lowest if one.startswith("d") or other.startswith("d") else low
    facts = _claim("a", "Tea calms.", one, certainty) + _claim("b", "Tea calms.", other, certainty)
    assert _codes(facts) == asked


def test_a_source_may_be_named_twice_in_one_claim() -> None:
    (found,) = _asked(_claim("a", "Tea calms.", "supports: @one", "disputes: @ONE", LOW))
    assert (found.kind, found.line) == (Kind.TWO_STANCES, 4)
    assert found.message.startswith('"ONE" disputes the statement here, and supports it at a.md:3;')


@pytest.mark.parametrize(
    ("items", "asked"),
    [
        ((TWO, "disputes: @pooled", HIGH), ["disputed_by_synthesis"]),
        ((TWO, "disputes: @pooled", "certainty: moderate, because"), []),
        ((TWO, "disputes: @opinion", HIGH), []),
        ((TWO, "qualifies: @pooled", HIGH), []),
        # What its sources only dispute.
        (("disputes: @pooled", HIGH), ["disputed_claim"]),
        (("disputes: @one", "qualifies: @two", LOW), ["disputed_claim"]),
        (("disputes: @one", "certainty: very low, because"), []),
        (("disputes: @one",), []),
        (("qualifies: @one", LOW), []),
        # How many there are, whatever they say.
        (("supports: @one", HIGH), ["few_sources"]),
        (("supports: @one", "disputes: @two", HIGH), []),
        (("supports: @pooled", HIGH), []),
        # Whose they are.
        (("supports: @diary", LOW), ["weak_sources"]),
        (("supports: @card", LOW), ["weak_sources"]),
        (("supports: @diary; @card", LOW), ["weak_sources"]),
        (("supports: @opinion", LOW), ["weak_sources"]),
        (("supports: @opinion; @diary", LOW), ["weak_sources"]),
        (("supports: @opinion; @another", LOW), []),
        (("supports: @paper", LOW), []),
        (("supports: @card; @one", LOW), []),
        (("supports: @card; Doe (2010)", LOW), []),
        (("supports: @one", "disputes: @diary", LOW), []),
        (("supports: @diary", "disputes: @one", LOW), []),
        (("supports: @diary", "disputes: @card", LOW), ["weak_sources"]),
        (("supports: @opinion", "disputes: @another", LOW), []),
        (("supports: @opinion", "qualifies: @one", LOW), ["weak_sources"]),
        # What the reason says.
        (("supports: @one", "certainty: low, because it is contested"), ["no_dispute"]),
        (("supports: @one", "certainty: low, because that is Disputed."), ["no_dispute"]),
        (("supports: @one", "disputes: @two", "certainty: low, because it is contested"), []),
        (("supports: @one", "certainty: low, because it is not contested"), []),
        (("supports: @one", "certainty: low, because it is undisputed"), []),
        (("supports: @one", "certainty: low, because \u201cdisputed\u201d is undefined"), []),
        # What has been taken back.
        (("supports: @one; @gone", LOW), ["retracted_source"]),
        (("supports: @one", "disputes: @gone", LOW), ["retracted_source"]),
    ],
)
def test_claims_and_their_sources(items: tuple[str, ...], asked: list[str]) -> None:
    assert _codes(_claim("a", "Tea calms.", *items)) == [f"a: {kind}" for kind in asked]


@pytest.mark.parametrize(
    ("entry", "retracted"),
    [
        (Entry("k", fields={"Retracted": "{true}"}), True),
        (Entry("k", fields={"retracted": "2012-01-31"}), True),
        (Entry("k", fields={"retracted": "no"}), False),
        (Entry("k", fields={"retracted": ""}), False),
        (Entry("k", title="RETRACTED: Tea and sleep"), True),
        (Entry("k", title="[Retracted] Tea and sleep"), True),
        (Entry("k", title="Retracted article: Tea and sleep"), True),
        (Entry("k", fields={"note": "Retracted in 2012"}), True),
        (Entry("k", fields={"note": "This article was retracted"}), True),
        (Entry("k", fields={"note": "Zur\u00fcckgezogen 2012"}), True),
        (Entry("k", fields={"note": "Not retracted"}), False),
        (Entry("k", title="Retraction of papers, and why"), False),
        (Entry("k", title="Why papers are retracted"), False),
        (Entry("k", title="Retractable pens"), False),
    ],
)
def test_what_is_retracted(entry: Entry, retracted: bool) -> None:
    assert is_retracted(entry) is retracted


def test_all_places_of_a_retracted_source_are_told() -> None:
    facts = _claim("a", "Tea calms.", "supports: @one; @gone", LOW)
    facts += "comparison b: Tea | Milk\n  row Price: low [@gone] | high\n"
    (found,) = _asked(facts)
    assert (found.about, found.docname, found.line) == ("gone", "a", 3)
    assert found.message.startswith("some.bib:")
    assert "it is used here and at b.md:6; take it out" in found.message
    # A page that cites it in its text alone.
    (found,) = _asked("page a: A\n  cites: gone\n")
    assert (found.path, found.line) == ("some.bib", 23)


@pytest.mark.parametrize(
    ("reason", "asked"),
    [
        ("weil das umstritten ist", True),
        ("wegen einer strittigen Messung", True),
        ("weil es nicht umstritten ist", False),
        ("weil es unbestritten ist", False),
    ],
)
def test_german_reasons(reason: str, asked: bool) -> None:
    claim = Claim("k", "Tee", (Source(Stance.SUPPORTS, ("k",), "", 1),), None, (), 1, 1)
    scope = Scope({}, {}, {}, (), TODAY)
    said = no_dispute(replace(claim, reason=(reason,)), scope, Settings(wording=GERMAN))
    assert bool(said) is asked


# The same row of an entity on two pages.


def _cells(one: str, other: str, *, row: str = "Power", second: str = "") -> list[Finding]:
    return _asked(
        f"comparison a: Tea | Coffee\n  row {row}: {one} | some text\n"
        f"comparison b: Milk | Tea\n  row {second or row}: some text | {other}\n"
    )


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        ("5 W", "9 W", True),
        ("5 W", "5 W", False),
        ("2 kW", "2000 W", False),
        ("2 kW", "3000 W", True),
        ("2 kW", "2 kWh", False),
        ("2 W", "2 \u20ac", False),
        ("1 km", "5 miles", True),
        ("1.6 km", "1 mile", False),
        ("20 \u00b0C", "68 \u00b0F", False),
        ("5\u20139 W", "8\u201312 W", False),
        ("5\u20137 W", "8\u201312 W", True),
        ("0.44 [0.28, 0.60] W", "0.7 W", True),
        ("0.44 [0.28, 0.60] W", "0.5 W", False),
        ("\u2248 20 W", "23 W", False),
        ("\u2248 20 W", "40 W", True),
        ("< 5 W", "4 W", False),
        ("< 5 W", "8 W", True),
        ("> 5 W", "8 W", False),
        ("> 5 W", "2 W", True),
        ("> 5 W", "> 8 W", False),
        ("0.5 W", "0.53 W", False),
        ("0.50 W", "0.53 W", True),
        ("300 000 m/s", "299 792 m/s", False),
        ("86 billion", "100 billion", True),
        ("7", "9", True),
        ("7", "7", False),
        ("7", "7 W", False),
        ("yes", "no", True),
        ("no [@one]", "yes", True),
        ("yes", "partly", False),
        ("yes", "unknown", False),
        ("yes", "\u2013", False),
        ("yes", "", False),
        ("yes", "5 W", False),
        ("some", "none of it", False),
        ("no, until 2020", "yes, since 2020", False),
        ("no, until 2020", "yes", False),
        ("yes, in the sun", "no, in the shade", False),
        ("yes, in the sun", "no", True),
    ],
)
def test_cells_that_cannot_both_hold(one: str, other: str, asked: bool) -> None:
    assert [each.kind for each in _cells(one, other)] == [Kind.OPPOSED_CELLS] * asked
    assert bool(_cells(other, one)) is asked


@pytest.mark.parametrize(
    ("row", "second", "asked"),
    [
        ("Power", "power", True),
        ("Power", "Power (W)", True),
        ("Power (max, in W)", "Power (max)", True),
        ("Power (max)", "Power (min)", False),
        ("Power (2020)", "Power (2024)", False),
        ("Power (2020, W)", "Power (W)", False),
        ("Power in 2020", "Power in 2024", False),
        ("Power (W, lower is better)", "Power", True),
        ("Power", "Energy", False),
    ],
)
def test_rows_are_the_same_by_name_unit_and_year(row: str, second: str, asked: bool) -> None:
    assert bool(_cells("5 W", "9 W", row=row, second=second)) is asked


def _said(
    key: str, value: Value, *, title: str = "", side: Side | None = None, **row: str
) -> Comparison:
    notes = (row.pop("notes"),) if "notes" in row else ()
    dimension = Dimension(
        *(f"{key}-row-price", "Price", 9, f"{key}-table", (("said",),)),
        **row,  # type: ignore[arg-type]
        notes=notes,
        values=(value,),
    )
    sections = (Section(f"{key}-x", SectionKind.SIDE_BY_SIDE, title, 5),) if title else ()
    return Comparison(
        *(key, key, 3, key, True, (side or Side("Tea", "tea", "Tea"),)),
        sections=sections,
        dimensions=(dimension,),
    )


FIVE, NINE = Quantity(Decimal(5), unit="\u20ac"), Quantity(Decimal(9), unit="\u20ac")


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [
        (_said("a", FIVE), _said("b", NINE), True),
        (_said("a", FIVE), _said("b", NINE, group="Large"), False),
        (_said("a", FIVE, group="large"), _said("b", NINE, group="Large"), True),
        (_said("a", FIVE, title="Prices in 2020"), _said("b", NINE, title="Now (2024)"), False),
        (_said("a", FIVE, title="Prices in 2020"), _said("b", NINE), True),
        (_said("a", FIVE, notes="as of 2020"), _said("b", NINE, notes="as of 2024"), False),
        (_said("a", FIVE), _said("b", NINE, side=Side("Tea", "tea", version="2.0")), False),
        (_said("a", FIVE), _said("b", NINE, side=Side("Tea", "tea", remark="2020")), False),
        (_said("a", FIVE), _said("b", NINE, side=Side("Milk", "milk")), False),
        # Numbers of what nobody knows.
        (_said("a", Quantity(Decimal(5))), _said("b", Quantity(Decimal(9)), unit="cups"), False),
        (_said("a", Quantity(Decimal(5), unit="cup")), _said("b", NINE), False),
    ],
)
def test_what_tells_rows_apart(one: Comparison, other: Comparison, asked: bool) -> None:
    scope = _scope(one, other)
    assert [each.kind for each in opposed_cells(scope)] == [Kind.OPPOSED_CELLS] * asked


def _scope(*comparisons: Comparison) -> Scope:
    units = SmallProject().facts.unit
    return Scope({each.docname: (each,) for each in comparisons}, {}, {}, (), TODAY, unit=units)


def test_a_row_that_occurs_twice_is_opposed_if_all_of_it_is() -> None:
    def asked(*rows: str) -> bool:
        lines = "".join(f"  table: t{n}\n  row Power: {cell} | x\n" for n, cell in enumerate(rows))
        return bool(
            _asked(
                f"comparison a: Tea | Milk\n{lines}comparison b: Tea | Ice\n  row Power: 9 W | x\n"
            )
        )

    assert not asked("5 W", "9 W")
    assert asked("5 W", "6 W")


def test_both_rows_are_told() -> None:
    (found,) = _cells("5 W", "9 kW", second="Power (kW)")
    assert (found.about, found.docname, found.line) == ("b-row-power-kw", "b", 4)
    assert found.message == (
        '"Tea" has "9 kW" in the row "Power (kW)" here, and "5 W" in the row "Power" at a.md:2; '
        "mend one of the two, "
        "or say in the names of the rows what tells them apart, as a year does"
    )


def test_names_of_one_entity_are_one() -> None:
    facts = "comparison a: Tea | Coffee\n  row Power: 5 W | x\n"
    facts += "comparison b: Chai | Milk\n  row Power: 9 W | x\n"
    assert _codes(facts) == []
    assert _codes(facts + "entity Tea: tea\n  aliases: Chai\n") == ["b: opposed_cells"]


def test_the_words_of_a_heading_are_kept() -> None:
    scope = _scope()
    assert heading("Power (W):", scope) == heading(" power ", scope) == "power"
    assert heading("Power (at noon; W)", scope) == "power (at noon)"


def test_relations_reach_without_end() -> None:
    scope = _scope()
    least = Quantity(Decimal(5), relation=Relation.AT_LEAST, unit="W")
    most = Quantity(Decimal(4), relation=Relation.AT_MOST, unit="W")
    high, low = (span_of(each, scope) for each in (least, most))
    assert high
    assert low
    assert spans_exclude(high, low)
    assert not spans_exclude(high, high)
    assert marks_exclude(Mark(MarkKind.YES), Mark(MarkKind.NO))


def test_a_statement_keeps_its_signs() -> None:
    assert folded("\u201eTee \u2013 kalt\u201c, sagte er!") == "tee - kalt sagte er"
    assert folded("At \u22125 \u00b0C (or less)") == "at \u22125 \u00b0c or less"


def test_an_exception_is_accepted_by_its_id() -> None:
    facts = _claim("a", "Tea calms.", "supports: @diary", LOW)
    assert _codes(facts + "accept a-claim-it: weak_sources\n") == []
