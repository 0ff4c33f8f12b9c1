"""Markdown as blocks of its own lines: nothing in them changes but what MyST reads otherwise."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import yaml  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.model.facts import SectionKind

from .draft import Block, Note

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(front_matter_plugin)
_SURELY = re.compile(r"\A---[ \t]*$|^[ ]{0,3}#{1,6}[ \t]+\S", re.MULTILINE)
_LIKELY = re.compile(
    r"^[ ]{0,3}\|?[ \t]*:?-{3,}:?[ \t]*\||^\*\*[^*\n]+\*\*:?[ \t]*$|^[ ]{0,3}(?:```|~~~)"
    r"|\]\(https?:",
    re.MULTILINE,
)
# An item that is none in Markdown.
_FLAT_ITEM = re.compile(r"\s*[\u2013\u2014\u2022\u25e6\u25aa\u2023\u00b7\u25cf\u25a0]\s")
# What MyST reads otherwise than others do, at the beginning of a line.
_OTHERWISE = re.compile(r"(?=%|\+{3,}\s*$|\([^()\n]*\)=\s*$)")
_LABEL = re.compile(r"[ \t]*\{#(?P<label>[\w:.-]+)[^{}]*\}[ \t]*#*$")
# Admonitions of VitePress and Docusaurus, and of MkDocs.
_COLONS = re.compile(r"(?P<fence>:{3,})[ \t]*(?P<name>[a-z]+)[ \t]*(?P<title>[^{]*)$")
_MARKS = re.compile(r"[!?]{3}\+?[ \t]+(?P<name>[a-z]+)(?:[ \t]+\"(?P<title>[^\"]*)\")?[ \t]*$")
_OURS = {"tip", "note", "warning", "danger", "caution", "important", "hint", "attention", "error"}
_THEIRS = {
    *("info", "abstract", "summary", "details", "example", "quote", "success", "question"),
    *("failure", "bug", "tldr", "faq", "check", "done", "help", "todo", "cite", "missing"),
}
# Elements that only hold others.
_BOX = re.compile(
    r"[ \t]*</?(?:aside|div|center|section|article|main|header|footer)\b[^<>]*>[ \t]*$", re.I
)
# A link whose target stands elsewhere.
_REFERENCE = re.compile(r"(?<!!)\[([^\[\]]+)\]\[[^\[\]]*\]")


def is_markdown(text: str) -> bool:
    """Return whether a text is Markdown; one has less headings that are bare lines than others."""
    bare = [
        line
        for line in text.splitlines()
        if _FLAT_ITEM.match(line)
        or (line[:1].isalpha() and section_kind(line.rstrip(" :"), {}) is not SectionKind.OTHER)
    ]
    surely = _SURELY.findall(text)
    return len(surely) > len(bare) or (not bare and bool(_LIKELY.search(text)))


def front_matter(text: str) -> tuple[str, int, dict[str, Any], list[Note]]:
    """Return a text with empty lines in place of its front matter, how many, and its fields.

    What is no mapping in YAML becomes a note.
    """
    tokens = _PARSER.parse(text)
    if not tokens or tokens[0].type != "front_matter" or not tokens[0].map:
        return text, 0, {}, []
    rows = text.splitlines()
    end = tokens[0].map[1]
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
    tokens = [
        token
        for token in _PARSER.parse("\n".join(rows))
        if token.level == 0 and token.map and token.nesting >= 0
    ]
    blocks: list[Block] = []
    at = 0
    for number, token in enumerate([*tokens, None]):
        start, end = token.map if token and token.map else (len(rows), len(rows))
        blocks += _definitions(rows, at, start)
        if token is not None:
            # Not with the lines behind it that are blank.
            following = tokens[number + 1].map if number + 1 < len(tokens) else None
            end = min(end, following[0] if following else end)
            blocks += _block(token, rows[start:end], start + 1)
        at = end
    return blocks


def _definitions(rows: Sequence[str], start: int, end: int) -> Iterator[Block]:
    """Yield what stands between blocks, and shows nothing: what links refer to."""
    if any(row.strip() for row in rows[start:end]):
        yield Block("other", [row for row in rows[start:end] if row.strip()], start + 1)


def _block(token: Token, rows: Sequence[str], number: int) -> list[Block]:
    while rows and not rows[-1].strip():
        rows = rows[:-1]
    match token.type:
        case "heading_open":
            return [_heading(token, rows, number)]
        case "html_block":
            return _html(rows, number)
        case "fence" | "code_block" | "hr":
            return [Block("other", list(rows), number)]
        case "bullet_list_open" | "ordered_list_open":
            return [Block("list", _guarded(rows), number)]
        case "table_open":
            return [Block("table", _guarded(rows), number)]
        case "paragraph_open":
            return [Block("paragraph", _guarded(rows), number, title=plain("\n".join(rows)))]
    return [Block("other", _guarded(rows), number)]


def _heading(token: Token, rows: Sequence[str], number: int) -> Block:
    written = " ".join(rows[: len(rows) - (token.markup in ("=", "-"))]).strip()
    written = re.sub(r"^#{1,6}[ \t]*|[ \t]+#+[ \t]*$", "", written)
    label = _LABEL.search(written)
    written = _LABEL.sub("", written)
    level = int(token.tag[1])
    above: list[str | Note] = [f"({label['label']})="] if label else []
    return Block("heading", [*above, written], number, level, plain(written))


def _html(rows: Sequence[str], number: int) -> list[Block]:
    """Return HTML without what only holds other things; that is kept in notes."""
    kept = [row for row in rows if not _BOX.match(row)]
    gone = [
        Note("this only held what follows or stands above", number + at, row.strip())
        for at, row in enumerate(rows)
        if _BOX.match(row)
    ]
    while kept and not kept[-1].strip():
        kept.pop()
    return [Block("other", _guarded(kept), number, notes=gone)] if kept or gone else []


def _guarded(rows: Sequence[str]) -> list[str | Note]:
    found: list[str | Note] = []
    in_code = False
    for row in rows:
        if re.match(r"[ \t]*(?:```|~~~)", row):
            in_code = not in_code
        bare = row.lstrip()
        guard = "" if in_code or not _OTHERWISE.match(bare) else "\\"
        found.append(row[: len(row) - len(bare)] + guard + bare)
    return found


def _admonitions(rows: list[str]) -> list[str]:
    """Write admonitions of other programs as those of MyST, on as many lines."""
    found, at = list(rows), 0
    fence = ""
    while at < len(rows):
        row = rows[at]
        if code := re.match(r"[ ]{0,3}(`{3,}|~{3,})", row):
            fence = "" if fence and code[1].startswith(fence) else fence or code[1]
        elif not fence and (box := _COLONS.match(row)) and box["name"] in _OURS | _THEIRS:
            found[at] = _opened(box["fence"], box["name"], box["title"].strip("[] "))
        elif not fence and (box := _MARKS.match(row)) and box["name"] in _OURS | _THEIRS:
            end = at + 1
            while end < len(rows) and (not rows[end].strip() or rows[end].startswith("    ")):
                end += 1
            inside = textwrap.dedent("\n".join(rows[at + 1 : end])).split("\n")
            while inside and not inside[-1].strip():
                inside.pop()
            if len(inside) + 1 < end - at:
                closing = [*inside, ":::", *[""] * (end - at - 2 - len(inside))]
                found[at:end] = [_opened(":::", box["name"], box["title"] or ""), *closing]
                at = end - 1
        at += 1
    return found


def _opened(fence: str, name: str, title: str) -> str:
    if name in _OURS:
        return f"{fence}{{{name}}} {title}".rstrip()
    return f"{fence}{{admonition}} {title or name.capitalize()}"


def plain(markdown: str) -> str:
    """Return inline Markdown without its markup, on one line."""
    tokens = _PARSER.parseInline(_REFERENCE.sub(r"\1", markdown))[0].children or []
    return " ".join("".join(map(_text, tokens)).split())


def _text(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    if token.type == "html_inline":
        return ""
    return token.content


def is_bold(block: Block) -> bool:
    """Return whether a paragraph is one line in bold letters, and so looks like a heading."""
    if block.form != "paragraph" or len(block.lines) != 1:
        return False
    return bool(
        re.fullmatch(r"[^\w*_<\[]{0,4}(\*\*|__)(?!\s)[^*_]+\1:?", str(block.lines[0]).strip())
    )


class ListItem(NamedTuple):
    """An item: its lines, what it says without markup, and the list in it if it has no more."""

    lines: list[str]
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
        inside = [each for each in _until(tokens, at) if each.level == 2 and each.nesting >= 0]
        text = inside[0] if inside and inside[0].type == "paragraph_open" else None
        said = ""
        if text is not None and text.map:
            said = plain(_bare_item(" ".join(row.strip() for row in rows[slice(*text.map)])))
        below = None
        if len(inside) == 2 and text and inside[1].type.endswith("list_open") and inside[1].map:
            first = inside[1].map[0]
            lines = textwrap.dedent("\n".join(rows[first:end])).rstrip().split("\n")
            below = Block("list", list(lines), block.number + first)
        kept = rows[start:end]
        while kept and not kept[-1].strip():
            kept.pop()
        found.append(ListItem(kept, said, below, block.number + start))
    return found


def _until(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    for token in tokens[at + 1 :]:
        if token.level <= tokens[at].level:
            return
        yield token


def _bare_item(row: str) -> str:
    return re.sub(r"^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", "", row)
