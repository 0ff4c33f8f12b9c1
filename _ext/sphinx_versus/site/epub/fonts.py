"""Fonts of drawings: a program for books has neither those of a system nor those of a web page.

Many set what they do not know in the font of the text.
"""

from __future__ import annotations

import re

_GENERIC = ("monospace", "sans-serif", "serif")
_TAG = re.compile(r"(<[^<>]*>)")
_ATTRIBUTE = re.compile(r"""(\b(?:font-family|style)\s*=\s*)("[^"]*"|'[^']*')""")
_DECLARED = re.compile(r"""(font-family\s*:\s*)((?:"[^"]*"|'[^']*'|[^;{}"'])+)""")


def known_fonts(svg: str) -> str:
    """Return a drawing that asks for kinds of fonts, which every reader has."""
    parts = _TAG.split(svg)
    for at, part in enumerate(parts):
        if part.startswith("<") and not part.startswith("<!["):
            parts[at] = _ATTRIBUTE.sub(_attribute, part)
        elif part.startswith("<![") or (at and parts[at - 1].startswith("<style")):
            parts[at] = _declared(part)
    return "".join(parts)


def _attribute(found: re.Match[str]) -> str:
    quote, value = found[2][0], found[2][1:-1]
    new = _declared(value) if found[1].startswith("style") else _kind(value)
    return f"{found[1]}{quote}{new}{quote}"


def _declared(css: str) -> str:
    return _DECLARED.sub(lambda found: found[1] + _kind(found[2]), css)


def _kind(families: str) -> str:
    """Return the kind that a list of families ends with, or the one of its first."""
    named = [family.strip(" '\"\n\t").lower() for family in families.split(",")]
    for family in named:
        if family in _GENERIC:
            return family
    return "monospace" if "mono" in named[0] else "sans-serif"
