"""A broken picture, formula or piece of raw Typst costs itself, and not the book."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping

import pytest

from books import CONF, Make, Pdf, make_book
from projects import ROOT, Built, write_project

PNG = (ROOT / "tests" / "doctrees" / "picture.png").read_bytes()
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
_DRAWN = _SVG.format('<title>é</title><rect width="5" height="5"/>')
_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = zlib.compress(b"\0" * ((width // 8 + 1) * min(height, 100)))
    return PNG[:8] + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


# What each file holds, and what is said of it.
BROKEN: Mapping[str, tuple[bytes, str]] = {
    "text.png": (b"no picture", "is broken: failed to decode image"),
    "cut.png": (PNG[: len(PNG) // 2], "is broken: failed to decode image"),
    "empty.png": (b"", "is broken: failed to decode image"),
    "none-by-none.png": (_png(0, 0), "is broken: failed to decode image"),
    "huge.png": (_png(60000, 60000), "has 60000 by 60000 pixels; the book takes 150 million"),
    "cut.jpg": (b"\xff\xd8\xff\xe0JFIF", "is broken: failed to decode image"),
    "cut.gif": (b"GIF89a\1\0\1\0\0\0\0", "is broken: failed to decode image"),
    "cut.webp": (b"RIFF\x10\0\0\0WEBPVP8 xxxx", "is broken: failed to decode image"),
    "cut.pdf": (b"%PDF-1.4\nnothing", "is broken: failed to load PDF"),
    "page.svg": (b"<html/>", "is broken: failed to parse SVG"),
    "bytes.svg": (_DRAWN.encode("latin-1"), "is broken: failed to parse SVG"),
    "deep.svg": (_SVG.format("<g>" * 9000 + "</g>" * 9000).encode(), "failed to parse SVG"),
    "bomb.svg": (
        f'<!DOCTYPE svg [<!ENTITY a0 "a">{_BOMB}]>{_SVG.format("<text>&a9;</text>")}'.encode(),
        "is broken: failed to parse SVG",
    ),
    "file.svg": (
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + _SVG.format("<text>&x;</text>").encode(),
        "is broken: failed to parse SVG (unknown entity",
    ),
    "outside.svg": (
        _SVG.format('<image href="../../../conf.py" width="5" height="5"/>').encode(),
        "is broken: failed to load linked image",
    ),
    "web.svg": (
        _SVG.format('<image href="https://example.org/a.png" width="5" height="5"/>').encode(),
        "is broken: failed to load linked image",
    ),
}
MENDED: Mapping[str, bytes] = {
    "a-png.jpg": PNG,
    "an-svg.png": _SVG.format("<rect width='5' height='5'/>").encode(),
    "latin-1.svg": f'<?xml version="1.0" encoding="ISO-8859-1"?>{_DRAWN}'.encode("latin-1"),
    "utf-16.svg": f'<?xml version="1.0" encoding="UTF-16"?>{_DRAWN}'.encode("utf-16"),
}
GOOD: Mapping[str, bytes] = {
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY x "y">]>' + _SVG.format("<text>&x;</text>").encode(),
    "quo\"te'd#$.png": PNG,
    f"{'long' * 61}.png": PNG,
}
RAW = {
    "#unheard-of": "this raw Typst cannot be set: unknown variable: unheard-of",
    "]]] } #strong[open": "this raw Typst cannot be set: unclosed delimiter",
    '#read("/etc/passwd")': "this raw Typst cannot be set: file not found",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book in which each picture stands on the line that its name has in `line_of`."""
    source = tmp_path_factory.mktemp("broken")
    contents = {**{name: content for name, (content, _) in BROKEN.items()}, **MENDED, **GOOD}
    lines = ["# Pictures", ""]
    for name, content in contents.items():
        (source / name).write_bytes(content)
        lines += [f"![the text of {name.partition('.')[0]}](<{name}>)", ""]
    for code in RAW:
        lines += ["```{raw} typst", code, "```", ""]
    lines += ["![once more](text.png) in a line", "", "$$\\frac$$", "", "The end."]
    settings = 'myst_enable_extensions = ["dollarmath"]\n'
    write_project(source, {"conf.py": CONF + settings, "index.md": "\n".join(lines)})
    return make_book(source, source / "_build")


def _line_of(book: Built, text: str) -> int:
    lines = (book.srcdir / "index.md").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_picture_is_named_once_and_its_text_stands_there(book: Built, name: str) -> None:
    line = _line_of(book, f"(<{name}>)")
    warned = re.findall(rf"index\.md:{line}: (.*)", book.warnings)
    assert len(warned) == 1
    assert f'WARNING: the picture "{name}" {BROKEN[name][1]}' in warned[0] or name == "deep.svg"
    assert warned[0].endswith("[typst_book.image]")
    assert f"the text of {name.partition('.')[0]}" in " ".join(Pdf(book.outdir / "small.pdf").pages)


@pytest.mark.parametrize("name", MENDED)
def test_a_picture_with_the_wrong_name_or_encoding_is_shown(book: Built, name: str) -> None:
    assert re.search(rf'"{name}" is broken: .*; it is shown, but', book.warnings)
    assert f"the text of {name.partition('.')[0]}" not in " ".join(
        Pdf(book.outdir / "small.pdf").pages
    )


@pytest.mark.parametrize("name", GOOD)
def test_odd_names_and_entities_are_no_fault(book: Built, name: str) -> None:
    assert f"index.md:{_line_of(book, f'(<{name}>)')}:" not in book.warnings
    text = " ".join(Pdf(book.outdir / "small.pdf").pages)
    assert f"the text of {name.partition('.')[0]}" not in text


@pytest.mark.parametrize("code", RAW)
def test_raw_typst_that_cannot_be_set_is_shown_as_it_is(book: Built, code: str) -> None:
    line = _line_of(book, code) - 1
    warned = re.findall(rf"index\.md:{line}: (.*)", book.warnings)
    assert [RAW[code] in warning for warning in warned] == [True]
    assert code in " ".join(Pdf(book.outdir / "small.pdf").pages)


def test_the_rest_of_the_book_is_there(book: Built) -> None:
    assert book.returncode == 0
    assert "ERROR" not in book.warnings
    text = " ".join(Pdf(book.outdir / "small.pdf").pages)
    assert "once more in a line" in text
    assert "\\frac" in text
    assert "The end." in text
    line = _line_of(book, "$$")
    assert re.search(
        rf'index\.md:{line}: WARNING: the formula "\\frac" cannot be set', book.warnings
    )


def test_the_compiler_sees_nothing_but_the_book(book: Built) -> None:
    """The root of the compile holds what this build has written, under names of its own."""
    files = {
        re.sub(r"\d+", "0", str(path.relative_to(book.outdir / "source" / "small")))
        for path in (book.outdir / "source" / "small").rglob("*")
        if path.is_file()
    }
    kinds = {"gif", "jpg", "pdf", "png", "svg", "webp"}
    assert files == {
        *("main.typ", "book.typ", "settings.typ", "formulas.typ", "chapter-0.typ", "raw-0.typ"),
        *("images/0", "images/0-utf-0.svg"),
        *(f"images/0.{kind}" for kind in kinds),
    }


def test_a_book_that_cannot_be_made_leaves_the_old_one(small: Make) -> None:
    files = {"index.md": "# Page\n\nText.\n", "own.typ": '#import "book.typ": *\n'}
    before = (small(files, 'typst_styles = ["own.typ"]', "-W").outdir / "small.pdf").read_bytes()

    built = small({**files, "own.typ": "#let par(body) = panic(1)\n"}, 'typst_styles = ["own.typ"]')
    assert built.returncode == 1
    assert re.search("ERROR: panicked", built.warnings)
    assert "small.pdf is as it was before" in built.warnings
    assert "Traceback" not in built.warnings
    assert (built.outdir / "small.pdf").read_bytes() == before
    assert {path.name for path in built.outdir.iterdir()} == {"small.pdf", "source"}
