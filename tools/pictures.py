"""Takes the pictures of the README and the guide from what has been built."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from playwright.sync_api import Browser, sync_playwright
from pypdfium2 import PdfDocument
from sphinx.cmd.build import main as build

ROOT = Path(__file__).parent.parent
SITE = ROOT / "_build" / "html"
PAGE = SITE / "comparisons" / "learning-vs-training.html"
TABLES = SITE / "guide" / "tables.html"
BOOK = ROOT / "_build" / "pdf"
# Dots per inch: a page is some 620 pixels wide.
RESOLUTION = 75


def picture_of_site(browser: Browser, target: Path) -> None:
    """Write the top of a page as it looks on a screen of 1280 by 940 pixels."""
    page = browser.new_page(viewport={"width": 1280, "height": 940})
    page.goto(PAGE.as_uri())
    page.screenshot(path=target)


def pictures_of_tables(browser: Browser, folder: Path) -> None:
    """Write how tables of the guide look: a wide one that has been scrolled, and two on a phone."""
    for name, side, width in (
        ("tables-wide.png", "Cherry", 820),
        ("tables-marks.png", "Cherry", 390),
        ("tables-cards.png", "Plane", 390),
    ):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.goto(TABLES.as_uri())
        # It would stand before the table.
        page.locator(".mobile-header").evaluate("header => header.remove()")
        table = page.locator(".versus-frame > .table-wrapper").filter(has_text=side).first
        table.evaluate("table => table.scrollBy(288, 0)")
        table.screenshot(path=folder / name)


_CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = "Examples"
extensions = ["sphinx_versus"]
html_theme = "furo"
"""


def pictures_of_tasks(browser: Browser, guide: Path) -> None:
    """Write how the examples of the guide look on pages of their own, and two parts of the site."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        tasks = ("numbers", "decision", "claim")
        for task in tasks:
            text = (guide / f"task-{task}.md").read_text(encoding="utf-8")
            (example,) = re.findall(r"^`{5}\{versus-example\}\n(.*?)\n`{5}$", text, re.M | re.S)
            (sides,) = re.findall(r"\{comparison\} (.*)", example)
            (folder / f"{task}.md").write_text(f"# {sides}\n\n{example}\n", encoding="utf-8")
        (folder / "conf.py").write_text(_CONF, encoding="utf-8")
        toctree = "\n".join(tasks)
        (folder / "index.md").write_text(f"# Home\n\n```{{toctree}}\n{toctree}\n```\n")
        assert build(["-q", "-b", "html", str(folder), str(folder / "out")]) == 0
        parts = {
            **{task: (folder / "out" / f"{task}.html", "article") for task in tasks},
            "entity": (SITE / "entities" / "human-learning.html", "article"),
            "review": (PAGE, ".versus-header"),
        }
        for task, (path, selector) in parts.items():
            page = browser.new_page(viewport={"width": 1100, "height": 700})
            page.goto(path.as_uri())
            page.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
            page.locator(".content-icon-container").evaluate("icons => icons.remove()")
            box = page.locator(selector).first.bounding_box()
            assert box
            # Of the head, only what is below the sentences.
            top = box["y"] + (box["height"] - 60 if task == "review" else -12)
            height = min(box["y"] + box["height"] + 12 - top, 720)
            clip = {"x": box["x"] - 16, "y": top, "width": box["width"] + 32, "height": height}
            page.screenshot(path=guide / f"task-{task}.png", clip=clip, full_page=True)


def pictures_of_book(
    outdir: Path,
    wanted: dict[Path, Callable[[str], bool]],
    sheet: tuple[Path, Sequence[Callable[[str], bool]]],
) -> None:
    """Write the first page of a book whose text fulfils a condition, for each of some files.

    ``sheet`` is a file for several such pages next to each other.
    """
    path = next(outdir.glob("*.pdf"))
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    root = outdir / "source" / path.stem
    pages = typst.compile(root / "main.typ", root=root, format="png", ppi=RESOLUTION)

    def page_of(condition: Callable[[str], bool]) -> bytes:
        return pages[next(number for number, text in enumerate(texts) if condition(text))]

    for target, condition in wanted.items():
        target.write_bytes(page_of(condition))
    with TemporaryDirectory() as folder:
        for number, condition in enumerate(sheet[1]):
            Path(folder, f"{number}.png").write_bytes(page_of(condition))
        shown = ", ".join(f'image("{number}.png", width: 7cm)' for number in range(len(sheet[1])))
        code = (
            "#set page(width: auto, height: auto, margin: 0.3cm, fill: gray)\n"
            f"#grid(columns: {len(sheet[1])}, gutter: 0.3cm, {shown})"
        )
        main = Path(folder, "main.typ")
        main.write_text(code, encoding="utf-8")
        sheet[0].write_bytes(typst.compile(main, root=folder, format="png", ppi=2 * RESOLUTION))


def main() -> None:
    """Take all pictures."""
    guide = ROOT / "guide"
    chromium = (ROOT / ".venv" / "browser").read_text(encoding="utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        picture_of_site(browser, ROOT / "_static" / "screenshot.png")
        pictures_of_tables(browser, guide)
        pictures_of_tasks(browser, guide)
        browser.close()
    pictures_of_book(
        BOOK,
        {
            guide / "print-comparison.png": lambda text: "When a newspaper" in text,
            guide / "print-claims.png": lambda text: text.count("Supported by") > 3,
        },
        (
            guide / "print-pages.png",
            [
                lambda text: "Strengths" in text and "On a logarithmic axis" in text,
                lambda text: text.startswith("Findings"),
                lambda text: text.startswith("Index"),
            ],
        ),
    )


if __name__ == "__main__":
    main()
