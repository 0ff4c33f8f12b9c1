"""Whole imports: from a file to the facts of a page that Sphinx has built."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from projects import CONF, ROOT, run_sphinx, write_project
from sphinx_versus.importing.__main__ import main
from sphinx_versus.model.facts import Comparison, SectionKind

HERE = Path(__file__).parent
OTHERS = (
    "Human Brain vs Artificial Intelligence",
    "Human Intelligence vs Artificial General Intelligence",
    "Neurons vs Parameters",
    "Human Memory vs AI Memory",
)

ReadFolder = Callable[[Path], tuple[Sphinx, str]]
Import = Callable[..., tuple[Path, str]]


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import a text into the folder "pages"; gives the draft and what was said."""
    monkeypatch.chdir(tmp_path)

    def run(text: str | bytes, *options: str, name: str = "input.txt") -> tuple[Path, str]:
        data = text if isinstance(text, bytes) else text.encode()
        Path(name).write_bytes(data)
        status = main([name, "--into", "pages", *options])
        said = capsys.readouterr()
        assert status == 0, said.err
        return Path(said.out.partition(" is written")[0]), said.out + said.err

    return run


def facts(app: Sphinx) -> Comparison:
    """The comparison that was imported."""
    found = app.env.get_domain("versus").data["comparisons"]
    return next(each for docname, (each, *_) in found.items() if docname == "learning-vs-training")


def test_a_flat_page_becomes_a_page_with_exactly_its_parts(
    run: Import, read_folder: ReadFolder
) -> None:
    for title in OTHERS:
        run(f"{title}\n\nDefinitions\n" + "\n".join(f"{side}: it" for side in title.split(" vs ")))
    draft, _ = run((HERE / "page.txt").read_text())
    app, warnings = read_folder(draft.parent)
    # Its last heading but one has nothing below it.
    assert re.findall(r"\[versus\.\w+\]", warnings) == ["[versus.empty_section]"]
    page = facts(app)
    assert page.title == "Learning vs Training"
    assert page.tagline.startswith("Two sides that share words")
    assert [side.name for side in page.sides] == ["Human Learning", "Model Training"]
    assert [len(row.cells) for row in page.dimensions] == [2] * 5
    assert [bool(side.definition) for side in page.sides] == [True, True]
    assert [len(side.points_of(SectionKind.STRENGTHS)) for side in page.sides] == [3, 2]
    assert [len(side.points_of(SectionKind.WEAKNESSES)) for side in page.sides] == [2, 2]
    assert [len(claim.sources) for claim in page.claims] == [2, 1]
    assert len(page.others) == 4
    assert [link.docname for link in page.others] == [
        "human-brain-vs-artificial-intelligence",
        "human-intelligence-vs-artificial-general-intelligence",
        "neurons-vs-parameters",
        "human-memory-vs-ai-memory",
    ]
    assert [section.kind for section in page.sections if section.place is None] == [
        *("definitions", "side-by-side", "strengths", "weaknesses", "evidence", "outlook"),
        "other-comparisons",
    ]


SIDES = "Dimension,Tea,Coffee\nTaste,mild,strong\n"


def test_a_source_that_the_project_has_is_cited(run: Import) -> None:
    Path("references.bib").write_text(
        "@book{walker2017, author = {Walker, Matthew}, title = {Why We Sleep}, year = {2017}}\n"
    )
    draft, said = run((HERE / "page.txt").read_text())
    page = draft.read_text()
    assert "- {cite:t}`walker2017`\n  % guessed: " in page
    assert "the text was: Walker 2017" in page
    assert "- Diekelmann & Born 2010\n  % guessed: the draft entry is diekelmann2010" in page
    assert "In references.bib already: walker2017" in said
    entries = draft.with_suffix(".bib").read_text()
    assert "@misc{diekelmann2010," in entries
    assert "walker2017" not in entries


def test_entries_are_added_to_the_bibliography_only_on_demand(run: Import) -> None:
    before = "@misc{x2000,\n  author = {X},\n  year = {2000}\n}"
    Path("references.bib").write_text(before)
    page = (HERE / "page.txt").read_text()
    run(page)
    assert Path("references.bib").read_text() == before
    draft, said = run(page, "--append", "--key", "again")
    after = Path("references.bib").read_text()
    assert after.startswith(before + "\n\n@misc{diekelmann2010,")
    assert after.count("@misc") == 4
    assert draft.read_text().count("{cite:t}") == 3
    assert not draft.with_suffix(".bib").exists()
    assert "Added to references.bib: diekelmann2010, parisi2019, walker2017" in said


def test_a_draft_with_citations_builds_with_its_bibliography(run: Import) -> None:
    Path("references.bib").write_text("")
    run("A vs B\nEvidence\nIt is so.\nWalker & Sons, 50% of {it} (2017); B_c 2001 #1", "--append")
    files = {
        "conf.py": CONF.format(ext=str(ROOT / "_ext"))
        + 'extensions += ["sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["../references.bib"]\n',
        "index.md": "# Index\n\n```{toctree}\na-vs-b\n```\n\n```{bibliography}\n```\n",
    }
    built = run_sphinx(write_project(Path("pages").absolute(), files))
    assert built.warnings == ""
    assert "Walker" in built.html("a-vs-b")


GERMAN = """\
Tee vs Kaffee

Vorteile
Tee
mild

Kaffee
stark
"""


def test_the_headings_of_the_site_are_known(run: Import) -> None:
    Path("conf.py").write_text("versus_headings = {'strengths': ['Vorteile']}\n")
    draft, _ = run(GERMAN)
    assert "## Vorteile\n\n### Tee\n- mild\n\n### Kaffee\n- stark\n" in draft.read_text()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("1 / 0", "conf.py cannot be used: ZeroDivisionError"),
        ("versus_headings = 5", "conf.py cannot be used: versus_headings: 5 should be a dict"),
    ],
)
def test_settings_that_cannot_be_used_are_told(run: Import, settings: str, said: str) -> None:
    Path("conf.py").write_text(settings)
    _, output = run("Tea vs Coffee\n\nPros\nTea\nmild\nCoffee\nstrong")
    assert said in output


def test_every_guess_is_printed_with_its_line(run: Import) -> None:
    draft, said = run("Tea vs Coffee\n\nStrenghts\nTea\ngood\nCofee\nstrong\n")
    lines = draft.read_text().splitlines()
    printed = re.findall(r"^(.+\.md):(\d+): warning: (.+?)(?: \(line .*)?$", said, re.MULTILINE)
    assert {name for name, _, _ in printed} == {str(draft)}
    assert [int(number) for _, number, _ in printed] == [
        number for number, line in enumerate(lines, start=1) if "% guessed: " in line
    ]
    assert all(message in lines[int(number) - 1] for _, number, message in printed)
    assert [message for _, _, message in printed] == [
        "the sides are those of the title",
        'this heading is taken for "Strengths"',
        'this is taken for "Coffee"',
    ]
    assert "(line 3): Strenghts" in draft.read_text()
    assert "(line 6): Cofee" in draft.read_text()


def test_nothing_is_written_over(run: Import, capsys: pytest.CaptureFixture[str]) -> None:
    draft, _ = run(SIDES, name="a.csv")
    draft.write_text("mine now")
    assert main(["a.csv", "--into", "pages"]) == 1
    assert "is there already" in capsys.readouterr().err
    page = (HERE / "page.txt").read_text()
    Path("b.txt").write_text(page)
    Path("pages/learning-vs-training.bib").write_text("mine")
    assert main(["b.txt", "--into", "pages"]) == 1
    assert "learning-vs-training.bib is there already" in capsys.readouterr().err
    found = {path.name: path.read_text() for path in Path("pages").iterdir()}
    assert found == {"tea-vs-coffee.md": "mine now", "learning-vs-training.bib": "mine"}


def test_a_key_of_another_page_is_not_taken(
    run: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    draft, _ = run(SIDES, name="a.csv")
    draft.rename("pages/other.md")
    assert main(["a.csv", "--into", "pages"]) == 1
    assert 'the key "tea-vs-coffee" is in use' in capsys.readouterr().err
    draft, _ = run(SIDES, "--key", "tea-2", "--title", "Tea, or not", name="a.csv")
    assert draft.name == "tea-2.md"
    assert draft.read_text().startswith(
        "# Tea, or not\n\n::::{comparison} Tea vs Coffee\n:key: tea-2"
    )


ABOVE = {
    "a title": "Our drinks,,\n,,\n",
    "merged cells": ",Drinks,,\n",
    "both": "Our drinks,,\n,Drinks,\n",
}


@pytest.mark.parametrize("above", ABOVE)
def test_rows_above_the_header_are_kept_as_notes(run: Import, above: str) -> None:
    draft, said = run(ABOVE[above] + SIDES, name="a.csv")
    assert "| Dimension | Tea | Coffee |\n|---|---|---|\n| Taste |" in draft.read_text()
    for cell in re.findall(r"\w[\w ]*", ABOVE[above]):
        assert f"): {cell}\n" in draft.read_text()
    assert "this stood above the header (line 1): " in said


def test_columns_without_a_name_are_notes(run: Import) -> None:
    draft, said = run(",Tea,Coffee,,\nTaste,mild,strong,,by me\nPrice,1,2,,x", name="a.csv")
    assert "{comparison} Tea vs Coffee\n" in draft.read_text()
    assert (
        "|  | Tea | Coffee | Notes |\n|---|---|---|---|\n| Taste | mild | strong | by me |\n"
        in (draft.read_text())
    )
    assert "columns without a name are taken for notes" in said


ROLES = {
    "weight and notes": (
        "Criteria,Weight,A: Bus,B: Tram,Notes\nCost,3,€1,€20,per ride\n",
        "A: Bus",
    ),
    "German": ("Merkmal,Gewicht,Bus,Tram,Anmerkungen\nPreis,3,€1,€20,je Fahrt\n", "Bus"),
    "goal before feature": ("Goal,Feature,A: Bus,B: Tram\nUse,Seats,9,8\nUse,Wifi,1,2\n", "A: Bus"),
    "sides in the rows": ("Tool,Time,Memory\nBus,3 s,20 MB\nTram,9 s,12 MB\n", "Bus"),
}


@pytest.mark.parametrize("case", ROLES)
def test_a_spreadsheet_is_the_table_that_it_was(run: Import, case: str) -> None:
    table, first = ROLES[case]
    draft, _ = run(table, name="a.csv")
    page = draft.read_text()
    assert re.search(rf"{{comparison}} {first} vs \S*\s?Tram\n", page)
    header, *rows = (line.split(",") for line in table.splitlines())
    for row in (header, *rows):
        assert f"| {' | '.join(row)} |\n" in page


def test_several_files_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in/deep").mkdir(parents=True)
    Path("in/a.csv").write_text(SIDES)
    Path("in/b.md").write_text("# Ada vs Bob\n\n## Pros\n\n### Ada\n- [one](deep/c.html)\n")
    Path("in/deep/c.html").write_text("<html>")
    Path("in/deep/d.txt").write_text("no comparison")
    Path("in/done.md").write_text("# A\n\n::::{comparison} A vs B\n")
    assert main(["in", "--into", "pages"]) == 1
    said = capsys.readouterr()
    assert sorted(path.name for path in Path("pages").iterdir()) == [
        "ada-vs-bob.md",
        "tea-vs-coffee.md",
    ]
    assert "error: in/deep/d.txt: the text names no sides" in said.err
    assert "Left alone: in/done.md holds a comparison already" in said.out
    # Links lead from the draft to what they led to.
    assert "- [one](../in/deep/c.html)\n" in Path("pages/ada-vs-bob.md").read_text()
    assert main(["in", "--key", "x"]) == 1
    assert "there are several" in capsys.readouterr().err


def test_a_dry_run_shows_the_draft_and_writes_nothing(run: Import) -> None:
    _, said = run("# A vs B\n\n## Pros\n\n### A\n- [x](gone.md)\n\n### B\n- y\n", "--dry-run")
    assert "# A vs B\n\n::::{comparison} A vs B\n" in said
    assert ": warning: this leads to no file of the project (line 6): gone.md" in said
    assert not Path("pages").exists()


def test_fences_are_what_the_project_wants(run: Import) -> None:
    Path("conf.py").write_text("versus_fences = 'backticks'\n")
    draft, _ = run("# A vs B\n\n| | A | B |\n|---|---|---|\n| x | 1 | 2 |\n\n````sh\n# no\n````\n")
    page = draft.read_text()
    assert "\n`````{comparison} A vs B\n" in page
    assert page.endswith("````sh\n# no\n````\n`````\n")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.csv", b" \n\n", "empty"),
        ("one.csv", b"Dimension,Tea\nTaste,mild\n", 'names one side, "Tea"'),
        ("same.csv", b"D,Tea,tea\n1,2,3\n", 'cannot be told apart, "Tea" or "tea"'),
        ("one.txt", b"Tea\n\nStrengths\nTea\ngood\n", "names no sides"),
        ("prose.txt", b"Tea vs Coffee\n\nThey differ.\n", "no heading that is known"),
        ("head.csv", b"D,A,B\n", "no row"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "not text"),
        ("page.txt", b"%PDF-1.7\n", "PDF"),
        ("page.txt", b"PK\x03\x04....", "save a spreadsheet as CSV"),
        ("page.html", b"<!DOCTYPE html>\n<html><h1>Tea vs Coffee</h1>", "pandoc -t gfm"),
        ("page.htm", b"<p>Tea vs Coffee</p>", "pandoc -t gfm"),
        ("page.txt", b"\n<!-- saved -->\n<HTML lang=en>", "copy its text"),
        ("done.md", b"# A\n\n::::{comparison} A vs B\n", "holds a comparison already"),
    ],
)
def test_what_cannot_be_imported_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main([str(tmp_path / name), "--into", str(tmp_path / "pages")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("error: ")
    assert said in message
    assert not (tmp_path / "pages").exists()


def test_folders_and_missing_files_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file, said in (
        ("", "name the file"),
        (str(tmp_path), "a folder without"),
        ("nowhere", "cannot read"),
    ):
        assert main([file, "--into", str(tmp_path / "pages")]) == 1
        assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_costs_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "a.csv").write_text(SIDES)
    assert main([str(tmp_path / "a.csv"), "--into", str(tmp_path / "file")]) == 1
    assert "cannot write" in capsys.readouterr().err


def test_standard_input_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SIDES.encode())))
    assert main(["-", "--as", "csv", "--into", str(tmp_path)]) == 0
    assert "made from standard input" in (tmp_path / "tea-vs-coffee.md").read_text()


TABLE = "Größe,Tee,Kaffee\nKoffein,wenig,„viel“\n"
ENCODED = {
    "utf-8": (TABLE.encode(), False),
    "utf-8 with a mark": (TABLE.encode("utf-8-sig"), False),
    "utf-16": (TABLE.encode("utf-16"), False),
    "utf-16-le": (TABLE.encode("utf-16-le"), False),
    "utf-16-be": (TABLE.encode("utf-16-be"), False),
    "utf-32": (TABLE.encode("utf-32"), False),
    "cp1252": (TABLE.encode("cp1252"), True),
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_encodings_are_detected_or_reported(run: Import, encoding: str) -> None:
    data, guessed = ENCODED[encoding]
    draft, said = run(data, name="a.csv")
    assert (
        "| Größe | Tee | Kaffee |\n|---|---|---|\n| Koffein | wenig | „viel“ |" in draft.read_text()
    )
    assert ("was read as Windows-1252" in said) is guessed


def test_an_encoding_can_be_named(run: Import) -> None:
    draft, _ = run(
        "Размер,Чай,Кофе\nВкус,да,нет\n".encode("koi8-r"), "--encoding", "koi8-r", name="a.csv"
    )
    assert "| Вкус | да | нет |" in draft.read_text()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_quotes_and_cells_of_several_lines(run: Import, separator: str) -> None:
    rows = [
        ['"Di;me,n"', "Tea", '"C, ""C"";"', "Mate", ""],
        ["Taste", '"mild\n\n• fresh\n• green"', "a\\|b", "", ""],
        ["Price"],
        ["Taste", '""', "1"],
    ]
    draft, said = run("\r\n".join(separator.join(row) for row in rows), name="a.csv")
    page = draft.read_text()
    assert '{comparison} Tea | C, "C" | Mate' in page
    assert "| Taste | mild<br>• fresh<br>• green | a\\\\\\|b |  |\n" in page
    assert "| Taste |  | 1 |  |\n" in page
    assert "cells are missing" in said
