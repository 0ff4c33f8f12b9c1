"""Every output says what the facts do, in the language of the writer and in a translation."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from babel.messages import pofile
from babel.messages.catalog import Catalog
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from books import Pdf
from projects import ROOT, write_project
from sphinx_versus.api import (
    Certainty,
    Claim,
    Facts,
    Form,
    Listing,
    Quote,
    SectionKind,
    facts_of,
    plain,
)
from sphinx_versus.showing import evidence_labels as evidence
from sphinx_versus.showing import output_labels as outputs
from sphinx_versus.showing.rests_on import in_words

CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = author = "Drinks"
extensions = [
    "sphinx_versus", "sphinxcontrib.bibtex", "sphinx_versus.site.citations",
    "sphinx_versus.data", "sphinx_versus.search", "sphinx_versus.book",
]
html_theme = "basic"
bibtex_bibfiles = ["references.bib"]
typst_system_fonts = False
"""
DRINKS = """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea-vs-coffee
:tags: drinks
:reviewed: 2026-11-01

Two hot drinks.

## Definitions

Tea
: Leaves in water.

Coffee
: Beans in water.

## Side-by-side analysis

| Dimension | Tea | Coffee |
|---|---|---|
| Taste | mild | bitter |
| Price | low {cite:p}`leaf2020` | high |

## Strengths

### Tea
- Keeps one calm.

### Coffee
- Keeps one awake.

## Weaknesses

### Tea
- Cools down.

### Coffee
- Stains.

## Scientific evidence

Tea calms people.
- {cite:t}`leaf2020`
- A *wise* friend
- disputes: {cite:t}`bean2021`
- certainty: low, because the *studies* are small
- about: Tea; Water

Coffee wakes people.
- {cite:t}`bean2021`
- qualifies: {cite:t}`leaf2020`
- certainty: very low, because nobody was asleep
- about: Brew

Nobody has compared them.
- {cite:t}`bean2021`

## Related entities
- Water
::::
"""
NOTES = """# Notes

What was heard.

```{evidence}
Water is healthy.
- {cite:t}`leaf2020`
- certainty: high, because everybody says so
- about: Water, Coffee
```

```{claim} tea-vs-coffee-claim-tea-calms-people
```
"""
COFFEE = """# Coffee

```{entity}
:aliases: brew

A drink made of beans.
```
"""
LISTS = """# Lists

```{evidence-list}
:sort: certainty
```

## Comparisons

```{comparison-list}
```

## Entities

```{entity-list}
```

```{bibliography}
```
"""
PAGES = {
    "conf.py": CONF,
    "index.md": "# Index\n\n```{toctree}\ndrinks\nnotes\ncoffee\nlists\n```\n",
    "drinks.md": DRINKS,
    "notes.md": NOTES,
    "coffee.md": COFFEE,
    "lists.md": LISTS,
    "references.bib": "@misc{leaf2020, author={Leaf, A}, title={Tea}, year=2020}\n"
    "@misc{bean2021, author={Bean, B}, title={Beans}, year=2021}\n",
}
GERMAN = {
    "Tea vs Coffee": "Tee oder Kaffee",
    "Two hot drinks.": "Zwei heiße Getränke.",
    "Definitions": "Begriffe",
    "Tea": "Tee",
    "Coffee": "Kaffee",
    "Leaves in water.": "Blätter in Wasser.",
    "Beans in water.": "Bohnen in Wasser.",
    "Dimension": "Merkmal",
    "Taste": "Geschmack",
    "mild": "zart",
    "bitter": "herb",
    "Price": "Preis",
    "low {cite:p}`leaf2020`": "niedrig {cite:p}`leaf2020`",
    "high": "hoch",
    "Strengths": "Stärken",
    "Keeps one calm.": "Beruhigt.",
    "Keeps one awake.": "Hält wach.",
    "Weaknesses": "Schwächen",
    "Cools down.": "Kühlt ab.",
    "Stains.": "Macht Flecken.",
    "Scientific evidence": "Belege",
    "Tea calms people.": "Tee beruhigt Menschen.",
    "A *wise* friend": "Ein *weiser* Freund",
    "because the *studies* are small": "weil die *Studien* klein sind",
    "Coffee wakes people.": "Kaffee weckt Menschen.",
    "because nobody was asleep": "weil niemand schlief",
    "Nobody has compared them.": "Niemand hat sie verglichen.",
    "Water is healthy.": "Wasser ist gesund.",
    "because everybody says so": "weil alle es sagen",
    "A drink made of beans.": "Ein Getränk aus Bohnen.",
    "What was heard.": "Was man hörte.",
    "Lists": "Listen",
    "Notes": "Notizen",
}


@dataclass(frozen=True)
class Outputs:
    """A project in one language: its facts, what was written of them, and our words for them."""

    language: str
    facts: Facts
    folder: Path
    words: dict[str, str]

    def say(self, text: str) -> str:
        """What the language has for a text, without markup."""
        return (GERMAN[text] if self.language == "de" else text).replace("*", "")

    def page(self, name: str) -> str:
        """The text of a page that readers see, on one line."""
        body = re.sub(r"(?s)<(script|head)\b.*?</\1>", "", self.html(name))
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())

    def html(self, name: str) -> str:
        """A page as it was written."""
        return (self.folder / "html" / f"{name}.html").read_text(encoding="utf-8")

    @property
    def data(self) -> dict[str, Any]:
        """All of the data in JSON."""
        text = (self.folder / "html" / "comparisons.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found

    def linked(self, name: str) -> list[dict[str, Any]]:
        """The linked data in a page."""
        (script,) = re.findall(r'<script type="application/ld\+json">(.*?)<', self.html(name))
        graph: list[dict[str, Any]] = json.loads(script)["@graph"]
        return graph

    def units(self, name: str) -> dict[str, list[Any]]:
        """What the search knows of a page, by the ids of its parts: kind, title, facets."""
        path = self.folder / "doctrees" / "site_search" / "html" / f"{name}.html"
        marks = re.findall(r'<i id="([^"]*)"></i>', path.read_text(encoding="utf-8"))
        found = [each for each in map(json.loads, map(unescape, marks)) if isinstance(each, list)]
        return {anchor: [kind, title, facets] for anchor, kind, title, _, facets, *_ in found}


@pytest.fixture(scope="module", params=["en", "de"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    source = write_project(tmp_path_factory.mktemp(request.param), PAGES)
    catalogue = Catalog("de")
    for text, translation in GERMAN.items():
        catalogue.add(text, translation)
    for name in ("drinks", "notes", "coffee", "lists"):
        path = source / "locales" / "de" / "LC_MESSAGES" / f"{name}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            pofile.write_po(file, catalogue)
    folder, warnings = source / "_build", io.StringIO()
    for builder in ("html", "typst"):
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                *(source, source, folder / builder, folder / "doctrees", builder),
                confoverrides={"language": request.param},
                status=None,
                warning=warnings,
            )
            app.build()
    assert warnings.getvalue() == ""
    words = {
        "list": outputs.findings(),
        "contested": evidence.contested_label(),
        "": outputs.without_certainty(),
        **{level: evidence.certainty(level) for level in Certainty},
        **{f"{level} in sight": evidence.certainty_in_sight(level) for level in Certainty},
    }
    return Outputs(request.param, facts_of(app.env), folder, words)


def test_facts_are_in_the_language_of_the_build(built: Outputs) -> None:
    (comparison,) = built.facts.comparisons["drinks"]
    found = built.facts.claims_by_id.values()
    sides = comparison.sides
    told = [
        *(comparison.title, comparison.tagline),
        *(side.title for side in sides),
        *(plain(side.definition) for side in sides),
        *(plain(point.prose) for side in sides for point in side.points),
        *(row.name for row in comparison.dimensions),
        *(plain(cell) for cell in comparison.dimensions[0].cells),
        *(section.title for section in comparison.sections if section.kind is SectionKind.EVIDENCE),
        *(each.claim.text for each in found),
        *(plain(each.claim.reason) for each in found if each.claim.reason),
        *(source.text for each in found for source in each.claim.sources if source.text),
    ]
    assert told == [
        built.say(text)
        for text in (
            *("Tea vs Coffee", "Two hot drinks.", "Tea", "Coffee"),
            *("Leaves in water.", "Beans in water."),
            *("Keeps one calm.", "Cools down.", "Keeps one awake.", "Stains."),
            *("Taste", "Price", "mild", "bitter", "Scientific evidence"),
            *("Tea calms people.", "Coffee wakes people."),
            *("Nobody has compared them.", "Water is healthy."),
            *("because the *studies* are small", "because nobody was asleep"),
            *("because everybody says so", "A *wise* friend"),
        )
    ]
    home = built.facts.entity("brew")
    assert home is not None
    assert home.home is not None
    assert (home.title, home.home.description) == (
        *(built.say("Coffee"), built.say("A drink made of beans.")),
    )


def _uncited(text: str) -> str:
    return re.sub(r"\s*\[@[^]]*\]", "", text)


def _names(facts: Facts, claim: Claim) -> list[str]:
    return [facts.entity_place(name).title for name in claim.about]


def test_json_says_what_the_facts_do(built: Outputs) -> None:
    facts, data = built.facts, built.data
    names = {each["id"]: each["name"] for each in data["entities"]}
    told = {
        each["id"]: (
            *(each["page"], each["statement"]["text"], each.get("certainty"), each["contested"]),
            each.get("reason", {}).get("text", ""),
            [names[entity] for entity in each.get("about", ())],
            [(source["stance"], source["keys"]) for source in each["sources"]],
            [source["text"] for source in each["sources"] if not source["keys"]],
        )
        for each in data["claims"]
    }
    assert told == {
        anchor: (
            *(docname, claim.text, claim.certainty, claim.contested, plain(claim.reason)),
            _names(facts, claim),
            [(source.stance, [*source.keys]) for source in claim.sources],
            [source.text for source in claim.sources if not source.keys],
        )
        for anchor, (claim, docname, _) in facts.claims_by_id.items()
    }
    (each,), (comparison,) = data["comparisons"], facts.comparisons_by_key.values()
    assert (each["key"], each["title"], each["tagline"], each["reviewed"], each["tags"]) == (
        *(comparison.key, comparison.title, comparison.tagline, comparison.reviewed),
        [*comparison.tags],
    )
    assert [
        (side["name"], side["definition"]["text"], side["strengths"], side["weaknesses"])
        for side in each["sides"]
    ] == [
        (
            *(side.title, plain(side.definition)),
            *(
                [{"text": plain(point), "citations": []} for point in side.points_of(kind)]
                for kind in (SectionKind.STRENGTHS, SectionKind.WEAKNESSES)
            ),
        )
        for side in comparison.sides
    ]
    assert [
        (row["id"], row["name"], [_uncited(cell["text"]) for cell in row["cells"]])
        for row in each["dimensions"]
    ] == [(row.anchor, row.name, [*map(plain, row.cells)]) for row in comparison.dimensions]
    assert {
        (each["id"], each["name"], each.get("description", ""), *each.get("claims", ()))
        for each in data["entities"]
    } == {
        (
            *(f"entity-{slug}", found.title, found.home.description if found.home else ""),
            *(each.claim.anchor for each in facts.claims_about(found.name)),
        )
        for slug, found in facts.entities_by_slug.items()
    }


def test_csv_says_what_the_facts_do(built: Outputs) -> None:
    (comparison,) = built.facts.comparisons["drinks"]
    path = built.folder / "html" / "data" / "drinks.tea-vs-coffee.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["Dimension", *(side.title for side in comparison.sides)]
    # A citation is told as a reader sees it, and facts hold its key.
    assert [[each.replace(" (Leaf, 2020)", "") for each in row] for row in rows] == [
        [row.name, *map(plain, row.cells)] for row in comparison.dimensions
    ]
    assert "(Leaf, 2020)" in path.read_text(encoding="utf-8")


def test_linked_data_says_what_the_facts_do(built: Outputs) -> None:
    facts = built.facts
    told = {
        each["@id"].partition("#")[2]: (
            each["text"],
            [thing["name"] for thing in each.get("about", ())],
            len(each["citation"]),
            each.get("review", {}).get("reviewBody", ""),
            each.get("review", {}).get("reviewRating", {}).get("alternateName"),
        )
        for name in ("drinks", "notes")
        for each in built.linked(name)
        if each["@type"] == "Claim"
    }
    assert told == {
        anchor: (
            *(claim.text, _names(facts, claim), len(claim.sources)),
            *(plain(claim.reason), claim.certainty),
        )
        for anchor, (claim, _, _) in facts.claims_by_id.items()
    }
    lists = [each for each in built.linked("lists") if each["@type"] == "ItemList"]
    asked = [each for each in facts.requests["lists"] if isinstance(each, Listing)]
    assert [[item["name"] for item in each["itemListElement"]] for each in lists] == [
        [_title(built, shown) for shown in facts.answer(each)] for each in asked
    ]


def _keys(claim: Claim) -> list[str]:
    return [key for source in claim.sources for key in source.keys]


def _title(built: Outputs, shown: Any) -> str:
    if hasattr(shown, "origin"):
        return built.facts.claims_by_id[shown.anchor].claim.text
    return str(shown.place.title)


def test_the_search_knows_what_the_facts_say(built: Outputs) -> None:
    facts = built.facts
    units = {**built.units("drinks"), **built.units("notes")}
    assert {anchor: unit for anchor, unit in units.items() if unit[0] == "claim"} == {
        anchor: [
            *("claim", claim.text),
            {
                "contested": ["yes" if claim.contested else "no"],
                "certainty": [claim.certainty] if claim.certainty else [],
                "entity": _names(facts, claim) if claim.about else [],
                "design": [],
                "year": [*dict.fromkeys(facts.entries[key].year for key in _keys(claim))],
            },
        ]
        for anchor, (claim, _, _) in facts.claims_by_id.items()
    }
    (comparison,) = facts.comparisons["drinks"]
    for row in comparison.dimensions:
        assert units[row.anchor] == ["row", row.name, {}]
    sides = [side.title for side in comparison.sides]
    page = ["page", comparison.title, {"entity": sides, "tag": ["drinks"]}]
    assert built.units("drinks")[""] == page
    # What is only related is not what a page is about.
    assert units["tea-vs-coffee-related-entities"][2] == {"entity": ["Water"]}


def _assert_shown(built: Outputs, text: str, claims: list[Claim]) -> None:
    """Hold that a text shows these claims in this order, each with its own facts, and no other."""
    others = {each.claim.text for each in built.facts.claims_by_id.values()}
    places = [text.index(claim.text) for claim in claims]
    assert places == sorted(places)
    assert not [each for each in others - {claim.text for claim in claims} if each in text]
    for claim, start, end in zip(claims, places, [*places[1:], None], strict=True):
        part = text[start:end]
        # What stands in sight stands before the statement.
        words = [*(built.words[f"{level} in sight"] for level in Certainty)]
        words.append(built.words["contested"])
        standing = [built.words[f"{claim.certainty} in sight"]] if claim.certainty else []
        standing += [built.words["contested"]] if claim.contested else []
        before = text[:start].rstrip()
        assert before.endswith(" ".join(standing))
        assert not before.removesuffix(" ".join(standing)).rstrip().endswith(tuple(words))
        (shown,) = built.facts.answer(Quote(claim.anchor, 0))
        known = any(basis.kind is not Form.SOURCE for basis in shown.rests_on)
        assert (in_words(shown.rests_on) in part) == (known or claim.contested)
        assert plain(claim.reason) in part
        assert [each.text for each in claim.sources if each.text not in part] == []


def test_pages_and_lists_show_what_the_facts_say(built: Outputs) -> None:
    facts = built.facts
    (comparison,) = facts.comparisons["drinks"]
    _assert_shown(built, built.page("drinks"), [*comparison.claims])
    text = built.page("lists")
    claims, compared, entities = (
        facts.answer(each) for each in facts.requests["lists"] if isinstance(each, Listing)
    )
    before = text[: text.index(" Comparisons ")]
    _assert_shown(built, before, [facts.claims_by_id[each.anchor].claim for each in claims])
    assert [level for _, _, _, level, *_ in claims] == [*_levels(claims), None]
    assert " ".join(f"{each.place.title} {each.tagline}" for each in compared) in text
    rows = (
        f"{each.place.title} {each.comparisons} {each.claims} {each.mentions}" for each in entities
    )
    assert " ".join(rows) in text


def _levels(claims: Any) -> list[Certainty]:
    """Return the levels of claims, the highest first."""
    levels = {each.certainty for each in claims}
    return [level for level in Certainty if level in levels]


def test_the_page_of_an_entity_shows_what_the_facts_say(built: Outputs) -> None:
    found, text = built.facts.entity("Coffee"), built.page("coffee")
    assert found is not None
    for comparison, place in found.sides:
        side = comparison.sides[place]
        for prose in (side.definition, *(point.prose for point in side.points)):
            assert f"{comparison.title} {plain(prose)}" in text
    assert len(found.claims) == 2
    levels = [*Certainty]
    claims = sorted(
        (each.claim for each in found.claims), key=lambda each: levels.index(each.certainty)
    )
    _assert_shown(built, text, claims)


def test_print_lists_what_the_facts_say(built: Outputs) -> None:
    (path,) = (built.folder / "typst").glob("*.pdf")
    (page,) = (each for each in Pdf(path).pages if each.startswith(built.words["list"]))
    # Each has its page behind it.
    told = re.sub(r" \(\S+ \d+\)| \d+(?= |$)", "", page)
    expected = [built.words["list"]]
    found = [each.claim for each in built.facts.claims_by_id.values()]
    for level in (*Certainty, None):
        claims = sorted(claim.text for claim in found if claim.certainty == level)
        contested = {claim.text for claim in found if claim.contested}
        if claims:
            expected.append(built.words[level or ""])
        mark = f" ({built.words['contested'].lower()})"
        expected += [f"{text}{mark if text in contested else ''}" for text in claims]
    assert told == " ".join(expected)
