"""The builder: Sphinx's own, with what it leaves out."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.environment.adapters.indexentries import IndexEntries

from sphinx_versus.site import labels
from sphinx_versus.site.building.steady_epub import SteadyEpub

from .cover import draw, page, picture
from .fonts import known_fonts
from .package import Told, complete

# What Sphinx says where conf.py says nothing.
UNKNOWN = "unknown"


class ReadersEpub(SteadyEpub):
    """What takes the place of Sphinx's builder."""

    def init(self) -> None:
        """Say the language and the direction of the text on each page."""
        super().init()
        language = html.escape(self.config.epub_language or "en", quote=True)
        direction = ' dir="rtl"' if self._right_to_left else ""
        self.html_tag = self.html_tag.replace(
            ">", f' lang="{language}" xml:lang="{language}"{direction}>'
        )
        self.guide_titles = {**self.guide_titles, "toc": labels.book_words()["contents"]}

    def make_id(self, name: str) -> str:
        """Return one id for a file, whether its name or its address is given."""
        return super().make_id(unquote(name))

    @property
    def _right_to_left(self) -> bool:
        try:
            locale = Locale.parse((self.config.epub_language or "en").replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            return False
        return locale.text_direction == "rtl"

    def get_toc(self) -> None:
        """List all documents: those that no table of contents names come last, then the index."""
        # An index without an entry would be an empty page.
        self.use_index = self.use_index and bool(IndexEntries(self.env).create_index(self))
        super().get_toc()
        depth = self.config.epub_tocdepth
        entries, listed = [], set()
        for entry in self.refnodes:
            address, _, anchor = entry["refuri"].partition("#")
            if not anchor and address not in listed:
                listed.add(address)
                entries.append({**entry, "level": min(entry["level"], depth)})
            elif anchor and entry["level"] <= depth:
                entries.append(entry)
        for docname in sorted(self.env.all_docs):
            address = html.escape(self.get_target_uri(docname))
            if address not in listed:
                entries.append(_entry(address, self.env.titles[docname].astext()))
        if self.use_index:
            entries.append(_entry(f"genindex{self.out_suffix}", labels.book_words()["index"]))
        self.refnodes = entries

    def content_metadata(self) -> dict[str, Any]:
        """Describe the book by its first words where conf.py does not."""
        metadata = super().content_metadata()
        if self.config.epub_description == UNKNOWN:
            metadata["description"] = html.escape(self._first_words() or self.config.epub_title)
        if self._right_to_left:
            metadata["page_progression_direction"] = "rtl"
        return metadata

    def _first_words(self) -> str:
        doctree = self.env.get_doctree(self.config.root_doc)
        texts = (" ".join(each.astext().split()) for each in doctree.findall(nodes.paragraph))
        return next(filter(None, texts), "")

    def toc_metadata(self, level: int, navpoints: list[Any]) -> dict[str, Any]:
        """Name the book in the contents of older readers as in the package."""
        identifier = html.escape(self.config.epub_identifier)
        return {**super().toc_metadata(level, navpoints), "uid": identifier}

    def build_content(self) -> None:
        """Write the list of all files, with what readers are told of the book."""
        cover = "" if self.config.epub_cover else self._write_cover()
        images = Path(self.outdir, self.imagedir)
        for path in images.rglob("*.svg"):
            text = path.read_text(encoding="utf-8", errors="surrogateescape")
            path.write_text(known_fonts(text), encoding="utf-8", errors="surrogateescape")
        super().build_content()
        pages = {
            name: Path(self.outdir, name).read_text(encoding="utf-8")
            for name in self.files
            if name.endswith(self.out_suffix)
        }
        path = Path(self.outdir, "content.opf")
        told = Told(cover, UNKNOWN, labels.accessible_book, has_index=self.use_index)
        root = complete(ElementTree.parse(path).getroot(), pages, self.files, told)
        ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)

    def _write_cover(self) -> str:
        """Draw a cover of the title, and return its name."""
        title, author = self.config.epub_title, self.config.epub_author
        drawing = draw(title, author, right_to_left=self._right_to_left)
        data, suffix = picture(drawing)
        name = f"{self.imagedir}/book-cover{suffix}"
        target = Path(self.outdir, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        text = page(self.html_tag, name, title)
        Path(self.outdir, self.coverpage_name).write_text(text, encoding="utf-8")
        return name


def _entry(address: str, title: str) -> dict[str, Any]:
    return {"level": 1, "refuri": address, "text": html.escape(title)}
