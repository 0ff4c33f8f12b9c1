"""Plain text as Markdown that shows it as it is."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"[\\`*\[\]<|{}$]|&(?=#|\w+;)|(?<![^\W_])_|_(?![^\W_])|(?<=\S)~|~(?=[^~\s]{0,40}~)"
    # What other programs read as markup, and a build would tell of.
    r"|:(?=[a-z0-9_+-]{1,40}:)|=(?==)|(?<=\s)#(?=#*\s*$)"
)
# What is special at the beginning of a line only.
_OPENING = re.compile(r"#|>|:|%|=+$|\((?=.*\)=$)|[-+](?=\s|$|[-+])")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def inline(text: str) -> str:
    """Return text as Markdown for the inside of a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def opening(markdown: str) -> str:
    """Return a line of inline Markdown that opens nothing but a paragraph."""
    if _OPENING.match(markdown):
        return "\\" + markdown
    return _NUMBER.sub(r"\1\\\2", markdown, count=1) if _NUMBER.match(markdown) else markdown


def line(text: str) -> str:
    """Return text as a line of Markdown."""
    return opening(inline(text))
