"""Tables in HTML, as they are typed."""

import random
import re

import pytest

from sphinx_versus.grammar.html_table import Cell, HtmlTable, Piece, read_html_table


def shown(cell: Cell) -> str:
    """What a cell holds: its texts, and in brackets the numbers of parts that are no HTML."""
    pieces = (
        f"[{part}]" if isinstance(part, int) else "- " * part.is_item + part.markdown
        for part in cell.content
        if not isinstance(part, Piece) or part.markdown
    )
    return " / ".join(pieces)


def rows_of(table: HtmlTable) -> list[list[str]]:
    """The cells of a table, row by row."""
    return [[shown(cell) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><tr><td>a</td><td>b</td></tr></table>", [["a", "b"]]),
        ("<TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>", [["a", "b"], ["c", "d"]]),
        ("<table><td>a<td>b</table>", [["a", "b"]]),
        ("<table><thead><td>a</thead><tbody><td>b</tbody></table>", [["a"], ["b"]]),
        ("<table><tfoot><tr><td>a</table>", [["a"]]),
        ('<table class="x > y"><tr><td title="a > b">a</table>', [["a"]]),
        ("<table><colgroup><col><col></colgroup><tr><td>a</table>", [["a"]]),
        ("<table><tr><td>a &amp; b &lt;c&gt; &auml;</table>", [[r"a & b \<c> ä"]]),
        ("<table><tr><td>R&D AT&T</table>", [["R&D AT&T"]]),
        ("<table><tr><td>2*3*4 a_b `x` [y]</table>", [[r"2\*3\*4 a_b \`x\` \[y\]"]]),
        ("<table><tr><td>so {cite:p}`doe2020` [^1]</table>", [["so {cite:p}`doe2020` [^1]"]]),
        ("<table><tr><td>10<sup>6</sup><br>m<sub>2</table>", [["10<sup>6</sup><br>m<sub>2</sub>"]]),
        ("<table><tr><td><b>a<i>b</b>c</i></table>", [["<b>a<i>b</i></b>c"]]),
        ('<table><tr><td><b onclick="x()" id="y">a</b></table>', [["<b>a</b>"]]),
        ('<table><tr><td><a href="x.md#y">a</a></table>', [['<a href="x.md#y">a</a>']]),
        ('<table><tr><td><a href="HTTPS://x.org">a</a></table>', [['<a href="HTTPS://x.org">a</a>']]),
        ('<table><tr><td><a href="javascript:alert(1)">a</a></table>', [["a"]]),
        ('<table><tr><td><a href=" java&#10;script:alert(1)">a</a></table>', [["a"]]),
        ('<table><tr><td><a href="data:text/html,x">a</a></table>', [["a"]]),
        ('<table><tr><td><img src="x.png" alt="a" onerror="y"></table>',
         [['<img src="x.png" alt="a">']]),
        ("<table><tr><td><script>f(1 < 2)</script>a</table>", [[r"\<script>f(1 \< 2)\</script>a"]]),
        ("<table><tr><td><iframe src=x>a</iframe></table>", [[r"\<iframe src=x>a\</iframe>"]]),
        ("<table><tr><td><name> and 1 < 2</table>", [[r"\<name> and 1 \< 2"]]),
        ("<table><tr><td><p>a<p>b<div>c</div>d</table>", [["a / b / c / d"]]),
        ("<table><tr><td>a<ul><li>b<li>c</ul>d</table>", [["a / - b / - c / d"]]),
        ("<table><tr><td><font color=red>a</font> b<wbr>c</table>", [["a bc"]]),
        ("<table><tr><td>a<!-- <td>b</td> --></table>", [["a"]]),
        ("<table><tr><td>a\n   b\n</table>", [["a b"]]),
        ("<table><tr><td></td><td></td></tr></table>", [["", ""]]),
        ("<table></table>", []),
    ],
)  # fmt: skip
def test_a_table_is_read_as_browsers_do(html: str, rows: list[list[str]]) -> None:
    found = read_html_table([(1, html)])
    assert rows_of(found.table) == rows
    assert found.rest == "\n"


def test_what_stands_in_no_cell_is_kept() -> None:
    html = "<table>a<caption>The <b>plans</b></caption><tr>b<td>c</td>d</tr>e</table>f<p>"
    found = read_html_table([(1, html)])
    assert rows_of(found.table) == [["c"]]
    assert found.table.caption
    assert shown(found.table.caption) == "The <b>plans</b>"
    assert shown(found.table.stray) == "abde"
    assert found.rest == "f<p>\n"


def test_lines_are_those_of_the_file() -> None:
    found = read_html_table([(7, "<table>\n<tr>\n<td>a\n</td>"), (13, "<tr><td>b</td></table>")])
    assert found.table.line == 7
    assert [(row.line, row.cells[0].line) for row in found.table.rows] == [(8, 9), (13, 13)]


def test_a_table_takes_what_stands_between_its_tags() -> None:
    parts = [(1, "<table><tr><td>"), (3, None), (5, "</td></tr>"), (7, None), (8, "</table>x")]
    found = read_html_table([*parts, (9, "<p>")])
    assert rows_of(found.table) == [["[1]"]]
    assert shown(found.table.stray) == "[3]"
    assert (found.parts, found.rest) == (5, "x\n")


def test_a_table_that_is_not_closed_ends_with_its_last_tag() -> None:
    parts = [(1, "<table><tr><td>a"), (3, None), (5, "</td><td>b <i"), (7, None), (8, "<p>c")]
    found = read_html_table(parts)
    assert rows_of(found.table) == [["a / [1]", r"b \<i"]]
    assert (found.parts, found.rest, found.is_closed) == (3, "", False)
    assert rows_of(read_html_table([(1, "<table><tr><td><script>a")]).table) == [[r"\<script>a"]]


def test_a_table_that_is_not_closed_ends_before_the_next_one() -> None:
    next_one = "<table><tr><td>b</table>\n"
    first = "<table><tr><td>a</td></tr>"
    found = read_html_table([(1, first), (3, None), (5, next_one)])
    assert rows_of(found.table) == [["a"]]
    assert (found.parts, found.rest, found.is_closed) == (1, "", False)
    found = read_html_table([(1, first + next_one)])
    assert rows_of(found.table) == [["a"]]
    assert (found.parts, found.rest, found.is_closed) == (1, next_one, False)


def test_a_table_in_a_cell_is_one_of_its_own() -> None:
    found = read_html_table([(1, "<table><tr><td>a<table><td>b</table>c<td>d</table>")])
    assert rows_of(found.table) == [["a / c", "d"]]
    assert [rows_of(inner) for inner in found.table.inner] == [[["b"]]]


@pytest.mark.parametrize(
    ("written", "across"), [("2", 2), ("0", 1), ("-1", 1), ("x", 1), ("1000000", 40), ("", 1)]
)
def test_cells_span_others_within_reason(written: str, across: int) -> None:
    found = read_html_table([(1, f'<table><td colspan="{written}">a</table>')])
    assert found.table.rows[0].cells[0].across == across


TAGS = (
    *("<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<thead>", "<caption>"),
    *("<script>", "</script>", "<style>", "<b>", "</b>", "<p>", "<li>", "<td colspan=3>", "\n"),
    *("<a href='x'>", "<![CDATA[", "]]>", "<?php ", "</", "<!x>", "<textarea>", "<svg>", "&lt;"),
)


def all_text(table: HtmlTable) -> str:
    """All that a table holds, in any order."""
    cells = [table.stray, table.caption or table.stray]
    cells += [cell for row in table.rows for cell in row.cells]
    return " ".join([*map(shown, cells), *map(all_text, table.inner)])


@pytest.mark.parametrize("seed", range(20))
def test_no_word_is_lost_among_any_tags(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(50):
        pieces = [dice.choice([*TAGS, *(f"W{at} ",) * 15]) for at in range(dice.randint(1, 20))]
        text = "<table>" + "".join(pieces)
        cut = dice.randint(7, len(text))
        found = read_html_table([(1, text[:cut]), (2, text[cut:])])
        kept = all_text(found.table) + found.rest + text[cut:] * (found.parts == 1)
        parted = text[:cut].rstrip("\n") + "\n" + text[cut:]
        assert [word for word in re.findall(r"\bW\d+\b", parted) if word not in kept] == [], text
