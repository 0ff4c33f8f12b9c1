"""Look the releases of the lock files up in OSV's list of known vulnerabilities.

What could not be looked up is told, and is neither safe nor vulnerable: the exit status is 0
if no vulnerability is known, 1 if one is, and 3 if none is but not all could be looked up.
Runs in the environment of ``make audit``, which has pip-audit.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parent.parent
OUT = ROOT / "_build" / "audit"
# The lowest releases are old on purpose, and are in no site: name their file to look them up.
LOCKS = (
    *("requirements.lock", "tools/audit.lock"),
    *("bench/field/requirements.lock", "tests/foreign/requirements.lock"),
    "tests/matrix/newest.lock",
)
# A service that knows of no vulnerability here knows of none at all.
VULNERABLE = ("jinja2", "2.10")
KNOWN, NOT_LOOKED_UP = 1, 3

Release = tuple[str, str]
# The ids of each vulnerability, and what is said of it.
Known = list[tuple[set[str], str]]
Query = Callable[[Release], Known]


@dataclass
class Findings:
    """What is known of some releases, and why nothing is known of others."""

    known: dict[Release, Known] = field(default_factory=dict)
    not_looked_up: dict[Release, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The exit status."""
        return KNOWN if any(self.known.values()) else NOT_LOOKED_UP if self.not_looked_up else 0


def main() -> int:
    """Look up, print what was found, and return the exit status."""
    parser = argparse.ArgumentParser(prog="make audit ARGS=", description=__doc__)
    parser.add_argument("locks", nargs="*", metavar="FILE", help=f"in place of {', '.join(LOCKS)}")
    parser.add_argument("--ignore", action="append", default=[], metavar="ID", help="leave out")
    parser.add_argument("--allow-unknown", action="store_true", help="status 0 in place of 3")
    asked = parser.parse_args()
    files: dict[Release, list[str]] = defaultdict(list)
    for name in asked.locks or LOCKS:
        for release in releases((ROOT / name).read_text(encoding="utf-8")):
            files[release].append(name)
    findings = look_up(sorted(files), osv(), set(asked.ignore))
    for (name, version), found in findings.known.items():
        for _, text in found:
            print(f"{name} {version} ({', '.join(files[name, version])}): {text}")
    reasons = sorted(set(findings.not_looked_up.values()))
    for reason in reasons:
        missed = [" ".join(each) for each, why in findings.not_looked_up.items() if why == reason]
        named = ", ".join(missed) if findings.known else "all of them"
        print(f"Not looked up, {reason}: {named}")
    print(
        f"{len(files)} releases: {sum(map(bool, findings.known.values()))} with a known "
        f"vulnerability, {len(findings.known)} looked up, "
        f"{len(findings.not_looked_up)} not looked up."
    )
    return 0 if asked.allow_unknown and findings.status == NOT_LOOKED_UP else findings.status


def releases(lock: str) -> set[Release]:
    """Return the names and versions in a lock file, for all systems and Pythons.

    Raises ValueError for a requirement that is not pinned to a version.
    """
    found = set()
    for line in lock.splitlines():
        if line and not line.startswith(("#", " ")):
            requirement = Requirement(line.rstrip(" \\"))
            (pin,) = requirement.specifier
            if pin.operator != "==":
                raise ValueError(f"not pinned: {line}")
            found.add((canonicalize_name(requirement.name), pin.version))
    return found


def look_up(wanted: Iterable[Release], query: Query, ignored: Set[str]) -> Findings:
    """Ask for what is known of each release, if the service is one that knows anything."""
    try:
        reason = "" if query(VULNERABLE) else "as the service knows of no vulnerability at all"
    except Exception as error:  # whatever it is, nothing has been learnt
        reason = f"as the service does not answer ({type(error).__name__})"
    findings = Findings()
    for release in wanted:
        try:
            if reason:
                findings.not_looked_up[release] = reason
            else:
                findings.known[release] = [
                    (ids, text) for ids, text in query(release) if not ids & ignored
                ]
        except Exception as error:
            findings.not_looked_up[release] = f"for an error ({type(error).__name__})"
    return findings


def osv() -> Query:
    """Return a function that asks OSV."""
    # Only the environment of `make audit` has it. Its command takes a question that failed for
    # a vulnerability, one that was not answered for none, and leaves out other systems.
    from pip_audit._service import OsvService, ResolvedDependency

    # It tells of its cache, which questions of this kind do not use.
    logging.disable(logging.WARNING)
    service = OsvService(OUT / "cache", timeout=10)

    def query(release: Release) -> Known:
        name, version = release
        _, found = service.query(ResolvedDependency(name, Version(version)))
        return [
            (
                {each.id, *each.aliases},
                f"{each.id}, fixed in {', '.join(map(str, each.fix_versions)) or 'no release'}: "
                f"{each.description}",
            )
            for each in found
        ]

    return query


if __name__ == "__main__":
    sys.exit(main())
