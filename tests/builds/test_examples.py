"""The folder that strangers copy, and the recipes that publish it, as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from projects import ROOT

TEMPLATE = ROOT / "examples"
GUIDE = (ROOT / "guide" / "publishing.md").read_text(encoding="utf-8")
PAGES = TEMPLATE / ".github" / "workflows" / "pages.yml"
OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def test_a_copy_of_the_template_passes_its_own_check(tmp_path: Path) -> None:
    site = shutil.copytree(TEMPLATE, tmp_path / "site", ignore=shutil.ignore_patterns("_build"))
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "_ext"),
    }
    command = ["make", "-C", str(site), "check", "FORMAT=github"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "::warning" not in done.stdout
    article = (site / "_build" / "check" / "articles" / "the-last-cup.html").read_text("utf-8")
    assert "tea-vs-coffee-claim-six-hours" in article
    assert "experiment" in article


def test_the_recipes_call_what_there_is() -> None:
    """They run on machines of others: what can be known here is that their names are right."""
    told = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(told) == 2
    recipes = [(text, TEMPLATE) for text in (PAGES.read_text(encoding="utf-8"), *told)]
    recipes += [(path.read_text(encoding="utf-8"), ROOT) for path in OWN]
    for recipe, folder in recipes:
        makefile = (folder / "Makefile").read_text(encoding="utf-8")
        called = set(re.findall(r"\bmake ([\w-]+)", recipe))
        assert yaml.safe_load(recipe)
        assert called
        assert called <= set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))


def test_what_is_published_is_what_is_built_and_tried_with_each_python() -> None:
    (site,) = uploaded(PAGES)
    assert f" . {site}\n" in (TEMPLATE / "Makefile").read_text(encoding="utf-8")
    checks, release = map(jobs, OWN)
    assert uploaded(OWN[1]) == ["_build/release/dist"]
    assert release["publish"]["needs"] == "build"
    pythons = checks["matrix"]["strategy"]["matrix"]["python"]
    named = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert pythons == re.findall(r'"Programming Language :: Python :: (3\..*)"', named)


@pytest.mark.parametrize("path", [PAGES, *OWN], ids=lambda path: path.name)
def test_whoever_builds_a_pull_request_may_only_read(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]  # what YAML makes of "on"
    writing = [job for job in jobs(path).values() if "permissions" in job]
    assert writing == [job for name, job in jobs(path).items() if name == "publish"]
    assert not any("checkout" in step["uses"] for job in writing for step in job["steps"])


def jobs(path: Path) -> dict[str, Any]:
    """Return the jobs of a workflow."""
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def uploaded(path: Path) -> list[str]:
    """Return the folders that the job which builds hands to the one that publishes."""
    steps = jobs(path)["build"]["steps"]
    return [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
