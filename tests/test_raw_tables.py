"""Tables that Markdown would tear or leave alone say the same as those that it reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx

from projects import read_project, write_project
from small_facts import written
from sphinx_versus.domain import domain_of

PIPES = """
| Drink | Tea | Coffee |
|---|---|---|
| Water | hot & soft | {abbr}`hot (95 °C)` |
| Ways to make it | | 2\\*3 ways |
| 名前 | 茶 | *one* and two |
"""

FORMS = {
    "pipes": PIPES,
    "a comment": PIPES.replace("| Ways", "% To be checked.\n| Ways"),
    "a long comment": PIPES.replace("| 名前", "<!-- To be\n\nchecked. -->\n| 名前"),
    "commented rows": PIPES.replace("| 名前", "% | Milk | no | yes |\n% | Ice | no | no |\n| 名前"),
    "windows": PIPES.replace("| 名前", "% So.\n| 名前").replace("\n", "\r\n"),
    "html": """
<table>
<thead><tr><th>Drink</th><th>Tea</th><th>Coffee</th></tr></thead>
<tbody>
<tr><td>Water</td><td>hot &amp; soft</td><td>{abbr}`hot (95 °C)`</td></tr>
<tr><td>Ways to make it</td><td></td><td>2*3 ways</td></tr>
<tr><td>名前</td><td>茶</td><td>

*one* and two

</td></tr>
</tbody>
</table>
""",
    "short html": """
<TABLE BORDER=1>
<TR><TH>Drink<TH>Tea<TH>Coffee
<TR><TD>Water<TD ALIGN="left">hot &amp; soft<TD>{abbr}`hot (95 °C)`
<TR><TD>Ways to make it<TD><TD>2*3 ways

<TR><TD>名前<TD>茶<TD>

*one* and two

</TABLE>
""",
}
SPANNED = """
<table>
<tr><th>Drink</th><th>Tea</th><th>Coffee</th></tr>
<tr><td rowspan="2">Water</td><td colspan="2">hot</td></tr>
<tr><td>soft</td><td>hard</td></tr>
</table>
"""


def key_of(name: str) -> str:
    return name.replace(" ", "-")


def page(name: str, table: str) -> str:
    options = f":key: {key_of(name)}\n\nTagline."
    body = f"{options}\n\n## Table\n{table}"
    return f"# Tea vs Coffee\n\n::::{{comparison}} Tea vs Coffee\n{body}::::\n"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sphinx, str]:
    source = tmp_path_factory.mktemp("tables") / "source"
    pages = {f"{key_of(name)}.md": page(name, table) for name, table in FORMS.items()}
    index = "# Tables\n\n```{toctree}\n:glob:\n*\n```\n"
    write_project(source, {**pages, "spanned.md": page("spanned", SPANNED), "index.md": index})
    return read_project(source, "text")


def rows(app: Sphinx, name: str) -> list[Any]:
    (found,) = domain_of(app.env).by_document[key_of(name)]
    return [(row.name, [written(cell) for cell in row.cells]) for row in found.dimensions]


@pytest.mark.parametrize("form", FORMS)
def test_the_facts_are_those_of_a_plain_table(form: str, read: tuple[Sphinx, str]) -> None:
    app, _ = read
    assert rows(app, form) == rows(app, "pipes") != []


def test_the_lines_are_those_of_the_rows(read: tuple[Sphinx, str]) -> None:
    app, _ = read
    for name in FORMS:
        (found,) = domain_of(app.env).by_document[key_of(name)]
        lines = page(name, FORMS[name]).split("\n")
        for row in found.dimensions:
            assert row.name in lines[row.line - 1], name


def test_comments_and_spans_are_told_and_nothing_else(read: tuple[Sphinx, str]) -> None:
    _, warnings = read
    found = [line.rpartition("/")[2].partition(": ")[0] for line in warnings.splitlines()]
    assert found == [
        *("a-comment.md:13", "a-long-comment.md:14", "commented-rows.md:14", "spanned.md:12"),
        "windows.md:14",
    ]


def test_cells_that_span_others_are_shown_and_no_facts(read: tuple[Sphinx, str]) -> None:
    app, _ = read
    assert rows(app, "spanned") == []
    text = (Path(app.outdir) / "spanned.txt").read_text(encoding="utf-8")
    assert [word for word in ("Water", "hot", "soft", "hard") if word not in text] == []
