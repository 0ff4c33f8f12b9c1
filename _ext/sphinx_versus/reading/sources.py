"""What a claim rests on: the sources of an item, and what was meant as one and is none."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from docutils import nodes

from sphinx_versus.grammar.evidence import (
    Pieces,
    raw_sources,
    split_sources,
)
from sphinx_versus.grammar.item_text import BEGIN, END, flat, says_nothing
from sphinx_versus.grammar.lookalikes.citations import malformed, whole_source
from sphinx_versus.grammar.meant import Place, torn
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import Stance
from sphinx_versus.nodes import (
    versus_source,
)
from sphinx_versus.site.trees import (
    fill,
    line_of,
    place_with,
)

from .doubts import doubt_about, shown
from .heading_tree import cited_keys, from_pieces
from .known_keys import KnownKeys
from .result import Notes

# A key in code, in bold or in quotes is one as well.
_AROUND_KEY = f"{BEGIN}{END}\"' "
_Paragraph = TypeVar("_Paragraph", bound=nodes.paragraph)


class SourceReader:
    """Reads the items of a claim that give sources.

    ``sources`` has them by stance, each followed by what else stands with it, ``more`` is what
    is shown and counts for nothing, ``has_doubt`` tells whether an item that may have been a
    source is told of.
    """

    def __init__(self, notes: Notes, known: KnownKeys) -> None:
        self.notes = notes
        self.known = known
        self.has_doubt = False
        self.sources: dict[Stance, list[nodes.Node]] = {stance: [] for stance in Stance}
        self.more: list[nodes.Node] = []

    def doubtful(self, kind: Kind, line: int, message: str) -> None:
        """Tell of what could have been a source and counts for nothing."""
        self.has_doubt = True
        self.notes.problem(kind, line, message)

    def read(
        self,
        word: Stance | Literal[""],
        rest: Pieces,
        more: list[nodes.Node],
        written: nodes.paragraph,
        *,
        folded: bool,
    ) -> None:
        """Read one item: ``word`` is its stance, if it gives one, ``rest`` what follows it.

        ``more`` stands below its text, ``written`` is the paragraph, and ``folded`` says
        whether lines have become a part of it, which is told already.
        """
        if not word and (doubt := torn(flat(rest, shown))):
            self.doubtful(Kind.UNKNOWN_WORD, line_of(written), doubt.message)
            self.more.extend([written, *more])
            return
        found = split_sources(rest)
        if word and not found:
            message = (
                f'nothing stands behind "{word}:"; write the source there, or take the item out'
            )
            self.doubtful(Kind.CLAIM_WITHOUT_SOURCES, line_of(written), message)
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
                self.more.append(part_of(nodes.paragraph, written, pieces, text))
                continue
            markup = (piece for piece in pieces if not isinstance(piece, str))
            source = part_of(
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
                self.doubtful(Kind.UNKNOWN_WORD, line + doubt.line, doubt.message)
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
                self.doubtful(Kind.MALFORMED_CITATION, line, citation.message)
            return True
        if not said and says_nothing(text):
            found = f'"{text}" is no source' if text else "what stands here is no source by itself"
            remedy = "write one in its place"
            if len(pieces) == 1 and isinstance(pieces[0], nodes.footnote_reference):
                name = pieces[0].get("refname", "")
                found = f'"[^{name}]" is the mark of a footnote, and no source by itself'
                remedy = f"write {{cite:t}}`{name}`" if name in self.known else remedy
            self.doubtful(Kind.CLAIM_WITHOUT_SOURCES, line, f"{found}; {remedy}")
            return True
        return False

    def _is_malformed(self, pieces: Pieces, written: nodes.paragraph) -> bool:
        """Return whether an item holds what was meant as a citation, which is told of already."""
        found = any(isinstance(piece, nodes.problematic) for piece in pieces) or any(
            malformed(written.rawsource, self.known)
        )
        self.has_doubt |= found
        return found


def part_of(
    kind: type[_Paragraph], written: nodes.paragraph, pieces: Pieces, raw: str, **facts: Any
) -> _Paragraph:
    """Make a paragraph of a part of one, translatable by its own raw text."""
    part = kind(raw, **facts)
    place_with(part, written)
    fill(part, from_pieces(pieces))
    part.line = written.line
    part.source = written.source if raw else None
    return part


def _lines_of(raw: list[str], written: nodes.paragraph) -> list[int]:
    """Return the lines that sources of an item begin at, by their raw text."""
    lines, at = [], 0
    for text in raw:
        at = max(at, written.rawsource.find(text, at))
        lines.append(line_of(written) + written.rawsource.count("\n", 0, at))
    return lines
