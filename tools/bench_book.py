"""Measures what the book costs: `make pdf` against `make html`, as whole commands in turn.

Each builds the same comparisons from nothing, with the settings of the site;
the third is `make pdf` after `make html`, which finds what that has read. The
CPU time and the memory are those of the command with all that it starts; the
ratios are those of the medians. `--jobs auto` runs them as the Makefile does.

The comparisons begin with a sentence more each, up to a page, so that tables
and claims meet the ends of pages at all heights, as in a real book.

Below them stands what the compiler alone needs for a page of the PDF, started
as the builder starts it: for the book, and for the same words as plain
paragraphs without links, tables, tags or contents, which is the least that this
engine can need. `--parts` compiles the book without one thing after the other,
and tells what each costs; these times are the least of the runs.
"""

import argparse
import json
import multiprocessing
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
from bench import ROOT, write

sys.path.insert(0, str(ROOT / "_ext"))

from sphinx_versus.site.book.compile import Job, compile_book

# What the site's settings name.
SETTINGS = ("_ext", "_static", "references.bib")
# Two lines, and so many of them as a page has room for.
SENTENCE = (
    "When a newspaper writes that a model learned to write, it borrows a word from people, "
    "and that word fills more than one line."
)
LONGEST = 20
INDEX = "# Index\n\n```{toctree}\n:glob:\n\npage*\nreferences\n```\n"


def write_site(folder: Path, count: int) -> None:
    """Write so many comparisons with the settings of the site."""
    write(folder, count, plain=False)
    for number in range(count):
        path = folder / f"page{number}.md"
        begin, found, rest = path.read_text(encoding="utf-8").partition("\n## In short\n")
        assert found
        lines = (SENTENCE + "\n\n") * (number % LONGEST)
        path.write_text(f"{begin}\n{lines}{found}{rest}", encoding="utf-8")
    # The parts are those of the site, which these pages are none of.
    conf = (ROOT / "conf.py").read_text(encoding="utf-8") + "\ntypst_parts = []\n"
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    for name in SETTINGS:
        (folder / name).symlink_to(ROOT / name)
    (folder / "references.md").write_text("# References\n\n```{bibliography}\n```\n")
    (folder / "index.md").write_text(INDEX)


# What is measured: the builder, and whether it begins from nothing.
KINDS = {"html": ("html", True), "typst after html": ("typst", False), "typst": ("typst", True)}
# What the book can be compiled without, each as functions that go before the book's own.
PAGE_NUMBERS = "#let page-link(key, body) = link(label(key), body)\n"
CONTENTS = "#let contents(entries) = []\n"
INDEX_PAGES = "#let index(..of) = []\n"
LINKS = """#let page-link(key, body) = body
#let plain-link(key, body) = body
#let cite-link(key, place, body) = body
#let cited-on(places) = []
#let anchor(key) = []
"""
TABLES = "#let side-table(spec) = for cell in spec.head + spec.body { cell.body; parbreak() }\n"
SIDES = "#let columns-of-sides(node) = for item in node.items { flow(item) }\n"
CLAIMS = "#let claim(node) = for item in node.items { flow(item) }\n"
PARTS = {
    "page numbers of references": PAGE_NUMBERS,
    "the contents": CONTENTS,
    "the index": INDEX_PAGES,
    "links, and the index": LINKS + INDEX_PAGES,
    "the tables of sides": TABLES,
    "columns of sides": SIDES,
    "the look of claims": CLAIMS,
    "tags": "",
    "all of these": CONTENTS + LINKS + INDEX_PAGES + TABLES + SIDES + CLAIMS,
}


class Cost(NamedTuple):
    """What a command takes: CPU and wall time in seconds, its largest process in MB."""

    cpu: float
    wall: float
    memory: float


def build(folder: Path, kind: str, jobs: str) -> Cost:
    """Build a project."""
    builder, cold = KINDS[kind]
    options = ["-E", "-a"] if cold else []
    command = [sys.executable, "-m", "sphinx", "-q", "-j", jobs, *options, "-b", builder]
    return apart(run, [*command, "-d", folder / "_doctrees", folder, folder / "_" / builder])


def compile_code(code: Path, standard: str) -> tuple[float, int]:
    """Compile a book's code; returns CPU seconds and the pages of the PDF."""
    pdf = code.with_suffix(".pdf")
    job = Job(str(code), str(code.parent), str(pdf), standard, 0, (), system_fonts=False)
    cost = apart(compile_book, job)
    with pypdfium2.PdfDocument(pdf) as document:
        return cost.cpu, len(document)


def write_part(book: Path, folder: Path, functions: str) -> Path:
    """Copy a book's code, with some functions in place of its own; returns the main file."""
    shutil.copytree(book, folder)
    last = max(folder.glob("style-*.typ"))
    last.write_text(last.read_text(encoding="utf-8") + functions, encoding="utf-8")
    return folder / "main.typ"


def write_plain(pdf: Path, code: Path) -> None:
    """Write the words of a book as code with nothing but paragraphs, as wide as the book's."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    paragraphs = re.split(r"\n(?=[A-Z])", re.sub(r"[\x00-\x09\x0b-\x1f\ufffe]", "", text))
    lines = [
        '#set page(paper: "a4", margin: (x: 2.5cm, top: 2.7cm, bottom: 2.5cm))',
        '#set text(size: 10.5pt, lang: "en")',
        "#set par(justify: true, leading: 0.64em, spacing: 1.05em)",
        # What JSON escapes in such text, Typst escapes the same way.
        *(
            f"#par({json.dumps(' '.join(one.split()), ensure_ascii=False)})"
            for one in paragraphs
            if one.strip()
        ),
    ]
    code.parent.mkdir()
    code.write_text("\n".join(lines), encoding="utf-8")


def apart(function: Callable[[Any], Sequence[object]], of: object) -> Cost:
    """Measure what the processes cost that a function starts, which must have nothing to say."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (function, of))


def run(command: Sequence[str | Path]) -> list[str]:
    """Run a command, and return the lines of its errors."""
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stderr.splitlines()


def _measure(function: Callable[[Any], Sequence[object]], of: object) -> Cost:
    begin = time.perf_counter()
    said = function(of)
    wall = time.perf_counter() - begin
    # What the benchmark builds is right: a warning would be a cost of its own.
    assert not said, said
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 200], help="%(default)s")
    parser.add_argument("--runs", type=int, default=3, help="of each (%(default)s)")
    parser.add_argument("--jobs", default="1", help="processes of Sphinx (%(default)s)")
    parser.add_argument("--parts", action="store_true", help="tell what each part costs")
    given = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    for count in given.pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            write_site(folder, count)
            found: dict[str, list[Cost]] = {kind: [] for kind in KINDS}
            for turn in range(given.runs):
                for kind, values in found.items():
                    print(f"{count} pages, run {turn + 1}: {kind} ...", file=sys.stderr)
                    values.append(build(folder, kind, given.jobs))
            out = folder / "_" / "typst"
            report(count, found, (out / "versus.pdf").stat().st_size / 1e6)
            write_plain(out / "versus.pdf", folder / "plain" / "main.typ")
            book = out / "source" / "versus"
            codes = {"the book": (book / "main.typ", "ua-1")}
            if given.parts:
                for number, (part, functions) in enumerate(PARTS.items()):
                    code = write_part(book, folder / f"part-{number}", functions)
                    tagged = part not in ("tags", "all of these")
                    codes[f"without {part}"] = code, "ua-1" if tagged else ""
            codes["its words alone"] = folder / "plain" / "main.typ", ""
            report_compiler(found, codes, given.runs)


def report(count: int, found: dict[str, list[Cost]], size: float) -> None:
    """Print the medians, and the ratios of the book to the site."""
    print(f"{count} pages, seconds of {len(found['html'])} builds, median (range):")
    site = median(found["html"])
    for kind, values in found.items():
        cpu = [cost.cpu for cost in values]
        cost = median(values)
        print(
            f"  {kind:16} CPU {cost.cpu:7.2f} ({min(cpu):.2f}, {max(cpu):.2f}), "
            f"{cost.cpu / site.cpu:.2f} of the site; wall {cost.wall:7.2f}, "
            f"{cost.wall / site.wall:.2f} of the site; {max(one.memory for one in values):.0f} MB"
        )
    print(f"  PDF of {size:.1f} MB")


def report_compiler(
    found: dict[str, list[Cost]], codes: dict[str, tuple[Path, str]], runs: int
) -> None:
    """Compile several codes in turn; print the least that each has taken, and what follows."""
    compiled: dict[str, list[tuple[float, int]]] = {name: [] for name in codes}
    for _ in range(runs):
        for name, (code, standard) in codes.items():
            compiled[name].append(compile_code(code, standard))
    seconds = {name: min(cpu for cpu, _ in of) for name, of in compiled.items()}
    book, words = seconds["the book"], seconds["its words alone"]
    for name, cpu in seconds.items():
        pages = compiled[name][0][1]
        print(
            f"  compiler, {name}: {cpu:.2f} s for {pages} pages, "
            f"{1000 * cpu / pages:.1f} ms per page, {cpu / book:.2f} of the book"
        )
    rest = median(found["typst"]).cpu - book
    least = (rest + words) / median(found["html"]).cpu
    print(f"  all but the compiler: {rest:.2f} s; with the words alone {least:.2f} of the site")


def median(costs: Sequence[Cost]) -> Cost:
    """Return the medians of some costs."""
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


if __name__ == "__main__":
    main()
