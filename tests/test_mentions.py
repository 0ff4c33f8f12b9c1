"""Pages that mark an entity which is no side there: by a link, as a related one, by a row."""

from __future__ import annotations

import pytest
from sphinx.application import Sphinx

from projects import read_project, write_project
from sphinx_versus.api import facts_of, occurrences_in
from sphinx_versus.reading.occurrences import found_in

PAGES = {
    "index.md": """# Home

Water is wet, and {entity}`the drink <Water>` is [here](drinks/water.md).

```{toctree}
drinks/water
tea
milk
ways
```
""",
    "drinks/water.md": """(drink)=
# The drink

:::{entity} Water
:aliases: H2O
:wikidata: https://www.wikidata.org/wiki/q283

What [](#entity-water) is: {entity}`Water`, {entity}`Heat`.
:::

## Heat

:::{entity} Heat

It warms {entity}`H2O` and [itself](#entity-heat).
:::
""",
    "tea.md": """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea

Tea is {entity}`Tea`, made of {doc}`drinks/water`.

## In short
- It needs [heat](#entity-heat).

## Side by side

| | Tea | Coffee |
|---|---|---|
| h2o (ml) | 200 | [100](drinks/water.md) |
| Water quality | good | bad |
| Heat, lower is better | 90 | 95 |

## Evidence

Tea calms.
- Somebody (2000), in [a glass](drinks/water.md#entity-water)
- about: Water

It takes time.
- Somebody (2001)
- about: heat

## Related entities
- water
- [Warmth](drinks/water.md#entity-heat)
- Tea
- Cups
::::
""",
    "milk.md": """# Drinks

## Two

::::{comparison} Water vs Milk

| | Water | Milk |
|---|---|---|
| Water | yes | {entity}`Water` |
::::
""",
    "ways.md": """# Ways

## By [reference][1]

> {any}`entity-water`, {ref}`entity-water`, [](project:#entity-water), <project:drinks/water.md>

See [all of it](drinks/water.md#heat), `{entity}` and [no one](https://example.org/#entity-water).

[1]: drinks/water.md

## By label

To the [drink](#drink), and a [water](#water) that is nowhere.

### By role

To the {ref}`drink`.
""",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    app, _ = read_project(write_project(tmp_path_factory.mktemp("mentions") / "source", PAGES))
    return app


@pytest.mark.parametrize(
    ("name", "places"),
    [
        (
            "H2O",
            [
                "link index:3 # Home",
                "link tea:6 # Tea vs Coffee",
                "link tea:15 #tea-row-h2o-ml h2o (ml)",
                "row tea:15 #tea-row-h2o-ml h2o (ml)",
                "link tea:22 #tea-claim-tea-calms Tea calms",
                "related tea:29 #tea-related-entities Related entities",
                "link ways:3 #by-reference By reference",
                "link ways:13 #by-label By label",
                "link ways:17 #by-role By role",
            ],
        ),
        (
            "Heat",
            [
                "link drinks/water:8 # The drink",
                "link tea:9 #tea-in-short In short",
                "row tea:17 #tea-row-heat-lower-is-better Heat, lower is better",
                "related tea:29 #tea-related-entities Related entities",
            ],
        ),
        ("Cups", ["related tea:29 #tea-related-entities Related entities"]),
        ("Tea", []),
        ("Nothing", []),
    ],
)
def test_an_entity_is_mentioned_here(app: Sphinx, name: str, places: list[str]) -> None:
    found = facts_of(app.env).mentions_of(name)
    assert [
        f"{each.kind} {each.docname}:{each.line} #{each.anchor} {each.title}" for each in found
    ] == places


def test_a_page_mentions_these_entities(app: Sphinx) -> None:
    facts = facts_of(app.env)
    assert [each.slug for each in facts.mentions_on("index")] == ["water"]
    assert {each.slug for each in facts.mentions_on("tea")} == {"water", "heat", "cups"}
    assert {each.comparison and each.comparison.key for each in facts.mentions_on("tea")} == {"tea"}
    assert facts.mentions_on("milk") == ()
    # A link leads to one that is there, whatever it says: its words are no entity of their own.
    assert {"warmth", "h2o"}.isdisjoint(facts.entities_by_slug)


def test_a_claim_is_about_the_entity_that_its_row_names(app: Sphinx) -> None:
    claims = facts_of(app.env).claims_about("Heat")
    assert [each.claim.text for each in claims] == ["It takes time."]


def test_an_entity_has_its_id_in_wikidata(app: Sphinx) -> None:
    found = facts_of(app.env).entity("H2O")
    assert found is not None
    assert found.home is not None
    assert (found.home.wikidata, found.home.is_page) == ("Q283", True)


def test_names_in_plain_text_are_listed_at_their_lines(app: Sphinx) -> None:
    found = [(docname, lines, words) for docname, lines, words, _ in occurrences_in(app.env)]
    assert found == [("index", (3,), "Water"), ("tea", (16,), "Water")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The human brain and brains, brain-like; a BRAIN.", ["human brain", "brain", "BRAIN"]),
        ("Subbrain, brain_stem, C++ and C.", ["C++"]),
        ("Nothing.", []),
        # Scripts that part no words, and signs that are two when folded.
        ("人間の学習は、", ["学習"]),
        ("In der Straße, in Nebenstraßen.", ["strasse"]),
    ],
)
def test_the_longer_one_of_two_names_is_found_as_a_whole_word(text: str, words: list[str]) -> None:
    names = {name: name for name in ("brain", "human brain", "c++", "学習", "strasse")}
    assert [word for word, _ in found_in(text, names)] == words
