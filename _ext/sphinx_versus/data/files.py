"""Which files hold the data, and how they are brought up to date."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .citing import bibliography
from .collection import collection
from .facts import (
    CELLS_NAME,
    DATA_DIR,
    JSON_NAME,
    LLMS_NAME,
    SCHEMA_NAME,
    SITEMAP_NAME,
    Project,
    bibtex_path,
    tables,
)
from .linked import linked
from .lists import llms, sitemap
from .schema import schema
from .spreadsheet import all_cells, matrix, table

# What a project may well write itself, and nothing else rests on.
MAY_BE_OWN = frozenset({LLMS_NAME, SITEMAP_NAME})


def files_of(project: Project, *, pages: bool) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, from the root of the site, and its text.

    ``pages`` says that there are pages, which hold their linked data themselves.
    """
    yield SCHEMA_NAME, json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    yield JSON_NAME, dumped(collection(project))
    yield LLMS_NAME, llms(project)
    if project.site.base:
        # Addresses in a sitemap are whole.
        yield SITEMAP_NAME, sitemap(project)
    comparisons = project.facts.comparisons_by_key.values()
    yield CELLS_NAME, all_cells(comparisons)
    for comparison in comparisons:
        for path, rows in tables(comparison):
            yield path, table(comparison, rows)
    for docname in sorted(project.titles):
        keys = project.keys(docname)
        if keys:
            yield bibtex_path(docname), bibliography(project.facts.entries, keys)
        for path, shown in project.matrices(docname):
            yield path, matrix(project.facts, shown)
        if not pages:
            path = f"{DATA_DIR}/{docname}.jsonld"
            yield path, dumped(linked(project, docname, "../" * path.count("/")))


def dumped(data: Mapping[str, Any]) -> str:
    """Return an object as JSON with a line for each thing in its lists, to show in a diff."""
    members = []
    for name, value in data.items():
        text = _compact(value)
        if value and isinstance(value, list):
            text = "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"
        members.append(f" {_compact(name)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def _compact(value: Any) -> str:
    # The indents of json come from a writer that is many times slower.
    return json.dumps(value, ensure_ascii=False)


def bring_up_to_date(
    outdir: Path, listed: Path, wanted: Iterable[tuple[str, str]], own: Collection[str] = ()
) -> None:
    """Write the files that differ from what is there, and remove those of the past.

    ``listed`` names what the last build has written, for this one to tidy up.
    A file that the project itself brings, one of ``own``, is left as it is. Raises OSError.
    """
    texts: Mapping[str, str] = dict(wanted)
    taken = texts.keys() & set(own)
    for name in sorted(noted(listed).written - texts.keys() - set(own)):
        path = outdir / name
        # The list might have been tampered with; what is outside is not ours.
        if path.is_file() and path.resolve().is_relative_to(outdir.resolve()):
            path.unlink()
    # First the list, so that an interrupted build leaves no file that nobody knows of.
    lists = {"written": sorted(texts.keys() - taken), "taken": sorted(taken)}
    _write(listed, json.dumps(lists, ensure_ascii=False, indent=0) + "\n")
    for name in lists["written"]:
        _write(outdir / name, texts[name])


def are_there(outdir: Path, listed: Path, own: Collection[str]) -> bool:
    """Return whether all files that the last build has written are still wanted, and there."""
    last = noted(listed)
    return (
        JSON_NAME in last.written | last.taken
        and last.written.isdisjoint(own)
        and last.taken <= set(own)
        and all((outdir / name).is_file() for name in last.written)
    )


class Noted(NamedTuple):
    """The names of the data that a build has written, and those that the project has taken."""

    written: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()


def noted(listed: Path) -> Noted:
    """Return what the last build has noted; nothing if its list is damaged."""
    try:
        lists = json.loads(listed.read_text(encoding="utf-8"))
        return Noted(*(frozenset(map(os.fspath, lists[name])) for name in Noted._fields))
    except (OSError, ValueError, TypeError, KeyError):
        return Noted()


def _write(path: Path, text: str) -> None:
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
