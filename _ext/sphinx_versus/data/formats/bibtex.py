"""BibTeX: sources as they were read, and a page as an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from babel.dates import format_date

from sphinx_versus.api import Entry
from sphinx_versus.data.citing import Cited

joined = "\n".join

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


def page(cited: Cited, key: str) -> str:
    """Return an entry for a page or claim.

    The type is @misc, because the oldest styles know no other for a page.
    """
    date = cited.date
    site = ", ".join(filter(None, (cited.within, cited.site)))
    fields = {
        # Braces within keep a name in one piece, and the case of a title.
        "author": f"{{{{{latex(cited.author)}}}}}" if cited.author else "",
        "title": f"{{{{{latex(cited.title)}}}}}",
        "year": f"{{{date.year}}}" if date else "",
        # Names of months are macros of BibTeX's, in the language of its style.
        "month": format_date(date, "MMM", "en").lower() if date else "",
        "howpublished": f"{{{latex(site)}}}",
        "url": f"{{{cited.url}}}" if cited.url else "",
    }
    return _entry("misc", key, fields)


def sources(found: Mapping[str, Entry], keys: Iterable[str]) -> Iterator[str]:
    """Yield entries, and after them those that they take fields from."""
    keys = list(keys)
    parents = (found[key].parent for key in keys)
    wanted = dict.fromkeys([*keys, *(key for key in parents if key and key in found)])
    # BibTeX looks for a parent among the entries that follow.
    ordered = sorted(wanted, key=lambda key: any(found[other].parent == key for other in wanted))
    for each in map(found.__getitem__, ordered):
        # With the LaTeX that they were read with: to escape it again would spoil it.
        fields = {name: f"{{{value}}}" for name, value in each.fields.items()}
        yield _entry(each.type, each.key, fields)


def latex(text: str) -> str:
    """Return plain text as LaTeX, with balanced braces, as BibTeX needs them."""
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _entry(type_: str, key: str, fields: dict[str, str]) -> str:
    """Return an entry whose values are LaTeX with their braces; empty ones are left out."""
    lines = [f"  {name} = {value}," for name, value in fields.items() if value]
    return "\n".join([f"@{type_}{{{key},", *lines, "}"]) + "\n"
