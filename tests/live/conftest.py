"""The server of the preview, started once for each module."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from previews import FILES, Served, comparison
from projects import ROOT, write_project


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small project, served and built once."""
    folder = tmp_path_factory.mktemp("live")
    comparisons = {f"{name}.md": comparison(name) for name in ("one", "two", "three")}
    source = write_project(folder / "source", {**FILES, **comparisons})
    command = [
        sys.executable,
        "-m",
        "sphinx_versus.site.preview",
        source,
        folder / "out",
        "--port",
        "0",
        "--editor",
        "vscode",
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stderr=log, env={**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
        )
    served = Served(source, folder / "out", folder / "log", process)
    try:
        served.wait("everything is up to date")
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        finally:
            process.kill()
