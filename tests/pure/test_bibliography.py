"""Entries are what the files of a bibliography say, each with the place where it says it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_string

from projects import read_project, write_project
from sphinx_versus import bibliography
from sphinx_versus.api import Author, Design, Entry, Interest, Published, Term, facts_of
from sphinx_versus.bibliography import entries
from sphinx_versus.site.addresses import source_address


def _entry(**given: str) -> Entry:
    fields = ", ".join(f"{name} = {{{text}}}" for name, text in given.items())
    (entry,) = entries(parse_string(f"@Article{{Some2020, {fields}}}", "bibtex"))
    return entry


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ({"design": "{Meta}-Analysis"}, {"design": Design.META_ANALYSIS}),
        ({"design": "systematic\n  review"}, {"design": Design.SYSTEMATIC_REVIEW}),
        ({"published": "Blog"}, {"published": Published.BLOG}),
        ({"interest": "{{developer}}"}, {"interest": Interest.DEVELOPER}),
        ({"design": " "}, {}),
        ({"design": "book"}, {"unknown": (Term("design", "book", 0),)}),
        ({"title": r"On {M}{\"u}sli"}, {"title": "On Müsli"}),
        ({"date": "2019-05"}, {"year": "2019-05"}),
        ({"year": "in press", "date": "2019"}, {"year": "in press"}),
        ({"editor": "Bean, Bob and {The Group}"}, {"authors": ("Bob Bean", "The Group")}),
        ({"booktitle": "Talks", "school": "School"}, {"container": "Talks", "publisher": "School"}),
        ({"doi": "https://doi.org/10.1/x"}, {"doi": "10.1/x"}),
        ({"doi": "somewhere"}, {"doi": ""}),
        ({"url": "javascript:x()"}, {"url": "", "fields": {}}),
        ({"size": "271 comparisons"}, {"size": "271 comparisons"}),
        ({"keywords": "Popular; sleep, "}, {"keywords": ("Popular", "sleep"), "fields": {}}),
        ({"crossref": "other"}, {"parent": "other"}),
    ],
)
def test_an_entry_says_what_the_file_does(written: dict[str, str], known: dict[str, Any]) -> None:
    entry = _entry(**written)
    assert (entry.key, entry.type) == ("Some2020", "article")
    read = {name: getattr(entry, name) for name in known}
    if "authors" in read:
        assert read["authors"][1] == Author("The Group", "Organization")
        read["authors"] = tuple(author.name for author in read["authors"])
    assert read == known


def test_what_is_private_does_not_tell_entries_apart() -> None:
    assert _entry(title="A", keywords="popular", annote="x") == _entry(title="A")
    assert repr(_entry(title="A", keywords="popular", design="q")) == repr(
        _entry(title="A", design="q")
    )
    assert _entry(title="A") != _entry(title="B")


FILES = {
    "one.bib": "A comment.\n\n@book{a,\n title = {A},\n design = {guess}\n}\n"
    "@book{b, title = {B}}\n@book{b, title = {Again}}\n",
    "two.bib": "@misc{A2,\n title={Two}}\n\n@misc{b, title={Again}, interest={mine}}\n",
    "index.md": "# Index\n\n{cite:t}`a` {cite:t}`a2`\n\n```{bibliography}\n```\n",
}
CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = ["sphinx_versus", "sphinxcontrib.bibtex"]
bibtex_bibfiles = ["one.bib", "two.bib"]
"""


def test_a_project_makes_its_entries_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    # Each entry asks once what its address is.
    monkeypatch.setattr(
        bibliography, "source_address", lambda text: made.append(text) or source_address(text)
    )
    conf = CONF.format(ext=str(Path(bibliography.__file__).parents[1]))
    app, _ = read_project(write_project(tmp_path / "source", {"conf.py": conf, **FILES}))
    found = facts_of(app.env).entries
    assert [(each.key, Path(each.path).name, each.line) for each in found.values()] == [
        ("a", "one.bib", 3),
        ("b", "one.bib", 7),
        ("A2", "two.bib", 1),
    ]
    assert found["a"].unknown == (Term("design", "guess", 5),)
    assert facts_of(app.env).citations == {"index": ("a", "a2")}
    assert facts_of(app.env).entries["b"] is found["b"]
    assert len(made) == len(found)


def test_a_project_without_sources_has_none(tmp_path: Path) -> None:
    app, _ = read_project(write_project(tmp_path / "source", {"index.md": "# Index\n"}))
    assert (facts_of(app.env).entries, facts_of(app.env).citations) == ({}, {})
