"""The command line: ``sphinx-versus new "A vs B"``, or ``python -m sphinx_versus new "A vs B"``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_versus import __version__
from sphinx_versus.grammar.names import split_sides
from sphinx_versus.grammar.scaffold import article, entity, key_of, scaffold
from sphinx_versus.importing import __main__ as importing
from sphinx_versus.importing.pages import said_elsewhere, settings_of
from sphinx_versus.site.preview import __main__ as preview

_FOLDERS = {"comparison": "comparisons", "entity": "entities", "article": "articles"}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="sphinx-versus",
        description="Write, import and look at comparisons; type it in the folder of conf.py.",
        epilog='"sphinx-versus COMMAND --help" says what a command takes.',
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    new = commands.add_parser("new", help="write a new page, to be filled in")
    new.add_argument(
        "name", help='the sides, as in "A vs B" or "A | B | C"; the name of an entity; a title'
    )
    new.add_argument(
        "--as", dest="what", choices=_FOLDERS, default="comparison", help="what to write"
    )
    new.add_argument("--folder", type=Path, help="where to put it (that of such pages)")
    new.set_defaults(
        run=lambda given: new_page(
            given.name, given.what, given.folder or Path(_FOLDERS[given.what])
        )
    )
    for name, command, summary in (
        ("import", importing, "draft comparisons from Markdown, flat text or CSV files"),
        ("preview", preview, "serve the pages, and show each change as soon as it is saved"),
    ):
        options = command.parser()
        commands.add_parser(
            name, parents=[options], add_help=False, help=summary, description=options.description
        ).set_defaults(run=command.run)
    given = parser.parse_args(arguments)
    status: int = given.run(given)
    return status


def new_page(name: str, what: str, folder: Path) -> int:
    """Write the scaffold of a page; never over a file that is there."""
    name = " ".join(name.split())
    if not name:
        return _refuse('name it, as in: make new NAME="A vs B", ENTITY="A" or ARTICLE="A title"')
    site = settings_of(Path())
    try:
        match what:
            case "entity":
                text = entity(name, site.fence)
            case "article":
                text = article(name, site.fence)
            case _:
                entities = folder.parent / _FOLDERS["entity"]
                said = said_elsewhere(split_sides(name), folder, entities, site.headings)
                text = scaffold(name, site.fence, said)
    except ValueError as error:
        return _refuse(str(error))
    path = folder / f"{key_of(name)}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if isinstance(error, FileExistsError) and folder.is_dir():
            return _refuse(f"{path} is there already; choose another name or edit it")
        return _refuse(f"cannot write {path}: {error.strerror}")
    print(f"{path} is written; fill it in, and {importing.LOOK}")
    return 0


def _refuse(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
