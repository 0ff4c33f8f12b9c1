"""What counts as a source of a claim and what does not, in items as they are written.

The project has a claim for each case, beside which stands a source that counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from projects import read_project, write_project
from sphinx_versus.domain import domain_of

CONF = """
project = "Drinks"
extensions = ["sphinx_versus", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["references.bib"]
html_theme = "basic"
"""
BIBLIOGRAPHY = """
@article{doe2020, author = {Doe, Ann}, title = {A review}, journal = {Drinks}, year = {2020}}
@article{roe, author = {Roe, Bo}, title = {A reply}, journal = {Drinks}, year = {2021}}
"""
WARNING = re.compile(r"index\.md:(?P<line>\d+): WARNING: .* \[versus\.(?P<kind>\w+)\]")


class Case(NamedTuple):
    """An item, what counts of it, and the warnings: their lines within the item, and kinds."""

    item: str
    counts: str
    warnings: tuple[str, ...] = ()


WORD, CITATION, NONE = "0 unknown_word", "0 malformed_citation", "0 claim_without_sources"
CASES = [
    # Words as they are to be, and sources.
    Case("{cite:t}`doe2020`", "supports doe2020"),
    Case("disputes: {cite:t}`doe2020`; Roe", "disputes doe2020, disputes Roe"),
    Case("Disputes\N{NO-BREAK SPACE}: Roe", "disputes Roe"),
    Case("supports: Disputes: a history", "supports Disputes: a history"),
    Case("supports: **not quite**: {cite:t}`roe` (weakly)", "supports roe"),
    Case("Doe, *Against Method* (1975)", "supports Doe, Against Method (1975)"),
    Case("[deep learning: a review](https://example.org)", "supports deep learning: a review"),
    Case("a post by @jane, 2020", "supports a post by @jane, 2020"),
    Case("mail of jane@example.org", "supports mail of jane@example.org"),
    Case("`@media` in *CSS: the Manual*", "supports @media in CSS: the Manual"),
    # Words that are none.
    Case("**disputes:** {cite:t}`doe2020`", "", (WORD,)),
    Case("*disputes*: Roe", "", (WORD,)),
    Case("`disputes:` Roe", "", (WORD,)),
    Case("<b>disputes:</b> Roe", "", (WORD,)),
    Case("[disputes](https://example.org): Roe", "", (WORD,)),
    Case("disputes\N{FULLWIDTH COLON}Roe", "", (WORD,)),
    Case("{abbr}`disputes (by CiTO)`: Roe", "", (WORD,)),
    Case("dis\N{ZERO WIDTH SPACE}putes: Roe", "", (WORD,)),
    Case("not quite: {cite:t}`doe2020`", "", (WORD,)),
    Case("{cite:t}`doe2020` (disputes)", "", (WORD,)),
    Case("{cite:t}`doe2020` **disputes**", "", (WORD,)),
    Case("{cite:t}`doe2020` (weakly against)", "", (WORD,)),
    Case("{cite:t}`doe2020`; disputes: {cite:t}`roe`", "supports doe2020", (WORD,)),
    Case("{cite:t}`doe2020`;\n  disputes: Roe; Poe", "supports doe2020", ("1 unknown_word",)),
    Case("disputes: {cite:t}`doe2020`; supports: Roe", "disputes doe2020", (WORD,)),
    Case("{cite:t}`doe2020` (disputes); Roe", "supports Roe", (WORD,)),
    Case("{cite:t}`doe2020`\n  disputes: Roe", "", ("1 unknown_word",)),
    Case("{cite:t}`doe2020`\n\n  disputes: Roe", "supports doe2020", ("2 unknown_word",)),
    Case("{cite:t}`doe2020`\n  - disputes: Roe", "supports doe2020", ("1 unknown_word",)),
    Case("**about:** Tea", "", (WORD,)),
    Case("certainty = low", "", (WORD,)),
    Case("about:", "", (WORD,)),
    # Citations that are none.
    Case("[@doe2020]", "", (CITATION,)),
    Case("[@doe2020; @roe]", "", (CITATION,)),
    Case("disputes: [@doe2020, p. 3]", "", (CITATION,)),
    Case("Doe said so [@doe2020]", "", (CITATION,)),
    Case("@doe2020", "", (CITATION,)),
    Case("doe2020", "", (CITATION,)),
    Case("doe2021", "supports doe2021"),
    Case("@nobody", "", (CITATION,)),
    Case("-@nobody [p. 3]", "", (CITATION,)),
    Case("see @doe2020 for it", "", (CITATION,)),
    Case("[doe2020]", "", (CITATION,)),
    Case("\\cite{doe2020}", "", (CITATION,)),
    Case("{cite}`doe2020", "", (CITATION,)),
    Case("{cite:t} `doe2020`", "", (CITATION,)),
    Case(
        "{cite:t}\N{LEFT SINGLE QUOTATION MARK}doe2020\N{RIGHT SINGLE QUOTATION MARK}",
        "",
        (CITATION,),
    ),
    Case("(cite:t)`doe2020`", "", (CITATION,)),
    Case("{cite;t}`doe2020`", "", (CITATION,)),
    Case("{{cite:t}}`doe2020`", "", (CITATION,)),
    Case("{ci#te:t}`doe2020`", "", (CITATION,)),
    Case("{c ite:t}`doe2020`", "", (CITATION,)),
    Case("{cite:t`}`doe2020`", "", (CITATION,)),
    Case("{cite:t`}doe2020`", "", (CITATION,)),
    Case("{cit\N{CYRILLIC SMALL LETTER IE}:t}`doe2020`", "", (CITATION,)),
    Case("[cite: doe2020]", "", (CITATION,)),
    Case("`doe2020`", "", (CITATION,)),
    Case("<cite>doe2020</cite>", "", (CITATION,)),
    Case("`doe`, a program", "supports doe, a program"),
    Case("di;sputes: {cite:t}`doe2020`", "", (WORD,)),
    Case("Roe\n  says {cite:t}doe2020", "", ("1 malformed_citation",)),
    Case("**disputes:** [@doe2020]", "", (WORD, CITATION)),
    # Nothing at all.
    Case("", "", (NONE,)),
    Case("[ ]", "", (NONE,)),
    Case("[x]", "", (NONE,)),
    Case("disputes:\n  - {cite:t}`doe2020`", "", (NONE,)),
    Case("> {cite:t}`doe2020`", "", (NONE,)),
]


class Read(NamedTuple):
    """What came out of a case."""

    counts: str
    warnings: tuple[str, ...]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Read]:
    lines = ["# Drinks", "", "```{evidence}", ""]
    places = []
    for number, case in enumerate(CASES):
        lines += [f"Claim number {number} is made.", "- A source"]
        places.append(len(lines) + 1)
        lines += [f"- {case.item}".rstrip(), f"- key: c{number}", ""]
        lines = "\n".join(lines).split("\n")
    lines += ["```", "", "```{bibliography}", "```", ""]
    files = {"conf.py": CONF, "references.bib": BIBLIOGRAPHY, "index.md": "\n".join(lines)}
    app, text = read_project(write_project(tmp_path_factory.mktemp("stances") / "source", files))
    warnings: dict[int, list[str]] = {number: [] for number in range(len(CASES))}
    for line in text.splitlines():
        found = WARNING.search(line)
        assert found, line
        at = int(found["line"])
        number = max(number for number, place in enumerate(places) if place <= at)
        warnings[number].append(f"{at - places[number]} {found['kind']}")
    claims = {claim.anchor: claim for claim in domain_of(app.env).data["claims"]["index"]}
    return [
        Read(
            ", ".join(
                f"{source.stance} {' '.join(source.keys) or source.text}"
                for source in claims[f"index-claim-c{number}"].sources
                if source.text != "A source"
            ),
            tuple(sorted(warnings[number], reverse=True)),
        )
        for number in range(len(CASES))
    ]


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].item)
def test_an_item_counts_for_what_it_says(number: int, read: list[Read]) -> None:
    case = CASES[number]
    assert read[number] == Read(case.counts, tuple(sorted(case.warnings, reverse=True)))
