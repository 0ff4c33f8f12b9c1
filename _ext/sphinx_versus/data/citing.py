"""How a page is cited: ready text in each style, and code for programs."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sphinx_versus.api import Entry


class Piece(NamedTuple):
    """A stretch of a citation; titles of what stands on its own are in italics."""

    text: str
    italic: bool = False


class Format(NamedTuple):
    """A page as it is cited in a style, or as code for a program."""

    name: str
    pieces: list[Piece]
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A page as something to cite; what is not known is empty.

    ``undated`` is the mark for a page without a date, and ``language`` the
    name of a locale, such as "pt_BR".
    """

    title: str
    site: str
    author: str = ""
    date: datetime.date | None = None
    url: str = ""
    undated: str = "n.d."
    language: str = "en"


def formats(page: Cited, key: str) -> list[Format]:
    """Return a page in all formats, in their order; ``key`` names it where a program reads it."""
    return [
        Format("APA", apa(page)),
        Format("Chicago", chicago(page)),
        Format("MLA", mla(page)),
        Format("BibTeX", [Piece(bibtex(page, key))], is_code=True),
    ]


def apa(page: Cited) -> list[Piece]:
    """Return the reference in APA style, of a page on a website.

    Source: Publication Manual of the American Psychological Association, 7th
    ed., 10.16.
    """
    when = f"{page.date.year}, {_month_and_day(page)}" if page.date else page.undated
    title = [Piece(page.title, italic=True), Piece(_end(page.title))]
    lead = [Piece(_ended(page.author)), Piece(f" ({when}). "), *title]
    if not page.author:
        # The title takes the place of the author.
        lead = [*title, Piece(f" ({when}).")]
    # A site that is its own author is not named twice.
    site = "" if page.site == page.author else f" {_ended(page.site)}"
    return [*lead, Piece(site), *_address(page)]


def chicago(page: Cited) -> list[Piece]:
    """Return the reference in Chicago's author-date style.

    Source: The Chicago Manual of Style, 17th ed., 15.50 to 15.52.
    """
    year = str(page.date.year) if page.date else page.undated
    site = "" if page.author in ("", page.site) else f" {_ended(page.site)}"
    day = f" {_ended(_long(page))}" if page.date else ""
    lead = f"{_ended(page.author or page.site)} {_ended(year)}"
    return [Piece(f"{lead} “{page.title}{_end(page.title)}”{site}{day}"), *_address(page)]


def mla(page: Cited) -> list[Piece]:
    """Return the entry in MLA style.

    Source: MLA Handbook, 9th ed., the template of core elements.
    """
    author = f"{_ended(page.author)} " if page.author not in ("", page.site) else ""
    day = f", {_short(page)}" if page.date else ""
    return [
        Piece(f"{author}“{page.title}{_end(page.title)}” "),
        Piece(page.site, italic=True),
        Piece(day),
        *([Piece(", "), Piece(page.url)] if page.url else []),
        Piece("."),
    ]


def bibtex(page: Cited, key: str) -> str:
    """Return an entry for BibTeX.

    The type is @misc, because the oldest styles know no other for a page.
    """
    date = page.date
    fields = {
        # Braces within keep a name in one piece, and the case of a title.
        "author": f"{{{{{latex(page.author)}}}}}" if page.author else "",
        "title": f"{{{{{latex(page.title)}}}}}",
        "year": f"{{{date.year}}}" if date else "",
        # Names of months are macros of BibTeX's, in the language of its style.
        "month": format_date(date, "MMM", "en").lower() if date else "",
        "howpublished": f"{{{latex(page.site)}}}",
        "url": f"{{{page.url}}}" if page.url else "",
    }
    return entry("misc", key, fields)


def entry(type_: str, key: str, fields: dict[str, str]) -> str:
    """Return an entry whose values are LaTeX with their braces; empty ones are left out."""
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{type_}{{{key},", *lines, "}"]) + "\n"


def bibliography(found: Mapping[str, Entry], keys: Iterable[str]) -> str:
    """Return entries for BibTeX, and after them those that they take fields from."""
    parents = (found[key].parent for key in keys)
    wanted = dict.fromkeys([*keys, *(key for key in parents if key and key in found)])
    # BibTeX looks for a parent among the entries that follow.
    ordered = sorted(wanted, key=lambda key: any(found[other].parent == key for other in wanted))
    return "\n".join(_read(found[key]) for key in ordered)


def _read(each: Entry) -> str:
    """Return an entry with the LaTeX that it was read with: to escape it again would spoil it."""
    return entry(each.type, each.key, {name: f"{{{value}}}" for name, value in each.fields.items()})


# Of wide scripts, too.
_STOPS = (".", "?", "!", "\u2026", "\u3002", "\uff1f", "\uff01")

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces with a backslash as well.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}


def latex(text: str) -> str:
    """Return plain text as LaTeX, with balanced braces, as BibTeX needs them."""
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _end(text: str) -> str:
    """Return the full stop that a text still needs."""
    bare = text.rstrip("\"')\u00bb\u2019\u201d")
    return "" if bare.endswith(_STOPS) else "."


def _ended(text: str) -> str:
    return text + _end(text)


def _address(page: Cited) -> list[Piece]:
    return [Piece(" "), Piece(page.url)] if page.url else []


def _locale(page: Cited) -> Locale:
    try:
        return Locale.parse(page.language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _month_and_day(page: Cited) -> str:
    return str(format_skeleton("MMMMd", page.date, locale=_locale(page)))


def _long(page: Cited) -> str:
    return str(format_date(page.date, "long", _locale(page)))


def _short(page: Cited) -> str:
    """Return the date as MLA does: the day first, and long names of months cut."""
    locale = _locale(page)
    if locale.language != "en":
        return str(format_date(page.date, "medium", locale))
    month = format_date(page.date, "MMMM", "en")
    if len(month) > 4:
        month = "Sept." if month == "September" else f"{month[:3]}."
    return str(format_date(page.date, f"d '{month}' y", "en"))
