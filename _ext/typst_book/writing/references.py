"""Links, targets, notes and sources."""

from __future__ import annotations

from docutils import nodes

from ..links import SCHEME, target_of
from ..literals import string
from .base import Writing

# References to these say themselves where they lead.
_WITHOUT_PAGE = {"footnote-reference", "xref-plain"}


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
            text = node.astext()
            uri = node["refuri"]
            if uri.startswith(("http:", "https:", "mailto:", "ftp:", "tel:")):
                shown = "true" if text in (uri, uri.removeprefix("mailto:")) else "false"
                self.add(f"web-link({string(uri)}, {shown}, {{")
            else:
                self.add("dead-link({")
        else:
            self.add("dead-link({")

    depart_reference = Writing.close

    def _internal(self, node: nodes.Element, target: str) -> None:
        docname = target.partition("#")[0]
        if docname not in self.builder.chapters:
            self._elsewhere(target)
            return
        page = (
            not self.without_pages
            and not self.in_title
            and not _WITHOUT_PAGE & set(node["classes"])
        )
        self.add(
            self.book.links.link(target, self.place(node), page=page, text=node.astext()) + "{"
        )

    def _elsewhere(self, target: str) -> None:
        """Open a link to a page of the project that is not in this book."""
        address = self.builder.online(target)
        self.add(f"web-link({string(address)}, false, {{" if address else "dead-link({")

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
            self.add(f"web-link({string(node['refuri'])}, false, {{")
        else:
            self.add("download({")

    depart_download_reference = Writing.close

    def visit_target(self, node: nodes.target) -> None:
        """Write a target."""
        self.anchor(node)

    depart_target = Writing.nothing

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Write a note at its first reference; the compiler sets it at the page's foot."""
        anchor = node.get("refid", "")
        note = self._footnotes.get(anchor)
        if note is None:
            self.add(f"super({string(node.astext())});")
        elif self.in_head:
            self.add(f"super({string(self._head_note(anchor, note))});")
        elif anchor in self._noted:
            self.add(f"note-again({string(self._note_label(anchor))});")
        else:
            self._noted.add(anchor)
            content = self._note(note)
            self.add(f"note({string(self._note_label(anchor))}, {content});")
        raise nodes.SkipNode

    def _head_note(self, anchor: str, note: nodes.footnote) -> str:
        """Return the letter of a note in a table's head; such notes stand below the table."""
        if anchor not in self.head_notes:
            self._noted.add(anchor)
            in_head, self.in_head = self.in_head, 0
            self.head_notes[anchor] = self._note(note)
            self.in_head = in_head
        return chr(ord("a") + list(self.head_notes).index(anchor) % 26)

    def _note(self, note: nodes.footnote) -> str:
        return self.content([c for c in note.children if not isinstance(c, nodes.label)])

    def _note_label(self, anchor: str) -> str:
        return f"note:{self.docname}:{anchor}"

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Write a note that nothing refers to; the others stand at the foot of a page."""
        if self._referred(node):
            raise nodes.SkipNode
        content = self._note(node)
        label = node[0].astext() if node.children and isinstance(node[0], nodes.label) else ""
        self.add(f"loose-note({string(label)}, {content});\n")
        raise nodes.SkipNode

    def _referred(self, note: nodes.footnote) -> bool:
        return bool(note.get("backrefs")) or bool(self._noted & set(note["ids"]))

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
