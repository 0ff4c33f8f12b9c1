"""What a build keeps packed, compiled or out of memory, counted."""

from __future__ import annotations

import gc
import pickle
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import jinja2
import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import CONF, ROOT, run_sphinx, write_project
from sphinx_versus.site.building import collector, packed_contents

PAGE = """# Page {0}

::::{{comparison}} One {0} vs Other {0}
:key: page{0}

## Definitions

One {0}
: The first.

Other {0}
: The second.

## Outlook

Words.
::::
"""
FILES = {f"page{number}.md": PAGE.format(number) for number in range(8)}
FILES["index.md"] = "# Index\n\n```{toctree}\n:glob:\n:numbered:\n\npage*\n```\n"
PLAIN = CONF.format(ext=str(ROOT / "_ext"))
CONF_FAST = PLAIN.replace(
    '"sphinx_versus"',
    '"sphinx_versus", "sphinx_versus.site.sidebar", "sphinx_versus.site.building"',
)


def _project(folder: Path, **files: str) -> Path:
    index = FILES["index.md"].replace(":numbered:\n", "")
    return write_project(folder, {**FILES, "index.md": index, "conf.py": CONF_FAST, **files})


def _build(source: Path, look: Callable[[Sphinx], None] = lambda _app: None) -> Sphinx:
    warning = StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        folders = (source, source, source / "_build/html", source / "_build/doctrees")
        app = Sphinx(*folders, "html", status=None, warning=warning)
        look(app)
        app.build()
    assert warning.getvalue() == ""
    return app


def _edit(source: Path, name: str = "page3.md") -> None:
    path = source / name
    path.write_text(path.read_text(encoding="utf-8").replace("Words", "Other words"), "utf-8")


def _unpacked(app: Sphinx) -> list[str]:
    """Return the documents whose local contents have been looked at."""
    lists = {
        docname: app.env.tocs[docname][0][-1] for docname in app.env.all_docs.keys() - {"index"}
    }
    assert all(type(each) is packed_contents.bullet_list for each in lists.values())
    return [docname for docname, each in lists.items() if each._children is not None]


def test_a_build_looks_at_the_contents_of_the_pages_that_it_writes(tmp_path: Path) -> None:
    source = _project(tmp_path)
    assert len(_unpacked(_build(source))) == 8
    assert _unpacked(_build(source)) == []
    _edit(source)
    assert _unpacked(_build(source)) == ["page3"]


def test_numbers_of_sections_reach_packed_contents(tmp_path: Path) -> None:
    conf = CONF_FAST.replace(', "sphinx_versus.site.building"', "")
    plain = run_sphinx(write_project(tmp_path / "plain", {**FILES, "conf.py": conf}))
    packed = run_sphinx(write_project(tmp_path / "packed", {**FILES, "conf.py": CONF_FAST}))
    for built in (plain, packed):
        # One more before it, so that all numbers change, and nothing else is read.
        (built.srcdir / "page00.md").write_text(PAGE.format("zero"), encoding="utf-8")
    plain, packed = run_sphinx(plain.srcdir), run_sphinx(packed.srcdir)
    assert packed.warnings == plain.warnings == ""
    assert "5.2. </span>Outlook" in packed.html("page3")
    for docname in ("index", "page0", "page3", "page00"):
        assert packed.html(docname) == plain.html(docname)


def test_contents_stay_as_they_are_where_nodes_cannot_be_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert packed_contents.nodes_can_be_packed()
    # As with nodes that keep their children elsewhere.
    monkeypatch.setattr(packed_contents.bullet_list, "children", property(lambda _: []))
    assert not packed_contents.nodes_can_be_packed()
    app = _build(_project(tmp_path))
    assert type(app.env.tocs["page3"][0][-1]) is nodes.bullet_list


def test_a_changed_list_is_packed_anew() -> None:
    text = nodes.paragraph("", "", nodes.Text("before"))
    whole = nodes.bullet_list("", nodes.list_item("", text, nodes.bullet_list()))
    whole[0][1] += nodes.list_item("", nodes.paragraph("", "", nodes.Text("below")))
    packed_contents.pack(whole)
    again = pickle.loads(pickle.dumps(whole))
    again[0][1][0][0][0] = nodes.Text("changed")
    last = pickle.loads(pickle.dumps(again))
    assert last.astext().split() == ["before", "changed"]
    assert last[0][1][0].parent is last[0][1]
    assert last[0][1].parent is last[0]
    assert type(last.deepcopy()[0][1]) is nodes.bullet_list


def test_templates_are_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    known = jinja2.Environment.compile

    def compile_(
        self: jinja2.Environment, source: str, name: str | None = None, *rest: str
    ) -> object:
        compiled.extend([name] if name else [])
        return known(self, source, name, *rest)

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    own = {"_templates/layout.html": '{% extends "!layout.html" %}'}
    source = _project(
        tmp_path, **own, **{"conf.py": CONF_FAST + "templates_path = ['_templates']\n"}
    )
    _build(source)
    assert "page.html" in compiled
    compiled.clear()
    _edit(source)
    _build(source)
    assert compiled == []
    (source / "_templates/layout.html").write_text('{% extends "!layout.html" %}{# new #}')
    _build(source)
    assert compiled == ["layout.html"]


def test_code_of_templates_that_is_broken_is_done_without(tmp_path: Path) -> None:
    source = _project(tmp_path)
    _build(source)
    [folder] = source.rglob(".templates")
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:20])
    _edit(source)
    assert _build(source).statuscode == 0
    shutil.rmtree(folder)
    folder.write_text("a file where the folder should be")
    _edit(source)
    assert _build(source).statuscode == 0


def test_written_documents_do_not_stay_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start" and info["generation"] == 2:
            whole.append(len(written))

    written: list[str] = []

    def watch(app: Sphinx) -> None:
        app.connect("env-before-read-docs", lambda *_: gc.callbacks.append(note))
        app.connect("html-page-context", lambda _app, name, *_: written.append(name), priority=1)
        app.connect("html-collect-pages", lambda _app: gc.callbacks.remove(note) or [])

    monkeypatch.setattr(collector, "MANY", 2)
    source = _project(tmp_path)
    _build(source, watch)
    assert whole == [4]
    # Not for a few.
    written.clear()
    whole.clear()
    _edit(source)
    _build(source, watch)
    assert (written[0], whole) == ("page3", [])
