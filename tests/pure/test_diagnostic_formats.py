"""Diagnostics in the formats of editors and forges."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sphinx_versus.site.diagnostics.formats import github, sarif
from sphinx_versus.site.diagnostics.model import Diagnostic, Level, place_of

ROOT = Path("/repository")
HOSTILE = Diagnostic(
    "/repository/docs/a b,c:d%.md",
    7,
    Level.ERROR,
    "x.y,z",
    "100 % wrong:\r\n::error::no command, \u2028 </script> \u5b66",
)
PLAIN = Diagnostic("", 0, Level.WARNING, "", "no file")
ELSEWHERE = Diagnostic("/lib/x.py", 0, Level.WARNING, "docutils", "not of this repository")


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("/docs/page.md:12", ("/docs/page.md", 12)),
        ("/docs/page.md:", ("/docs/page.md", 0)),
        ("/docs/page.md", ("/docs/page.md", 0)),
        ("/docs/2:1/page.md:3", ("/docs/2:1/page.md", 3)),
        ("C:\\docs\\page.md:3", ("C:\\docs\\page.md", 3)),
        ("/lib/x.py:docstring of x.f:3", ("/lib/x.py", 0)),
        ("<unknown>:1", ("", 0)),
        ("", ("", 0)),
    ],
)
def test_a_location_is_a_file_and_a_line(location: str, place: tuple[str, int]) -> None:
    assert place_of(location) == place


def test_a_command_for_github_is_one_line_and_comes_back_unchanged() -> None:
    first, second, third, _ = github([HOSTILE, PLAIN, ELSEWHERE], ROOT).split("\n")
    assert first == (
        "::error file=docs/a b%2Cc%3Ad%25.md,line=7,title=x.y%2Cz::"
        "100 %25 wrong:%0D%0A::error::no command, \u2028 </script> \u5b66"
    )
    assert second == "::warning::no file"
    assert third == "::warning file=/lib/x.py,title=docutils::not of this repository"


def _log(*found: Diagnostic) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif(found, ROOT, ROOT / "docs/conf.py", "9.0"))
    return log


def test_the_log_has_the_shape_that_sarif_asks_for() -> None:
    """What SARIF 2.1.0 requires: sections 3.13, 3.14, 3.19, 3.27 and 3.29 to 3.30."""
    log = _log(HOSTILE, PLAIN, ELSEWHERE)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Sphinx"
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    assert all(rule[text]["text"] for rule in driver["rules"]
               for text in ("shortDescription", "fullDescription", "help"))  # fmt: skip
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert artifact.get("uriBaseId", "ROOT") in run["originalUriBaseIds"]
        assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1


def test_files_are_relative_to_the_repository_and_addresses_are_escaped() -> None:
    places = [
        result["locations"][0]["physicalLocation"]
        for result in _log(HOSTILE, PLAIN, ELSEWHERE)["runs"][0]["results"]
    ]
    hostile = {"uri": "docs/a%20b%2Cc%3Ad%25.md", "uriBaseId": "ROOT"}
    assert places[0] == {"artifactLocation": hostile, "region": {"startLine": 7}}
    # Some readers refuse a result without a file.
    assert places[1] == {"artifactLocation": {"uri": "docs/conf.py", "uriBaseId": "ROOT"}}
    assert places[2] == {"artifactLocation": {"uri": "file:///lib/x.py"}}


def test_hostile_text_comes_back_unchanged() -> None:
    (result,) = _log(HOSTILE)["runs"][0]["results"]
    assert result["message"]["text"] == HOSTILE.message
    assert result["ruleId"] == HOSTILE.kind


def test_a_build_without_warnings_gives_an_empty_log() -> None:
    (run,) = _log()["runs"]
    assert run["results"] == []
    assert github([], ROOT) == ""
