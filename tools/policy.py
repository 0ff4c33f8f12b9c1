"""Print the content security policy that a built site works with: make policy.

Scripts and style sheets that stand in pages, such as those of themes, are let
in by the hashes of what they say now; anything else that a page might come to
hold is not run.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

# Types of what browsers run; the others are data.
_RUN = {"", "text/javascript", "module", "importmap", "speculationrules"}


class _Inline(HTMLParser):
    """Collects the hashes of the scripts and style sheets that stand in pages."""

    def __init__(self) -> None:
        super().__init__()
        self.hashes: dict[str, set[str]] = {"script": set(), "style": set()}
        self._drawings = 0
        self._in = ""
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what begins here."""
        self._drawings += tag == "svg"
        given = dict(attrs)
        runs = "src" not in given and (given.get("type") or "").lower() in _RUN
        if tag == "style" or (tag == "script" and runs):
            self._in, self._text = tag, []

    def handle_data(self, data: str) -> None:
        """Collect what stands in it; in drawings it is written with entities."""
        if self._in:
            self._text.append(unescape(data) if self._drawings else data)

    def handle_endtag(self, tag: str) -> None:
        """Note the hash of what ends here."""
        self._drawings -= tag == "svg"
        if self._in == tag:
            digest = hashlib.sha256("".join(self._text).encode()).digest()
            self.hashes[tag].add(f"'sha256-{base64.b64encode(digest).decode()}'")
            self._in = ""


def policy(site: Path) -> str:
    """Return the policy of the pages in a folder, as the value of the header."""
    hashes: dict[str, set[str]] = {"script": set(), "style": set()}
    for path in sorted(site.rglob("*.html")):
        parser = _Inline()
        parser.feed(path.read_text(encoding="utf-8"))
        for tag, found in parser.hashes.items():
            hashes[tag] |= found
    directives = {
        "default-src": ["'none'"],
        # The second word is for Pagefind.
        "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(hashes["script"])],
        "style-src": ["'self'", *sorted(hashes["style"])],
        # Widths of columns and of pictures.
        "style-src-attr": ["'unsafe-inline'"],
        # The icons of style sheets.
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(words)}" for name, words in directives.items())


if __name__ == "__main__":
    print(policy(Path(sys.argv[1])))
