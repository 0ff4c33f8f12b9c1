"""The command line: ``python -m sphinx_versus new "A vs B"``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sphinx_versus.grammar.names import slug
from sphinx_versus.grammar.scaffold import scaffold


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m sphinx_versus", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")
    new = commands.add_parser("new", help="write a new comparison, to be filled in")
    new.add_argument("name", help='the sides, as in "A vs B" or "A | B | C"')
    new.add_argument(
        "--folder", type=Path, default=Path("comparisons"), help="where to put it (%(default)s)"
    )
    given = parser.parse_args(arguments)
    return new_comparison(given.name, given.folder)


def new_comparison(name: str, folder: Path) -> int:
    """Write the scaffold of a comparison; never over a file that is there."""
    name = " ".join(name.split())
    if not name:
        return _refuse('name the sides, as in: make new NAME="A vs B"')
    try:
        text = scaffold(name)
    except ValueError as error:
        return _refuse(str(error))
    path = folder / f"{slug(name)}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if isinstance(error, FileExistsError) and folder.is_dir():
            return _refuse(f"{path} is there already; choose another name or edit it")
        return _refuse(f"cannot write {path}: {error.strerror}")
    print(f"{path} is written; fill it in, and look at it with: make live")
    return 0


def _refuse(message: str) -> int:
    print(f"error: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
