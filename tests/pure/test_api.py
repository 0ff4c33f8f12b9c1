"""What others can ask of the facts of a project: records in, look-ups out."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from typing import Any

import pytest

from projects import ROOT
from sphinx_versus import api
from sphinx_versus.api import (
    Author,
    Certainty,
    Claim,
    Comparison,
    Design,
    Entity,
    Entry,
    Facts,
    Link,
    Listed,
    Listing,
    Place,
    Quote,
    Side,
    Source,
    Stance,
)
from sphinx_versus.queries.index import Index
from sphinx_versus.search import facets

GUIDE = (ROOT / "guide" / "facts.md").read_text(encoding="utf-8")


def _claim(anchor: str, *sources: Source, about: tuple[str, ...] = (), **more: Any) -> Claim:
    certainty = more.get("certainty")
    return Claim(anchor, f"{anchor}.", sources, certainty, about, 0, more.get("line", 1))


def _on(stance: Stance, *keys: str) -> Source:
    return Source(stance, keys, "", 1)


SUPPORTED = _claim("supported", _on(Stance.SUPPORTS, "doe2020", "roe2021"), about=("Tea",))
DISPUTED = _claim(
    *("disputed", _on(Stance.SUPPORTS, "roe2021"), _on(Stance.DISPUTES, "Doe2020")),
    about=("Coffee", "brew", "Nobody"),
    certainty=Certainty.LOW,
)
LOOSE = _claim("loose", _on(Stance.QUALIFIES, "roe2021"))
TEA = Comparison(
    *("tea-vs-coffee", "drinks", 1, "Tee oder Kaffee", True),
    sides=(Side("Tea", "tea", "Tee"), Side("Coffee", "coffee", "Kaffee")),
    names=("Tea vs Coffee",),
    tags=("drinks",),
    claims=(SUPPORTED, DISPUTED),
    entities=("Milk",),
)
# With the key and a claim of another, whose document comes first.
SECOND = Comparison(
    *("tea-vs-coffee", "more", 1, "Again", False),
    sides=(Side("Tea", "tea"), Side("Water", "water")),
    claims=(_claim("supported"),),
)
HOME = Entity("Coffee", "coffee", "home", 1, "Der Kaffee", ("Brew",))


@pytest.fixture
def facts() -> Facts:
    comparisons = {"more": (SECOND,), "drinks": (TEA,)}
    claims, entities = {"home": (LOOSE,)}, {"home": (HOME,)}
    requests = {name: (Quote("disputed", 1),) for name in ("more", "drinks", "home")}
    return Facts(
        *(comparisons, claims, entities, requests),
        Index(comparisons, claims, entities, requests, str.title),
        lambda: {"doe2020": Entry("doe2020")},
        lambda: {"drinks": ("doe2020",)},
    )


def test_of_two_with_the_same_id_the_first_counts(facts: Facts) -> None:
    assert list(facts.comparisons_by_key.values()) == [TEA]
    assert {name: each.docname for name, each in facts.claims_by_id.items()} == {
        "supported": "drinks",
        "disputed": "drinks",
        "loose": "home",
    }


def _ids(found: tuple[api.FoundClaim, ...]) -> list[str]:
    return [each.claim.anchor for each in found]


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("doe2020", ["supported", "disputed"]),
        ("ROE2021", ["supported", "disputed", "loose"]),
        ("nobody", []),
    ],
)
def test_claims_on_a_source(facts: Facts, key: str, ids: list[str]) -> None:
    assert _ids(facts.claims_on(key)) == ids


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("tea", ["supported"]),
        ("Brew", ["disputed"]),
        ("entity-coffee", ["disputed"]),
        ("Milk", []),
        ("Nobody", []),
    ],
)
def test_claims_about_an_entity(facts: Facts, name: str, ids: list[str]) -> None:
    assert _ids(facts.claims_about(name)) == ids


def test_contested_and_quoted(facts: Facts) -> None:
    assert _ids(facts.contested) == ["disputed"]
    assert facts.quoted_on(facts.claims_by_id["disputed"]) == ("home", "more")
    assert facts.quoted_on(facts.claims_by_id["loose"]) == ()


def test_an_entity_is_found_by_each_of_its_names(facts: Facts) -> None:
    for name in ("Coffee", "COFFEE", "brew", "entity-coffee"):
        found = facts.entity(name)
        assert found is not None
        assert (found.title, found.home) == ("Der Kaffee", HOME)
        assert facts.entity_place(name) == Place("Der Kaffee", "home", "entity-coffee")
    assert facts.entity("Nobody") is None
    assert facts.entity_place("Nobody") == Place("Nobody")
    assert {"tea", "coffee", "milk", "water"} == set(facts.entities_by_slug)


def test_what_has_an_id_is_found_and_what_it_is_in(facts: Facts) -> None:
    target = facts.target("disputed")
    assert target is not None
    assert (target.kind, target.docname, target.title) == ("claim", "drinks", "disputed")
    assert facts.target("nothing") is None
    assert facts.owner("tea-vs-coffee-row-price") is TEA
    assert facts.owner("water") is None
    assert facts.linked(Link(name="tea vs coffee")) is TEA
    assert facts.linked(Link(key="nothing")) is None


def test_a_request_is_answered_as_on_a_page(facts: Facts) -> None:
    (shown,) = facts.answer(Listing(Listed.CLAIMS, 1, certainty=Certainty.LOW))
    assert shown.origin == Place("Tee oder Kaffee", "drinks", "disputed")
    assert shown.about[:2] == (Place("Der Kaffee", "home", "entity-coffee"),) * 2
    assert facts.answer(Quote("nothing", 1)) == ()


def test_the_bibliography_is_among_the_facts(facts: Facts) -> None:
    assert facts.entries == {"doe2020": Entry("doe2020")}
    assert facts.citations == {"drinks": ("doe2020",)}


def test_facts_are_read_only(facts: Facts) -> None:
    for found in (facts.comparisons_by_key, facts.claims_by_id, facts.entries):
        with pytest.raises(TypeError):
            found["new"] = None  # type: ignore[index]


def test_facets_are_the_facts(facts: Facts) -> None:
    doe = Entry(
        "doe2020",
        title="On tea",
        authors=(Author("Jane van der Doe, Jr."),),
        year="2020",
        doi="10.1000/tea",
        isbn="0-306-40615-2; 1-111",
        design=Design.REVIEW,
        fields={"eprint": "2005.14165", "pmid": "123"},
    )
    facts = replace(
        facts, _entries=lambda: {"doe2020": doe}, _listed=lambda: {"doe2020": "sources#cite-doe"}
    )
    ids = ["10.1000/tea", "0-306-40615-2", "1-111", "2005.14165", "pmid:123"]
    known: dict[str, Any] = {"design": ["review"], "year": ["2020"], "rests_on": ids}
    assert facets(facts, "drinks") == {
        "": {"rests_on": ids},
        "tea-vs-coffee": {"entity": ["Tee", "Der Kaffee"], "tag": ["drinks"]},
        "supported": {"contested": ["no"], "entity": ["Tee"], "certainty": [], **known},
        # By name and by alias it is one entity; what is none is as it is written.
        "disputed": {
            "contested": ["yes"],
            "entity": ["Der Kaffee", "Nobody"],
            "certainty": ["low"],
            **known,
        },
    }
    assert facets(facts, "home") == {
        "entity-coffee": {"entity": ["Der Kaffee"], "names": ["Der Kaffee", "Brew"]},
        "loose": {
            "contested": ["no"],
            **{facet: [] for facet in ("entity", "certainty", "design", "year", "rests_on")},
        },
    }
    assert facets(facts, "sources") == {
        "cite-doe": {
            "design": ["review"],
            "year": ["2020"],
            "ids": ids,
            "title": ["On tea"],
            "cited_as": ["van der Doe 2020"],
        },
    }
    assert facets(facts, "elsewhere") == {}


def test_all_that_is_offered_is_in_the_guide_and_says_what_it_is() -> None:
    named = set(re.findall(r"`(\w+)", GUIDE))
    members = [name for name in vars(Facts) | Facts.__annotations__ if not name.startswith("_")]
    assert [name for name in (*api.__all__, *members) if name not in named] == []
    values = [getattr(api, name) for name in api.__all__]
    offered = [*filter(inspect.isclass, values), *filter(inspect.isfunction, values)]
    described = [value for name, value in vars(Facts).items() if not name.startswith("_")]
    assert [each for each in (*offered, *described) if not inspect.getdoc(each)] == []
    # What the standard library says of its own types is no description of ours.
    assert [each for each in offered if (each.__doc__ or "").startswith(f"{each.__name__}(")] == []
