"""Measure a list of thousands of claims: how soon it answers a key, and what its files weigh.

Writes made-up comparisons into a folder of its own, builds their site, and types into the filter
of the list of all claims in Chromium. Prints the time from each key to the next frame, and the
heaviest files as they are sent, compressed. Fails above 100 ms a key or 150 KB a file.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
LEVELS = ("high", "moderate", "low", "very low")
A_PAGE = 20
MOST_MILLISECONDS, MOST_BYTES = 100, 150_000
TYPED = "a moderate claim"
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus"]
html_theme = "furo"
"""
# From the event to the frame that shows what has come of it.
KEY = """
(list, key) => new Promise((done) => {
  const input = list.querySelector("input[type=search]");
  const begin = performance.now();
  input.value += key;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begin)));
})
"""


def pages(claims: int) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of comparisons with so many claims of words that nobody knows."""
    chance = random.Random(claims)
    words = [
        "".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(2, 9))) for _ in range(9000)
    ]
    for page in range(-(-claims // A_PAGE)):
        names = f"Thing {page} vs Other {page % 50}"
        lines = [f"# {names}", "", f"::::{{comparison}} {names}", f":key: c{page}", ""]
        lines += ["Two of them.", "", "## Evidence", ""]
        for number in range(page * A_PAGE, min((page + 1) * A_PAGE, claims)):
            level = LEVELS[number % 4]
            lines += [
                f"A {level} claim: {' '.join(chance.choices(words, k=12))}.",
                f"- Somebody ({chance.randint(1950, 2024)})",
                *(["- disputes: Another (1990)"] if number % 5 == 0 else []),
                f"- certainty: {level}, because {' '.join(chance.choices(words, k=6))}",
                f"- about: Thing {page}",
                "",
            ]
        yield f"c{page}.md", "\n".join([*lines, "::::", ""])


def build(folder: Path, claims: int) -> Path:
    """Write and build the site; gives its folder."""
    source = folder / "source"
    source.mkdir()
    for name, text in pages(claims):
        (source / name).write_text(text, encoding="utf-8")
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "claims.md").write_text("# Claims\n\n```{evidence-list}\n:as: table\n```\n")
    (source / "index.md").write_text("# Home\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\n*\n```\n")
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", "html"]
    subprocess.run([*command, str(source), str(folder / "site")], check=True)
    return folder / "site"


def milliseconds(browser: Browser, page: Path) -> list[float]:
    """Return how long the list takes for each key, once all of it is there."""
    tab = browser.new_page()
    tab.goto(page.as_uri())
    tab.locator(".site-list-tools input").first.focus()
    tab.wait_for_function("Object.keys(window.siteParts ?? {}).length > 0 || true")
    tab.wait_for_timeout(3000)
    found = tab.locator(".site-list").first
    times = [found.evaluate(KEY, key) for key in TYPED]
    told = found.locator("output").inner_text()
    print(f'"{TYPED}" finds {told}')
    tab.close()
    return times


def weights(site: Path) -> list[tuple[int, str]]:
    """Return the files of the lists with their compressed bytes, the heaviest first."""
    files = [*site.glob("claims*.html"), *(site / "parts").rglob("*.js")]
    files += (site / "previews").rglob("*.js")
    packed = [(len(gzip.compress(each.read_bytes(), 6)), each.name) for each in files]
    return sorted(packed, reverse=True)


def main() -> int:
    """Measure, and tell whether both are as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=4000)
    claims = parser.parse_args().claims
    chromium = (ROOT / ".venv" / "browser").read_text(encoding="utf-8").strip()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = build(Path(folder), claims)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = milliseconds(browser, site / "claims.html")
        browser.close()
        heaviest = weights(site)
    print(f"{claims} claims, {len(heaviest)} files")
    print(f"a key: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms")
    for size, name in heaviest[:3]:
        print(f"{size / 1000:.0f} KB compressed: {name}")
    return int(max(times) > MOST_MILLISECONDS or heaviest[0][0] > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
