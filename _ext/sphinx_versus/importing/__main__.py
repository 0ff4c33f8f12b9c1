"""The command line: ``sphinx-versus import FILE...``."""

from __future__ import annotations

import argparse
import io
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sphinx_versus.grammar.names import is_key, slug, split_sides

from .bibliography import NO_SOURCES, Known, bibtex, cite, known_sources
from .decode import decode
from .draft import Block, Claim, Draft, Note, RefusedError, Section
from .files import append, write_new
from .pages import Pages, aim_cards, aim_links, holds_comparison, pages_in
from .reading import draft_of_text
from .settings import settings_of
from .tables import draft_of_csv
from .writing import Written, give_keys, markdown

_SPREADSHEETS = {".csv", ".tsv", ".tab"}
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd"}
LOOK = "look at it with: make live, or sphinx-versus preview"
# Of three bytes each, they still fit into the name of a file.
_LONGEST_KEY = 80
_LONGEST_QUOTE = 60


class _HasComparisonError(RefusedError):
    """A file that needs no import."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Import files, as a command of its own."""
    return run(parser().parse_args(arguments))


def run(given: argparse.Namespace) -> int:
    """Import files; returns the exit status, which is 1 if one of them is refused."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot show a letter is no reason to fail.
        sys.stdout.reconfigure(errors="backslashreplace")
    status = 0
    try:
        files = list(_files([file for file in given.files if file] or [""]))
        if len(files) > 1 and (given.key or given.title):
            raise RefusedError("a key or a title is for one file; there are several")
        pages = pages_in(given.into)
        in_folder = set(given.files).isdisjoint(files)
        for file in files:
            try:
                _import(file, given, pages)
            except _HasComparisonError as problem:
                if not in_folder:
                    raise
                print(f"Left alone: {problem}")
            except RefusedError as problem:
                print(
                    f"error: {file}: {problem}" if len(files) > 1 else f"error: {problem}",
                    file=sys.stderr,
                )
                status = 1
    except RefusedError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    return status


def _files(given: Sequence[str]) -> Iterator[str]:
    """Yield files; of a folder those that can be imported, in those below it too."""
    for name in given:
        folder = Path(name)
        if not name or not folder.is_dir():
            yield name
            continue
        kinds = {*_SPREADSHEETS, *_MARKDOWN, ".txt"}
        inside = sorted(
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in kinds
            and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        )
        if not inside:
            raise RefusedError(f"{folder} is a folder without a Markdown, text or CSV file")
        yield from map(str, inside)


def parser() -> argparse.ArgumentParser:
    """Return what is read from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_versus.importing",
        description="Make drafts of comparisons from Markdown, flat text or CSV files.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="file", help="a file or a folder; - reads standard input"
    )
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
        choices=("markdown", "text", "csv"),
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
    parser.add_argument(
        *("--dry-run", "-n"), action="store_true", help="print the draft, and write nothing"
    )
    return parser


def _import(file: str, given: argparse.Namespace, pages: Pages) -> None:
    text, notes = _read(file, given.encoding)
    sides = split_sides(given.sides) if given.sides else []
    suffix = Path(file).suffix.lower()
    form = given.form or ("csv" if suffix in _SPREADSHEETS else "")
    title = " ".join(given.title.split())
    site = settings_of(Path())
    if form == "csv":
        draft = draft_of_csv(text, sides, title)
    else:
        if holds_comparison(text):
            raise _HasComparisonError(
                f"{file} holds a comparison already, there is nothing to import; "
                f"put it into {given.into}"
            )
        notes += site.notes
        draft = draft_of_text(text, sides, title, site.headings, form)
    draft.notes[:0] = notes
    draft.key = _key(given.key, draft)
    path = given.into / f"{draft.key}.md"
    if path.exists():
        raise RefusedError(f"{path} is there already; move it away, or {_ANOTHER_KEY}")
    if draft.key in pages.keys:
        raise RefusedError(f'the key "{draft.key}" is in use in {given.into}; {_ANOTHER_KEY}')
    bibliography, known = _bibliography(given)
    aim_cards(draft, pages)
    aim_links(draft, Path(file).parent if file != "-" else Path(), given.into)
    cited = cite(draft, known, new=given.append)
    give_keys(draft)
    origin = "standard input" if file == "-" else Path(file).name
    written = markdown(draft, origin, site.fence)
    entries = bibtex(cited.entries)
    pages.keys.add(draft.key)
    if given.dry_run:
        print(written.text, end="")
    else:
        _write(path, written, entries, bibliography if given.append else None)
    for mark in written.marks:
        print(f"{path}:{mark.line}: warning: {_told(mark.note)}", file=sys.stderr)
    if given.dry_run:
        print(f"{path} is not written: {_summary(draft)}", file=sys.stderr)
        return
    print(f"{path} is written: {_summary(draft)}")
    if cited.found:
        print(f"In {bibliography} already: {', '.join(dict.fromkeys(cited.found))}")
    if entries and given.append:
        print(f"Added to {bibliography}: {', '.join(sorted(cited.entries))}; check them")
    elif entries:
        print(
            f"{path.with_suffix('.bib')} holds draft entries for: "
            f"{', '.join(sorted(cited.entries))}. "
            f"Check them, move them to {bibliography}, and cite them in {path}: "
            "below each source stands how"
        )
    print(LOOK.capitalize())


def _write(path: Path, written: Written, entries: str, bibliography: Path | None) -> None:
    """Write a draft, and its entries beside it or to the end of a bibliography."""
    if not entries or bibliography:
        write_new({path: written.text})
    else:
        write_new({path: written.text, path.with_suffix(".bib"): _ENTRIES_HEAD + entries})
    if entries and bibliography:
        try:
            append(bibliography, entries)
        except RefusedError:
            path.unlink()
            raise


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
        data = sys.stdin.buffer.read() if file == "-" else path.read_bytes()
    except OSError as error:
        raise RefusedError(f"cannot read {path}: {error.strerror}") from None
    decoded = decode(data, encoding, path.suffix)
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
    for section in draft.parts:
        if isinstance(section, Section):
            lines = [line for each in section.columns.values() for line in _lines(each)]
            counts[section.kind.value] += len([line for line in lines if line[:1] in _MARKS])
    for block in draft.blocks:
        if isinstance(block, Claim):
            counts["claims"] += 1
            counts["sources"] += sum(item.word not in NO_SOURCES for item in block.items)
        elif block.form == "table":
            counts["rows"] += len(block.lines) - 2
    found = {"sides": len(draft.sides), **{what: count for what, count in counts.items() if count}}
    return ", ".join(f"{what}: {count}" for what, count in found.items())


# What an item of a list begins with.
_MARKS = tuple("-*+0123456789")


def _lines(blocks: Sequence[Block | Claim]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Block) and block.form == "list":
            yield from (line for line in block.lines if isinstance(line, str) and line)


if __name__ == "__main__":
    sys.exit(main())
