"""Builds that write data: the site's own, and one whose names are hostile."""

from __future__ import annotations

import pytest

from hostile import write_hostile
from projects import ROOT, Built, run_build, run_sphinx


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site with hostile names everywhere, built as pages."""
    folder = tmp_path_factory.mktemp("hostile")
    built = run_sphinx(write_hostile(folder))
    assert built.warnings == ""
    return built


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The data of the site of this repository, without its pages."""
    folder = tmp_path_factory.mktemp("data")
    done = run_build(ROOT, folder / "out", "-d", folder / "doctrees", builder="versus-data")
    assert done.stderr == ""
    return Built(ROOT, folder / "out", done.stderr, done.returncode)
