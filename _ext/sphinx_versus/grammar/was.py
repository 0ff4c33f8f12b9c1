"""What ``was`` says: ids and pages of the past, from which links still lead here."""

from __future__ import annotations

import re
from collections.abc import Collection

from sphinx_versus.site.addresses import page_name

from .characters import odd_characters
from .names import is_key
from .problems import Kind, Problem

_BETWEEN = re.compile(r"[\s,;]+")
_AROUND = "<>\"'`"
_ALLOWED = 'write an id, as in "old-id", or a page with or without one, as in "old-page.md#old-id"'


def read_was(
    text: str, line: int, docname: str, suffixes: Collection[str], known: Collection[str] = ()
) -> tuple[tuple[str, ...], list[Problem]]:
    """Return the addresses that a text names, each once, and what is wrong with it.

    They are ids, or ``page#id`` or ``page#`` with the name of a document. Paths of pages are
    from the folder of ``docname`` or, with a slash before them, from that of the project, as
    in links; ``suffixes`` are those of its files, and ``known`` what is named already.
    """
    found: dict[str, None] = {}
    problems: list[Problem] = []
    for written in filter(None, (part.strip(_AROUND) for part in _BETWEEN.split(text))):
        path, sharp, anchor = written.partition("#")
        is_page = "/" in path or (path and sharp) or path.endswith((*suffixes, ".html"))
        address = f"{page_name(path, docname, suffixes)}#" if is_page else ""
        id_ = anchor if sharp else "" if is_page else path
        wrong = address == "#" or (id_ and not is_key(id_)) or not (address or id_)
        told = "cannot be an address of the past" if wrong else "stands twice"
        if wrong or address + id_ in (*found, *known):
            odd = odd_characters(written)
            remedy = _ALLOWED if wrong else "take one of the two out"
            message = f'"{written}" {told}; {remedy}' + f" ({odd})" * bool(wrong and odd)
            problems.append(Problem(Kind.OLD_ADDRESS, line, message))
        else:
            found[address + id_] = None
    if not found and not problems:
        problems.append(Problem(Kind.OLD_ADDRESS, line, f"nothing stands behind was; {_ALLOWED}"))
    return tuple(found), problems
