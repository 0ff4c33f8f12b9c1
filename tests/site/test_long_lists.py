"""Lists of many comparisons: divided, complete without scripts, and filtered with them."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from accessible import violations
from projects import CONF, ROOT, run_build, write_project
from sphinx_versus.queries.listing import LONG
from sphinx_versus.site.lists import MOST

COUNT = LONG + 10
CLAIMS = 2 * MOST + 50
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


def _claims() -> str:
    levels = ("high", "moderate", "low")
    claims = [
        f"Claim number {number} of {CLAIMS}.\n- Somebody ({1950 + number % 70})\n"
        + "- disputes: Another (1940)\n" * (number % 10 == 0)
        + f"- certainty: {levels[number % 3]}, because so\n- about: A{number % 5 * 7}\n"
        for number in range(CLAIMS)
    ]
    return "# Evidence\n\n```{evidence}\n" + "\n".join(claims) + "```\n"


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
    files["evidence.md"] = _claims()
    files["claims.md"] = (
        "# Claims\n\nSee {entity}`A7` and [](#page1).\n\n```{evidence-list}\n:as: table\n```\n"
    )
    files["index.md"] = "# Index\n\n```{toctree}\n:glob:\n:maxdepth: 1\n\n*\n```\n"
    files["conf.py"] = CONF.format(ext=str(ROOT / "_ext")).replace("basic", "furo")
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
    page = page.partition("<article")[2]
    # Each comparison once by letter, once by tag and once undivided, half of them below "odd".
    assert page.count('href="page1.html"') == 4
    assert page.count('href="page2.html"') == 3


def test_it_is_complete_elsewhere(lists: Path) -> None:
    text = (lists.parent.parent / "text" / "lists.txt").read_text(encoding="utf-8")
    assert text.count("número 69.") >= 3
    assert "Without a tag" in text


def test_the_list_is_filtered_while_one_types(lists: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(lists.as_uri())
    first = page.locator(".site-list").first
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
    assert page.locator(".site-list-tools").count() == 0
    # A very long list has several pages, which lead to each other.
    page.goto(lists.with_name("claims.html").as_uri())
    seen: list[str] = []
    for number in range(3):
        seen += page.locator("tbody > tr > :first-child").all_inner_texts()
        assert page.locator("h1").inner_text().startswith("Claims")
        if number < 2:
            page.locator(".site-list-parts a").nth(number).click()
            page.wait_for_url(f"**/claims.list-1-{number + 2}.html")
    assert len(seen) == len(set(seen)) == CLAIMS
    context.close()


def test_no_file_of_a_list_is_heavy(lists: Path) -> None:
    files = [*lists.parent.glob("claims*.html"), *(lists.parent / "parts").glob("*.js")]
    assert len(files) == 6
    assert max(len(gzip.compress(each.read_bytes())) for each in files) < 150_000


@pytest.fixture
def claims(lists: Path, browser: Browser) -> Iterator[Page]:
    """The list of all claims, whose address can be set."""
    page = browser.new_page()
    page.goto(lists.with_name("claims.html").as_uri())
    yield page
    page.close()


def test_all_parts_are_filtered_and_sorted_as_one(claims: Page) -> None:
    rows = claims.locator("tbody > tr")
    told = claims.locator(".site-list-tools output")
    claims.get_by_label("Filter the list").fill(f"number {CLAIMS - 1} ")
    expect(told).to_have_text(f"1 of {CLAIMS}")
    claims.get_by_label("Filter the list").fill("")
    claims.get_by_label("Certainty").select_option(label="Moderate")
    claims.get_by_label("Contested").select_option(label="Contested")
    wanted = [n for n in range(CLAIMS) if n % 3 == 1 and n % 10 == 0]
    expect(told).to_have_text(f"{len(wanted)} of {CLAIMS}")
    claims.get_by_label("About").select_option(label="A0")
    wanted = [n for n in wanted if n % 5 == 0]
    claims.get_by_role("combobox", name=re.compile("^Newest source")).select_option("2010")
    wanted = [n for n in wanted if 1950 + n % 70 >= 2010]
    expect(told).to_have_text(f"{len(wanted)} of {CLAIMS}")
    claims.get_by_role("combobox", name=re.compile("^Sort")).select_option("year")
    numbers = [int(re.findall(r"number (\d+)", text)[0]) for text in rows.all_inner_texts()]
    assert sorted(numbers) == wanted
    assert [n % 70 for n in numbers] == sorted((n % 70 for n in numbers), reverse=True)
    assert violations(claims) == []


def test_a_link_shows_what_it_leads_to_and_a_tap_follows_it(lists: Path, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(lists.with_name("claims.html").as_uri())
    box = page.locator("#in-place")
    link = page.locator("a.versus-preview", has_text="B1 vs Other")
    link.hover()
    expect(box).to_contain_text("The tagline, número 1.")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    page.mouse.move(0, 0)
    page.locator("a.versus-preview", has_text="A7").focus()
    expect(box).to_contain_text("A7")
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(box).to_contain_text("número 1")
    assert {url.partition(":")[0] for url in asked} == {"file"}
    page.close()
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    phone = context.new_page()
    phone.goto(lists.with_name("claims.html").as_uri())
    phone.locator("a.versus-preview", has_text="B1 vs Other").tap()
    expect(phone).to_have_url(re.compile("page1.html"))
    context.close()
