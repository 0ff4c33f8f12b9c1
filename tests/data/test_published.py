"""What a published site adds, whose address the host tells: the settings of this repository."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest

from projects import ROOT, Built, run_build, write_project

PAGE = """# Tea

Two &quot;hot&quot; drinks &amp; &lt;b&gt;tags {cite:p}`rasch2013`.
"""
INDEX = "# Index\n\n```{toctree}\ndeep/tea\n```\n\n```{bibliography}\n:filter: cited\n```\n"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("published")
    write_project(folder, {"index.md": INDEX, "deep/tea.md": PAGE})
    environment = {**os.environ, "SITE_URL": "https://example.org/site"}
    options = ("-c", str(ROOT), "-D", "site_search_index=0")
    outdir = folder / "_build"
    done = run_build(folder, outdir, *options, "-d", folder / "trees", environment=environment)
    assert done.stdout + done.stderr == ""
    return Built(folder, outdir, done.stderr, done.returncode)


def _meta(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)"', page)
    return {name: unescape(text) for name, text in found}


def test_a_page_tells_what_it_is_about(published: Built) -> None:
    meta = _meta(published.html("deep/tea"))
    about = "Two “hot” drinks & <b>tags."
    assert meta["description"] == meta["og:description"] == about
    assert meta["og:title"] == "Tea"
    assert meta["og:url"] == "https://example.org/site/deep/tea.html"
    assert '"@id":"https://example.org/site/deep/tea.html"' in published.html("deep/tea")


def test_the_sitemap_and_llms_txt_hold_whole_addresses(published: Built) -> None:
    address = "https://example.org/site/deep/tea.html"
    assert f"<loc>{address}</loc>" in (published.outdir / "sitemap.xml").read_text()
    assert f"[Tea]({address}.md)" in (published.outdir / "llms.txt").read_text()


def test_the_page_for_what_is_not_there_works_from_any_address(published: Built) -> None:
    page = published.html("404")
    assert "Page not found" in page
    assert 'data-content_root="/site/"' in page
    addresses = re.findall(r'(?:href|src)="([^"#]+)', page)
    local = [each for each in addresses if "://" not in each]
    assert local
    assert [each for each in local if not each.startswith("/site/")] == []


def test_a_site_without_an_address_needs_none_of_it(site_settings: dict[str, object]) -> None:
    assert not {"notfound.extension", "sphinxext.opengraph"} & set(site_settings["extensions"])  # type: ignore[call-overload]


@pytest.fixture
def site_settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    for name in ("SITE_URL", "READTHEDOCS_CANONICAL_URL"):
        monkeypatch.delenv(name, raising=False)
    path = Path(ROOT / "conf.py")
    settings: dict[str, object] = {"__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), settings)
    return settings
