"""The book for electronic readers holds together: files, spine, links."""

from __future__ import annotations

import posixpath
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree

import pytest

from projects import PAGES, ROOT, run_build

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


def test_it_tells_title_language_and_version(package: ElementTree.Element) -> None:
    told = {item.tag.rpartition("}")[2]: item.text for item in package.iter() if item.text}
    assert told["title"] == "Versus"
    assert told["language"] == "en"
    assert told["identifier"]
    # Of the build it tells the day alone.
    assert told["date"].endswith("T00:00:00Z")


def test_it_lists_what_it_holds(book: zipfile.ZipFile, package: ElementTree.Element) -> None:
    listed = {item.attrib["href"] for item in package.iter(f"{OPF}item")}
    unlisted = {"mimetype", "META-INF/container.xml", "content.opf"}
    assert listed == set(book.namelist()) - unlisted


def test_every_page_is_in_the_order_of_reading(package: ElementTree.Element) -> None:
    items = {item.attrib["id"]: item.attrib["href"] for item in package.iter(f"{OPF}item")}
    spine = [items[item.attrib["idref"]] for item in package.iter(f"{OPF}itemref")]
    assert {f"{page}.xhtml" for page in PAGES} <= set(spine)
    assert spine[0] == "index.xhtml"


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


@pytest.mark.skipif(
    not (shutil.which("java") and shutil.which("epubcheck")), reason="epubcheck is not here"
)
def test_epubcheck_finds_no_error(path: Path) -> None:
    jar = shutil.which("epubcheck")
    assert jar
    done = subprocess.run(["java", "-jar", jar, path], capture_output=True, text=True, check=False)
    # Its older versions do not know selectors with lists in them.
    errors = re.findall(r"^(?:ERROR|FATAL)\((?!CSS-008).*", done.stdout + done.stderr, re.MULTILINE)
    assert errors == []
