"""Takes the pictures of the README and the guide from what has been built."""

from collections.abc import Callable
from pathlib import Path

import typst
from playwright.sync_api import sync_playwright
from pypdfium2 import PdfDocument

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "_build" / "html" / "comparisons" / "learning-vs-training.html"
BOOK = ROOT / "_build" / "pdf"
# Dots per inch: a page is some 620 pixels wide.
RESOLUTION = 75


def picture_of_site(target: Path) -> None:
    """Write the top of a page as it looks on a screen of 1280 by 940 pixels."""
    chromium = (ROOT / ".venv" / "browser").read_text(encoding="utf-8").strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 940})
        page.goto(PAGE.as_uri())
        page.screenshot(path=target)
        browser.close()


def pictures_of_book(outdir: Path, wanted: dict[Path, Callable[[str], bool]]) -> None:
    """Write the first page of a book whose text fulfils a condition, for each of some files."""
    path = next(outdir.glob("*.pdf"))
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(path)]
    root = outdir / "source" / path.stem
    pages = typst.compile(root / "main.typ", root=root, format="png", ppi=RESOLUTION)
    for target, condition in wanted.items():
        number = next(number for number, text in enumerate(texts) if condition(text))
        target.write_bytes(pages[number])


def main() -> None:
    """Take all pictures."""
    picture_of_site(ROOT / "_static" / "screenshot.png")
    guide = ROOT / "guide"
    pictures_of_book(
        BOOK,
        {
            guide / "print-comparison.png": lambda text: "When a newspaper" in text,
            guide / "print-claims.png": lambda text: text.count("Supported by") > 3,
        },
    )


if __name__ == "__main__":
    main()
