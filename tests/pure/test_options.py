"""Every option of a directive changes what the project knows."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import chain

import pytest

from projects import ROOT, read_project, write_project
from sphinx_versus.api import Facts, Listing, facts_of
from sphinx_versus.directives import DIRECTIVES

# An argument for each directive that has options, and a value for each of them.
ARGUMENTS = {"comparison": "Tea vs Coffee", "entity": "Cocoa", "comparison-matrix": "Tea | Coffee"}
VALUES = {
    "aliases": "Chocolate",
    "as": "list",
    "certainty": "low",
    "contested": "",
    "dimensions": "Price",
    "dot-plot": "",
    "entity": "Tea",
    "group": "none",
    "key": "a-key",
    "limit": "3",
    "mentions": "Tea",
    "reviewed": "2026-11-22",
    "sort": "claims",
    "source": "key",
    "tag": "drinks",
    "tags": "drinks",
    "title": "A title",
    "was": "an-old-id",
    "wikidata": "Q1122",
}
# Where the form or the order of another list is not that of this one.
OWN_VALUES = {
    ("comparison-list", "sort"): "reviewed",
    ("evidence-list", "sort"): "certainty",
    ("evidence-list", "as"): "table",
}
OPTIONS = [
    (name, option)
    for name, each in DIRECTIVES.items()
    for option in getattr(each, "known", each.option_spec) or ()
]
BODIES = {
    "comparison": "Tagline.\n\n## History\n\nLong.",
    "evidence": "A claim.\n- A source",
    "entity": "A drink.",
}


def _page(name: str, option: str = "") -> str:
    value = OWN_VALUES.get((name, option)) or VALUES.get(option, "")
    options = f":{option}: {value}\n" if option else ""
    body = f"\n{BODIES[name]}\n" if name in BODIES else ""
    argument = ARGUMENTS.get(name, "")
    return f"# Page\n\nText.\n\n::::{{{name}}} {argument}\n{options}{body}::::\n"


def _page_name(name: str, option: str = "") -> str:
    # Some ids are made of the name of the file, so that it is the same for all.
    return f"{name}-{option}/page"


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What a project knows that has a page for each option, and one without any."""
    pages = dict.fromkeys(chain(OPTIONS, ((name, "") for name, _ in OPTIONS)))
    files = {f"{_page_name(*page)}.md": _page(*page) for page in pages}
    contents = "\n".join(sorted(name.removesuffix(".md") for name in files))
    files["index.md"] = f"# Index\n\n```{{toctree}}\n{contents}\n```\n"
    app, _ = read_project(write_project(tmp_path_factory.mktemp("options") / "source", files))
    return facts_of(app.env)


def _known(facts: Facts, docname: str) -> list[str]:
    stores = (facts.comparisons, facts.claims, facts.entities, facts.requests)
    records = [repr(record) for store in stores for record in store.get(docname, ())]
    # The option takes a line, so that the others have moved.
    return [re.sub(r"line=\d+", "", record.replace(docname, "")) for record in records]


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_changes_what_is_known(facts: Facts, name: str, option: str) -> None:
    assert option in VALUES, "give the option a value here"
    known = _known(facts, _page_name(name, option))
    assert known
    assert known != _known(facts, _page_name(name))


def test_whatever_a_list_asks_for_is_looked_at() -> None:
    made = "".join(
        (ROOT / "_ext" / "sphinx_versus" / name).read_text(encoding="utf-8")
        for name in ("queries/listing.py", "showing/views.py")
    )
    # The line is for warnings.
    asked = {field.name for field in fields(Listing)} - {"line"}
    assert [name for name in sorted(asked) if f"listing.{name}" not in made] == []
