"""Dot plots in whole builds: what each kind of builder shows, and that none is stale."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from projects import run_sphinx, write_project

PAGES = {
    "index.md": "# Home\n\n```{toctree}\nkites\narticle\nother\n```\n",
    "kites.md": """# Kites

::::{comparison} Kite & Co vs Drone
:key: kites
:dot-plot: Height

| | Kite & Co | Drone |
|---|---|---|
| Height (m) | 30–100 | ≈ 120 |
| Price | 20 € | 900 € |

::::
""",
    "article.md": "# Article\n\n```{dot-plot} kites-row-price\n```\n\n```{dot-plot} kites\n```\n",
    "other.md": "# Other\n\nText.\n",
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("plots") / "source", PAGES)


def test_a_page_holds_the_drawing_which_its_own_names_describe(source: Path) -> None:
    built = run_sphinx(source)
    assert built.warnings == ""
    text = (built.outdir / "article.html").read_text(encoding="utf-8")
    drawings = [ET.fromstring(found) for found in re.findall(r"<svg .*?</svg>", text, re.DOTALL)]
    assert len(drawings) == 3
    for drawing in drawings:
        ids = [each.get("id") for each in drawing if each.get("id")]
        assert drawing.get("role") == "img"
        assert drawing.get("aria-labelledby") == " ".join(map(str, ids))
        assert all(text.count(f'id="{each}"') == 1 for each in ids)
    assert "Kite &amp; Co 20 €, Drone 900 €." in text
    # Of a table that is above, no second one stands below; elsewhere the numbers do.
    assert text.count('<table class="versus-listing') == 3
    own = (built.outdir / "kites.html").read_text(encoding="utf-8")
    assert own.count("<svg") >= 1
    assert "versus-listing" not in own
    assert own.index("</table>") < own.index('class="versus-plot')


def test_an_e_book_has_a_picture_with_words(source: Path) -> None:
    built = run_sphinx(source, builder="epub")
    text = (built.outdir / "article.xhtml").read_text(encoding="utf-8")
    assert "<svg" not in text
    pictures = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', text)
    assert len(pictures) == 3
    assert all(ET.fromstring(base64.b64decode(each)).tag.endswith("svg") for each in pictures)
    assert "Drone 900 €. In €, on a logarithmic axis" in text


def test_plain_text_says_it_where_no_table_of_its_own_does(source: Path) -> None:
    run_sphinx(source, builder="text")
    text = (source / "_build/text/kites.txt").read_text(encoding="utf-8")
    assert "Dot plot of Height (m). Kite & Co 30–100, Drone ≈ 120." in " ".join(text.split())


def test_a_page_is_written_again_if_and_only_if_a_number_changes(tmp_path: Path) -> None:
    source = write_project(tmp_path / "source", PAGES)
    built = run_sphinx(source)
    article, other = built.outdir / "article.html", built.outdir / "other.html"
    before, same = article.read_bytes(), other.stat().st_mtime_ns
    path = source / "kites.md"
    path.write_text(PAGES["kites.md"].replace("900 €", "1,100 €"), encoding="utf-8")
    run_sphinx(source)
    assert b"1,100" in article.read_bytes() != before
    assert other.stat().st_mtime_ns == same
