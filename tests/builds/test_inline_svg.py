"""Drawings in the page, where there is a page, and pictures elsewhere."""

from __future__ import annotations

import gzip
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


def _build(folder: Path, page: str, builder: str, **drawings: bytes) -> Built:
    conf = CONF.format(ext=str(ROOT / "_ext"))
    conf = conf.replace('"sphinx_versus"', '"sphinx_versus", "sphinx_versus.site.drawings"')
    conf += 'myst_enable_extensions = ["attrs_inline", "attrs_block", "colon_fence"]\n'
    files = {"conf.py": conf, "index.md": page, "folder/drawing.svg": DRAWING}
    picture = (ROOT / "tests" / "doctrees" / "picture.png").read_bytes()
    source = write_project(folder, files)
    (source / "folder" / "drawing.png").write_bytes(picture)
    for name, data in drawings.items():
        (source / f"{name}.svg").write_bytes(data)
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


PLAIN = """# Page

```{figure} plain.svg
:class: inline-svg wide
:name: the-drawing

The caption.
```

```{image} plain.svg
:class: inline-svg
:width: 50%
```

A line with ![a drawing](plain.svg){.inline-svg #in-line}, [](#in-line) and [](#the-drawing).
"""


def test_a_plain_name_works_everywhere_and_ids_stay_apart(tmp_path: Path) -> None:
    plain = b"""<svg xmlns="http://www.w3.org/2000/svg"><style>.a{fill:red}</style>
    <g id="mark"/><use href="#mark"/></svg>"""
    built = _build(tmp_path, PLAIN.replace("[](#in-line) and ", ""), "html", plain=plain)
    assert built.warnings == ""
    text = built.html()
    assert text.count("<svg ") == 3
    for number in (1, 2, 3):
        assert text.count(f'<g id="inline-svg-{number}-mark"/>') == 1
        assert text.count(f'<use href="#inline-svg-{number}-mark"/>') == 1
        assert text.count(f".a:where(#inline-svg-{number},") == 1
    assert text.count('id="in-line"') == text.count('id="the-drawing"') == 1
    assert '<svg class="wide" ' in text
    assert '<svg width="50%" ' in text
    assert "<img" not in text


CLEANED = """# Page

```{figure} hostile.svg
:class: inline-svg

Cleaned.
```

Text with ![bytes](bytes.svg){.inline-svg}, ![packed](packed.svg){.inline-svg}
and ![photo](folder/drawing.png){.inline-svg}.
"""


def test_what_is_not_clean_is_named_with_its_line(tmp_path: Path) -> None:
    drawings = {
        "hostile": b'<svg onload="x()"><script>x()</script><text>shown</text></svg>',
        "bytes": "<svg><text>é</text></svg>".encode("latin-1"),
        "packed": gzip.compress(b"<svg/>"),
    }
    built = _build(tmp_path, CLEANED, "html", **drawings)
    assert built.returncode == 0
    text = built.html()
    assert "<text>shown</text>" in text
    assert "x()" not in text
    for name in ("bytes.svg", "packed.svg", "drawing.png"):
        assert f'src="_images/{name}"' in text
    index = tmp_path / "index.md"
    lines = [line.removeprefix(f"{index}:") for line in built.warnings.splitlines()]
    assert [line.partition(": WARNING: the drawing ")[::2] for line in lines] == [
        (
            "3",
            '"hostile.svg" stands in the page without what runs, loads or leads away: onload, '
            'script; take it out of the file, or take the class "inline-svg" away '
            "[inline_svg.left_out]",
        ),
        *(
            (
                "9",
                f'"{name}" stays a picture, without the colours of the page: {reason}; save it as '
                'plain SVG, or take the class "inline-svg" away [inline_svg.picture]',
            )
            for name, reason in (
                (
                    "bytes.svg",
                    "its line 1 is no XML in UTF-8: not well-formed (invalid token)",
                ),
                (
                    "packed.svg",
                    "its line 1 is no XML in UTF-8: not well-formed (invalid token)",
                ),
                ("folder/drawing.png", "it is no SVG file of this project"),
            )
        ),
    ]
