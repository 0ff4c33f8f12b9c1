"""Lines that look like headings, lists and options, and are text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sphinx_versus.grammar.characters import odd_characters
from sphinx_versus.grammar.headings import known_section
from sphinx_versus.grammar.names import match, normalise, shortened
from sphinx_versus.grammar.options import is_option
from sphinx_versus.grammar.problems import Kind

from .found import Context, Found

# So much of a line is repeated in a message.
_LONGEST = 40
_WHOLE_LINES = ("lines", "item", "quote")
_LABEL = re.compile(r"(?<!\\)\{#(?P<name>[^\s{}]++)\}\s*+$")
# A heading without its space, or with a sign that is none of Markdown's.
_HASHES = re.compile(
    r"(?P<odd>[\s\u200b-\u200f\u2060\ufeff]*+)(?P<sign>[^\w\s#\uff03\ufe5f]?+)"
    r"(?P<hashes>[#\uff03\ufe5f]++(?:[^\w\s#\uff03\ufe5f][#\uff03\ufe5f]++)?)(?![\ufe0f\u20e3])"
    r"(?P<gap>[\s\u200b-\u200f\u2060\ufeff]*+)(?P<words>.*+)$"
)
_MORE_HASHES = re.compile(r"^[#\s]++")
# What all of them have somewhere.
_HINT = re.compile(
    r"[#\uff03\ufe5f]|^[ \t]*+[*_=]|[:\uff1a][ \t]*+$|^[ \t]*+[\^\"'~.`+]{3}", re.MULTILINE
)
# What may stand around a text; where only the first of two does, it is a slip of the finger.
_PAIRS = {"(": ")", "[": "]", "<": ">", "{": "}", "\u201c": "\u201d", "\u2018": "\u2019"}
_ALONE = frozenset("#:;.,!?-\\")
# A line in bold, in equals signs, or with a colon behind it.
_MARKED = re.compile(
    r"[^\w*_=|>\\]*+(?P<marks>\*{1,3}+|_{1,3}+|={1,6}+)(?P<words>[^*_=]++)(?P=marks)[^\w*_=|]*+$"
)
_COLON = re.compile(r"\s*+(?P<words>[^\s:\uff1a][^:\uff1a]*+)[:\uff1a]?+\s*+$")
_COLONS = (":", "\uff1a")
_UNDERLINE = re.compile(r"\s*+([\^\"'~.`+])\1{2,}+\s*+$")

# These begin an item and nothing else.
_BULLETS = "\u2022\u2023\u25e6\u2043\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u2219\u2b1d\uf0b7\u00b7"
# These may begin a sentence too, so that two lines are needed.
_SIGNS = (
    "\u2010\u2011\u2013\u2014\u2012\u2015\u2212\u2192\u21d2\u27a4\u25ba\u25b6\u25b8\u203a\u00bb"
    "\u2713\u2714\u2717\u2718\u2605\u2606\u2705\u274c\u2610\u2611"
)
_SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_ITEM = re.compile(
    rf"[ \t]*+(?:(?P<bullet>[{_BULLETS}]|&(?:bull|middot|\#8226);)\s*+(?=\S)"
    rf"|(?P<space>[{_SPACES}]++[ \t]*+[-*+]\s|[-*+][{_SPACES}])\s*+(?=\S)"
    # One sign too many before a mark or behind it.
    r"|(?P<slip>[#:;.,!|(\"'`*_~\u201c](?=[-*+]\s)[-*+]|[-*+][#:;.,!|(\"'`*_~\u201c])\s++(?=\S)"
    r"|(?P<double>--|[_~]|\\[-*+])\s++(?=\S)"
    # Markdown takes odd spaces off that stand before a mark, and keeps them from making a list.
    r"|(?P<bare>[-*+])[ \t]++(?=\S)"
    rf"|(?P<sign>[{_SIGNS}])\ufe0f?(?:\s++(?=\S)|(?=[^\W\d]))"
    r"|(?P<tight>[-+](?=[^\W\d]|[\[{`*\"\u201c])|\*(?=[^\W\d][^*]*+$))"
    rf"|(?P<number>\(?\d{{1,3}}[.)])(?:[{_SPACES}]|(?=[^\W\d]))"
    r"|(?P<bracket>\(\d{1,3}\))\s++(?=\S)"
    # The letter is what office programs make of a hollow bullet.
    r"|(?P<hollow>o)\s++(?=\S)"
    r"|(?P<letter>\(?(?:[a-z]|[ivx]{2,4})[.)]|\(?[A-Z]\))\s++(?=\S))(?P<words>.++)$"
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_ONE_IS_ENOUGH = ("bullet", "space", "slip")
# Sentences begin with them too, so that they are items where one is expected.
_WHERE_EXPECTED = ("sign", "tight", "double", "number", "bracket")


def is_plain(text: str, context: Context) -> bool:
    """Return whether nothing is to be found in a text, as in most."""
    if context.place not in _WHOLE_LINES:
        return True
    hollow = text.startswith("o ")
    return text[:1].isalnum() and not hollow and "\n" not in text and not context.before_list


def not_a_heading(text: str, context: Context) -> Iterator[Found]:
    """Yield the lines that look like headings and are none."""
    if is_plain(text, context) or not (context.before_list or _HINT.search(text)):
        return
    lines = text.split("\n")
    # The first line of an item stands behind its mark.
    for at, line in enumerate(lines):
        if (context.place == "item" and not at) or not line.strip():
            continue
        last = at == len(lines) - 1
        told = [*_hashes(line, at, context), *_marked(line, at, context, alone=len(lines) == 1)]
        yield from told
        if told:
            continue
        if last and context.before_list and (not at or line.rstrip().endswith(_COLONS)):
            yield from _before_list(line, at, context)
        elif not last and _UNDERLINE.match(lines[at + 1]) and _is_section(line, context):
            yield _heading(line, f"## {line.strip()}", at)


def _hashes(line: str, at: int, context: Context) -> Iterator[Found]:
    found = _HASHES.match(line)
    if not found or not any(map(str.isalnum, found["words"])):
        return
    hashes = "#" * unicodedata.normalize("NFKC", found["hashes"]).count("#")
    words = found["words"].strip()
    odd = found["odd"].strip(" \t")
    # Hashes and a space are a heading, or were meant to be seen where a sign stands before one.
    plain = found["hashes"] == hashes[:6] and found["gap"] in ("", " ", "\t")
    several = len(hashes) > 1 or not plain
    known = _is_section(words, context) or _is_side(words, context)
    if not several and not known:
        return
    if found["sign"] and (not found["gap"] or _encloses(found["sign"], words)):
        return
    if plain and found["gap"] and not found["sign"] and not odd and not known:
        return
    remedy = f"{hashes if 1 < len(hashes) < 7 else '##'} {words}"
    yield _heading(line, remedy, at, odd_characters(odd + found["hashes"] + found["gap"]))


def _encloses(sign: str, rest: str) -> bool:
    """Return whether a sign before a text has its counterpart in the text, as quotes have."""
    if sign == "`":
        return rest.count(sign) % 2 == 1
    return sign not in _ALONE and _PAIRS.get(sign, sign) in rest


def _marked(line: str, at: int, context: Context, *, alone: bool) -> Iterator[Found]:
    # Who is quoted may well begin with a word in bold.
    found = _MARKED.match(line) if context.place != "quote" else None
    if not found:
        return
    words = found["words"].strip(" :\uff1a")
    if _is_section(words, context):
        yield _heading(line, f"## {words}", at)
    elif alone and len(found["marks"]) > 1 and _is_side(words, context):
        yield _heading(line, f"### {words}", at)


def _before_list(line: str, at: int, context: Context) -> Iterator[Found]:
    found = _COLON.match(line)
    if found and _is_section(found["words"], context):
        yield _heading(line, f"## {found['words'].strip()}", at)


def _is_section(words: str, context: Context) -> bool:
    return known_section(words, context.headings)


def _is_side(words: str, context: Context) -> bool:
    hit = match(words, context.names)
    return hit is not None and (hit.exact or bool(hit.odd))


def _heading(line: str, remedy: str, at: int, odd: str = "") -> Found:
    return Found(
        Kind.NOT_A_HEADING,
        at,
        f'"{line.strip()}" looks like a heading and is text; '
        f'write "{remedy}"' + ", with a blank line before it" * bool(at) + f" ({odd})" * bool(odd),
    )


def half_a_heading(text: str, context: Context) -> Iterator[Found]:
    """Yield what keeps a heading from being all that it was meant to be."""
    if context.place not in ("heading", "inner heading"):
        return
    if "{#" in text and (label := _LABEL.search(text)):
        yield Found(
            Kind.DEAD_LABEL,
            0,
            f'"{label[0].strip()}" is a part of the heading and names nothing; '
            f'write "({label["name"]})=" on the line above',
        )
    is_name = normalise(text) in map(normalise, context.names)
    words = _MORE_HASHES.sub("", text) if text[:1] == "#" and not is_name else text
    if words != text and (_is_section(words, context) or _is_side(words, context)):
        yield Found(
            Kind.NOT_A_HEADING,
            0,
            f'the heading "{text}" begins with the sign of another one; '
            f'write all of them together, as in "### {words}"',
        )
    if context.place == "inner heading" and _is_section(text, context):
        yield Found(
            Kind.NOT_A_HEADING,
            0,
            f'the heading "{text}" stands inside another block and opens no section; '
            "put it at the margin, outside of lists, quotes and other directives",
        )


def not_a_list(text: str, context: Context) -> Iterator[Found]:
    """Yield the first line of each run of lines that look like items and are none."""
    if is_plain(text, context):
        return
    lines = text.split("\n")
    at = 1 if context.place == "item" else 0
    while at < len(lines):
        run = _run(lines, at)
        kind = _kind_of(lines[at])
        # A line of that kind among items, or right before some, is one of them.
        among = (kind == "tight" and context.place == "item") or (
            kind in _WHERE_EXPECTED and at in context.folded
        )
        before = kind in _WHERE_EXPECTED and context.before_list and at == len(lines) - 1
        bare = kind == "bare" and not at and context.place == "lines"
        found = _ITEM.match(lines[at])
        words = found["words"].strip() if found else ""
        one = kind in _ONE_IS_ENOUGH or (kind == "hollow" and words[:1].isupper())
        if found and ((kind != "bare" and (one or run > 1 or among or before)) or bare):
            mark = "1." if kind in ("number", "bracket") else "-"
            odd = odd_characters(found["space"] or "")
            yield Found(
                Kind.NOT_A_LIST,
                at,
                f'"{shortened(lines[at].strip(), _LONGEST)}" looks like an item of a list and is '
                f'text; begin each item with "{mark} ", as in "{mark} {shortened(words, _LONGEST)}"'
                + ", with a blank line before the first" * bool(at)
                + f" ({odd})" * bool(odd),
            )
        at += max(run, 1)


def _run(lines: list[str], at: int) -> int:
    """Return how many lines in a row begin with a mark of one kind, from a line on."""
    kind = _kind_of(lines[at])
    end = at
    while kind and end < len(lines) and _kind_of(lines[end]) == kind:
        if kind == "letter" and end > at and not _follows(lines[end - 1], lines[end]):
            break
        end += 1
    return end - at


def _follows(above: str, below: str) -> bool:
    """Return whether the letters or Roman numbers of two lines come one after the other."""
    one, other = _letter(above), _letter(below)
    roman = one in _ROMAN and other in _ROMAN and _ROMAN.index(other) == _ROMAN.index(one) + 1
    return roman or (len(one) == len(other) == 1 and ord(other) == ord(one) + 1)


def _kind_of(line: str) -> str:
    found = _ITEM.match(line)
    if not found:
        return ""
    if slip := found["slip"]:
        beside = slip[1] if slip[0] in "-*+" else slip[0]
        return "" if _encloses(beside, found["words"]) else "slip"
    return next((name for name, mark in found.groupdict().items() if mark), "")


def _letter(line: str) -> str:
    found = _ITEM.match(line)
    return found["letter"].strip("().") if found else ""


def misplaced_options(text: str, context: Context) -> Iterator[Found]:
    """Yield the first line of a text that looks like an option of the block, and is text."""
    if context.place != "lines" or is_plain(text, context):
        return
    for at, line in enumerate(text.split("\n")):
        if is_option(line, context.options):
            yield Found(
                Kind.MISPLACED_OPTION,
                at,
                f'"{shortened(line.strip(), _LONGEST)}" looks like an option and is text; options '
                "stand right below the opening fence, with no blank line before or between them",
            )
            return
