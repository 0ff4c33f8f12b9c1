"""What a message says to type is right: put in its place, it brings no warning.

Each case is a page with one mistake. The remedy is taken out of the message that it
brings, and put where the message says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest

from projects import read_project, write_project


class Case(NamedTuple):
    """A body, the kind of its message, and how what is quoted there becomes lines of the page.

    ``put`` takes the lines of the page, the place of the message's line in them, and what
    stands in quotation marks behind its last semicolon.
    """

    body: str
    kind: str
    put: Callable[[list[str], int, list[str]], None]
    argument: str = "Tea vs Coffee"


def replace(lines: list[str], at: int, typed: list[str]) -> None:
    lines[at] = typed[0]


def item(lines: list[str], at: int, typed: list[str]) -> None:
    lines[at] = f"- {typed[0].removeprefix('- ')}"


def append(lines: list[str], _at: int, typed: list[str]) -> None:
    end = len(lines) - 1
    lines[end:end] = ["", *(line for each in typed for line in (each, "- text", ""))]


def above(lines: list[str], at: int, typed: list[str]) -> None:
    lines[at : at + 1] = [line for each in typed for line in (each, "- text", "")]


def below(lines: list[str], at: int, typed: list[str]) -> None:
    lines.insert(at + 1, typed[-1])


def define(lines: list[str], _at: int, typed: list[str]) -> None:
    end = len(lines) - 1
    lines[end:end] = ["", *typed]


def fence(lines: list[str], at: int, typed: list[str]) -> None:
    lines[at] = f"::::{typed[0]}"


def cell(lines: list[str], at: int, typed: list[str]) -> None:
    _, rest = lines[at][1:].split("|", 1)
    lines[at] = f"| {typed[0]} |{rest}"


def footnote(lines: list[str], _at: int, typed: list[str]) -> None:
    lines += ["", typed[-1]]


def deeper(lines: list[str], at: int, typed: list[str]) -> None:
    for each in typed:
        lines[lines.index(each.removeprefix("#"), at)] = each


POINTS = "## Strengths\n\n### Tea\n- a\n\n### Coffee\n- b\n"
BOTH = POINTS.replace("Strengths", "Weaknesses")
CASES = [
    Case(":key: two words\n\nText.\n\n## Outlook\n\nText.", "invalid_key", replace),
    Case(":reviewed: 22.11.2026\n\nText.\n\n## Outlook\n\nText.", "invalid_date", replace),
    Case("## Evidence\n\nOne.\n- Doe\n- key: a b", "invalid_key", item),
    Case("## Evidence\n\nOne.\n- Doe\n- key:", "invalid_key", item),
    Case("## Evidence\n\nOne.\n- certainty: low, because", "claim_without_sources", below),
    Case("## Evidence\n\nOne.\n- Doe\n- certainty:", "unknown_certainty", item),
    Case("## Evidence\n\nOne.\n- Doe\n- certainty: high", "certainty_without_reason", item),
    Case("## Evidence\n\nOne.\n- Doe\n\nOne.\n- Roe", "duplicate_claim", below),
    Case("## Strengths\n\n### Tea\n- a", "missing_side", append),
    Case("## Strengths\n\n- a", "misplaced_text", above),
    Case("## Strengths\n\n## Tea\n- a\n\n## Coffee\n- b", "misplaced_text", deeper),
    Case("## Definitions\n\nTea\n: Leaves.", "missing_definition", define),
    Case("## Definitions\n\n### Tea\nLeaves.", "missing_definition", append),
    Case(
        "## Side by side\n\n| What | X | Y |\n|---|---|---|\n| a | b | c |",
        "misplaced_text",
        replace,
    ),
    Case(
        "## Side by side\n\n| W | Tea | Coffee |\n|---|---|---|\n| a | 1 | 2 |\n| a | 3 | 4 |",
        "duplicate_row",
        cell,
    ),
    Case("Text.[^note]\n\n## Outlook\n\nText.", "unknown_target", footnote),
    Case(POINTS, "unknown_side", fence, "[Tea vs Coffee]"),
    Case(POINTS, "unknown_side", fence, "**Tea** vs `Coffee`:"),
    Case(f"{POINTS}\n{BOTH}", "unknown_side", fence, "Tea versus Cofee"),
    Case(POINTS, "side_count", fence, "Tea v. Coffee"),
    Case(POINTS, "side_count", fence, "Tea"),
    Case("Tea vs Coffee\n\n## Outlook\n\nText.", "side_count", fence, ""),
    Case(f"{POINTS}\n# Outlook\n\nText.", "misplaced_text", replace),
]
MESSAGE = re.compile(
    r"page(?P<number>\d+)\.md:(?P<line>\d+): \w+: (?P<text>.*) \[versus\.(?P<kind>\w+)\]"
)
TYPED = re.compile(r'"((?:[^"\\]|\\.)+)"|(\{comparison\} [^,]+)|(\[\S+\]\{#[^}]+\})')


def _page(number: int, case: Case) -> str:
    options, _, body = ("", "", case.body)
    if case.body.startswith(":"):
        options, _, body = case.body.partition("\n\n")
    if not options.startswith(":key:"):
        # Two comparisons of the same sides would have the same key.
        options = f":key: page-{number}\n{options}".rstrip()
    opening = f"::::{{comparison}} {case.argument}".rstrip()
    return f"# Page\n\n{opening}\n{options}\n\n{body}\n::::\n"


def _read(pages: dict[int, str], tmp_path_factory: pytest.TempPathFactory) -> list[re.Match[str]]:
    files = {f"page{number}.md": text for number, text in pages.items()}
    toctree = "\n".join(f"page{number}" for number in pages)
    files["index.md"] = f"# Index\n\n```{{toctree}}\n{toctree}\n```\n"
    _, text = read_project(write_project(tmp_path_factory.mktemp("remedies") / "source", files))
    found = [MESSAGE.search(line) for line in text.splitlines()]
    assert all(found), text
    return [each for each in found if each]


@pytest.fixture(scope="module")
def mended(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[str]]:
    """Mend each page as its message says; gives what is told of it then."""
    pages = {number: _page(number, case) for number, case in enumerate(CASES)}
    found = _read(pages, tmp_path_factory)
    for message in found:
        number = int(message["number"])
        case = CASES[number]
        assert message["kind"] == case.kind, message[0]
        typed = [
            next(filter(None, each)) for each in TYPED.findall(message["text"].split("; ", 1)[-1])
        ]
        lines = pages[number].rstrip("\n").split("\n")
        case.put(lines, int(message["line"]) - 1, typed)
        pages[number] = "\n".join(lines) + "\n"
    assert sorted(int(each["number"]) for each in found) == [*range(len(CASES))]
    told: dict[int, list[str]] = {number: [] for number in pages}
    for message in _read(pages, tmp_path_factory):
        told[int(message["number"])].append(f"{message[0]}\n{pages[int(message['number'])]}")
    return told


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda at: CASES[at].body[:40])
def test_what_a_message_says_to_type_brings_no_other(
    number: int, mended: dict[int, list[str]]
) -> None:
    assert mended[number] == []
