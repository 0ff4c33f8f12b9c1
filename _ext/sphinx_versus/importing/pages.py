"""The pages and files around a draft: what it can be linked to."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import normalise, slug, split_sides, title_of, versus
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Draft, Note

_TITLE = re.compile(r"^# +(.+?)[ #]*$", re.MULTILINE)
_BLOCK = re.compile(r"^(?::{3,}|`{3,})\{comparison\}[ \t]+(.+)$", re.MULTILINE)
_KEY = re.compile(r"^:key:[ \t]*(\S+)", re.MULTILINE)
_CARD = re.compile(r"(?P<mark>- )(?P<title>[^\[\]`<>]+)$")
# The target of a link or a picture, or of a reference: not an address, and not an id.
_TARGET = re.compile(
    r"(?P<before>\]\(<?|^[ ]{0,3}\[[^\]]+\]:[ \t]*<?)(?![a-z][a-z0-9+.-]*:|#|//)"
    r"(?P<path>[^\s()<>#?]+)"
)


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
    """Link the names of other comparisons to their pages; note those that are not there yet."""
    inside = False
    for block in draft.blocks:
        if isinstance(block, Block) and block.form == "heading":
            inside = section_kind(block.title, {}) is SectionKind.COMPARISONS
        elif inside and isinstance(block, Block) and block.form == "list":
            lines: list[str | Note] = []
            for line in block.lines:
                found = _CARD.match(line) if isinstance(line, str) else None
                title = re.sub(r"\\(?=\W)", "", found["title"]).strip() if found else ""
                target = pages.by_name.get(normalise(title), "")
                lines.append(f"- [{found['title']}]({target})" if found and target else line)
                if found and not target:
                    lines.append(Note("no comparison of this name is there yet"))
            block.lines = lines


def aim_links(draft: Draft, source: Path, into: Path) -> None:
    """Let links and pictures lead from the draft to what they led to from the file.

    What is not there, or outside of the project, is left as it is, with a note.
    """
    for block in draft.blocks:
        if not isinstance(block, Block):
            continue
        missing: list[str] = []
        in_code = False

        def aimed(found: re.Match[str], missing: list[str] = missing) -> str:
            path = (source / unquote(found["path"])).resolve()
            if not path.exists() or Path.cwd() not in path.parents:
                missing.append(found["path"])
                return found[0]
            shown = os.path.relpath(path, into.resolve()).replace(os.sep, "/")
            return found["before"] + shown.replace(" ", "%20")

        for at, line in enumerate(block.lines):
            if not isinstance(line, str):
                continue
            in_code ^= bool(re.match(r"[ \t]*(?:```|~~~)", line))
            if not in_code:
                block.lines[at] = _TARGET.sub(aimed, line)
        if missing:
            block.notes.append(
                Note("this leads to no file of the project", block.number, ", ".join(missing))
            )
