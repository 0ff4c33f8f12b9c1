"""An entity without a word to say has no page and no section, and nothing leads to one."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import Built, run_sphinx, write_project

PAGES = {
    "index.md": "# Animals\n\n```{toctree}\nothers\nfox\nentities/index\nbear\n```\n",
    "entities/index.md": "# Entities\n\n```{toctree}\n:glob:\n\n*\n```\n\n```{entity-list}\n```\n",
    "entities/wolf.md": "---\nmyst:\n  html_meta:\n    keywords: grey\n---\n"
    "% Nobody sees this.\n\n# Wolf\n\n```{entity}\n:aliases: grey dog\n```\n",
    "bear.md": "# Bear\n\n```{entity}\n```\n",
    "fox.md": "# Fox\n\n```{entity}\nA hunter.\n```\n",
    "others.md": "# Others\n\nThey are many.\n\n## Birds\n\n"
    "```{entity} Owl\n```\n\n```{entity} Hen\nA bird.\n```\n",
}
EMPTY = ("wolf", "bear", "owl")


def _built(source: Path) -> Built:
    built = run_sphinx(source)
    told = [line for line in built.warnings.splitlines() if "[versus.empty_entity]" in line]
    assert told == built.warnings.splitlines()
    return built


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return _built(write_project(tmp_path_factory.mktemp("left_out"), PAGES))


def _is_left_out(built: Built) -> None:
    """Look for their names in all that the site has: pages, search, inventory."""
    files = [path for path in built.outdir.rglob("*") if path.is_file()]
    made = [path for path in files if path.parent.name not in ("_static", "_sources")]
    texts = {path: path.read_bytes().lower() for path in made}
    assert [(path, name) for path in texts for name in EMPTY if name.encode() in texts[path]] == []
    assert not {path.name.partition(".")[0] for path in files} & set(EMPTY)
    assert "hunter" in built.html("fox")
    assert 'href="#entity-hen"' in built.html("others")


def test_it_is_told_and_left_out_everywhere(built: Built) -> None:
    places = {line.partition(": ")[0].rpartition("/")[2] for line in built.warnings.splitlines()}
    assert places == {"wolf.md:10", "bear.md:3", "others.md:7"}
    _is_left_out(built)


def test_it_comes_with_the_first_word_and_goes_with_the_last(built: Built) -> None:
    fox, others = built.srcdir / "fox.md", built.srcdir / "others.md"
    fox.write_text(PAGES["fox.md"].replace("A hunter.", "Like a {entity}`grey dog`."))
    others.write_text(PAGES["others.md"].replace("Owl\n", "Owl\nAt night.\n"))
    now = _built(built.srcdir)
    assert now.warnings.count("nothing is said") == 1
    assert 'href="wolf.html"' in now.html("entities/index")
    assert 'href="../fox.html"' in now.html("entities/wolf")
    assert "At night" in now.html("others")
    fox.write_text(PAGES["fox.md"])
    others.write_text(PAGES["others.md"])
    _is_left_out(_built(built.srcdir))
