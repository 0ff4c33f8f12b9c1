"""A slip of the finger never changes what a page says without a warning at its line.

A valid page gets one edit in what is grammar: a sign, a word, a name or a key. If
the facts that come out differ in a stance, a level, a side, a row or a source, a
warning has to stand at the line of the edit or the next one. ``DAMAGE=N`` tries N
edits, ``DAMAGE=all`` each one there is; the table of what is left over is printed.
"""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from projects import CONF, ROOT, rereading, write_project
from sphinx_versus.api import Comparison, facts_of
from sphinx_versus.domain import domain_of
from sphinx_versus.grammar.names import match, split_sides

TRIES = os.environ.get("DAMAGE", "300")
PAGE = """# Tea vs Coffee

::::{comparison} Tea vs Coffee
:key: tea-vs-coffee
:tags: drinks
:reviewed: 2026-11-22

Tea keeps its leaf, and coffee gives up its bean.

## Definitions

Tea
: Leaves in hot water.

Coffee
: Seeds in hot water.

## Side-by-side analysis

| Dimension | Tea | Coffee |
|---|---|---|
| Caffeine | less | more |
| Made from | a shrub | a tree |

## Strengths

### Tea
- Calms.
- Keeps for years.

### Coffee
- Wakes.

## Weaknesses

### Tea
- Turns bitter.

### Coffee
- Turns stale.

## Scientific evidence

Tea calms people.
- {cite:t}`doe2020`
- Walker, *Why We Sleep* (2017)
- disputes: {cite:t}`roe2021`
- qualifies: Someone (2020)
- certainty: moderate, because two trials agree
- about: Tea
- key: calm

Coffee wakes people.
- supports: {cite:t}`roe2021`
- certainty: very low, because nobody has looked

## Future outlook

Both will be drunk.

## Related entities
- Water

## Other comparisons
- Wine vs Beer
::::
"""
OTHER = """# Wine vs Beer

::::{comparison} Wine vs Beer

## Strengths

### Wine
- Keeps.

### Beer
- Foams.
::::
"""
BIBLIOGRAPHY = """@misc{doe2020, title={Tea}, author={Doe, Jane}, year={2020}}
@misc{roe2021, title={Coffee}, author={Roe, Rick}, year={2021}}
"""
# What of the page is grammar. Of rows below the header only the bars are.
TOKENS = {
    "fence": r"^:{3,}.*$",
    "option": r"^:\w+:.*$",
    "heading": r"^#{2,} .*$",
    "table header": r"^\| Dimension .*$|^\|-.*$",
    "bar": r"\|",
    "bullet": r"^- ",
    "word": r"(?<=^- )(?:supports|disputes|qualifies|certainty|about|key):",
    "level": r"(?<=^- certainty: )[a-z ]+,",
    "name": r"(?<=^- about: ).+$|^(?:Tea|Coffee)$",
    "key": r"(?<=^- key: ).+$",
    "citation": r"\{cite:t\}`\w+`",
    "definition": r"^: ",
    "blank line": r"^$",
}
# Signs and letters that look alike, or stand beside each other on a keyboard.
ALIKE = dict(
    zip(
        "aeoicpTC:-#|`,{} ",
        "\u0430\u0435\u03bf\u0456\u0441\u0440\u0422\u0421\uff1a\u2013\uff03\u2502\u2019\uff0c()\u00a0",
        strict=True,
    )
)
SIGNS = '*:-#|`(.;"'


class Edit(NamedTuple):
    """One edit of a page: what was done to what kind of token, at which line (from 1)."""

    what: str
    token: str
    line: int
    before: str
    after: str

    @property
    def text(self) -> str:
        """The damaged page."""
        lines = PAGE.split("\n")
        lines[self.line - 1 : self.line] = [] if self.what == "join" else self.after.split("\n")
        return "\n".join(lines)


def _edits_of(text: str, at: int) -> Iterator[tuple[str, str]]:
    """Yield what may become of a line by one edit at a place of it."""
    char = text[at]

    def put(new: str) -> str:
        return text[:at] + new + text[at + 1 :]

    yield ("delete a space" if char == " " else "delete"), put("")
    yield "double", put(char * 2)
    if text[at + 1 : at + 2] not in ("", char):
        yield "swap", text[:at] + text[at + 1] + char + text[at + 2 :]
    if char in ALIKE:
        yield "look-alike", put(ALIKE[char])
    if char.swapcase() != char:
        yield "case", put(char.swapcase())
    yield "no-break space", put("\u00a0" + char)
    yield "zero width space", put("\u200b" + char)
    yield "space", put(" " + char)
    for sign in SIGNS:
        if sign != char:
            yield f"add {sign}", put(sign + char)


def edits() -> list[Edit]:
    """Return all edits of the page, each damaged page once."""
    found: dict[tuple[int, str], Edit] = {}
    for number, text in enumerate(PAGE.split("\n")[:-1], start=1):
        for token, pattern in TOKENS.items():
            for hit in re.finditer(pattern, text):
                if token == "blank line":
                    found[number, "-"] = Edit("join", token, number, text, "")
                for at in range(*hit.span()):
                    for what, after in _edits_of(text, at):
                        edit = Edit(what, token, number, text, after)
                        found.setdefault((number, after), edit)
    return list(found.values())


def said(comparison: Comparison | None) -> dict[str, Any]:
    """Return what may not change in silence."""
    if comparison is None:
        return {}
    return {
        "sides": [side.name for side in comparison.sides],
        "kinds": Counter(part.kind for part in comparison.sections if part.place is None),
        "points": [Counter(point.kind for point in side.points) for side in comparison.sides],
        "definitions": [bool(side.definition) for side in comparison.sides],
        "rows": [[bool(cell) for cell in row.cells] for row in comparison.dimensions],
        "certainties": [claim.certainty for claim in comparison.claims],
        "about": [claim.about for claim in comparison.claims],
        "sources": [
            [(source.stance, source.keys) for source in claim.sources]
            for claim in comparison.claims
        ],
    }


Read = Callable[[str], tuple[dict[str, Any], set[int]]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Read a page; gives what it says, and the lines with a warning."""
    pytest.importorskip("sphinxcontrib.bibtex")
    index = "# Index\n\n```{toctree}\npage\nother\n```\n\n```{bibliography}\n:all:\n```\n"
    conf = CONF.format(ext=str(ROOT / "_ext"))
    # The last one looks the parts of sphinxcontrib-bibtex up once, and not for each citation.
    conf += 'extensions += ["sphinxcontrib.bibtex", "sphinx_versus.site.citations"]\n'
    conf += 'bibtex_bibfiles = ["r.bib"]\n'
    files = {"conf.py": conf, "index.md": index, "r.bib": BIBLIOGRAPHY}
    folder = tmp_path_factory.mktemp("damage")
    source = write_project(folder / "source", {**files, "page.md": PAGE, "other.md": OTHER})
    with rereading(source) as page:
        assert page.warnings == ""

        def read(text: str) -> tuple[dict[str, Any], set[int]]:
            doctree = page.read(text)
            domain_of(page.app.env).check_consistency()
            page.app.env.apply_post_transforms(doctree, "page")
            found = re.findall(r"page\.md:(\d+): ", page.warnings)
            comparisons = facts_of(page.app.env).comparisons.get("page", ())
            return said(next(iter(comparisons), None)), set(map(int, found))

        yield read


def is_allowed(edit: Edit, changed: str, lines: set[int]) -> bool:
    """Return whether a page is as right with an edit, or is told of it elsewhere.

    The names behind the directive are those that all others are compared with: each
    place that has the right name is told of, as nobody can know which one is wrong, and
    none if they match still, as "Tea" and "tea" do. Text without a bullet is right below
    a side, and behind a point goes on with it. A heading that is one level deeper is a
    part of what stands above it, as text is without a blank line: what does not fit there
    is told of where it stands.
    """
    directive, _, names = edit.after.partition("} ")
    if edit.token == "fence" and directive == "::::{comparison" and names:
        sides = split_sides(names)
        hits = [match(side, sides) for side in split_sides("Tea vs Coffee")]
        return bool(lines) or (len(sides) == 2 and all(hit and hit.exact for hit in hits))
    if (edit.token, edit.what) in (("heading", "double"), ("blank line", "join")):
        return bool(lines)
    return (edit.token, edit.what, changed) == ("bullet", "delete", "points")


def _changed(before: dict[str, Any], after: dict[str, Any]) -> str:
    return ", ".join(name for name in before if before[name] != after.get(name))


def _table(left: list[tuple[Edit, str]]) -> str:
    """Return what is left over, by kind of edit and token, with one example of each."""
    by_kind: dict[tuple[str, str, str], list[Edit]] = {}
    for edit, changed in left:
        by_kind.setdefault((edit.token, edit.what, changed), []).append(edit)
    rows = [
        f"{len(found):5} {token:13} {what:17} {changed:30} line {found[0].line}: {found[0].after!r}"
        for (token, what, changed), found in sorted(by_kind.items())
    ]
    return "\n".join(rows)


def test_no_slip_changes_a_fact_in_silence(read: Read) -> None:
    whole, _ = read(PAGE)
    tried = edits()
    if TRIES != "all":
        tried = random.Random(0).sample(tried, min(int(TRIES), len(tried)))
    left = []
    for edit in tried:
        found, lines = read(edit.text)
        changed = _changed(whole, found)
        told = lines & {edit.line, edit.line + 1}
        if changed and not told and not is_allowed(edit, changed, lines):
            left.append((edit, changed))
    print(f"{len(tried)} edits, {len(left)} of them change a fact in silence")
    print(_table(left))
    assert not left


def test_the_page_is_whole_and_each_kind_of_damage_is_tried(read: Read) -> None:
    whole, lines = read(PAGE)
    assert lines == set()
    assert whole["points"] == [{"strengths": 2, "weaknesses": 1}, {"strengths": 1, "weaknesses": 1}]
    assert [len(sources) for sources in whole["sources"]] == [4, 1]
    assert {edit.token for edit in edits()} == TOKENS.keys()
    for edit in edits()[::50]:
        assert edit.text != PAGE
