"""The text of a claim's item: what stands for its markup, and its words with the signs around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from .characters import skeleton

# What stands for markup in the text of an item: code points that no text has.
CITED = "\ufdd0"
OTHER = "\ufdd1"
BEGIN = "\ufdd2"
END = "\ufdd3"
_STAND_INS = MappingProxyType(dict.fromkeys(map(ord, (CITED, OTHER, BEGIN, END))))


def flat(pieces: Sequence[Any], show: Callable[[Any], str]) -> str:
    """Return the text of pieces; ``show`` returns what stands for one of markup.

    That is `CITED` for a citation, its text for markup that only styles a text, and
    `OTHER` for all else. See `styled` and `quoted`.
    """
    return "".join(clean(piece) if isinstance(piece, str) else show(piece) for piece in pieces)


def clean(text: str) -> str:
    """Return a text without what stands for markup."""
    return text if text.isascii() else text.translate(_STAND_INS)


def styled(text: str) -> str:
    """Return what stands for a text in markup that no title is set in: bold, or as code."""
    return f"{BEGIN}{text}{END}"


def quoted(text: str) -> str:
    """Return what stands for a text in markup that titles are set in: italics, or a link."""
    return f'"{text}"'


NODES = CITED + OTHER
# It looks like a colon, and is a letter.
_COLON = "\N{MODIFIER LETTER TRIANGULAR COLON}"
_PARTS = re.compile(
    rf"(?P<words>[^\W_{_COLON}]+(?:[^\S\n]+[^\W_{_COLON}]+)*)|(?P<node>[{NODES}])"
    rf"|(?:[^\w{NODES}]|[_{_COLON}])+"
)
BRACKETS = MappingProxyType(
    dict(zip("([{<\uff08\uff3b\u3010\u300c", ")]}>\uff09\uff3d\u3011\u300d", strict=True))
)
_CLOSERS = frozenset({*BRACKETS.values(), END, *"*_~"})
_OTHER_ARROWS = frozenset("\u25ba\u25b6\u279c\u27a4\u2794\u00bb\u203a")
_SPACES = " \n\t\xa0"
_QUOTES = "\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
_AROUND = "".join(_CLOSERS) + _SPACES + _QUOTES


class Frame(NamedTuple):
    """Words with the signs around them, and what stands beyond those: words, a node or nothing."""

    before: str
    words: str
    after: str
    beyond: str
    at: int

    @property
    def lower(self) -> bool:
        """Return whether the words are in lower case."""
        return self.words.islower()

    @property
    def enclosed(self) -> str:
        """Return what encloses the words: a bracket, markup, a quotation mark, or nothing."""
        first, last = self.before.rstrip()[-1:], self.after.lstrip(" :\N{FULLWIDTH COLON}")[:1]
        if not first or not last:
            return ""
        if BRACKETS.get(first) == last:
            return "("
        if first == BEGIN or last == END or (first == last and first in "*_~"):
            return "*"
        return '"' if skeleton(first) in {'"', "'"} and skeleton(last) in {'"', "'"} else ""

    @property
    def marked(self) -> bool:
        """Return whether a colon, an equals sign or an arrow follows."""
        return is_marker(core_of(self.after))

    @property
    def led(self) -> bool:
        """Return whether a colon, an equals sign, an arrow or a dash stands before the words."""
        core = core_of(self.before)
        return is_marker(core) or (skeleton(core[:1]) == "-" and self.before != core)

    @property
    def dashed(self) -> bool:
        """Return whether a dash or a closing sign follows that no compound has."""
        if _is_closing(self.after):
            return True
        return skeleton(self.after.strip()[:1]) == "-" and self.after != self.after.strip()


def core_of(signs: str) -> str:
    """Return signs from the first one on that closes nothing."""
    return signs.lstrip(_AROUND)


def _is_closing(signs: str) -> bool:
    return signs.lstrip()[:1] in _CLOSERS


def is_marker(signs: str) -> bool:
    """Return whether signs begin with a colon, an equals sign, a bar or an arrow."""
    if not signs or signs[0] in ",.()" or signs.startswith("://"):
        return False
    look = skeleton(signs[:2])
    return (
        look[:1] in {":", "=", "|", ">", "<"}
        or look in {"->", "~>"}
        or skeleton(signs[:3]) == "-->"
        or signs[0] in _OTHER_ARROWS
        or "ARROW" in unicodedata.name(signs[0], "")
    )


def says_nothing(text: str) -> bool:
    """Return whether a source is a box to tick, or has neither a letter or digit nor markup."""
    return text.casefold() == "[x]" or not any(char.isalnum() or char in NODES for char in text)


def written(text: str, kept: Sequence[int], frame: Frame) -> str:
    """Return words as they were written, with what cannot be seen of them, and their colon."""
    first, last = frame.at, frame.at + len(frame.words)
    begin = kept[first - 1] + 1 if first else 0
    end = kept[last] if last < len(kept) else len(text)
    return text[begin : end + (skeleton(frame.after[:1]) == ":")]


def frames(text: str) -> Iterator[Frame]:
    """Yield the words and the stand-ins of a text, with the signs around them."""
    parts = [(found.lastgroup or "", found[0], found.start()) for found in _PARTS.finditer(text)]
    for number, (kind, part, at) in enumerate(parts):
        if not kind:
            continue
        before = parts[number - 1] if number else ("words", "", 0)
        behind = [*parts[number + 1 : number + 3], ("words", "", 0)]
        after = "" if behind[0][0] else behind[0][1]
        beyond = behind[0 if behind[0][0] else 1][1]
        yield Frame("" if before[0] else before[1], part, after, beyond, at)


def shown_with_signs(frame: Frame, words: str) -> str:
    """Return words with the signs around them that are not read."""
    behind = frame.after if words == frame.words else ""
    if frame.enclosed == "(":
        behind = behind.lstrip(" ")[: 2 if frame.after.lstrip()[:1] == ":" else 1]
        return f"{frame.before.rstrip()[-1:]}{words}{behind}"
    behind = behind.translate(_STAND_INS)
    core = core_of(behind)
    if not (is_marker(core) or skeleton(core[:1]) == "-"):
        return words
    sign = core[:1] if skeleton(core[:1]) == ":" else core.split()[0]
    return f"{words}{' ' * (skeleton(sign) != ':')}{sign}"
