"""The project around a draft: its settings, its pages, and what these say of some sides already."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from sphinx_versus.grammar.headings import fault_of
from sphinx_versus.grammar.names import (
    normalise,
    plain_argument,
    slug,
    split_sides,
    title_of,
    versus,
)
from sphinx_versus.grammar.rawtext import pipe_cells, unwrapped
from sphinx_versus.grammar.scaffold import FENCES
from sphinx_versus.grammar.shapes import Headings
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Draft, Note
from .markdown import blocks_of, code_in, items_of, plain
from .meanings import NO_HEADINGS, governed, place_of

_TITLE = re.compile(r"^# +(.+?)[ #]*$", re.MULTILINE)
_BLOCK = re.compile(r"^(?::{3,}|`{3,})\{comparison\}[ \t]+(.+)$", re.MULTILINE)
_WHOLE = (
    r"^(?P<fence>:{3,}+|`{3,}+)\{%s\}[ \t]*+(?P<of>.*+)\n"
    r"(?P<body>(?:(?!(?P=fence)\{).*+\n)*?)(?P=fence)[ \t]*+$"
)
_COMPARISON = re.compile(_WHOLE % "comparison", re.MULTILINE)
_ENTITY = re.compile(r"^# ++(?P<name>.++)\n\s*+" + _WHOLE % "entity", re.MULTILINE)
_OPTION = r"^:%s:[ \t]*(.*)$"
_OPTIONS = re.compile(r"\s*(?:^:\w+:.*\n)*", re.MULTILINE)
_COMMENTS = re.compile(r"^[ \t]*+%.*\n", re.MULTILINE)
_CARD = re.compile(r"- (?P<title>[^\[\]`<>]+)$")
# The target of a link or a picture, or of a reference: not an address, and not an id.
_TARGET = re.compile(
    r"(?P<before>\]\(<?|^[ ]{0,3}\[[^\]]+\]:[ \t]*<?)(?![a-z][a-z0-9+.-]*:|#|//)"
    r"(?P<path>[^\s()<>#?]+)"
)


class Written(NamedTuple):
    """How a project wants its pages: its own headings, and the sign that fences are made of."""

    headings: Headings
    fence: str
    notes: list[Note]


def settings_of(folder: Path) -> Written:
    """Return ``versus_headings`` and ``versus_fences`` of a site, if its ``conf.py`` has some."""
    if not (folder / "conf.py").is_file():
        return Written(NO_HEADINGS, FENCES["colons"], [])
    # Only here: most of what the importer does needs no Sphinx.
    from sphinx.config import Config
    from sphinx.errors import ConfigError
    from sphinx.util.tags import Tags

    try:
        config = Config.read(folder.absolute(), overrides={}, tags=Tags())
        config.add("versus_headings", {}, "env", ())
        config.add("versus_fences", "colons", "", ())
        if fault := fault_of(config.versus_headings):
            raise ConfigError(f"versus_headings: {fault}")
    except ConfigError as error:
        note = f"conf.py cannot be used: {str(error).strip().splitlines()[-1]}"
        return Written(NO_HEADINGS, FENCES["colons"], [Note(note)])
    fence = FENCES.get(config.versus_fences, FENCES["colons"])
    return Written(config.versus_headings, fence, [])


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
    for name, text in _texts(folder):
        if not (found := _BLOCK.search(text)):
            continue
        argument = found[1].strip()
        names = [title_of(argument), versus(split_sides(argument)), *_TITLE.findall(text)[:1]]
        for each in names:
            pages.by_name.setdefault(normalise(each), name)
        key = re.compile(_OPTION % "key", re.MULTILINE).search(text, found.end())
        pages.keys.add(key[1].strip() if key else slug(argument))
    return pages


def _texts(*folders: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(path for folder in folders for path in folder.glob("*.md")):
        try:
            yield path.name, path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue


def aim_cards(draft: Draft, pages: Pages) -> None:
    """Link the names of other comparisons to their pages; note those that are not there yet."""
    for (kind, _), block in governed(draft.blocks, draft.sides, NO_HEADINGS):
        lines, block.lines = block.lines, []
        for line in lines:
            is_card = kind is SectionKind.COMPARISONS and block.form == "list"
            found = _CARD.match(str(line)) if is_card and not isinstance(line, Note) else None
            title = re.sub(r"\\(?=\W)", "", found["title"]).strip() if found else ""
            target = pages.by_name.get(normalise(title))
            block.lines.append(f"- [{found['title']}]({target})" if found and target else line)
            if found and not target:
                block.lines.append(Note("no comparison of this name is there yet"))


def aim_links(draft: Draft, source: Path, into: Path) -> None:
    """Let links lead from the draft to the files that they led to; note what is not there."""
    for block in draft.blocks:
        missing: list[str] = []

        def aimed(found: re.Match[str], missing: list[str] = missing) -> str:
            path = (source / unquote(found["path"])).resolve()
            if not path.exists() or Path.cwd() not in path.parents:
                missing.append(found["path"])
                return found[0]
            shown = os.path.relpath(path, into.resolve()).replace(os.sep, "/")
            return found["before"] + shown.replace(" ", "%20")

        code = code_in([str(line) for line in block.lines])
        for at, line in enumerate(block.lines):
            if isinstance(line, str) and at not in code:
                block.lines[at] = _TARGET.sub(aimed, line)
        if missing:
            told = ", ".join(missing)
            block.notes.append(Note("this leads to no file of the project", block.number, told))


Said = dict[SectionKind, list[str]]


def said_elsewhere(
    sides: Sequence[str], comparisons: Path, entities: Path, headings: Headings
) -> Said:
    """Return what pages say of some sides, by the kind of the section it stands in.

    Each is Markdown as it can be pasted, with its sources, behind the page it is from: on the
    same line, or on lines of its own where it has several.
    """
    found: Said = {}
    for name, text in _texts(comparisons, entities):
        for kind, side, said in [*_of_comparisons(text, sides, headings), *_of_entity(text, sides)]:
            whose = f"{name}, {side}:" if side else f"{name}:"
            found.setdefault(kind, []).append(whose + (" ", "\n")["\n" in said] + said)
    return found


_FENCE = re.compile("[:`~]{3}")
# The kind of a section, the side that it speaks of if it is one alone, and what it says.
_Told = tuple[SectionKind, str, str]


def _of_entity(text: str, sides: Sequence[str]) -> Iterator[_Told]:
    for page in _ENTITY.finditer(text):
        aliases = re.findall(_OPTION % "aliases", page["body"], re.MULTILINE)[:1]
        names = [page["name"], *",".join(aliases).split(",")]
        known = {normalise(plain(name.strip())) for name in names}
        said = _OPTIONS.sub("", page["body"], count=1).split("\n\n")[0]
        for side in sides:
            if normalise(side) in known and said.strip():
                yield SectionKind.DEFINITIONS, side, " ".join(said.split())


def _of_comparisons(text: str, sides: Sequence[str], headings: Headings) -> Iterator[_Told]:
    for page in _COMPARISON.finditer(text):
        theirs = split_sides(plain_argument(page["of"].strip()))
        names = {at: name for at, name in enumerate(theirs) if place_of(name, sides) is not None}
        body = _COMMENTS.sub("", _OPTIONS.sub("\n", page["body"], count=1))
        claim = ""
        for (kind, place), block in governed(blocks_of(body), theirs, headings) if names else ():
            rows = [item.lines for item in items_of(block)] or [[*map(str, block.lines)]]
            said = [unwrapped(" ".join(" ".join(row).split())) for row in rows]
            if kind is SectionKind.EVIDENCE and block.form == "list":
                told = normalise(" ".join([claim, *said]))
                if any(normalise(name) in told for name in names.values()):
                    yield kind, "", "\n- ".join([claim, *said])
            elif kind is SectionKind.EVIDENCE:
                claim = said[0]
            elif block.form == "table":
                yield from _rows(block, theirs, names)
            elif place in names and kind is not SectionKind.OTHER:
                # What a fence holds is read by its lines.
                said = ["\n".join(rows[0])] if _FENCE.match(rows[0][0]) else said
                yield from ((kind, names[place], each) for each in said)
            elif kind is SectionKind.DEFINITIONS:
                yield from _defined(block, [*names.values()])


def _defined(block: Block, names: Sequence[str]) -> Iterator[_Told]:
    """Yield what a definition list says: a name, and below it what it is."""
    rows = [str(row).strip() for row in block.lines]
    if len(rows) > 1 and rows[1].startswith(":"):
        place = place_of(plain(rows[0]), names)
        if place is not None:
            text = " ".join([rows[1].lstrip(": "), *rows[2:]])
            yield SectionKind.DEFINITIONS, names[place], text


def _rows(table: Block, theirs: Sequence[str], names: Mapping[int, str]) -> Iterator[_Told]:
    header, _, *rows = [pipe_cells(str(line)) for line in table.lines]
    columns = [place_of(plain(name), theirs) for name in header]
    for row in rows:
        for place, cell in zip(columns, row, strict=False):
            if place is not None and place in names and cell:
                yield SectionKind.SIDE_BY_SIDE, theirs[place], f"{row[0]}: {cell}"
