"""Who is measured: how each project is written, and by which command it is built."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pages

ROOT = Path(__file__).parent.parent.parent
ASSETS = Path(__file__).parent / "hugo"
MODULES = "node_modules"

# Where the pages of a project stand in its source and in its output.
FOLDER = "comparisons"

Page = Callable[[int, int], str]


class Home(Enum):
    """Where the programs of a contender are."""

    OURS = "this project's own environment"
    PYTHON = "an environment of the field's programs in Python"
    NODE = "a folder of the field's programs for Node.js"


@dataclass(frozen=True)
class Contender:
    """A generator of sites: its label, its project of so many pages, and its command.

    ``command`` gets the folder of the project and that of the programs (of
    this one, or of the field's in Python or for Node.js: ``home``), and builds into
    the folder ``out`` of the project. It is run in the folder of the project.
    ``grows`` says that it costs the square of the pages, so that large
    projects are left out; ``slow``, that a thousand pages take it minutes, so
    that large projects are built once. ``pages`` are the files that it writes.
    """

    name: str
    label: str
    write: Callable[[Path, int], None]
    command: Callable[[Path, Path], list[str]]
    home: Home = Home.OURS
    grows: bool = False
    slow: bool = False
    pages: str = f"out/{FOLDER}/**/*.html"


def _write_pages(folder: Path, count: int, page: Page) -> None:
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{pages.stem(number)}.md").write_text(page(number, count), encoding="utf-8")


def _sphinx(
    *extensions: str, page: Page = pages.plain, settings: str = ""
) -> Callable[[Path, int], None]:
    conf = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Bench"
extensions = {list(extensions)!r}
myst_enable_extensions = ["deflist"]
html_theme = "furo"
html_copy_source = False
exclude_patterns = ["out", "doctrees"]
{settings}"""

    def write(folder: Path, count: int) -> None:
        _write_pages(folder / FOLDER, count, page)
        (folder / "conf.py").write_text(conf, encoding="utf-8")
        home = "# Home\n\n```{toctree}\n:hidden:\n\ncomparisons/index\n```\n"
        contents = "# Comparisons\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\nc*\n```\n"
        (folder / "index.md").write_text(home, encoding="utf-8")
        (folder / FOLDER / "index.md").write_text(contents, encoding="utf-8")

    return write


def write_ours(folder: Path, count: int, *pieces: str) -> None:
    """Write a project of comparisons with some of what makes builds faster."""
    _sphinx("sphinx_versus", "sphinx_versus.site.sidebar", *pieces, page=pages.comparison)(
        folder, count
    )


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
        _write_list(folder / "docs" / FOLDER, count)
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


def _write_docusaurus(folder: Path, count: int) -> None:
    _write_pages(folder / "docs" / FOLDER, count, pages.plain)
    _write_home(folder / "docs", count, head="---\nslug: /\n---\n\n")
    fast = ("rspackBundler", "swcJsLoader", "swcJsMinimizer", "swcHtmlMinimizer")
    fast += ("lightningCssMinimizer", "mdxCrossCompilerCache", "ssgWorkerThreads")
    settings = {
        "title": "Bench",
        "url": "https://bench.example",
        "baseUrl": "/",
        "onBrokenLinks": "throw",
        "markdown": {"format": "detect"},
        # All that makes it faster but what an earlier build has left.
        "future": {
            "v4": True,
            "faster": {**dict.fromkeys(fast, True), "rspackPersistentCache": False},
        },
        "presets": [
            ["classic", {"blog": False, "docs": {"routeBasePath": "/", "sidebarPath": "menu.json"}}]
        ],
    }
    (folder / "docusaurus.config.js").write_text(
        f"module.exports = {json.dumps(settings)}\n", encoding="utf-8"
    )
    menu = {"all": ["index", f"{FOLDER}/index"]}
    (folder / "menu.json").write_text(json.dumps(menu), encoding="utf-8")
    (folder / "package.json").write_text('{"private": true}\n', encoding="utf-8")


def _docusaurus(folder: Path, programs: Path) -> list[str]:
    # The modules are looked for beside the project.
    if not (folder / MODULES).exists():
        (folder / MODULES).symlink_to(programs / MODULES)
    program = programs / MODULES / ".bin" / "docusaurus"
    return [str(program), "build", "--out-dir", "out"]


def _write_mystmd(folder: Path, count: int) -> None:
    _write_pages(folder / FOLDER, count, pages.plain)
    _write_home(folder, count)
    settings = {
        "version": 1,
        "project": {"title": "Bench"},
        "site": {"title": "Bench", "template": "theme"},
    }
    # JSON is YAML.
    (folder / "myst.yml").write_text(json.dumps(settings), encoding="utf-8")
    # Its own themes are on no package registry. What is built here, the contents,
    # only asks what a theme is called.
    theme = {
        "jtex": "v1",
        "title": "None",
        "version": "1.0.0",
        "build": {"install": "true", "start": "true"},
    }
    (folder / "theme").mkdir()
    (folder / "theme" / "template.yml").write_text(json.dumps(theme), encoding="utf-8")


def _mystmd(_: Path, programs: Path) -> list[str]:
    return [str(programs / MODULES / ".bin" / "myst"), "build", "--site", "--strict"]


def _write_home(folder: Path, count: int, head: str = "") -> None:
    """Write a home page, and the list of all pages that it leads to."""
    home = f"{head}# Home\n\n[Comparisons]({FOLDER}/index.md)\n"
    (folder / "index.md").write_text(home, encoding="utf-8")
    _write_list(folder / FOLDER, count)


def _write_list(folder: Path, count: int) -> None:
    links = "\n".join(
        f"- [{pages.title(number, count)}]({pages.stem(number)}.md)" for number in range(count)
    )
    (folder / "index.md").write_text(f"# Comparisons\n\n{links}\n", encoding="utf-8")


def _program(name: str, *options: str, file: str = "") -> Callable[[Path, Path], list[str]]:
    """Return the command of one of the field's programs; its last option takes the project."""

    def command(folder: Path, programs: Path) -> list[str]:
        return [str(programs / name), "build", *options, str(folder / file)]

    return command


_MKDOCS = _program("mkdocs", "--quiet", "--config-file", file="mkdocs.yml")
_NEEDS = """
needs_types = [
    {"directive": "comparison", "title": "Comparison", "prefix": "C"},
    {"directive": "claim", "title": "Claim", "prefix": "S"},
]
"""
_OURS = ("sphinx_versus", "sphinx_versus.site.sidebar", "sphinx_versus.site.building")

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
        _sphinx(*_OURS, "sphinx_versus.site.search", page=pages.comparison),
        _sphinx_build("-j", "1"),
    ),
    Contender(
        "floor",
        "Sphinx, bounded sidebar, plain pages",
        _sphinx("myst_parser", "sphinx_versus.site.sidebar"),
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
        home=Home.PYTHON,
    ),
    Contender(
        "material-short",
        "Material for MkDocs, short menu",
        _mkdocs(whole=False),
        _MKDOCS,
        home=Home.PYTHON,
    ),
    Contender(
        "zensical",
        "Zensical",
        _mkdocs(whole=True),
        _program("zensical", "--clean", "--config-file", file="mkdocs.yml"),
        home=Home.PYTHON,
    ),
    Contender(
        "hugo",
        "Hugo, small theme, no search",
        _write_hugo,
        _program("hugo", "--quiet", "--noBuildLock", "--source"),
        home=Home.PYTHON,
    ),
    Contender(
        "needs",
        "sphinx-needs, bounded sidebar",
        _sphinx(
            *("myst_parser", "sphinx_needs", "sphinx_versus.site.sidebar"),
            page=pages.needs,
            settings=_NEEDS,
        ),
        _sphinx_build("-j", "1"),
        home=Home.PYTHON,
        slow=True,
    ),
    Contender(
        "docusaurus",
        "Docusaurus, short menu, no search",
        _write_docusaurus,
        _docusaurus,
        home=Home.NODE,
        slow=True,
    ),
    Contender(
        "mystmd",
        "mystmd, contents only, no HTML",
        _write_mystmd,
        _mystmd,
        home=Home.NODE,
        slow=True,
        pages="_build/site/content/*.json",
    ),
)
