"""What the pages of a project say of some sides already, for whoever writes about them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx_versus.grammar.names import match, normalise, plain_argument, split_sides
from sphinx_versus.grammar.rawtext import pipe_cells
from sphinx_versus.grammar.shapes import Headings
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Claim, Section
from .markdown import items_of, plain
from .reading import parts_of

_COMPARISON = re.compile(
    r"^(?P<fence>:{3,}|`{3,})\{comparison\}[ \t]+(?P<sides>.+)\n"
    r"(?P<body>(?:.*\n)*?)(?P=fence)[ \t]*$",
    re.MULTILINE,
)
_ENTITY = re.compile(
    r"^# +(?P<name>.+)\n\s*(?P<fence>:{3,}|`{3,})\{entity\}.*\n"
    r"(?P<body>(?:.*\n)*?)(?P=fence)[ \t]*$",
    re.MULTILINE,
)
_ALIASES = re.compile(r"^:aliases:(.*)$", re.MULTILINE)
_OPTIONS = re.compile(r"\s*(?:^:\w+:.*\n)*", re.MULTILINE)

Said = dict[SectionKind, list[str]]


def said_elsewhere(
    sides: Sequence[str], comparisons: Path, entities: Path, headings: Headings
) -> Said:
    """Return what pages say of some sides, by the kind of the section it stands in.

    Each is a line of Markdown, with its sources, that begins with the page it is from.
    """
    found: Said = {}
    for path in sorted([*comparisons.glob("*.md"), *entities.glob("*.md")]):
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        pairs = [*_of_comparisons(text, sides, headings), *_of_entity(text, sides)]
        for kind, line in pairs:
            found.setdefault(kind, []).append(f"{path.name}, {line}")
    return found


def _of_entity(text: str, sides: Sequence[str]) -> Iterator[tuple[SectionKind, str]]:
    for page in _ENTITY.finditer(text):
        aliases = _ALIASES.search(page["body"])
        names = [page["name"], *(aliases[1].split(",") if aliases else [])]
        known = {normalise(plain(name.strip())) for name in names}
        said = _OPTIONS.sub("", page["body"], count=1).split("\n\n")[0]
        for side in sides:
            if normalise(side) in known and said.strip():
                yield SectionKind.DEFINITIONS, f"{side}: {' '.join(said.split())}"


def _of_comparisons(
    text: str, sides: Sequence[str], headings: Headings
) -> Iterator[tuple[SectionKind, str]]:
    for page in _COMPARISON.finditer(text):
        theirs = split_sides(plain_argument(page["sides"].strip()))
        hits = [at for at, name in enumerate(theirs) if (hit := match(name, sides)) and hit.exact]
        if not hits:
            continue
        names = [theirs[at] for at in hits]
        for part in parts_of(_OPTIONS.sub("\n", page["body"], count=1), theirs, headings):
            if isinstance(part, Section):
                for place in hits:
                    for block in part.columns.get(place, []):
                        for line in _lines(block):
                            yield part.kind, f"{theirs[place]}: {line}"
            for block in part.body if isinstance(part, Section) else [part]:
                if isinstance(block, Claim):
                    about = [item.text for item in block.items if item.word == "about"]
                    said = normalise(" ".join([block.statement, *about]))
                    if any(normalise(name) in said for name in names):
                        items = (f"{each.word}: {each.text}" for each in block.items)
                        rest = (item.removeprefix(": ") for item in items)
                        yield SectionKind.EVIDENCE, " - ".join([block.statement, *rest])
                elif block.form == "table":
                    for line in _rows(block, theirs, hits):
                        yield SectionKind.SIDE_BY_SIDE, line
                elif isinstance(part, Section) and part.kind is SectionKind.DEFINITIONS:
                    yield from _defined(block, names)


def _lines(block: Block | Claim) -> Iterator[str]:
    if isinstance(block, Block) and block.form == "list":
        for item in items_of(block):
            yield re.sub(r"^(?:[-*+]|\d+[.)])\s+", "", " ".join(" ".join(item.lines).split()))
    elif isinstance(block, Block) and block.lines:
        yield " ".join(str(line).strip() for line in block.lines)


def _defined(block: Block, names: Sequence[str]) -> Iterator[tuple[SectionKind, str]]:
    """Yield what a definition list says: a name, and below it what it is."""
    rows = [str(row).strip() for row in block.lines]
    if len(rows) > 1 and rows[1].startswith(":") and (hit := match(plain(rows[0]), names)):
        text = " ".join([rows[1].lstrip(": "), *rows[2:]])
        if hit.exact:
            yield SectionKind.DEFINITIONS, f"{names[hit.index]}: {text}"


def _rows(table: Block, theirs: Sequence[str], hits: Sequence[int]) -> Iterator[str]:
    header, _, *rows = [pipe_cells(str(line)) for line in table.lines]
    columns = [match(plain(name), theirs) for name in header]
    for row in rows:
        for at, hit in enumerate(columns):
            if hit and hit.exact and hit.index in hits and at < len(row) and row[at]:
                yield f"{theirs[hit.index]}: {row[0]}: {row[at]}"
