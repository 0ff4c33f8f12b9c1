"""What a browser gets: the output, and over it what is newer."""

from __future__ import annotations

import hashlib
import html
import os
import re
import stat
import time
from collections.abc import Set
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

PREFIX = "/_live"
CLIENT = Path(__file__).parent / "static" / "client.js"

# How long a browser keeps what has a version in its address.
KEPT = "max-age=86400, immutable"

# The addresses of style sheets and scripts, up to the checksum that Sphinx gives them.
_VERSIONED = re.compile(rb"""(<(?:link|script)\s(?:[^<>]*\s)?(?:href|src)="[^":?]+\?v=)""")

_MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width">
<style>:root {{ color-scheme: light dark }}
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem;
padding: 0 1rem }}
</style></head><body><main><h1>{title}</h1><p>{text}</p><p><a href="/">To the first page</a></p>
</main></body></html>
"""


def files_of(url_path: str) -> tuple[str, str]:
    """Return the files of the output that an address may lead to, the likelier one first."""
    path = os.path.normpath(url_path.strip("/") or ".")
    return path, os.path.normpath(f"{path}/index.html")


class Pages(StaticFiles):
    """The files of two folders, the newer one first; HTML with the script that reloads it.

    What lies in the newer folder is of an edit, by number, and is given up as
    soon as a build has seen that edit.
    """

    def __init__(self, out: Path, newer: Path) -> None:
        super().__init__(directory=out, html=True)
        self.all_directories = [newer, out]
        self._newer = newer
        self._edits: dict[str, int] = {}
        # Goes up when something has changed that any page may load; not the same twice,
        # because browsers keep what they have loaded for longer than we serve.
        self.assets = int(time.time())
        self.built = False

    def note(self, name: str, edit: int) -> None:
        """Take note of a file in the newer folder."""
        self._edits[name] = edit

    def settle(self, edit: int) -> None:
        """Give up what is of this edit or of an earlier one: it is in the output now."""
        for name in [name for name, last in self._edits.items() if last <= edit]:
            (self._newer / name).unlink(missing_ok=True)
            del self._edits[name]

    @property
    def newer(self) -> Set[str]:
        """The names of the files that are newer than the output."""
        return self._edits.keys()

    def name_of(self, url_path: str) -> str:
        """Return the path in the output of what is shown at an address, or nothing."""
        full_path = self._found(url_path)
        for folder in map(os.path.realpath, self.all_directories):
            if full_path and os.path.commonpath([full_path, folder]) == folder:
                return Path(full_path).relative_to(folder).as_posix()
        return ""

    def token(self, url_path: str) -> str:
        """Return a word that changes with what is shown at an address."""
        full_path = self._found(url_path)
        content = Path(full_path).read_bytes() if full_path else b""
        return f"{self.assets}-{hashlib.blake2b(content, digest_size=8).hexdigest()}"

    def _found(self, url_path: str) -> str:
        for name in files_of(url_path):
            try:
                full_path, found = self.lookup_path(name)
            except (ValueError, OSError):  # no name of a file at all
                return ""
            if found is not None and stat.S_ISREG(found.st_mode):
                return full_path
        return ""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find a file; what begins with a dot is Sphinx's and ours, and not for readers."""
        if any(part.startswith(".") for part in Path(path).parts):
            return "", None
        return super().lookup_path(path)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a page or a file; pages are asked for anew each time."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            response = Response(status_code=404)
        if response.status_code == 404 and Path(path).suffix in ("", ".", ".html"):
            response = self._missing(scope["path"])
        elif isinstance(response, FileResponse) and response.media_type == "text/html":
            content = Path(response.path).read_bytes()
            response = self._page(content, self.token(scope["path"]))
        # What has a version in its address is asked for once: to ask for each of a
        # dozen files again takes as long as the page itself.
        kept = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = KEPT if kept else "no-cache"
        return response

    def _page(self, content: bytes, token: str, status: int = 200) -> HTMLResponse:
        tag = f'<script src="{PREFIX}/client.js?v=" data-token="{token}" defer></script>'
        before, end, after = content.partition(b"</head>")
        # Pages keep the checksums that they were written with.
        injected = before + tag.encode() + end + after
        return HTMLResponse(_VERSIONED.sub(rb"\g<1>%d-" % self.assets, injected), status)

    def _missing(self, url_path: str) -> HTMLResponse:
        if self.built:
            title = "There is no such page"
            text = f"{html.escape(url_path)} is not in the project; it is shown here once it is."
        else:
            title = "The site is being built"
            text = "The page is shown here as soon as it is there; the terminal tells more."
        content = _MISSING.format(title=title, text=text).encode()
        return self._page(content, self.token(url_path), 404)
