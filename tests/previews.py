"""A server that watches a small project, as a person would start it."""

from __future__ import annotations

import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from projects import ROOT

CONF = f"""
import sys
from pathlib import Path
sys.path[:0] = [{str(ROOT / "_ext")!r}, str(Path(__file__).parent)]
extensions = ["sphinx_versus", "sphinx_versus.data", "of_this_project"]
html_theme = "basic"
html_static_path = ["_static"]
html_css_files = ["site.css"]
myst_enable_extensions = ["substitution"]
myst_substitutions = {{"setting": "a first setting"}}
"""

EXTENSION = """
WORD = "first word"
def read(app, docname, content):
    content[0] = content[0].replace("@WORD@", WORD)
def setup(app):
    app.connect("source-read", read)
    return {"env_version": sum(map(ord, WORD))}
"""

COMPARISON = """# {name}

::::{{comparison}} Left {name} vs Right {name}
:key: {name}

{tagline}

## Side-by-side analysis

| Dimension | Left {name} | Right {name} |
|---|---|---|
| Cost | {cell} | high |

## Evidence

{claim}
- A source

## Other comparisons
- [](two.md)
::::
"""

FILES = {
    "conf.py": CONF,
    "of_this_project.py": EXTENSION,
    "_static/site.css": "h1 { color: rgb(1, 2, 3) }\n",
    "index.md": "# Home\n\n@WORD@, {{ setting }}\n\n```{toctree}\n:glob:\n\n*\n```\n",
    "part.txt": "An included part.\n",
    "long.md": "# Long\n\n```{include} part.txt\n```\n" + "\nFiller.\n" * 150,
}


def comparison(
    name: str, tagline: str = "A tagline.", cell: str = "low", claim: str = "A claim."
) -> str:
    """The text of a comparison."""
    return COMPARISON.format(name=name, tagline=tagline, cell=cell, claim=claim)


@dataclass(frozen=True)
class Served:
    """A project that is served: its folders, its address, and what the server says."""

    source: Path
    out: Path
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        """All that was printed."""
        return self.log.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """The address of the first page."""
        return re.findall(r"http://\S+", self.said)[0]

    @property
    def builds(self) -> int:
        """The number of builds that have ended well."""
        return self.said.count("everything is up to date")

    def write(self, name: str, text: str) -> None:
        """Save a file of the project."""
        (self.source / name).write_text(text, encoding="utf-8")

    def wait(self, text: str, count: int = 1, seconds: float = 30) -> None:
        """Wait until the server has said something so often."""
        end = time.monotonic() + seconds
        while self.said.count(text) < count:
            assert time.monotonic() < end, f"“{text}” was not said:\n{self.said[-3000:]}"
            assert self.process.poll() is None, f"the server has ended:\n{self.said[-3000:]}"
            time.sleep(0.05)

    def settle(self) -> None:
        """Wait until there is nothing more to do: the last that was shown has been built."""
        before, end = "", time.monotonic() + 60
        while True:
            built = before.rfind("up to date") > before.rfind("shown after")
            if before == (before := self.said) and built:
                return
            assert time.monotonic() < end, f"it is never up to date:\n{before[-3000:]}"
            # What was built may be older than the last edit, and its build takes as long.
            spent = re.findall(r"up to date after ([\d.]+) s", before)
            time.sleep(1.2 + float(spent[-1] if spent else 0))
