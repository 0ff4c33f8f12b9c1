"""What can be counted about the content: pages, claims, sources, figures.

The files are read as text, so that a slip in the extension cannot hide one here.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from pybtex.database import BibliographyData, parse_file

from sphinx_versus.grammar.evidence import WORDS
from sphinx_versus.model.facts import SOURCE_TERMS, Stance

ROOT = Path(__file__).parent.parent.parent
COMPARISONS = sorted((ROOT / "comparisons").glob("*.md"))
ARTICLES = sorted((ROOT / "articles").glob("*.md"))
PAGES = [*COMPARISONS, *ARTICLES, *ROOT.glob("*.md"), *(ROOT / "guide").glob("*.md")]
ENTITIES = {page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
            for page in (ROOT / "entities").glob("*.md")}  # fmt: skip
# One source that is known for its mistakes; an article tells of them.
WEAK = "walker2017"
LEVELS = ("high", "moderate", "low", "very low")

_CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses look it up by name
    spec.loader.exec_module(module)
    return module


figures = _load(ROOT / "tools" / "figures.py")


@dataclass(frozen=True)
class Claim:
    """A claim as it is written: its statement and its items by their first word."""

    statement: str
    items: tuple[tuple[str, str], ...]

    def told(self, word: str) -> str:
        """What is said behind a word, or nothing."""
        return next((text for first, text in self.items if first == word), "")

    @property
    def sources(self) -> list[str]:
        """The items that name sources."""
        return [text for word, text in self.items if word in set(Stance)]


def _sections(text: str, level: int) -> dict[str, str]:
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _sides(text: str) -> list[str]:
    argument = re.search(r"^::::\{comparison\} (.+)$", text, re.MULTILINE)
    assert argument
    return argument.group(1).split(" vs ")


def _cells(text: str) -> list[list[str]]:
    table = _sections(text, 2)["Side-by-side analysis"]
    rows = [line.strip("|\n ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return rows[2:]


def _claims(text: str) -> list[Claim]:
    """The claims of a comparison, or those among the text of an article."""
    blocks = re.findall(r"^:::\{evidence\}\n(.*?)\n:::$", text, re.MULTILINE | re.DOTALL)
    blocks += [_sections(text, 2).get("Scientific evidence", "").partition("\n::::")[0]]
    claims = []
    for block in re.split(r"\n{2,}", "\n\n".join(blocks).strip()):
        statement, *lines = block.splitlines()
        items = []
        for line in lines:
            found = re.match(rf"- (?:({'|'.join(WORDS)}): )?(.+)", line)
            assert found, line
            items.append((found.group(1) or "supports", found.group(2)))
        claims.append(Claim(statement, tuple(items)))
    return claims


def _keys(text: str) -> set[str]:
    return {key.strip() for keys in _CITED.findall(text) for key in keys.split(",")}


@pytest.fixture(scope="module")
def bibliography() -> BibliographyData:
    return parse_file(ROOT / "references.bib")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _name(path: Path) -> str:
    return path.stem


each_comparison = pytest.mark.parametrize("page", COMPARISONS, ids=_name)
each_article = pytest.mark.parametrize("page", ARTICLES, ids=_name)
each_figure = pytest.mark.parametrize("name", figures.FIGURES)


def test_each_doi_and_arxiv_number_is_well_formed(bibliography: BibliographyData) -> None:
    for key, entry in bibliography.entries.items():
        doi, eprint = entry.fields.get("doi"), entry.fields.get("eprint")
        assert doi is None or re.fullmatch(r"10\.\d{4,9}/[^\s{}]+", doi), key
        assert eprint is None or re.fullmatch(r"\d{4}\.\d{4,5}", eprint), key
        assert eprint is None or entry.fields["archiveprefix"] == "arXiv", key


def test_each_entry_is_complete_and_stands_once(bibliography: BibliographyData) -> None:
    for field in ("doi", "eprint", "title"):
        values = [entry.fields.get(field, "").casefold() for entry in bibliography.entries.values()]
        assert [value for value, count in Counter(values).items() if value and count > 1] == []
    for key, entry in bibliography.entries.items():
        assert entry.persons.get("author"), key
        assert re.fullmatch(r"(1[89]|20)\d\d", entry.fields["year"]), key
        assert re.match(r"V[12]\b", entry.fields["annote"]), key


@pytest.mark.parametrize("field", SOURCE_TERMS)
def test_each_entry_says_how_it_knows_in_known_terms_or_not_at_all(
    field: str, bibliography: BibliographyData
) -> None:
    fields = {key: entry.fields for key, entry in bibliography.entries.items()}
    said = {key: each[field] for key, each in fields.items() if field in each}
    assert said
    assert {key: term for key, term in said.items() if term not in list(SOURCE_TERMS[field])} == {}


def test_only_lists_of_more_than_ten_authors_are_cut_or_say_why(
    bibliography: BibliographyData,
) -> None:
    authors = {key: entry.persons["author"] for key, entry in bibliography.entries.items()}
    cut = {key: names for key, names in authors.items() if str(names[-1]) == "others"}
    assert cut
    short = [key for key, names in cut.items() if len(names) <= 10]
    notes = {key: bibliography.entries[key].fields["annote"] for key in short}
    assert [key for key in short if "Further authors not confirmed" not in notes[key]] == []


def test_each_entry_is_used_and_each_use_has_an_entry(bibliography: BibliographyData) -> None:
    used = {key for page in [*COMPARISONS, *ARTICLES] for key in _keys(_read(page))}
    assert used == set(bibliography.entries)


@each_comparison
def test_a_comparison_has_its_measure(page: Path) -> None:
    text = _read(page)
    assert 10 <= len(_cells(text)) <= 14
    assert 8 <= len(_claims(text)) <= 14
    for section in ("Strengths", "Weaknesses"):
        points = _sections(_sections(text, 2)[section], 3)
        assert list(points) == _sides(text)
        counts = [len(re.findall(r"^- ", part, re.MULTILINE)) for part in points.values()]
        assert all(3 <= count <= 6 for count in counts)
        assert max(counts) - min(counts) <= 1
    for section in ("Definitions", "Future outlook", "Related entities"):
        assert _sections(text, 2)[section].strip()
    assert _sections(text, 2)["Other comparisons"].count("](") >= 2
    assert re.search(r"^:tags: \S", text, re.MULTILINE)
    assert re.search(r"^:reviewed: \d{4}-\d\d-\d\d$", text, re.MULTILINE)


@each_comparison
def test_four_in_five_cells_have_a_source(page: Path) -> None:
    rows = _cells(_read(page))
    cells = [cell for row in rows for cell in row[1:]]
    assert len(cells) == 2 * len(rows)
    assert sum("{cite:" in cell for cell in cells) >= 0.8 * len(cells)


@each_comparison
def test_each_row_and_claim_has_a_key_of_its_own(page: Path) -> None:
    text = _read(page)
    rows = [re.search(r"\{#([\w-]+)\}", row[0]) for row in _cells(text)]
    assert all(rows)
    keys = [claim.told("key") for claim in _claims(text)]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("page", [*COMPARISONS, ROOT / "articles/learning-versus-training.md"])
def test_each_claim_rests_on_something(page: Path) -> None:
    text = _read(page)
    sides = set(_sides(text))
    rows = set(re.findall(r"^\| \[[^]]+\]\{#([\w-]+)\}", text, re.MULTILINE))
    assert _claims(text)
    for claim in _claims(text):
        cited = {key for source in claim.sources for key in _keys(source)}
        assert cited - {WEAK}, claim.statement
        level, _, reason = claim.told("certainty").partition(", because ")
        assert level.partition(" (")[0] in LEVELS, claim.statement
        assert len(reason.split()) >= 5, claim.statement
        about = re.split("[,;] ", claim.told("about"))
        assert sides.intersection(about), claim.statement
        assert set(about) <= sides | rows | ENTITIES, claim.statement


@each_comparison
def test_a_comparison_looks_at_both_sides_of_a_question(page: Path) -> None:
    claims = _claims(_read(page))
    contested = [claim for claim in claims if claim.told("supports") and claim.told("disputes")]
    assert contested


@each_article
def test_an_article_has_its_measure(page: Path) -> None:
    text = _read(page)
    # Figures, claims and tables of comparisons are not read from beginning to end.
    prose = re.sub(r"^(`{3,}|:{3,})[{:`].*?^\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    assert 1500 <= len(prose.split()) <= 2500
    assert len(_sections(text, 2)) >= 5
    assert "{sub-ref}`wordcount-minutes`" in text
    assert "comparisons/" in text or "-claim-" in text


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_no_link_leaves_the_project(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", _read(page))
    for target in targets:
        path = target.partition("#")[0]
        assert not path.startswith("/"), target
        if path and ":" not in path:
            assert (page.parent / path).resolve().is_relative_to(ROOT), target


@each_article
def test_an_article_has_pictures_and_says_in_words_what_they_show(page: Path) -> None:
    shown = re.findall(r"^```\{figure\} (figures/\S+)\.\*\n:class: inline-svg\n:alt: (.+)$",
                       _read(page), re.MULTILINE)  # fmt: skip
    assert len(shown) >= 2
    for name, alt in shown:
        assert (page.parent / f"{name}.svg").is_file()
        assert len(alt.split()) >= 20


@each_comparison
def test_each_sentence_in_short_is_carried_by_a_claim(page: Path) -> None:
    text = _read(page)
    key = re.search(r"^:key: (\S+)$", text, re.MULTILINE)
    assert key
    said = re.findall(r"^- (.+)$", _sections(text, 2)["In short"], re.MULTILINE)
    assert 3 <= len(said) <= 5
    keys = {claim.told("key") for claim in _claims(text)}
    for sentence in said:
        assert set(re.findall(rf"\(#{key[1]}-claim-([\w-]+)\)", sentence)) & keys, sentence


@each_figure
def test_a_drawing_is_that_of_its_table(name: str) -> None:
    assert _read(figures.FOLDER / f"{name}.svg") == figures.draw(name)


@each_figure
def test_each_row_of_a_figure_has_a_source(name: str, bibliography: BibliographyData) -> None:
    for row in figures.read(name):
        assert set(row["source"].split(";")) <= set(bibliography.entries), row


@each_comparison
def test_a_comparison_shows_a_dot_plot_or_a_figure_and_describes_it(page: Path) -> None:
    text = _read(page)
    shown = re.findall(r"^```\{figure\} figures/(\w+)\.\*\n:class: inline-svg\n:alt: (.+)$",
                       text, re.MULTILINE)  # fmt: skip
    assert shown or ":dot-plot:" in text
    for name, alt in shown:
        assert name in figures.FIGURES
        assert len(alt.split()) >= 20
