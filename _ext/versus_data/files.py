"""Which files hold the data, and how they are brought up to date."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .citing import bibliography
from .collection import collection, comparisons
from .facts import (
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
from .spreadsheet import table

SCHEMA_FILE = Path(__file__).parent / SCHEMA_NAME
# Names what the last build has written, for the next one to tidy up.
LISTED_NAME = f"{DATA_DIR}/.files.json"


def files_of(project: Project, *, pages: bool) -> Iterator[tuple[str, str]]:
    """Yield the path of each file, from the root of the site, and its text.

    ``pages`` says that there are pages, which hold their linked data themselves.
    """
    yield SCHEMA_NAME, SCHEMA_FILE.read_text(encoding="utf-8")
    yield JSON_NAME, dumped(collection(project))
    yield LLMS_NAME, llms(project)
    if project.site.base:
        # Addresses in a sitemap are whole.
        yield SITEMAP_NAME, sitemap(project)
    for comparison in comparisons(project):
        for path, rows in tables(comparison):
            yield path, table(comparison, rows)
    for docname in sorted(project.titles):
        keys = project.keys(docname)
        if keys:
            yield bibtex_path(docname), bibliography(project.sources, keys)
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


def bring_up_to_date(outdir: Path, wanted: Iterable[tuple[str, str]]) -> None:
    """Write the files that differ from what is there, and remove those of the past.

    Raises OSError.
    """
    texts: Mapping[str, str] = dict(wanted)
    for name in sorted(_listed(outdir) - texts.keys()):
        path = outdir / name
        # The list might have been tampered with; what is outside is not ours.
        if path.is_file() and path.resolve().is_relative_to(outdir.resolve()):
            path.unlink()
    # First the list, so that an interrupted build leaves no file that nobody knows of.
    _write(outdir / LISTED_NAME, json.dumps(sorted(texts), ensure_ascii=False, indent=0) + "\n")
    for name, text in texts.items():
        _write(outdir / name, text)


def are_there(outdir: Path, left_out: Collection[str]) -> bool:
    """Tell whether all files that the last build has written are still wanted, and there."""
    listed = _listed(outdir)
    return (
        JSON_NAME in listed
        and listed.isdisjoint(left_out)
        and all((outdir / name).is_file() for name in listed)
    )


def _listed(outdir: Path) -> set[str]:
    try:
        names = json.loads((outdir / LISTED_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    return {name for name in names if isinstance(name, str)} if isinstance(names, list) else set()


def _write(path: Path, text: str) -> None:
    data = text.encode()
    try:
        if path.read_bytes() == data:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
