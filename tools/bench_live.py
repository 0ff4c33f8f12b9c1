"""Measures how soon the preview shows an edit: from the save to the frame with the new text.

It writes a project of so many comparisons, serves it with ``live_preview``,
opens one of them in a real browser, and edits its file: a paragraph, a cell,
the tagline and a claim, in turn. Then it compares the output with that of a
cold build.
"""

from __future__ import annotations

import argparse
import filecmp
import importlib.util
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
EXT = ROOT / "_ext"

CONF = """
import sys
sys.path.insert(0, {ext!r})
extensions = {extensions!r}
html_theme = {theme!r}
html_title = "Versus"
html_copy_source = False
site_search_index = False
"""

# Those of the site that matter here; the sidebar of Furo is bounded by one of them.
EXTENSIONS = (
    *("sphinx_versus", "sphinx_design", "sphinx_versus.site.search", "sphinx_versus.search"),
    *("sphinx_versus.site.sidebar", "sphinx_versus.site.building"),
)

# A sidebar that is the same on each page costs more than all the rest.
SIDEBARS = 'html_sidebars = {"**": []}\n'

COMPARISON = """# Subject {n}

::::{{comparison}} Left {n} vs Right {n}
:key: subject-{n}
:tags: tag {tag}

{tagline}

{paragraph}

## Definitions

Left {n}
: The one side of subject {n}, in one sentence of a common length.

Right {n}
: The other side of it, which is told in as many words as the first one.

## Side-by-side analysis

| Dimension | Left {n} | Right {n} |
|---|---|---|
| Duration | {cell} | hours to months |
| Cost | low, and paid by many over years | high, and paid by one at the start |
| Data | little, and of all the senses | much, and of text |
| Transfer | to new subjects with some practice | within what was in the data |
| Limits | sleep, age and attention | memory, power and context |

## Strengths

### Left {n}
- Learns from few examples.
- Knows when it does not know.

### Right {n}
- Can be copied.
- Reads more than anybody could.

## Weaknesses

### Left {n}
- Forgets without practice.

### Right {n}
- Says wrong things with the same confidence.

## Scientific evidence

{claim}
- A study of subject {n}
- disputes: A critic of subject {n}
- certainty: low, because there is one study only

Subject {n} was measured in two ways that agree.
- Another study of subject {n}
- certainty: moderate, because the ways differ

## Other comparisons
- [](subject-{near}.md)
- [](subject-{far}.md)
::::
"""

EDITS = ("paragraph", "cell", "tagline", "claim")

# Says when the last frame was painted that has all of the page.
PAINTED = """addEventListener("DOMContentLoaded", () =>
  requestAnimationFrame(() => requestAnimationFrame(() => { window.painted = Date.now(); })))"""


def write_comparison(folder: Path, number: int, count: int, **texts: str) -> None:
    """Write one comparison, with the given texts in the places of those names."""
    usual = {name: f"The {name} of subject {number}." for name in EDITS}
    text = COMPARISON.format(
        n=number,
        tag=number % 20,
        near=(number + 1) % count,
        far=(number + count // 2) % count,
        **{**usual, **texts},
    )
    (folder / f"subject-{number}.md").write_text(text, encoding="utf-8")


def write_project(folder: Path, count: int, theme: str) -> None:
    """Write a project of so many comparisons."""
    folder.mkdir()
    sys.path.insert(0, str(EXT))
    extensions = [name for name in EXTENSIONS if importlib.util.find_spec(name)]
    conf = CONF.format(ext=str(EXT), extensions=extensions, theme=theme)
    (folder / "conf.py").write_text(conf + (SIDEBARS if theme == "basic" else ""))
    (folder / "index.md").write_text("# All\n\n```{toctree}\n:glob:\n\nsubject-*\n```\n")
    for number in range(count):
        write_comparison(folder, number, count)


def measure(page: Page, source: Path, count: int, edits: int, pause: float) -> list[float]:
    """Edit the page that is open; returns the seconds until each edit was shown."""
    number, seconds = count // 2, []
    for edit in range(edits):
        kind = EDITS[edit % len(EDITS)]
        text = f"Edit {edit} of the {kind}."
        saved = time.time()
        write_comparison(source, number, count, **{kind: text})
        page.wait_for_function(
            "text => window.painted && document.body.innerText.includes(text)", arg=text
        )
        seconds.append(page.evaluate("window.painted") / 1000 - saved)
        print(f"  {kind:9} {seconds[-1]:.3f} s", file=sys.stderr)
        time.sleep(pause)
    return seconds


def differences(left: Path, right: Path) -> list[str]:
    """Return the files that two outputs do not have in common, byte for byte."""

    def files(folder: Path) -> set[str]:
        found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
        return {str(path) for path in found if not path.parts[0].startswith(".")}

    names = files(left) | files(right)
    _, differing, missing = filecmp.cmpfiles(left, right, names, shallow=False)
    return sorted(differing + missing)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="how many (%(default)s)")
    parser.add_argument("--edits", type=int, default=10, help="in a row (%(default)s)")
    parser.add_argument(
        "--pause", type=float, default=0.0, help="seconds between them (%(default)s)"
    )
    parser.add_argument("--theme", choices=["furo", "basic"], default="furo")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, out, log = folder / "source", folder / "out", folder / "log"
        write_project(source, given.pages, given.theme)
        print(f"building {given.pages} comparisons ...", file=sys.stderr)
        with log.open("w") as stream:
            command = [
                sys.executable,
                "-m",
                "sphinx_versus.site.preview",
                source,
                out,
                "-j",
                "auto",
            ]
            server = subprocess.Popen(
                command, stderr=stream, env={**os.environ, "PYTHONPATH": str(EXT)}
            )
        try:
            wait_for(log, "everything is up to date", 900)
            seconds = edit_in_browser(source, log, given)
            settle(log)
        finally:
            server.terminate()
            server.wait()
        said = log.read_text()
        print("building cold, to compare ...", file=sys.stderr)
        cold = folder / "cold"
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", "html", source, cold],
            check=True,
        )
        differing = differences(out, cold)
    report(given, seconds, said, differing)


def edit_in_browser(source: Path, log: Path, given: argparse.Namespace) -> list[float]:
    """Open the page that is edited, and measure."""
    address = re.findall(r"http://\S+", log.read_text())[0]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=(ROOT / ".venv" / "browser").read_text().strip(), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.add_init_script(PAINTED)
        page.goto(f"{address}subject-{given.pages // 2}.html")
        seconds = measure(page, source, given.pages, given.edits, given.pause)
        browser.close()
    return seconds


def wait_for(log: Path, text: str, seconds: float) -> None:
    """Wait until the server has said something; raises TimeoutError."""
    end = time.monotonic() + seconds
    while text not in log.read_text():
        if time.monotonic() > end:
            raise TimeoutError(f"the server has not said “{text}”:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)


def settle(log: Path) -> None:
    """Wait until there was nothing to say for a while: the last build is done."""
    before = ""
    while before != (before := log.read_text()):
        time.sleep(5)


def report(
    given: argparse.Namespace, seconds: list[float], said: str, differing: list[str]
) -> None:
    """Print what was measured."""
    previews = [float(value) for value in re.findall(r"shown after ([\d.]+) s", said)]
    builds = [float(value) for value in re.findall(r"up to date after ([\d.]+) s", said)]
    print(f"{given.pages} comparisons, theme {given.theme}, {given.edits} edits, seconds:")
    for what, values in (
        ("from the save to the frame that shows it", seconds),
        ("from the save to the written page", previews),
        ("until all else is up to date", builds[1:]),
    ):
        if values:
            low, high = min(values), max(values)
            print(f"  {what:42} {statistics.median(values):5.2f} ({low:.2f}, {high:.2f})")
    print(f"  first build {builds[0]:.1f} s; load of the machine {os.getloadavg()[0]:.1f}")
    same = f"differs from a cold build: {', '.join(differing[:5])}"
    print("  " + (same if differing else "afterwards equal to a cold build, byte for byte"))
    sys.exit(bool(differing))


if __name__ == "__main__":
    main()
