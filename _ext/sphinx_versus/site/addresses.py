"""The addresses to which links may lead: those of the web, of mail, of DOIs, and of pages.

Browsers run what some other addresses say. Markdown refuses those; what comes
from a bibliography, or is handed on to machines, is asked about here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d[\d.]*/\S+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_RESOLVER = "https://doi.org/"
# The addresses that styles make of numbers.
_NUMBERED = re.compile(
    r"(https?://(?:dx\.)?doi\.org/|https://arxiv\.org/abs/(?:arxiv:)?"
    r"|https://www\.ncbi\.nlm\.nih\.gov/pubmed/)(.*)",
    re.IGNORECASE,
)
# What no name of a page may hold on one system or another, and how long it may be.
_NOT_IN_NAMES = re.compile(r"[\\:*?\"<>|]|[. ]$|^ ")
_LONGEST_NAME = 200
_COMMAND = re.compile(r"\\url\s*\{([^{}]*)\}")


def web_address(written: str) -> str:
    """Return an address for a link, or nothing if links may not lead there.

    It is as it was written, but for spaces around it; one of a DOI becomes
    that of its resolver, as browsers do not know the scheme.
    """
    address = written.strip(" ")
    if not address.isprintable() or " " in address:
        # Browsers leave some of these out before they look at the scheme.
        return ""
    scheme, _, rest = address.partition(":")
    match scheme.lower():
        case "http" | "https" if re.match(r"//[^/?#\\]", rest):
            return address
        case "mailto" if "@" in rest:
            return address
        case "doi" if is_doi(rest):
            return _RESOLVER + rest
    return ""


def source_address(written: str) -> str:
    """Return the address of a source, as `web_address` does.

    ``written`` is a field of a bibliography, or what a style has made of it:
    it puts an address before the number of a DOI, even where the field holds
    a whole address.
    """
    text = written.strip(" ")
    command = _COMMAND.fullmatch(text)
    if command:
        text = command[1]
    numbered = _NUMBERED.fullmatch(text)
    if numbered and _SCHEME.match(numbered[2]):
        return web_address(numbered[2])
    if numbered and "doi.org/" in numbered[1].lower() and not is_doi(numbered[2]):
        return ""
    return web_address(text)


def is_doi(text: str) -> bool:
    """Return whether a text has the shape of a DOI."""
    return bool(_DOI.fullmatch(text)) and text.isprintable()


def page_name(path: str, docname: str, suffixes: Iterable[str]) -> str:
    """Return the name of the document that a path is that of, or nothing if of none.

    The path is as in a link on the page ``docname``: from its folder or, with a slash before
    it, from that of the project; it ends with one of the ``suffixes`` of files, as the address
    of its page does, or in none. Nothing leads out of the project.
    """
    path = unquote(path)
    if path.endswith("/"):
        path += "index"
    name = path.lstrip("/")
    if name == path:
        name = posixpath.join(posixpath.dirname(docname), path)
    suffix = next((each for each in (*suffixes, ".html") if name.endswith(each)), "")
    name = posixpath.normpath(name.removesuffix(suffix))
    return name if path and name != "." and all(map(_is_name, name.split("/"))) else ""


def _is_name(part: str) -> bool:
    return (
        0 < len(part.encode(errors="replace")) <= _LONGEST_NAME
        and part.isprintable()
        and not _NOT_IN_NAMES.search(part)
    )
