"""Which files hold the data, and how they are brought up to date."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from .citing import cited_claim, key_of
from .collection import collection, index_of, parts_of
from .facts import (
    CELLS_NAME,
    CLAIMS_NAME,
    JSON_NAME,
    LLMS_NAME,
    SCHEMA_ADDRESS,
    SCHEMA_NAME,
    SITEMAP_NAME,
    SOURCES_NAME,
    Project,
    claim_path,
    page_path,
    sources_of,
    tables,
    twin_path,
    write_if_changed,
)
from .formats import FORMATS
from .linked import linked
from .lists import llms, sitemap
from .schema import schema
from .spreadsheet import all_cells, all_claims, matrix, table

# In bytes: who wants one page should not have to load more.
LONGEST = 1_000_000
# What a project may well write itself, and nothing else rests on.
MAY_BE_OWN = frozenset({LLMS_NAME, SITEMAP_NAME})


def files_of(project: Project, *, pages: bool, longest: int = LONGEST) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, from the root of the site, and its text.

    ``pages`` says that there are pages, which hold their linked data themselves. A
    collection of more than ``longest`` bytes is divided by page.
    """
    made = json.dumps(schema(project.file(SCHEMA_ADDRESS)), ensure_ascii=False, indent=2) + "\n"
    yield SCHEMA_NAME, made
    yield SCHEMA_ADDRESS, made
    whole = collection(project)
    text = dumped(whole)
    if len(text.encode()) > longest:
        text = dumped(index_of(project, whole))
        for path, part in parts_of(project, whole):
            yield path, dumped(part)
    yield JSON_NAME, text
    yield LLMS_NAME, llms(project)
    if project.site.base:
        # Addresses in a sitemap are whole.
        yield SITEMAP_NAME, sitemap(project)
    yield CELLS_NAME, all_cells(project)
    yield CLAIMS_NAME, all_claims(project)
    for comparison in project.facts.comparisons_by_key.values():
        for path, rows in tables(comparison):
            yield path, table(project, comparison, rows)
    yield from _references(project)
    for docname in sorted(project.titles):
        for path, shown in project.matrices(docname):
            yield path, matrix(project, shown)
        if not pages:
            path = page_path(docname, ".jsonld")
            yield path, dumped(linked(project, docname, "../" * path.count("/")))


def _references(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the sources of the site and of each page, and each claim with its own."""
    entries = project.facts.entries
    by_page = {docname: project.keys(docname) for docname in sorted(project.titles)}
    used = sorted({key for keys in by_page.values() for key in keys})
    for each in FORMATS:
        if entries:
            yield SOURCES_NAME + each.ending, each.joined(each.sources(entries, used))
        for docname, keys in by_page.items():
            if keys:
                yield page_path(docname, each.ending), each.joined(each.sources(entries, keys))
        for found in project.facts.claims_by_id.values():
            claim = each.page(cited_claim(project, found), key_of(found.claim.anchor))
            rest = each.sources(entries, sources_of(found, entries))
            yield claim_path(found, each.ending), each.joined([claim, *rest])


def twins_of(project: Project) -> set[str]:
    """Return the paths of the Markdown of all pages."""
    return {twin_path(project.uri(docname)) for docname in project.titles}


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
    outdir: Path,
    listed: Path,
    wanted: Iterable[tuple[str, str]],
    own: Collection[str] = (),
    there: Collection[str] = (),
) -> None:
    """Write the files that differ from what is there, and remove those of the past.

    ``listed`` names what the last build has written, for this one to tidy up; those that are
    ``there`` have been written with their pages. A file that the project itself brings, one
    of ``own``, is left as it is. Raises OSError.
    """
    texts: Mapping[str, str] = dict(wanted)
    names = texts.keys() | set(there)
    taken = names & set(own)
    for name in sorted(noted(listed).written - names - set(own)):
        path = outdir / name
        # The list might have been tampered with; what is outside is not ours.
        if path.is_file() and path.resolve().is_relative_to(outdir.resolve()):
            path.unlink()
    # First the list, so that an interrupted build leaves no file that nobody knows of.
    lists = {"written": sorted(names - taken), "taken": sorted(taken)}
    write_if_changed(listed, json.dumps(lists, ensure_ascii=False, indent=0) + "\n")
    for name in sorted(texts.keys() - taken):
        write_if_changed(outdir / name, texts[name])


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
