"""How a page or claim is cited: ready text in each style."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from sphinx_versus.api import FoundClaim
from sphinx_versus.grammar.names import slug
from sphinx_versus.showing import output_labels as outputs

from .facts import Project, unmarked


class Piece(NamedTuple):
    """A stretch of a citation; titles of what stands on its own are in italics."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """A page, or a claim on it, as something to cite; what is not known is empty.

    ``within`` is the title of the page that a claim stands on. ``undated`` is
    the mark for a page without a date, and ``language`` the name of a locale,
    such as "pt_BR".
    """

    title: str
    site: str
    author: str = ""
    date: datetime.date | None = None
    url: str = ""
    undated: str = "n.d."
    language: str = "en"
    within: str = ""


def cited(project: Project, docname: str) -> Cited:
    """Return a page as something to cite; its date is that of its last version."""
    site, date = project.site, project.modified(docname)
    return Cited(
        title=project.titles[docname],
        site=site.name,
        author=site.author.name if site.author else "",
        date=datetime.date.fromisoformat(date) if date else None,
        url=project.address(docname) if site.base else "",
        undated=outputs.undated(),
        language=site.language.replace("-", "_"),
    )


def cited_claim(project: Project, found: FoundClaim) -> Cited:
    """Return a claim as something to cite, within its page."""
    page = cited(project, found.docname)
    url = project.address(found.docname, found.claim.anchor) if page.url else ""
    title = unmarked(found.claim.statement) or found.claim.text
    return replace(page, title=title, within=page.title, url=url)


def key_of(name: str) -> str:
    """Return the key of a page or claim, as all formats take it."""
    return slug(name.removesuffix("/index").rpartition("/")[2])


def apa(page: Cited) -> list[Piece]:
    """Return the reference in APA style, of a page on a website.

    Source: Publication Manual of the American Psychological Association, 7th
    ed., 10.16.
    """
    when = f"{page.date.year}, {_month_and_day(page)}" if page.date else page.undated
    # In italics is what stands on its own.
    title = [Piece(page.title, italic=not page.within), Piece(_end(page.title))]
    lead = [Piece(_ended(page.author)), Piece(f" ({when}). "), *title]
    if not page.author:
        # The title takes the place of the author.
        lead = [*title, Piece(f" ({when}).")]
    # A site that is its own author is not named twice.
    site = "" if page.site == page.author else f" {_ended(page.site)}"
    within = [Piece(" In "), Piece(page.within, italic=True), Piece(_end(page.within))]
    return [*lead, *(within if page.within else []), Piece(site), *_address(page)]


def chicago(page: Cited) -> list[Piece]:
    """Return the reference in Chicago's author-date style.

    Source: The Chicago Manual of Style, 17th ed., 15.50 to 15.52.
    """
    year = str(page.date.year) if page.date else page.undated
    site = "" if page.author in ("", page.site) else f" {_ended(page.site)}"
    day = f" {_ended(_long(page))}" if page.date else ""
    lead = f"{_ended(page.author or page.site)} {_ended(year)}"
    within = f" In “{page.within}{_end(page.within)}”" if page.within else ""
    title = f"“{page.title}{_end(page.title)}”"
    return [Piece(f"{lead} {title}{within}{site}{day}"), *_address(page)]


def mla(page: Cited) -> list[Piece]:
    """Return the entry in MLA style.

    Source: MLA Handbook, 9th ed., the template of core elements.
    """
    author = f"{_ended(page.author)} " if page.author not in ("", page.site) else ""
    day = f", {_short(page)}" if page.date else ""
    return [
        Piece(f"{author}“{page.title}{_end(page.title)}” "),
        *([Piece(page.within, italic=True), Piece(", ")] if page.within else []),
        Piece(page.site, italic=True),
        Piece(day),
        *([Piece(", "), Piece(page.url)] if page.url else []),
        Piece("."),
    ]


# In the order in which a page shows them.
STYLES: Mapping[str, Callable[[Cited], list[Piece]]] = MappingProxyType(
    {"APA": apa, "Chicago": chicago, "MLA": mla}
)

# Of wide scripts, too.
_STOPS = (".", "?", "!", "\u2026", "\u3002", "\uff1f", "\uff01")


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
