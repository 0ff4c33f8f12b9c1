"""Links, targets, notes and sources."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.site.book.links import SCHEME, target_of
from sphinx_versus.site.book.literals import string, value

from .base import Writing

# References to these say themselves where they lead.
_WITHOUT_PAGE = {"footnote-reference", "xref-plain"}

_SCHEMES = ("http:", "https:", "mailto:", "ftp:", "tel:")
# The compiler stops at addresses that are longer, in bytes.
_LONGEST = 8000


def _table_of(node: nodes.Node) -> nodes.Node | None:
    while node is not None and not isinstance(node, nodes.table):
        node = node.parent
    return node


class References(Writing):
    """Writes what leads somewhere."""

    def visit_reference(self, node: nodes.reference) -> None:
        """Write a link; one within the book tells its page."""
        self.anchor(node)
        if self.in_head:
            # A table's head comes again on each page, where it may not hold links.
            self.add("dead-link({")
        elif "refid" in node:
            self._internal(node, f"{self.docname}#{node['refid']}")
        elif node.get("refuri", "").startswith(SCHEME):
            self._internal(node, target_of(node["refuri"]))
        elif "refuri" in node:
            self._web(node, node["refuri"])
        else:
            self.add("dead-link({")

    depart_reference = Writing.close

    def _internal(self, node: nodes.Element, target: str) -> None:
        is_inside = target.partition("#")[0] in self.book.chapters
        if not is_inside:
            address = self.book.online(target)
            begin = f"web-link({string(address)}, false, " if address else "dead-link("
            self.book.links.elsewhere[target] = begin
        page = (
            is_inside
            and not self.without_pages
            and not self.in_title
            and not _WITHOUT_PAGE & set(node["classes"])
        )
        self.add(
            self.book.links.link(target, self.place(node), page=page, text=node.astext()) + "{"
        )

    def _web(self, node: nodes.Element, uri: str) -> None:
        """Open a link to the web, or none where an address is for something else or too long."""
        length = len(uri.encode(errors="replace"))
        if length > _LONGEST:
            self.warn(
                node,
                f"the address has {length} bytes, and a link in the book has {_LONGEST} at most; "
                "its text is shown without a link",
                "link",
            )
        if length > _LONGEST or not uri.lower().startswith(_SCHEMES):
            self.add("dead-link({")
            return
        shown = node.astext() in (uri, uri.removeprefix("mailto:"))
        self.add(f"web-link({string(uri)}, {value(shown)}, {{")

    def visit_number_reference(self, node: nodes.Element) -> None:
        """Write a link that shows a number."""
        self.visit_reference(node)  # type: ignore[arg-type]

    depart_number_reference = Writing.close

    def visit_pending_xref(self, node: nodes.Element) -> None:
        """Write a link that was never resolved as its text."""

    depart_pending_xref = Writing.nothing

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Write a download as its text, and its address if it has one."""
        if "://" in node.get("refuri", ""):
            self._web(node, node["refuri"])
        else:
            self.add("download({")

    depart_download_reference = Writing.close

    def visit_target(self, node: nodes.target) -> None:
        """Write a target."""
        self.anchor(node)

    depart_target = Writing.nothing

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write a note at its first reference, and only its mark at the others.

        The compiler sets it at the page's foot. A table's head comes again on
        each page: its notes stand below the table.
        """
        anchor = node.get("refid", "")
        note = self._footnotes.get(anchor)
        if note is None:
            self.add(f"super({string(node.astext())});")
        elif anchor in self._lettered:
            self.add(f"super({string(self._lettered[anchor])});")
        elif anchor in self._noted:
            label = string(self._note_label(anchor))
            below = anchor in self._below
            self.add(
                f"note-mark({label}, {value(not self.in_head)});"
                if below or self.in_head
                else f"note-again({label});"
            )
        elif self.in_head:
            self._head_note(anchor, note)
        else:
            content = self._note(anchor, note)
            function = "title-note" if self.in_title else "note"
            self.add(f"{function}({string(self._note_label(anchor))}, {content});")
        raise nodes.SkipNode

    def _head_note(self, anchor: str, note: nodes.footnote) -> None:
        """Write the mark of a note in a table's head.

        It is a letter where only this table has it, else a number among those of all notes.
        """
        if self._homes(anchor) == 1:
            letters = len(self.head_notes) - len(self._below & set(self.head_notes))
            self._lettered[anchor] = chr(ord("a") + letters % 26)
            self.add(f"super({string(self._lettered[anchor])});")
        else:
            self._below.add(anchor)
            self.add(f"note-mark({string(self._note_label(anchor))}, false);")
        self.head_notes[anchor] = ""  # keeps the place while notes within this one are written
        label = string(self._note_label(anchor)) if anchor in self._below else "none"
        self.head_notes[anchor] = f"(key: {label}, body: {self._note(anchor, note)})"

    def _homes(self, anchor: str) -> int:
        """Return in how many places, each of them a table or all else, a note is referred to."""
        return len(
            {
                _table_of(reference)
                for reference in self.document.findall(nodes.footnote_reference)
                if reference.get("refid") == anchor
            }
        )

    def _note(self, anchor: str, note: nodes.footnote) -> str:
        self._noted.add(anchor)
        before = self.in_head, self.in_title
        self.in_head = self.in_title = 0
        content = self.begun([c for c in note.children if not isinstance(c, nodes.label)])
        self.in_head, self.in_title = before
        return content

    def _note_label(self, anchor: str) -> str:
        return f"note:{self.docname}:{anchor}"

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Leave a note for its references; `loose_notes` writes the others."""
        raise nodes.SkipNode

    def loose_notes(self) -> None:
        """Write the notes that nothing has referred to."""
        for node in self.document.findall(nodes.footnote):
            if self._noted & set(node["ids"]):
                continue
            anchor = node["ids"][0]
            self._noted.add(anchor)
            self._below.add(anchor)
            label = string(self._note_label(anchor))
            self.add(f"loose-note({label}, {self._note(anchor, node)});\n")

    def visit_citation(self, node: nodes.citation) -> None:
        """Write a source, and where it is cited."""
        label = next((c.astext() for c in node.children if isinstance(c, nodes.label)), "")
        body = [child for child in node.children if not isinstance(child, nodes.label)]
        name = self.book.links.name(self.targets(node)[0], label) if node["ids"] else string(label)
        self.add(f"source({name}, {self.source(node, body)});\n")
        raise nodes.SkipNode

    def visit_citation_reference(self, node: nodes.citation_reference) -> None:
        """Write a citation of docutils."""
        target = f"{self.docname}#{node.get('refid', '')}"
        self.add("{" + string("[") + ";")
        self.add(
            self.book.links.link(target, self.place(node), page=False, text=node.astext()) + "{"
        )

    def depart_citation_reference(self, node: nodes.citation_reference) -> None:
        """Close a citation."""
        self.add("});" + string("]") + "};")
