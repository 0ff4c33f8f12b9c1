"""Plain text as Markdown that shows it as it is, with its addresses as links."""

from __future__ import annotations

import re

from sphinx_versus.grammar.escape import inline, opening

# Addresses whose text is shown as it is written: plain ASCII, nothing to decode.
_ADDRESS = re.compile(
    r"(?<!\w)https?://[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?:/[\w/.~!$&'()*+,;=:@?#-]*)?", re.ASCII
)


def escaped(text: str) -> str:
    """Return text as inline Markdown that shows it as it is, with addresses as links.

    White space becomes single spaces.
    """
    text = " ".join(re.split(r"[ \t\r\n]+", text.strip()))
    return "".join(
        inline(piece) if isinstance(piece, str) else f"<{piece[0]}>" for piece in pieces_of(text)
    )


def line_of_text(text: str) -> str:
    """Return text as a line of Markdown that opens nothing but a paragraph."""
    return opening(escaped(text))


def pieces_of(text: str) -> list[str | tuple[str]]:
    """Split a text at the addresses in it, which become tuples."""
    pieces: list[str | tuple[str]] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = without_end(found[0])
        if "xn--" not in address:
            pieces += [text[at : found.start()], (address,)]
            at = found.start() + len(address)
    return [piece for piece in [*pieces, text[at:]] if piece]


def without_end(address: str) -> str:
    """Return an address without the punctuation of the sentence that it ends."""
    while address[-1] in ".,;:!?'*" or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address
