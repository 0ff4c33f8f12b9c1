"""Every finding occurs on a small site made for it, at its line, and in every order of builds."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from projects import ROOT, Built, run_build, run_sphinx

PROJECT = ROOT / "tests" / "review"
CONF = f"""
import sys
sys.path.insert(0, {str(ROOT / "_ext")!r})
project = author = copyright = "Drinks"
version = "1"
extensions = ["sphinx_versus", "sphinxcontrib.bibtex", "sphinx_versus.review"]
html_theme = "basic"
bibtex_bibfiles = ["references.bib"]
versus_review_limits = {{
    "source_age": {{"moderate": 50, "some": 1}},
    "reviewage": 1,
    "word_share": "half",
}}
versus_review_accept = {{
    "cocoa-claim-children": {{"popular_sources": "children read no journals"}},
    "cocoa-claim-better": {{"old_sources": "there is no such finding"}},
    "cocoa": {{"fewsources": "there is no such kind", "old_review": " "}},
    "beer": "no reason by kind",
}}
"""
# Ages are counted from 2026-11-22.
TODAY = {**os.environ, "SOURCE_DATE_EPOCH": "1795305600"}
ON = ("-D", "versus_review=1")
# The kind, the file, and the text of the line that the finding should be at.
EXPECTED = [
    ("unsourced_cells", "cocoa-vs-juice.md", "| Made from |"),
    ("no_certainty", "cocoa-vs-juice.md", "Cocoa warms."),
    ("few_sources", "cocoa-vs-juice.md", "Juice cools."),
    ("old_sources", "cocoa-vs-juice.md", "Cocoa was drunk"),
    ("strong_wording", "cocoa-vs-juice.md", "Cocoa always proves"),
    ("missing_points", "cocoa-vs-juice.md", "### Water #2"),
    ("one_sided_sources", "cocoa-vs-juice.md", "::::{comparison}"),
    ("few_words", "cocoa-vs-juice.md", "::::{comparison}"),
    ("old_review", "cocoa-vs-juice.md", ":reviewed:"),
    ("no_review", "article.md", "::::{comparison}"),
    ("future_review", "article.md", ":reviewed: 2027"),
    ("strong_wording", "article.md", "Water is essential"),
    ("placeholder", "article.md", "### Mate"),
    ("uncited_source", "references.bib", "@article{Nobody2022"),
    ("unknown_term", "references.bib", "design = {experimant}"),
    ("unknown_term", "references.bib", "@article{pool2021"),
    ("unused_acceptance", "conf.py", '"cocoa-claim-better"'),
    ("setting", "conf.py", "versus_review_limits"),  # a level that is not known
    ("setting", "conf.py", "versus_review_limits"),  # a limit that is not known
    ("setting", "conf.py", "versus_review_limits"),  # no number
    ("setting", "conf.py", "versus_review_accept"),  # a kind that is not known
    ("setting", "conf.py", "versus_review_accept"),  # no reason
    ("setting", "conf.py", "versus_review_accept"),  # no reason by kind
]


def write(folder: Path, conf: str = CONF) -> Path:
    shutil.copytree(PROJECT, folder, dirs_exist_ok=True)
    (folder / "conf.py").write_text(conf, encoding="utf-8")
    return folder


def findings(built_warnings: str) -> Counter[tuple[str, str, int]]:
    """The kind, file and line of all warnings of the review."""
    pattern = r"^(?:.*/)?([^/:]+):(\d+): WARNING: .*\[versus_review\.(\w+)\]$"
    found = re.findall(pattern, built_warnings, re.MULTILINE)
    return Counter((kind, name, int(line)) for name, line, kind in found)


def _line(folder: Path, name: str, text: str) -> int:
    start, _, occurrence = text.partition(" #")
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    hits = [
        number for number, line in enumerate(lines, 1) if line.strip().startswith(start.strip())
    ]
    return hits[int(occurrence or 1) - 1]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = write(tmp_path_factory.mktemp("review"))
    out = source / "_build"
    done = run_build(source, out, *ON, environment=TODAY)
    return Built(source, out, done.stderr, done.returncode)


def test_every_finding_is_at_its_line_and_there_is_no_other(reviewed: Built) -> None:
    expected = Counter(
        (kind, name, _line(reviewed.srcdir, name, text)) for kind, name, text in EXPECTED
    )
    assert findings(reviewed.warnings) == expected
    assert reviewed.warnings.count("WARNING") == expected.total()


def test_every_kind_occurs_and_tells_what_was_found(reviewed: Built) -> None:
    for words in (
        "2 of 9 cells have a source, 80% should",
        '"Sugar" (line 25)',
        "of high certainty and rests on 1 source, it should rest on 2",
        "is from 1961",
        '"always" says more than low certainty bears; write "may" instead',
        'write "may, but the evidence is very uncertain" instead',
        '"Water" has no weaknesses, "Cocoa" has 1',
        'nothing that is said of "Water" has a source, "Cocoa" has 3',
        "reviewed on 2024-01-31, more than 2 years ago",
        "2027-01-31 is still to come",
        'a point about "Mate" is still to be written, it says "TODO:"; write it',
        "Nobody2022: no page cites this source",
        'bean2020: the design "experimant" is not known, it may be "meta-analysis", ',
        'or "perspective"; did you mean "experiment"?',
        'pool2021: the interest "rivals" is not known, it may be "developer"; leave out',
        'cocoa-claim-better: "old_sources" is accepted, but there is no such finding',
        '"reviewage" is not known; did you mean "review_age"?',
        '"fewsources" is not known; did you mean "few_sources"?',
        "\"word_share\" is 'half'; it should be a number",
        '"some" is not known; it knows "high", "moderate", "low"',
        '"cocoa" accepts "old_review" without a reason',
    ):
        assert words in reviewed.warnings


def test_without_the_switch_the_writer_is_left_alone(reviewed: Built, tmp_path: Path) -> None:
    done = run_build(reviewed.srcdir, tmp_path / "html", environment=TODAY, builder="dummy")
    assert done.stderr == ""


def test_a_day_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    block = "::::{{comparison}} A{0} vs B{0}\n:reviewed:{1}\n\n{2}::::\n\n"
    table = "| | A{0} | B{0} |\n|---|---|---|\n| c | d | e |\n"
    days = (" soon", "", " 2026-01-31")
    blocks = (block.format(n, day, table.format(n)) for n, day in enumerate(days))
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Index\n\n" + "".join(blocks), encoding="utf-8")
    done = run_build(tmp_path, tmp_path / "_build", *ON, environment=TODAY, builder="dummy")
    told = re.findall(r":(\d+): WARNING: .*(invalid_date|no_review)\]", done.stderr)
    assert told == [("4", "invalid_date"), ("11", "no_review")]


def test_any_order_of_builds_finds_the_same(tmp_path: Path) -> None:
    source = write(tmp_path / "source")
    # Sphinx reads in parallel from six documents on.
    for number in range(8):
        (source / f"more{number}.md").write_text(f"---\norphan: true\n---\n# More {number}\n")

    def run(name: str, *options: str) -> list[str]:
        done = run_build(source, tmp_path / name, *ON, *options, environment=TODAY, builder="dummy")
        return sorted(done.stderr.splitlines())

    cold = run("one")
    assert len(cold) == len(EXPECTED)
    assert run("two", "-j", "2") == cold
    assert run("one") == cold, "nothing has changed"
    (source / "article.md").touch()
    assert run("one", "-j", "2") == cold, "one page has changed"


def test_the_page_counts_what_there_is(reviewed: Built) -> None:
    page = re.sub(r"<[^>]+>", " ", reviewed.html())
    text = " ".join(page.split())
    # Cells, claims with a source and with a certainty, on one source, on popular ones, sources.
    assert "Cocoa vs Juice Reviewed 2024-01-31 2 of 9 5 of 5 4 of 5 3 1 5 1950\u20132020" in text
    assert "Tea vs Coffee Reviewed 2026-01-31 5 of 5 5 of 5 5 of 5 3 0 6" in text
    assert "Beer vs Wine Never reviewed \u2013 \u2013 \u2013 0 0 0 \u2013" in text
    assert "An article \u2013 1 of 1 1 of 1 1 0 1 \u2013" in text
    assert "All together 7 of 14 11 of 11 10 of 11 7 1" in text
    assert "Accepted exceptions Juice may please children : children read no journals" in text


def test_the_page_is_written_again_when_its_counts_change(tmp_path: Path) -> None:
    source = write(tmp_path)
    assert "Beer vs Wine" in run_sphinx(source).html()
    article = source / "article.md"
    article.write_text(article.read_text().replace("Beer vs Wine", "Beer vs Cider"))
    assert "Beer vs Cider" in run_sphinx(source).html()
    conf = CONF.replace("children read no journals", "children cannot read")
    write(source, conf)
    assert "children cannot read" in run_sphinx(source).html()


@pytest.mark.parametrize("builder", ["latex", "text", "xml", "epub", "gettext"])
def test_the_page_works_in_every_builder(reviewed: Built, tmp_path: Path, builder: str) -> None:
    # All but one may share what has been read.
    source = write(tmp_path) if builder == "gettext" else reviewed.srcdir
    built = run_sphinx(source, builder=builder)
    assert built.warnings == ""
    assert built.returncode == 0


def test_a_kind_can_be_suppressed(tmp_path: Path) -> None:
    conf = CONF + 'suppress_warnings = ["versus_review.setting", "versus_review.few_words"]\n'
    done = run_build(
        write(tmp_path, conf), tmp_path / "_build", *ON, environment=TODAY, builder="dummy"
    )
    kinds = {kind for kind, _, _ in findings(done.stderr)}
    assert kinds == {kind for kind, _, _ in EXPECTED} - {"setting", "few_words"}


def test_a_project_without_a_bibliography_is_reviewed_as_well(tmp_path: Path) -> None:
    conf = CONF.replace('"sphinxcontrib.bibtex", ', "")
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    shutil.copy(PROJECT / "article.md", tmp_path / "index.md")
    done = run_build(tmp_path, tmp_path / "_build", *ON, environment=TODAY, builder="dummy")
    kinds = {kind for kind, _, _ in findings(done.stderr)}
    assert kinds == {kind for kind, name, _ in EXPECTED if name in ("article.md", "conf.py")}


def test_no_mistake_of_a_writer_breaks_the_review_or_the_page(tmp_path: Path) -> None:
    for folder in ("problems", "doctrees"):
        for page in (ROOT / "tests" / folder).glob("*.md"):
            shutil.copy(page, tmp_path / f"{folder}_{page.name}")
    index = "# Index\n\n```{coverage}\n```\n\n```{coverage}\n```\n"
    conf = CONF + 'suppress_warnings = ["versus", "myst", "toc", "docutils", "image"]\n'
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "index.md").write_text(index, encoding="utf-8")
    done = run_build(tmp_path, tmp_path / "_build", *ON, environment=TODAY, builder="xml")
    assert done.returncode == 0, done.stderr
    found = findings(done.stderr)
    assert {kind for kind, _, _ in found} > {"no_review", "no_certainty", "missing_points"}
    assert all(line > 0 for _, _, line in found)


def test_an_empty_site_says_that_there_is_nothing_to_count(tmp_path: Path) -> None:
    conf = CONF.split("bibtex_bibfiles")[0].replace('"sphinxcontrib.bibtex", ', "")
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "index.md").write_text("# Index\n\n```{coverage}\n```\n", encoding="utf-8")
    built = run_sphinx(tmp_path, "-D", "versus_review=1")
    assert built.warnings == ""
    assert "There is no comparison and no claim yet." in built.html()


def test_a_german_site_is_asked_about_german_words_and_has_german_labels(tmp_path: Path) -> None:
    conf = CONF.split("bibtex_bibfiles")[0].replace('"sphinxcontrib.bibtex", ', "")
    claim = "Tee hilft immer.\n- Jemand (2020)\n- certainty: low, because of one cup\n"
    page = f"# Tee\n\n```{{evidence}}\n:key: tee\n\n{claim}```\n\n```{{coverage}}\n```\n"
    (tmp_path / "conf.py").write_text(conf, encoding="utf-8")
    (tmp_path / "index.md").write_text(page, encoding="utf-8")
    built = run_sphinx(tmp_path, "-D", "versus_review=1", "-D", "language=de")
    assert '"immer" says more than low certainty bears' in built.warnings
    assert 'write "m\u00f6glicherweise" instead' in built.warnings
    assert "Aussagen mit Quelle" in built.html()
    assert "1 von 1" in built.html()
