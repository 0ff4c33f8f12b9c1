"""What forges read in Markdown beyond MyST: struck words, bare addresses, tasks, alerts.

Read from the texts of the finished nodes, so that it is the same with each release of
MyST and in a translation, and in every builder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docutils import nodes

from sphinx_versus.nodes import versus_struck, versus_task
from sphinx_versus.site.addresses import web_address
from sphinx_versus.site.trees import fill, walk

_TILDES = re.compile(r"(?<!~)~~(?!~)")
# Signs of other scripts end an address, as letters of other scripts may stand in one.
_ADDRESS = re.compile(r"(?<![\w/.@])https?://\w(?:[^\W_]|[-._~:/?#\[\]@!$&'()*+,;=%])*")
_BEHIND = "?!.,:;*_~'"
_TASK = re.compile(r"\[([ xX])\](?=\s+\S)")
_ALERT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*", re.IGNORECASE)
ALERTS: dict[str, type[nodes.Element]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
}
# In which text is no Markdown, or a link already.
_CLOSED = nodes.literal | nodes.math | nodes.reference | nodes.problematic | nodes.raw


def read_texts(block: nodes.TextElement) -> None:
    """Read struck words and bare addresses in a text."""
    # MyST keeps no Markdown of headings, and Sphinx that of the source in a translation.
    is_written = block.rawsource and "translated" not in block
    written = block.rawsource if is_written else block.astext()
    if "~~" not in written and "://" not in written:
        return
    # What a stroke stands before is to be seen as it is.
    is_struck = "~~" in block.rawsource and "\\~" not in block.rawsource
    holders: list[nodes.Element] = []
    waiting: list[nodes.Element] = [block]
    while waiting:
        holder = waiting.pop()
        holders.append(holder)
        waiting += [
            child
            for child in holder.children
            if isinstance(child, nodes.TextElement) and not isinstance(child, _CLOSED)
        ]
    for holder in holders:
        text = "".join(each for each in holder.children if isinstance(each, nodes.Text))
        if "~~" in text and is_struck:
            fill(holder, _struck(holder))
        if "://" in text and not isinstance(block, nodes.title | nodes.rubric):
            for part in walk(holder):
                if isinstance(part, versus_struck) or part is holder:
                    fill(part, list(_linked(part)))


def _struck(holder: nodes.Element) -> list[nodes.Node]:
    """Return the children of a node, with what stands between two tildes and two more struck."""
    parts: list[nodes.Node] = []
    opened = -1
    for child in holder.children:
        if not isinstance(child, nodes.Text) or "~~" not in child:
            parts.append(child)
            continue
        at = 0
        for found in _TILDES.finditer(child):
            before, behind = child[at : found.start()], child[found.end() : found.end() + 1]
            at = found.end()
            if before:
                parts.append(nodes.Text(before))
            last = parts[-1] if parts else nodes.Text(" ")
            closes = not (isinstance(last, nodes.Text) and last[-1:].isspace())
            if opened >= 0 and closes and len(parts) > opened + 1:
                inside = parts[opened + 1 :]
                parts[opened:] = [versus_struck("", "", *inside)]
                opened = -1
                continue
            parts.append(nodes.Text("~~"))
            if opened < 0 and not behind.isspace():
                opened = len(parts) - 1
        if child[at:]:
            parts.append(nodes.Text(child[at:]))
    return parts


def _linked(holder: nodes.Element) -> Iterator[nodes.Node]:
    """Yield the children of a node, with links in the place of bare addresses."""
    for child in holder.children:
        if not isinstance(child, nodes.Text) or "://" not in child:
            yield child
            continue
        at = 0
        for found in _ADDRESS.finditer(child):
            address = _trimmed(found[0])
            if not web_address(address):
                continue
            if child[at : found.start()]:
                yield nodes.Text(child[at : found.start()])
            at = found.start() + len(address)
            # An address has no quotes and dashes to be set well.
            yield nodes.reference(
                "", address, refuri=address, internal=False, support_smartquotes=False
            )
        if child[at:]:
            yield nodes.Text(child[at:])


def _trimmed(address: str) -> str:
    """Return an address without the signs behind it that belong to the sentence."""
    while True:
        if address[-1] in _BEHIND or (
            address[-1] in ")]}" and address.count(address[-1]) > address.count(_OPEN[address[-1]])
        ):
            address = address[:-1]
        else:
            return address


_OPEN = {")": "(", "]": "[", "}": "{"}


def read_task(item: nodes.list_item) -> None:
    """Read the box that a list item begins with."""
    first = item.children[0] if item.children else None
    text = first.children[0] if isinstance(first, nodes.paragraph) and first.children else None
    if isinstance(text, nodes.Text) and (found := _TASK.match(text)):
        assert isinstance(first, nodes.paragraph)
        box = versus_task("", found[0], done=found[1] != " ")
        fill(first, [box, nodes.Text(text[found.end() :]), *first.children[1:]])


def read_alert(quote: nodes.block_quote) -> None:
    """Make an admonition of a quote that begins with the name of one."""
    first = quote.children[0] if quote.children else None
    text = first.children[0] if isinstance(first, nodes.paragraph) and first.children else None
    found = _ALERT.match(text) if isinstance(text, nodes.Text) else None
    if found is None:
        return
    assert isinstance(first, nodes.paragraph)
    assert isinstance(text, nodes.Text)
    rest = [nodes.Text(text[found.end() :]), *first.children[1:]]
    while rest and isinstance(rest[0], nodes.Text) and not rest[0].strip():
        del rest[0]
    fill(first, rest)
    alert = ALERTS[found[1].lower()]("", *quote.children[0 if rest else 1 :])
    alert.source, alert.line = quote.source, quote.line
    quote.replace_self(alert)
