"""The command line: ``sphinx-versus import FILE...``."""

from __future__ import annotations

import argparse
import io
import sys
import textwrap
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from sphinx_versus.grammar.names import is_key, slug, split_sides
from sphinx_versus.grammar.scaffold import key_of

from .bibliography import Sources, bibtex, known_sources
from .decode import decode
from .draft import Draft, Note, RefusedError
from .pages import Pages, aim_cards, aim_links, holds_comparison, pages_in, settings_of
from .reading import draft_of_text
from .tables import draft_of_csv
from .writing import guesses, markdown

_SPREADSHEETS = {".csv", ".tsv", ".tab"}
_TEXTS = {".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd", ".txt"}
LOOK = "look at it with: make live, or sphinx-versus preview"
_LONGEST_GUESS = 160
_ANOTHER_KEY = "give the draft another key: KEY=... (--key)"
_ENTRIES_HEAD = """\
% Draft entries, read from free text and not checked.
% Correct them, and move them to the bibliography of the project.

"""


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
    except RefusedError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    for file in files:
        try:
            _import(file, given, pages)
        except RefusedError as problem:
            many = f"{file}: " if len(files) > 1 else ""
            print(f"error: {many}{problem}", file=sys.stderr)
            status = 1
    return status


def _files(given: Sequence[str]) -> Iterator[str]:
    """Yield files; of a folder those that can be imported, in those below it too."""
    for name in given:
        folder = Path(name)
        if not name or not folder.is_dir():
            yield name
            continue
        inside = [
            str(path)
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in _SPREADSHEETS | _TEXTS
            and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        ]
        if not inside:
            raise RefusedError(f"{folder} is a folder without a Markdown, text or CSV file")
        yield from inside


def parser() -> argparse.ArgumentParser:
    """Return what is read from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_versus.importing",
        description="Make drafts of comparisons from Markdown, flat text or CSV files.",
    )
    add = parser.add_argument
    add("files", nargs="+", metavar="file", help="a file or a folder; - reads standard input")
    into, here = "where to put the draft (%(default)s)", Path("comparisons")
    add("--into", "-o", type=Path, default=here, metavar="FOLDER", help=into)
    add("--key", default="", help="the key, which is the name of the draft as well")
    add("--title", default="", help="the title, if it is not that of the file")
    add("--sides", default="", help='the sides, as in "A vs B" or "A | B | C"')
    add("--encoding", default="", help="the encoding of the file, if not UTF-8")
    forms, form = ("markdown", "text", "csv"), "what the file is, if its name does not tell"
    add("--as", "-f", dest="form", choices=forms, help=form)
    known = "where to look sources up (references.bib, if it is there)"
    add("--bibliography", type=Path, metavar="FILE", help=known)
    new = "add the draft entries to the bibliography, and cite them"
    add("--append", action="store_true", help=new)
    dry = "print the draft, and write nothing"
    add("--dry-run", "-n", action="store_true", help=dry)
    return parser


def _import(file: str, given: argparse.Namespace, pages: Pages) -> None:
    path = Path(file)
    text, notes = _read(file, given.encoding)
    sides = split_sides(given.sides) if given.sides else []
    title = " ".join(given.title.split())
    site = settings_of(Path())
    bibliography = given.bibliography or Path("references.bib")
    wanted = given.bibliography or given.append
    wanted = wanted or (bibliography.exists() and find_spec("pybtex"))
    sources = Sources(known_sources(bibliography) if wanted else (), new=given.append)
    if (given.form or ("csv" if path.suffix.lower() in _SPREADSHEETS else "")) == "csv":
        draft = draft_of_csv(text, sides, title)
    elif holds_comparison(text):
        told = f"{file} holds a comparison already, there is nothing to import"
        if file in given.files:
            raise RefusedError(f"{told}; put it into {given.into}")
        print(f"Left alone: {told}")
        return
    else:
        notes += site.notes
        draft = draft_of_text(text, sides, title, site.headings, given.form or "", sources)
    draft.notes[:0] = notes
    draft.key = _key(given.key, draft)
    page = given.into / f"{draft.key}.md"
    if page.exists():
        raise RefusedError(f"{page} is there already; move it away, or {_ANOTHER_KEY}")
    if draft.key in pages.keys:
        raise RefusedError(f'the key "{draft.key}" is in use in {given.into}; {_ANOTHER_KEY}')
    aim_cards(draft, pages)
    aim_links(draft, path.parent, given.into)
    written = markdown(draft, "standard input" if file == "-" else path.name, site.fence)
    entries = bibtex(sources.entries)
    pages.keys.add(draft.key)
    if given.dry_run:
        print(written, end="")
    else:
        _write(page, written, entries, bibliography if given.append else None)
    for line, guess in guesses(written):
        said = textwrap.shorten(guess, _LONGEST_GUESS, placeholder=" ...")
        print(f"{page}:{line}: warning: {said}", file=sys.stderr)
    if given.dry_run:
        print(f"{page} is not written", file=sys.stderr)
        return
    print(f"{page} is written")
    if sources.found:
        print(f"In {bibliography} already: {', '.join(dict.fromkeys(sources.found))}")
    names = ", ".join(sorted(sources.entries))
    if entries and given.append:
        print(f"Added to {bibliography}: {names}; check them")
    elif entries:
        print(
            f"{page.with_suffix('.bib')} holds draft entries for: {names}. Check them, move them "
            f"to {bibliography}, and cite them in {page}: below each source stands how"
        )
    print(LOOK.capitalize())


def _write(page: Path, text: str, entries: str, bibliography: Path | None) -> None:
    """Write a draft, and its entries beside it or to the end of a bibliography, or neither."""
    into, head, made = bibliography or page.with_suffix(".bib"), _ENTRIES_HEAD, False
    if entries and not bibliography and into.exists():
        raise RefusedError(f"{into} is there already; move it away, or {_ANOTHER_KEY}")
    try:
        if bibliography:
            head = "\n" if bibliography.read_bytes().endswith(b"\n") else "\n\n"
        page.parent.mkdir(parents=True, exist_ok=True)
        with page.open("x", encoding="utf-8", newline="\n") as file:
            made = True
            file.write(text)
        if entries:
            with into.open("a", encoding="utf-8", newline="\n") as file:
                file.write(head + entries)
    except OSError as error:
        if made:
            page.unlink()
        raise RefusedError(f"cannot write {error.filename}: {error.strerror}") from None


def _read(file: str, encoding: str) -> tuple[str, list[Note]]:
    if not file:
        raise RefusedError("name the file to import, as in: make import FILE=page.txt")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise RefusedError(f"cannot read {file}: {error.strerror}") from None
    return decode(data, encoding, Path(file).suffix)


def _key(key: str, draft: Draft) -> str:
    """Return the key of the draft, which is the name of its file as well."""
    if not key:
        return key_of(draft.title)
    if not is_key(key) or slug(key) != key:
        raise RefusedError(f'"{key}" cannot be a key; use small letters, digits and hyphens')
    return key


if __name__ == "__main__":
    sys.exit(main())
