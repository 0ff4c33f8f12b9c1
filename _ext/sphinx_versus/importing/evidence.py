"""Claims in flat text: a statement, and below it what it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_versus.grammar.evidence import judgement, opening, split_sources
from sphinx_versus.grammar.meant import Doubt, flat, meant, quoted
from sphinx_versus.grammar.names import is_key, normalise
from sphinx_versus.model.facts import Stance

from .draft import Block, Claim, Item, Note, Remark
from .lines import Line, continues, unnumbered
from .markdown import pieces_of
from .sources import has_prefix, looks_like_source, without_prefix

_IN_BRACKETS = re.compile(
    r"[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]](?P<end>[.!]?)$"
)
_STANCES = frozenset(stance.value for stance in Stance)


def read_claims(lines: Sequence[Line], sides: Sequence[str]) -> list[Block]:
    """Read the lines of a section of evidence, blank ones among them."""
    reader = _Claims(sides)
    for group in _groups(lines):
        reader.group(group)
    return reader.blocks


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


class _Claims:
    """The claims that have been read so far."""

    def __init__(self, sides: Sequence[str]) -> None:
        self.sides = sides
        self.blocks: list[Block] = []
        self.claim: Claim | None = None
        self.head: Line | None = None
        self.before: Line | None = None

    def group(self, group: list[Line]) -> None:
        """Read lines with no blank one between them."""
        plain = [line for line in group if not line.item]
        sources = [line for line in group if self._is_source(unnumbered(line))]
        for place, line in enumerate(group):
            if self._is_below(line, place, unclear=len(plain) > 1 and not sources):
                self._below(line, told=self._is_source(unnumbered(line)) or line.item)
            elif self._goes_on(line):
                assert self.claim is not None
                self.claim.statement += f" {line.text}"
            else:
                self._begin(line)
            self.before = line

    def _is_source(self, text: str) -> bool:
        return has_prefix(text) or opening([text]).word != "" or _all_sources(text)

    def _is_below(self, line: Line, place: int, *, unclear: bool) -> bool:
        """Return whether a line belongs to the claim above it."""
        if self.claim is None or self.head is None:
            return False
        if self._is_source(unnumbered(line)):
            return True
        if line.item and self.head.item:
            return line.indent > self.head.indent
        if line.item:
            return True
        # Nothing here looks like a source: what stands right below a claim may be one.
        return unclear and place > 0 and not self._goes_on(line)

    def _goes_on(self, line: Line) -> bool:
        if self.claim is None or self.before is None or self.claim.items:
            return False
        return self.before.number >= (self.head.number if self.head else 0) and continues(
            self.before, line
        )

    def _begin(self, line: Line) -> None:
        if self._is_source(unnumbered(line)):
            note = Note("a source that follows no claim", line.number, line.raw)
            self.blocks.append(Remark(note))
            return
        self.claim, self.head = Claim(line.text), line
        self.blocks.append(self.claim)
        found = _IN_BRACKETS.search(line.text)
        if found and _all_sources(found["inner"]):
            self.claim.statement = line.text[: found.start()].rstrip() + found["end"]
            self._sources(
                found["inner"],
                [Note("the brackets at the end of the claim name sources", line.number)],
            )

    def _below(self, line: Line, *, told: bool) -> None:
        assert self.claim is not None
        notes = [] if told else [Note("a source, because it stands below a claim", line.number)]
        text = without_prefix(unnumbered(line))
        if text != line.text:
            notes.append(Note("what stood before the source is left out", line.number, line.raw))
        start = opening([text])
        rest = "".join(start.rest)
        if start.word in _STANCES and rest:
            self._sources(rest, notes, start.word)
        elif start.word:
            self._word(start.word, rest, line)
        else:
            self._doubtful(text, notes, line)

    def _doubtful(self, text: str, notes: list[Note], line: Line) -> None:
        """Read a source, unless it most likely says something else than that it supports."""
        doubt = _doubt(text)
        begins = doubt is not None and text.startswith(doubt.words)
        rest = text.removeprefix(doubt.words).lstrip() if doubt and begins else text
        if doubt is None or doubt.offered in ("", "supports") or (begins and rest[:1].isalnum()):
            # In flat text, a word with no sign behind it can be one of a sentence.
            self._sources(text, notes)
        elif doubt.offered in _STANCES and begins and rest.startswith(":"):
            note = Note(f'"{doubt.words}" means "{doubt.offered}:"', line.number, line.raw)
            self._sources(rest.lstrip(" :") or text, [*notes, note], doubt.offered)
        else:
            self._aside(line)

    def _word(self, word: str, rest: str, line: Line) -> None:
        """Read an item that is about the claim itself, if the grammar takes it as it is."""
        assert self.claim is not None
        judged = judgement([rest])
        if any(item.word == word for item in self.claim.items):
            fits = False
        elif word == "certainty":
            fits = judged.level is not None and bool("".join(judged.reason).strip())
        elif word == "about":
            known = {normalise(side) for side in self.sides}
            names = [normalise(name) for name in rest.replace(";", ",").split(",") if name.strip()]
            fits = bool(names) and set(names) <= known
        else:
            fits = word == "key" and is_key(rest) and rest.isascii()
        if fits:
            self.claim.items.append(Item(rest, word))
        else:
            self._aside(line)

    def _aside(self, line: Line) -> None:
        """Keep what looks like grammar and is none as a comment."""
        note = Note(
            "something about the claim above, but not in words that are known here",
            line.number,
            line.raw,
        )
        assert self.claim is not None
        if self.claim.items:
            self.claim.items[-1].notes.append(note)
        else:
            self.claim.notes.append(note)

    def _sources(self, text: str, notes: list[Note], word: str = "") -> None:
        assert self.claim is not None
        for number, source in enumerate(_split(text)):
            self.claim.items.append(
                Item(source, word or _protected(source), notes=[] if number else notes)
            )


def _all_sources(text: str) -> bool:
    """Return whether all parts of a text look like sources."""
    parts = [part for part in text.strip(" ()").split(";") if part.strip()]
    return bool(parts) and all(map(looks_like_source, parts))


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


def _protected(source: str) -> str:
    """Return a word to put before a source that begins like a word of the grammar."""
    return "supports" if opening([source]).word or _doubt(source) else ""


def _doubt(text: str) -> Doubt | None:
    """Return what in a text is meant as a word and is none, once its addresses are links."""
    return meant(flat(pieces_of(text), lambda address: quoted(address[0])))
