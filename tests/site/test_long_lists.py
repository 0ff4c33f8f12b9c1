"""Lists of many comparisons: divided, complete without scripts, and filtered with them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from projects import CONF, ROOT, run_build, write_project
from sphinx_versus.queries.selection import LONG

COUNT = LONG + 10
LISTS = """# Lists

```{comparison-list}
```

## By tag

```{comparison-list}
:group: tag
:as: cards
```

## Short

```{comparison-list}
:tag: odd
```

## Undivided

```{comparison-list}
:group: none
:as: list
```

## Entities

```{entity-list}
:group: letter
:limit: 5
```
"""


def _page(number: int) -> str:
    letter = chr(ord("A") + number % 7)
    tags = ":tags: odd\n" if number % 2 else ""
    return (
        f"# {letter}{number} vs Other\n\n::::{{comparison}} {letter}{number} vs Other\n{tags}\n"
        f"The tagline, número {number}.\n\n## Outlook\n\nGood.\n::::\n"
    )


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the lists, built once, in HTML and as text."""
    source = tmp_path_factory.mktemp("lists")
    files = {f"page{number}.md": _page(number) for number in range(COUNT)}
    files["lists.md"] = LISTS
    files["index.md"] = "# Index\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\n*\n```\n"
    files["conf.py"] = CONF.format(ext=str(ROOT / "_ext"))
    write_project(source, files)
    for builder in ("html", "text"):
        done = run_build(source, source / builder, "-n", "-W", builder=builder)
        assert done.stderr == ""
    return source / "html" / "lists.html"


def _parts(page: str) -> list[list[str]]:
    """The letters or tags of each divided list."""
    lists = page.split('<div class="versus-divided')[1:]
    return [
        re.findall(r'<p class="versus-letter rubric" id="[^"]*">([^<]*)', each) for each in lists
    ]


def test_a_long_list_is_divided_by_letter_or_by_tag(lists: Path) -> None:
    page = lists.read_text(encoding="utf-8")
    assert _parts(page) == [list("ABCDEFG"), ["odd", "Without a tag"], ["A"]]
    for anchor in re.findall(r'href="#(versus-list-[^"]*)"', page):
        assert page.count(f'id="{anchor}"') == 1
    # Each comparison once by letter, once by tag and once undivided, half of them below "odd".
    assert page.count('href="page1.html"') == 4
    assert page.count('href="page2.html"') == 3


def test_it_is_complete_elsewhere(lists: Path) -> None:
    text = (lists.parent.parent / "text" / "lists.txt").read_text(encoding="utf-8")
    assert text.count("número 69.") >= 3
    assert "Without a tag" in text


def test_only_pages_with_a_long_list_load_its_script(lists: Path) -> None:
    assert "versus_lists.js" in lists.read_text(encoding="utf-8")
    assert "versus_lists.js" not in (lists.parent / "page1.html").read_text(encoding="utf-8")


def test_the_list_is_filtered_while_one_types(lists: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(lists.as_uri())
    first = page.locator(".versus-divided").first
    entries = first.locator(".versus-part li:visible")
    assert entries.count() == COUNT
    first.get_by_label("Filter the list").fill("NUMERO 1 b")
    assert {text[:2] for text in entries.all_inner_texts()} == {"B1"}
    assert first.locator(".versus-letter:visible").all_inner_texts() == ["B"]
    assert first.locator("output").inner_text() == f"{entries.count()} of {COUNT}"
    first.get_by_label("Filter the list").fill("")
    assert entries.count() == COUNT
    page.close()


def test_without_scripts_all_of_it_is_there(lists: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(lists.as_uri())
    assert page.locator(".versus-divided").first.locator(".versus-part li:visible").count() == COUNT
    assert page.locator(".versus-filter").count() == 0
    context.close()
