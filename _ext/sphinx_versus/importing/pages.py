"""The comparisons that are there already: what other pages can be linked to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from sphinx_versus.grammar.names import normalise, slug, split_sides, title_of, versus

from .draft import Card, Cards, Draft, Note

_TITLE = re.compile(r"^# +(.+?)[ #]*$", re.MULTILINE)
_BLOCK = re.compile(r"^(?::{3,}|`{3,})\{comparison\}[ \t]+(.+)$", re.MULTILINE)
_KEY = re.compile(r"^:key:[ \t]*(\S+)", re.MULTILINE)


@dataclass(slots=True)
class Pages:
    """File names by the names of the comparisons in them, and the keys in use."""

    by_name: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)


def holds_comparison(text: str) -> bool:
    """Return whether a text has a comparison in it already."""
    return bool(_BLOCK.search(text))


def pages_in(folder: Path) -> Pages:
    """Look through the Markdown files of a folder."""
    pages = Pages()
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        found = _BLOCK.search(text)
        if not found:
            continue
        argument = found[1].strip()
        title = _TITLE.search(text)
        names = [title_of(argument), versus(split_sides(argument)), *([title[1]] if title else [])]
        for name in names:
            pages.by_name.setdefault(normalise(name), path.name)
        key = _KEY.search(text, found.end())
        pages.keys.add(key[1] if key else slug(argument))
    return pages


def aim_cards(draft: Draft, pages: Pages) -> None:
    """Link the cards of a draft to the comparisons that are there; note the others."""
    for block in draft.blocks:
        if isinstance(block, Cards):
            for card in block.cards:
                _aim(card, pages)


def _aim(card: Card, pages: Pages) -> None:
    card.target = pages.by_name.get(normalise(card.title), "")
    if not card.target:
        card.notes.insert(0, Note("no comparison of this name is there yet"))
