"""The command line: ``python -m sphinx_versus.importing FILE``."""

from __future__ import annotations

import argparse
import io
import sys
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sphinx_versus.grammar.names import is_key, slug, split_sides

from .bibliography import NO_SOURCES, Known, bibtex, cite, known_sources
from .decode import decode
from .draft import Cards, Claim, Draft, Note, Points, RefusedError, Table
from .files import append, write_new
from .flat import draft_of_text
from .keys import give_keys
from .markdown import markdown
from .pages import aim_cards, holds_comparison, pages_in
from .settings import headings_of
from .spreadsheet import draft_of_csv

_SPREADSHEETS = {".csv", ".tsv", ".tab"}
# Of three bytes each, they still fit into the name of a file.
_LONGEST_KEY = 80
_LONGEST_QUOTE = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Import a file; returns the exit status."""
    given = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter is no reason to fail.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return _import(given)
    except RefusedError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_versus.importing",
        description="Make a draft of a comparison from flat text or a CSV file.",
    )
    parser.add_argument("file", help="the file to import; - reads standard input")
    parser.add_argument(
        *("--into", "-o"),
        type=Path,
        default=Path("comparisons"),
        metavar="FOLDER",
        help="where to put the draft (%(default)s)",
    )
    parser.add_argument("--key", default="", help="the key, which is the name of the draft as well")
    parser.add_argument("--title", default="", help="the title, if it is not that of the file")
    parser.add_argument("--sides", default="", help='the sides, as in "A vs B" or "A | B | C"')
    parser.add_argument("--encoding", default="", help="the encoding of the file, if not UTF-8")
    parser.add_argument(
        *("--as", "-f"),
        dest="form",
        choices=("text", "csv"),
        help="what the file is, if its name does not tell",
    )
    parser.add_argument(
        "--bibliography",
        type=Path,
        metavar="FILE",
        help="where to look sources up (references.bib, if it is there)",
    )
    parser.add_argument(
        "--append",
        action="store_true",
        help="add the draft entries to the bibliography, and cite them",
    )
    return parser


def _import(given: argparse.Namespace) -> int:
    text, notes = _read(given.file, given.encoding)
    sides = split_sides(given.sides) if given.sides else []
    form = given.form or ("csv" if Path(given.file).suffix.lower() in _SPREADSHEETS else "text")
    title = " ".join(given.title.split())
    if form == "csv":
        draft = draft_of_csv(text, sides, title)
    else:
        if holds_comparison(text):
            raise RefusedError(
                f"{given.file} holds a comparison already, there is nothing to import; "
                f"put it into {given.into}"
            )
        headings, unread = headings_of(Path())
        notes += unread
        draft = draft_of_text(text, sides, title, headings)
    draft.notes[:0] = notes
    path = given.into / f"{_key(given.key, draft)}.md"
    entries_path = path.with_suffix(".bib")
    draft.key = path.stem
    if path.exists():
        raise RefusedError(f"{path} is there already; move it away, or {_ANOTHER_KEY}")
    pages = pages_in(given.into)
    if draft.key in pages.keys:
        raise RefusedError(f'the key "{draft.key}" is in use in {given.into}; {_ANOTHER_KEY}')
    bibliography, known = _bibliography(given)
    aim_cards(draft, pages)
    cited = cite(draft, known, new=given.append)
    give_keys(draft)
    written = markdown(draft, "standard input" if given.file == "-" else Path(given.file).name)
    entries = bibtex(cited.entries)
    if given.append or not entries:
        write_new({path: written.text})
    else:
        write_new({path: written.text, entries_path: _ENTRIES_HEAD + entries})
    if given.append and entries:
        try:
            append(bibliography, entries)
        except RefusedError:
            path.unlink()
            raise
    for mark in written.marks:
        print(f"{path}:{mark.line}: warning: {_told(mark.note)}", file=sys.stderr)
    print(f"{path} is written: {_summary(draft)}")
    if cited.found:
        print(f"In {bibliography} already: {', '.join(dict.fromkeys(cited.found))}")
    if entries and given.append:
        print(f"Added to {bibliography}: {', '.join(sorted(cited.entries))}; check them")
    elif entries:
        print(
            f"{entries_path} holds draft entries for: {', '.join(sorted(cited.entries))}. "
            f"Check them, move them to {bibliography}, and cite them in {path}: "
            "below each source stands how"
        )
    print("Look at it with: make live")
    return 0


def _told(note: Note) -> str:
    where = f" (line {note.line} of the input)" if note.line else ""
    original = textwrap.shorten(note.original, _LONGEST_QUOTE, placeholder=" ...")
    return f"{note.message}{where}" + (f": {original}" if original else "")


_ANOTHER_KEY = "give the draft another key: KEY=... (--key)"
_ENTRIES_HEAD = """\
% Draft entries, read from free text and not checked.
% Correct them, and move them to the bibliography of the project.

"""


def _read(file: str, encoding: str) -> tuple[str, list[Note]]:
    path = Path(file)
    if not file:
        raise RefusedError("name the file to import, as in: make import FILE=page.txt")
    try:
        if file == "-":
            data = sys.stdin.buffer.read()
        elif path.is_dir():
            raise RefusedError(f"{path} is a folder; import its files one by one")
        else:
            data = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"cannot read {path}: {error.strerror}") from None
    try:
        decoded = decode(data, encoding)
    except RefusedError as problem:
        raise RefusedError(f"{file}: {problem}") from None
    return decoded.text, decoded.notes


def _key(key: str, draft: Draft) -> str:
    """Return the key of the draft, which is the name of its file as well."""
    if not key:
        return slug(draft.title)[:_LONGEST_KEY].strip("-")
    if not is_key(key) or slug(key) != key:
        raise RefusedError(f'"{key}" cannot be a key; use small letters, digits and hyphens')
    return key


def _bibliography(given: argparse.Namespace) -> tuple[Path, list[Known]]:
    path = given.bibliography or Path("references.bib")
    if not path.exists():
        if given.bibliography or given.append:
            raise RefusedError(f"there is no bibliography {path}; name it with --bibliography")
        return path, []
    try:
        return path, known_sources(path)
    except ImportError:
        if given.bibliography or given.append:
            raise RefusedError("a bibliography can be read with pybtex only") from None
        return path, []


def _summary(draft: Draft) -> str:
    counts: Counter[str] = Counter()
    for section in draft.sections:
        for block in section.blocks:
            match block:
                case Table():
                    counts["rows"] += len(block.rows)
                case Points():
                    counts[section.kind.value or "points"] += len(block.items)
                case Claim():
                    counts["claims"] += 1
                    counts["sources"] += sum(item.word not in NO_SOURCES for item in block.items)
                case Cards():
                    counts["other comparisons"] += len(block.cards)
    found = {"sides": len(draft.sides), **counts}
    return ", ".join(f"{what}: {count}" for what, count in found.items())


if __name__ == "__main__":
    sys.exit(main())
