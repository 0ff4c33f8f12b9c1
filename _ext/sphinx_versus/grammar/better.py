"""Headings that say which way is better: "Latency (ms, lower is better)", "Accuracy ↑"."""

from __future__ import annotations

import re
from enum import StrEnum


class Better(StrEnum):
    """Which of two quantities is the better one, as a heading says it."""

    LOWER = "lower"
    HIGHER = "higher"


_WORDS = {
    "lower smaller less fewer shorter niedriger kleiner weniger geringer kürzer": Better.LOWER,
    "higher larger bigger more greater longer höher größer mehr länger": Better.HIGHER,
}
_WAYS = {word: way for words, way in _WORDS.items() for word in words.split()}
_ARROWS = {"↓": Better.LOWER, "↑": Better.HIGHER}
_WORD = "|".join(_WAYS)
_SAID = re.compile(
    rf"(?:\b(?:the|je)\s)?\b(?P<word>{_WORD})\b(?:\s?=\s?|,?\s(?:(?:is|are|ist|sind|the|desto|umso)\s)?"
    r"|-(?:is-)?)(?:better|best|besser)\b(?!\s(?:than|als)\b)"
    r"|(?P<arrow>[↑↓])(?:\s?=?\s?(?:is\s|ist\s)?(?:better|besser)\b)?",
    re.IGNORECASE,
)
# Here an arrow is the way that data go, or the order of the rows.
_OTHER_ARROWS = re.compile(r"load|upstream|downstream|\bsort|\bin/out\b", re.IGNORECASE)
_JOINTS = " ,;:/\N{EN DASH}\N{EM DASH}-"
_EMPTY = re.compile(rf"[(\[][{_JOINTS}]*[)\]]")


def read_better(heading: str) -> tuple[str, Better | None]:
    """Return a heading without what says which way is better, and what that says."""
    found = [*_SAID.finditer(heading)]
    if not found:
        return heading, None
    ways = {
        _WAYS[each["word"].lower()] if each["word"] else _ARROWS[each["arrow"]] for each in found
    }
    only_arrows = all(each[0] in _ARROWS for each in found)
    if len(ways) > 1 or (only_arrows and _OTHER_ARROWS.search(heading)):
        return heading, None
    rest = heading
    for each in reversed(found):
        before, behind = rest[: each.start()].rstrip(_JOINTS), rest[each.end() :].lstrip(_JOINTS)
        apart = "" if behind[:1] in (*")]", "") or before[-1:] in (*"([", "") else " "
        rest = f"{before}{apart}{behind}"
    return " ".join(_EMPTY.sub("", rest).split()), ways.pop()
