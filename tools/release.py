"""Build what is released, twice, and look at it as those do who install it.

The first wheel is built from the unpacked sources of the release, the second from the
repository, in another folder, from older files and with another umask: both must be the same.
What is ready to be uploaded is then in ``_build/release/dist``.
"""

from __future__ import annotations

import os
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
# It measures time, which says nothing of what the sources hold.
LEFT_OUT = ("--deselect", "tests/pure/test_patterns.py")
DAY = 86_400


def main() -> int:
    """Build, look, print what was found, and return the exit status."""
    shutil.rmtree(OUT, ignore_errors=True)
    wheel, sources, faults = built_twice()
    faults += looked_at(wheel, sources)
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
    differing = dict(files_of(sources).items() ^ files_of(again).items())
    differing |= dict(files_of(wheel).items() ^ files_of(other).items())
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


def files_of(path: Path) -> dict[str, bytes]:
    """Return what the files of a wheel or of a source distribution hold."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(path) as sources:
        return {each.name: file.read() for each in sources if (file := sources.extractfile(each))}


def looked_at(wheel: Path, sources: Path) -> Iterator[str]:
    """Yield what is wrong with the wheel, and what the tools of others find."""
    files = files_of(wheel)
    top = {name.partition("/")[0] for name in files}
    info = next(name for name in top if name.endswith(".dist-info"))
    if top != {PACKAGE, info}:
        yield f"{wheel.name} has {', '.join(sorted(top))} at its top, not {PACKAGE} alone"
    needed = {f"{PACKAGE}/py.typed", f"{info}/licenses/LICENSE", f"{info}/entry_points.txt"}
    needed |= {f"{name.removesuffix('.po')}.mo" for name in files if name.endswith(".po")}
    yield from (f"{wheel.name} has no {name}" for name in sorted(needed - files.keys()))
    if b"\nProject-URL:" not in files[f"{info}/METADATA"]:
        print("No address is told: [tool.sphinx-versus] in pyproject.toml names no repository.")
    for command in (
        ["twine", "check", "--strict", wheel, sources],
        ["check-wheel-contents", wheel],
    ):
        if subprocess.run([TOOLS / command[0], *command[1:]], check=False).returncode:
            yield f"{command[0]} finds fault with the package"


def print_licences(wheel: Path) -> None:
    """Print what the package needs, for each use of it, and under which licences that comes."""
    (told,) = (text for name, text in files_of(wheel).items() if name.endswith("/METADATA"))
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
