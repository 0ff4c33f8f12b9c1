"""Lines that look like a table, and lines that do not."""

import pytest

from sphinx_versus.grammar.lookalikes.tables import are_rows, is_indented_table, lost_tables
from sphinx_versus.grammar.rawtext import comments_between

SIDES = ("Tea", "Coffee")


def told(text: str) -> list[tuple[int, str]]:
    """The lines that a text is told of, with what is told."""
    return [(found.line, found.message) for found in lost_tables(text, SIDES)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("| X | Tea | Coffee |\n| a | b | c |", 0, "write | --- | --- | --- | below"),
        ("| X | Tea | Coffee\n| a | b | c", 0, "write | --- | --- | --- | below"),
        ("X | Tea | Coffee\na | b | c", 0, "write | --- | --- | --- | below"),
        ("X|Tea|Coffee\na|b|c", 0, "write | --- | --- | --- | below"),
        ("|X|Tea|\n|a|b|", 0, "write | --- | --- | below"),
        ("Text:\n| X | Tea |\n| a | b |", 1, "write | --- | --- | below"),
        ("X | Tea\na | b\nc | d", 0, "write | --- | --- | below"),
        ("| X | Tea | Coffee |", 0, "write | --- | --- | --- | below"),
        ("| X | `a | b` | Coffee |\n| a | b | c |", 0, "write | --- | --- | --- | below"),
        ("| X | Tea |\n| --- |\n| a | b |", 1, "has 1 cell and its first row 2"),
        ("X | Tea\n--- | --- | ---\na | b", 1, "has 3 cells and its first row 2"),
        ("| X | Tea |\n|===|===|\n| a | b |", 1, 'its second line is "|===|===|"'),
        ("| X | Tea |\n|—|—|\n| a | b |", 1, 'its second line is "|—|—|"'),
        ("| X | Tea |\n|:--:-|---|\n| a | b |", 1, 'its second line is "|:--:-|---|"'),
        ("| X | Tea |\n|---+---|\n| a | b |", 1, 'its second line is "|---+---|"'),
        (" X | Tea \n---+---\n a | b", 1, 'its second line is "---+---"'),
        ("| X | Tea |\n|...|...|", 1, 'its second line is "|...|...|"'),
        ("| X | Tea |\n|\u00a0---\u00a0|---|\n| a | b |", 1, 'a no-break space stands behind "|"'),
        ("| X | Tea |\n|--\u200b-|---|\n| a | b |", 1, 'a zero width space stands behind "|--"'),
        ("\u200b| X | Tea |\n|---|---|", 0, "space stands at the beginning); take that out"),
        ("|---|---|\n| a | b |", 0, "nothing stands above its row of dashes"),
        ("Item\n| X | Tea |\n|---|---|\n| a | b |", 1, "a part of the line above"),
        ("| X | Tea |\n|---|---|\n| a | b |", 0, "begin all its lines at the same place"),
        ("｜ X ｜ Tea ｜\n｜---｜---｜\n｜ a ｜ b ｜", 0, 'write "| X | Tea |", below it | --- |'),
        ("¦ X ¦ Tea ¦\n¦ a ¦ b ¦", 0, '"¦" is not the bar'),
        ("│ X │ Tea │\n├───┼─────┤\n│ a │ b   │", 0, '"│" is not the bar'),
        ("┌───┬─────┐\n│ X │ Tea │\n├───┼─────┤\n│ a │ b   │\n└───┴─────┘", 0, "drawn lines"),
        ("╔═══╦═════╗\n║ X ║ Tea ║\n╠═══╬═════╣\n║ a ║ b   ║\n╚═══╩═════╝", 0, "drawn lines"),
        ("+---+-----+\n| X | Tea |\n+===+=====+\n| a | b   |\n+---+-----+", 0, "drawn lines"),
        (
            "==  ===\nX   Tea\n==  ===\na   b\n==  ===",
            0,
            'drawn lines do not make columns; write "|',
        ),
        (
            "X\tTea\na\tb",
            0,
            'tabs do not make columns; write "| X | Tea |", below it | --- | --- |',
        ),
        ("Text.\nX\tTea\tCoffee\na\tb\tc", 1, "tabs"),
        ("X    Tea   Coffee\na    b     c\nd    e     f", 0, "spaces"),
        ("X    Tea\n  a    b\n  c    d", 0, "spaces"),
        (
            "物    茶    珈琲\n味    苦い  苦い\n色    緑    黒",
            0,
            'spaces do not make columns; write "| 物',
        ),
        ("X,Tea,Coffee\na,b,c", 0, "commas"),
        ('"X"; "Coffee"; "Tea"\n"a"; "b"; "c"\nd; e; f', 0, "semicolons"),
        ("||X||Tea||\n|a|b|", 0, 'its bars are doubled; write "| X | Tea |"'),
    ],
)
def test_a_table_that_is_none_is_told_once(text: str, line: int, said: str) -> None:
    ((at, message),) = told(text)
    assert at == line
    assert said in message


@pytest.mark.parametrize(
    "text",
    [
        "A | in a sentence",
        "Tea | Coffee\nHot | Cold",
        "if a || b then\nc || d and\ne || f",
        "The norm |x| is\nless than |y| here",
        "|x| + |y|",
        "|x| is small\n|y| is not",
        "P(A|B) = P(B|A)\nP(C|D) = P(D|C)",
        "$|x| + |y|$ and\n$|x| - |y|$",
        "`a | b | c` and\n`d | e | f`",
        r"a \| b \| c" "\n" r"d \| e \| f",
        "[[page|name]] and [[other|name]]\n[[a|b]] and [[c|d]]",
        "| Roses are red\n| violets are blue\n| and so on",
        "Roses are red,  \nviolets are blue,  \nand so on,  ",
        "So it ends.  And then\nhow, so?    And then\nso   be it.  And then",
        "A sentence ends.  Another one.\nIt ends here too.  And this.\nSo.  It is.",
        "a tab\tin one line\nand none here",
        "src\n├── a\n│   ├── b\n│   └── c\n└── d",
        "We compare Tea, Coffee\nand milk, water",
        "Some, Tea, Coffee\nand, then, more",
        "Drinks, Tea, Coffee.\nAll, of, them.",
        "A + B\n+ C",
        "one\n\ntwo",
        "",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert told(text) == []


def test_rows_are_told_from_tables_and_from_text() -> None:
    assert are_rows("| a | b |")
    assert are_rows("a | b\nc | d", "A | B")
    assert not are_rows("yes | no", "| A | B |")
    assert not are_rows("yes | no", "A | B | C")
    assert not are_rows("| a | b |\ntext")
    assert not are_rows("| a | b |\n|===|===|")
    assert not are_rows("a || b")


def test_a_table_may_have_become_code() -> None:
    assert is_indented_table("| a | b |\n|---|---|\n| c | d |\n")
    assert not is_indented_table("| a | b |\ncode\n")
    assert not is_indented_table("| a | b |\n")


@pytest.mark.parametrize(
    ("rows", "comments"),
    [
        ("| a |\n| b |", []),
        ("| a |\n% x\n| b |", [3]),
        ("% x\n<!-- y -->\n| a |", [2, 3]),
        ("| a |\n<!-- x\n\ny -->\n| b |\n% z", [3, 4, 5]),
        ("| a |\n% x\n\n| b |", []),
        ("| a |\n<!-- x --> words\n| b |", []),
        ("| a |\n<!-- x", []),
    ],
)
def test_comments_between_rows_are_found(rows: str, comments: list[int]) -> None:
    assert comments_between(["| A |", "|---|", *rows.split("\n")]) == comments
