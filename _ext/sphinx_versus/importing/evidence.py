"""Claims in Markdown: a paragraph, and below it what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sphinx_versus.grammar.evidence import opening, split_sources
from sphinx_versus.model.facts import Stance

from .draft import Block, Claim, Item, Note
from .escape import pieces_of
from .markdown import items_of
from .sources import has_prefix, looks_like_source, readable, without_prefix

_IN_BRACKETS = re.compile(
    r"\\?[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)\\?[)\]](?P<end>[.!]?)$"
)
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_STANCES = frozenset(stance.value for stance in Stance)


def read_claims(blocks: Sequence[Block]) -> Iterator[Block | Claim]:
    """Yield paragraphs as claims with the lists below them; what is neither stays as it is."""
    claim: Claim | None = None
    for block in blocks:
        text = " ".join(str(line).strip() for line in block.lines)
        if block.form == "list" and claim is not None:
            for item in items_of(block):
                said = " ".join(line.strip() for line in item.lines)
                _below(claim, _ITEM.sub("", said, count=1), block.number)
            notes = [line for line in block.lines if isinstance(line, Note)]
            (claim.items[-1] if claim.items else claim).notes.extend(notes)
        elif block.form == "paragraph" and claim is not None and is_source(text):
            _below(claim, text, block.number)
        elif block.form == "paragraph" and not is_source(text):
            claim = Claim(text, notes=list(block.notes))
            found = _IN_BRACKETS.search(text)
            if found and _all_sources(found["inner"]):
                note = "the brackets at the end of the claim name sources"
                claim.statement = text[: found.start()].rstrip() + found["end"]
                _sources(claim, found["inner"].rstrip("\\"), [Note(note, block.number)])
            yield claim
        else:
            yield block


def is_source(text: str) -> bool:
    """Return whether a text says of itself that it is about a claim, or looks like sources."""
    text = readable(text)
    return has_prefix(text) or opening([text]).word != "" or _all_sources(text)


def _all_sources(text: str) -> bool:
    """Return whether all parts of a text look like sources."""
    parts = [part for part in readable(text).strip(" ()").split(";") if part.strip()]
    return bool(parts) and all(map(looks_like_source, parts))


def _below(claim: Claim, text: str, line: int) -> None:
    bare = without_prefix(text)
    note = Note("what stood before the source is left out", line, text)
    start = opening([bare])
    rest = "".join(start.rest)
    if start.word and start.word not in _STANCES:
        claim.items.append(Item(rest, start.word))
    else:
        _sources(claim, rest if start.word else bare, [note] if bare != text else [], start.word)


def _sources(claim: Claim, text: str, notes: list[Note], word: str = "") -> None:
    for number, source in enumerate(_split(text)):
        claim.items.append(Item(source, word, notes=[] if number else notes))


def _split(text: str) -> list[str]:
    """Split a line into its sources, until nothing is left to split."""
    done: list[str] = []
    waiting = [text]
    while waiting:
        part = waiting.pop()
        found = ["".join(map("".join, pieces)) for pieces in split_sources(pieces_of(part))]
        if found in ([part], []):
            done.append(part)
        else:
            waiting.extend(reversed(found))
    return done
