"""Books for the tests, each made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from books import CONF, SAMPLE, Make, make_book
from projects import ROOT, Built, write_project


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book with every kind of node."""
    outdir = tmp_path_factory.mktemp("sample")
    return make_book(SAMPLE, outdir, "-W")


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Comparisons of two to six sides."""
    source = tmp_path_factory.mktemp("gallery")
    for page in (ROOT / "tests" / "site" / "gallery").glob("*.md"):
        shutil.copy(page, source)
    conf = CONF.replace('"sphinx_versus.site.book"', '"sphinx_versus.book"')
    write_project(source, {"conf.py": conf.replace("typst_system_fonts = False", "")})
    return make_book(source, source / "_build")


@pytest.fixture
def small(tmp_path: Path) -> Make:
    """Return a function that makes a book of given files, with settings added to conf.py."""

    def build(files: dict[str, str], conf: str = "", *options: str) -> Built:
        write_project(tmp_path, {"conf.py": CONF + conf, **files})
        return make_book(tmp_path, tmp_path / "_build", *options)

    return build
