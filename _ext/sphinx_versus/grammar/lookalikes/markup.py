"""Markup that Markdown has elsewhere, and that is text here.

Struck words, tasks, bare addresses and alerts are read (`reading/github.py`), and so are
the short codes of marks at the beginning of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx_versus.grammar.problems import Kind

from .found import Context, Found, Place

# What one of these texts has; few others do.
_SIGNS = re.compile(
    r"[$^~]|==|\+\+|\\[(\[b]|:[a-z+-][\w-]*:|\{[{%]|\[\[|\]\([^()\s]* |!!!|\?\?\?|\[!|\*\["
    r"|\s\{:?\s*[#.]|\[_?toc|\{:toc",
    re.IGNORECASE,
)
_TICKS = re.compile(r"`+")
# What is neither words nor the markup that is looked for: escapes, tags, addresses, roles.
_CLOSED = re.compile(
    r"\\[!-/:-@\[-`{-~]|<[/a-zA-Z!][^<>]*>|\]\((?=[^\s()<>]*\))[^\s()<>]*\)|https?://[^\s<>]*"
)
_DOLLARS = re.compile(r"(?<![\w$\\])\$(?=[^\s$])([^$\n]{0,200}?)(?<=[^\s\\])\$(?![\w$])")
_ENVIRONMENT = re.compile(r"\\begin\{((?:equation|align|gather|multline|eqnarray|alignat)\*?)\}")
# A formula has signs that words do not have, or is made of short names.
_FORMULA = re.compile(
    r".*[\\^_={}<>|]|[A-Za-z]\w?'?(?:\([^()]*\))?(?:\s*[-+*/,]\s*\w{1,2})*$", re.DOTALL
)
_TEX = re.compile(r"\\[a-zA-Z]|[_={}]|\w\^")
# In brackets with a stroke before each, other signs have one too.
_ESCAPED = re.compile(r"\\[^\w\s{},;:!|\\]|\\_")
_SHORT_CODE = re.compile(r"(?<![\w:{]):(\+1|-1|[a-z][a-z0-9_-]*):(?![\w:`])")
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
_BRACED = re.compile(
    r"(?<![\w$\\{])\{\{[ \t]*+([A-Za-z_][\w.]*+)[ \t]*+(?:\|[^{}\n]{0,80})?\}\}(?!\})"
)
_BLOCK_TAG = re.compile(r"\{%-?\s*([a-z]+)\b[^%\n]*%\}")
_NOTE = re.compile(r"\^\[([^\[\]\n]+)\]")
_BELOW = re.compile(r"(?<=[A-Za-z0-9)])~([A-Za-z0-9+-]{1,12})~(?!~)")
_ABOVE = re.compile(r"(?<=[A-Za-z0-9)])\^([A-Za-z0-9+-]{1,12})\^(?![\w^])")
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,200})(?<=\S)==(?![=\w])")
_ADDED = re.compile(r"(?<![+\w])\+\+(?=[^\W\d_]{2})([^+\n]{2,200})(?<=\w\w)\+\+(?![+\w])")
_WIKI = re.compile(r"!?\[\[([A-Za-z#][^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\](?![(\[])")
_CONTENTS = re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\{:toc\}|\[\[?toc\]?\])\s*", re.IGNORECASE)
_SPACED = re.compile(
    r"(!?\[[^\[\]\n]{0,200}\]\()([^\s()<>\"']+(?: +[^\s()<>\"']+)+)( +\"[^\"\n]*\")?\)"
)
_FILE = re.compile(r"https?://|\.{0,2}/|.*\.[A-Za-z]{2,4}(?:#\S*)?$")
_BOX = re.compile(
    r"^[ \t]*(!!!|\?\?\?\+?)[ \t]+([a-z][\w-]*)(?:[ \t]+\"([^\"\n]*)\")?", re.MULTILINE
)
_ALERT = re.compile(r"\s*\[!([A-Za-z]+)\]")
_ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
_ABBREVIATION = re.compile(r"^\*\[([^\[\]\n]+)\]:[ \t]*(.*)", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\s\{:?\s*([#.][\w-]++)[^{}\n]*+\}\s*$")


class _Hit(NamedTuple):
    """Where something was found, its syntax, and what to say."""

    at: int
    syntax: str
    message: str


def unread_markup(text: str, context: Context) -> Iterator[Found]:
    """Yield the markup of a text that nobody reads, given the syntaxes of MyST that are on."""
    if not _SIGNS.search(text):
        return
    # Escapes are looked for before they are left out.
    plain = without_code(text)
    closed = _CLOSED.sub(lambda found: " " * len(found[0]), plain)
    told: set[str] = set()
    for look in _LOOKS:
        for hit in look(plain if look in _IN_ALL else closed, context.place):
            if hit.syntax in context.syntaxes or hit.syntax in told:
                continue
            if (
                hit.syntax == "wiki link"
                and text[hit.at :].split("]]")[0].strip("[@ ") in context.keys
            ):
                # It is told as a citation.
                continue
            if hit.syntax != "address":
                told.add(hit.syntax)
            line = text.count("\n", 0, hit.at)
            once = "" if hit.syntax == "address" else hit.syntax
            yield Found(Kind.UNREAD_MARKUP, line, hit.message, once)


def without_code(text: str) -> str:
    """Return Markdown with blanks in the place of its code, so that all else stays where it was."""
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text)]
    if len(runs) < 2:
        return text
    behind: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        behind.setdefault(end - start, []).append(number)
    parts: list[str] = []
    at = number = 0
    while number < len(runs):
        start, end = runs[number]
        alike = behind[end - start]
        while alike and alike[0] <= number:
            alike.pop(0)
        if not alike:
            number += 1
            continue
        close = alike[0]
        parts += [text[at:start], re.sub(r"[^\n]", " ", text[start : runs[close][1]])]
        at, number = runs[close][1], close + 1
    return "".join(parts) + text[at:]


def _formulas(text: str, place: Place) -> Iterator[_Hit]:
    if "$" in text:
        parts = text.split("$$")
        if len(parts) > 2 and parts[1].strip() and not parts[0].endswith("\\"):
            yield _Hit(len(parts[0]), "dollarmath", _formula("$$", parts[1].strip()))
        for found in _DOLLARS.finditer(text):
            if _FORMULA.match(found[1]):
                formula = found[1]
                if place == "cell":
                    formula = re.sub(r"(?<!\\)\|", r"\|", formula)
                yield _Hit(found.start(), "dollarmath", _formula("$", formula))
    for start, formula in _backslashed(text) if "\\" in text else ():
        if _TEX.search(formula) and not _ESCAPED.search(formula):
            yield _Hit(
                start,
                "backslashed",
                f'"{_short(text[start : start + 2] + formula)}" is no formula in this Markdown; '
                f"write {{math}}`{_short(formula.strip())}`",
            )
    for found in _ENVIRONMENT.finditer(text):
        yield _Hit(
            found.start(),
            "amsmath",
            f'"{found[0]}" is shown as it is typed, because these formulas are not turned on; '
            'add "amsmath" to myst_enable_extensions in conf.py, or put the formula '
            'between "```{math}" and "```"',
        )


def _backslashed(text: str) -> Iterator[tuple[int, str]]:
    r"""Yield the places of what stands between ``\(`` and ``\)`` or such brackets, and that."""
    for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]")):
        start = text.find(opening)
        while start >= 0 and (end := text.find(closing, start)) >= 0:
            yield start, text[start + 2 : end]
            start = text.find(opening, end)


def _formula(signs: str, formula: str) -> str:
    remedy = (
        f"write {{math}}`{_short(formula)}`"
        if signs == "$"
        else 'put the formula between "```{math}" and "```"'
    )
    return (
        f'"{signs}{_short(formula)}{signs}" is shown as it is typed, because formulas between '
        'dollar signs are not turned on; add "dollarmath" to myst_enable_extensions in conf.py, '
        f"or {remedy}"
    )


def _short_codes(text: str, place: Place) -> Iterator[_Hit]:
    for found in _SHORT_CODE.finditer(text) if text.count(":") > 1 else ():
        code = found[1]
        is_icon = code.startswith(_SETS)
        if not is_icon and code not in _CODES:
            continue
        if place == "cell" and not text[: found.start()].strip() and _is_mark(code):
            continue
        sign = _CODES.get(code)
        yield _Hit(
            found.start(),
            "short codes",
            f'":{code}:" is a short code, which is shown as it is typed; '
            + (f'type the sign itself: "{sign}"' if sign else "type a word or a sign in its place"),
        )


def _is_mark(code: str) -> bool:
    return code in _MARKS or code.startswith(("octicons-check-", "octicons-x-", "material-check"))


def _templates(text: str, _place: Place) -> Iterator[_Hit]:
    if "{" not in text:
        return
    for found in _BRACED.finditer(text):
        yield _Hit(
            found.start(),
            "substitution",
            f'"{found[0]}" is shown as it is typed, because substitutions are not turned on; '
            'add "substitution" to myst_enable_extensions in conf.py, '
            f"or write it as code: `{found[0]}`",
        )
    for found in _BLOCK_TAG.finditer(text):
        yield _Hit(
            found.start(),
            "template",
            f'"{found[0]}" is for another program, and is shown as it is typed; take it out, '
            f"or write it as code: `{found[0]}`",
        )


def _raised(text: str, _place: Place) -> Iterator[_Hit]:
    for found in _BELOW.finditer(text) if "~" in text else ():
        yield _Hit(
            found.start(),
            "subscript",
            f'"{found[0]}" is shown as it is typed; write <sub>{found[1]}</sub>',
        )
    if "^" not in text:
        return
    for found in _ABOVE.finditer(text):
        yield _Hit(
            found.start(),
            "superscript",
            f'"{found[0]}" is shown as it is typed; write <sup>{found[1]}</sup>',
        )
    for found in _NOTE.finditer(text):
        yield _Hit(
            found.start(),
            "inline note",
            f'"{_short(found[0])}" is no footnote in this Markdown; write [^note], '
            f'and on a line of its own "[^note]: {_short(found[1])}"',
        )


def _marked(text: str, _place: Place) -> Iterator[_Hit]:
    for found in _MARKED.finditer(text) if "==" in text else ():
        yield _Hit(
            found.start(),
            "marked",
            f'"{_short(found[0])}" is shown as it is typed; write <mark>{_short(found[1])}</mark>, '
            f"or **{_short(found[1])}**",
        )
    for found in _ADDED.finditer(text) if "++" in text else ():
        yield _Hit(
            found.start(),
            "added",
            f'"{_short(found[0])}" is shown as it is typed; write <ins>{_short(found[1])}</ins>',
        )


def _links(text: str, _place: Place) -> Iterator[_Hit]:
    if "[" not in text:
        return
    if _CONTENTS.fullmatch(text):
        yield _Hit(
            0, "contents", f'"{text.strip()}" is shown as it is typed; take it out: '
            "a page has its contents beside it"
        )  # fmt: skip
        return
    for found in _WIKI.finditer(text):
        shown = (found[2] or found[1]).strip()
        yield _Hit(
            found.start(),
            "wiki link",
            f'"{_short(found[0])}" is the link of a wiki, and leads nowhere here; '
            f"write [{_short(shown)}](page.md), with the file of the page",
        )
    for found in _ABBREVIATION.finditer(text):
        yield _Hit(
            found.start(),
            "abbreviation",
            f'"{_short(found[0])}" explains nothing here; write '
            f'<abbr title="{_short(found[2].strip())}">{found[1]}</abbr>',
        )


def _addresses(text: str, _place: Place) -> Iterator[_Hit]:
    for found in _SPACED.finditer(text) if "](" in text else ():
        if _FILE.match(found[2]):
            what = "picture" if found[0].startswith("!") else "link"
            title = found[3] or ""
            yield _Hit(
                found.start(),
                "address",
                f'"{found[0]}" is no {what}, because its address has a space; '
                f"write {found[1]}<{found[2]}>{title})",
            )


def _boxes(text: str, _place: Place) -> Iterator[_Hit]:
    for found in _BOX.finditer(text) if "!!!" in text or "???" in text else ():
        name = found[2] if not found[3] else f"admonition}} {found[3]}"
        opening = f":::{{{name}}}" if not found[3] else f":::{{{name}"
        yield _Hit(
            found.start(),
            "boxes",
            f'"{found[0].strip()}" opens no box in this Markdown; write "{opening}" in its place, '
            'the text without its indentation, and ":::" behind it',
        )
    alert = _ALERT.match(text)
    if alert and alert[1].upper() not in _ALERTS:
        yield _Hit(
            alert.start(1),
            "alert",
            f'"[!{alert[1]}]" is none of the alerts; they are {", ".join(_ALERTS)}',
        )


def _heading_attributes(text: str, place: Place) -> Iterator[_Hit]:
    found = _ATTRIBUTES.search(text) if place == "heading" and "{" in text else None
    # A label is told as one.
    if found and found[1][0] != "#":
        yield _Hit(
            found.start(1),
            "attributes",
            f'"{found[0].strip()}" is shown as part of the heading; take it out',
        )


_Look = Callable[[str, Place], Iterator[_Hit]]
_LOOKS: tuple[_Look, ...] = (
    *(_formulas, _short_codes, _templates, _raised, _marked, _links, _addresses, _boxes),
    _heading_attributes,
)
# Those that look for signs which the others leave out.
_IN_ALL = (_formulas, _addresses)


def _short(text: str, length: int = 40) -> str:
    """Return the beginning of a text, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
