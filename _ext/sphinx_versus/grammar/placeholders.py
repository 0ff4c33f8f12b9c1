"""What holds the place of a text that is still to be written.

The texts of `make new`, and what people type: a word such as TODO that stands
alone or with a colon, dots, "insert a name here", filler text. Who writes about
such words uses them in a sentence, in quotation marks or as code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .names import normalise
from .scaffold import PLACEHOLDERS

_SHOUTED = r"(?:TO-?DO|FIXME|TBD|TBC|T\.B\.D\.|XXX++)"
_ALONE = (
    r"to-?do|fix ?me|tbd|tbc|t\.b\.d\.|(?-i:XXX++)|lorem ipsum"
    r"|\?{3,}+|\.{2,}+|\u2026++|placeholder(?: text)?"
    r"|to be (?:written|added|filled in|completed|done)"
    r"|(?:description|text|title|content) goes here"
    r"|platzhalter|folgt(?: noch)?|kommt noch|noch zu (?:schreiben|erg\u00e4nzen)"
)
_THING = (
    r"(?:text|name|title|tagline|sentence|definition|description|point|source|claim|value"
    r"|link|content|quelle|titel|inhalt|beschreibung)s?"
)
_HERE = (
    r"(?:please )?insert\b[^.;\[\]]{0,60}\bhere"
    rf"|(?:please )?(?:add|put|enter|type|write|paste)\b[^.;\[\]]{{0,40}}\b{_THING} here"
    rf"|(?:your|my|some|the) (?:\w+ )?{_THING}(?: (?:goes|comes))? here"
    rf"|(?:hier )?(?:\w+ ){{0,3}}{_THING} (?:hier )?(?:einf\u00fcgen|eingeben|erg\u00e4nzen)"
)
_TASKS = "(?:add|ask|check|cite|complete|expand|fill|find|update|write)"
_OPENS, _CLOSES = r"[\[({<*_]*+\s*+", r"\s*+[\])}>*_]*+[.!\u2026]*+"
# The whole of a text, whatever its case.
_WHOLE = re.compile(rf"{_OPENS}(?:{_ALONE}|{_HERE}){_CLOSES}", re.IGNORECASE)
# A sentence of its own, or a note in brackets, in the midst of a text.
_WITHIN = re.compile(
    rf"(?:^|(?<=[.!?;:]\s)){_SHOUTED}(?:\s?\([\w@. -]{{1,40}}\))?(?:\s?:(?!//)|\s*+[.!]?+$)"
    rf"|(?:^|(?<=[.!?;:]\s)){_SHOUTED} {_TASKS}\b"
    rf"|[\[(<{{]\s*+{_SHOUTED}(?:\s*+:[^\[\](){{}}<>]*+)?+\s*+[\])>}}]"
)
_BRACKETED = re.compile(rf"[\[<{{](?:{_HERE})[\]>}}]", re.IGNORECASE)
_FILLER = re.compile(r"\blorem ipsum dolor\b", re.IGNORECASE)
# What stands in quotation marks is spoken of.
_QUOTED = re.compile(
    r"\"[^\"]*\"|[\u201c\u201e][^\u201c-\u201e]*[\u201c\u201d]|\u00ab[^\u00ab\u00bb]*\u00bb"
)
_SPOKEN = "\N{OBJECT REPLACEMENT CHARACTER}"


def _key(text: str) -> str:
    return normalise(re.sub(r"[*_]", "", text)).rstrip(" .\u2026") or "\u2026"


_OURS = frozenset(map(_key, PLACEHOLDERS))


def placeholder_in(text: str, names: Iterable[str] = ()) -> str:
    """Return what holds a place in a text on one line, or nothing.

    ``names`` are those of things that are written about: there may be an app
    that is called TODO.
    """
    text = text.strip()
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", _SPOKEN, text, flags=re.IGNORECASE)
    if not text:
        return ""
    if _key(text) in _OURS or _WHOLE.fullmatch(text):
        return text
    said = _QUOTED.sub(_SPOKEN, text)
    found = _WITHIN.search(said) or _BRACKETED.search(said) or _FILLER.search(said)
    return found[0].strip() if found else ""


def may_be_one(name: str) -> bool:
    """Return whether a name has a word in it that else holds a place."""
    return bool(_WITHIN.search(name) or placeholder_in(name) or re.search(_SHOUTED, name.upper()))
