"""Whoever moves a page, or gives a claim another id, keeps the old address."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from projects import CONF, ROOT, Built, run_sphinx, write_project

CONF_PY = (
    CONF.format(ext=str(ROOT / "_ext"))
    + """
extensions += ["sphinx_versus.data", "sphinx_versus.review"]
html_extra_path = ["extra"]
versus_review_inventory = "last.inv"
"""
)
COMPARISON = """# Tea vs Coffee

::::{comparison} Tea vs Coffee
WAS
Two drinks.

## Table

| | Tea | Coffee |
|---|---|---|
| Price | 1 | 2 |

## Evidence

Tea calms people.
- Somebody (2001)
- certainty: low, because few have looked
- key: KEY
::::
"""
FILES = {
    "conf.py": CONF_PY,
    "extra/taken.html": "It is mine.",
    "index.md": """# Drinks

[one](#drinks-claim-calms), [two](drinks.md), [three](drinks.md#drinks-row-price),
{claim}`drinks-claim-calms`, {doc}`four <brewing>`, [five](#cups-claim-a)

```{claim} drinks-claim-calms
```

```{toctree}
:glob:
*
```
""",
    "tea.md": COMPARISON.replace("WAS", ":was: drinks, drinks.md, taken.md\n").replace(
        "KEY", "soothes\n- was: drinks-claim-calms, cups.md#gone"
    ),
    "making.md": """---
was:
- brewing.md
- old folder/to make.md
---
# Making

```{evidence}
:was: cups

Water boils.
- Somebody (2001)
- certainty: low, because few have looked
- key: a
- was: split.md#one
```
""",
    "cups.md": """# Cups

```{evidence}
:key: of-cups

Cups are round.
- Somebody (2001)
- certainty: low, because few have looked
- was: split.md#two, index.md
```
""",
}
OLD = {name: text for name, text in FILES.items() if name in ("conf.py", "extra/taken.html")} | {
    "index.md": "# Drinks\n\n```{toctree}\n:glob:\n*\n```\n",
    "drinks.md": COMPARISON.replace("WAS", ":key: drinks\n").replace("KEY", "calms"),
    "cups.md": "# Cups\n\n(a-label)=\n## Sizes\n\n```{evidence}\nTea is hot.\n- Somebody\n```\n",
}


def _build(folder: Path, builder: str = "html", *options: str) -> Built:
    return run_sphinx(
        folder, "-D", "suppress_warnings=versus_review.no_review", *options, builder=builder
    )


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project after its pages have moved, built in the folder of what it was before."""
    folder = write_project(tmp_path_factory.mktemp("moved"), OLD)
    before = _build(folder)
    shutil.copy(before.outdir / "objects.inv", folder / "last.inv")
    (folder / "drinks.md").unlink()
    return _build(write_project(folder, FILES))


def test_a_page_that_has_moved_leads_to_where_it_is(moved: Built) -> None:
    for old, address in (
        ("drinks", "tea.html"),
        ("brewing", "making.html"),
        ("old folder/to make", "../making.html"),
    ):
        page = moved.html(old)
        assert f'<meta http-equiv="refresh" content="0; url={address}">' in page
        assert f'<a class="site-moved-page" href="{address}">' in page


def test_what_goes_to_several_pages_is_listed(moved: Built) -> None:
    page = moved.html("split")
    assert "http-equiv" not in page
    assert '<li id="one"><a href="making.html#making-claim-a">Water boils</a></li>' in page
    assert '<li id="two"><a href="cups.html#of-cups-claim-cups-are-round">' in page
    # Of what is still there, only what has left it.
    assert moved.html("cups").count("site-moved") == 1
    assert '<li id="gone"><a href="tea.html#tea-vs-coffee-claim-soothes">' in moved.html("cups")


def test_no_page_is_overwritten_and_each_is_told(moved: Built) -> None:
    assert moved.html("taken") == "It is mine."
    assert "Drinks" in moved.html("index")
    told = re.findall(r"(\w+\.md:\d+): WARNING: (.*)", moved.warnings)
    assert told == [
        (
            "cups.md:9",
            '"index" is a page still, to which links lead; take it out of was [site_moved.page]',
        ),
        (
            "tea.md:4",
            '"taken.html" is the file of something else; take it out of was [site_moved.page]',
        ),
    ]


def test_old_ids_are_anchors_and_links_to_them_lead_on(moved: Built) -> None:
    page = moved.html("tea")
    for old in ("drinks", "drinks-row-price", "drinks-evidence", "drinks-claim-calms", "gone"):
        assert page.count(f'id="{old}"') == 1
    index = moved.html()
    for name in ("one", "two", "three", "four", "five"):
        assert re.search(rf'href="(tea|making)\.html[^"]*"[^>]*><span[^>]*>{name}', index), name
    assert index.count("#tea-vs-coffee-claim-soothes") >= 3


def test_the_data_know_old_ids(moved: Built) -> None:
    data = json.loads((moved.outdir / "comparisons.json").read_text(encoding="utf-8"))
    assert data["comparisons"][0]["was"] == ["drinks"]
    assert data["comparisons"][0]["dimensions"][0]["was"] == ["drinks-row-price"]
    claims = {claim["id"]: claim.get("was") for claim in data["claims"]}
    assert claims["tea-vs-coffee-claim-soothes"] == [
        "drinks-claim-calms",
        "gone",
        "drinks-claim-soothes",
    ]
    assert claims["making-claim-a"] == ["one", "cups-claim-a"]


def test_the_review_names_what_leads_nowhere(moved: Built) -> None:
    built = _build(moved.srcdir, "dirhtml", "-D", "versus_review=1", "-E")
    told = re.findall(
        r"(\w+\.md:\d+): WARNING: ([\w-]+): .*\[versus_review.lost_id\]", built.warnings
    )
    assert told == [("cups.md:1", "cups-claim-tea-is-hot"), ("cups.md:1", "a-label")]
    # The address of a page is that of its folder.
    assert 'url=../tea/"' in (built.outdir / "drinks" / "index.html").read_text(encoding="utf-8")


def test_an_address_goes_with_what_names_it(moved: Built) -> None:
    making = moved.srcdir / "making.md"
    text = making.read_text(encoding="utf-8")
    making.write_text(text.replace("- brewing.md\n", ""), encoding="utf-8")
    built = _build(moved.srcdir)
    making.write_text(text, encoding="utf-8")
    assert not (built.outdir / "brewing.html").exists()
    assert (built.outdir / "drinks.html").exists()
    assert (built.outdir / "taken.html").exists()
