"""The site of this repository, built once and strictly."""

from __future__ import annotations

import fcntl
import html
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from projects import CONF, ROOT, run_build, write_evidence, write_project
from searching import NEURONS, SIZES, Go, Visit, served
from sphinx_versus.showing import labels
from sphinx_versus.showing.html import STATIC_DIR
from sphinx_versus.site.lists import STATIC_DIR as LISTS_DIR


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built without a warning by the first process that needs it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    outdir, said = folder / "site" / "html", folder / "site.txt"
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            options = ("-d", outdir.with_name("doctrees"), "-n", "-W", "--keep-going")
            done = run_build(ROOT, outdir, *options)
            said.write_text(f"{done.returncode}\n{done.stderr}", encoding="utf-8")
    assert said.read_text(encoding="utf-8") == "0\n"
    return outdir


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


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a page that holds each kind of row, cell and header once.

    It is written by hand; its script, style sheet and labels are those of every page.
    """
    folder = tmp_path_factory.mktemp("tables")
    for path in (
        LISTS_DIR / "site_address.js",
        STATIC_DIR / "versus.js",
        STATIC_DIR / "versus.css",
    ):
        shutil.copy(path, folder)
    written = (Path(__file__).parent / "tables" / "page.html").read_text(encoding="utf-8")
    told = html.escape(json.dumps(labels.table_tools()))
    (folder / "page.html").write_text(written.replace("LABELS", told), encoding="utf-8")
    return folder


@pytest.fixture
def go(browser: Browser, site: Path) -> Iterator[Go]:
    """Open a page of the site, or of another one, and tell what its console says."""
    with ExitStack() as stack:

        def go(
            name: str = NEURONS,
            size: str = "desktop",
            root: Path = site,
            headers: dict[str, str] | None = None,
            from_file: bool = False,
            script: str = "",
            **options: object,
        ) -> Visit:
            there = stack.enter_context(served(root, headers or {}))
            address = f"{root.as_uri()}/" if from_file else there
            width, height = SIZES[size]
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            stack.callback(context.close)
            visit = Visit(context.new_page(), address)
            page = visit.page
            page.on(
                "console",
                lambda said: visit.errors.append(said.text) if said.type == "error" else None,
            )
            page.on("pageerror", lambda error: visit.errors.append(str(error)))
            page.on("request", lambda request: visit.requests.append(request.url))
            if script:
                page.add_init_script(script)
            page.goto(address + name)
            return visit

        yield go
