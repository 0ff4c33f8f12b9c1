"""The bibliography as the review sees it, where the project has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from .coverage import Entries, Entry, first_year

_OPENING = re.compile(r"^[ \t]*@\s*\w+\s*[{(]\s*([^\s,{}()]+)\s*,", re.MULTILINE)


def entries_of(app: Sphinx) -> Entries:
    """Return the entries of all bibliography files, by key in lower case."""
    domain = app.env.domaindata.get("cite")
    if domain is None:
        return {}
    bibdata = domain["bibdata"]
    entries: dict[str, Entry] = {}
    for path, file in bibdata.bibfiles.items():
        lines = dict(_lines(Path(path)))
        for key in file.keys:
            entry = bibdata.data.entries[key]
            date = entry.fields.get("year") or entry.fields.get("date", "")
            keywords = re.split("[,;]", entry.fields.get("keywords", ""))
            words = {entry.type, *(word.strip() for word in keywords)} - {""}
            entries[key.casefold()] = Entry(
                key,
                first_year(date),
                frozenset(word.casefold() for word in words),
                str(path),
                lines.get(key.casefold(), 0),
            )
    return entries


def cited_keys(env: BuildEnvironment) -> set[str]:
    """Return the keys that some page cites; of citations in footnotes bibtex keeps no record."""
    refs = env.domaindata.get("cite", {}).get("citation_refs", ())
    return {target.key for ref in refs for target in ref.targets}


def _lines(path: Path) -> Iterator[tuple[str, int]]:
    """Yield keys in lower case with the lines that their entries begin on."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for found in _OPENING.finditer(text):
        yield found[1].casefold(), text.count("\n", 0, found.start(1)) + 1
