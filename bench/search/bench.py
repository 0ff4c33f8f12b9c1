"""Measures the search in a real browser, beside Pagefind as it comes and Sphinx's own.

Quality: the judged queries of queries.csv (our own) and readers.csv (written from the
pages alone) on the site of this repository. Cost: the bytes and the time of a search on
generated sites of growing size. A query is right at the rank of the first page that
answers it, and in its place if one of the places named is among the first three hits
inside that page. An identifier is to be the very first hit.
"""

from __future__ import annotations

import argparse
import csv
import functools
import gzip
import http.server
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "_ext"), str(ROOT / "tools")]

import bench as comparisons  # noqa: E402

from sphinx_versus.site.search import bundle  # noqa: E402

ENGINES = {"ours": "ours", "plain": "Pagefind plain", "sphinx": "Sphinx's own"}
TYPED = ("forgetting", "sleep memory", "gradient descent", "curiosity", "few examples")
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
extensions = ["sphinx_versus.site.search", "sphinx_versus.search"]
html_theme = "basic"
html_sidebars = {{"**": []}}
"""

# What each engine is asked in the page: [[page, [place, ...]], ...] for a query.
SEARCH = {
    "ours": """async (queries) => {
        await SiteSearch.loadParts();
        const { root, settings } = SiteSearch;
        const engine = await SiteSearch.engines.start({ root, bundle: settings.bundle });
        if (engine.name !== "pagefind") throw new Error("this is the fallback");
        const answers = [];
        for (const [query, filters] of queries) {
            const { groups } = await engine.search(query, { filters });
            answers.push(groups.map((group) => [group.url.pathname,
                group.hits.map((hit) => decodeURIComponent(hit.url.hash.slice(1)))]));
        }
        return answers;
    }""",
    "sphinx": """async (queries) => {
        await SiteSearch.loadParts();
        const engine = await SiteSearch.engines.start({ root: SiteSearch.root, bundle: "" });
        const answers = [];
        for (const [query] of queries) {
            const { groups } = await engine.search(query);
            answers.push(groups.map((group) => [group.url.pathname,
                group.hits.slice(0, 3).map((hit) => decodeURIComponent(hit.url.hash.slice(1)))]));
        }
        return answers;
    }""",
    "plain": """async (queries) => {
        const pagefind = await import("/plain/pagefind.js");
        const answers = [];
        for (const [query] of queries) {
            const { results } = await pagefind.search(query);
            const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
            answers.push(pages.map((page) => {
                const places = [...page.sub_results]
                    .sort((one, other) => other.locations.length - one.locations.length)
                    .slice(0, 3)
                    .map((place) => decodeURIComponent(new URL(place.url, location).hash.slice(1)));
                return [new URL(page.url, location).pathname, places];
            }));
        }
        return answers;
    }""",
}


@dataclass(frozen=True, slots=True)
class Query:
    """One judged query: pages that answer it, and places on them (none: the page itself)."""

    kind: str
    held: bool
    text: str
    pages: tuple[str, ...]
    places: tuple[str, ...]
    filters: tuple[tuple[str, str], ...] = ()


def read_queries(name: str) -> list[Query]:
    """Return the judged queries of a file."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";", quoting=csv.QUOTE_NONE)
        return [
            Query(
                row["kind"],
                row["held"] == "held",
                row["query"],
                tuple(row["pages"].split()),
                tuple(row["places"].split()),
                tuple(
                    (facet, value)
                    for part in (row.get("filters") or "").split("|")
                    for facet, equals, value in [part.partition("=")]
                    if equals
                ),
            )
            for row in rows
        ]


def is_answered(query: Query, site: Path) -> bool:
    """Return whether the best page for a query is there, its first, and one of the places."""
    pages = [site / f"{page}.html" for page in query.pages]
    if not pages[0].is_file():
        return False
    texts = [page.read_text(encoding="utf-8") for page in pages if page.is_file()]
    ids = {f'id="{place}"' for place in query.places}
    return not ids or any(each in text for each in ids for text in texts)


@dataclass
class Served:
    """A folder on a local server that compresses, and what has been asked of it."""

    address: str
    # Path and bytes of the compressed body of each answer.
    log: list[tuple[str, int]] = field(default_factory=list)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, served: Served, **options: Any) -> None:
        self.served = served
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = gzip.compress(body, 6, mtime=0)
        smaller = len(packed) < len(body)
        body = packed if smaller else body
        self.served.log.append((self.path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(body)))
        if smaller:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve a folder."""
    served = Served("")
    handler = functools.partial(_Handler, directory=str(folder), served=served)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    served.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open a page in a browser that has seen nothing before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    yield page
    context.close()


def build(source: Path, folder: Path, *options: str) -> float:
    """Build a site; returns the seconds that it took."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "auto", "-b", "html", *options]
    before = time.perf_counter()
    subprocess.run([*command, "-d", f"{folder}.doctrees", source, folder], check=True)
    return time.perf_counter() - before


def index_plain(folder: Path) -> None:
    """Index the pages with Pagefind as it comes."""
    command = [bundle.find_pagefind(), "--site", folder, "--output-path", folder / "plain"]
    subprocess.run([*command, "--silent"], check=True)


# Quality ---------------------------------------------------------------------

Answer = list[tuple[str, list[str]]]


def rank_of(query: Query, answer: Answer) -> int:
    """Return the rank of the first right page (1-based), or 0 if it is not among ten."""
    for rank, (path, _places) in enumerate(answer[:10], 1):
        if path.strip("/").removesuffix(".html") in query.pages:
            return rank
    return 0


def in_place(query: Query, answer: Answer) -> bool:
    """Return whether a hit inside the first right page leads to a right place.

    The page of an entity is a place as a whole.
    """
    rank = rank_of(query, answer)
    if not rank:
        return False
    path, places = answer[rank - 1]
    places = places[:3]
    return bool(set(places) & set(query.places)) or ("/entities/" in path and "" in places)


@dataclass(frozen=True, slots=True)
class Score:
    """The quality on some queries: MRR@10, Recall@10, and the rate of right places."""

    mrr: float
    recall: float
    place: float

    def __str__(self) -> str:
        """The three, as a part of a table's row."""
        return f"{self.mrr:.3f} {self.recall:6.2f} {self.place:6.0%}"


def comes_first(query: Query, answer: Answer) -> bool:
    """Return whether the very first hit is right."""
    return rank_of(query, answer) == 1 and (answer[0][1] or [""])[0] in (query.places or ("",))


def score(queries: Sequence[Query], answers: Mapping[Query, Answer]) -> Score:
    """Score the answers to some queries; places count where there is one to find."""
    ranks = [rank_of(query, answers[query]) for query in queries]
    placed = [in_place(query, answers[query]) for query in queries if query.places]
    return Score(
        statistics.mean(1 / rank if rank else 0 for rank in ranks),
        statistics.mean(bool(rank) for rank in ranks),
        statistics.mean(placed) if placed else 0,
    )


def measure_quality(browser: Browser, site: Path, given: argparse.Namespace) -> None:
    """Print the quality of engines on the site of this repository."""
    for name in ("queries.csv", "readers.csv"):
        queries = [each for each in read_queries(name) if not (each.held and given.tuned)]
        unanswered = [each for each in queries if not is_answered(each, site)]
        if unanswered:
            print(f"{len(unanswered)} queries are left out: what answers them is not there")
            queries = [query for query in queries if query not in unanswered]
        asked = [[query.text, query.filters] for query in queries]
        found: dict[str, dict[Query, Answer]] = {}
        with serving(site) as served:
            for engine in given.engines:
                with opened(browser, f"{served.address}index.html") as page:
                    answers = page.evaluate(SEARCH[engine], asked)
                    found[engine] = dict(zip(queries, answers, strict=True))
        _print_quality(name, queries, found)
        if given.show:
            _print_failures(queries, found["ours"], given.show)


def _print_quality(
    name: str, queries: Sequence[Query], found: Mapping[str, Mapping[Query, Answer]]
) -> None:
    groups: dict[str, Callable[[Query], bool]] = {
        f"all {len(queries)}": lambda _query: True,
        "tuned on": lambda query: not query.held,
        "held out": lambda query: query.held,
    }
    for kind in dict.fromkeys(query.kind for query in queries):
        for held in (False, True):
            if any(query.kind == kind and query.held == held for query in queries):
                groups[f"{kind}, held" if held else kind] = functools.partial(
                    lambda query, kind, held: (query.kind, query.held) == (kind, held),
                    kind=kind,
                    held=held,
                )
    print(f"\n{name:18}" + "".join(f"{ENGINES[engine]:>26}" for engine in found))
    print(f"{'queries':18}" + f"{'MRR   Recall  place':>26}" * len(found))
    for label, belongs in groups.items():
        chosen = [query for query in queries if belongs(query)]
        if not chosen:
            continue
        scores = [str(score(chosen, answers)) for answers in found.values()]
        line = f"{label:18}" + "".join(f"{text:>26}" for text in scores)
        if label.startswith("identifier"):
            first = sum(comes_first(query, found["ours"][query]) for query in chosen)
            line += f"   first: {first} of {len(chosen)}"
        print(line)


def _print_failures(queries: Iterable[Query], answers: Mapping[Query, Answer], show: str) -> None:
    """Print the queries of one part that were not answered first and in their place."""
    print("\nNot first, or not in the right place:")
    for query in queries:
        if query.held == (show == "held"):
            answer = answers[query]
            rank = rank_of(query, answer)
            if rank != 1 or (query.places and not in_place(query, answer)):
                found = [f"{path} {places}" for path, places in answer[: max(rank, 1)]]
                print(f"  {query.kind}: {query.text} (rank {rank})\n    " + "\n    ".join(found))


# Cost ------------------------------------------------------------------------


def measure_cost(browser: Browser, folder: Path, counts: Sequence[int]) -> None:
    """Print what a search costs on generated sites of some sizes."""
    print(f"\n{'':44}" + "".join(f"{f'{count} pages':>14}" for count in counts))
    columns = [_cost(browser, folder / str(count), count) for count in counts]
    for name in columns[0]:
        print(f"{name:44}" + "".join(f"{column[name]:>14}" for column in columns))


def _cost(browser: Browser, folder: Path, count: int) -> dict[str, str]:
    folder.mkdir()
    (folder / "conf.py").write_text(CONF)
    (folder / "index.md").write_text("# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n")
    for number in range(count):
        (folder / f"page{number}.md").write_text(comparisons.page(number, plain=False))
    site = folder / "_"
    print(f"building {count} pages ...", file=sys.stderr)
    seconds = build(folder, site)
    index_plain(site)
    records = Path(f"{site}.doctrees") / "site_search" / "html"
    indexing = []
    for _ in range(3):
        before = time.perf_counter()
        bundle.index_records(bundle.find_pagefind(), records, folder / "again", bundle.Told("en"))
        indexing.append(time.perf_counter() - before)
    with serving(site) as served:
        kilobytes = {engine: _bytes(browser, served, engine) for engine in ENGINES}
        filters = _bytes_of_filters(browser, served)
        keystroke = _keystroke(browser, served)
    cost = {
        f"KB to the first ten results, {ENGINES[engine]}": f"{value:.0f}"
        for engine, value in kilobytes.items()
    }
    return cost | {
        "KB of the counts beside the filters": f"{filters:.0f}",
        "ms from a key to its hits, median": f"{keystroke:.0f}",
        "s of the whole build": f"{seconds:.1f}",
        "s of that for the index, median of 3": f"{statistics.median(indexing):.2f}",
        "index / build": f"{statistics.median(indexing) / seconds:.1%}",
    }


def _bytes(browser: Browser, served: Served, engine: str) -> float:
    """Return the kilobytes that the first search costs, on a page that is there already."""
    with opened(browser, f"{served.address}page1.html") as page:
        served.log.clear()
        if engine == "ours":
            _type(page, "forgetting")
            page.wait_for_load_state("networkidle")
            paths = [re.sub(r"\?ts=\d+", "", path) for path, _ in served.log]
            assert len(paths) == len(set(paths)), "something was requested twice"
        else:
            page.evaluate(SEARCH[engine], ["forgetting"])
        if engine == "sphinx":
            # Its own page loads each of the pages that it shows, for an excerpt.
            page.evaluate(
                "Promise.all([...Array(10).keys()].map((n) => fetch(`/page${n}.html`)"
                ".then((answer) => answer.text())))"
            )
        return sum(size for _, size in served.log) / 1000


def _bytes_of_filters(browser: Browser, served: Served) -> float:
    served.log.clear()
    with opened(browser, f"{served.address}search.html?q=forgetting") as page:
        page.wait_for_selector(".site-search-facet")
    return sum(size for path, size in served.log if "units.json" in path) / 1000


def _type(page: Page, text: str) -> None:
    """Open the dialog and type into it, each key when the hits of the last are shown."""
    page.keyboard.press("/")
    box = page.locator(".site-search-dialog .site-search-input")
    box.wait_for()
    box.fill("")
    for end in range(1, len(text) + 1):
        page.keyboard.type(text[end - 1])
        _shown(page, text[:end])


def _shown(page: Page, text: str) -> None:
    page.wait_for_function(
        "(text) => document.querySelector('.site-search-dialog').dataset.shown === text",
        arg=text.strip(),
        polling="raf",
    )


def _keystroke(browser: Browser, served: Served) -> float:
    """Return the median of the milliseconds from a further key to its hits."""
    times: list[float] = []
    with opened(browser, f"{served.address}page1.html") as page:
        _type(page, "warm")
        for text in TYPED:
            times += page.evaluate(
                """async (text) => {
                    const dialog = document.querySelector(".site-search-dialog");
                    const input = dialog.querySelector("input");
                    const times = [];
                    for (let end = 1; end <= text.length; end++) {
                        const typed = text.slice(0, end);
                        if (typed.endsWith(" ")) continue;
                        const before = performance.now();
                        input.value = typed;
                        input.dispatchEvent(new InputEvent("input"));
                        while (dialog.dataset.shown !== typed) {
                            await new Promise((resolve) => {
                                const { port1, port2 } = new MessageChannel();
                                port1.onmessage = resolve;
                                port2.postMessage(null);
                            });
                        }
                        if (end > 3) times.push(performance.now() - before);
                    }
                    return times;
                }""",
                text,
            )
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=[100, 1000], help="(%(default)s)")
    parser.add_argument(
        "--show", choices=["tuned", "held"], default="", help="list the failures on these queries"
    )
    parser.add_argument("--tuned", action="store_true", help="ask none that are held out")
    parser.add_argument("--site", type=Path, help="a build to ask, in place of a new one")
    parser.add_argument("--engines", nargs="*", default=list(ENGINES), choices=list(ENGINES))
    given = parser.parse_args()
    program = (ROOT / ".venv" / "browser").read_text(encoding="utf-8").strip()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        site = given.site.resolve() if given.site else Path(name, "site")
        if not given.site:
            build(ROOT, site)
        if "plain" in given.engines:
            index_plain(site)
        measure_quality(browser, site, given)
        if given.pages:
            measure_cost(browser, Path(name), given.pages)
        browser.close()


if __name__ == "__main__":
    main()
