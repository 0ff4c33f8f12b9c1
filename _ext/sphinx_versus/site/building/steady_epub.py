"""Makes an EPUB that says nothing of when, where and by whom it was built.

Sphinx packs its files with the times and modes that they have on the disk, and
stops at a file from before 1980, as there are many in archives of sources. Here
all have the same, and the book bears the time that `clock` gives.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sphinx.application import Sphinx
from sphinx.builders.epub3 import Epub3Builder

from .clock import time_of_build

# A file that its owner may write and all may read, as Unix has it.
_UNIX, _MODE = 3, 0o100644 << 16


class SteadyEpub(Epub3Builder):
    """What takes the place of Sphinx's builder."""

    def content_metadata(self) -> dict[str, Any]:
        """Return what the book says of itself."""
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time_of_build()))
        return {**super().content_metadata(), "date": when}

    def build_epub(self) -> None:
        """Pack the files in the order of the list in the book, what kind of file it is first."""
        first = ("mimetype", "META-INF/container.xml", "content.opf", "toc.ncx")
        with ZipFile(Path(self.outdir, f"{self.config.epub_basename}.epub"), "w") as book:
            for name in (*first, *self.files):
                # Its time is the first that a ZIP file can hold.
                member = ZipInfo(name)
                member.create_system, member.external_attr = _UNIX, _MODE
                packing = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
                book.writestr(member, Path(self.outdir, name).read_bytes(), packing)


def setup(app: Sphinx) -> dict[str, Any]:
    """Take the place of Sphinx's builder, unless another one has done so."""
    if app.registry.builders.get("epub") is Epub3Builder:
        app.add_builder(SteadyEpub, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
