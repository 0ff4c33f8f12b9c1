"""Python values as Typst code.

Text is always written as a string literal: nothing that an author types can
be taken for Typst's own markup.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# Words this long cannot stay whole in a narrow column; it is more letters than most words have.
ROOM = 18
# After these a long word may break: the separators of addresses, paths and names,
# and before a capital in the middle of a name.
_BREAK = re.compile(r"(?<=[/\\.,:;_=&?+#@~|)\]}-])(?=[^\s/.])|(?<=[a-z0-9])(?=[A-Z])")
# Longer than any real word: such pieces break anywhere.
_ENDLESS = 45

# Chinese, Japanese: a line end in the source is no space in the text.
_WIDE = r"[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]"
# No line begins with the sign of a number.
_SIGN = re.compile(r"(?<=\d)[ \n](?=[%‰])")
_WIDE_LINE_END = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")

# Words that the compiler knows the syllables of, by language; a row of one letter has none.
_NEVER = re.compile(r"(?!)")
_VOWELS, _OTHERS = "[aeiouy\u00c0-\u024f]", "[b-df-hj-np-tv-xz]"
_LATIN = re.compile(
    f"{_VOWELS}{{0,4}}(?:{_OTHERS}{{1,6}}{_VOWELS}{{1,4}})+{_OTHERS}{{0,6}}", re.IGNORECASE
)
_DIVIDED = {
    _LATIN: "af ca cs da de en es et fi fr hr hu is it ku la lt nb nl nn pl pt sk sl sq sv tk tr",
    re.compile("[\u0400-\u04ff]+"): "be bg mn ru sr uk",
    re.compile("[\u0370-\u03ff]+"): "el",
    re.compile("[\u10a0-\u10ff]+"): "ka",
}


def divided(language: str) -> re.Pattern[str]:
    """Return what matches the words that a hyphen can divide in a text of a language."""
    short = language.partition("_")[0]
    found = (letters for letters, names in _DIVIDED.items() if short in names.split())
    return next(found, _NEVER)


def string(text: str) -> str:
    """Return a string literal."""
    return f'"{_CONTROL.sub("�", text).translate(_ESCAPES)}"'


def running_text(text: str, room: float = _ENDLESS, words: re.Pattern[str] = _LATIN) -> str:
    """Return text as statements of a block of code; line ends are spaces.

    A per cent sign stays with its number. Long words get places to break, ``z`` of
    the template, which leave no character behind in the text of the PDF. ``room`` is
    how many letters surely stand on a line, ``words`` matches those that a hyphen can
    divide.
    """
    text = _SIGN.sub("\u00a0", _WIDE_LINE_END.sub("", text)).replace("\n", " ")
    if len(text) < min(ROOM, room):
        return f"{string(text)};"
    return ";z;".join(map(string, _pieces(text, room, words))) + ";"


def code_text(text: str, room: float = _ENDLESS) -> str:
    """Return inline code as statements: each piece may stand on a line of its own."""
    pieces = [text] if len(text) < min(ROOM, room) else _pieces(text, room, _NEVER)
    return f"code({', '.join(map(string, pieces))});"


def _pieces(text: str, room: float, words: re.Pattern[str]) -> list[str]:
    """Divide a text where long words may break."""

    def with_breaks(word: re.Match[str]) -> str:
        pieces = _BREAK.sub("\0", word[0]).split("\0")
        return "\0".join("\0".join(_parts(piece, room, words)) for piece in pieces)

    shortest = int(max(2, min(ROOM, room)))
    return re.sub(rf"\S{{{shortest},}}", with_breaks, text.replace("\0", "")).split("\0")


def _parts(piece: str, room: float, words: re.Pattern[str]) -> list[str]:
    """Divide what has no place to break and no room; the compiler knows the syllables of words."""
    if len(piece) <= min(room, _ENDLESS):
        return [piece]
    if len(piece) <= _ENDLESS and room > ROOM / 2 and words.fullmatch(piece):
        return [piece]
    return textwrap.wrap(piece, max(2, min(8, int(room / 2))))


_LARGEST = 10**12


def value(thing: object) -> str:
    """Return plain data as Typst code: none, booleans, numbers, strings, sequences, mappings."""
    match thing:
        case None:
            return "none"
        case bool():
            return "true" if thing else "false"
        case int() | float():
            # What is larger is a mistake, and would be no number for the compiler.
            return str(max(-_LARGEST, min(thing, _LARGEST)))
        case str():
            return string(thing)
        case Mapping():
            pairs = ", ".join(f"{string(str(key))}: {value(item)}" for key, item in thing.items())
            return f"({pairs})" if pairs else "(:)"
        case Sequence():
            return array([value(item) for item in thing])
    raise TypeError(f"not plain data: {thing!r}")


def array(items: Sequence[str]) -> str:
    """Return an array of code that is written already."""
    return f"({', '.join(items)},)" if items else "()"


def block(statements: str) -> str:
    """Return statements as one value."""
    return "{" + statements + "}"
