"""Keeps files of a site that would be written the same again.

Sphinx writes its general index, search page, search index and inventory in
each build, even where nothing has changed. Here they stay, with their time
stamps, where `fresh_pages` knows that nothing can have changed in them.

The builders ``html`` and ``dirhtml`` are replaced with subclasses that ask before
they write. Where Sphinx has no such method any more, it is not
called, and the file is written; so it is with ``sphinx-build -a``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from . import fresh_pages
from .state import read_state, write_state

_STATE = "kept-files"
BUILDERS = ("html", "dirhtml")


class KeepsFiles(StandaloneHTMLBuilder):
    """What is put before the class of a builder."""

    _all_are_written = True
    _index_stays = False

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield the documents whose pages are missing, or made from something else.

        Those are all if the search index is gone: Sphinx cannot make a part of it. Sphinx goes
        by the times of files, which say nothing after a fresh checkout.
        """
        # Notes the settings, and tells of pages that are new or gone.
        older = set(super().get_outdated_docs())
        if self.search and not Path(self.outdir, self.searchindex_filename).exists():
            yield from self.env.found_docs
            return
        outdated = fresh_pages.outdated(self.app)
        for docname in self.env.found_docs:
            gone = docname in older and not Path(self.get_output_path(docname)).exists()
            if docname in outdated or docname not in self.env.all_docs or gone:
                yield docname

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Note what is to be written."""
        self._all_are_written = docnames >= self.env.found_docs
        fresh_pages.note_writing(self.app, docnames)
        super().prepare_writing(docnames)

    def load_indexer(self, docnames: Set[str]) -> None:
        """Leave the search index on the disk if no page in it is new or gone."""
        self._index_stays = not docnames and self._stays(self.searchindex_filename)
        if not self._index_stays:
            super().load_indexer(docnames)

    def dump_search_index(self) -> None:
        """Write the search index, unless it would be the same."""
        if not self._index_stays:
            super().dump_search_index()

    def write_genindex(self) -> None:
        """Write the general index, unless it would be the same."""
        stays = self._stays(self.get_output_path("genindex"))
        if self.config.html_split_index or not stays:
            super().write_genindex()

    def gen_additional_pages(self) -> None:
        """Write the search page and those of the settings, unless they would be the same."""
        stays = self._stays(self.get_output_path("search"))
        if self.config.html_additional_pages or not stays:
            super().gen_additional_pages()

    def dump_inventory(self) -> None:
        """Write the inventory, unless it would be the same."""
        state = read_state(self.app, _STATE)
        if self._stays("objects.inv") and "objects" in state:
            return
        digest = self._digest_of_objects()
        if state.get("objects") != digest or not Path(self.outdir, "objects.inv").exists():
            super().dump_inventory()
            # At once: a build that ends before it is a finished one takes nothing as known.
            write_state(self.app, _STATE, {"objects": digest})

    def _stays(self, name: str | Path) -> bool:
        return (
            not self._all_are_written
            and fresh_pages.nothing_changed(self.app)
            and Path(self.outdir, name).exists()
        )

    def _digest_of_objects(self) -> str:
        digest = hashlib.sha256(f"{self.config.project} {self.config.version}".encode())
        for domain in self.env.domains.sorted():
            # As one text: a large project has tens of thousands of objects.
            digest.update(repr(sorted(domain.get_objects())).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def setup(app: Sphinx) -> dict[str, Any]:
    """Let the builders of HTML keep files."""
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    for name in BUILDERS:
        known = app.registry.builders[name]
        if issubclass(known, StandaloneHTMLBuilder) and not issubclass(known, KeepsFiles):
            members = {"__doc__": known.__doc__, "__module__": known.__module__}
            app.add_builder(type(known.__name__, (KeepsFiles, known), members), override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
