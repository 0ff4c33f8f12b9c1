"""What tables show of the values of their cells, in each builder: marks, numbers, legends.

Each case in ``values/cases.txt`` is a page; ``make golden`` writes what comes out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from golden import Case, cases_of
from projects import CONF, ROOT, run_sphinx, write_project

CASES = cases_of(ROOT / "tests" / "values" / "cases.txt")
GERMAN = "In German"
SETTINGS = """
project = author = copyright = "Marks"
version = "1"
language = "de" if tags.has("german") else "en"
suppress_warnings = ["versus.unread_markup"]
"""


def _html(text: str) -> list[str]:
    text = re.sub(r'<a class="headerlink".*?</a>|<caption>.*?</caption>', "", text, flags=re.S)
    shown = r'<table .*?>|<t[hd][ >].*?</t[hd]>|<p class="versus-marks">.*?</p>'
    return re.findall(shown, text, re.S)


def _epub(text: str) -> list[str]:
    return re.findall(r"<img .*?/>", text)


def _latex(text: str) -> list[str]:
    return re.findall(r"^.*(?:\\\(\\(?!sphinx)|^\? |^-- ).*$", text, re.M)


def _text(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.startswith("| ")]


def _xml(text: str) -> list[str]:
    return re.findall(r"<versus_mark .*?(?:/>|</versus_mark>)", text)


READERS: Mapping[str, tuple[str, Callable[[str], list[str]]]] = {
    "html": (".html", _html),
    "epub": (".xhtml", _epub),
    "latex": (".tex", _latex),
    "text": (".txt", _text),
    "xml": (".xml", _xml),
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[int, list[str]]]:
    """What each builder shows of each case."""
    found: dict[str, dict[int, list[str]]] = {}
    for builder, (ending, read) in READERS.items():
        found[builder] = {}
        for german in (False, True) if builder == "html" else (False,):
            source = tmp_path_factory.mktemp(builder) / "source"
            cases = [case for case in CASES if case.title.startswith(GERMAN) == german]
            pages = {
                f"case{case.number}.md": f"# Case {case.number}\n\n::::{{comparison}} "
                f"{case.given.replace(chr(10), chr(10) + f':key: case{case.number}' + chr(10), 1)}"
                "\n::::\n"
                for case in cases
            }
            names = [name.removesuffix(".md") for name in pages]
            settings = SETTINGS.replace('tags.has("german")', repr(german))
            one_each = f"""
latex_documents = [(name, f"{{name}}.tex", "", "", "howto") for name in {names}]
"""
            index = "# Index\n\n```{toctree}\n:glob:\n\ncase*\n```\n"
            conf = CONF.format(ext=str(ROOT / "_ext")) + settings + one_each
            write_project(source, {"conf.py": conf, "index.md": index, **pages})
            built = run_sphinx(source, builder=builder)
            assert (built.warnings, built.returncode) == ("", 0)
            for case in cases:
                path = built.outdir / f"case{case.number}{ending}"
                found[builder][case.number] = read(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_values_are_shown(case: Case, outputs: dict[str, dict[int, list[str]]]) -> None:
    lines = []
    for builder, shown in outputs.items():
        if said := shown.get(case.number):
            lines += [f"[{builder}]", *(html.unescape(line.replace("\n", " ")) for line in said)]
    case.check("".join(f"{line}\n" for line in lines))


def test_marks_weigh_little(tmp_path: Path) -> None:
    """A page of 30 rows is a tenth heavier at most with marks than with other signs."""
    table = "| Feature | A | B | C | D | E | F |\n|---|---|---|---|---|---|---|\n" + "".join(
        f"| Feature {row} | ✅ | ❌ | 🟡 | ❓ | ✅ | - |\n" for row in range(30)
    )
    pages = {
        f"{name}.md": f"# {name}\n\n::::{{comparison}} A | B | C | D | E | F\n:key: {name}\n\n"
        f"{table.translate(signs)}\n::::\n"
        for name, signs in (("marks", {}), ("notes", dict.fromkeys(map(ord, "✅❌🟡❓"), "♪")))
    }
    conf = CONF.format(ext=str(ROOT / "_ext")).replace('"basic"', '"furo"')
    index = "# Index\n\n```{toctree}\nmarks\nnotes\n```\n"
    built = run_sphinx(write_project(tmp_path, {"conf.py": conf, "index.md": index, **pages}))
    assert built.warnings == ""
    (sheet,) = built.outdir.glob("_static/versus.css")
    (block,) = re.findall(r"/\* Marks and numbers .*?(?=/\* Themes )", sheet.read_text(), re.S)
    sheets = [
        sheet,
        *built.outdir.glob("_static/pygments.css"),
        *built.outdir.glob("_static/styles/*.css"),
    ]
    before = len(built.html("notes").encode()) + sum(each.stat().st_size for each in sheets)
    more = len(built.html("marks").encode()) - len(built.html("notes").encode())
    assert more < (before - len(block)) / 10 - len(block)
