"""Claims as readers meet them: folded, opened by links and print, filtered, explained in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accessible import violations
from projects import CONF, ROOT, run_build, write_project

LEVELS = ("high", "moderate", "low", "very low", "low", "low")
SUBJECTS = ("Tea", "Coffee", "Tea; Coffee", "Coffee", "Tea", "Coffee")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SIXTH = "#drinks-claim-c5"


def _claim(number: int) -> str:
    disputed = "- disputes: Nobody (2001)\n" * (number % 3 == 2)
    return (
        f"The {number}th statement is made.\n- Somebody (2000)\n{disputed}"
        f"- certainty: {LEVELS[number]}, because of reason{number}\n"
        f"- about: {SUBJECTS[number]}\n- key: c{number}\n\n"
    )


DRINKS = (
    "# Tea vs Coffee\n\n::::{comparison} Tea vs Coffee\n:key: drinks\n\nTagline.\n\n"
    f"## Scientific evidence\n\n{''.join(map(_claim, range(6)))}::::\n"
)
OTHERS = {
    "few.md": f"# Few\n\n```{{evidence}}\n{_claim(0)}```\n\n[There]({SIXTH})\n",
    "cited.md": f"# Cited\n\n```{{evidence}}\n[Linked]({SIXTH}).\n- Somebody (2000)\n```\n",
    "table.md": "# Table\n\n```{findings} drinks\n```\n",
    "index.md": "# Index\n\n```{toctree}\ndrinks\ncited\nfew\ntable\n```\n",
}
LEGEND = "# Legend\n\n```{evidence-legend}\n```\n"

Open = Callable[..., Page]


@pytest.fixture(scope="module", params=["with a legend", "without one"])
def drinks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("drinks")
    files = {"drinks.md": DRINKS, **OTHERS, "conf.py": CONF.format(ext=str(ROOT / "_ext"))}
    if request.param == "with a legend":
        files["legend.md"] = LEGEND
        files["index.md"] = files["index.md"].replace("few\n", "few\nlegend\n")
    done = run_build(write_project(source, files), source / "_build", "-n", "-W")
    assert done.stderr == ""
    return source / "_build"


@pytest.fixture
def open_page(browser: Browser, drinks: Path) -> Iterator[Open]:
    """Open a page that has nothing to complain of."""
    said: list[str] = []
    contexts = []

    def open_page(name: str = "drinks", behind: str = "", **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto((drinks / f"{name}.html").as_uri() + behind)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def _shown(page: Page) -> list[str]:
    """The numbers of the claims that are seen."""
    claims = page.locator(":is(li.versus-claim, .versus-findings tbody tr):visible")
    return [text.partition("The ")[2][0] for text in claims.all_inner_texts()]


def _reason(page: Page, number: int) -> Locator:
    return page.get_by_text(f"because of reason{number}")


def test_what_a_claim_says_and_how_it_stands_is_in_sight_and_the_rest_is_folded(
    open_page: Open,
) -> None:
    page = open_page()
    third = page.locator("li.versus-claim").nth(2)
    seen = [line for line in third.inner_text().split("\n") if line]
    assert seen == ["Low certainty", "Contested", "The 2th statement is made."]
    assert page.get_by_role("heading", level=3, name="The 2th statement").count() == 1
    third.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(_reason(page, 2)).to_be_visible()
    # The statement stands on the page once, opened or not.
    assert page.locator("body").inner_text().count("The 2th statement is made.") == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_opens_the_claim_that_it_leads_to(open_page: Open, *, scripts: bool) -> None:
    page = open_page(behind=SIXTH, java_script_enabled=scripts)
    expect(_reason(page, 5)).to_be_visible()
    expect(_reason(page, 4)).to_be_hidden()
    expect(page.locator("li.versus-claim").nth(5).locator("summary")).to_be_in_viewport()
    other = open_page("few", java_script_enabled=scripts)
    other.get_by_role("link", name="There").click()
    expect(_reason(other, 5)).to_be_visible()


def test_a_statement_with_a_link_opens_nothing(open_page: Open) -> None:
    page = open_page("cited")
    assert page.locator("details").count() == 0
    expect(page.get_by_text("Somebody (2000)")).to_be_visible()
    assert violations(page, "li.versus-claim") == []


def test_print_shows_all_without_scripts_too(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    page.emulate_media(media="print")
    for number in range(6):
        expect(_reason(page, number)).to_be_visible()


def test_filters_stand_in_the_address_and_say_how_many_are_left(open_page: Open) -> None:
    page = open_page(behind="?certainty=low&other=1")
    tools = page.get_by_role("group", name="Filter the claims")
    assert _shown(page) == ["2", "4", "5"]
    expect(tools.get_by_role("status")).to_have_text("3 of 6")
    tools.get_by_label("Only contested").check()
    assert _shown(page) == ["2", "5"]
    tools.get_by_label("About").select_option("Tea")
    assert _shown(page) == ["2"]
    expect(tools.get_by_role("status")).to_have_text("1 of 6")
    query = "?certainty=low&other=1&contested=yes&about=Tea"
    assert page.evaluate("location.search") == query
    assert _shown(open_page(behind=query)) == ["2"]
    tools.get_by_label("Certainty").select_option("All")
    tools.get_by_label("Only contested").uncheck()
    tools.get_by_label("About").select_option("All")
    assert page.evaluate("location.search") == "?other=1"
    assert len(_shown(page)) == 6
    expect(tools.get_by_role("status")).to_have_text("")


def test_a_link_to_a_claim_that_is_filtered_out_shows_it(open_page: Open) -> None:
    page = open_page(behind=f"?certainty=high{SIXTH}")
    expect(_reason(page, 5)).to_be_visible()
    assert page.evaluate("location.search") == ""
    # What nobody has is no filter.
    assert len(_shown(open_page(behind="?certainty=odd&about=Nobody"))) == 6


def test_how_a_claim_stands_does_not_cover_what_it_opens(open_page: Open) -> None:
    # "Contested" stands below the level of a claim of one line.
    claim = open_page(behind="#drinks-claim-c2").locator("li:has(#drinks-claim-c2)")
    standing = claim.locator(".versus-standing > :last-child").bounding_box()
    opened = claim.locator(".versus-finding > .versus-label").first.bounding_box()
    assert standing is not None
    assert opened is not None
    assert standing["y"] + standing["height"] <= opened["y"]


def test_all_are_opened_and_folded_at_once(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("button", name="Open all").click()
    expect(page.locator("details[open]")).to_have_count(6)
    page.get_by_role("button", name="Fold all").click()
    expect(page.locator("details[open]")).to_have_count(0)


def test_a_few_claims_need_no_tools(open_page: Open) -> None:
    assert open_page("few").locator(".versus-tools").count() == 0
    assert open_page(java_script_enabled=False).locator(".versus-tools").count() == 0


def test_a_table_of_findings_has_the_same_filters(open_page: Open) -> None:
    page = open_page("table")
    assert _shown(page) == ["0", "1", "4", "2", "5", "3"]
    page.get_by_label("Only contested").check()
    assert _shown(page) == ["2", "5"]
    page.get_by_role("link", name="The 5th statement").click()
    expect(_reason(page, 5)).to_be_visible()


def test_a_level_explains_itself_by_keyboard_and_by_touch(open_page: Open) -> None:
    page = open_page()
    mark = page.locator("li.versus-claim .versus-certainty > :is(a, button)").nth(2)
    mark.focus()
    box = page.locator("#in-place")
    expect(box).to_have_text("The claim may be right; more evidence is likely to change it.")
    assert mark.get_attribute("aria-describedby") == "in-place"
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    phone = open_page(**PHONE)
    phone.locator(".versus-standing > .versus-contested > :is(a, button)").first.tap()
    expect(phone.locator("#in-place")).to_contain_text("Some sources support the claim")
    assert "drinks.html" in phone.url


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, PHONE])
def test_everybody_can_read_claims_folded_and_open(
    open_page: Open, options: dict[str, Any]
) -> None:
    page = open_page(**options)
    assert violations(page) == []
    page.get_by_role("button", name="Open all").click()
    page.locator(".versus-certainty > :is(a, button)").first.focus()
    assert violations(page) == []
    assert violations(open_page("table", **options)) == []
