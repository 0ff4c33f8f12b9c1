"""Measures what the book costs: `make pdf` against `make html`, as whole commands in turn.

Each builds the same comparisons from nothing, with the settings of the site,
in one process. The CPU time and the memory are those of the command with all
that it starts; the ratio is that of the medians.
"""

import argparse
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import ROOT, write

# What the site's settings name.
SETTINGS = ("conf.py", "_ext", "_static", "references.bib")
INDEX = "# Index\n\n```{toctree}\n:glob:\n\npage*\nreferences\n```\n"


def write_site(folder: Path, count: int) -> None:
    """Write so many comparisons with the settings of the site."""
    write(folder, count, plain=False)
    (folder / "conf.py").unlink()
    for name in SETTINGS:
        (folder / name).symlink_to(ROOT / name)
    (folder / "references.md").write_text("# References\n\n```{bibliography}\n```\n")
    (folder / "index.md").write_text(INDEX)


def build(folder: Path, builder: str) -> tuple[float, float]:
    """Build a project from nothing; returns CPU seconds and the largest process in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_build, (folder, builder))


def _build(folder: Path, builder: str) -> tuple[float, float]:
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-a", "-b", builder]
    done = subprocess.run(
        [*command, folder, folder / "_" / builder], capture_output=True, text=True, check=True
    )
    # What the benchmark builds is right: a warning would be a cost of its own.
    assert done.stderr == "", done.stderr
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 200], help="%(default)s")
    parser.add_argument("--runs", type=int, default=3, help="of each (%(default)s)")
    given = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    for count in given.pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            write_site(folder, count)
            found: dict[str, list[tuple[float, float]]] = {"html": [], "typst": []}
            for run in range(given.runs):
                for builder, values in found.items():
                    print(f"{count} pages, run {run + 1}: {builder} ...", file=sys.stderr)
                    values.append(build(folder, builder))
            size = (folder / "_" / "typst" / "versus.pdf").stat().st_size / 1e6
        report(count, found, size)


def report(count: int, found: dict[str, list[tuple[float, float]]], size: float) -> None:
    """Print the medians, and the ratio of the book to the site."""
    print(f"{count} pages, CPU seconds of {len(found['html'])} cold builds, median (range):")
    medians = {}
    for builder, values in found.items():
        seconds = [second for second, _ in values]
        medians[builder] = statistics.median(seconds)
        memory = max(megabytes for _, megabytes in values)
        low, high = min(seconds), max(seconds)
        print(f"  {builder:5} {medians[builder]:7.2f} ({low:.2f}, {high:.2f}), {memory:.0f} MB")
    print(f"  ratio {medians['typst'] / medians['html']:7.2f}, PDF of {size:.1f} MB")


if __name__ == "__main__":
    main()
