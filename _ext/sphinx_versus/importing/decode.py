"""Bytes into lines of clean text, or a word about why not."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .draft import Note, RefusedError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16, whose mark begins the one of UTF-32.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file; copy its text into a text file"),
    (b"PK\x03\x04", "an archive, such as a Word or Excel file; save it as text or as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file; save it as text or as CSV"),
    (b"{\\rtf", "an RTF file; save it as text"),
)
_HTML = re.compile(r"\s*+(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*+<(?:!doctype\s+)?html\b", re.I | re.S)
# So many of a hundred characters may be control characters before text is none.
_MOST_CONTROLS = 2
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Soft hyphen, zero-width space, word joiner, mark of the byte order. The joiners
# of Persian and of emoji are letters in this sense, and stay.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Clean text: no control characters but those that end lines, and tabs."""

    text: str
    notes: list[Note]


def decode(data: bytes, encoding: str = "") -> Decoded:
    """Decode a file, and clean its text.

    Without a name of an encoding: by the mark of the byte order, else UTF-16
    if every second byte is zero, else UTF-8, else Windows-1252, which is a
    guess. Raises `RefusedError` for what is not text.
    """
    for start, name in _FORMATS:
        if data.startswith(start):
            raise RefusedError(f"this is {name}")
    notes: list[Note] = []
    if encoding:
        try:
            text = data.decode(encoding)
        except LookupError:
            raise RefusedError(f'there is no encoding "{encoding}"') from None
        except (UnicodeError, ValueError) as error:
            raise RefusedError(f"this is not {encoding}: {error}") from None
    else:
        text, guess = _detected(data)
        if guess:
            notes.append(Note(guess))
    text = text.removeprefix("\ufeff")
    if _HTML.match(text):
        raise RefusedError(
            "this is an HTML file; open it in a browser, and copy its text into a text file"
        )
    return _cleaned(text, notes)


def _detected(data: bytes) -> tuple[str, str]:
    named = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _wide(data)
    guess = ""
    for name in [named] if named else ["utf-8", "cp1252"]:
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if name == "cp1252":
            guess = (
                "the text is not UTF-8 and was read as Windows-1252; "
                "if letters look wrong, name the encoding: ENCODING=... (--encoding)"
            )
        if len(_CONTROL.findall(text)) * 100 <= _MOST_CONTROLS * len(text):
            return text, guess
    raise RefusedError(
        "this is not text in UTF-8, UTF-16 or Windows-1252; "
        "if it is text, name its encoding: ENCODING=... (--encoding)"
    )


def _wide(data: bytes) -> str:
    """Return the kind of UTF-16 that text without a mark is in, if it is."""
    half = len(data) // 2
    if half < 2 or len(data) % 2:
        return ""
    if data[1::2].count(0) * 10 > half * 4 and not data[0::2].count(0):
        return "utf-16-le"
    if data[0::2].count(0) * 10 > half * 4 and not data[1::2].count(0):
        return "utf-16-be"
    return ""


def _cleaned(text: str, notes: list[Note]) -> Decoded:
    text, invisible = _INVISIBLE.subn("", text)
    text, controls = _CONTROL.subn("\N{REPLACEMENT CHARACTER}", text)
    if invisible:
        notes.append(
            Note(f"invisible signs, such as soft hyphens, have been taken out: {invisible}")
        )
    if controls:
        notes.append(Note(f"control characters are shown as \N{REPLACEMENT CHARACTER}: {controls}"))
    return Decoded(text, notes)
