"""The options of a block, as they are written and as they were meant."""

import pytest

from sphinx_versus.grammar.options import is_option, read_options, split_argument

KNOWN = ("key", "title", "tags", "reviewed")


@pytest.mark.parametrize(
    ("text", "values", "count"),
    [
        (":key: a\n:tags: b, c\n\nText", {"key": "a", "tags": "b, c"}, 2),
        (":key:\nText", {"key": ""}, 1),
        ("  :key: a", {"key": "a"}, 1),
        (':title: "A: b"', {"title": "A: b"}, 1),
        (":title: 'A''s'", {"title": "A's"}, 1),
        (":title: \u201cA\u201d", {"title": "\u201cA\u201d"}, 1),
        (":tags: C#, D", {"tags": "C#, D"}, 1),
        ("% c\n:key: a\n<!-- c -->\n:tags: b", {"key": "a", "tags": "b"}, 4),
        ("---\nkey: a\ntags: b\n---\nText", {"key": "a", "tags": "b"}, 4),
        ("Text: of a sentence.", {}, 0),
        ("Key = value stores compared.", {}, 0),
        ("Key: it depends.", {}, 0),
        (":::{note}", {}, 0),
        (":smile: Text", {}, 1),
        ("", {}, 0),
        ("% only a comment\nText", {}, 0),
    ],
)
def test_options_are_read(text: str, values: dict[str, str], count: int) -> None:
    read = read_options(text.split("\n"), KNOWN)
    assert {name: value for name, (value, _) in read.values.items()} == values
    assert read.count == count


@pytest.mark.parametrize(
    ("line", "right", "said"),
    [
        (":tags:drinks", ":tags: drinks", ""),
        (": tags : drinks", ":tags: drinks", ""),
        (":tags drinks", ":tags: drinks", ""),
        ("tags: drinks", ":tags: drinks", ""),
        (":tags = drinks", ":tags: drinks", ""),
        ("\uff1atags\uff1a drinks", ":tags: drinks", '"\uff1a" is not ":"'),
        (":Tags: drinks", ":tags: drinks", ""),
        (":t\u0430gs: drinks", ":tags: drinks", "is Cyrillic"),
        (":ta\u200bgs: drinks", ":tags: drinks", "a zero width space"),
        (":tags: \u201cdrinks\u201d", ":tags: drinks", "in quotes"),
        (":tags: \u201ea\u201c, \u00abb\u00bb", ":tags: a, b", "in quotes"),
        (':tags: "a", "b"', ":tags: a, b", "in quotes"),
    ],
)
def test_what_was_meant_as_an_option_is_read_and_told(line: str, right: str, said: str) -> None:
    read = read_options([":key: a", line, ":reviewed: 2026-01-02"], KNOWN)
    [problem] = read.problems
    assert problem.line == 2
    assert f'"{right}"' in problem.message
    assert said in problem.message
    assert [*read.values] == ["key", "tags", "reviewed"]
    assert f":tags: {read.values['tags'][0]}" == right


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (":key: a\n:key: b", 2, "stands twice; the first one counts"),
        ("---\nkey: a\n- b\n---", 3, '"- b" is no option'),
        ("---\nkey: a\n\nText", 1, "is never closed"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, line: int, said: str) -> None:
    [problem] = read_options(text.split("\n"), KNOWN).problems
    assert problem.line == line
    assert said in problem.message


@pytest.mark.parametrize(
    ("argument", "parts"),
    [
        ("A vs B", ["A vs B"]),
        ("A vs B :key: c :tags: d e", ["A vs B", ":key: c", ":tags: d e"]),
        ("A :smile: vs B", ["A :smile: vs B"]),
        (":key: c", ["", ":key: c"]),
        ("", [""]),
    ],
)
def test_options_behind_an_argument_are_parted_from_it(argument: str, parts: list[str]) -> None:
    assert split_argument(argument, KNOWN) == parts


def test_an_option_behind_the_argument_is_read_and_told() -> None:
    read = read_options([":tags: b"], KNOWN, [":key: a"])
    assert read.values == {"key": ("a", 0), "tags": ("b", 1)}
    [problem] = read.problems
    assert (problem.line, problem.kind.code) == (0, "misplaced_option")


@pytest.mark.parametrize("line", [":tag: a", ":tag:a", ":foo: bar"])
def test_an_option_that_is_not_known_is_told(line: str) -> None:
    read = read_options([line, ":key: a"], KNOWN)
    [problem] = read.problems
    assert problem.kind.code == "unknown_option"
    assert [*read.values] == ["key"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (":reviewed: 2026-01-02", True),
        (":tags:a", True),
        ("tags: a", False),
        (":smile: text", False),
        (":key", False),
        ("Text", False),
    ],
)
def test_a_line_of_text_looks_like_an_option(line: str, found: bool) -> None:
    assert is_option(line, KNOWN) is found
