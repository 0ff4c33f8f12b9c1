"""Measures what the book costs: `make pdf` against `make html`, as whole commands in turn.

Each builds the same comparisons from nothing, with the settings of the site,
in one process; the third is `make pdf` after `make html`, which finds what that
has read. The CPU time and the memory are those of the command with all that it
starts; the ratios are those of the medians.

Below them stands what the compiler alone needs for a page of the PDF: for the
book, and for the same words as plain paragraphs without links, tables, tags or
contents, which is the least that this engine can need.
"""

import argparse
import json
import multiprocessing
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from bench import ROOT, write

# What the site's settings name.
SETTINGS = ("conf.py", "_ext", "_static", "references.bib")
INDEX = "# Index\n\n```{toctree}\n:glob:\n\npage*\nreferences\n```\n"


def write_site(folder: Path, count: int) -> None:
    """Write so many comparisons with the settings of the site."""
    write(folder, count, plain=False)
    (folder / "conf.py").unlink()
    for name in SETTINGS:
        (folder / name).symlink_to(ROOT / name)
    (folder / "references.md").write_text("# References\n\n```{bibliography}\n```\n")
    (folder / "index.md").write_text(INDEX)


# What is measured: the builder, and whether it begins from nothing.
KINDS = {"html": ("html", True), "typst after html": ("typst", False), "typst": ("typst", True)}
COMPILE = """
import sys, typst
typst.Compiler(sys.argv[1], ignore_system_fonts=True).compile(
    output=sys.argv[2], format="pdf", pdf_standards=sys.argv[3] or [], pdf_tags=bool(sys.argv[3])
)
"""


def build(folder: Path, kind: str) -> tuple[float, float]:
    """Build a project; returns CPU seconds and the largest process in MB."""
    builder, cold = KINDS[kind]
    options = ["-E", "-a"] if cold else []
    command = [sys.executable, "-m", "sphinx", "-q", *options, "-b", builder]
    return measure([*command, "-d", folder / "_doctrees", folder, folder / "_" / builder])


def compile_code(code: Path, standard: str) -> tuple[float, int]:
    """Compile a book's code; returns CPU seconds and the pages of the PDF."""
    pdf = code.with_suffix(".pdf")
    seconds, _ = measure([sys.executable, "-c", COMPILE, code, pdf, standard])
    with pypdfium2.PdfDocument(pdf) as document:
        return seconds, len(document)


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


def measure(command: Sequence[str | Path]) -> tuple[float, float]:
    """Run a command that must say nothing; returns CPU seconds and the largest process in MB."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (command,))


def _measure(command: Sequence[str | Path]) -> tuple[float, float]:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    # What the benchmark builds is right: a warning would be a cost of its own.
    assert done.stderr == "", done.stderr
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[5, 200], help="%(default)s")
    parser.add_argument("--runs", type=int, default=3, help="of each (%(default)s)")
    given = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = "1790000000"
    for count in given.pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "project"
            write_site(folder, count)
            found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
            for run in range(given.runs):
                for kind, values in found.items():
                    print(f"{count} pages, run {run + 1}: {kind} ...", file=sys.stderr)
                    values.append(build(folder, kind))
            out = folder / "_" / "typst"
            size = (out / "versus.pdf").stat().st_size / 1e6
            report(count, found, size)
            write_plain(out / "versus.pdf", folder / "plain" / "main.typ")
            for name, code, standard in (
                ("the book", out / "source" / "versus" / "main.typ", "ua-1"),
                ("its words alone", folder / "plain" / "main.typ", ""),
            ):
                runs = [compile_code(code, standard) for _ in range(given.runs)]
                seconds, pages = statistics.median(cpu for cpu, _ in runs), runs[0][1]
                print(
                    f"  compiler, {name}: {seconds:.2f} s for {pages} pages, "
                    f"{1000 * seconds / pages:.1f} ms per page"
                )


def report(count: int, found: dict[str, list[tuple[float, float]]], size: float) -> None:
    """Print the medians, and the ratio of the book to the site."""
    print(f"{count} pages, CPU seconds of {len(found['html'])} builds, median (range):")
    medians = {}
    for kind, values in found.items():
        seconds = [second for second, _ in values]
        medians[kind] = statistics.median(seconds)
        memory = max(megabytes for _, megabytes in values)
        low, high = min(seconds), max(seconds)
        ratio = medians[kind] / medians["html"]
        print(
            f"  {kind:16} {medians[kind]:7.2f} ({low:.2f}, {high:.2f}), {memory:.0f} MB, "
            f"{ratio:.2f} of the site"
        )
    print(f"  PDF of {size:.1f} MB")


if __name__ == "__main__":
    main()
