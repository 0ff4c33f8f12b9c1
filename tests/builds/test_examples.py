"""The folder that strangers copy, and the recipes that publish it, as they stand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from projects import ROOT

TEMPLATE = ROOT / "examples"
GUIDE = (ROOT / "guide" / "publishing.md").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^(\w+):", (TEMPLATE / "Makefile").read_text(encoding="utf-8"), re.M))


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
    workflow = (TEMPLATE / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    recipes = [workflow, *re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)]
    assert len(recipes) == 3
    for recipe in recipes:
        assert yaml.safe_load(recipe)
        called = set(re.findall(r"\bmake (\w+)", recipe))
        assert called
        assert called <= TARGETS
    steps = yaml.safe_load(workflow)["jobs"]["build"]["steps"]
    (uploaded,) = (step["with"]["path"] for step in steps if "upload" in step.get("uses", ""))
    assert f" . {uploaded}\n" in (TEMPLATE / "Makefile").read_text(encoding="utf-8")


def test_whoever_builds_a_pull_request_may_only_read() -> None:
    workflow = yaml.safe_load((TEMPLATE / ".github/workflows/pages.yml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]  # what YAML makes of "on"
    writing = {name for name, job in workflow["jobs"].items() if "permissions" in job}
    assert writing == {"publish"}
    assert not any("checkout" in step["uses"] for step in workflow["jobs"]["publish"]["steps"])
