"""Pages lead to the books that were built of them, and to no others."""

from __future__ import annotations

import re
from pathlib import Path

from projects import CONF, ROOT, Built, run_sphinx, write_project

FILES = {
    "conf.py": CONF.format(ext=str(ROOT / "_ext")).replace(
        '"sphinx_versus"', '"sphinx_versus.site.read_as"'
    )
    + 'extensions.append("myst_parser")\nread_as_folders = ["books"]\n',
    "index.md": "# Index\n\n```{toctree}\ntea/green\n```\n",
    "about.md": "---\norphan: true\n---\n\n# About\n",
    "tea/green.md": "# Green tea\n",
}
_LINK = re.compile(r'<li><a href="([^"]*)" type="([^"]*)">([^<]*)</a> \(([^)]*)\)')


def _links(built: Built, page: str) -> list[str]:
    text = (built.outdir / page).read_text(encoding="utf-8")
    head, found = text.partition("</head>")[0], _LINK.findall(text)
    for href, kind, title, _ in found:
        assert (built.outdir / page).parent.joinpath(href).is_file()
        assert f'<link rel="alternate" type="{kind}" href="{href}" title="{title}" />' in head
    return [f"{title}, {size}" for _, _, title, size in found]


def test_books_come_and_go_with_what_was_built(tmp_path: Path) -> None:
    source = write_project(tmp_path, FILES)
    built = run_sphinx(source)
    assert "read-as" not in built.html("index") + built.html("tea/green")
    books = source / "books"
    (books / "tea").mkdir(parents=True)
    (books / "Site.epub").write_text("x" * 1_260_000)
    (books / "tea" / "green.pdf").write_text("x")
    built = run_sphinx(source)
    assert _links(built, "index.html") == ["EPUB of the whole book, 1.3 MB"]
    assert _links(built, "tea/green.html") == [
        *("PDF of this page, 0.1 MB", "EPUB of the whole book, 1.3 MB"),
    ]
    written = (built.outdir / "about.html").stat().st_mtime_ns
    (books / "tea" / "green.pdf").unlink()
    built = run_sphinx(source)
    assert _links(built, "tea/green.html") == ["EPUB of the whole book, 1.3 MB"]
    assert not (built.outdir / "_books" / "tea" / "green.pdf").exists()
    # Its links are the same as before.
    assert (built.outdir / "about.html").stat().st_mtime_ns == written
    assert built.warnings == ""
