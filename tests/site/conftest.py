"""The site of this repository, built once and strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import ROOT, run_build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; it has no warning, or there is none."""
    outdir = tmp_path_factory.mktemp("site")
    done = run_build(ROOT, outdir / "html", "-d", outdir / "doctrees", "-n", "-W", "--keep-going")
    assert done.stderr == ""
    assert done.returncode == 0
    return outdir / "html"
