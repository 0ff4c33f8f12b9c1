"""Which fonts there are, and which signs of a book none of them has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import typst

from .literals import string

TEXT = "Libertinus Serif"
CODE = "DejaVu Sans Mono"

# For scripts that the fonts for Latin text lack, in the order of the fallback.
# A serif goes before a sans, and Arabic is set in Naskh, the style of books.
FALLBACKS = (
    "Noto Serif",
    "Noto Naskh Arabic",
    "Noto Serif Hebrew",
    "Noto Serif Devanagari",
    "Noto Serif Bengali",
    "Noto Serif Tamil",
    "Noto Serif Thai",
    "Noto Serif Lao",
    "Noto Serif Khmer",
    "Noto Serif Georgian",
    "Noto Serif Armenian",
    "Noto Serif Ethiopic",
)
# The same sign has other shapes in Chinese, Japanese and Korean.
_EAST_ASIAN = {"ja": "JP", "ko": "KR", "zh_tw": "TC", "zh_hk": "HK", "zh_hant": "TC"}
SYMBOLS = ("Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math", "Noto Color Emoji")

# The scripts that the fonts for Latin text have too.
_AT_HOME = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "SUPERSCRIPT", "SUBSCRIPT")

_MISSING = re.compile(r'the text `"([^`]+)"` could not be displayed')


@dataclass(frozen=True)
class Fonts:
    """The fonts that a book may use: those of the compiler, of folders and of the system."""

    paths: Sequence[str] = ()
    system: bool = True

    @cached_property
    def families(self) -> set[str]:
        """The names of all families."""
        return set(self._all.families())

    @cached_property
    def _all(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=self.system, font_paths=list(self.paths))

    def missing(self, signs: Iterable[str]) -> list[str]:
        """Return the signs that no font has, in their order.

        The compiler is asked: a document for accessible reading must not hold
        any, and it names them all. Signs that only go with others are left out.
        """
        asked = sorted({sign for sign in signs if unicodedata.category(sign)[0] not in "MCZ"})
        if not asked:
            return []
        paragraphs = "\n".join(f"par({string(sign)})" for sign in asked)
        page = f'#set document(title: "-")\n#{{{paragraphs}}}'.encode()
        try:
            typst.compile(page, font_paths=self._all, pdf_standards="ua-1")
        except typst.TypstError as error:
            found = set(_MISSING.findall(error.diagnostic))
            return [sign for sign in asked if sign in found]
        return []


def needs_others(signs: Iterable[str]) -> bool:
    """Say whether there are letters that the fonts for Latin text have badly or not at all."""
    return any(
        unicodedata.category(sign).startswith("L")
        and not unicodedata.name(sign, "").startswith(_AT_HOME)
        for sign in signs
    )


def with_fallbacks(chosen: Sequence[str], available: set[str], language: str) -> list[str]:
    """Return the families for a text: the chosen ones, then one for each script, as far as there.

    Naming a family that is not there makes the compiler warn.
    """
    region = _EAST_ASIAN.get(language.lower(), "SC")
    east = [f"Noto Serif CJK {region}", f"Noto Sans CJK {region}"]
    return [name for name in (*chosen, *FALLBACKS, *east, *SYMBOLS) if name in available]


def packages(signs: Iterable[str]) -> Mapping[str, list[str]]:
    """Return the Debian packages that bring fonts for some signs, each with its signs."""
    found: dict[str, list[str]] = {}
    for sign in signs:
        found.setdefault(package_of(sign), []).append(sign)
    return found


def package_of(sign: str) -> str:
    """Return the Debian package with a font for a sign."""
    name = unicodedata.name(sign, "")
    if name.startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH")):
        return "fonts-noto-cjk"
    if ord(sign) >= 0x1F000:
        return "fonts-noto-color-emoji"
    return "fonts-noto-core"
