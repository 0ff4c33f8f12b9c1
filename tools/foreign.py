"""Build documentations of others without this package and with it, and compare the two.

Their released sources, and what these need, are named in ``tests/foreign``. Each is built as it
is, with the package and with faster builds, in one process and in four, and with a page of ours
in it. That page is built with other themes too. All of it stays in ``_build/foreign``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
GIVEN = ROOT / "tests" / "foreign"
FOLDER = ROOT / "_build" / "foreign"
PAGE = "tea-or-coffee"
# The settings that Sphinx notes for its next build, and what changes with any page that is new.
OF_SETTINGS = frozenset({".buildinfo"})
# What differs by nature: the versions of extensions in the search index, and the random ids of
# formulas and of cells of notebooks.
BY_NATURE = re.compile(
    rb'"envversion":\{[^}]*\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"id": "[0-9a-f]{8}"'
)
OF_ALL_PAGES = frozenset({"genindex.html", "objects.inv", "searchindex.js"})
STATIC = {f"_static/{path.name}" for path in (ROOT / "_ext").glob("**/static/*")}
THEMES = (
    *("alabaster", "furo", "pydata_sphinx_theme", "shibuya", "sphinx_book_theme"),
    *("sphinx_rtd_theme", "sphinxawesome_theme"),
)
OURS = ("sphinx_versus",)
FASTER = (*OURS, "sphinx_versus.site.building")


@dataclass(frozen=True)
class Docs:
    """A documentation: its folder in the sources, and the extensions that it is built with.

    Those that ask the network are left out, such as ``sphinx.ext.intersphinx``; ``file`` is one
    that the documentation would load from there.
    """

    name: str
    folder: str
    extensions: str
    settings: tuple[str, ...] = ()
    file: str = ""


DOCS = (
    # Without `furo.sphinxext`, whose demonstrations end its build with this MyST.
    Docs(
        "furo",
        "docs",
        "sphinx.ext.autodoc sphinx.ext.extlinks sphinx.ext.mathjax sphinx.ext.todo "
        "sphinx.ext.viewcode myst_parser sphinx_copybutton sphinx_design sphinx_inline_tabs",
    ),
    Docs(
        "pip",
        "docs/html",
        "pip_sphinxext sphinx.ext.autodoc sphinx.ext.todo myst_parser sphinx_copybutton "
        "sphinx_inline_tabs sphinxcontrib.towncrier sphinx_issues",
    ),
    # Without its blog, and what needs numpy, widgets or a service.
    Docs(
        "sphinx-book-theme",
        "docs",
        "myst_nb sphinx.ext.autodoc sphinx.ext.viewcode sphinxcontrib.youtube sphinx_copybutton "
        "sphinx_design sphinx_togglebutton sphinxcontrib.bibtex sphinx.ext.todo",
        ("nb_execution_mode=off", "exclude_patterns=reference/blog/*"),
        "content/pydata-content-blocks.md",
    ),
    Docs(
        "attrs",
        "docs",
        "myst_parser sphinx.ext.napoleon sphinx.ext.autodoc sphinx.ext.doctest sphinx.ext.todo "
        "notfound.extension sphinxcontrib.towncrier",
    ),
    Docs("sphinxcontrib-bibtex", "doc", "sphinx.ext.autodoc sphinx.ext.viewcode"),
)


@dataclass(frozen=True)
class Built:
    """What a build has written by path, what it has warned of, and our page in it as text."""

    files: dict[str, bytes]
    warnings: frozenset[str]
    page: str


def main() -> int:
    """Build, compare, and print a table."""
    names = [docs.name for docs in DOCS]
    parser = argparse.ArgumentParser(prog="make foreign ARGS=", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of: {', '.join(names)}")
    asked = parser.parse_args().names or names
    if unknown := set(asked) - set(names):
        parser.error(f"{', '.join(sorted(unknown))}: a name is one of {', '.join(names)}")
    python = _set_up()
    sources = _unpacked(python)
    failed = False
    for name, what, trouble in _tried(python, sources, asked):
        print(f"{name:22}{what:28}{'NO' if trouble else 'yes'}", flush=True)
        for line in trouble:
            print(f"    {line}", flush=True)
        failed |= bool(trouble)
    return int(failed)


def _set_up() -> Path:
    """Return the Python of an environment with what the documentations need."""
    lock, venv = GIVEN / "requirements.lock", FOLDER / "venv"
    ready = venv / "ready"
    if not ready.is_file() or ready.read_bytes() != lock.read_bytes():
        shutil.rmtree(venv, ignore_errors=True)
        subprocess.run(["sh", ROOT / "tools" / "make_venv.sh", venv, lock], check=True)
        ready.write_bytes(lock.read_bytes())
    return venv / "bin" / "python"


def _unpacked(python: Path) -> dict[str, Path]:
    """Return the folders of the sources by name, fresh from their archives."""
    archives, folder = FOLDER / "archives", FOLDER / "sources"
    command = [python, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--disable-pip-version-check", "--dest", archives]
    subprocess.run([*command, "--requirement", GIVEN / "sources.txt"], check=True)
    shutil.rmtree(folder, ignore_errors=True)
    for path in archives.glob("*.tar.gz"):
        with tarfile.open(path) as archive:
            archive.extractall(folder, filter="data")
    return {
        path.name.rpartition("-")[0].replace("_", "-"): path for path in sorted(folder.iterdir())
    }


def _tried(
    python: Path, sources: dict[str, Path], asked: list[str]
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what was tried of which documentation, and what was wrong with it."""
    alone = ""
    for theme in THEMES if len(asked) == len(DOCS) else THEMES[:1]:
        folder = FOLDER / "themes" / theme
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "conf.py").write_text(f"html_theme = {theme!r}\n", encoding="utf-8")
        (folder / "index.md").write_text(f"# Home\n\n```{{toctree}}\n{PAGE}\n```\n", "utf-8")
        shutil.copy(GIVEN / f"{PAGE}.md", folder)
        built = _build(python, folder, OURS)
        shutil.rmtree(FOLDER / "pages" / theme, ignore_errors=True)
        shutil.copytree(FOLDER / "out" / "html", FOLDER / "pages" / theme)
        alone = built.page
        yield theme, "a page of ours", sorted(built.warnings)
    for docs in DOCS:
        if docs.name not in asked:
            continue
        source = sources[docs.name] / docs.folder
        if docs.file:
            (source / docs.file).write_text("# From elsewhere\n", encoding="utf-8")

        def build(jobs: int, *ours: str, docs: Docs = docs, source: Path = source) -> Built:
            return _build(python, source, [*docs.extensions.split(), *ours], docs.settings, jobs)

        before = {jobs: build(jobs) for jobs in (1, 4)}
        yield docs.name, "with us", _differences(before[1], build(1, *OURS))
        yield docs.name, "with us, -j 4", _differences(before[4], build(4, *OURS))
        yield docs.name, "with faster builds, -j 4", _differences(before[4], build(4, *FASTER))
        shutil.copy(GIVEN / f"{PAGE}.md", source)
        after = build(1, *OURS)
        trouble = _differences(before[1], after, OF_ALL_PAGES)
        if after.page != alone:
            trouble.append(f"{PAGE} says something else than in a project of its own")
        yield docs.name, "with a page of ours", trouble


def _build(
    python: Path,
    source: Path,
    extensions: Iterable[str],
    settings: Iterable[str] = (),
    jobs: int = 1,
) -> Built:
    """Build a documentation from nothing."""
    out, log = FOLDER / "out", FOLDER / "warnings.txt"
    shutil.rmtree(out, ignore_errors=True)
    command = [python, "-m", "sphinx", "-q", "-j", str(jobs), "-d", out / "doctrees", "-w", log]
    for setting in (f"extensions={','.join(extensions)}", *settings):
        command += ["-D", setting]
    # Two builds are the same if sets of strings have one order.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext"), "PYTHONHASHSEED": "0"}

    def run(builder: str, *files: Path) -> Path:
        folder = out / builder
        called = [*command, "-b", builder, source, folder, *files]
        done = subprocess.run(called, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{source}\n{done.stdout}\n{done.stderr}")
        return folder

    html = run("html")
    warnings = frozenset(log.read_text(encoding="utf-8").splitlines())
    files = {
        path.relative_to(html).as_posix(): BY_NATURE.sub(b"", path.read_bytes())
        for path in sorted(html.rglob("*"))
        if path.is_file()
    }
    page = source / f"{PAGE}.md"
    text = Path(run("text", page), f"{PAGE}.txt").read_text("utf-8") if page.is_file() else ""
    return Built(files, warnings, text)


def _differences(before: Built, after: Built, may_change: Set[str] = frozenset()) -> list[str]:
    """Return what differs but for what a page of ours and its files bring."""
    ours = STATIC | OF_SETTINGS | may_change
    return [
        *(f"new warning: {line}" for line in sorted(after.warnings - before.warnings)),
        *(
            f"{'differs' if name in after.files else 'is missing'}: {name}"
            for name, content in before.files.items()
            if name not in ours and after.files.get(name) != content
        ),
        *(
            f"is new: {name}"
            for name in after.files.keys() - before.files.keys() - ours
            if PAGE not in name
        ),
    ]


if __name__ == "__main__":
    sys.exit(main())
