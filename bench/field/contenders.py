"""Who is measured: how each project is written, and by which command it is built."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pages

ROOT = Path(__file__).parent.parent.parent
ASSETS = Path(__file__).parent / "hugo"

# Where the pages of a project stand in its source and in its output.
FOLDER = "comparisons"

Page = Callable[[int, int], str]


@dataclass(frozen=True)
class Contender:
    """A generator of sites: its label, its project of so many pages, and its command.

    ``command`` gets the folder of the project and that of the programs, ours
    or those of the field, and builds into the folder ``out`` of the project.
    ``grows`` says that it costs the square of the pages, so that large
    projects are left out.
    """

    name: str
    label: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]
    of_field: bool = False
    grows: bool = False


def _write_pages(folder: Path, count: int, page: Page) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{pages.stem(number)}.md").write_text(page(number, count), encoding="utf-8")


def _sphinx(*extensions: str, page: Page = pages.plain) -> Callable[[Path, int], None]:
    conf = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Bench"
extensions = {list(extensions)!r}
myst_enable_extensions = ["deflist"]
html_theme = "furo"
html_copy_source = False
exclude_patterns = ["out", "doctrees"]
"""

    def write(folder: Path, count: int) -> None:
        _write_pages(folder / FOLDER, count, page)
        (folder / "conf.py").write_text(conf, encoding="utf-8")
        home = "# Home\n\n```{toctree}\n:hidden:\n\ncomparisons/index\n```\n"
        contents = "# Comparisons\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\nc*\n```\n"
        (folder / "index.md").write_text(home, encoding="utf-8")
        (folder / FOLDER / "index.md").write_text(contents, encoding="utf-8")

    return write


def write_site(folder: Path, count: int) -> None:
    """Write a project with the settings of this one, whatever they cost."""
    conf = f"""
from pathlib import Path

root = Path({str(ROOT)!r})
settings = {{"__file__": str(root / "conf.py")}}
exec((root / "conf.py").read_text(encoding="utf-8"), settings)
globals().update({{name: settings[name] for name in settings if not name.startswith("__")}})
del settings
exclude_patterns = ["out", "doctrees"]
html_static_path = [str(root / "_static")]
bibtex_bibfiles = [str(root / "references.bib")]
"""
    _sphinx(page=pages.comparison)(folder, count)
    (folder / "conf.py").write_text(conf, encoding="utf-8")


def _sphinx_build(*options: str) -> Callable[[Path, Path], list[str]]:
    def command(folder: Path, programs: Path) -> list[str]:
        build = [str(programs / "python"), "-m", "sphinx", "-q", "-b", "html", *options]
        return [*build, "-d", str(folder / "doctrees"), str(folder), str(folder / "out")]

    return command


def _mkdocs(*, whole: bool) -> Callable[[Path, int], None]:
    """Return what writes a project for MkDocs, which Zensical reads too.

    Its menu has all pages, or the two that lead to them.
    """

    def write(folder: Path, count: int) -> None:
        _write_pages(folder / "docs" / FOLDER, count, pages.plain)
        (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
        links = "\n".join(
            f"- [{pages.title(number, count)}]({pages.stem(number)}.md)" for number in range(count)
        )
        contents = folder / "docs" / FOLDER / "index.md"
        contents.write_text(f"# Comparisons\n\n{links}\n", encoding="utf-8")
        settings = {
            "site_name": "Bench",
            "site_dir": "out",
            "use_directory_urls": False,
            "theme": {"name": "material", "font": False},
            "markdown_extensions": ["def_list", "tables"],
            "plugins": ["search"],
        }
        if not whole:
            settings["nav"] = ["index.md", f"{FOLDER}/index.md"]
            settings["validation"] = {"nav": {"omitted_files": "ignore"}}
        # JSON is YAML.
        (folder / "mkdocs.yml").write_text(json.dumps(settings), encoding="utf-8")

    return write


def _write_hugo(folder: Path, count: int) -> None:
    def page(number: int, count: int) -> str:
        head = json.dumps({"title": pages.title(number, count), "weight": number + 1})
        return f"{head}\n\n{pages.plain(number, count, '../{}/')}"

    content = folder / "content" / FOLDER
    _write_pages(content, count, page)
    (content / "_index.md").write_text('{"title": "Comparisons"}\n', encoding="utf-8")
    (folder / "content" / "_index.md").write_text('{"title": "Home"}\n', encoding="utf-8")
    settings = {
        "baseURL": "https://bench.example/",
        "title": "Bench",
        "publishDir": "out",
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap"],
    }
    (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")
    for layout in ASSETS.glob("*.html"):
        target = folder / "layouts" / "_default" / layout.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(layout.read_text(encoding="utf-8"), encoding="utf-8")


def _program(name: str, *options: str, file: str = "") -> Callable[[Path, Path], list[str]]:
    """Return the command of one of the field's programs; its last option takes the project."""

    def command(folder: Path, programs: Path) -> list[str]:
        return [str(programs / name), "build", *options, str(folder / file)]

    return command


_MKDOCS = _program("mkdocs", "--quiet", "--config-file", file="mkdocs.yml")
_OURS = ("sphinx_versus", "bounded_toctree", "quick_build", "parallel_build")

CONTENDERS = (
    Contender("ours", "ours", _sphinx(*_OURS, page=pages.comparison), _sphinx_build("-j", "1")),
    Contender(
        "ours-parallel",
        "ours, in parallel",
        _sphinx(*_OURS, page=pages.comparison),
        _sphinx_build("-j", "auto"),
    ),
    Contender(
        "ours-search",
        "ours, with Pagefind",
        _sphinx(*_OURS, "site_search", page=pages.comparison),
        _sphinx_build("-j", "1"),
    ),
    Contender(
        "floor",
        "Sphinx, bounded sidebar, plain pages",
        _sphinx("myst_parser", "bounded_toctree"),
        _sphinx_build("-j", "1"),
    ),
    Contender(
        "stock",
        "Sphinx as it comes, plain pages",
        _sphinx("myst_parser"),
        _sphinx_build("-j", "1"),
        grows=True,
    ),
    Contender(
        "material",
        "Material for MkDocs",
        _mkdocs(whole=True),
        _MKDOCS,
        of_field=True,
    ),
    Contender(
        "material-short",
        "Material for MkDocs, short menu",
        _mkdocs(whole=False),
        _MKDOCS,
        of_field=True,
    ),
    Contender(
        "zensical",
        "Zensical",
        _mkdocs(whole=True),
        _program("zensical", "--clean", "--config-file", file="mkdocs.yml"),
        of_field=True,
    ),
    Contender(
        "hugo",
        "Hugo, small theme, no search",
        _write_hugo,
        _program("hugo", "--quiet", "--noBuildLock", "--source"),
        of_field=True,
    ),
)
