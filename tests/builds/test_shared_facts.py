"""Claims, entities and lists across a project of some size, after each kind of change."""

from __future__ import annotations

import json
import pickle
import re
import shutil
from pathlib import Path

import pytest

from projects import Built, run_build, run_sphinx, write_project
from sphinx_versus.queries.near import TOO_COMMON

# Just more than may share a tag and still be near each other.
COMPARISONS, ENTITIES = TOO_COMMON + 10, 73
TAGLINE = "A tagline of {}."


def _page(number: int) -> str:
    one, other = number % ENTITIES, (7 * number + 1) % ENTITIES
    return f"""# Page {number}

::::{{comparison}} Thing {one} vs Matter {other}
:key: page{number}
:tags: all, group {number % 22}

{TAGLINE.format(number)}

## Side-by-side analysis

| Dimension | Thing {one} | Matter {other} |
|---|---|---|
| Cost | low | high |

## Evidence

A claim about {number}.
- A source
- disputes: Another
- certainty: low, because nobody has looked
- about: Thing {one}

Another claim about {number}.
- A source
::::
"""


LISTS = """# Lists

```{comparison-list}
:tag: group 7
```

```{evidence-list}
:entity: Thing 7
```

```{entity-list}
:as: list
```

```{findings} page9
```
"""
ARTICLE = """# Article

```{claim} page7-claim-another-claim-about-7
```

```{evidence}
:key: article

A claim of the article.
- A source
- about: The seventh
```
"""
ENTITY = """# Thing 7

```{entity}
:aliases: The seventh
```
"""


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project, built once; tests change copies of it."""
    files = {f"page{number}.md": _page(number) for number in range(COMPARISONS)}
    files |= {"lists.md": LISTS, "article.md": ARTICLE, "thing.md": ENTITY}
    files["index.md"] = "# Index\n\n```{toctree}\n:glob:\n\n*\n```\n"
    built = run_sphinx(
        write_project(tmp_path_factory.mktemp("evidence"), files),
        *("-D", "html_copy_source=0", "-D", "html_theme_options.nosidebar=1", "-j", "auto"),
    )
    assert built.warnings == ""
    return built


def _cold(folder: Path, copy: Path) -> Built:
    """Build the same sources from nothing, elsewhere."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("_build"))
    return _again(copy, "-j", "1")


def _again(folder: Path, *options: str) -> Built:
    return run_sphinx(
        folder, "-D", "html_copy_source=0", "-D", "html_theme_options.nosidebar=1", *options
    )


def _times(built: Built) -> dict[str, int]:
    return {path.stem: path.stat().st_mtime_ns for path in built.outdir.glob("*.html")}


def _data(built: Built) -> object:
    with (built.srcdir / "_build/doctrees/environment.pickle").open("rb") as stream:
        return pickle.load(stream).domaindata["versus"]


def _pages(built: Built) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in sorted(built.outdir.iterdir())
        if path.is_file() and path.name != ".buildinfo"
    }


def test_another_project_links_to_a_claim_and_a_row(cold: Built, tmp_path: Path) -> None:
    conf = f"""
extensions = ["sphinx.ext.intersphinx"]
intersphinx_mapping = {{"pets": ("https://pets.example/", {str(cold.outdir / "objects.inv")!r})}}
"""
    text = """Other
=====

See :ref:`page7-claim-a-claim-about-7`, :ref:`the row <page7-row-cost>`,
:any:`page8-row-cost` and :ref:`the thing <entity-thing-7>`.
"""
    folder = write_project(tmp_path / "other", {"conf.py": conf, "index.rst": text})
    done = run_build(folder, folder / "_build", "-n", "-W")
    assert done.stderr == ""
    page = (folder / "_build" / "index.html").read_text()
    links = set(re.findall(r'href="https://pets.example/([^"]*)"', page))
    assert links == {
        "page7.html#page7-claim-a-claim-about-7",
        "page7.html#page7-row-cost",
        "page8.html#page8-row-cost",
        "thing.html#entity-thing-7",
    }
    assert "A claim about 7" in page


def test_everything_is_in_the_inventory_the_index_and_the_search(cold: Built) -> None:
    from sphinx.util.inventory import InventoryFile

    data = (cold.outdir / "objects.inv").read_bytes()
    names = InventoryFile.loads(data, uri="").data
    assert len(names["versus:comparison"]) == COMPARISONS
    assert len(names["versus:claim"]) == 2 * COMPARISONS + 1
    assert len(names["versus:dimension"]) == COMPARISONS
    assert "entity-thing-7" in names["versus:entity"]
    index = cold.html("genindex")
    assert 'href="page7.html#page7"' in index
    assert "-claim-" not in index
    assert "-row-" not in index
    assert 'href="thing.html#entity-thing-7"' in index
    found = (cold.outdir / "searchindex.js").read_text()
    objects = json.loads(found.removeprefix("Search.setIndex(").removesuffix(")"))["objnames"]
    assert {each[1] for each in objects.values()} >= {"comparison", "claim", "dimension", "entity"}


def test_the_work_for_neighbours_does_not_grow_with_the_square(cold: Built) -> None:
    from sphinx_versus.queries.index import Index
    from sphinx_versus.queries.near import MOST_NEIGHBOURS, MOST_RELATIVES
    from sphinx_versus.queries.requests import Neighbours, Relatives
    from sphinx_versus.queries.selection import select

    data = _data(cold)
    assert isinstance(data, dict)
    index = Index(data["comparisons"], {}, {}, {}, str)
    answers = [select(index, Neighbours(each.key, by_hand=False)) for each in index.comparisons]
    assert {len(answer) for answer in answers} <= set(range(MOST_NEIGHBOURS + 1))
    assert all(
        len(select(index, Relatives(each.key))) <= MOST_RELATIVES for each in index.comparisons
    )
    # All pages have the tag "all": what everybody shares brings nobody near.
    assert all(
        "group" in "".join(index.owners[each.place.docname].tags)
        for answer in answers
        for each in answer
    )


def test_only_what_shows_a_change_is_written_again_and_nothing_stale_stays(
    cold: Built, tmp_path: Path
) -> None:
    folder, before = cold.srcdir, _times(cold)
    page = folder / "page7.md"
    page.write_text(page.read_text().replace(TAGLINE.format(7), "Quite new."))
    built = _again(folder)
    assert built.warnings == ""
    written = {name for name, time in _times(built).items() if before[name] != time}
    showing = {
        path.stem for path in built.outdir.glob("*.html") if "Quite new." in path.read_text()
    }
    assert {"page7", "lists"} < showing
    assert len(showing) < 20
    # Sphinx itself writes its own pages and the root of the contents each time.
    assert written - {"genindex", "search", "index"} == showing
    again = _cold(folder, tmp_path / "changed")
    assert _pages(again) == _pages(built)
    assert _data(again) == _data(built)

    assert "A claim about 7." in built.html("thing")
    page.unlink()
    (folder / "article.md").write_text("# Article\n")
    (folder / "page9.md").write_text(_page(9).replace("A claim about 9", "A new claim"))
    built = _again(folder)
    assert built.warnings == ""
    assert "A new claim." in built.html("lists")
    for path in built.outdir.glob("*.html"):
        text = path.read_text()
        assert "page7.html" not in text, path
        assert "A claim about 7." not in text, path
    assert '"page7"' not in (built.outdir / "searchindex.js").read_text()
    assert _pages(_cold(folder, tmp_path / "deleted")) == _pages(built)
