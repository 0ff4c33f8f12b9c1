"""Random comparisons: no traceback, no lost word, no problem without a line.

What a comparison may not lose is told by MyST itself: the same text is read
once more by a directive that does nothing but parse it.
"""

from __future__ import annotations

import io
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docutils import nodes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sphinx.application import Sphinx
from sphinx.util.docutils import (
    SphinxDirective,
    docutils_namespace,
    patch_docutils,
)

from projects import COLOUR, ROOT, write_project
from sphinx_versus import labels

EXAMPLES = int(os.environ.get("FUZZ", "300"))
SETTINGS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    # A test that fails today must fail tomorrow; the long run looks for new trouble.
    derandomize="FUZZ" not in os.environ,
    suppress_health_check=list(HealthCheck),
)
PAGES = [
    path.read_text(encoding="utf-8").partition("\n% EXPECTED")[0]
    for folder in ("comparisons", "tests/doctrees", "tests/problems")
    for path in sorted((ROOT / folder).glob("*.md"))
]


class PlainDirective(SphinxDirective):
    """Parses its content and leaves it at that."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = dict.fromkeys(("key", "title", "tags", "reviewed"), str)

    def run(self) -> list[nodes.Node]:
        """Return what the content parses to."""
        return [nodes.container("", *self.parse_content_to_nodes())]


Read = Callable[[str], tuple[str, str]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Read a page; gives the text that it shows, and the warnings."""
    folder = tmp_path_factory.mktemp("fuzz")
    source = write_project(folder / "source", {"index.md": "# Index\n", "page.md": "# Page\n"})
    warnings = io.StringIO()
    # Otherwise pytest keeps every event of every example.
    logging.getLogger("sphinx").propagate = False
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            *(source, source, folder / "out", folder / "doctrees", "dummy"),
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.add_directive("plain", PlainDirective)
        app.build()
        # Straight from hand to hand: pickling is tested by the builds.
        kept: list[nodes.document] = []
        app.builder.write_doctree = lambda _docname, doctree, **_: kept.append(doctree)

        def read(text: str) -> tuple[str, str]:
            warnings.seek(0)
            warnings.truncate()
            (source / "page.md").write_text(text, encoding="utf-8")
            app.env.clear_doc("page")
            app.builder.read_doc("page")
            doctree = kept.pop()
            app.env.apply_post_transforms(doctree, "page")
            for tag in [*doctree.findall(nodes.raw)]:
                # A tag inside of a text is markup, and a name is read without its markup.
                if isinstance(tag.parent, nodes.TextElement):
                    tag.parent.remove(tag)
            pictures = [node.get("alt", "") for node in doctree.findall(nodes.image)]
            shown = " ".join([doctree.astext(), *pictures])
            return shown, COLOUR.sub("", warnings.getvalue())

        yield read


def _parted(word: str, kept: set[str]) -> bool:
    """Tell whether a word is two that stood without a space between them, both of them kept."""
    return any(word[:at] in kept and word[at:] in kept for at in range(1, len(word)))


def _words(text: str) -> set[str]:
    return set(_words_in_order(text))


def _words_in_order(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


# Words that are grammar and not text: known words, levels, and what stands behind "key:".
GRAMMAR = _words(
    "plain comparison supports disputes qualifies certainty about key very high moderate low"
)


def check(read: Read, text: str) -> None:
    """Compare a page with what MyST alone makes of it."""
    plain, _ = read(text.replace("{comparison}", "{plain}"))
    # A list may have found nothing where there was no comparison, only plain text.
    plain = plain.replace(labels.nothing(), " ")
    shown, warnings = read(text)
    # A key names an id; a link that resolves shows the title of its target.
    hidden = _words(" ".join(re.findall(r"key\W*:.*|\]\([^)]*\)", text, re.IGNORECASE)))
    kept = _words(shown) | GRAMMAR | hidden
    lost = {word for word in _words(plain) - kept if not _parted(word, kept)}
    assert not lost, f"lost: {sorted(lost)}"
    for line in warnings.splitlines():
        if "versus." in line:
            assert re.match(r".*\.md:\d+: ", line), f"no line: {line}"
            number = int(re.match(r".*\.md:(\d+): ", line)[1])
            # MyST counts one line too many for a directive right inside another one.
            assert 1 <= number <= text.count("\n") + 2, f"no such line: {line}"


word = st.sampled_from(
    ["alpha", "beta", "Gamma", "delta1", "学习", "التعلم", "naïve", "C++", "#5", "e.g."]
)
words = st.lists(word, min_size=1, max_size=4).map(" ".join)
inline = st.one_of(
    words,
    words.map("*{}*".format),
    words.map("`{}`".format),
    words.map("[{}](#x)".format),
    words.map("{} \\| bar".format),
    words.map("`a|{}`".format),
    words.map("$x{}$".format),
    words.map("({}; more)".format),
    words.map("[^n]: {}".format),
    st.just(""),
)
SIDES = ("Human Learning", "Model Training", "Sleep", "C++", "C#", "学习")
side = st.sampled_from([*SIDES, "human learning", "Human Lerning", "Nobody", "**Sleep**"])


def lines(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("\n".join)


table = st.lists(st.lists(inline, min_size=1, max_size=5), min_size=1, max_size=4).flatmap(
    lambda rows: st.lists(side, min_size=1, max_size=4).map(
        lambda names: "\n".join(
            [
                "| Dimension | " + " | ".join(names) + " |",
                "|" + "---|" * (len(names) + 1),
                *("| " + " | ".join(row) + " |" for row in rows),
            ]
        )
    )
)
bullets = st.lists(inline, min_size=1, max_size=3).map(
    lambda items: "\n".join(f"- {item}" for item in items)
)
opening_words = st.sampled_from(
    [
        "supports: ",
        "disputes: ",
        "qualifies: ",
        "certainty: low, because ",
        "certainty: ",
        "about: ",
    ]
    + ["key: ", "dispute: ", "against ", "Certainty: medium ", "", "", "supports ", "contradicts:"]
)
item = st.tuples(opening_words, inline).map("".join).map("- {}".format)
claim = st.tuples(inline, st.sampled_from(["\n", "\n\n"]), st.lists(item, max_size=4)).map(
    lambda parts: parts[0] + parts[1] + "\n".join(parts[2])
)
definition = st.tuples(side, inline, inline).map(lambda p: f"{p[0]}\n: {p[1]}\n\n  {p[2]}")
fence = st.sampled_from(
    [
        ":::{note}\ninside\n:::",
        ":::{note}\nopen",
        "```python\ncode = 1\n```",
        "```\nopen",
        "> quote",
    ]
    + ["::::{comparison} Inner vs Outer\ninner\n::::", "![alt text](x.png)", "---", ":::", "1. one"]
)
prose = st.one_of(inline, table, bullets, claim, definition, fence)
title = st.sampled_from(
    ["Definitions", "At a glance", "Strengths", "Cons", "Evidence", "Outlook", "Related entities"]
    + ["See also", "Own section", "Strenghts", "", "學習", "`code` *em*"]
)
level = st.sampled_from(["#", "##", "##", "##", "###", "####"])
heading = st.one_of(
    st.tuples(level, title).map(" ".join), side.map("### {}".format), side.map("## {}".format)
)
body = st.lists(st.one_of(heading, heading, prose, prose, prose), max_size=14).map("\n\n".join)
argument = st.lists(side, max_size=7).flatmap(
    lambda names: st.sampled_from([" vs ", " | ", " versus "]).map(lambda glue: glue.join(names))
)
options = st.sampled_from(
    ["", ":key: k\n", ":reviewed: 2026-11-22\n", ":reviewed: soon\n", ":tags: a, b\n", ":x: y\n"]
    + [":key: a b\n", ":title: T\n"]
)
opener = st.sampled_from([":::", "::::", ":::::", "```", "````"])
block = st.tuples(opener, argument, options, body).map(
    lambda p: f"{p[0]}{{comparison}} {p[1]}\n{p[2]}\n{p[3]}\n{p[0]}"
)
before = st.sampled_from(
    ["# Title\n\n", "# Title\n\ntext\n\n", "", "# T\n\n## S\n\n", "- item\n\n"]
)
page = st.tuples(before, st.lists(block, min_size=1, max_size=2).map("\n\n".join)).map("".join)


@SETTINGS
@given(text=page)
def test_random_blocks(read: Read, text: str) -> None:
    check(read, text)


junk = st.sampled_from(
    ["|", "||", ":", ";", "#", "##", "`", "```", ":::", "-", "- ", "*", "[", "](", "{", "}", "\\"]
    + ["\n", "\n\n", "  ", "\t", "<b>", "&amp;", "\u200f", "\x00", "é", "🙂", "disputes:", "% "]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return a real page with a few random changes."""
    text = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(text) - 1, 0)))
        change = draw(st.sampled_from(["insert", "delete", "lines", "move"]))
        if change == "insert":
            text = text[:at] + draw(junk) + text[at:]
        elif change == "delete":
            text = text[:at] + text[at + draw(st.integers(1, 40)) :]
        else:
            rows = text.split("\n")
            row = rows.pop(draw(st.integers(0, len(rows) - 1)))
            if change == "move":
                rows.insert(draw(st.integers(0, len(rows))), row)
            text = "\n".join(rows)
    return text


@SETTINGS
@given(text=mutated())
def test_real_pages_with_random_changes(read: Read, text: str) -> None:
    check(read, text)


@pytest.mark.parametrize(
    "path", sorted(Path(ROOT / "tests/problems").glob("*.md")), ids=lambda p: p.stem
)
def test_no_mistake_costs_a_word(read: Read, path: Path) -> None:
    check(read, path.read_text(encoding="utf-8").partition("\n% EXPECTED")[0])
