"""A text, flat or in Markdown, into a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sphinx_versus.grammar.headings import SYNONYMS, section_kind
from sphinx_versus.grammar.names import slug, versus
from sphinx_versus.grammar.shapes import Headings
from sphinx_versus.model.facts import SectionKind

from .arrange import arrange
from .draft import Block, Draft, Note, Part, RefusedError
from .evidence import read_claims
from .flat import blocks_of_text, title_among
from .markdown import blocks_of, front_matter, is_markdown
from .meaning import NO_HEADINGS, NOTHING, said
from .sides import check_sides, find_sides, has_versus


def draft_of_text(
    text: str,
    sides: Sequence[str] = (),
    title: str = "",
    headings: Headings = NO_HEADINGS,
    form: str = "",
) -> Draft:
    """Read a text. ``sides`` and ``title`` stand above what it says itself.

    ``headings`` are those of the site, as `section_kind` takes them; ``form`` is ``"text"``
    or ``"markdown"``, or is told by the text. Raises `RefusedError` where the text names no
    two sides.
    """
    if not text.strip():
        raise RefusedError("the file is empty")
    names = check_sides(sides, "SIDES") if sides else []
    front: dict[str, Any] = {}
    notes: list[Note] = []
    rows, end = text.splitlines(), 0
    if flat := not (form == "markdown" or (not form and is_markdown(text))):
        blocks = blocks_of_text(text, names, headings)
    else:
        text, end, front, notes = front_matter(text)
        blocks = blocks_of(text)
    if not any(block.form in ("heading", "table") or block.title for block in blocks):
        raise RefusedError("the text has nothing but code and rules")
    heading = _title(blocks, headings, flat=flat)
    told = [_EXPORTED.sub("", heading.title)] if heading else []
    if heading and told[0] != heading.title:
        notes.append(Note("the title was", heading.number, heading.title))
    if isinstance(front.get("title"), str):
        told.append(front["title"])
    if not names:
        names, guess = find_sides([each for each in blocks if each is not heading], told, headings)
        notes.append(guess)
        if flat:
            blocks = blocks_of_text(text, names, headings)
            heading = _title(blocks, headings, flat=flat)
    shown = " ".join((title or (told[0] if told else "") or versus(names)).split())
    notes += [
        Note("this title is not that of the draft", 1, each) for each in told if each != shown
    ]
    draft = Draft(shown, names, slug(shown), notes)
    if front:
        draft.front = rows[:end]
        draft.tags = _tags(front)
    at = blocks.index(heading) if heading else 0
    before, rest = blocks[:at], blocks[at + 1 :] if heading else blocks
    if flat:
        draft.notes += [
            Note("this stood before the title", each.number, each.title) for each in before
        ]
        before = []
    if not flat and not any(block.form in ("heading", "table", "list") for block in rest):
        raise RefusedError(_NO_PARTS)
    if flat and not any(block.form in ("heading", "table") for block in rest):
        raise RefusedError(_NO_PARTS)
    draft.parts = _with_claims(arrange([*before, *rest], names, headings), headings)
    return draft


def parts_of(markdown: str, sides: Sequence[str], headings: Headings) -> list[Part]:
    """Return the parts of a comparison that is written already."""
    return _with_claims(arrange(blocks_of(markdown), sides, headings), headings)


# What Notion puts behind the title of a page.
_EXPORTED = re.compile(r"\s(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{12,32}$")
_NO_PARTS = (
    "the text has no heading that is known here and no table; "
    'headings are lines such as "Definitions", "Side by side", "Strengths" or "Evidence"'
)


def _title(blocks: Sequence[Block], headings: Headings, *, flat: bool) -> Block | None:
    """Return the block that is the title: the first heading, if it is one of a page."""
    top = next((block for block in blocks if block.form == "heading"), None)
    if top and top.level == 1 and said(top.title, (), headings) == NOTHING:
        return top
    found = title_among(blocks)
    return found if found and (flat or has_versus(found.title)) else None


def _tags(front: dict[str, Any]) -> str:
    """Return the tags of a front matter, without what would part them again."""
    found = front.get("tags") or front.get("keywords") or []
    tags = found.split(",") if isinstance(found, str) else found
    if not isinstance(tags, list):
        return ""
    return ", ".join(
        " ".join(str(tag).replace(",", " ").split()) for tag in tags if str(tag).strip()
    )


def _with_claims(parts: Sequence[Part], headings: Headings) -> list[Part]:
    """Make claims of the paragraphs and lists below the heading of evidence."""
    found: list[Part] = []
    run: list[Block] = []
    level = 0

    def end() -> None:
        found.extend(read_claims(run))
        run.clear()

    for part in parts:
        if isinstance(part, Block) and part.form == "heading":
            end()
            if section_kind(part.title, headings) is SectionKind.EVIDENCE or _says(
                part, SectionKind.EVIDENCE
            ):
                level = part.level
            elif part.level <= level:
                level = 0
            found.append(part)
        elif level and isinstance(part, Block) and part.form in ("paragraph", "list"):
            run.append(part)
        else:
            end()
            found.append(part)
    end()
    return found


def _says(block: Block, kind: SectionKind) -> bool:
    return str(block.lines[-1]) == SYNONYMS[kind][0]
