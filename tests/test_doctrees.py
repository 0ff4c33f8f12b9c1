"""What becomes of right input: one file a case, its document tree beside it.

``make golden`` writes the trees anew; look at what has changed.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx

from projects import written_words
from sphinx_versus.domain import domain_of
from sphinx_versus.nodes import versus_dimension, versus_section

FOLDER = Path(__file__).parent / "doctrees"
CASES = sorted(FOLDER.glob("*.md"))
NOT_SHOWN = (
    *("source", "refdoc", "translation_progress", "py:module", "py:class"),
    "reflocalid",  # of MyST 5.2
)


@pytest.fixture(scope="module")
def app(read_folder: Any) -> Sphinx:
    app, warnings = read_folder(FOLDER)
    assert warnings == ""
    return app


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_tree_is_the_expected_one(path: Path, app: Sphinx) -> None:
    doctree = app.env.get_doctree(path.stem)
    named = {doctree.nameids[name] for name, explicit in doctree.nametypes.items() if explicit}
    for section in doctree.findall(nodes.section):
        # MyST 5.2 puts the ids first that a writer gave.
        section["ids"].sort(key=lambda id_: id_ not in named)
    for node in doctree.findall(nodes.Element):
        for attribute in NOT_SHOWN:
            node.attributes.pop(attribute, None)
        if isinstance(node, versus_dimension):
            # Releases differ in what line they give a row of a list-table.
            del node["line"]
        for attribute, value in node.attributes.items():
            if isinstance(value, bool):
                node[attribute] = int(value)  # as docutils writes it since 0.22
    found = "".join(child.pformat("  ") for child in doctree.children)
    golden = path.with_suffix(".txt")
    if "UPDATE_GOLDEN" in os.environ:
        golden.write_text(found, encoding="utf-8")
    else:
        assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_ids_are_the_designed_ones_and_stand_once(path: Path, app: Sphinx) -> None:
    doctree = app.env.get_doctree(path.stem)
    ids = [id_ for node in doctree.findall(nodes.Element) for id_ in node["ids"]]
    assert len(ids) == len(set(ids))
    ours = doctree.findall(lambda node: isinstance(node, versus_section))
    for section in ours:
        for id_ in section["ids"]:
            assert doctree.ids[id_] is section


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_word_is_lost(path: Path, app: Sphinx) -> None:
    doctree = app.env.get_doctree(path.stem)
    pictures = [node["alt"] for node in doctree.findall(nodes.image)]
    # Levels are facts, shown when the page is written.
    comparisons = domain_of(app.env).by_document.get(path.stem, ())
    levels = [claim.certainty or "" for found in comparisons for claim in found.claims]
    shown = " ".join([doctree.astext(), *pictures, *levels]).casefold()
    words = written_words(path.read_text(encoding="utf-8"))
    assert [word for word in words if word not in shown] == []
