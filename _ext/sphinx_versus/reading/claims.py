"""Claims: a paragraph, then a list of what it rests on."""

from __future__ import annotations

import itertools
import re
from typing import Any, Literal, TypeVar

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
    raw_sources,
    split_sources,
)
from sphinx_versus.grammar.item_text import BEGIN, END, flat, says_nothing
from sphinx_versus.grammar.item_words import ItemWord, Word
from sphinx_versus.grammar.lookalikes.citations import is_cited, malformed, whole_source
from sphinx_versus.grammar.meant import Place, torn
from sphinx_versus.grammar.names import did_you_mean, is_key, listed, no_key, short_slug
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import lazy_lines
from sphinx_versus.grammar.subjects import Named, Rows, subjects
from sphinx_versus.grammar.was import read_was
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
from sphinx_versus.site.trees import (
    add,
    fill,
    is_hidden,
    line_of,
    place_with,
    plain_text,
    walk_blocks,
)

from .doubts import doubt_about, shown
from .heading_tree import cited_keys, from_pieces, pieces_of, text_of_pieces
from .known_keys import KnownKeys
from .result import IndexEntry, Notes
from .tags import is_html

# What ends a claim.
_ENDS = (".", ":", "!", "?")
_A_SOURCE = '"- Author, *Title* (year)"'
# A key in code, in bold or in quotes is one as well.
_TARGET = re.compile(r"\[[^\[\]]+\]:.*")
_AROUND_KEY = f"{BEGIN}{END}\"' "
_LEVELS = f"the levels are {listed(Certainty, 'and')}"
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
                f'"{_shortened(plain_text(node))}" is followed by no sources; a claim is '
                f"a paragraph, then a list with a source in each item, {_A_SOURCE}",
            )
        elif _is_list(node):
            goes_on = at and isinstance(blocks[-1], versus_claims)
            notes.problem(
                Kind.MISPLACED_TEXT,
                line_of(node),
                "another sign begins another list, which belongs to no claim; "
                "begin all items of a claim with the same one"
                if goes_on
                else "this list follows no claim; write the claim above it, as a paragraph, "
                "if these are its sources",
            )
        blocks.append(node)
        at += 1
    return blocks


def read_subjects(notes: Notes) -> None:
    """Find the rows among what claims are about: tables may stand below the claims."""
    rows = Rows(Named(*row) for row in notes.rows)
    names = {row.anchor: row.text for row in notes.rows}
    for claim, text in notes.subjects:
        found = subjects(text, notes.side_names, rows)
        for name, anchors in found.doubtful:
            offered = listed([f"#{anchor}" for anchor in anchors], "or")
            notes.problem(
                Kind.AMBIGUOUS_NAME,
                claim["about_line"],
                f'"{name}" is what {len(anchors)} rows are called; write {offered} in its place',
            )
        if not (found.rows or found.doubtful):
            continue
        claim["about"] = found.names
        claim["rows"] = found.rows
        places = (at for at, part in enumerate(claim) if isinstance(part, versus_subject))
        at = next(places, len(claim))
        parts = [part for part in claim if not isinstance(part, versus_subject)]
        like = claim[0]
        said = [*found.names, *(names[anchor] for anchor in found.rows)]
        parts[at:at] = [paragraph_of(versus_subject, name, like, claim["line"]) for name in said]
        fill(claim, parts)


def _offered_level(word: str) -> str:
    near = meant_level(word)
    return f"{did_you_mean(near)} {_LEVELS.capitalize()}" if near else _LEVELS


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
        assert statement.document is not None
        self.env: BuildEnvironment = statement.document.settings.env
        self.known = KnownKeys(self.env)
        self.about = about
        self.about_line = line_of(statement)
        self.subjects = ""
        self.certainty: Certainty | None = None
        self.grounds = Grounds(None, (), 0)
        self.reason: versus_reason | None = None
        self.key = ""
        self.was: dict[str, int] = {}
        self.said: set[str] = set()
        # Whether an item that may have been a source is told of, and counts for nothing.
        self.has_doubt = False
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
        self._find_swallowed(line)
        if not any(self.sources.values()) and not self.has_doubt:
            self.notes.problem(
                Kind.CLAIM_WITHOUT_SOURCES,
                line,
                f'the claim "{_shortened(self.text)}" has no source; give each source '
                f"an item of its own, by citation or as in {_A_SOURCE}",
            )
        key = self.key or short_slug(self.text)
        number = self.notes.again(f"claim-{key}")
        anchor = self.notes.anchor(
            f"claim-{key}",
            Kind.DUPLICATE_CLAIM,
            line,
            f'the claim "{_shortened(self.text)}"',
            f'give one of the two a key of its own: "- key: {key}-{number}"',
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
        for sources in self.sources.values():
            parts += sources
        parts += [paragraph_of(versus_subject, name, self.statement, line) for name in self.about]
        if self.more:
            parts.append(versus_more("", *self.more))
        return parts

    def _item(self, item: nodes.list_item) -> None:
        hidden = [node for node in item.children if is_hidden(node)]
        more = [node for node in item.children if node not in hidden]
        first = more.pop(0) if more else None
        if not isinstance(first, nodes.paragraph):
            self._no_text(item, first, bool(hidden))
            self.more.extend(item.children)
            return
        more += hidden
        line = line_of(first)
        folded = self._find_folded(first, line)
        start = opening(pieces_of(first))
        self._below(more)
        if not isinstance(start.word, ItemWord):
            self._sources(start.word, start.rest, more, first, folded=folded)
            return
        understood = (
            self._has_rest(start.word, start.rest, line)
            and (start.word is ItemWord.WAS or self._once(start.word, line))
            and self._read(start.word, start.rest, first)
        )
        self.more.extend(more if understood else [first, *more])

    def _no_text(self, item: nodes.list_item, first: nodes.Node | None, hidden: bool) -> None:
        """Tell of an item that holds nothing, or text in blocks of its own."""
        if first is None and not hidden and (written := self._defined(line_of(item))):
            # Markdown takes the target of a link out of the text.
            self.more.append(nodes.paragraph(written, written))
            self._doubtful(
                Kind.UNKNOWN_WORD,
                line_of(item),
                f'"{_shortened(written)}" gives the target of a link, and is no source; '
                "write the words without brackets",
            )
            return
        if first is not None and is_html(first):
            found = whole_source(first.astext().strip(), self.known)
            self._doubtful(
                Kind.MALFORMED_CITATION if found else Kind.CLAIM_WITHOUT_SOURCES,
                line_of(first),
                found.message
                if found
                else "this item is HTML, and counts for nothing; a source is a line of text",
            )
            return
        kinds = nodes.bullet_list | nodes.enumerated_list | nodes.block_quote | nodes.rubric
        if isinstance(first, kinds) or (first is None and not hidden):
            self._doubtful(
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
                self._doubtful(
                    Kind.UNKNOWN_WORD,
                    line_of(node),
                    f'"{word}:" is not read inside of another item; give it an item of its own',
                )

    def _has_rest(self, word: Word, rest: Pieces, line: int) -> bool:
        if rest:
            return True
        found = f'nothing stands behind "{word}:"; write'
        match word:
            case Stance():
                message = f"{found} the source there, or take the item out"
                self._doubtful(Kind.CLAIM_WITHOUT_SOURCES, line, message)
            case ItemWord.CERTAINTY:
                message = f'{found} a level and its reason, as in "certainty: low, because ..."'
                self._doubtful(Kind.UNKNOWN_CERTAINTY, line, f"{message}; {_LEVELS}")
            case ItemWord.ABOUT:
                message = f"{found} the name of a side or of an entity, or take the item out"
                self._doubtful(Kind.UNKNOWN_WORD, line, message)
            case ItemWord.KEY:
                message = no_key("", instead=short_slug(self.text) or "a-key")
                self._doubtful(Kind.INVALID_KEY, line, message)
            case ItemWord.WAS:
                message = f"{found} the id that the claim had, or take the item out"
                self._doubtful(Kind.OLD_ADDRESS, line, message)
        return False

    def _doubtful(self, kind: Kind, line: int, message: str) -> None:
        """Tell of what could have been a source and counts for nothing."""
        self.has_doubt = True
        self.notes.problem(kind, line, message)

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
                f'"{_shortened(self.notes.lines[lazy].strip())}" has become part of the item '
                "above it; put a blank line before it if it is a new claim, "
                "or indent it if it belongs to the item",
            )
        return bool(folded)

    def _find_swallowed(self, line: int) -> None:
        """Tell of an item that has lost its mark and become a part of the claim."""
        texts = self.statement.rawsource.split("\n")
        for at, (above, text) in enumerate(itertools.pairwise(texts), start=1):
            if begins_item(text) or (above.rstrip().endswith(_ENDS) and is_cited(text)):
                self._doubtful(
                    Kind.NOT_A_LIST,
                    line + at,
                    f'"{_shortened(text.strip())}" has become part of the claim above it; '
                    f'begin each item with "- ", as in "- {_shortened(text.strip())}"',
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

    def _sources(
        self,
        word: Stance | Literal[""],
        rest: Pieces,
        more: list[nodes.Node],
        written: nodes.paragraph,
        *,
        folded: bool,
    ) -> None:
        if not word and (doubt := torn(flat(rest, shown))):
            self._doubtful(Kind.UNKNOWN_WORD, line_of(written), doubt.message)
            self.more.extend([written, *more])
            return
        found = split_sources(rest)
        if word and not found:
            self._has_rest(word, [], line_of(written))
        raw = raw_sources(written.rawsource)
        if len(raw) != len(found):
            # Where markup and text split differently, no translation can be found.
            raw = [""] * len(found)
        counted = self._counted(word, found, _lines_of(raw, written), folded=folded)
        if not any(counted) or self._is_malformed(rest, written):
            self.more.extend([written, *more])
            return
        stance = word or Stance.SUPPORTS
        for pieces, text, counts in zip(found, raw, counted, strict=True):
            if not counts:
                self.more.append(_part(nodes.paragraph, written, pieces, text))
                continue
            markup = (piece for piece in pieces if not isinstance(piece, str))
            source = _part(
                versus_source,
                written,
                pieces,
                text,
                stance=stance,
                keys=tuple(key for piece in markup for key in cited_keys(piece)),
                line=line_of(written),
            )
            self.sources[stance].append(source)
        self.sources[stance].extend(more)

    def _counted(
        self, word: Stance | Literal[""], found: list[Pieces], lines: list[int], *, folded: bool
    ) -> list[bool]:
        """Return which sources of an item are some, and tell of the others."""
        counted: list[bool] = []
        for number, (pieces, line) in enumerate(zip(found, lines, strict=True)):
            doubt = doubt_about(pieces, word, number)
            if doubt is None:
                counted.append(not self._is_nothing(pieces, line, said=bool(word)))
                continue
            if folded and doubt.line:
                # The line that has become a part of the item is told of already.
                self.has_doubt = True
            else:
                self._doubtful(Kind.UNKNOWN_WORD, line + doubt.line, doubt.message)
            counted.append(False)
            if doubt.place is not Place.BEHIND:
                # It was to say something of all that follows.
                break
        return counted + [False] * (len(found) - len(counted))

    def _is_nothing(self, pieces: Pieces, line: int, *, said: bool) -> bool:
        """Tell of a citation in another form, and of signs that are not ``said`` to be a source."""
        text = flat(pieces, shown)
        citation = whole_source(text.strip(_AROUND_KEY), self.known)
        if citation is not None:
            # What the key alone tells has been told with all that stands in texts.
            if not citation.key or citation.key not in self.known:
                self._doubtful(Kind.MALFORMED_CITATION, line, citation.message)
            return True
        if not said and says_nothing(text):
            found = f'"{text}" is no source' if text else "what stands here is no source by itself"
            self._doubtful(Kind.CLAIM_WITHOUT_SOURCES, line, f"{found}; write one in its place")
            return True
        return False

    def _is_malformed(self, pieces: Pieces, written: nodes.paragraph) -> bool:
        """Return whether an item holds what was meant as a citation, which is told of already."""
        found = any(isinstance(piece, nodes.problematic) for piece in pieces) or any(
            malformed(written.rawsource, self.known)
        )
        self.has_doubt |= found
        return found


def _lines_of(raw: list[str], written: nodes.paragraph) -> list[int]:
    """Return the lines that sources of an item begin at, by their raw text."""
    lines, at = [], 0
    for text in raw:
        at = max(at, written.rawsource.find(text, at))
        lines.append(line_of(written) + written.rawsource.count("\n", 0, at))
    return lines


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
