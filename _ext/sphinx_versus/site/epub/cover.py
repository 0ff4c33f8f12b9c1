"""Draws the cover of a book from its title and its author."""

from __future__ import annotations

import textwrap
import unicodedata
from html import escape
from zlib import crc32

# As most readers have it.
WIDTH, HEIGHT = 1200, 1800
_EDGE = 110
_SIZES = (180, 150, 124, 104, 86, 70, 56, 44)
# A letter is about so wide, in parts of its height.
_LETTER, _LINE = 0.54, 1.18
# Dark enough for white letters, whatever the hue.
_HUES = ("#1f3a5f", "#5b2333", "#1f4f46", "#4a3b1f", "#3d2c5e", "#27455c", "#5a3310", "#2d4a22")


def draw(title: str, author: str, *, right_to_left: bool = False) -> str:
    """Return the cover as SVG; its colour comes of the title."""
    hue = _HUES[crc32(title.encode()) % len(_HUES)]
    size, lines = _set(title, HEIGHT * 0.55, _SIZES)
    small, names = _set(author, HEIGHT * 0.12, (54, 44, 36, 28))
    x, direction = (WIDTH - _EDGE, "rtl") if right_to_left else (_EDGE, "ltr")

    def texts(lines: list[str], top: float, size: int, weight: int) -> str:
        return "".join(
            f'<text x="{x}" y="{top + number * size * _LINE:.0f}" font-size="{size}"'
            f' font-weight="{weight}">{escape(line)}</text>'
            for number, line in enumerate(lines)
        )

    bottom = HEIGHT - _EDGE - (len(names) - 1) * small * _LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" direction="{direction}"'
        ' font-family="Libertinus Serif, serif" fill="#fff">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{hue}"/>'
        f'<path d="M{_EDGE} 300H{WIDTH - _EDGE}M{_EDGE} {bottom - 2 * small:.0f}H{WIDTH - _EDGE}"'
        ' stroke="#fff" stroke-opacity=".6" stroke-width="4"/>'
        f"{texts(lines, 300 + size * 1.5, size, 700)}{texts(names, bottom, small, 400)}</svg>"
    )


def _set(text: str, height: float, sizes: tuple[int, ...]) -> tuple[int, list[str]]:
    """Return the largest size in which a text fits, and its lines."""
    wide = any(unicodedata.east_asian_width(sign) in "FW" for sign in text)
    for size in sizes:
        room = int((WIDTH - 2 * _EDGE) / size / (1 if wide else _LETTER))
        lines = textwrap.wrap(text, room, break_on_hyphens=False)
        whole = max(map(len, text.split()), default=0) <= room or wide
        if whole and len(lines) * size * _LINE <= height:
            return size, lines
    shown = lines[: max(1, int(height / size / _LINE))]
    return size, shown if len(shown) == len(lines) else [*shown[:-1], f"{shown[-1][:-1]}…"]


def picture(drawing: str) -> tuple[bytes, str]:
    """Return a drawing as a picture that all readers can show, and the suffix of its file.

    Many shelves show no SVG. Typst draws it where it is installed.
    """
    try:
        import typst
    except ImportError:
        return drawing.encode(), ".svg"
    code = drawing.replace("\\", "\\\\").replace('"', '\\"')
    source = (
        f"#set page(width: {WIDTH}pt, height: {HEIGHT}pt, margin: 0pt)\n"
        f'#image(bytes("{code}"), width: 100%)'
    )
    return bytes(typst.compile(source.encode(), format="png", ppi=72)), ".png"


def page(html_tag: str, image: str, title: str) -> str:
    """Return the page that shows the cover."""
    name = escape(title, quote=True)
    return (
        f'<!DOCTYPE html>\n{html_tag}<head><meta charset="utf-8" /><title>{name}</title></head>'
        f'<body style="margin: 0; text-align: center"><img src="{image}" alt="{name}"'
        ' style="max-width: 100%; max-height: 100vh" /></body></html>\n'
    )
