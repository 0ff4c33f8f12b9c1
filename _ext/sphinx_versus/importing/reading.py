"""A text, flat or in Markdown, into a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sphinx_versus.grammar.names import slug, versus
from sphinx_versus.grammar.shapes import Headings

from .bibliography import Sources
from .draft import Block, Draft, Note, RefusedError
from .flat import blocks_of_text, title_among
from .markdown import blocks_of, front_matter, is_markdown
from .meanings import NO_HEADINGS, NOTHING, said
from .sides import check_sides, find_sides, has_versus
from .sources import with_claims
from .wording import reworded


def draft_of_text(
    text: str,
    sides: Sequence[str] = (),
    title: str = "",
    headings: Headings = NO_HEADINGS,
    form: str = "",
    sources: Sources | None = None,
) -> Draft:
    """Read a text; what is given stands above what it says itself.

    ``headings`` are those of the site, and ``form`` is ``"text"`` or ``"markdown"``.
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
    if heading and flat:
        at = blocks.index(heading)
        for each in blocks[:at]:
            told_before = " ".join(map(str, each.lines))
            draft.notes.append(Note("this stood before the title", each.number, told_before))
        blocks = blocks[at:]
    rest = [block for block in blocks if block is not heading]
    forms = ("heading", "table") if flat else ("heading", "table", "list")
    if not any(block.form in forms for block in rest):
        raise RefusedError(_NO_PARTS)
    cite = (sources or Sources()).cite
    draft.blocks = with_claims(reworded(rest, names, headings), headings, cite)
    return draft


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
    found = front.get("tags") or front.get("keywords")
    tags = str(found or "").split(",") if not isinstance(found, list) else found
    plain = [" ".join(str(tag).replace(",", " ").split()) for tag in tags]
    return ", ".join(filter(None, plain))
