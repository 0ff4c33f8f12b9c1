"""Drawings in the page, where there is a page, and pictures elsewhere."""

from __future__ import annotations

from pathlib import Path

from projects import CONF, ROOT, Built, run_sphinx, write_project

DRAWING = """<?xml version="1.0"?>
<!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4" class="mark"/></svg>
"""
PAGE = """# Page

```{figure} folder/drawing.*
:class: inline-svg
:alt: A circle, "round" & <small>

The caption.
```
"""


def _build(folder: Path, page: str, builder: str) -> Built:
    conf = CONF.format(ext=str(ROOT / "_ext"))
    conf = conf.replace('"sphinx_versus"', '"sphinx_versus", "inline_svg"')
    files = {"conf.py": conf, "index.md": page, "folder/drawing.svg": DRAWING}
    picture = (ROOT / "tests" / "doctrees" / "picture.png").read_bytes()
    source = write_project(folder, files)
    (source / "folder" / "drawing.png").write_bytes(picture)
    return run_sphinx(source, builder=builder)


def test_a_marked_drawing_stands_in_the_page(tmp_path: Path) -> None:
    built = _build(tmp_path, PAGE + "\n![Left alone](folder/drawing.svg)\n", "html")
    assert built.warnings == ""
    text = built.html()
    assert '<svg aria-label="A circle, &quot;round&quot; &amp; &lt;small&gt;" xmlns=' in text
    assert text.count("<svg ") == 1
    assert text.count('<circle r="4" class="mark"/>') == 1
    assert "made by hand" not in text
    assert 'alt="Left alone"' in text


def test_elsewhere_it_is_a_picture(tmp_path: Path) -> None:
    built = _build(tmp_path, PAGE, "latex")
    assert built.warnings == ""
    text = next(built.outdir.glob("*.tex")).read_text(encoding="utf-8")
    assert "{{drawing}.png}" in text
    assert (built.outdir / "drawing.png").is_file()
