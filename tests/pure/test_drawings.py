"""Each mark has one drawing, in the style sheet, in books for readers and in print."""

import re
from urllib.parse import unquote

import pytest

from projects import ROOT
from sphinx_versus.model.values import MarkKind
from sphinx_versus.showing.marks import BEST

PACKAGE = ROOT / "_ext" / "sphinx_versus"
STATIC = PACKAGE / "showing" / "static"
EPUB_DIR = PACKAGE / "showing" / "epub" / "static"
NAMES = [kind.replace(" ", "-") for kind in (*MarkKind, BEST)]
PATHS = re.compile(r"""\bd=["']([^"']+)["']""")


def drawn(name: str) -> list[str]:
    """Return the paths of a drawing."""
    return PATHS.findall((EPUB_DIR / f"versus-{name}.svg").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_drawing_is_the_same_everywhere(name: str) -> None:
    for path in (STATIC / "versus.css", PACKAGE / "book.typ"):
        lines = unquote(path.read_text(encoding="utf-8")).splitlines()
        (line,) = [each for each in lines if "<svg" in each or "<path" in each
                   if re.match(rf"\s*\.?versus-mark-{name}\b(?!-)", each)]  # fmt: skip
        assert PATHS.findall(line) == drawn(name), path.name


def test_no_two_marks_look_alike() -> None:
    assert len({tuple(drawn(name)) for name in NAMES}) == len(NAMES)
