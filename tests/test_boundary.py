"""A fault of ours costs what it concerns and nothing else, wherever it is."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docutils.parsers.rst import Directive, directives, roles
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import COLOUR, CONF, ROOT, write_project
from sphinx_versus import domain
from sphinx_versus import review as versus_review
from sphinx_versus import search as versus_search
from sphinx_versus.data import gathering
from sphinx_versus.data import pages as data_pages
from sphinx_versus.directives import comparison
from sphinx_versus.directives import entity as entity_directive
from sphinx_versus.directives import evidence as evidence_directives
from sphinx_versus.directives import lists as list_directives
from sphinx_versus.directives import roles as our_roles
from sphinx_versus.queries import checks
from sphinx_versus.queries.index import Index
from sphinx_versus.reading import anchors, collect
from sphinx_versus.showing import html, resolve
from sphinx_versus.site import boundary
from sphinx_versus.site import drawings as inline_svg
from sphinx_versus.site.building import fresh_pages
from sphinx_versus.site.citations import references
from sphinx_versus.site.search import pages as search_pages

ALL = """
extensions = ["sphinxcontrib.bibtex", "sphinx_versus.review", "sphinx_versus.search"]
extensions += ["sphinx_versus.data", "sphinx_versus.book"]
extensions += [f"sphinx_versus.site.{name}" for name in ("citations", "search", "sidebar")]
extensions += ["sphinx_versus.site.drawings"]
bibtex_bibfiles = ["r.bib"]
bibtex_reference_style = "author_year_round"
myst_heading_anchors = 2
site_search_index = True
versus_review = True
"""
PAGE = """# Page

Before the block.[^before]

## One

::::{comparison} A vs B
:key: ab

Tag.[^inside]

## Table

| What | A | B |
|---|---|---|
| row | x | y |

## Evidence

A claim.
- A source

## See also
- [Nothing](#nothing)
::::

## Two

:::{entity} Entity
Words on it.
:::

## Three

:::{evidence}
Another claim.
- {cite:t}`key`
- about: A
:::

## Four

```{claim} ab-claim-a-claim
```

```{evidence-legend}
```

```{comparison-list}
:tag: none
```

```{comparison-matrix} A | B
```

```{coverage}
```

A {claim}`words <ab-claim-a-claim>` role, a [link](#ab-row-row).

![drawing](d.*){.inline-svg}

After the block.

[^before]: A note before.
[^inside]: A note inside.
"""
FILES = {
    "conf.py": CONF.format(ext=str(ROOT / "_ext")) + ALL,
    "index.md": "# Index\n\n```{toctree}\npage\nother\n```\n\n```{bibliography}\n```\n",
    "page.md": PAGE,
    "other.md": "# Other\n\nWords of another page.\n",
    "r.bib": "@misc{key, title={Title}, author={Doe, Jane}, year={2001}}\n",
    "d.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>\n',
}
# What is broken, the directives that cannot be run for it, and a line of the source of each.
READ = [
    (comparison, "read", "comparison", "| row | x | y |"),
    (entity_directive, "index_of", "entity", "Words on it."),
    (evidence_directives, "dress", "evidence", "Another claim."),
    (evidence_directives, "Quote", "claim", "ab-claim-a-claim"),
    (evidence_directives, "legend", "evidence-legend", ""),
    (list_directives, "Listing", "comparison-list", ":tag: none"),
    (list_directives, "Matrix", "comparison-matrix", "A | B"),
    (versus_review.page.CoverageDirective, "set_source_info", "coverage", ""),
]
# When nearly all has been done.
LATE = [(comparison, "titled", "comparison", "| row | x | y |")]

# What is broken, and what the warning is about; of one list, none hides another.
STEPS: dict[str, list[tuple[Any, str, str]]] = {
    "reading": [
        (our_roles.VersusRole, "create_xref_node", "the role {claim}"),
        (collect, "_comparison", "the facts of a comparison"),
        (gathering, "_opening", "note said"),
    ],
    "project": [
        (Index, "_add_comparison", "what the whole project says"),
        (versus_review, "review", "report findings"),
        (html, "walk_blocks", "PrepareHtml"),
    ],
    "checks": [
        (checks.Checks, "_problems_of", "the check of a comparison"),
        (checks.Checks, "_subjects", "the check of claims"),
        (checks.Checks, "_problems_of_entity", "the check of entities"),
        (
            checks.Checks,
            "_request",
            "the check of what is asked of other pages",
        ),
    ],
    "resolving": [
        (domain, "make_refnode", "the link to a claim"),
        (resolve.Resolve, "_reference", "a link"),
        (resolve, "select", "what other pages say"),
        (resolve, "shown_claim", "what is known of a claim"),
        (resolve, "entity_place", "the link to an entity"),
        (resolve, "claim_target", "uses of sources"),
        (html, "_prepare_table", "a table of the page"),
        (references.ListReferences, "_uses", "the list of references"),
        (references.ListReferences, "_reference", "the references of the page"),
        (inline_svg, "clean", "the drawing"),
        (versus_review.page, "_tables", "what the pages rest on"),
        (data_pages, "linked", "on page"),
        (search_pages, "record", "on page context"),
    ],
    "writing": [
        (references, "uses_by_key", "ListReferences"),
        (versus_search, "_unique", "collect facets"),
    ],
}


class BrokenError(Exception):
    """What nobody expects."""


def _break(*_args: object, **_kwargs: object) -> Any:
    raise BrokenError("out of paper")


Build = Callable[..., tuple[Sphinx, str]]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Build]:
    """Build the project with the boundary in place, warnings being errors."""
    monkeypatch.setenv(boundary.VARIABLE, "1")
    source = write_project(tmp_path / "source", FILES)
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():

        def build(**settings: Any) -> tuple[Sphinx, str]:
            app = Sphinx(
                *(source, source, tmp_path / "out", tmp_path / "doctrees", "html"),
                confoverrides=settings,
                status=None,
                warning=warnings,
                warningiserror=True,
            )
            app.build()
            return app, COLOUR.sub("", warnings.getvalue())

        yield build


def _internal(warnings: str) -> list[str]:
    return [line for line in warnings.splitlines() if line.endswith("[versus.internal]")]


def _check(app: Sphinx, warnings: str) -> str:
    """Return the page, which stands but for the fault."""
    assert app.statuscode == 1
    # What builds on the broken part may break as well.
    lines = [line for line in _internal(warnings) if "BrokenError: out of paper" in line]
    assert lines
    for line in lines:
        kept = re.search(r"traceback in (.*) \[", line)
        assert kept
        assert "in _break" in Path(kept[1]).read_text(encoding="utf-8")
    page = (Path(app.outdir) / "page.html").read_text(encoding="utf-8")
    for words in ("Before the block.", "A note before.", "After the block."):
        assert words in page
    assert "Words of another page" in (Path(app.outdir) / "other.html").read_text("utf-8")
    return page


def test_without_a_fault_nothing_is_said(build: Build) -> None:
    _, warnings = build()
    assert not _internal(warnings)


@pytest.mark.parametrize("broken", [READ, LATE], ids=["early", "late"])
def test_a_directive_is_shown_as_its_source(
    broken: list[tuple[Any, str, str, str]], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, attribute, _, _ in broken:
        monkeypatch.setattr(owner, attribute, _break)
    app, warnings = build()
    found = _internal(warnings)
    assert len(found) == len(broken)
    text = re.sub(r"<[^>]*>", "", _check(app, warnings))
    for (_, _, name, source), line in zip(broken, found, strict=True):
        number = next(n for n, text in enumerate(PAGE.split("\n"), 1) if f"{{{name}}}" in text)
        assert re.match(rf".*page\.md:{number}: WARNING: the directive {{{name}}} ", line)
        assert source in text
    # What had been noted of a block before it failed is forgotten.
    assert not domain.domain_of(app.env).by_document


@pytest.mark.parametrize("broken", STEPS.values(), ids=STEPS)
def test_a_step_that_fails_leaves_the_rest(
    broken: list[tuple[Any, str, str]], build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, attribute, _ in broken:
        monkeypatch.setattr(owner, attribute, _break)
    app, warnings = build()
    _check(app, warnings)
    for _, attribute, about in broken:
        lines = [
            line for line in _internal(warnings) if f": {about}" in line or f'"{about}"' in line
        ]
        assert lines, (attribute, warnings)


def test_an_exception_passes_without_the_boundary(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(boundary.VARIABLE, "0")
    monkeypatch.setattr(comparison, "read", _break)
    with pytest.raises(BrokenError):
        build()


@pytest.mark.parametrize("option", ["-T", "--show-traceback"])
def test_the_traceback_is_shown_to_who_asks(
    option: str, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["sphinx-build", option])
    monkeypatch.setattr(comparison, "read", _break)
    _, warnings = build()
    assert "Traceback (most recent call last):" in warnings


def _ours(thing: object) -> bool:
    module = sys.modules.get(getattr(thing, "__module__", ""))
    return str(getattr(module, "__file__", "")).startswith(str(ROOT / "_ext"))


# For these the name of a page, a document or an answer of ours is at hand; what happens before
# a page is read or when all are written is no matter of a page.
PER_PAGE = (
    *("doctree-read", "doctree-resolved", "env-updated", "html-page-context"),
    *("warn-missing-reference", "missing-reference"),
    *(fresh_pages.EVENT, references.EVENT, search_pages.FACETS_EVENT),
)


def test_everything_of_ours_is_contained(build: Build) -> None:
    app, _ = build()
    ours = [each for each in directives._directives.values() if _ours(each)]
    assert len(ours) >= 10
    for each in ours:
        assert issubclass(each, boundary.Directive)
    for name in our_roles.ROLES:
        assert boundary.is_contained(type(roles._roles[name]).__call__)
    transforms = [*app.registry.get_transforms(), *app.registry.get_post_transforms()]
    transforms = [each for each in transforms if _ours(each)]
    assert len(transforms) >= 9
    for each in transforms:
        assert issubclass(each, boundary.Transform | boundary.PostTransform)
    for event in PER_PAGE:
        for listener in app.events.listeners.get(event, ()):
            if _ours(listener.handler):
                assert boundary.is_contained(listener.handler), listener.handler


def test_what_runs_is_wrapped_where_the_class_is_made() -> None:
    for base in (boundary.Directive, boundary.Transform, boundary.PostTransform):
        name = "apply" if base is boundary.Transform else "run"
        made = type("Made", (base,), {name: lambda _: []})
        assert boundary.is_contained(getattr(made, name))
    assert issubclass(boundary.Directive, Directive)
    assert anchors.MapHeadingSlugs.apply is not None
