"""Claims: a paragraph, then a list of what it rests on."""

from __future__ import annotations

from typing import Any, TypeVar

from docutils import nodes

from sphinx_versus.grammar.evidence import (
    WORDS,
    ItemWord,
    Pieces,
    judgement,
    opening,
    raw_reason,
    raw_sources,
    split_sources,
)
from sphinx_versus.grammar.names import is_key, listed, match, no_key, short_slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import lazy_lines
from sphinx_versus.model.facts import Certainty, Stance
from sphinx_versus.nodes import (
    become,
    paragraph_of,
    versus_claim,
    versus_claims,
    versus_more,
    versus_reason,
    versus_source,
    versus_statement,
    versus_subject,
)
from sphinx_versus.site.trees import add, fill, is_hidden, line_of, place_with, plain_text

from .heading_tree import cited_keys, from_pieces, pieces_of, text_of_pieces
from .result import IndexEntry, Notes

_Paragraph = TypeVar("_Paragraph", bound=nodes.paragraph)


def read_claims(
    body: list[nodes.Node], notes: Notes, about: tuple[str, ...] = ()
) -> list[nodes.Node]:
    """Read paragraphs followed by lists as claims; the rest stays as it is.

    ``about`` is what claims are about that do not say so themselves.
    """
    blocks: list[nodes.Node] = []
    claims: versus_claims | None = None
    at = 0
    while at < len(body):
        node = body[at]
        behind = at + 1
        while behind < len(body) and is_hidden(body[behind]):
            behind += 1
        following = body[behind] if behind < len(body) else None
        if isinstance(node, nodes.paragraph) and _is_list(following):
            assert isinstance(following, nodes.Element)
            blocks += body[at + 1 : behind]
            claim = _Claim(node, following, notes, about).read()
            if claims is None or blocks[-1] is not claims:
                claims = versus_claims(bullet="-", comparison=notes.comparison)
                blocks.append(claims)
            add(claims, [claim])
            at = behind + 1
            continue
        if isinstance(node, nodes.paragraph):
            notes.problem(
                Kind.CLAIM_WITHOUT_SOURCES,
                line_of(node),
                f'"{_shortened(plain_text(node))}" is followed by no sources; '
                "a claim is a paragraph, then a list with a source in each item",
            )
        elif _is_list(node):
            notes.problem(
                Kind.MISPLACED_TEXT,
                line_of(node),
                "this list follows no claim; a claim is a paragraph, then the list of its sources",
            )
        blocks.append(node)
        at += 1
    return blocks


def _is_list(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)


class _Claim:
    """One claim while it is being read."""

    def __init__(
        self,
        statement: nodes.paragraph,
        items: nodes.Element,
        notes: Notes,
        about: tuple[str, ...],
    ) -> None:
        self.statement = statement
        self.items = items
        self.notes = notes
        self.text = plain_text(statement)
        self.about = about
        self.about_line = line_of(statement)
        self.certainty: Certainty | None = None
        self.reason: versus_reason | None = None
        self.key = ""
        self.said: set[str] = set()
        # By stance: sources, each followed by what else stands with it.
        self.sources: dict[Stance, list[nodes.Node]] = {stance: [] for stance in Stance}
        self.more: list[nodes.Node] = []

    def read(self) -> versus_claim:
        """Read all items and note the claim."""
        for item in self.items.children:
            assert isinstance(item, nodes.list_item)
            self._item(item)
            _let_go(item, self.more)
        self.items.children = []
        # The list is gone, and what leads to it is not.
        self.statement["ids"] += self.items["ids"]
        self.statement["names"] += self.items["names"]
        line = line_of(self.statement)
        if not any(self.sources.values()):
            self.notes.problem(
                Kind.CLAIM_WITHOUT_SOURCES,
                line,
                f'the claim "{_shortened(self.text)}" has no source; give each source '
                "an item of its own, by citation or in free text",
            )
        anchor = self.notes.anchor(
            f"claim-{self.key or short_slug(self.text)}",
            Kind.DUPLICATE_CLAIM,
            line,
            f'the claim "{_shortened(self.text)}"',
            'give one of the two a key of its own: an item "key: a-key"',
        )
        self.notes.claims.append(IndexEntry(self.text, anchor))
        claim = versus_claim(
            ids=[anchor],
            anchor=anchor,
            certainty=self.certainty or "",
            about=self.about,
            about_line=self.about_line,
            line=line,
        )
        fill(claim, self._parts(line))
        return claim

    def _parts(self, line: int) -> list[nodes.Node]:
        """Return what a claim says, why, what it rests on, and what it is about."""
        parts: list[nodes.Node] = [become(self.statement, versus_statement)]
        if self.reason is not None and self.reason.children:
            parts.append(self.reason)
        for sources in self.sources.values():
            parts += sources
        parts += [paragraph_of(versus_subject, name, self.statement, line) for name in self.about]
        if self.more:
            parts.append(versus_more("", *self.more))
        return parts

    def _item(self, item: nodes.list_item) -> None:
        first = item[0] if len(item) else None
        if not isinstance(first, nodes.paragraph):
            self.more.extend(item.children)
            return
        line = line_of(first)
        self._find_folded(first, line)
        start = opening(pieces_of(first))
        more = list(item.children[1:])
        if start.offered:
            known = start.found.casefold() == start.offered
            self.notes.problem(
                Kind.UNKNOWN_WORD,
                line,
                f'"{start.found}" is counted only with a colon, as "{start.offered}:"'
                if known
                else f'"{start.found}" is not a word that an item can begin with; '
                f'did you mean "{start.offered}:"? The words are {listed(WORDS)}',
            )
            self.more.extend([first, *more])
        elif isinstance(start.word, ItemWord):
            understood = self._once(start.word, line) and self._read(start.word, start.rest, first)
            self.more.extend(more if understood else [first, *more])
        else:
            self._sources(start.word or Stance.SUPPORTS, start.rest, more, first)

    def _read(self, word: ItemWord, rest: Pieces, written: nodes.paragraph) -> bool:
        """Read what follows a word; tell whether it was understood."""
        match word:
            case ItemWord.CERTAINTY:
                return self._certainty(rest, written)
            case ItemWord.ABOUT:
                return self._about(rest, written)
            case ItemWord.KEY:
                return self._key(rest, written)

    def _find_folded(self, paragraph: nodes.paragraph, line: int) -> None:
        if "\n" not in paragraph.rawsource:
            return
        at = line - self.notes.first_line
        for lazy in lazy_lines(self.notes.lines, at, paragraph.rawsource.count("\n") + 1):
            self.notes.problem(
                Kind.FOLDED_CLAIM,
                self.notes.first_line + lazy,
                f'"{_shortened(self.notes.lines[lazy].strip())}" has become part of the item '
                "above it; put a blank line before it if it is a new claim, "
                "or indent it if it belongs to the item",
            )

    def _once(self, word: str, line: int) -> bool:
        if word not in self.said:
            self.said.add(word)
            return True
        self.notes.problem(
            Kind.REPEATED_ITEM, line, f'the claim says "{word}:" twice; the first one counts'
        )
        return False

    def _certainty(self, rest: Pieces, written: nodes.paragraph) -> bool:
        line = line_of(written)
        found = judgement(rest)
        if found.level is None:
            self.notes.problem(
                Kind.UNKNOWN_CERTAINTY,
                line,
                f'"{found.found}" is not a certainty; the levels are {listed(Certainty)}',
            )
            return False
        self.certainty = found.level
        self.reason = _part(versus_reason, written, found.reason, raw_reason(written.rawsource))
        if not found.reason:
            self.notes.problem(
                Kind.CERTAINTY_WITHOUT_REASON,
                line,
                f'the certainty "{found.level}" gives no reason; '
                f'write "certainty: {found.level}, because ..."',
            )
        return True

    def _about(self, rest: Pieces, written: nodes.paragraph) -> bool:
        names = text_of_pieces(rest).replace(";", ",").split(",")
        self.about = tuple(self._entity(name.strip()) for name in names if name.strip())
        self.about_line = line_of(written)
        return True

    def _entity(self, name: str) -> str:
        hit = match(name, self.notes.side_names)
        return self.notes.side_names[hit.index] if hit and hit.exact else name

    def _key(self, rest: Pieces, written: nodes.paragraph) -> bool:
        key = text_of_pieces(rest)
        if is_key(key):
            self.key = key
            return True
        self.notes.problem(Kind.INVALID_KEY, line_of(written), no_key(key))
        return False

    def _sources(
        self, stance: Stance, rest: Pieces, more: list[nodes.Node], written: nodes.paragraph
    ) -> None:
        if any(isinstance(piece, nodes.problematic) for piece in rest):
            # What was meant as a citation and is none has been reported, and counts for nothing.
            self.more.extend([written, *more])
            return
        found = split_sources(rest)
        raw = raw_sources(written.rawsource)
        for number, pieces in enumerate(found):
            markup = (piece for piece in pieces if not isinstance(piece, str))
            # Where markup and text split differently, no translation can be found.
            source = _part(
                versus_source,
                written,
                pieces,
                raw[number] if len(raw) == len(found) else "",
                stance=stance,
                keys=tuple(key for piece in markup for key in cited_keys(piece)),
                line=line_of(written),
            )
            self.sources[stance].append(source)
        (self.sources[stance] if found else self.more).extend(more)


def _let_go(item: nodes.list_item, kept: list[nodes.Node]) -> None:
    """Part an item from what it held, and its first paragraph too if that has been read.

    They refer to each other, so that otherwise nothing but the garbage
    collector could find them, which costs more than all reading.
    """
    first = item.children[0] if item.children else None
    if isinstance(first, nodes.paragraph) and not any(first is node for node in kept):
        first.children = []
    item.children = []


def _part(
    kind: type[_Paragraph], written: nodes.paragraph, pieces: Pieces, raw: str, **facts: Any
) -> _Paragraph:
    """Make a paragraph of a part of one, translatable by its own raw text."""
    part = kind(raw, **facts)
    place_with(part, written)
    fill(part, from_pieces(pieces))
    part.line = written.line
    part.source = written.source if raw else None
    return part


def _shortened(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
