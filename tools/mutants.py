"""Make small breaks in a copy of the code, one at a time, and tell which tests find them.

``make mutants`` tries the breaks of ``mutants.toml`` with the light tests;
``make mutants ARGS=--all`` tries those that nothing has found with the heavier
ones too, and ``ARGS="--only contested"`` those whose names hold a text.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LIST = Path(__file__).with_suffix(".toml")
PACKAGE = Path("_ext", "sphinx_versus")
# From light to heavy; each is asked for what those before it have not found.
LEVELS: Mapping[str, Sequence[str]] = {
    "light": (
        *("tests/pure", "tests/test_problems.py", "tests/test_doctrees.py", "tests/test_facts.py"),
        "tests/test_raw_tables.py",
        "tests/test_correct.py",
        "tests/test_stances.py",
        "tests/test_cells.py",
        "tests/test_shapes.py",
        "tests/test_split_tables.py",
        "tests/test_cases.py",
        "tests/test_remedies.py",
        "tests/test_rows.py",
        "tests/test_formatters.py",
        "tests/test_mentions.py",
    ),
    "builds": (
        *("tests/test_hidden.py", "tests/test_boundary.py", "tests/imports", "tests/data"),
        *("tests/search", "tests/review", "tests/builds", "tests/book", "tests/test_fuzz.py"),
        *("tests/test_additions.py", "tests/test_growth.py", "tests/test_damage.py"),
    ),
    "site": ("tests/site", "tests/live"),
}
# It holds that the breaks fit, and none does once it is made.
OWN_TEST = "tests/pure/test_mutants.py"
_FAILED = re.compile(r"^(?:FAILED|ERROR) (?P<test>.+?)(?: - .*)?$", re.MULTILINE)


class Break(NamedTuple):
    """A mistake: its name, a file of the package, and the text that another one replaces there."""

    name: str
    file: str
    old: str
    new: str

    @property
    def floor(self) -> str:
        """The part of the package that the file belongs to."""
        parts = Path(self.file).with_suffix("").parts
        return "/".join(parts[:2]) if parts[0] == "site" else parts[0]

    def broken(self, root: Path) -> str:
        """Return the text of the file with the break; raises ValueError if it fits no more."""
        text = (root / PACKAGE / self.file).read_text(encoding="utf-8")
        count = text.count(self.old)
        if count != 1:
            raise ValueError(
                f'the break "{self.name}" replaces a text that stands {count} times in '
                f"{self.file}; it has to stand there once: mend {LIST.name}"
            )
        return text.replace(self.old, self.new)


class Found(NamedTuple):
    """The level and the test that have found a break; both are empty if none has."""

    level: str = ""
    test: str = ""


def breaks() -> list[Break]:
    """Return the breaks of the list."""
    return [Break(**each) for each in tomllib.loads(LIST.read_text(encoding="utf-8"))["break"]]


def copy_of(root: Path, folder: Path) -> Path:
    """Copy a checkout, with what has not been committed yet."""
    listed = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    names = subprocess.run(listed, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    # Where the tests look for a browser.
    (folder / ".venv").unlink(missing_ok=True)
    (folder / ".venv").symlink_to((root / ".venv").resolve())
    return folder


def failing(root: Path, tests: Sequence[str]) -> str:
    """Return the first test that fails, or nothing."""
    there = [name for name in tests if (root / name).exists()]
    options = ("-q", "-x", "--tb=no", f"--ignore={OWN_TEST}", "-p", "no:cacheprovider")
    # Two files written within a second and of one size look the same to Python's own cache.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *there],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    if done.returncode == 0:
        return ""
    found = _FAILED.search(done.stdout)
    return found["test"] if found else f"pytest ends with {done.returncode}"


def tried(root: Path, each: Break, levels: Sequence[str]) -> Found:
    """Make a break in a copy, run the tests level by level, and mend it."""
    path = root / PACKAGE / each.file
    whole, broken = path.read_text(encoding="utf-8"), each.broken(root)
    path.write_text(broken, encoding="utf-8")
    try:
        for level in levels:
            test = failing(root, LEVELS[level])
            if test:
                return Found(level, test)
    finally:
        path.write_text(whole, encoding="utf-8")
    return Found()


def table(rows: Sequence[tuple[Break, Found]]) -> Iterator[str]:
    """Yield the lines of a table: break, floor, level, test."""
    yield "| Break | Floor | Found by | Test |"
    yield "|---|---|---|---|"
    for each, (level, test) in rows:
        test = test.removeprefix("tests/").replace("|", "\\|")
        yield f"| {each.name} | {each.floor} | {level or 'nothing'} | {test} |"


def main() -> int:
    """Try the breaks, and print what was found; 1 if one does not fit, or tests fail without."""
    parser = argparse.ArgumentParser(description="Tell which tests find small breaks of the code.")
    parser.add_argument("--all", action="store_true", help="run the heavier tests too")
    parser.add_argument("--only", default="", metavar="TEXT", help="breaks whose names hold it")
    given = parser.parse_args()
    chosen = [each for each in breaks() if given.only in each.name]
    levels = list(LEVELS) if given.all else list(LEVELS)[:1]
    with tempfile.TemporaryDirectory() as folder:
        root = copy_of(ROOT, Path(folder))
        try:
            for each in chosen:
                each.broken(root)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        if test := failing(root, LEVELS["light"]):
            print(f"without any break this fails: {test}", file=sys.stderr)
            return 1
        rows = []
        for each in chosen:
            rows.append((each, tried(root, each, levels)))
            print(f"{each.name}: {rows[-1][1].level or 'nothing'}", file=sys.stderr, flush=True)
    print(*table(rows), sep="\n")
    for level in levels:
        count = sum(found.level == level for _, found in rows)
        print(f"{level}: {count} of {len(rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
