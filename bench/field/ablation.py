"""Tells what each piece that makes builds faster is worth: it is left out, and all else stays.

The same project is built with all pieces and without one, in turn, so that a slow minute of
the machine meets both: from nothing, then after no change and after an edit. What is printed
are the medians of the CPU seconds, and how much more a build takes without the piece.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "_ext")]

import pages  # noqa: E402
from contenders import write_ours  # noqa: E402

from sphinx_versus.site.building import PIECES  # noqa: E402

WHAT = ("cold", "nothing changed", "one edit")
# The other processes of a parallel build cannot be left out of one process.
ALONE = [name for name in PIECES if name not in ("fresh_pages", "parallel")]
# After each build from nothing, so many of the others, which take less.
REPEATED = 3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="of each (%(default)s)")
    parser.add_argument("--only", nargs="+", choices=ALONE, default=ALONE, metavar="PIECE")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for piece in given.only:
            seconds: dict[bool, dict[str, list[float]]] = {
                there: {what: [] for what in WHAT} for there in (True, False)
            }
            for run in range(given.runs):
                for there in (True, False) if run % 2 else (False, True):
                    left_out = "" if there else piece
                    _measure(Path(name, "project"), given.pages, left_out, seconds[there])
            print(_line(piece, seconds), flush=True)


def _measure(folder: Path, count: int, left_out: str, seconds: dict[str, list[float]]) -> None:
    """Build a project with all pieces but one, and add the CPU seconds to a list."""
    shutil.rmtree(folder, ignore_errors=True)
    chosen = [f"sphinx_versus.site.building.{name}" for name in PIECES if name != left_out]
    write_ours(folder, count, *chosen)
    seconds["cold"].append(_build(folder))
    page = folder / "comparisons" / f"{pages.stem(count // 2)}.md"
    for number in range(REPEATED):
        seconds["nothing changed"].append(_build(folder))
        page.write_text(f"{page.read_text()}\nA line, number {number}.\n")
        seconds["one edit"].append(_build(folder))


def _build(folder: Path) -> float:
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-j", "1"]
    command += ["-d", str(folder / "doctrees"), str(folder), str(folder / "out")]
    # Whoever works on Python may have switched it off; nobody else compiles at each start.
    environment = {
        name: each for name, each in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    before = os.times()
    subprocess.run(command, check=True, env=environment)
    after = os.times()
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def _line(piece: str, seconds: dict[bool, dict[str, list[float]]]) -> str:
    cells = [f"{piece:16}"]
    for what in WHAT:
        there, gone = (statistics.median(seconds[each][what]) for each in (True, False))
        cells.append(f"{what} {there:.2f}, without {gone:.2f} ({gone / there - 1:+.0%})")
    return "; ".join(cells)


if __name__ == "__main__":
    main()
