"""The site of this repository, built once and strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import CONF, ROOT, run_build, write_evidence, write_project


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site; it has no warning, or there is none."""
    outdir = tmp_path_factory.mktemp("site")
    done = run_build(ROOT, outdir / "html", "-d", outdir / "doctrees", "-n", "-W", "--keep-going")
    assert done.stderr == ""
    assert done.returncode == 0
    return outdir / "html"


@pytest.fixture(scope="session")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built gallery: pages that are unusual and right."""
    source = tmp_path_factory.mktemp("gallery")
    pages = (Path(__file__).parent / "gallery").glob("*.md")
    conf = CONF.format(ext=str(ROOT / "_ext")).replace("basic", "furo")
    files = {page.name: page.read_text(encoding="utf-8") for page in pages}
    write_project(source, {"conf.py": conf, **files})
    done = run_build(source, source / "_build", "-n", "-W", "--keep-going")
    assert done.stderr == ""
    return source / "_build"


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a built project whose pages show what others say."""
    source = write_evidence(tmp_path_factory.mktemp("evidence"))
    done = run_build(source, source / "_build", "-n", "-W", "--keep-going")
    assert done.stderr == ""
    return source / "_build"
