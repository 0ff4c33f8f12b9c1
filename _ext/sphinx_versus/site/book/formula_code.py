"""Lets a converted formula pass only where it is nothing but a formula.

A converter from LaTeX to Typst is no guard: whatever it lets through would run
as code. So the text in a formula does not go through it, but comes back as
string literals, and what it makes is read sign by sign: names are looked for in
a list, and all that could begin code, a comment, a label or a field is refused.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from .literals import string

# Functions for formulas that do nothing but draw their arguments.
FUNCTIONS = frozenset(
    (
        *("abs", "accent", "attach", "bb", "binom", "bold", "cal", "cancel", "cases", "class"),
        *("display", "frac", "frak", "inline", "italic", "limits", "lr", "mat", "mid", "mono"),
        *("norm", "op", "overbrace", "overbracket", "overline", "overparen", "primes", "root"),
        *("round", "sans", "scr", "script", "scripts", "serif", "sqrt", "sscript", "stretch"),
        *("underbrace", "underbracket", "underline", "underparen", "upright", "vec"),
    )
)

# The converter and the compiler go as deep as the formula does: much longer ones could end
# the whole process.
LONGEST = 5000


class RefusedError(Exception):
    """A formula cannot be set as code; the text says why."""


_TEXT = re.compile(
    r"\\(text|textrm|textnormal|textup|mbox|hbox|textbf|textit|emph|textsf|texttt)\s*\{"
)
_LOOK = {
    "textbf": "bold",
    "textit": "italic",
    "emph": "italic",
    "textsf": "sans",
    "texttt": "mono",
}
_IN_TEXT = re.compile(r"\\(?P<sign>[%#$&_{} ])|(?P<grouping>[{}])|(?P<command>\\)|[^\\{}]")

# A sign for private use stands for a text while the converter sees the formula.
_FIRST = 0xE000
_PLACEHOLDER = re.compile("[\ue000-\uf8ff]")
_AROUND_PLACEHOLDERS = re.compile(r"(?<!\s)\s+(?=[\ue000-\uf8ff])|(?<=[\ue000-\uf8ff])\s+")


def without_texts(latex: str) -> tuple[str, list[str]]:
    """Return a formula with a sign instead of each text in it, and the texts as Typst's code.

    Raises `RefusedError` where a text holds commands.
    """
    if len(latex) > LONGEST:
        raise RefusedError("it is too long")
    if _PLACEHOLDER.search(latex):
        raise RefusedError("it has signs for private use")
    texts: list[str] = []
    return _taken_out(latex, texts), texts


def _taken_out(latex: str, texts: list[str]) -> str:
    pieces, end = [], 0
    while found := _TEXT.search(latex, end):
        close = _closing(latex, found.end())
        pieces += [latex[end : found.start()], "{"]
        # What stands between dollar signs is a formula again.
        for place, piece in enumerate(re.split(r"(?<!\\)\$", latex[found.end() : close])):
            if place % 2:
                pieces.append(_taken_out(piece, texts))
            elif piece:
                pieces.append(chr(_FIRST + len(texts)))
                literal = string(_plain(piece))
                look = _LOOK.get(found[1])
                texts.append(f"{look}({literal})" if look else literal)
        pieces.append("}")
        end = close + 1
    return "".join([*pieces, latex[end:]])


def _closing(latex: str, begin: int) -> int:
    """Return the place of the bracket that closes the one before ``begin``."""
    depth = 1
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(latex, begin):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    raise RefusedError("a bracket is not closed")


def _plain(text: str) -> str:
    """Return text as TeX would show it."""
    pieces = []
    for found in _IN_TEXT.finditer(text):
        if found["command"]:
            raise RefusedError("a text in it holds a command")
        pieces.append(found["sign"] or ("" if found["grouping"] else found[0]))
    return re.sub(r"[ \t\r\n]+", " ", "".join(pieces)).replace("~", "\xa0")


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<string>"[^"\\\r\n\ue000-\uf8ff]*")
    | (?P<gap>\#h\(-?\d{1,3}(?:\.\d{1,3})?(?:em|pt|cm|mm|in)\))
    | \#none(?=\s*[,)])                # no delimiter
    | delim(?=:)                       # the only argument with a name
    | (?P<name>[A-Za-z][A-Za-z0-9]*)(?P<fields>(?:\.[A-Za-z][A-Za-z0-9]*)*)
    | \\(?:[!-/:-@\[-`{-~]|(?=\s|$))   # a sign as it is, or the end of a line
    | /(?![/*]) | \*(?!/)              # no comment
    | <(?![A-Za-z])                    # no label
    | \.(?![A-Za-z])                   # no field
    | [0-9+\-=>!?,;:|()\[\]{}&^_'~%]
    | (?P<other>[^\x00-\x7f])""",
    re.VERBOSE,
)


def checked(converted: str, texts: list[str], symbols: Set[str], words: Set[str]) -> str:
    """Return what the converter has made with its texts, between dollar signs.

    ``symbols`` are their names in Typst, and ``words`` those of what else is only
    shown, such as ``sin``. Raises `RefusedError` where there is anything but a formula.
    """
    code = converted.strip()
    # The converter adds dollar signs where the formula has several lines.
    if len(code) > 1 and code[0] == code[-1] == "$":
        code = code[1:-1].strip()
    if {ord(sign) - _FIRST for sign in _PLACEHOLDER.findall(code)} != set(range(len(texts))):
        raise RefusedError("the converter has lost a text")
    pieces, end = [], 0
    # Spaces around a text are none in LaTeX.
    code = _AROUND_PLACEHOLDERS.sub("", code)
    while end < len(code):
        found = _TOKEN.match(code, end)
        if found is None:
            raise RefusedError(f'"{code[end]}" may be no part of a formula')
        end = found.end()
        name, other = found["name"], found["other"]
        if name and name not in symbols:
            if len(name) > 1 and name not in words and name not in FUNCTIONS:
                raise RefusedError(f'"{name}" is no symbol')
            if found["fields"]:
                raise RefusedError(f'"{name}" has no fields')
        if other and _PLACEHOLDER.match(other):
            pieces.append(texts[ord(other) - _FIRST])
        elif other and unicodedata.category(other)[0] == "C":
            raise RefusedError("it has a sign that cannot be seen")
        else:
            # Nothing may be added to a call that ends here.
            pieces.append(found[0] + (" " if found["gap"] else ""))
    if not pieces:
        raise RefusedError("nothing is left of it")
    return f"$ {''.join(pieces)} $"
