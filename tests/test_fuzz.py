"""Random comparisons: no traceback, no lost word, no problem without a line.

What a comparison may not lose is told by MyST itself: the same text is read
once more by a directive that does nothing but parse it.
"""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import traceback
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

from projects import CONF, ROOT, rereading, write_project
from sphinx_versus.grammar.evidence import WORDS
from sphinx_versus.model.facts import Certainty, Stance
from sphinx_versus.reading.myst import SYNTAXES
from sphinx_versus.showing import labels
from sphinx_versus.site.trees import is_hidden

EXAMPLES = int(os.environ.get("FUZZ", "200"))
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
    files = {"index.md": "# Index\n", "page.md": "# Page\n"}
    # What MyST alone makes of a page is to be compared with the same syntaxes.
    files["conf.py"] = CONF.format(ext=str(ROOT / "_ext"))
    files["conf.py"] += f"myst_enable_extensions = {SYNTAXES!r}\n"
    source = write_project(folder / "source", files)
    with rereading(source, plain=PlainDirective) as page:

        def read(text: str) -> tuple[str, str]:
            doctree = page.read(text)
            page.app.env.apply_post_transforms(doctree, "page")
            for tag in [*doctree.findall(lambda node: isinstance(node, nodes.raw | nodes.comment))]:
                # A tag inside of a text is markup, and a name is read without its markup.
                if isinstance(tag.parent, nodes.TextElement) or is_hidden(tag):
                    tag.parent.remove(tag)
            pictures = [node.get("alt", "") for node in doctree.findall(nodes.image)]
            shown = " ".join([doctree.astext(), *pictures])
            return shown, page.warnings

        yield read


def _parted(word: str, kept: set[str]) -> bool:
    """Tell whether a word is made of some without a space between them, all of them kept."""
    return any(
        word[:at] in kept and (word[at:] in kept or _parted(word[at:], kept))
        for at in range(1, len(word))
    )


def _words(text: str) -> set[str]:
    return set(_words_in_order(text))


def _words_in_order(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


# Words that are grammar and not text: known words, levels and their steps, and what stands
# behind "key:".
GRAMMAR = _words(f"plain comparison from very serious {' '.join([*WORDS, *Certainty])}")


HIDDEN = re.compile(
    r"(?:key|was)\W*:.*|^\W*(?:title|reviewed)\b.*|\]\([^)]*\)|#[\w-]+",
    re.IGNORECASE | re.MULTILINE,
)


def check(read: Read, text: str) -> None:
    """Compare a page with what MyST alone makes of it."""
    plain, _ = read(text.replace("{comparison}", "{plain}"))
    # A list may have found nothing where there was no comparison, only plain text.
    # Tags, names of signs and those of alerts are no words, where they are read.
    plain = re.sub(r"</?[a-zA-Z][^<>]*>|\[![A-Z]+\]", " ", plain.replace(labels.nothing(), " "))
    plain = html.unescape(plain)
    shown, warnings = read(text)
    # A key names an id, and options are told of in other words, or do not count; a link that
    # resolves shows the title of its target.
    hidden = _words(" ".join(HIDDEN.findall(text)))
    # The heading of an empty section goes, and is told.
    left_out = _words(" ".join(re.findall(r'the section "(.*?)" is empty', warnings)))
    kept = _words(shown) | GRAMMAR | hidden | left_out
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
        *(f"{stance}: " for stance in Stance),
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
# What is not seen: labels, comments, and what docutils keeps for itself.
hidden = st.sampled_from(
    ["(a-label)=", "(other)=", "% comment", "% ## Old section", "<!-- note -->", "+++", "(a b)="]
    + ["(a-label)=\n% between\n(c)=", "```{index} single: word\n```", "{#anchor}", "[^n]: Note."]
    + ["```{eval-rst}\n.. _there: https://example.org\n```"]
)
prose = st.one_of(inline, table, bullets, claim, definition, fence, hidden)
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


# Control characters, marks of direction, of no width, combining, beside the surrogates, and beyond.
ODD = (
    "\x00\x01\x08\x0b\x0c\x1b\x1c\x1f\x7f\x85\u2028\u2029\u200b\u200d\u200f\u202e\u2066\u2069\ufeff"
    "\u00ad\u0301\u0338\u20e3\ud7ff\ue000\ufffd\ufffe\uffff\U0001f600\U0001d54f\U000e0041\U0010ffff"
    "ab\u00df\u0130\u01c5\ufb01\u0e33\u1100\u05d0 \t\n`*_~#<>&|:;,.\"'\\(){}[]$%@!/=+-^"
)
odd = st.text(ODD, max_size=12)
key = odd.map(lambda text: " ".join(text.split()).replace("`", ""))
ROLES = ("cite:t", "cite:p", "cite", "footcite", "claim", "comparison", "entity", "ref")
role = st.tuples(st.sampled_from(ROLES), key).map(lambda p: f"{{{p[0]}}}``{p[1]}``")
odd_inline = st.one_of(
    *(words, inline, odd, role, st.just("{cite:t}``known``")),
    st.tuples(
        st.sampled_from(["[{}](#a-label)", "[text](<{}>)", "![alt](<{}>)", "<{}>", "[{}]{{#{}}}"]),
        key,
    ).map(lambda p: p[0].format(p[1], p[1])),
)
odd_prose = st.one_of(
    *(prose, odd_inline, hidden, key.map("({})=".format), key.map("% {}".format)),
    st.lists(odd_inline, min_size=1, max_size=4).map(lambda items: "- " + "\n- ".join(items)),
    st.tuples(odd_inline, odd_inline, key).map(lambda p: f"{p[0]}\n- {p[1]}\n- key: {p[2]}"),
    st.tuples(key, odd_inline, odd_inline).map(
        lambda p: f"| {p[0]} | Sleep | C++ |\n|---|---|---|\n| {p[1]} | {p[2]} | {p[0]} |"
    ),
    key.map("## {}".format),
)
DIRECTIVES = ("comparison", "entity", "evidence", "claim", "comparison-list", "evidence-list")
DIRECTIVES += ("entity-list", "comparison-matrix", "evidence-legend", "coverage")
OPTIONS = ("key", "title", "tags", "reviewed", "aliases", "entity", "tag", "source", "as", "limit")
odd_block = st.tuples(
    st.sampled_from([":::", "::::", "```"]),
    st.sampled_from((*DIRECTIVES[:3], *DIRECTIVES)),
    st.one_of(argument, key),
    st.lists(
        st.tuples(st.sampled_from(OPTIONS), key).map(lambda p: f":{p[0]}: {p[1]}"), max_size=2
    ),
    st.lists(st.one_of(heading, odd_prose, odd_prose), max_size=10).map("\n\n".join),
).map(
    lambda p: f"{p[0]}{{{p[1]}}} {p[2]}\n" + "".join(f"{o}\n" for o in p[3]) + f"\n{p[4]}\n{p[0]}"
)
odd_page = st.tuples(
    before, st.lists(st.one_of(block, odd_block, hidden), min_size=2, max_size=6)
).map(lambda p: p[0] + "\n\n".join(p[1]))
# At most so many pages in a build; each of them is looked at by lists on others.
BATCH = 100
BLOCK = re.compile(r"\{(?:" + "|".join(DIRECTIVES) + r")\}")
ALL = """
extensions = ["sphinxcontrib.bibtex", "sphinx_versus.review", "sphinx_versus.search"]
extensions += ["sphinx_versus.data", "sphinx_versus.book"]
extensions += [f"sphinx_versus.site.{name}" for name in ("citations", "search", "sidebar")]
extensions += ["sphinx_versus.site.drawings"]
bibtex_bibfiles = ["r.bib"]
bibtex_reference_style = "author_year_round"
site_search_index = False
versus_review = True
"""


def _drawn(count: int) -> list[str]:
    pages: list[str] = []

    @settings(SETTINGS, max_examples=count)
    @given(text=odd_page)
    def draw(text: str) -> None:
        pages.append(text)

    draw()
    return pages


def _build(folder: Path, builder: str, pages: dict[str, str]) -> str:
    """Build pages; returns why that stopped, or nothing."""
    conf = CONF.format(ext=str(ROOT / "_ext")) + ALL
    index = "# Index\n\n```{toctree}\n:glob:\np*\n```\n\n```{bibliography}\n:all:\n```\n"
    bib = "@misc{known, title={Title}, author={Doe, Jane}, year={2001}}\n"
    files = {name: text.encode("utf-8", "replace").decode() for name, text in pages.items()}
    write_project(folder, {"conf.py": conf, "index.md": index, "r.bib": bib, **files})
    with patch_docutils(str(folder)), docutils_namespace():
        app = Sphinx(
            *(folder, folder, folder / "_build", folder / "_doctrees", builder),
            status=None,
            warning=io.StringIO(),
            freshenv=True,
        )
        try:
            app.build(force_all=True)
        except Exception:
            return traceback.format_exc()
        finally:
            shutil.rmtree(folder)
    return ""


def _guilty(folder: Path, builder: str, pages: dict[str, str]) -> dict[str, str]:
    """Return as few of the pages as stop a build, by halves."""
    names = list(pages)
    for half in (names[: len(names) // 2], names[len(names) // 2 :]):
        some = {name: pages[name] for name in half}
        if len(half) < len(names) and _build(folder, builder, some):
            return _guilty(folder, builder, some)
    return pages


@pytest.mark.parametrize(("builder", "share"), [("html", 1), ("typst", 10)])
def test_no_page_stops_a_build(builder: str, share: int, tmp_path: Path) -> None:
    wanted = int(os.environ.get("FUZZ", "150")) // share
    blocks, faults = 0, []
    while blocks < wanted:
        pages = {
            f"p{number}.md": text for number, text in enumerate(_drawn(min(BATCH, wanted // 3)))
        }
        blocks += sum(len(BLOCK.findall(text)) for text in pages.values())
        folder = tmp_path / "project"
        while len(faults) < 10 and (stopped := _build(folder, builder, pages)):
            guilty = _guilty(folder, builder, pages)
            faults.append(f"{stopped}\n{guilty!r}")
            pages = {name: text for name, text in pages.items() if name not in guilty}
    print(f"{builder}: {blocks} blocks")
    assert not faults, "\n\n".join(faults)


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
