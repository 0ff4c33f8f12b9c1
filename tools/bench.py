"""Measures what the directive costs: comparisons against the same text as plain Markdown.

Both are built in turn, with a theme that has no navigation, and the ratio of
the medians of their CPU time is printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus"]
html_theme = "basic"
html_sidebars = {{"**": []}}
"""
POINT = "A point about {side} that is as long as such points are, with *emphasis* and `code`."


def page(number: int, *, plain: bool) -> str:
    """Return a comparison, or the same text without the directive around it."""
    sides = (f"Left {number}", f"Right {number}")
    rows = "\n".join(
        f"| Dimension {row} | Some words about {sides[0]} | Some words about {sides[1]} |"
        for row in range(8)
    )
    points = "\n\n".join(
        f"### {side}\n" + "\n".join(f"- {POINT.format(side=side)}" for _ in range(3))
        for side in sides
    )
    claims = "\n\n".join(
        f"Claim {claim} about {sides[0]} and {sides[1]}.\n"
        f"- Author, *Title {claim}* (20{claim + 10})\n- disputes: Critic (2021)\n"
        "- certainty: low, because there are few studies of it"
        for claim in range(6)
    )
    body = f"""A tagline about {sides[0]} and {sides[1]}.

## Definitions

{sides[0]}
: What it is.

{sides[1]}
: What it is, too.

## Side-by-side analysis

| Dimension | {sides[0]} | {sides[1]} |
|---|---|---|
{rows}

## Strengths

{points}

## Weaknesses

{points}

## Scientific evidence

{claims}

## Future outlook

Prose of a sentence or two. It may change.
"""
    title = f"# {sides[0]} vs {sides[1]}\n\n"
    if plain:
        return title + body
    return f"{title}::::{{comparison}} {sides[0]} vs {sides[1]}\n\n{body}::::\n"


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
