"""The README and the guide name all that there is, and nothing else."""

from __future__ import annotations

import importlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import CONF, ROOT, read_project, write_project
from small_facts import written
from sphinx_versus.api import Comparison, facts_of
from sphinx_versus.directives import DIRECTIVES
from sphinx_versus.grammar.headings import SYNONYMS
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.values import Reading, language, values_of
from sphinx_versus.importing.__main__ import parser
from sphinx_versus.model.facts import Stance
from sphinx_versus.model.values import Mark, MarkKind, Quantity
from sphinx_versus.reference import TABLES

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "guide").glob("*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in PAGES)
# What stands between backticks, and the lines of code blocks.
CODE = "\n".join(
    [*re.findall(r"(?<!`)`([^`\n]+)`(?!`)", TEXT), *re.findall(r"```[^`]+```", TEXT, re.DOTALL)]
)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
EXTENSIONS = sorted(
    ".".join(path.relative_to(ROOT / "_ext").with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "_ext").rglob("*.py")
    if re.search(r"^def setup\(app", path.read_text(encoding="utf-8"), re.MULTILINE)
)


def test_all_targets_are_named_and_no_others() -> None:
    there = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][a-z-]*)", CODE)) == there


def test_all_variables_of_make_are_named_and_no_others() -> None:
    (typed,) = re.findall(r"^TYPED := (.*)$", MAKEFILE, re.MULTILINE)
    names = set(typed.split())
    assert set(re.findall(r"\bmake [a-z-]+ ([A-Z]+)=", CODE)) <= names
    assert [name for name in sorted(names) if not re.search(rf"\b{name}=", CODE)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_have_words_that_a_forge_shows(page: Path) -> None:
    text = re.sub(r"^(`{3,}|:{3,}).*?^\1$", "", page.read_text("utf-8"), flags=re.M | re.S)
    assert re.findall(r".*\[\]\([^)]*\).*", re.sub(r"(`+).+?\1", "code", text)) == []


def test_all_extensions_are_named_and_no_others() -> None:
    building = "sphinx_versus.site.building."
    pieces = {name: name.removeprefix(building) for name in EXTENSIONS if building in name}
    assert [name for name in EXTENSIONS if f"`{pieces.get(name, name)}`" not in TEXT] == []
    lists = re.findall(r"^extensions = \[(.*)\]", TEXT, re.MULTILINE)
    for name in re.findall(r'"([\w.]+)"', "".join(lists)):
        assert hasattr(importlib.import_module(name), "setup"), name


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all settings that the extensions bring."""
    source = write_project(tmp_path_factory.mktemp("settings"), {"index.md": "# Index\n"})

    def names(*extensions: str) -> set[str]:
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                *(source, None, source / "out", source / "doctrees", "dummy"),
                confoverrides={
                    "extensions": ["myst_parser", *extensions],
                    "bibtex_bibfiles": ["none.bib"],
                },
                status=None,
                warning=io.StringIO(),
            )
        return {value.name for value in app.config}

    return names(*EXTENSIONS) - names("sphinxcontrib.bibtex")


def test_all_settings_are_named_and_no_others(settings: set[str]) -> None:
    generated = {
        part.astext() for rows in TABLES.values() for row in rows() for cell in row for part in cell
    }
    assert [
        name for name in sorted(settings) if name not in generated and f"`{name}`" not in TEXT
    ] == []
    prefixes = {name.partition("_")[0] for name in settings}
    named = re.findall(r"`([a-z]+_[a-z_]+)`", TEXT)
    ours = {name for name in named if name.partition("_")[0] in prefixes}
    assert [name for name in ours - settings if not list((ROOT / "_ext").glob(f"{name}*"))] == []


def test_all_directives_are_named() -> None:
    assert [name for name in DIRECTIVES if f"{{{name}}}" not in TEXT] == []


def test_all_kinds_of_sections_and_stances_are_named_to_writers() -> None:
    page = (ROOT / "guide" / "writing.md").read_text(encoding="utf-8")
    assert [words[0] for words in SYNONYMS.values() if f"\n| {words[0]} |" not in page] == []
    assert [stance for stance in Stance if f"`{stance}:`" not in page] == []


def test_each_kind_of_problem_has_its_meaning_an_example_and_a_cure() -> None:
    page = (ROOT / "guide" / "problems.md").read_text(encoding="utf-8")
    section = re.compile(
        r"^\(versus\.(\w+)\)=\n### `versus\.\1`\n\n([^\n]+)\n\n(`{3,})\w+\n.+?\n\3\n\n(?=\w)",
        re.MULTILINE | re.DOTALL,
    )
    told = {found[1]: found[2] for found in section.finditer(page)}
    assert told == {kind.code: kind.meaning for kind in Kind}


def test_all_options_of_the_import_are_named() -> None:
    page = Path(ROOT / "guide" / "import.md").read_text(encoding="utf-8")
    options = re.findall(r"--[a-z]+", parser().format_help())
    assert [option for option in options if option != "--help" and option not in page] == []


SHAPES = (ROOT / "guide" / "tables.md").read_text(encoding="utf-8")
# What the guide says of its examples: sides with their points, and rows with what stands in them.
SAID = """
Kayak vs Canoe
  Seats: 1 | 2
  Paddle: two blades | one blade
  Covered deck: yes | no
Ash vs Beech vs Birch vs Cherry vs Elm vs Lime vs Maple vs Oak
  Bends well: yes | yes | partly | no | yes | no | partly | no
  Lasts outside: no | no | no | partly | partly | no | no | yes
  Used for: handles | chairs | plywood | cabinets | seats | carving | floors | barrels
Package vs Container vs Archive
  Size: 12 MB | 140 MB | 9 MB
  Updates: by the system | pull again | by hand
  Needs an administrator: yes | partly | no
Train vs Plane
  Door to door: 5 h | 4 h; weight 3; winner Plane; notes with two hours at the airport
  Price: 60 € | 90 €; weight 2; winner Train; notes booked a month before
  Work on the way: yes | partly; weight 1; winner Train
Hand Saw vs Band Saw
  Weight: 0.5 | 45; group Size; unit kg
  Length: 55 | 160; group Size; unit cm
  Noise: 65 | 85; group Use; unit dB
Spoon vs Fork
  Soup: eat | wait; group At the table
  Noodles: twist on a plate | twist; group At the table
  Noodles: lift with a lid | lift; group At the table; goes on
  Eggs: stir | beat; group In the kitchen
Bicycle vs Scooter vs Skateboard
  Saddle: yes | no |
  Brakes: two | one |
  Kerb: bumps | | jumps
Quill vs Press
  Quill: version 2.1.0; link https://example.org; remark recommended; + Needs no ink of its own.
  Press: version v3; + Makes many copies.
  Speed: slow | fast
Curtain vs Shutter
  Curtain: + Soft; + cheap; - Gathers dust; best for bedrooms
  Shutter: + Keeps the heat out; - Rattles; - needs paint; best for south walls
Candle vs Lantern
  Candle: is Wax around a wick.; + Smells of honey.; - Drips.; best for a dinner
  Lantern: + Burns in the wind.; - Needs oil.
Gravel vs Paving
  Gravel: + Good, because rain runs off; - Bad, because weeds grow in it
  Paving: + Good, because it is even; - Bad, because it is hard to lay
Ladder vs Steps
  Ladder: best for you want to reach the roof
  Steps: best for you paint a ceiling; best for the floor is uneven
Whistle vs Horn
  Made of: Tin Wood | Brass
Rope vs Chain
  Floats: yes | no
  Length, sold by: the metre | the link
Jar vs Tin
  See-through: yes | no
Phone vs Pager
  Weight (g): 180 | ≈ 90
  Battery: 1–2 days | 4 weeks
  Price: $799 | —
  Calls: ✓ | ✗
  Messages: yes | partly, without pictures
  Torch: yes | n/a
Walking vs Cycling vs Flying
  Speed (km/h): 4–6 | ≈ 18 | 900
  Energy for a kilometre (kJ): 200 | < 100 | 1,500–2,000
  Needs a licence: no | no | yes
"""


def test_the_examples_of_shapes_are_read_as_the_guide_says(tmp_path: Path) -> None:
    examples = re.findall(r"^`{5}\{versus-example\}\n(.+?)^`{5}$", SHAPES, re.MULTILINE | re.DOTALL)
    files = {"index.md": "# Examples\n\nText.\n\n" + "\n".join(examples)}
    app, warnings = read_project(write_project(tmp_path / "source", files))
    assert warnings == ""
    comparisons = facts_of(app.env).comparisons["index"]
    assert [line for each in comparisons for line in _said(each)] == SAID.strip().splitlines()


def test_an_example_of_the_guide_is_no_fact(tmp_path: Path) -> None:
    conf = CONF.format(ext=str(ROOT / "_ext")) + 'extensions.append("sphinx_versus.reference")'
    files = {"index.md": SHAPES, "conf.py": conf}
    app, _ = read_project(write_project(tmp_path / "source", files))
    facts = facts_of(app.env)
    assert (facts.comparisons, facts.requests) == ({}, {})
    assert "Kayak" in app.env.get_doctree("index").astext()


def _said(comparison: Comparison) -> Iterator[str]:
    yield comparison.title
    signs = {"strengths": "+", "weaknesses": "-", "best-for": "best for"}
    for side in comparison.sides:
        words = {
            "is": written(side.definition),
            "version": side.version,
            "link": side.link,
            "remark": side.remark,
        }
        said = [f"{word} {text}" for word, text in words.items() if text]
        said += [f"{signs[point.kind]} {written(point.prose)}" for point in side.points]
        if said:
            yield f"  {side.name}: {'; '.join(said)}"
    for row in comparison.dimensions:
        words = {
            "group": row.group,
            "unit": row.unit,
            "weight": row.weight,
            "winner": " ".join(comparison.sides[at].name for at in row.winner),
            "notes": written(row.notes),
        }
        said = [" | ".join(map(written, row.cells)).replace("  ", " ").rstrip()]
        said += [f"{word} {text}" for word, text in words.items() if text]
        said += ["goes on"] * bool(row.continues)
        yield f"  {row.name}: {'; '.join(said)}"


def test_cells_are_read_as_the_guide_says() -> None:
    english = language("en")

    def read(cells: str) -> list[Reading]:
        return [values_of([cell], english)[0] for cell in re.findall(r"`([^`]+)`", cells)]

    for kind, *cells in _rows("Mark | Words | Signs"):
        value = None if kind == "not stated" else Mark(MarkKind(kind))
        assert {*read(" ".join(cells))} <= {Reading(value, stated=value is not None)}, kind
    for cells, said in [*_rows("Cell | Read as"), *_rows("Number | Read as")]:
        values = [reading.value for reading in read(cells)]
        if found := re.fullmatch(r'(\w+), with the note "(.+)"', said):
            assert values == [Mark(MarkKind(found[1]), found[2])]
        elif said == "text":
            assert values == [None], cells
        else:
            assert all(isinstance(value, Quantity) for value in values), cells
    for cells, why in _rows("Cell | Why it is text"):
        assert all(reading.value is None for reading in read(cells)), why


def _rows(header: str) -> list[list[str]]:
    """Return the rows of the table of the guide that has a header."""
    table = re.search(rf"^\| {re.escape(header)} \|\n.+\n((?:\|.+\n)+)", SHAPES, re.MULTILINE)
    assert table
    return [
        line.strip("|").replace(" | ", "|").strip().split("|") for line in table[1].splitlines()
    ]
