"""Markup that Markdown has elsewhere, and that is text here.

Struck words, tasks, bare addresses and alerts are read (`reading/github.py`), and so are
the short codes of marks at the beginning of a cell.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx_versus.grammar.problems import Kind

from .found import Context, Found, Place

# What one of these texts has; few others do. A sign at the begin of each is found fast.
_SIGNS = re.compile(
    r"\$|\^|~|==|\+\+|\\[(\[b]|:[a-z+-][\w-]*:|\{[{%]|\[\[|\]\([^()\s]* |!!!|\?\?\?|\[!|\*\["
    r"|\{:?\s*[#.]|\[_?toc|\{:toc|\][ \t]++\(|\)\[",
    re.IGNORECASE,
)
_TICKS = re.compile(r"`+")
_SETS = ("material-", "octicons-", "fontawesome-", "simple-")
# Those without a line below, by the sign to type.
_CODES = {
    "white_check_mark": "✅", "heavy_check_mark": "✔", "ballot_box_with_check": "☑", "x": "❌",
    "warning": "⚠", "question": "❓", "no_entry": "⛔", "rocket": "🚀", "tada": "🎉", "star": "⭐",
    "sparkles": "✨", "bulb": "💡", "fire": "🔥", "bug": "🐛", "construction": "🚧", "memo": "📝",
    "zap": "⚡", "boom": "💥", "heart": "❤", "thumbsup": "👍", "thumbsdown": "👎", "+1": "👍",
    "-1": "👎", "smile": "😄", "eyes": "👀", "wave": "👋", "lock": "🔒", "link": "🔗",
    "information_source": "\N{INFORMATION SOURCE}", "heavy_multiplication_x": "✖",
    "exclamation": "❗",
    "green_circle": "🟢", "yellow_circle": "🟡", "orange_circle": "🟠", "red_circle": "🔴",
}  # fmt: skip
_MARKS = {
    *("white_check_mark", "heavy_check_mark", "ballot_box_with_check", "x", "warning"),
    *("question", "no_entry", "material-check", "material-close"),
}
_ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
# Where a link leads, and no words in brackets do.
_TARGET = r"https?://[^\s()\[\]<>]++|#[\w-]++|[\w./-]{1,80}\.(?:md|html?)(?:#[\w-]*+)?"
_TYPED = "is shown as it is typed"

_Hit = re.Match[str]
_Say = Callable[[_Hit, Place], str]


class _Look(NamedTuple):
    """A syntax, how it is found, and what is said of it: nothing if it is none after all.

    ``in_all`` looks for signs that are left out elsewhere, see `_closed`.
    """

    syntax: str
    pattern: re.Pattern[str]
    say: _Say
    in_all: bool = False


def unread_markup(text: str, context: Context) -> Iterator[Found]:
    """Yield the markup of a text that nobody reads, given the syntaxes of MyST that are on."""
    if not _SIGNS.search(text):
        return
    # Escapes are looked for before they are left out.
    plain = without_code(text)
    closed = _closed().sub(lambda found: " " * len(found[0]), plain)
    told = {*context.syntaxes}
    for syntax, pattern, say, in_all in _looks():
        if syntax in told:
            continue
        for found in pattern.finditer(plain if in_all else closed):
            message = say(found, context.place)
            # The link of a wiki may be a citation, and is told as one.
            key = found[0].strip("![@ ]") if syntax == "wiki link" else ""
            if not message or (key and key in context.keys):
                continue
            line = text.count("\n", 0, found.start())
            once = "" if syntax == "address" else syntax
            yield Found(Kind.UNREAD_MARKUP, line, message, once)
            if once:
                told.add(syntax)
                break


def without_code(text: str) -> str:
    """Return Markdown with blanks in the place of its code, so that all else stays where it was."""
    runs = [found.span() for found in _TICKS.finditer(text)]
    # Of each length, the places of those that are left, the next one last.
    left: dict[int, list[int]] = {}
    for start, end in reversed(runs):
        left.setdefault(end - start, []).append(start)
    parts: list[str] = []
    at = 0
    for start, end in runs:
        alike = left[end - start]
        alike.pop()
        if start >= at and alike:
            close = alike[-1] + end - start
            parts += [text[at:start], re.sub(r"[^\n]", " ", text[start:close])]
            at = close
    return "".join(parts) + text[at:]


def _formula(found: _Hit, place: Place) -> str:
    # A formula has signs that words do not have, or is made of short names.
    formula = found[1]
    if not re.match(
        r".*[\\^_={}<>|]|[A-Za-z]\w?'?(?:\([^()]*\))?(?:\s*[-+*/,]\s*\w{1,2})*$", formula, re.DOTALL
    ):
        return ""
    if place == "cell":
        formula = re.sub(r"(?<!\\)\|", r"\|", formula)
    return _dollars("$", formula, f"write {{math}}`{_short(formula)}`")


def _block_formula(found: _Hit, _place: Place) -> str:
    formula = found[1].strip()
    return formula and _dollars("$$", formula, 'put the formula between "```{math}" and "```"')


def _dollars(signs: str, formula: str, remedy: str) -> str:
    return (
        f'"{signs}{_short(formula)}{signs}" {_TYPED}, because formulas between '
        'dollar signs are not turned on; add "dollarmath" to myst_enable_extensions in conf.py, '
        f"or {remedy}"
    )


def _backslashed(found: _Hit, _place: Place) -> str:
    formula = found[1] or found[2] or ""
    # In brackets with a stroke before each, other signs have one too.
    if not re.search(r"\\[a-zA-Z]|[_={}]|\w\^", formula) or re.search(
        r"\\[^\w\s{},;:!|\\]|\\_", formula
    ):
        return ""
    return (
        f'"{_short(found[0][:2] + formula)}" is no formula in this Markdown; '
        f"write {{math}}`{_short(formula.strip())}`"
    )


def _short_code(found: _Hit, place: Place) -> str:
    code = found[1]
    is_mark = code in _MARKS or code.startswith(
        ("octicons-check-", "octicons-x-", "material-check")
    )
    is_read = place == "cell" and is_mark and not found.string[: found.start()].strip()
    if is_read or not (code in _CODES or code.startswith(_SETS)):
        return ""
    sign = _CODES.get(code)
    remedy = f'type the sign itself: "{sign}"' if sign else "type a word or a sign in its place"
    return f'":{code}:" is a short code, which {_TYPED}; {remedy}'


def _spaced(found: _Hit, _place: Place) -> str:
    if not re.match(r"https?://|\.{0,2}/|.*\.[A-Za-z]{2,4}(?:#\S*)?$", found[2]):
        return ""
    what = "picture" if found[0].startswith("!") else "link"
    return (
        f'"{found[0]}" is no {what}, because its address has a space; '
        f"write {found[1]}<{found[2]}>{found[3] or ''})"
    )


def _link(found: _Hit, _place: Place) -> str:
    return f'"{_short(found[0])}" is no link; write [{_short(found[1])}]({found[2]})'


def _box(found: _Hit, _place: Place) -> str:
    name = f":::{{admonition}} {found[2]}" if found[2] else f":::{{{found[1]}}}"
    return (
        f'"{found[0].strip()}" opens no box in this Markdown; write "{name}" in its place, '
        'the text without its indentation, and ":::" behind it'
    )


def _attributes(found: _Hit, place: Place) -> str:
    # A label is told as one.
    is_told = place == "heading" and found[1][0] != "#"
    return f'"{found[0].strip()}" is shown as part of the heading; take it out' if is_told else ""


def _short(text: str, length: int = 40) -> str:
    """Return the beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _write(remedy: str, why: str = "") -> _Say:
    """Return what says that a text is shown as it is typed; its parts are put into a remedy."""

    def say(found: _Hit, _place: Place) -> str:
        parts = map(_short, found.groups(""))
        return f'"{_short(found[0])}" {_TYPED}{why}; {remedy.format(*parts, found=found[0])}'

    return say


# Few texts have any of it, so that it is compiled when it is needed.
@functools.cache
def _closed() -> re.Pattern[str]:
    """Return what is neither words nor the markup looked for: escapes, tags, addresses, roles."""
    return re.compile(
        r"\\[!-/:-@\[-`{-~]|<[/a-zA-Z!][^<>]*>|\]\((?=[^\s()<>]*\))[^\s()<>]*\)|https?://[^\s<>]*"
    )


@functools.cache
def _looks() -> tuple[_Look, ...]:
    return (
        _Look("dollarmath", re.compile(r"(?<!\\)\$\$([^$]++)\$\$"), _block_formula, True),
        _Look(
            "dollarmath",
            re.compile(r"(?<![\w$\\])\$(?=[^\s$])([^$\n]{0,200}?)(?<=[^\s\\])\$(?![\w$])"),
            _formula,
            True,
        ),
        _Look(
            "backslashed",
            re.compile(r"\\\(((?:(?!\\[()]).)*+)\\\)|\\\[((?:(?!\\[\[\]]).)*+)\\\]", re.DOTALL),
            _backslashed,
            True,
        ),
        _Look(
            "amsmath",
            re.compile(r"\\begin\{((?:equation|align|gather|multline|eqnarray|alignat)\*?)\}"),
            _write(
                'add "amsmath" to myst_enable_extensions in conf.py, or put the formula '
                'between "```{{math}}" and "```"',
                ", because these formulas are not turned on",
            ),
            True,
        ),
        _Look(
            "short codes",
            re.compile(r"(?<![\w:{]):(\+1|-1|[a-z][a-z0-9_-]*):(?![\w:`])"),
            _short_code,
        ),
        _Look(
            "substitution",
            re.compile(
                r"(?<![\w$\\{])\{\{[ \t]*+[A-Za-z_][\w.]*+[ \t]*+(?:\|[^{}\n]{0,80})?\}\}(?!\})"
            ),
            _write(
                'add "substitution" to myst_enable_extensions in conf.py, '
                "or write it as code: `{found}`",
                ", because substitutions are not turned on",
            ),
        ),
        _Look(
            "template",
            re.compile(r"\{%-?\s*[a-z]+\b[^%\n]*%\}"),
            lambda found, _: (
                f'"{found[0]}" is for another program, and {_TYPED}; take it out, '
                f"or write it as code: `{found[0]}`"
            ),
        ),
        _Look(
            "subscript",
            re.compile(r"(?<=[A-Za-z0-9)])~([A-Za-z0-9+-]{1,12})~(?!~)"),
            _write("write <sub>{0}</sub>"),
        ),
        _Look(
            "superscript",
            re.compile(r"(?<=[A-Za-z0-9)])\^([A-Za-z0-9+-]{1,12})\^(?![\w^])"),
            _write("write <sup>{0}</sup>"),
        ),
        _Look(
            "inline note",
            re.compile(r"\^\[([^\[\]\n]+)\]"),
            lambda found, _: (
                f'"{_short(found[0])}" is no footnote in this Markdown; write [^note], '
                f'and on a line of its own "[^note]: {_short(found[1])}"'
            ),
        ),
        _Look(
            "marked",
            re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,200})(?<=\S)==(?![=\w])"),
            _write("write <mark>{0}</mark>, or **{0}**"),
        ),
        _Look(
            "added",
            re.compile(r"(?<![+\w])\+\+(?=[^\W\d_]{2})([^+\n]{2,200})(?<=\w\w)\+\+(?![+\w])"),
            _write("write <ins>{0}</ins>"),
        ),
        _Look(
            "struck",
            re.compile(r"(?<![\w~\\])~~(?=[^\W\d_])(?![^~]*~~)([^~\n]{1,80})"),
            _write("close it, as in ~~{0}~~", ", because it is never closed"),
        ),
        _Look(
            "contents",
            re.compile(
                r"\A\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:toc\}|\[\[?toc\]?\])\s*\Z", re.IGNORECASE
            ),
            _write("take it out: a page has its contents beside it"),
        ),
        _Look(
            "wiki link",
            re.compile(r"!?\[\[([A-Za-z#][^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\](?![(\[])"),
            lambda found, _: (
                f'"{_short(found[0])}" is the link of a wiki, and leads nowhere here; '
                f"write [{_short(found[2] or found[1])}](page.md), with the file of the page"
            ),
        ),
        _Look(
            "abbreviation",
            re.compile(r"^\*\[([^\[\]\n]+)\]:[ \t]*(.*)", re.MULTILINE),
            lambda found, _: (
                f'"{_short(found[0])}" explains nothing here; write '
                f'<abbr title="{_short(found[2])}">{found[1]}</abbr>'
            ),
        ),
        _Look(
            "address",
            re.compile(
                r"(!?\[[^\[\]\n]{0,200}\]\()([^\s()<>\"']+(?: +[^\s()<>\"']+)+)( +\"[^\"\n]*\")?\)"
            ),
            _spaced,
            True,
        ),
        _Look(
            "parted link",
            re.compile(rf"(?<![\]\w!])\[(?!\d*\])([^\[\]\n]{{1,80}})\][ \t]++\(({_TARGET})\)"),
            _link,
            True,
        ),
        _Look(
            "turned link",
            re.compile(rf"\((?!\d*\))([^()\[\]\n]{{1,80}})\)\[({_TARGET})\](?![(\[:])"),
            _link,
            True,
        ),
        _Look(
            "boxes",
            re.compile(
                r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+([a-z][\w-]*)(?:[ \t]+\"([^\"\n]*)\")?",
                re.MULTILINE,
            ),
            _box,
        ),
        _Look(
            "alert",
            re.compile(rf"\A\s*\[!(?!(?:{'|'.join(_ALERTS)})\])([A-Z]+)\]", re.IGNORECASE),
            lambda found, _: (
                f'"[!{found[1]}]" is none of the alerts; they are {", ".join(_ALERTS)}'
            ),
        ),
        _Look("attributes", re.compile(r"\s\{:?\s*([#.][\w-]++)[^{}\n]*+\}\s*\Z"), _attributes),
    )
