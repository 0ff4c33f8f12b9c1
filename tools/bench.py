"""Measures what the directive costs: comparisons against the same text as plain Markdown.

Both are built in turn, with a theme that has no navigation and with
``sphinx_versus.site.building``, as large sites are: without it, a look of the
garbage collector at all documents more or less, which comes by chance, is a
tenth of a build. The ratio of the medians of their CPU time is printed.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus", "sphinx_versus.site.building"]
html_theme = "basic"
html_sidebars = {{"**": []}}
# Comparisons turn these on; without them, the same text is not the same page.
myst_enable_extensions = ["colon_fence", "deflist", "attrs_inline", "attrs_block"]
"""
REAL = ROOT / "comparisons" / "learning-vs-training.md"


def page(number: int, *, plain: bool) -> str:
    """Return a real comparison, or the same text without the directive around it.

    Citations and links into the site become text: the plain page has nothing
    that they could lead to, and nothing that could be drawn.
    """
    text = REAL.read_text(encoding="utf-8")
    # Rows lose their keys, by which claims name them.
    for key in re.findall(r"\]\{#([\w-]+)\}", text):
        text = re.sub(rf"^(- about:.*); {key}(?=;|$)", r"\1", text, flags=re.MULTILINE)
    text = re.sub(r"\{cite:[pt]\}`([^`]*)`", r"Source \1", text)
    text = re.sub(r"\[([^]]*)\]\((?:#|\w)[^)]*\)|\[([^]]*)\]\{#[^}]*\}", r"\1\2", text)
    text = text.replace(":key: learning-vs-training", f":key: page{number}")
    text = re.sub(r"^(- key:|:dot-plot:) .*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^```\{figure\}.*?^```\n", "", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(
        r"^## Other comparisons\n.*?(?=^::::|\Z)", "", text, flags=re.MULTILINE | re.DOTALL
    )
    if plain:
        text = re.sub(r"^::::.*\n(?::\w+:.*\n)*", "", text, flags=re.MULTILINE)
    return text.replace("Human Learning", f"Human Learning {number}")


def write(folder: Path, count: int, *, plain: bool) -> None:
    """Write a project of so many pages."""
    folder.mkdir()
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n")
    for number in range(count):
        (folder / f"page{number}.md").write_text(page(number, plain=plain))


def build(folder: Path) -> float:
    """Build a project from nothing; returns the CPU seconds that it took."""
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-a", "-b", "html", folder, folder / "_"]
    before = os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    after = os.times()
    # What the benchmark builds is right: a warning would be a cost of its own.
    assert done.stderr == "", done.stderr
    return (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200, help="how many (%(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="of each (%(default)s)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = {"comparisons": False, "plain Markdown": True}
        for kind, plain in kinds.items():
            write(folder / kind.split()[0], given.pages, plain=plain)
        seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
        for run in range(given.runs):
            for kind in kinds:
                print(f"run {run + 1} of {given.runs}: {kind} ...", file=sys.stderr)
                seconds[kind].append(build(folder / kind.split()[0]))
    print(
        f"{given.pages} pages, CPU seconds of {given.runs} cold builds, median (lowest, highest):"
    )
    for kind, values in seconds.items():
        median = statistics.median(values)
        print(f"  {kind:15} {median:6.2f} ({min(values):.2f}, {max(values):.2f})")
    medians = [statistics.median(values) for values in seconds.values()]
    print(f"  ratio           {medians[0] / medians[1]:6.2f}")


if __name__ == "__main__":
    main()
