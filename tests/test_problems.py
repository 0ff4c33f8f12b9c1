"""Every mistake is named with its line: one file a mistake.

A file in ``problems/`` ends with the warnings that it is to bring, a line
each: ``% LINE message [kind]``. ``make golden`` writes them anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import myst_parser
import pytest
from sphinx.application import Sphinx

from sphinx_versus.grammar.problems import Kind
from sphinx_versus.model.facts import SectionKind
from sphinx_versus.nodes import versus_request, versus_section
from sphinx_versus.queries.requests import Neighbours, Relatives

FOLDER = Path(__file__).parent / "problems"
CASES = sorted(FOLDER.glob("*.md"))
WARNING = re.compile(r"^.*/(?P<name>[^/]+)\.md:(?P<line>\d+): (?:WARNING|ERROR): (?P<message>.*)$")


@pytest.fixture(scope="module")
def read(read_folder: Any) -> tuple[Sphinx, str]:
    found: tuple[Sphinx, str] = read_folder(FOLDER)
    return found


@pytest.fixture(scope="module")
def warnings(read: tuple[Sphinx, str]) -> dict[str, list[str]]:
    _, text = read
    found: dict[str, list[str]] = {path.stem: [] for path in CASES}
    for line in text.splitlines():
        warning = WARNING.match(line)
        assert warning, f"a warning without file and line: {line}"
        found[warning["name"]].append(f"% {warning['line']} {warning['message']}")
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_mistake_is_named_with_its_line(path: Path, warnings: dict[str, list[str]]) -> None:
    if path.stem == "option_behind_fence" and myst_parser.__version__.startswith("4."):
        pytest.skip("MyST 4 counts one line too many here")
    text = path.read_text(encoding="utf-8")
    written, _, expected = text.partition("\n% EXPECTED\n")
    found = sorted(warnings[path.stem], key=lambda line: int(line.split()[1]))
    if "UPDATE_GOLDEN" in os.environ:
        path.write_text(written + "\n% EXPECTED\n" + "".join(f"{line}\n" for line in found))
    else:
        assert found == expected.splitlines()


def test_an_empty_section_is_as_if_it_were_not_there(read: tuple[Sphinx, str]) -> None:
    doctree = read[0].env.get_doctree("empty_section")
    kinds = [each["kind"] for each in doctree.findall(versus_section) if "kind" in each]
    assert kinds == [SectionKind.OUTLOOK]
    requests = [each["request"] for each in doctree.findall(versus_request)]
    assert requests[-2:] == [Relatives("empty-section"), Neighbours("empty-section", by_hand=False)]


def test_every_kind_of_problem_has_a_case() -> None:
    # These are in no Markdown file, by their nature: see the builds.
    elsewhere = {
        *(Kind.NOT_MARKDOWN.code, Kind.INTERNAL.code),
        *(Kind.WRONG_ENCODING.code, Kind.BROKEN_BIBLIOGRAPHY.code, Kind.MYST_SETTING.code),
    }
    text = "".join(path.read_text(encoding="utf-8") for path in CASES)
    assert {kind.code for kind in Kind} - elsewhere <= set(re.findall(r"\[versus\.(\w+)\]", text))
