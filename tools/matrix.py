"""Run the light tests and small builds with each set of releases, on each Python there is.

The sets are lock files: the lowest releases that ``pyproject.toml`` allows, those that the
site is built with, and the newest. Each gets a virtual environment of its own for each Python
that the classifiers name and that is found, below ``_build/matrix``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "_build" / "matrix"
LOCKS = {
    "lowest": "tests/matrix/lowest.lock",
    "locked": "requirements.lock",
    "newest": "tests/matrix/newest.lock",
}
TESTS = (
    *("tests/pure", "tests/test_problems.py", "tests/test_doctrees.py"),
    *("tests/builds/test_other_extensions.py", "tests/builds/test_builders.py"),
    "tests/builds/test_small_projects.py",
)
# A third of the time; the builders themselves are tried by the other tests of that file, and
# expressions are the same with all releases.
LEFT_OUT_AT_ENDS = (
    "tests/builds/test_builders.py::test_no_builder_warns_of_what_pages_show_of_each_other",
    "tests/pure/test_patterns.py",
)
SHOWN = ("sphinx", "docutils", "myst-parser", "furo", "sphinx-design", "myst-nb")


def main() -> int:
    """Run what is asked for, and print a table of it."""
    parser = argparse.ArgumentParser(prog="make matrix ARGS=", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"some of: {', '.join(LOCKS)}")
    parser.add_argument("--python", action="append", help="only this one, such as 3.12")
    parser.add_argument(
        "--ends", action="store_true", help="the lowest on the first Python, the newest on the last"
    )
    asked = parser.parse_args()
    unknown = set(asked.sets) - set(LOCKS)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: a set is one of {', '.join(LOCKS)}")
    wanted = asked.python or named_pythons()
    found = {python: path for python in wanted if (path := find_python(python))}
    missing = [python for python in wanted if python not in found]
    pairs = [(name, python) for name in asked.sets or LOCKS for python in found]
    if asked.ends and found:
        pairs = [("lowest", next(iter(found))), ("newest", list(found)[-1])]
    left_out = LEFT_OUT_AT_ENDS if asked.ends else ()
    tests = [*TESTS, *(word for name in left_out for word in ("--deselect", name))]
    with ThreadPoolExecutor() as pool:
        # The network is slower than this machine: set them up while others are tried.
        venvs = [pool.submit(set_up, name, python, found[python]) for name, python in pairs]
        runs = [
            try_out(name, python, venv.result(), tests)
            for (name, python), venv in zip(pairs, venvs, strict=True)
        ]
    rows = [("releases", "Python", *SHOWN, "tests", "seconds", "passed"), *runs]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print()
    for row in rows:
        print("  ".join(map(str.ljust, row, widths)).rstrip())
    for python in missing:
        print(f"Python {python} is not on this machine: not tried.")
    failed = not runs or not all(passed == "yes" for *_, passed in runs)
    if not (asked.sets or asked.python or asked.ends):
        command = [sys.executable, ROOT / "tools" / "foreign.py"]
        failed |= bool(subprocess.run(command, check=False).returncode)
    return int(failed)


def named_pythons() -> list[str]:
    """Return the versions of Python that the classifiers name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = (name.rpartition(" ")[2] for name in project["classifiers"] if ":: Python ::" in name)
    return [name for name in names if "." in name]


def find_python(version: str) -> str | None:
    """Return a CPython of a version that can be run, on the path or set up by pyenv."""
    name = f"python{version}"
    folders = [Path(folder) for folder in os.get_exec_path()]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    folders += sorted(pyenv.glob(f"versions/{version}.*/bin"), reverse=True)
    asking = "import sys; print(sys.implementation.name, *sys.version_info[:2])"
    for folder in folders:
        path = folder / name
        if path.is_file():
            # A shim of pyenv is there, but can fail.
            told = subprocess.run([path, "-c", asking], capture_output=True, text=True, check=False)
            if told.stdout.split() == ["cpython", *version.split(".")]:
                return str(path)
    return None


def set_up(name: str, python: str, path: str) -> Path:
    """Return the virtual environment of a set of releases, made from its lock file."""
    venv = FOLDER / f"{name}-{python}"
    lock = (ROOT / LOCKS[name]).read_bytes()
    ready = venv / "ready"
    if ready.is_file() and ready.read_bytes() == lock:
        return venv
    shutil.rmtree(venv, ignore_errors=True)
    uv = str(Path(sys.executable).parent / "uv")
    subprocess.run([uv, "venv", "--quiet", "--python", path, venv], check=True)
    command = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", venv / "bin/python"]
    subprocess.run([*command, ROOT / LOCKS[name]], check=True)
    ready.write_bytes(lock)
    return venv


def try_out(name: str, python: str, venv: Path, tests: Sequence[str]) -> tuple[str, ...]:
    """Run the tests with a set of releases; returns its row of the table, with yes or NO."""
    installed = (
        path.name.removesuffix(".dist-info").split("-")[:2]
        for path in venv.glob("lib/*/site-packages/*.dist-info")
    )
    versions = {package.replace("_", "-"): version for package, version in installed}
    print(f"{name} on Python {python} ...", flush=True)
    start = time.monotonic()
    command = [venv / "bin" / "python", "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile"]
    command += ["-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - start
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
    summary = re.findall(r"\d+ (?:passed|failed|errors?|skipped)", done.stdout.splitlines()[-1])
    shown = (versions.get(package, "-") for package in SHOWN)
    passed = "NO" if done.returncode else "yes"
    return name, python, *shown, ", ".join(summary), f"{seconds:.0f}", passed


if __name__ == "__main__":
    sys.exit(main())
