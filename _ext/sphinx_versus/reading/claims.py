"""One claim: a paragraph, then a list of what it rests on."""

from __future__ import annotations

import itertools
import re

from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_versus.grammar.certainty import Grounds
from sphinx_versus.grammar.characters import odd_characters, skeleton
from sphinx_versus.grammar.evidence import (
    Pieces,
    begins_item,
    judgement,
    level_like,
    meant_level,
    opening,
    raw_reason,
)
from sphinx_versus.grammar.item_words import ItemWord
from sphinx_versus.grammar.lookalikes.citations import is_cited, whole_source
from sphinx_versus.grammar.names import did_you_mean, is_key, listed, no_key, short_slug, shortened
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import lazy_lines
from sphinx_versus.grammar.subjects import subjects
from sphinx_versus.grammar.was import read_was
from sphinx_versus.model.facts import Certainty, Stance
from sphinx_versus.nodes import (
    become,
    paragraph_of,
    versus_claim,
    versus_more,
    versus_reason,
    versus_statement,
    versus_subject,
)
from sphinx_versus.site.trees import (
    fill,
    is_hidden,
    line_of,
    plain_text,
    walk_blocks,
)

from .heading_tree import pieces_of, text_of_pieces
from .known_keys import KnownKeys
from .result import Notes
from .sources import SourceReader, part_of
from .tags import is_html

# What follows these is not shown.
_UNSEEN = frozenset({ItemWord.KEY, ItemWord.WAS})
# What ends a claim.
_ENDS = (".", ":", "!", "?")
A_SOURCE = '"- Author, *Title* (year)"'
# The target of a link, which Markdown takes out of the text.
_TARGET = re.compile(r"\[[^\[\]]+\]:.*")
_LEVELS = f"the levels are {listed(Certainty, 'and')}"


def _offered_level(word: str) -> str:
    near = meant_level(word)
    return f"{did_you_mean(near)} {_LEVELS.capitalize()}" if near else _LEVELS


class ClaimReader:
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
        assert statement.document is not None
        self.env: BuildEnvironment = statement.document.settings.env
        self.found = SourceReader(notes, KnownKeys(self.env))
        self.about = about
        self.about_line = line_of(statement)
        self.subjects = ""
        self.certainty: Certainty | None = None
        self.grounds = Grounds(None, (), 0)
        self.reason: versus_reason | None = None
        self.key = ""
        self.was: dict[str, int] = {}
        self.said: set[str] = set()

    def read(self) -> versus_claim:
        """Read all items and note the claim."""
        for item in self.items.children:
            assert isinstance(item, nodes.list_item)
            self._item(item)
            _let_go(item, self.found.more)
        self.items.children = []
        # The list is gone, and what leads to it is not.
        self.statement["ids"] += self.items["ids"]
        self.statement["names"] += self.items["names"]
        line = line_of(self.statement)
        self._find_swallowed(line)
        if not any(self.found.sources.values()) and not self.found.has_doubt:
            self.notes.problem(
                Kind.CLAIM_WITHOUT_SOURCES,
                line,
                f'the claim "{shortened(self.text)}" has no source; give each source '
                f"an item of its own, by citation or as in {A_SOURCE}",
            )
        key = self.key or short_slug(self.text)
        number = self.notes.again(f"claim-{key}")
        anchor = self.notes.anchor(
            f"claim-{key}",
            Kind.DUPLICATE_CLAIM,
            line,
            f'the claim "{shortened(self.text)}"',
            f'give one of the two a key of its own: "- key: {key}-{number}"',
        )
        self.notes.claims += 1
        claim = versus_claim(
            ids=[anchor],
            anchor=anchor,
            certainty=self.certainty or "",
            about=self.about,
            about_line=self.about_line,
            line=line,
        )
        if self.was:
            claim["was"] = tuple(self.was.items())
        if self.grounds.start:
            claim["start"] = self.grounds.start
        if self.grounds.steps:
            claim["steps"] = tuple((str(domain), levels) for domain, levels in self.grounds.steps)
        fill(claim, self._parts(line))
        if self.subjects:
            self.notes.subjects.append((claim, self.subjects))
        return claim

    def _parts(self, line: int) -> list[nodes.Node]:
        """Return what a claim says, why, what it rests on, and what it is about."""
        parts: list[nodes.Node] = [become(self.statement, versus_statement)]
        if self.reason is not None and self.reason.children:
            parts.append(self.reason)
        for sources in self.found.sources.values():
            parts += sources
        parts += [paragraph_of(versus_subject, name, self.statement, line) for name in self.about]
        if self.found.more:
            parts.append(versus_more("", *self.found.more))
        return parts

    def _item(self, item: nodes.list_item) -> None:
        hidden = [node for node in item.children if is_hidden(node)]
        more = [node for node in item.children if node not in hidden]
        first = more.pop(0) if more else None
        if not isinstance(first, nodes.paragraph):
            self._no_text(item, first, bool(hidden))
            self.found.more.extend(item.children)
            return
        more += hidden
        line = line_of(first)
        folded = self._find_folded(first, line)
        start = opening(pieces_of(first))
        self._below(more)
        if not isinstance(start.word, ItemWord):
            self.found.read(start.word, start.rest, more, first, folded=folded)
            return
        rest = start.rest
        if folded and start.word in _UNSEEN:
            rest = _first_line(rest, first.rawsource.count("\n"))
        understood = (
            self._has_rest(start.word, rest, line)
            and (start.word is ItemWord.WAS or self._once(start.word, line))
            and self._read(start.word, rest, first)
        )
        # What stands on a line that was not meant for it must not go unseen.
        seen = understood and rest is start.rest
        self.found.more.extend(more if seen else [first, *more])

    def _no_text(self, item: nodes.list_item, first: nodes.Node | None, hidden: bool) -> None:
        """Tell of an item that holds nothing, or text in blocks of its own."""
        if first is None and not hidden and (written := self._defined(line_of(item))):
            # Markdown takes the target of a link out of the text.
            self.found.more.append(nodes.paragraph(written, written))
            self.found.doubtful(
                Kind.UNKNOWN_WORD,
                line_of(item),
                f'"{shortened(written)}" gives the target of a link, and is no source; '
                "write the words without brackets",
            )
            return
        if first is not None and is_html(first):
            found = whole_source(first.astext().strip(), self.found.known)
            self.found.doubtful(
                Kind.MALFORMED_CITATION if found else Kind.CLAIM_WITHOUT_SOURCES,
                line_of(first),
                found.message
                if found
                else "this item is HTML, and counts for nothing; a source is a line of text",
            )
            return
        kinds = nodes.bullet_list | nodes.enumerated_list | nodes.block_quote | nodes.rubric
        if isinstance(first, kinds) or (first is None and not hidden):
            self.found.doubtful(
                Kind.CLAIM_WITHOUT_SOURCES,
                line_of(first or item),
                "this item is empty; write a source into it, or take it out"
                if first is None
                else "this item holds a list, a quotation or a heading, and counts for nothing; "
                "a source is a line of text, by citation or in free text",
            )

    def _defined(self, line: int) -> str:
        """Return the text of an item that is the target of a link, as in ``[disputes]: Doe``."""
        at = line - self.notes.first_line
        text = self.notes.lines[at] if 0 <= at < len(self.notes.lines) else ""
        found = _TARGET.search(text)
        return found[0].strip() if found else ""

    def _below(self, blocks: list[nodes.Node]) -> None:
        """Tell of words that stand below the text of an item, where they are not read."""
        for node in (node for block in blocks for node in walk_blocks(block)):
            if not isinstance(node, nodes.paragraph):
                continue
            word = opening(pieces_of(node)).word
            if isinstance(word, Stance) or (word and node.astext().lstrip()[:1].islower()):
                self.found.doubtful(
                    Kind.UNKNOWN_WORD,
                    line_of(node),
                    f'"{word}:" is not read inside of another item; give it an item of its own',
                )

    def _has_rest(self, word: ItemWord, rest: Pieces, line: int) -> bool:
        if rest:
            return True
        found = f'nothing stands behind "{word}:"; write'
        match word:
            case ItemWord.CERTAINTY:
                message = f'{found} a level and its reason, as in "certainty: low, because ..."'
                self.found.doubtful(Kind.UNKNOWN_CERTAINTY, line, f"{message}; {_LEVELS}")
            case ItemWord.ABOUT:
                message = f"{found} the name of a side or of an entity, or take the item out"
                self.found.doubtful(Kind.UNKNOWN_WORD, line, message)
            case ItemWord.KEY:
                message = no_key("", instead=short_slug(self.text) or "a-key")
                self.found.doubtful(Kind.INVALID_KEY, line, message)
            case ItemWord.WAS:
                message = f"{found} the id that the claim had, or take the item out"
                self.found.doubtful(Kind.OLD_ADDRESS, line, message)
        return False

    def _read(self, word: ItemWord, rest: Pieces, written: nodes.paragraph) -> bool:
        """Read what follows a word; tell whether it was understood."""
        match word:
            case ItemWord.CERTAINTY:
                return self._certainty(rest, written)
            case ItemWord.ABOUT:
                return self._about(rest, written)
            case ItemWord.KEY:
                return self._key(rest, written)
            case ItemWord.WAS:
                return self._was(rest, written)

    def _find_folded(self, paragraph: nodes.paragraph, line: int) -> bool:
        """Tell of lines that have become a part of an item; return whether there are any."""
        if "\n" not in paragraph.rawsource:
            return False
        at = line - self.notes.first_line
        folded = lazy_lines(self.notes.lines, at, paragraph.rawsource.count("\n") + 1)
        for lazy in folded:
            self.notes.problem(
                Kind.FOLDED_CLAIM,
                self.notes.first_line + lazy,
                f'"{shortened(self.notes.lines[lazy].strip())}" has become part of the item '
                "above it; put a blank line before it if it is a new claim, "
                "or indent it if it belongs to the item",
            )
        return bool(folded)

    def _find_swallowed(self, line: int) -> None:
        """Tell of an item that has lost its mark and become a part of the claim."""
        texts = self.statement.rawsource.split("\n")
        for at, (above, text) in enumerate(itertools.pairwise(texts), start=1):
            if begins_item(text) or (above.rstrip().endswith(_ENDS) and is_cited(text)):
                self.found.doubtful(
                    Kind.NOT_A_LIST,
                    line + at,
                    f'"{shortened(text.strip())}" has become part of the claim above it; '
                    f'begin each item with "- ", as in "- {shortened(text.strip())}"',
                )

    def _once(self, word: str, line: int) -> bool:
        if word not in self.said:
            self.said.add(word)
            return True
        self.notes.problem(
            Kind.REPEATED_ITEM,
            line,
            f'the claim says "{word}:" twice; the first one counts, so take one of the two out',
        )
        return False

    def _certainty(self, rest: Pieces, written: nodes.paragraph) -> bool:
        line = line_of(written)
        found = judgement(rest)
        if found.level is None:
            word = level_like(text_of_pieces(rest)) or found.found
            odd = odd_characters(word)
            self.notes.problem(
                Kind.UNKNOWN_CERTAINTY,
                line,
                f'"{word}" is not read as a certainty; write it in plain letters'
                + f" ({odd})" * bool(odd)
                if skeleton(word) in list(Certainty)
                else f'"{word}" is not a certainty; {_offered_level(word)}',
            )
            return False
        self.certainty, self.grounds = found.level, found.grounds
        if found.grounds.doubt:
            self.notes.problem(Kind.UNSOUND_CERTAINTY, line, found.grounds.doubt)
        self.reason = part_of(versus_reason, written, found.reason, raw_reason(written.rawsource))
        if not found.reason:
            self.notes.problem(
                Kind.CERTAINTY_WITHOUT_REASON,
                line,
                f'the certainty "{found.level}" gives no reason; '
                f'write "certainty: {found.level}, because ..."',
            )
        return True

    def _about(self, rest: Pieces, written: nodes.paragraph) -> bool:
        self.subjects = text_of_pieces(rest)
        self.about = subjects(self.subjects, self.notes.side_names).names
        self.about_line = line_of(written)
        return bool(self.about) or self._has_rest(ItemWord.ABOUT, [], self.about_line)

    def _key(self, rest: Pieces, written: nodes.paragraph) -> bool:
        key = text_of_pieces(rest)
        if is_key(key):
            self.key = key
            return True
        self.notes.problem(Kind.INVALID_KEY, line_of(written), no_key(key))
        return False

    def _was(self, rest: Pieces, written: nodes.paragraph) -> bool:
        line = line_of(written)
        suffixes = self.env.config.source_suffix
        found, problems = read_was(text_of_pieces(rest), line, self.env.docname, suffixes, self.was)
        self.notes.problems += problems
        self.was |= dict.fromkeys(found, line)
        return bool(found)


def _first_line(pieces: Pieces, breaks: int) -> Pieces:
    """Return what stands before the first of so many breaks of lines."""
    first: Pieces = []
    if sum(piece.count("\n") for piece in pieces if isinstance(piece, str)) < breaks:
        # The word stands on the first line alone.
        return first
    for piece in pieces:
        text, end, _ = piece.partition("\n") if isinstance(piece, str) else (piece, "", "")
        first += [text] if text else []
        if end:
            break
    return first


def _let_go(item: nodes.list_item, kept: list[nodes.Node]) -> None:
    """Part an item from what it held, and its first paragraph too if that has been read.

    They refer to each other, so that otherwise nothing but the garbage
    collector could find them, which costs more than all reading.
    """
    first = item.children[0] if item.children else None
    if isinstance(first, nodes.paragraph) and not any(first is node for node in kept):
        first.children = []
    item.children = []
