"""Small projects for the tests, each built in a process of its own."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

import forked
from sphinx_versus.grammar.evidence import WORDS

ROOT = Path(__file__).parent.parent

# The pages of the site, by document name.
PAGES = sorted(
    str(path.relative_to(ROOT).with_suffix(""))
    for folder in (".", "articles", "comparisons", "entities", "guide")
    for path in (ROOT / folder).glob("*.md")
    if path.name not in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")
)

# Colours would stand between the words that the tests look for.
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = ["sphinx_versus"]
html_theme = "basic"
"""


@dataclass(frozen=True)
class Built:
    """A project after a build: its folders, and what was said."""

    srcdir: Path
    outdir: Path
    warnings: str
    returncode: int

    def html(self, docname: str = "index") -> str:
        """The page of a document."""
        return (self.outdir / f"{docname}.html").read_text(encoding="utf-8")


# What a writer types for the machine: options, fences, keys, roles, targets of links, short
# codes of signs, which are drawn.
GRAMMAR = re.compile(
    r"""^\s*(?::[\w-]+:|%).*$ | ^[\s*-]*(?::{3,}|`{3,}|~{3,}).*$ | ^\s*-\s+key:.*$
    | ^\s*-\s+(?:WORDS): | ^\([\w-]+\)=$
    | \{[^}]*\} | \]\([^)]*\) | \[\^\w+\]:? | \[![A-Z]+\]
    | \w*<su[bp]\b[^<>]*>\w*</su[bp]>\w* | </?[a-zA-Z][^<>]*>
    | (?<![\w:]):[a-z0-9_+-]+:(?!\w)
    | <!--[\s\S]*?-->""".replace("WORDS", "|".join(WORDS)),
    re.MULTILINE | re.VERBOSE,
)


def written_words(markdown: str) -> list[str]:
    """The words of a page that a reader is to see, in lower case."""
    return re.findall(r"[^\W_]+", GRAMMAR.sub(" ", markdown).casefold())


def write_project(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder, with a small conf.py where there is none."""
    for name, text in {"conf.py": CONF.format(ext=str(ROOT / "_ext")), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read_project(source: Path, builder: str = "dummy") -> tuple[Sphinx, str]:
    """Build a project in this process; gives the application and its warnings."""
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            srcdir=source,
            confdir=source,
            outdir=source.parent / "out",
            doctreedir=source.parent / "doctrees",
            buildername=builder,
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
    return app, COLOUR.sub("", warnings.getvalue())


@dataclass(frozen=True)
class Rereading:
    """A project in this process, one page of which is read again and again.

    Nothing is pickled on the way: a doctree goes from hand to hand.
    """

    app: Sphinx
    said: io.StringIO
    kept: list[nodes.document]

    def read(self, text: str) -> nodes.document:
        """Read ``page.md`` anew; its warnings are those of this reading alone."""
        self.said.seek(0)
        self.said.truncate()
        (self.app.srcdir / "page.md").write_text(text, encoding="utf-8", newline="")
        self.app.env.clear_doc("page")
        self.app.builder.read_doc("page")
        return self.kept.pop()

    @property
    def warnings(self) -> str:
        """What was said since the page was read."""
        return COLOUR.sub("", self.said.getvalue())


@contextmanager
def rereading(source: Path, **directives: type[Directive]) -> Iterator[Rereading]:
    """Build a project that has a ``page.md``, and keep it for reading that anew."""
    # Otherwise pytest keeps every event of every page.
    logging.getLogger("sphinx").propagate = False
    with patch_docutils(str(source)), docutils_namespace():
        said = io.StringIO()
        app = Sphinx(
            *(source, source, source.parent / "out", source.parent / "doctrees", "dummy"),
            status=None,
            warning=said,
            freshenv=True,
        )
        for name, directive in directives.items():
            app.add_directive(name, directive)
        app.build()
        kept: list[nodes.document] = []
        app.builder.write_doctree = lambda _docname, doctree, **_: kept.append(doctree)
        yield Rereading(app, said, kept)


def run_build(
    srcdir: Path,
    outdir: Path,
    *options: str | Path,
    builder: str = "html",
    environment: dict[str, str] | None = None,
    fresh: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run sphinx-build in a process of its own, as a person would.

    A fresh one imports everything itself.
    """
    arguments = [str(each) for each in ("-q", "-b", builder, *options, srcdir, outdir)]
    if fresh:
        command = [sys.executable, "-m", "sphinx", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    else:
        done = forked.run(arguments, os.environ if environment is None else environment)
    done.stderr = COLOUR.sub("", done.stderr)
    return done


def write_evidence(folder: Path) -> Path:
    """Write the project whose pages show what others say: quotes, lists, entities, citations."""
    for path in (ROOT / "tests" / "evidence").iterdir():
        text = path.read_text(encoding="utf-8").replace("EXT", str(ROOT / "_ext"))
        (folder / path.name).write_text(text, encoding="utf-8")
    return folder


def run_sphinx(srcdir: Path, *options: str, builder: str = "html") -> Built:
    """Build a small project into its own folder."""
    outdir = srcdir / "_build" / builder
    doctrees = srcdir / "_build" / "doctrees"
    done = run_build(srcdir, outdir, "-d", doctrees, *options, builder=builder)
    return Built(srcdir, outdir, done.stderr, done.returncode)
