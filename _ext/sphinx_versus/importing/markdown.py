"""Markdown as blocks of its own lines: nothing in them changes but what MyST reads otherwise."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, Literal, NamedTuple

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Note

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
_SURELY = re.compile(
    r"\A---[ \t]*$|^[ ]{0,3}#{1,6}[ \t]+\S|(?<=\n)\n\w[^\n]{0,80}\n(?:={3,}|-{3,})$", re.MULTILINE
)
_LIKELY = re.compile(
    r"^[ ]{0,3}\|?[ \t]*:?-{3,}:?[ \t]*\||^\*\*[^*\n]+\*\*:?[ \t]*$|^[ ]{0,3}(?:```|~~~)"
    r"|\]\(https?:",
    re.MULTILINE,
)
# An item that is none in Markdown.
_FLAT_ITEM = re.compile(r"\s*[\u2013\u2014\u2022\u25e6\u25aa\u2023\u00b7\u25cf\u25a0]\s")
# In Markdown it would go on with the item above it.
_FLAT_HEADING = re.compile(r"^[-*+\u2022] .*\n(?=[^\W\d_].*:[ \t]*$)", re.MULTILINE)
# What MyST reads otherwise than others do, at the beginning of a line.
_OTHERWISE = r"(?=%|\+{3,}\s*$|\([^()\n]*\)=\s*$)"
_LABEL = re.compile(r"(?<![ \t])[ \t]*+\{#(?P<label>[\w:.-]++)[^{}]*+\}$")
# Admonitions of VitePress and Docusaurus, and of MkDocs.
_BOXES = re.compile(r"(?:(?P<fence>:{3,})|[!?]{3}\+?)[ \t]*(?P<name>[a-z]+)\b(?P<title>[^{}]*)$")
_OURS = {"tip", "note", "warning", "danger", "caution", "important", "hint", "attention", "error"}
# Elements that only hold others.
_HOLDER = re.compile(
    r"[ \t]*</?(?:aside|div|center|section|article|main|header|footer)\b[^<>]*>[ \t]*$", re.I
)
_BOLD = re.compile(r"(?P<before>\s*[^\w*_<\[]{0,4})(\*\*|__)(?!\s)(?P<text>[^*_]+)\2:?\s*")
# A link whose target stands elsewhere.
_REFERENCE = re.compile(r"(?<!!)\[([^\[\]]+)\]\[[^\[\]]*\]")
_FORMS: dict[str, Literal["list", "table", "paragraph"]] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "paragraph_open": "paragraph",
}


def is_markdown(text: str) -> bool:
    """Return whether a text is Markdown; one has less headings that are bare lines than others."""
    bare = [
        line
        for line in text.splitlines()
        if _FLAT_ITEM.match(line)
        or (line[:1].isalpha() and line[-1] != ":" and section_kind(line, {}) != SectionKind.OTHER)
    ]
    bare += _FLAT_HEADING.findall(text)
    surely = _SURELY.findall(text)
    return len(surely) > len(bare) or (not bare and bool(_LIKELY.search(text)))


def front_matter(text: str) -> tuple[str, int, dict[str, Any], list[Note]]:
    """Return a text with empty lines in place of its front matter, how many, and its fields.

    What is no mapping in YAML becomes a note.
    """
    tokens = _PARSER.parse(text)
    if not tokens or tokens[0].type != "front_matter" or not tokens[0].map:
        return text, 0, {}, []
    rows, end = text.splitlines(), tokens[0].map[1]
    rest = "\n".join([*([""] * end), *rows[end:]])
    try:
        fields = yaml.safe_load(tokens[0].content)
    except yaml.YAMLError:
        fields = None
    if isinstance(fields, dict):
        return rest, end, fields, []
    said = " ".join(rows[1 : end - 1])
    return rest, 0, {}, [Note("this front matter is no mapping in YAML", 1, said)] if said else []


def blocks_of(text: str) -> list[Block]:
    """Return Markdown as blocks; reference definitions are among them."""
    rows = _admonitions(text.splitlines())
    tokens = _PARSER.parse("\n".join(rows))
    blocks: list[Block] = []
    last = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.map and token.nesting >= 0:
            blocks += _between(rows, last, token.map[0])
            last = token.map[1]
            # Without the blank lines behind it.
            lines = "\n".join(rows[slice(*token.map)]).rstrip().split("\n")
            blocks.append(_block(token, tokens[at + 1 :][:1], lines, token.map[0] + 1))
    return [*blocks, *_between(rows, last, len(rows))]


def _between(rows: Sequence[str], start: int, end: int) -> list[Block]:
    """Return what stands between blocks, and shows nothing: what links refer to."""
    found: list[str | Note] = [row for row in rows[start:end] if row.strip()]
    return [Block("other", found, start + 1)] if found else []


def _block(token: Token, inside: Sequence[Token], rows: Sequence[str], number: int) -> Block:
    if token.type == "heading_open":
        written = " ".join(inside[0].content.split())
        label, written = _LABEL.search(written), _LABEL.sub("", written)
        above: list[str | Note] = [f"({label['label']})="] if label else []
        return Block("heading", [*above, written], number, int(token.tag[1]), plain(written))
    if token.type == "html_block":
        only = "this only held what follows or stands above"
        gone = {at: row for at, row in enumerate(rows) if _HOLDER.match(row)}
        notes = [Note(only, number + at, row.strip()) for at, row in gone.items()]
        kept = "\n".join(row for at, row in enumerate(rows) if at not in gone).rstrip()
        return Block("other", _guarded(kept.split("\n")) if kept else [], number, notes=notes)
    if token.type in ("fence", "code_block", "hr"):
        return Block("other", list(rows), number)
    form = _FORMS.get(token.type)
    title = plain("\n".join(rows)) if form == "paragraph" else ""
    return Block(form or "other", _guarded(rows), number, title=title)


def code_in(rows: Sequence[str]) -> set[int]:
    """Return which lines of some Markdown are in fences of code."""
    fences = [each.map for each in _PARSER.parse("\n".join(rows)) if each.type == "fence"]
    return {at for lines in fences if lines for at in range(*lines)}


def _guarded(rows: Sequence[str]) -> list[str | Note]:
    code = code_in(rows)
    return [
        row if at in code else re.sub(rf"^([ \t]*){_OTHERWISE}", r"\1\\", row)
        for at, row in enumerate(rows)
    ]


def _admonitions(rows: Sequence[str]) -> list[str]:
    """Write admonitions of other programs as those of MyST, on as many lines."""
    found, code = [*rows], code_in(rows)
    for at, row in enumerate(rows):
        if at in code or not (box := _BOXES.match(row)):
            continue
        name, title = box["name"], box["title"].strip('[]" \t')
        theirs = f"{{admonition}} {': '.join(filter(None, (name.title(), title)))}"
        kind = f"{{{name}}} {title}" if name in _OURS else theirs
        opened = f"{box['fence'] or ':::'}{kind}".rstrip()
        if box["fence"]:
            found[at] = opened
            continue
        after = (n for n in range(at + 1, len(rows)) if re.match(r" {0,3}\S", rows[n]))
        end = next(after, len(rows))
        inside = textwrap.dedent("\n".join(rows[at + 1 : end])).rstrip().split("\n")
        if (blank := end - at - 1 - len(inside)) > 0:
            found[at:end] = [opened, *inside, ":::", *[""] * (blank - 1)]
    return found


def plain(markdown: str) -> str:
    """Return inline Markdown without its markup, on one line."""
    tokens = _PARSER.parseInline(_REFERENCE.sub(r"\1", markdown))[0].children or []
    shown = [each for each in tokens if each.type != "html_inline"]
    return " ".join(
        "".join(" " if "break" in each.type else each.content for each in shown).split()
    )


def bold_line(block: Block) -> str:
    """Return what a paragraph says that is one line in bold letters, and looks like a heading."""
    is_line = block.form == "paragraph" and len(block.lines) == 1
    bold = _BOLD.fullmatch(str(block.lines[0])) if is_line else None
    return (bold["before"] + bold["text"]).strip() if bold else ""


class ListItem(NamedTuple):
    """An item: its lines, what it says, with and without markup, and the list in it alone."""

    lines: list[str]
    head: str
    text: str
    below: Block | None
    number: int


def items_of(block: Block) -> list[ListItem]:
    """Return the items of a list, in their order."""
    rows = [row for row in block.lines if isinstance(row, str)]
    tokens = _PARSER.parse("\n".join(rows))
    found = []
    for at, token in enumerate(tokens):
        if token.type != "list_item_open" or token.level != 1 or not token.map:
            continue
        start, end = token.map
        inside = [*takewhile(lambda each: each.level > 1, tokens[at + 1 :])]
        parts = [each for each in inside if each.level == 2 and each.nesting >= 0]
        head, below = "", None
        if parts and parts[0].type == "paragraph_open":
            head = " ".join(re.sub(r"^\[[ xX]\][ \t]+", "", inside[1].content).split())
            if len(parts) == 2 and parts[1].type.endswith("list_open") and parts[1].map:
                first = parts[1].map[0]
                lines = textwrap.dedent("\n".join(rows[first:end])).rstrip().split("\n")
                below = Block("list", list(lines), block.number + first)
        kept = "\n".join(rows[start:end]).rstrip().split("\n")
        found.append(ListItem(kept, head.rstrip(": "), plain(head), below, block.number + start))
    return found
