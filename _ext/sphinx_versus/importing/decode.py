"""Bytes into lines of clean text, or a word about why not."""

from __future__ import annotations

import re

from .draft import Note, RefusedError

_SAVE = "save a spreadsheet as CSV, and a text as Markdown, as with: pandoc -t gfm -o page.md FILE"
_FORMATS = (
    (b"%PDF-", "a PDF file; copy its text into a text file"),
    (b"PK\x03\x04", f"an archive, such as a Word, Excel or OpenDocument file; {_SAVE}"),
    (b"\xd0\xcf\x11\xe0", f"an old Word or Excel file; {_SAVE}"),
    (b"{\\rtf", "an RTF file; save it as text"),
)
_HTML = re.compile(
    r"\s*+(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:(?:!doctype\s+)?html|head|body|table)\b",
    re.I | re.S,
)
_HTML_FILES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_NO_HTML = (
    "this is an HTML file; turn it into Markdown, as with: pandoc -t gfm -o page.md page.html, or "
    "open it in a browser, and copy its text into a text file"
)
_NO_TEXT = (
    "this is not text that can be read; if it is, name its encoding: ENCODING=... (--encoding)"
)
# Short texts of Western Europe would be taken for these.
_RARE = ["shift_jis_2004", "shift_jisx0213"]
# So many of a hundred characters may be control characters before text is none.
_MOST_CONTROLS = 2
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Soft hyphen, zero-width space, word joiner, mark of the byte order. The joiners
# of Persian and of emoji are letters in this sense, and stay.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


def decode(data: bytes, encoding: str = "", suffix: str = "") -> tuple[str, list[Note]]:
    """Decode a file, whose name has a suffix, and clean its text, with notes on both.

    No control characters are left but those that end lines, and tabs.
    """
    for start, name in _FORMATS:
        if data.startswith(start):
            raise RefusedError(f"this is {name}")
    notes: list[Note] = []
    if encoding:
        try:
            text = data.decode(encoding)
        except (LookupError, ValueError) as error:
            raise RefusedError(f"this cannot be read as {encoding}: {error}") from None
    else:
        text, guess = _detected(data)
        notes += [Note(guess)] if guess else []
        if len(_CONTROL.findall(text)) * 100 > _MOST_CONTROLS * len(text):
            raise RefusedError(_NO_TEXT)
    text = text.removeprefix("\ufeff")
    if suffix.lower() in _HTML_FILES or _HTML.match(text):
        raise RefusedError(_NO_HTML)
    text, invisible = _INVISIBLE.subn("", text)
    text, controls = _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
    if invisible:
        notes.append(
            Note(f"invisible signs, such as soft hyphens, have been taken out: {invisible}")
        )
    if controls:
        notes.append(Note(f"control characters are shown as \N{REPLACEMENT CHARACTER}: {controls}"))
    return text, notes


def _detected(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and what to say of its encoding, if that is a guess."""
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        # Only here: it takes long to import, and most files are UTF-8.
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_exclusion=_RARE).best()
    if best is None:
        raise RefusedError(_NO_TEXT)
    if best.encoding.startswith("utf"):
        return str(best), ""
    alike = [best.encoding, *best.could_be_from_charset]
    name = "Windows-1252" if "cp1252" in alike else best.encoding
    return str(best), (
        f"the text is not UTF-8 and was read as {name}; "
        "if letters look wrong, name the encoding: ENCODING=... (--encoding)"
    )
