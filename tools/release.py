"""Build what is released, twice, and look at it as those do who install it.

The first wheel is built from the unpacked sources of the release, the second from the
repository, in another folder, from older files and with another umask: both must be the same.
What is ready to be uploaded is then in ``_build/release/dist``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from mutants import LEVELS
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
OUT = ROOT / "_build" / "release"
PACKAGE = "sphinx_versus"
# They are in the environment of `make audit`.
TOOLS = ROOT / "_build" / "audit" / "bin"
CHECKS = (("twine", "check", "--strict"), ("check-wheel-contents",))
# It measures time, which says nothing of what the sources hold.
LEFT_OUT = ("--deselect", "tests/pure/test_patterns.py")
DAY = 86_400


def main() -> int:
    """Build, look, print what was found, and return the exit status."""
    shutil.rmtree(OUT, ignore_errors=True)
    wheel, sources, faults = built_twice()
    faults += [*looked_at(wheel), *checked(wheel, sources)]
    print(f"The light tests of {sources.name}, with its own files alone:", flush=True)
    unpacked = OUT / "unpacked" / sources.name.removesuffix(".tar.gz")
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", *LEVELS["light"], *LEFT_OUT]
    if subprocess.run(command, cwd=unpacked, check=False).returncode:
        faults.append(f"{sources.name}: its light tests fail")
    print_licences(wheel)
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    if not faults:
        print(f"Ready to be uploaded: {wheel.relative_to(ROOT)}, {sources.relative_to(ROOT)}")
    return bool(faults)


def built_twice() -> tuple[Path, Path, list[str]]:
    """Return the wheel, the sources, and what differs when they are built again."""
    copied(OUT / "first", age=0)
    copied(OUT / "second", age=DAY)
    sources = build("sdist", OUT / "first", OUT / "dist", 0o022)
    again = build("sdist", OUT / "second", OUT / "again", 0o077)
    with tarfile.open(sources) as archive:
        archive.extractall(OUT / "unpacked", filter="data")
    (unpacked,) = (OUT / "unpacked").iterdir()
    wheel = build("wheel", unpacked, OUT / "dist", 0o022)
    other = build("wheel", OUT / "second", OUT / "again", 0o077)
    differing = {
        *in_one_only(files_of_sources(sources), files_of_sources(again)),
        *in_one_only(files_of_wheel(wheel), files_of_wheel(other)),
    }
    faults = [f"{name} differs from one build to the next" for name in sorted(differing)]
    if not faults and wheel.read_bytes() != other.read_bytes():
        faults.append(f"{wheel.name} has the same files and other bytes when it is built again")
    return wheel, sources, faults


def copied(target: Path, age: int) -> None:
    """Copy the files of the repository, and make them older by some seconds."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in filter(None, listed.stdout.decode().split("\0")):
        copy = target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        os.utime(copy, times=(copy.stat().st_mtime - age,) * 2)


def build(what: str, source: Path, target: Path, umask: int) -> Path:
    """Let setuptools build as pip would; returns the file."""
    target.mkdir(exist_ok=True)
    commit = ["git", "log", "-1", "--format=%ct"]
    time = subprocess.run(commit, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code = f"from setuptools import build_meta as it; it.build_{what}({str(target)!r})"
    done = subprocess.run(
        [sys.executable, "-W", "error::setuptools.SetuptoolsDeprecationWarning", "-c", code],
        cwd=source,
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
        env={"SOURCE_DATE_EPOCH": time.strip(), **os.environ},
    )
    if done.returncode:
        raise SystemExit(f"{done.stderr}\nerror: the {what} cannot be built")
    (file,) = target.glob("*.whl" if what == "wheel" else "*.tar.gz")
    return file


def files_of_wheel(path: Path) -> dict[str, bytes]:
    """Return what the files of a wheel hold."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def files_of_sources(path: Path) -> dict[str, bytes]:
    """Return what the files of a source distribution hold."""
    with tarfile.open(path) as archive:
        return {each.name: file.read() for each in archive if (file := archive.extractfile(each))}


def in_one_only(files: dict[str, bytes], others: dict[str, bytes]) -> set[str]:
    """Return the names of files that are not the same in both."""
    return {name for name in files.keys() | others if files.get(name) != others.get(name)}


def looked_at(wheel: Path) -> Iterator[str]:
    """Yield what is wrong with the contents of the wheel; print what is not told in it."""
    files = files_of_wheel(wheel)
    top = {name.partition("/")[0] for name in files}
    info = next(name for name in top if name.endswith(".dist-info"))
    if top != {PACKAGE, info}:
        yield f"{wheel.name} has {', '.join(sorted(top))} at its top, not {PACKAGE} alone"
    for name in (f"{PACKAGE}/py.typed", f"{info}/licenses/LICENSE", f"{info}/entry_points.txt"):
        if name not in files:
            yield f"{wheel.name} has no {name}"
    for name in files:
        if name.endswith(".po") and f"{name.removesuffix('.po')}.mo" not in files:
            yield f"{wheel.name}: {name} is not compiled"
    told = message_from_bytes(files[f"{info}/METADATA"])
    for target in re.findall(r"\]\(([^)]*)\)", str(told.get_payload())):
        if not re.match(r"https?:|#", target):
            yield f"{wheel.name}: its description links to {target}, which only the repository has"
    if not told.get_all("Project-URL"):
        print("No address is told: [tool.sphinx-versus] in pyproject.toml names no repository.")


def checked(wheel: Path, sources: Path) -> Iterator[str]:
    """Let the tools of others look, as far as they are installed."""
    for tool, *words in CHECKS:
        files = [wheel] if tool == "check-wheel-contents" else [wheel, sources]
        if not (TOOLS / tool).is_file():
            print(f"Not looked at by {tool}: it is not installed.")
        elif subprocess.run([TOOLS / tool, *words, *files], check=False).returncode:
            yield f"{tool} finds fault with the package"


def print_licences(wheel: Path) -> None:
    """Print what the package needs, for each use of it, and under which licences that comes."""
    files = files_of_wheel(wheel)
    (told,) = (text for name, text in files.items() if name.endswith(".dist-info/METADATA"))
    print("What it needs, and the licences of the locked releases:")
    for line in message_from_bytes(told).get_all("Requires-Dist", []):
        needed = Requirement(line)
        try:
            theirs = metadata(needed.name)
        except PackageNotFoundError:
            continue  # this package, of which one extra names others, or what is for other systems
        classifiers = theirs.get_all("Classifier") or []
        named = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License")]
        licence = theirs["License-Expression"] or ", ".join(named) or theirs["License"]
        print(f"  {needed.name} {theirs['Version']}: {licence or 'not told'}")


if __name__ == "__main__":
    sys.exit(main())
