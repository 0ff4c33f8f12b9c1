"""What ``make audit`` finds in lock files, and what it makes of the answers of a service."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable

import pytest

from projects import ROOT

AUDIT = runpy.run_path(str(ROOT / "tools" / "audit.py"))
releases, look_up, VULNERABLE = AUDIT["releases"], AUDIT["look_up"], AUDIT["VULNERABLE"]

OLD, NEW = ("old", "1.0"), ("new", "2.0")
FLAW = [({"CVE-1", "GHSA-1"}, "CVE-1, fixed in 1.1: it breaks")]


@pytest.mark.parametrize("name", AUDIT["LOCKS"])
def test_all_releases_of_a_lock_file_are_found(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    written = set(re.findall(r"^([^\s=]+)==(\S+)", lock, re.MULTILINE))
    assert {(name.replace("_", "-"), version) for name, version in written} == releases(lock)
    assert len(written) > 40


def test_all_lock_files_are_looked_up_but_for_the_lowest_releases() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for folder in ("", "bench/field", "tests/foreign", "tests/matrix", "tools")
        for path in (ROOT / folder).glob("*.lock")
    }
    assert there - set(AUDIT["LOCKS"]) == {"tests/matrix/lowest.lock"}


@pytest.mark.parametrize("line", ["sphinx", "sphinx>=8", "sphinx>=8,<9", "-r other.txt"])
def test_what_is_not_pinned_is_no_release(line: str) -> None:
    with pytest.raises(ValueError, match=r"pinned|values to unpack|Expected"):
        releases(f"# A comment\n{line} \\\n    --hash=sha256:0\n")


def answers(**known: object) -> Callable[[tuple[str, str]], object]:
    """Return a service that knows of some flaws, or fails."""

    def query(release: tuple[str, str]) -> object:
        answer = known.get(release[0], [])
        if isinstance(answer, Exception):
            raise answer
        return answer

    return query


@pytest.mark.parametrize(
    ("service", "status", "known", "missed"),
    [
        (answers(jinja2=FLAW), 0, [], []),
        (answers(jinja2=FLAW, old=FLAW), 1, [OLD], []),
        (answers(jinja2=FLAW, old=OSError()), 3, [], [OLD]),
        (answers(jinja2=FLAW, old=FLAW, new=OSError()), 1, [OLD], [NEW]),
        # A service that is out of reach, and one that has nothing to say.
        (answers(jinja2=OSError(), old=FLAW), 3, [], [NEW, OLD]),
        (answers(old=FLAW), 3, [], [NEW, OLD]),
    ],
)
def test_what_is_not_looked_up_is_neither_safe_nor_vulnerable(
    service: object, status: int, known: list[object], missed: list[object]
) -> None:
    assert VULNERABLE[0] == "jinja2"
    findings = look_up([NEW, OLD], service, set())
    assert findings.status == status
    assert [release for release, found in findings.known.items() if found] == known
    assert list(findings.not_looked_up) == missed


def test_a_flaw_can_be_left_out_by_any_of_its_ids() -> None:
    findings = look_up([OLD], answers(jinja2=FLAW, old=FLAW), {"GHSA-1"})
    assert findings.status == 0
    assert findings.known == {OLD: []}
