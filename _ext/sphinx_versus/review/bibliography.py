"""The bibliography as the review sees it, where the project has one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.model.facts import SOURCE_TERMS

from .coverage import Entries, Entry, first_year

# Where an entry begins, or one of the fields that take a term.
_PLACE = re.compile(
    rf"""^[ \t]*@\s*\w+\s*[{{(]\s*(?P<key>[^\s,{{}}()]+)(?=\s*,)
    | (?:^|,)[ \t]*(?P<field>{"|".join(SOURCE_TERMS)})\s*=""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)


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
                lines.get((key.casefold(), ""), 0),
                {
                    name: (entry.fields[name], lines.get((key.casefold(), name), 0))
                    for name in SOURCE_TERMS
                    if name in entry.fields
                },
            )
    return entries


def cited_keys(env: BuildEnvironment) -> set[str]:
    """Return the keys that some page cites; of citations in footnotes bibtex keeps no record."""
    refs = env.domaindata.get("cite", {}).get("citation_refs", ())
    return {target.key for ref in refs for target in ref.targets}


def _lines(path: Path) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the lines of entries and of fields, by key and name of the field in lower case.

    An entry itself has an empty name.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    key = ""
    for found in _PLACE.finditer(text):
        key = (found["key"] or key).casefold()
        name = (found["field"] or "").casefold()
        yield (key, name), text.count("\n", 0, found.start("field" if name else "key")) + 1
