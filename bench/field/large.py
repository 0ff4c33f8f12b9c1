"""Shows that a large site works: builds it, searches it in a browser, prints a part of it.

A site of N comparisons with this project's own settings is built from nothing, on
all cores, and with Pagefind. In Chromium a title, words of a claim and words of a
cell are searched for, and the first hit is followed with the keyboard to its place.
Then a part of the comparisons, named by a page with a table of contents, is made
a PDF from what the site has read.

Whatever is not as it should be ends it with a message: a warning of a build, a hit
that leads elsewhere, a page with more links beside it than it should have.
"""

from __future__ import annotations

import argparse
import functools
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from bench import measured, printed, say
from contenders import FOLDER, ROOT, write_site
from pages import sides, stem, title

PART = "part"
MOST_LINKS = 60


def write(folder: Path, count: int, part: int) -> None:
    """Write the site, and a page that names the first comparisons for a book."""
    write_site(folder, count)
    names = "\n".join(f"{FOLDER}/{stem(number)}" for number in range(part))
    (folder / f"{PART}.md").write_text(
        f"---\norphan: true\n---\n\n# A part\n\n```{{toctree}}\n:hidden:\n\n{names}\n```\n",
        encoding="utf-8",
    )
    with (folder / "conf.py").open("a", encoding="utf-8") as stream:
        stream.write(f'typst_documents = [("{PART}", "{PART}.pdf", "A part", author)]\n')


def build(folder: Path, builder: str, jobs: str) -> list[str]:
    """Build the site or the book; return what it has cost."""
    say(f"building {builder} ...")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", builder, "-j", jobs]
    command += ["-d", str(folder / "doctrees"), str(folder), str(folder / builder)]
    log = folder / f"{builder}.log"
    cpu, wall, memory = measured(command, folder, log)
    text = log.read_text(encoding="utf-8").strip()
    if text:
        raise SystemExit(f"{builder} says:\n{text[:2000]}")
    return [f"{wall:.0f}", f"{cpu:.0f}", f"{memory:.0f}"]


def megabytes(*paths: Path) -> str:
    """Return the size of files and folders."""
    files = [each for path in paths for each in ([path] if path.is_file() else path.rglob("*"))]
    return f"{sum(each.stat().st_size for each in files if each.is_file()) / 1e6:.1f}"


def most_links(folder: Path) -> int:
    """Return how many links the longest sidebar has."""
    most = 0
    for path in folder.rglob("*.html"):
        found = re.search(
            r'<div class="sidebar-tree">.*?</div>', path.read_text(encoding="utf-8"), re.DOTALL
        )
        most = max(most, found[0].count("<a ") if found else 0)
    return most


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; yields its address."""
    handler = functools.partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def search(address: str, count: int, shots: Path) -> list[list[str]]:
    """Search for what stands on one page only; return what was typed, where it led, and ms."""
    number = count // 2
    one, other = sides(number, count)
    # Of the cell, all words but the number stand on each page: it is searched for as a phrase.
    queries = {
        "a title": (title(number, count), ""),
        "a claim": (f"{one} lasts longer than {other}", f"{stem(number)}-claim-"),
        "a cell": (f'"slow, some {number + 7} steps"', f"{stem(number)}-row-speed"),
    }
    rows = []
    with sync_playwright() as playwright:
        chromium = (ROOT / ".venv" / "browser").read_text(encoding="utf-8").strip()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for what, (query, place) in queries.items():
            page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(address)
            milliseconds = _type(page, query)
            page.screenshot(path=shots / f"search-{what.split()[-1]}.png")
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{FOLDER}/**")
            found = page.url.removeprefix(address)
            if not re.search(rf"/{stem(number)}(\.html|/)", found) or place not in found:
                raise SystemExit(f"{what}: {query} leads to {found}")
            if place:
                page.locator(f'[id="{found.partition("#")[2]}"].site-search-target').wait_for()
            rows.append([what, query, found, f"{milliseconds:.0f}"])
        browser.close()
    return rows


def _type(page: Page, query: str) -> float:
    """Type a query; return the milliseconds from the last key to its hits."""
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the site")
    box.press_sequentially(query[:-1])
    started = time.perf_counter()
    box.press(query[-1])
    shown = "query => document.querySelector('.site-search-dialog').dataset.shown === query"
    page.wait_for_function(shown, arg=query)
    return (time.perf_counter() - started) * 1000


def length(pdf: Path) -> int:
    """Return how many pages a book has."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def main() -> None:
    """Build, search and print, and tell what it has cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=4000, metavar="N", help="(%(default)s)")
    parser.add_argument(
        "--part", type=int, default=200, metavar="N", help="comparisons in the book (%(default)s)"
    )
    parser.add_argument("--builder", choices=("html", "dirhtml"), default="html")
    parser.add_argument("--jobs", default="auto", metavar="N", help="(%(default)s)")
    parser.add_argument(
        "--folder", type=Path, help="keep site, book and pictures of the search in this new folder"
    )
    given = parser.parse_args()
    if not 4 <= given.part <= given.pages:
        raise SystemExit("at least 4 comparisons are needed in the book, and as many pages")
    if given.folder and given.folder.exists():
        raise SystemExit(f"{given.folder} is there already")
    folder = (given.folder or Path(tempfile.mkdtemp()) / "site").resolve()
    write(folder, given.pages, given.part)
    out = folder / given.builder
    site = build(folder, given.builder, given.jobs)
    with serving(out) as address:
        found = search(address, given.pages, folder)
    links = most_links(out)
    if links > MOST_LINKS:
        raise SystemExit(f"a sidebar has {links} links")
    book = build(folder, "typst", given.jobs)
    pdf = folder / "typst" / f"{PART}.pdf"
    pages = length(pdf)
    index = megabytes(out / "pagefind")
    size = megabytes(*(path for path in out.iterdir() if path.name != "pagefind"))
    table = [
        ["What", "s", "CPU s", "MB of memory", "MB written"],
        [f"site of {given.pages:,} comparisons", *site, size],
        ["its search index, part of it", "", "", "", index],
        [
            f"book of {given.part:,} of them, {pages} pages",
            *book,
            megabytes(pdf),
        ],
    ]
    print(printed(table))
    print(f"\nThe longest sidebar has {links} links.\n")
    print(printed([["Searched for", "Query", "First hit", "ms"], *found]))
    if not given.folder:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
