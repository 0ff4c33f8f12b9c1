"""The grammar of claims: what the items below a claim say.

An item is a list of pieces: plain strings, and opaque objects for all inline
markup (roles, links, emphasis), whose text is never looked into.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from sphinx_versus.model.facts import Certainty

from .certainty import Grounds, grounds
from .item_words import WORDS, Word
from .names import near_miss

Pieces = list[Any]

_BY_NAME: dict[str, Word] = {word.value: word for word in WORDS}
_WITH_COLON = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+)?)\s*:(?!/)\s*")
_LEVEL = re.compile(r"\s*(very[ -]low|high|moderate|low)\b", re.IGNORECASE)
_LEVEL_LIKE = re.compile(r"\s*([^\s,;:.(]+)")
_LEVEL_WORDS = re.compile(r"[^,;:.()\n]+")
_MOST_WORDS = 3
_PARENTHESES = re.compile(r"[()]")
_SEPARATOR = re.compile(r"^[\s,;:\N{EN DASH}\N{EM DASH}-]+")


class Opening(NamedTuple):
    """How an item begins: a known word with a colon, or none; ``rest`` are the pieces that follow.

    What is meant as a word and is none, `meant.meant` finds.
    """

    word: Word | Literal[""]
    rest: Pieces


def opening(pieces: Pieces) -> Opening:
    """Read the known word that an item begins with."""
    first = pieces[0] if pieces and isinstance(pieces[0], str) else ""
    if first and (found := _WITH_COLON.match(first)):
        word = _BY_NAME.get(" ".join(found[1].casefold().split()))
        if word is not None:
            return Opening(word, _trimmed([first[found.end() :], *pieces[1:]]))
    return Opening("", pieces)


def begins_item(text: str) -> bool:
    """Return whether a line of Markdown begins with a word and a colon, as an item does."""
    found = _WITH_COLON.match(text)
    return found is not None and found[1].islower() and found[1] in _BY_NAME


class Judgement(NamedTuple):
    """A certainty, what it is made of, and its reason; ``level`` is None if ``found`` is none."""

    level: Certainty | None
    reason: Pieces
    found: str
    grounds: Grounds = Grounds(None, (), 0)


def judgement(pieces: Pieces) -> Judgement:
    """Read what follows ``certainty:``."""
    first = pieces[0] if pieces and isinstance(pieces[0], str) else ""
    if found := _LEVEL.match(first):
        level, rest = Certainty(found[1].casefold().replace("-", " ")), first[found.end() :]
        said = grounds(level, rest)
        return Judgement(level, _after_separator(rest[said.end :], pieces[1:]), found[1], said)
    like = _LEVEL_LIKE.match(first)
    return Judgement(None, pieces, like[1] if like else "")


# How the words begin that people write for a level, in English and in other languages.
_LEVELS_MEANT = MappingProxyType(
    {
        Certainty.HIGH: "strong good solid robust hoch hohe élev elevad alta sterk hoog",
        Certainty.MODERATE: "medium middl mid mittel mäßig average fair modér moyen media matig",
        Certainty.LOW: "weak poor limited niedrig gering schwach faible baja bassa baixa laag zwak",
    }
)


def level_like(text: str) -> str:
    """Return what stands in the place of a level: words up to one that means a level, or one."""
    found = _LEVEL_WORDS.match(text)
    words = found[0].split()[:_MOST_WORDS] if found else []
    ends = (at for at, word in enumerate(words, start=1) if meant_level(word))
    return " ".join(words[: next(ends, 1)])


def meant_level(words: str) -> Certainty | None:
    """Return the level that some words were most likely meant to be."""
    near = near_miss(words, Certainty)
    if near:
        return Certainty(near.name)
    each = words.casefold().split()
    known = next((level for level in Certainty if level in each), None)
    meant = ((level, tuple(starts.split())) for level, starts in _LEVELS_MEANT.items())
    return known or next(
        (level for level, starts in meant if any(word.startswith(starts) for word in each)), None
    )


def _after_separator(text: str, others: Sequence[Any]) -> Pieces:
    rest = _trimmed([_SEPARATOR.sub("", text), *others])
    return _unwrapped(rest)


def split_sources(pieces: Pieces) -> list[Pieces]:
    """Split an item at ``;`` into its sources.

    Only outside parentheses; a pair that encloses the whole item is taken off
    first. Parentheses that do not pair are taken as ordinary signs.
    """
    pieces = _unwrapped(_trimmed(pieces))
    if not any(isinstance(piece, str) and ";" in piece for piece in pieces):
        return [pieces] if pieces else []
    pairs = _balanced(pieces)
    sources: list[Pieces] = [[]]
    depth = 0
    for piece in pieces:
        if not isinstance(piece, str):
            sources[-1].append(piece)
            continue
        start = 0
        for place, char in enumerate(piece):
            if char == "(" and pairs:
                depth += 1
            elif char == ")" and pairs:
                depth -= 1
            elif char == ";" and depth == 0:
                sources[-1].append(piece[start:place])
                sources.append([])
                start = place + 1
        sources[-1].append(piece[start:])
    return [source for source in map(_trimmed, sources) if source]


def _balanced(pieces: Pieces) -> bool:
    depth = 0
    for sign in _PARENTHESES.findall("".join([p for p in pieces if isinstance(p, str)])):
        depth += 1 if sign == "(" else -1
        if depth < 0:
            return False
    return depth == 0


def _unwrapped(pieces: Pieces) -> Pieces:
    first, last = (pieces[0], pieces[-1]) if pieces else ("", "")
    if not (isinstance(last, str) and last[-1:] == ")" and isinstance(first, str)):
        return pieces
    if first[:1] != "(":
        return pieces
    inner = list(pieces)
    inner[0] = inner[0][1:]
    inner[-1] = inner[-1][:-1]
    # "(a) and (b)" opens and ends with a parenthesis but is not enclosed.
    return _trimmed(inner) if _balanced(inner) else pieces


def _trimmed(pieces: Pieces) -> Pieces:
    if len(pieces) == 1 and isinstance(pieces[0], str):
        # Most items are nothing but text.
        return [text] if (text := pieces[0].strip()) else []
    trimmed = [piece for piece in pieces if piece != ""]
    while trimmed and isinstance(trimmed[0], str):
        trimmed[0] = trimmed[0].lstrip()
        if trimmed[0]:
            break
        trimmed.pop(0)
    while trimmed and isinstance(trimmed[-1], str):
        trimmed[-1] = trimmed[-1].rstrip()
        if trimmed[-1]:
            break
        trimmed.pop()
    return trimmed


_RAW_ATOM = re.compile(
    r"(?<!`)(`++).*?(?<!`)\1(?!`)|\[(?:[^\[\]\\]|\\.)*\]\([^()]*\)|\\.", re.DOTALL
)


def raw_sources(raw: str) -> list[str]:
    """Split the Markdown text of an item into that of its sources.

    The text's own counterpart of `opening` and `split_sources`: translations
    go by it. Where the two disagree, the caller does without.
    """
    if (found := _WITH_COLON.match(raw)) and found[1].casefold() in _BY_NAME:
        raw = raw[found.end() :]
    if ";" not in raw:
        return ["".join(_unwrapped([raw.strip()]))]
    pieces: Pieces = []
    at = 0
    for atom in _RAW_ATOM.finditer(raw):
        pieces += [raw[at : atom.start()], (atom[0],)]
        at = atom.end()
    pieces.append(raw[at:])
    return [
        "".join(piece if isinstance(piece, str) else piece[0] for piece in source)
        for source in split_sources(pieces)
    ]


def raw_reason(raw: str) -> str:
    """Return the Markdown text of the reason in a ``certainty:`` item."""
    found = _WITH_COLON.match(raw)
    rest = raw[found.end() :] if found else raw
    return "".join(judgement([rest]).reason) if _LEVEL.match(rest) else ""
