"""Measures sites of N comparisons: ours, the platform's floor, and the field.

The same pages are built from nothing by each contender in turn, run after run,
so that a slow hour of the machine meets all of them. CPU time and memory are
those of the whole command with all that it starts; ratios are those of medians.

Each figure is kept as soon as it is measured: a run that was interrupted goes
on where it stopped. Generators other than ours are installed below _build, from a
lock file with hashes or, for Node.js, a list of exact versions; those are left out
where node or npm is missing.

With two cores it takes about half an hour. Those that need minutes for a thousand
pages, sphinx-needs, Docusaurus and mystmd, are built once there: a quarter of the time.
A short run: --only ours floor material hugo (ten minutes), --pages 50 100 --runs 1 (five).
"""

from __future__ import annotations

import argparse
import csv
import datetime
import gzip
import hashlib
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import plot
from contenders import CONTENDERS, FOLDER, ROOT, Contender, Home
from pages import stem

HERE = Path(__file__).parent
LOCK = HERE / "requirements.lock"
NODE_LIST = HERE / "node" / "package.json"
GUIDE = ROOT / "guide"

# What is measured of a contender: a build from nothing, one after no change, and after an edit;
# the last two again where all sources are as new as after a checkout, beside the last build.
COLD, SAME, EDIT = "cold", "nothing changed", "one edit"
CHECKOUT, CHECKOUT_EDIT = "fresh checkout", "fresh checkout, one edit"

# Those that have to be slower than ours, by what they are called in a gate.
RIVALS = {
    "material": "Material",
    "needs": "sphinx-needs",
    "docusaurus": "Docusaurus",
    "mystmd": "mystmd",
}

TIMES = "\N{MULTIPLICATION SIGN}"

# From here on, a project is as large as the gates are meant for.
LARGE = 1000


@dataclass(frozen=True)
class Figure:
    """What one build has cost: seconds, MB, and bytes of HTML."""

    contender: str
    pages: int
    what: str
    run: int
    cpu: float
    wall: float
    memory: float
    written: int
    bytes_per_page: int = 0
    page: int = 0
    page_gzip: int = 0
    loaded_gzip: int = 0


def programs(work: Path, given: Sequence[Contender]) -> dict[Home, Path]:
    """Return the folders of the programs; sets up those that are asked for, where it can."""
    found = {Home.OURS: Path(sys.executable).parent}
    wanted = {contender.home for contender in given}
    if Home.PYTHON in wanted:
        found[Home.PYTHON] = _set_up(work, "venv", LOCK, _python_programs) / "bin"
    if Home.NODE in wanted:
        missing = [name for name in ("node", "npm") if shutil.which(name) is None]
        if missing:
            _leave_out(given, f"{' and '.join(missing)} not found")
            return found
        try:
            found[Home.NODE] = _set_up(work, "node", NODE_LIST, _node_programs)
        except subprocess.CalledProcessError as error:
            lines = [line for line in error.stderr.splitlines() if "npm error code" not in line]
            _leave_out(given, lines[0] if lines else f"npm ended with {error.returncode}")
    return found


def _set_up(work: Path, name: str, listed: Path, install: Callable[[Path], None]) -> Path:
    """Return a folder with what a list of packages names; it is made once."""
    digest = hashlib.sha256(listed.read_bytes()).hexdigest()[:12]
    folder = work / f"{name}-{digest}"
    ready = folder / "ready"
    if not ready.exists():
        say(f"setting up {folder} (once) ...")
        shutil.rmtree(folder, ignore_errors=True)
        install(folder)
        ready.touch()
    return folder


def _python_programs(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
    install += ["--disable-pip-version-check", "--require-hashes", "--requirement", LOCK]
    subprocess.run(install, check=True)


def _node_programs(folder: Path) -> None:
    shutil.copytree(NODE_LIST.parent, folder)
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
    install += ["--no-package-lock", "--loglevel", "error"]
    subprocess.run(install, cwd=folder, check=True, capture_output=True, text=True)


def _leave_out(given: Sequence[Contender], why: str) -> None:
    names = [contender.name for contender in given if contender.home is Home.NODE]
    say(f"{why}: left out are {', '.join(names)}")


def say(text: str) -> None:
    """Tell how far it is."""
    print(text, file=sys.stderr, flush=True)


def measured(command: Sequence[str], folder: Path, log: Path) -> tuple[float, float, float]:
    """Run a command in a folder; return CPU seconds, seconds, and MB of the largest process.

    Raises SystemExit with what it said if it fails.
    """
    started = time.perf_counter()
    # Material for MkDocs would warn that it has a successor, others would look for their own.
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_UPDATE_NOTIFIER": "1"}
    # Whoever works on Python may have switched it off; nobody else compiles at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            command, stdout=stream, stderr=subprocess.STDOUT, env=environment, cwd=folder
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - started
    if process.returncode != 0:
        text = log.read_text(encoding="utf-8")[-2000:]
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{text}")
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def build(contender: Contender, folder: Path, bin_: Path) -> tuple[float, float, float]:
    """Build a project; what Sphinx does not like of the pages would be a cost of its own."""
    log = folder.with_suffix(".log")
    found = measured(contender.command(folder, bin_), folder, log)
    text = log.read_text(encoding="utf-8")
    if re.search(r"\bWARNING\b", text):
        raise SystemExit(f"{contender.label} warns:\n{text[:2000]}")
    return found


def weigh(paths: Iterable[Path], count: int) -> dict[str, int]:
    """Return the bytes of HTML of a page on average, and of one in the middle.

    Of that also those of it alone and of it with all that it loads, compressed.
    """
    html = [path for path in paths if path.suffix == ".html"]
    if not html:
        return {}
    name = stem(count // 2)
    page = next(path for path in html if name in (path.stem, path.parent.name))
    data = page.read_bytes()
    loads = [page, *sorted(_loads(page, data.decode("utf-8")))]
    return {
        "bytes_per_page": round(sum(path.stat().st_size for path in html) / len(html)),
        "page": len(data),
        "page_gzip": len(gzip.compress(data)),
        "loaded_gzip": sum(len(gzip.compress(path.read_bytes())) for path in loads),
    }


def _loads(page: Path, html: str) -> set[Path]:
    """Return the style sheets, scripts and pictures of the site that a page names."""
    tags = re.findall(r'<link[^>]*rel="stylesheet"[^>]*>|<(?:script|img)[^>]*>', html)
    names = [found[1] for tag in tags if (found := re.search(r'(?:href|src)="([^"?#]+)', tag))]
    return {path for name in names if (path := page.parent / name).is_file()}


def times(contender: Contender, folder: Path) -> dict[Path, int]:
    """Return when each page of the comparisons was written."""
    return {path: path.stat().st_mtime_ns for path in folder.glob(contender.pages)}


def measure(contender: Contender, count: int, run: int, work: Path, bin_: Path) -> Iterator[Figure]:
    """Build a project from nothing, and ours again after no change and after an edit."""
    with tempfile.TemporaryDirectory(dir=work) as name:
        folder = Path(name) / "site"
        contender.write(folder, count)
        found = build(contender, folder, bin_)
        before = times(contender, folder)
        weight = weigh(before, count)
        yield Figure(contender.name, count, COLD, run, *found, len(before), **weight)
        if not contender.name.startswith("ours"):
            return
        page = folder / FOLDER / f"{stem(count // 2)}.md"
        words = iter(pairwise(("Breaks when", "Shatters when", "Splits when")))
        for what in (SAME, EDIT, CHECKOUT, CHECKOUT_EDIT):
            if what in (CHECKOUT, CHECKOUT_EDIT):
                for path in [*folder.glob("*.*"), *(folder / FOLDER).rglob("*.*")]:
                    path.touch()
            if what in (EDIT, CHECKOUT_EDIT):
                text = page.read_text(encoding="utf-8")
                page.write_text(text.replace(*next(words)), encoding="utf-8")
            found = build(contender, folder, bin_)
            after = times(contender, folder)
            written = sum(before.get(path) != time_ for path, time_ in after.items())
            before = after
            yield Figure(contender.name, count, what, run, *found, written)


class Book:
    """The figures of a run, kept in a file from the first one on."""

    def __init__(self, path: Path, *, fresh: bool) -> None:
        self.path = path
        if fresh:
            path.unlink(missing_ok=True)
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.figures = [Figure(**json.loads(line)) for line in lines]

    def add(self, figures: Iterable[Figure]) -> list[Figure]:
        """Keep the figures of one run of a contender, all or none."""
        found = list(figures)
        with self.path.open("a", encoding="utf-8") as stream:
            stream.writelines(json.dumps(asdict(figure)) + "\n" for figure in found)
        self.figures += found
        return found

    def has(self, contender: str, count: int, run: int) -> bool:
        """Tell whether a run has been measured."""
        wanted = (contender, count, run)
        return any((each.contender, each.pages, each.run) == wanted for each in self.figures)

    def of(self, contender: str, count: int, what: str = COLD) -> list[Figure]:
        """Return the figures of all runs."""
        wanted = (contender, count, what)
        return [each for each in self.figures if (each.contender, each.pages, each.what) == wanted]

    def median(self, contender: str, count: int, what: str = COLD, of: str = "cpu") -> float | None:
        """Return the median of all runs, or None if there is none."""
        values = [getattr(each, of) for each in self.of(contender, count, what)]
        return statistics.median(values) if values else None


def rows(book: Book, given: Sequence[Contender], sizes: Sequence[int]) -> list[list[str]]:
    """Return the table of the cold builds; its first row is the header."""
    table = [
        *[["Pages", "Built by", "CPU s", "lowest to highest", "ours = 1", "s", "MB"]],
    ]
    table[0] += ["KB of a page", "compressed", "growth"]
    for place, count in enumerate(sizes):
        ours = book.median("ours", count)
        for contender in given:
            figures = book.of(contender.name, count)
            if not figures:
                continue
            seconds = [figure.cpu for figure in figures]
            median = statistics.median(seconds)
            before = book.median(contender.name, sizes[place - 1]) if place else None
            table.append(
                [
                    f"{count:,}",
                    contender.label,
                    f"{median:.1f}",
                    f"{min(seconds):.1f} to {max(seconds):.1f}",
                    f"{median / ours:.2f}" if ours else "",
                    f"{statistics.median(figure.wall for figure in figures):.1f}",
                    f"{max(figure.memory for figure in figures):.0f}",
                    _kilobytes(figures[0].bytes_per_page),
                    _kilobytes(figures[0].page_gzip),
                    f"{median / before:.1f}" if before else "",
                ]
            )
    return table


def _kilobytes(size: float) -> str:
    """Return a size in KB; what builds no page weighs nothing."""
    return f"{size / 1000:.1f}" if size else ""


def summary(book: Book, given: Sequence[Contender], sizes: Sequence[int]) -> list[list[str]]:
    """Return CPU seconds by size and what a page weighs, narrow enough for a phone."""
    table = [["CPU s for so many pages", *(f"{count:,}" for count in sizes), "KB of a page"]]
    for contender in given:
        medians = [book.median(contender.name, count) for count in sizes]
        weights = [book.median(contender.name, count, of="page_gzip") for count in sizes]
        if any(medians):
            shown = ["" if median is None else f"{median:.1f}" for median in medians]
            weight = max(weight or 0 for weight in weights)
            table.append([contender.label, *shown, _kilobytes(weight)])
    return table


def gates(book: Book, sizes: Sequence[int]) -> list[list[str]]:
    """Return what was to be reached, with what was; its first row is the header."""
    table = [["What", "Measured", "Gate", "Result"]]

    def add(
        what: str,
        count: str,
        value: float | None,
        gate: float,
        unit: str = "",
        *,
        least: bool = False,
    ) -> None:
        if value is not None:
            met = value >= gate if least else value <= gate
            sign, verdict = "≥" if least else "≤", "met" if met else "missed"
            name = f"{what}, {count} pages"
            table.append([name, f"{value:.2f}{unit}", f"{sign} {gate:g}{unit}", verdict])

    def ratio(one: float | None, other: float | None) -> float | None:
        return one / other if one is not None and other else None

    for small, large in pairwise(sizes):
        linear = large / small
        growth = ratio(book.median("ours", large), book.median("ours", small))
        both = f"{small:,} to {large:,}"
        add("growth of the cold build", both, growth, round(1.1 * linear, 2), TIMES)
        weight = [book.median("ours", count, of="bytes_per_page") for count in (small, large)]
        add("growth of the bytes of a page", both, ratio(weight[1], weight[0]), 1.05, TIMES)
    # Of small projects a build is little more than the start of the program.
    for count in [size for size in sizes if size >= LARGE] or sizes[-1:]:
        ours, pages = book.median("ours", count), f"{count:,}"
        add("cold build against the floor", pages, ratio(ours, book.median("floor", count)), 1.15)
        for name, label in RIVALS.items():
            against = ratio(ours, book.median(name, count))
            add(f"cold build against {label}", pages, against, 1)
        # `make html` uses all cores.
        waits = [book.median(name, count, of="wall") for name in ("ours-parallel", "material")]
        add("wait for it in parallel, against Material", pages, ratio(*waits), 1)
        faster = ratio(_stock(book, count), ours)
        add("Sphinx as it comes against ours", pages, faster, 12, TIMES, least=True)
        walls = [book.median(name, count, of="wall") for name in ("ours", "ours-parallel")]
        faster = ratio(walls[0], walls[1])
        add("one process against parallel", pages, faster, 1.6, TIMES, least=True)
        add("nothing changed", pages, book.median("ours", count, SAME, "wall"), 2.5, " s")
        edit = ratio(book.median("ours", count, EDIT), ours)
        add("one edit against the cold build", pages, edit and 100 * edit, 4, " %")
        for after, like in ((CHECKOUT, SAME), (CHECKOUT_EDIT, EDIT)):
            checkout = ratio(book.median("ours", count, after), book.median("ours", count, like))
            add(f"{after}, against {like}", pages, checkout, 2, TIMES)
        written = book.median("ours", count, EDIT, "written")
        add("pages written after one edit", pages, written, 1)
        page = book.median("ours", count, of="page_gzip")
        add("a page, compressed", pages, page / 1000 if page else None, 12, " KB")
        loaded = book.median("ours", count, of="loaded_gzip")
        add("with all that it loads", pages, loaded / 1000 if loaded else None, 90, " KB")
        memory = max((figure.memory for figure in book.of("ours", count)), default=None)
        gate = 0.4 if count <= 1000 else 1.2
        add("memory", pages, memory / 1000 if memory else None, gate, " GB")
    return table


def _stock(book: Book, count: int) -> float | None:
    """Return what stock Sphinx takes, extrapolated where it was not run: by the square."""
    known = sorted({each.pages for each in book.figures if each.contender == "stock"})
    if not known:
        return None
    nearest = min(known, key=lambda pages: abs(pages - count))
    median = book.median("stock", nearest)
    return median * max(1.0, count / nearest) ** 2 if median else None


def printed(table: Sequence[Sequence[str]]) -> str:
    """Return a table as text."""
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    return "\n".join(lines)


def machine() -> str:
    """Return what was measured on, and with what."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    parts = [platform.system(), platform.machine(), f"{cores} cores"]
    tools = [f"{name} {version(name)}" for name in ("sphinx", "furo", "myst-parser")]
    pinned = [
        line.split()[0].replace("==", " ")
        for line in LOCK.read_text(encoding="utf-8").splitlines()
        if line.startswith(("hugo=", "mkdocs-material=", "sphinx-needs=", "zensical="))
    ]
    modules = json.loads(NODE_LIST.read_text(encoding="utf-8"))["dependencies"]
    for label, name in (("Docusaurus", "@docusaurus/core"), ("mystmd", "mystmd")):
        pinned.append(f"{label} {modules[name]}")
    return ", ".join([*parts, f"Python {platform.python_version()}", *tools, *pinned])


def publish(book: Book, given: Sequence[Contender], sizes: Sequence[int]) -> None:
    """Write the tables and the drawing into the guide, with date and machine."""
    # A figure stays with its sign and its unit in a narrow cell.
    told = [
        [what, *(cell.replace(" ", "\u00a0") for cell in row)] for what, *row in gates(book, sizes)
    ]
    tables = {"bench": summary(book, given, sizes), "bench-gates": told}
    for name, table in tables.items():
        with (GUIDE / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(table)
    lines = {
        contender.label: [
            (count, median) for count in sizes if (median := book.median(contender.name, count))
        ]
        for contender in given
    }
    drawing = plot.draw({label: points for label, points in lines.items() if points})
    (GUIDE / "bench.svg").write_text(drawing, encoding="utf-8")
    runs = max(figure.run for figure in book.figures) + 1
    times = "once" if runs == 1 else f"{runs} times each"
    if runs > 1 and any(book.of(each.name, LARGE) for each in given if each.slow):
        times += f", those that are slow once with {LARGE:,} pages"
    about = f"Measured on {datetime.date.today()}, {times}: {machine()}.\n"
    (GUIDE / "bench.txt").write_text(about, encoding="utf-8")
    say(f"written: {', '.join(f'guide/{name}' for name in ('bench.*', 'bench-gates.csv'))}")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--pages",
        type=int,
        nargs="+",
        default=[100, 300, 1000],
        metavar="N",
        help="how many comparisons; several sizes show the growth (%(default)s)",
    )
    parser.add_argument(
        "--runs",
        type=int,
        default=3,
        help=f"of each (%(default)s); of the slow ones one, from {LARGE:,} pages on",
    )
    parser.add_argument(
        "--only",
        nargs="+",
        choices=names,
        default=names,
        metavar="NAME",
        help=f"who is measured, of: {', '.join(names)} (all)",
    )
    parser.add_argument(
        "--stock-limit",
        type=int,
        default=300,
        metavar="N",
        help="the largest project that Sphinx as it comes has to build (%(default)s)",
    )
    parser.add_argument(
        "--slow-limit",
        type=int,
        default=LARGE,
        metavar="N",
        help="the largest project that the slow ones have to build (%(default)s)",
    )
    parser.add_argument(
        "--fresh", action="store_true", help="forget the figures of a run that was interrupted"
    )
    parser.add_argument(
        "--work",
        type=Path,
        default=ROOT / "_build" / "bench",
        metavar="FOLDER",
        help="where figures and programs are kept (_build/bench)",
    )
    parser.add_argument(
        "--directive",
        action="store_true",
        help="measure too what the directive alone costs, against the same text as plain Markdown",
    )
    parser.add_argument(
        "--live",
        action="store_true",
        help="measure too how soon the preview shows an edit of the largest project",
    )
    parser.add_argument(
        "--publish", action="store_true", help="write tables and drawing into guide/"
    )
    return parser.parse_args()


def main() -> None:
    """Measure what has not been measured yet, and print it all."""
    given = arguments()
    asked = [each for each in CONTENDERS if each.name in given.only]
    sizes = sorted(set(given.pages))
    if sizes[0] < 4 or given.runs < 1:
        raise SystemExit("at least 4 pages and 1 run are needed")
    given.work.mkdir(parents=True, exist_ok=True)
    homes = programs(given.work, asked)
    contenders = [each for each in asked if each.home in homes]
    book = Book(given.work / "figures.jsonl", fresh=given.fresh)
    waiting = [
        (count, run, contender)
        for count in sizes
        for run in range(given.runs)
        for contender in contenders
        if not (contender.grows and count > given.stock_limit)
        and not (contender.slow and (count > given.slow_limit or (count >= LARGE and run)))
        and not book.has(contender.name, count, run)
    ]
    if book.figures:
        say(f"{len(book.figures)} figures of an earlier run are kept (--fresh forgets them)")
    for place, (count, run, contender) in enumerate(waiting, start=1):
        say(f"[{place}/{len(waiting)}] {count:,} pages, run {run + 1}: {contender.label} ...")
        for figure in book.add(measure(contender, count, run, given.work, homes[contender.home])):
            say(f"    {figure.what}: {figure.cpu:.1f} CPU s, {figure.memory:.0f} MB")
    print(machine())
    print(f"\nCold builds, medians of {given.runs} runs:\n")
    print(printed(rows(book, contenders, sizes)))
    print("\nGates:\n")
    print(printed(gates(book, sizes)))
    if given.directive:
        print("\nThe directive:\n", flush=True)
        alone = [sys.executable, ROOT / "tools" / "bench.py", "--runs", str(given.runs)]
        subprocess.run([*alone, "--pages", str(min(200, sizes[-1]))], check=True)
    if given.live:
        print("\nThe preview:\n", flush=True)
        preview = [sys.executable, ROOT / "tools" / "bench_live.py", "--pages", str(sizes[-1])]
        subprocess.run(preview, check=True)
    if given.publish:
        publish(book, contenders, sizes)


if __name__ == "__main__":
    main()
