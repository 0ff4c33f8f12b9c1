"""The same input gives the same bytes, wherever and by whomever it is built."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from projects import write_evidence, write_project

BUILDERS = ("html", "epub", "typst")

EVERYTHING = """
extensions += [
    "sphinx_design",
    "sphinx_versus.book",
    "sphinx_versus.data",
    "sphinx_versus.reference",
    "sphinx_versus.review",
    "sphinx_versus.search",
    "sphinx_versus.site.book",
    "sphinx_versus.site.building",
    "sphinx_versus.site.diagnostics",
    "sphinx_versus.site.drawings",
    "sphinx_versus.site.search",
    "sphinx_versus.site.sidebar",
]
html_baseurl = "https://example.org/"
html_last_updated_fmt = "%Y-%m-%d %H:%M"
html_static_path = ["_static"]
"""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect id="a"/></svg>"""

PAGES = {
    "numbers.md": """# Numbers

![A drawing](drawing.svg)

```{glossary}
Straße
  A word that is found with and without its accents, café and cafe.
```

{download}`A file <data.txt>`
""",
    "mistaken.md": """# Mistaken

::::{comparison} Mice vs Rats
A tagline.

## Strengths {nothing}`of a role`

### Mice
- Small {nothing}`too`
::::
""",
    "drawing.svg": DRAWING,
    "data.txt": "data\n",
    "_static/one.css": "a {}\n",
    "_static/another.css": "b {}\n",
}

# A file system lists a folder in an order of its own.
LISTING = """
import os

def turn(function, name):
    def turned(*arguments):
        return sorted(function(*arguments), key=name, reverse=bool(os.environ["TURNED"]))
    return turned

class Entries(list):
    def __enter__(self):
        return self
    def __exit__(self, *_):
        pass
    def close(self):
        pass
    def __next__(self):
        if not self:
            raise StopIteration
        return self.pop(0)

scandir = turn(os.scandir, lambda entry: os.fsencode(entry.name))
os.listdir = turn(os.listdir, os.fsencode)
os.scandir = lambda *arguments: Entries(scandir(*arguments))
"""


BUILD = """
import json, sys
from sphinx.cmd.build import main
sys.exit(any(main(options) for options in json.loads(sys.argv[1])))
"""


@dataclass(frozen=True)
class Place:
    """Where and how a project is built."""

    folder: Path
    doctrees: Path
    umask: int
    processes: str
    environment: dict[str, str]

    def build(self) -> dict[str, bytes]:
        """Build everything; gives what was written."""
        out = self.folder / "out"
        options = ["-q", "-j", self.processes, self.folder / "source"]
        builds = [
            [*map(str, options), "-b", each, "-d", str(self.doctrees / each), str(out / each)]
            for each in BUILDERS
        ]
        done = subprocess.run(
            [sys.executable, "-c", BUILD, json.dumps(builds)],
            capture_output=True,
            text=True,
            check=False,
            umask=self.umask,
            env={**os.environ, **self.environment, "SOURCE_DATE_EPOCH": "1790000000"},
        )
        assert done.returncode == 0, done.stderr
        return dict(self._written(out))

    def _written(self, out: Path) -> Iterator[tuple[str, bytes]]:
        for path in sorted(out.rglob("*")):
            if path.is_file() and path.name != ".buildinfo":
                # Who may read a file is for the umask to say, whatever its source allows.
                assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~self.umask, path
                yield path.relative_to(out).as_posix(), path.read_bytes()


def _write(folder: Path) -> Path:
    source = folder / "source"
    source.mkdir(parents=True)
    write_evidence(source)
    conf = (source / "conf.py").read_text(encoding="utf-8") + EVERYTHING
    index = (source / "index.md").read_text(encoding="utf-8")
    index = index.replace("```{toctree}\n", "```{toctree}\nmistaken\nnumbers\n", 1)
    write_project(source, {**PAGES, "conf.py": conf, "index.md": index})
    return write_project(folder, {"listing/sitecustomize.py": LISTING})


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """A folder on another file system, if there is one: programs list it in another order."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        yield Path(folder)


def test_what_is_published_does_not_tell_where_it_was_built(
    tmp_path: Path, elsewhere: Path
) -> None:
    first = _write(tmp_path / "first")
    second = _write(tmp_path / "a second, whose name is löng")
    for path in (second / "source").rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o700)
    # At no time it is the same day in both.
    places = [
        Place(first, first / "doctrees", 0o022, "1", {"TZ": "XXX12", "TURNED": ""}),
        Place(second, elsewhere, 0o027, "2", {"TZ": "XXX-14", "TURNED": "1", "LC_ALL": "C"}),
    ]
    for number, place in enumerate(places):
        place.environment["PYTHONHASHSEED"] = str(number)
        place.environment["PYTHONPATH"] = str(place.folder / "listing")
    with ThreadPoolExecutor() as pool:
        one, other = pool.map(Place.build, places)
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    assert {"html/pagefind/units.json", "html/objects.inv", "epub/Pets.epub"} < one.keys()
    told = [name for name, content in one.items() if os.fsencode(tmp_path) in content]
    assert told == []
