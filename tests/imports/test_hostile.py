"""Random and hostile input: no word is lost, text stays text, and the draft builds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils import nodes
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_versus.importing.decode import decode
from sphinx_versus.importing.draft import Draft, RefusedError
from sphinx_versus.importing.escape import escaped, line_of_text
from sphinx_versus.importing.pages import Pages, aim_cards
from sphinx_versus.importing.reading import draft_of_text
from sphinx_versus.importing.tables import draft_of_csv
from sphinx_versus.importing.writing import markdown

SETTINGS = settings(
    max_examples=int(os.environ.get("FUZZ", "25")),
    deadline=None,
    database=None,
    derandomize="FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
PAGE = (Path(__file__).parent / "page.txt").read_text(encoding="utf-8")


Read = Callable[[str], Any]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold()))


def check(read: Read, text: str, draft_of: Callable[[str], Draft], *, escaped: bool = True) -> None:
    """Import a text that may be anything."""
    try:
        cleaned = decode(text.encode("utf-8", "replace"), "utf-8")[0]
        draft = draft_of(cleaned)
    except RefusedError:
        return
    aim_cards(draft, Pages())
    page = markdown(draft, "input")
    lost = words(cleaned) - words(page)
    assert not lost, f"{lost}\n{page}"
    shown = read(page)
    kinds = set(re.findall(r"\[([\w.]+)\]$", shown.warnings, re.MULTILINE))
    # What a draft leaves open, a build reports: a claim without a source, a side without points.
    # Text that is none of ours never becomes markup.
    if not escaped:
        return
    assert all(kind.startswith("versus.") for kind in kinds), shown.warnings + page
    assert shown.warnings.count("page.md:") == len(shown.warnings.splitlines()), shown.warnings
    assert [side.name for side in shown.comparison.sides] == draft.sides


hostile = st.sampled_from(
    ["::::", ":::{note}", "```", "```{python}", "~~~", "|", "a | b", "|---|", "`x`", "{cite:t}`x`"]
    + ["{#id .c}", "{{ x }}", "$x$", "$$", "% gone", "<b>bold</b>", "<script>", "&amp;", "&#65;"]
    + ["# one", "## two", "- three", "1. four", "2) five", "> six", "+++", "---", "===", "***"]
    + ["(label)=", "[a](b)", "![a](b)", "[^1]", "[^1]: x", "[x]: y", ": eight", ":field: x", "\\"]
    + ["*a*", "__b__", "_c_", "~~d~~", "snake_case_", "https://a.org/b_(c).", "www.a.org", "a\\|b"]
    + ["\\begin{x}", "\x00", "\ufeff", "\u200f", "\u2028", "\x0b", "\u00ad", "\u00a0", "\ud800"]
    + ["学习", "التعلم", "עברית", "naïve", "C++", "C#", "🙂", "e\u0301", "Ⅷ", "ﬁn", "\t", "  "]
    + ["disputes: x", "certainty: low", "key: k", "about: Tea", "against", "Sources: x", "10. ten"]
    + [
        "- [ ] x",
        "+ y",
        "@x",
        '"q"',
        "“q”",
        "—",
        "*",
        "-",
        "_",
        "\\*",
        "`",
        "``",
        "<!-- x -->",
        "^",
    ]
)
word = st.one_of(
    st.sampled_from(["alpha", "beta", "Gamma", "2017", "Walker", "et al.", "(2017)", "Tea", "a;b"]),
    hostile,
)
words_in_line = st.lists(word, min_size=1, max_size=5).map(" ".join)
line = st.one_of(
    words_in_line,
    st.sampled_from(
        ["Definitions", "At a glance", "Strengths", "Pros", "Cons:", "Weaknesses", "Evidence"]
        + ["Future outlook", "Related entities", "See also", "Tea", "Coffee", "tea:", "## Own", ""]
        + [
            "",
            "Tea vs Coffee",
            "Walker 2017; Born 2010",
            "• point",
            "  - inner",
            "1. one",
            "Strenghts",
        ]
        + [
            "Dimension\tTea\tCoffee",
            "Taste\tmild\tstrong",
            "| Dimension | Tea | Coffee |",
            "| a | b |",
        ]
        + [
            "Dimension   Tea   Coffee",
            "Taste   mild   strong",
            "Tea: a drink",
            "Pros of Tea",
            "# T",
        ]
        + [
            "A vs B",
            "Milk vs Water — a thing",
            "read more",
            "A claim that ends.",
            "### Tea",
            "Water",
        ]
    ),
    st.text(max_size=30),
)
flat = st.lists(line, max_size=25).map("\n".join)


@SETTINGS
@given(text=flat)
@example("Tea vs Coffee\n\nEvidence\n" + "(" * 3000 + "a 2017" + ")" * 3000)
def test_random_text(read: Read, text: str) -> None:
    check(read, text, lambda text: draft_of_text(text, ["Tea", "Coffee"], form="text"))
    check(read, text, lambda text: draft_of_text(text, form="text"))


@SETTINGS
@given(text=flat)
def test_random_markdown(read: Read, text: str) -> None:
    """Markdown may be wrong as it is; but no word of it is lost, and it is read."""
    check(
        read,
        text,
        lambda text: draft_of_text(text, ["Tea", "Coffee"], form="markdown"),
        escaped=False,
    )


@st.composite
def changed(draw: st.DrawFn) -> str:
    """Return a real page with a few lines put in, taken out, or moved."""
    rows = PAGE.split("\n")
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(rows) - 1))
        match draw(st.sampled_from(["insert", "insert", "into", "delete", "move"])):
            case "insert":
                rows.insert(at, draw(line))
            case "into":
                rows[at] += f" {draw(word)}"
            case "delete":
                del rows[at]
            case _:
                rows.insert(at, rows.pop(draw(st.integers(0, len(rows) - 1))))
    return "\n".join(rows)


@SETTINGS
@given(text=changed())
def test_real_page_with_random_changes(read: Read, text: str) -> None:
    check(read, text, lambda text: draft_of_text(text, form="text"))


cell = st.one_of(
    words_in_line, st.just(""), st.text(max_size=20), words_in_line.map("a\n{}".format)
)


@SETTINGS
@given(
    rows=st.lists(st.lists(cell, min_size=1, max_size=5), max_size=5),
    separator=st.sampled_from([",", ";", "\t"]),
)
def test_random_spreadsheets(read: Read, rows: list[list[str]], separator: str) -> None:
    quoted = [['"' + each.replace('"', '""') + '"' for each in row] for row in rows]
    text = "\n".join(separator.join(row) for row in [["", "Tea", "C++"], *quoted])
    check(read, text, draft_of_csv)
    check(read, "\n".join(separator.join(row) for row in rows), draft_of_csv)


def collapsed(text: str) -> str:
    return " ".join(text.split())


@SETTINGS
@given(text=st.one_of(words_in_line, st.text(min_size=1)))
def test_text_is_shown_as_it_was(read: Read, text: str) -> None:
    text = collapsed(decode(text.encode("utf-8", "replace"), "utf-8")[0])
    if not text.strip():
        return
    line, cell = line_of_text(text), escaped(text)
    draft = Draft(text, ["Tea", "Coffee"], "k")
    page = markdown(draft, "input").removesuffix("::::\n")
    page = read(
        f"{page}\n{line}\n\n## Definitions\n\nTea\n: {line}\n\nCoffee\n: x\n\n"
        f"## Side by side\n\n| | Tea | Coffee |\n|---|---|---|\n| {cell} | {cell} | x |\n\n"
        f"## Pros\n\n### Tea\n- {line}\n- x\n\n### Coffee\n- x\n\n"
        f"## Evidence\n\n{line}\n- supports: {escaped(text.replace(';', ','))}\n::::\n"
    )
    # What looks like an item or a heading, and is text here, is told as such.
    kinds = re.findall(r"\[([\w.]+)\]$", page.warnings, re.MULTILINE)
    assert all(kind.startswith("versus.not_a_") for kind in kinds), page.warnings
    found = page.comparison
    assert collapsed(found.title) == text
    assert collapsed(found.tagline) == text
    assert collapsed(found.claims[0].text) == text
    assert collapsed(found.dimensions[0].name) == text
    points = [node.astext() for node in page.doctree.findall(nodes.list_item)]
    assert text in map(collapsed, points)
    entries = [node.astext() for node in page.doctree.findall(nodes.entry)]
    assert list(map(collapsed, entries)).count(text) >= 2
    paragraphs = [collapsed(node.astext()) for node in page.doctree.findall(nodes.paragraph)]
    assert paragraphs.count(text) >= 4


# What is a link is no name; its text is.
names = st.one_of(words_in_line, st.text(min_size=1)).filter(lambda name: "](" not in name)


@SETTINGS
@given(sides=st.lists(names, min_size=2, max_size=6))
def test_any_names_can_be_sides(read: Read, sides: list[str]) -> None:
    header = ["Dimension", *sides]
    rows = [header, ["x"] * len(header)]
    text = "\n".join(",".join('"' + each.replace('"', '""') + '"' for each in row) for row in rows)
    check(read, text, draft_of_csv)
