"""The search in a real browser, with the real index of the site."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from projects import ROOT, run_build, write_project
from searching import NEURONS, Go, assert_fine, places, type_query, wait_for

LEARNING = "comparisons/learning-vs-training.html"
HOSTILE = "<img src=x onerror=alert(1)> \"quoted\" & 'more'"


def test_three_letters_an_arrow_and_enter_open_the_claim(go: Go) -> None:
    visit = go("index.html")
    page = visit.page
    box = type_query(page, "meg")
    box.press("ArrowDown")
    box.press("Enter")
    claim = "human-brain-vs-artificial-intelligence-claim-megawatts"
    page.wait_for_url(f"**#{claim}")
    target = page.locator(f"[id={claim}]")
    expect(target).to_have_class(re.compile("site-search-target"))
    expect(target).to_be_in_viewport()
    # Nothing sticks in front of it.
    statement = page.locator("li.versus-claim").filter(has=target).locator(".versus-statement")
    assert statement.evaluate(
        """(element) => {
            const { left, top, height } = element.getBoundingClientRect();
            return element.contains(document.elementFromPoint(left + 5, top + height / 2));
        }"""
    )
    marked = page.evaluate(
        "[...CSS.highlights.get('site-search')].map((range) => range.toString())"
    )
    assert "megawatts" in marked
    page.keyboard.press("Escape")
    expect(target).not_to_have_class(re.compile("site-search-target"))
    assert visit.errors == []


def test_a_screen_reader_is_told_all_of_it(go: Go) -> None:
    page = go().page
    button = page.get_by_role("button", name="Search")
    button.click()
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog).to_be_visible()
    box = dialog.get_by_role("combobox", name="Search the site")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("spacing")
    wait_for(page, "spacing")
    expect(box).to_have_attribute("aria-expanded", "true")
    options = dialog.get_by_role("listbox", name="Results").get_by_role("option")
    group = dialog.get_by_role("group", name="Learning vs Training")
    first = group.get_by_role("option").first
    expect(first).to_have_accessible_name(re.compile("^Claim.*High.*Spreading study out"))
    counted = re.compile(r"^(\d+ hits? on \d+ pages?|The first \d+ hits)$")
    expect(dialog.get_by_role("status")).to_have_text(counted)
    box.press("ArrowDown")
    active = options.first
    expect(active).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == active.get_attribute("id")
    last = options.nth(options.count() - 1)
    box.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()


def test_a_word_in_one_cell_opens_at_its_row(go: Go) -> None:
    page = go("index.html").page
    box = type_query(page, "pyramidal")
    box.press("ArrowDown")
    box.press("Enter")
    row = "neurons-vs-parameters-row-what-one-can-do"
    page.wait_for_url(f"**/{NEURONS}#{row}")
    expect(page.locator(f"[id={row}]")).to_be_in_viewport()


def test_a_hit_on_the_same_page_is_marked_without_loading_it_again(go: Go) -> None:
    visit = go(NEURONS)
    page = visit.page
    page.evaluate("window.stayed = true")
    type_query(page, "pyramidal").press("ArrowDown")
    page.keyboard.press("Enter")
    row = page.locator("[id=neurons-vs-parameters-row-what-one-can-do]")
    expect(row).to_have_class(re.compile("site-search-target"))
    expect(row).to_be_focused()
    assert page.evaluate("window.stayed")
    # The menu beside the page, which has the word too, is left alone.
    outside = page.evaluate(
        """() => {
            SiteSearch.mark(["neurons"]);
            const inside = ({ startContainer }) => startContainer.parentElement.closest("article");
            return [...CSS.highlights.get("site-search")].map((range) => Boolean(inside(range)));
        }"""
    )
    assert set(outside) == {True}


def test_nothing_is_requested_twice(go: Go) -> None:
    visit = go()
    visit.requests.clear()
    box = type_query(visit.page, "forgetting")
    for query in ("memory", "forgetting"):
        box.fill(query)
        wait_for(visit.page, query)
    asked = [re.sub(r"\?ts=\d+", "", url) for url in visit.requests]
    assert len(asked) > 5
    assert sorted(set(asked)) == sorted(asked)


QUERIES = {
    # a query: what is offered first, and what is said about it
    "does sleep help memory?": ("learning-vs-training-claim-sleep-and-memory", ""),
    "curiousity": ("learning-vs-training-row-signal", "shown is what was found for: curiosity"),
    "redundancy wxyzwxy": (
        "neurons-vs-parameters-claim-redundant-weights",
        "No page has all of these words",
    ),
    '"overwrite an old one"': ("learning-vs-training-row-forgetting", ""),
    "Gottlieb 2013": ("learning-vs-training-row-signal", ""),
    "José Marcelo Farfel": ("cite-azevedo2009", ""),
    "jose farfel": ("cite-azevedo2009", ""),
    "few-shot": ("learning-vs-training-claim-few-shot", ""),
    # A work by its identifiers, its authors and its title.
    "https://doi.org/10.1037/0021-9010.88.2.234": ("cite-arthur2003", ""),
    "arXiv:1706.03762v5 [cs.CL]": ("cite-vaswani2017", ""),
    "Zador (2019)": ("cite-zador2019", ""),
    "Attention is all you need": ("cite-vaswani2017", ""),
    # The same words in other forms.
    "slept": ("learning-vs-training-claim-sleep-and-memory", ""),
    "behavior modeling": ("what-training-achieves", ""),
    "CO2": ("human-brain-vs-artificial-intelligence-claim-five-cars", ""),
    "11.5 MW": ("human-brain-vs-artificial-intelligence-row-power", ""),
    "hallucination": (
        "human-memory-vs-ai-memory-row-invention",
        "also: hallucination → invention, makes things up",
    ),
}


def test_queries_mean_what_people_mean(go: Go) -> None:
    page = go().page
    box = type_query(page, "we")
    for query, (place, notice) in QUERIES.items():
        box.fill(query)
        wait_for(page, query)
        assert place in places(page)[:4], query
        expect(page.locator(".site-search-dialog .site-search-notice")).to_contain_text(notice)
        if not notice:
            expect(page.locator(".site-search-dialog .site-search-notice")).to_be_empty()


SEGMENTS = {
    "埃塞俄比亚": ["埃", "塞", "俄", "比亚"],
    "热饮料机": ["热", "饮料", "机"],
    "咖啡": ["咖啡"],
    "Tea咖啡": ["Tea", "咖啡"],
    "95 毫克": ["95", "毫克"],
    "memory": ["memory"],
}


def test_words_without_spaces_are_parted_as_the_index_has_them(go: Go) -> None:
    page = go("search.html?q=memory").page
    page.wait_for_function("Boolean(SiteSearch.query?.segment)")
    known = [{"word": word} for word in ("埃", "塞", "俄", "比亚", "热", "饮料", "咖啡", "毫克")]
    for text, parts in SEGMENTS.items():
        script = "([text, known]) => SiteSearch.query.segment(text, known)"
        assert page.evaluate(script, [text, known]) == parts


def test_a_word_can_be_left_out(go: Go) -> None:
    page = go().page
    box = type_query(page, "sleep")
    claim = "learning-vs-training-claim-sleep-and-memory"
    assert claim in places(page)
    box.fill("sleep -memories")
    wait_for(page, "sleep -memories")
    assert claim not in places(page)
    assert places(page) != []


def test_the_page_of_its_own_filters_and_can_be_shared(go: Go) -> None:
    visit = go("search.html?q=memory&kind=claim")
    page = visit.page
    kinds = page.locator(".site-search-hit .site-search-kind")
    expect(kinds.first).to_be_visible()
    assert set(kinds.all_inner_texts()) == {"Claim"}
    assert page.title().startswith("memory")
    claims = page.get_by_role("group", name="Kind").get_by_role("checkbox", name="Claim")
    expect(claims).to_be_checked()
    number = page.locator("label:has(input[value=claim]) .site-search-number").inner_text()
    count = page.locator(".site-search-count")
    expect(count).to_have_text(re.compile(f"^{number} hits? on"))
    # The count beside a value is what choosing it gives.
    level = page.get_by_role("group", name="Certainty").locator("label").first
    promised = int(level.locator(".site-search-number").inner_text())
    level.get_by_role("checkbox").check()
    expect(count).to_have_text(re.compile(f"^{promised} hits? on"))
    assert re.search(r"q=memory&kind=claim&certainty=\w+", page.url)
    expect(level.get_by_role("checkbox")).to_be_focused()
    page.reload()
    expect(count).to_have_text(re.compile(f"^{promised} hits? on"))
    page.get_by_role("button", name="Remove all filters").click()
    expect(claims).not_to_be_checked()
    assert visit.errors == []


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_everybody_can_read_it_and_nothing_overflows(go: Go, size: str, scheme: str) -> None:
    page = go(size=size, color_scheme=scheme).page
    type_query(page, "memory").press("ArrowDown")
    assert_fine(page, size, ".site-search-dialog")
    page.goto(page.url.replace(NEURONS, "search.html?q=memory"))
    page.locator(".site-search-hit").first.wait_for()
    summary = page.locator(".site-search-filters summary")
    if size == "phone":
        summary.click()
    assert_fine(page, size, "article")


def _policy(site: Path) -> dict[str, str]:
    """A policy that forbids wasm; a theme's own script in the page is let in by its hash."""
    page = (site / NEURONS).read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()) for text in scripts]
    allowed = " ".join(f"'sha256-{text.decode()}'" for text in hashes)
    return {
        "Content-Security-Policy": f"default-src 'self'; script-src 'self' {allowed}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    }


CIRCUMSTANCES = ("from a file", "without wasm", "under a policy", "without an index")


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_elsewhere_the_simple_search_answers_in_the_same_box(
    go: Go, site: Path, tmp_path: Path, circumstance: str
) -> None:
    options: dict[str, Any] = {}
    match circumstance:
        case "from a file":
            options["from_file"] = True
        case "without wasm":
            options["script"] = "delete globalThis.WebAssembly"
        case "under a policy":
            options["headers"] = _policy(site)
        case "without an index":
            root = tmp_path / "site"
            shutil.copytree(site, root, ignore=shutil.ignore_patterns("pagefind"))
            (root / "pagefind").mkdir()
            (root / "pagefind" / "site.json").write_text(json.dumps({"pagefind": False}))
            options["root"] = root
    visit = go(**options)
    page = visit.page
    type_query(page, "forgetting")
    notice = page.locator(".site-search-dialog .site-search-notice")
    expect(notice).to_contain_text("the simple search")
    page.get_by_role("listbox").get_by_role("option").first.click()
    page.wait_for_url(re.compile(re.escape(LEARNING)))
    page.goto(visit.address + "search.html?q=forgetting")
    page.locator(".site-search-hit").first.wait_for()
    expect(page.locator(".site-search-filters")).to_be_hidden()
    page.wait_for_load_state("networkidle")
    assert visit.errors == []


# Which files of the index are missing (no number), empty or cut.
BROKEN = {"fragment/*": 0, "pagefind.js": 0.5, "index/*": 0.5, "wasm*": None, "*.pf_meta": 0}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_bundle_that_is_not_whole_does_not_stop_the_search(
    go: Go, site: Path, tmp_path: Path, broken: str
) -> None:
    root = tmp_path / "site"
    shutil.copytree(site, root)
    for path in (root / "pagefind").glob(broken):
        content = path.read_bytes()
        path.unlink()
        if (share := BROKEN[broken]) is not None:
            path.write_bytes(content[: int(share * len(content))])
    page = go(root=root).page
    type_query(page, "forgetting")
    hits = page.get_by_role("listbox").get_by_role("option")
    expect(hits.first).to_contain_text("Forgetting")


def test_below_another_site_it_finds_its_own(go: Go, site: Path) -> None:
    visit = go(f"{site.name}/{NEURONS}", root=site.parent)
    page = visit.page
    type_query(page, "lifelong").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{site.name}/{LEARNING}#learning-vs-training-row-duration")
    assert visit.errors == []


def test_with_wasm_allowed_a_policy_changes_nothing(go: Go, site: Path) -> None:
    headers = _policy(site)
    headers = {
        name: value.replace("script-src", "script-src 'wasm-unsafe-eval'")
        for name, value in headers.items()
    }
    visit = go(headers=headers)
    type_query(visit.page, "pyramidal")
    assert places(visit.page)[0] == "neurons-vs-parameters-row-what-one-can-do"
    assert visit.errors == []


def test_without_scripts_there_is_a_note_and_a_way(go: Go) -> None:
    page = go("search.html", java_script_enabled=False).page
    article = page.locator("article")
    expect(article.get_by_text("The search needs JavaScript")).to_be_visible()
    expect(article.get_by_role("link", name="Learning vs Training")).to_be_visible()
    expect(page.locator(".sidebar-search-container")).to_be_visible()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site in the default theme whose words are an attack."""
    conf = f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
    conf += 'extensions = ["sphinx_versus.site.search"]\n'
    page = f"{HOSTILE}\n{'=' * 60}\n\n{HOSTILE} otter ``</script><script>alert(2)</script>``\n"
    source = tmp_path_factory.mktemp("hostile")
    write_project(source, {"conf.py": conf, "index.rst": page})
    done = run_build(source, source / "_build")
    assert done.stderr == ""
    return source / "_build"


def test_hostile_text_stays_text(go: Go, hostile: Path) -> None:
    visit = go("index.html", root=hostile)
    page = visit.page
    said: list[str] = []
    page.on("dialog", lambda dialog: said.append(dialog.message) or dialog.dismiss())
    box = type_query(page, "otter")
    expect(page.get_by_role("option").first).to_contain_text("<img src=x onerror=alert(1)>")
    query = '"><img src=x onerror=alert(3)> otter'
    box.fill(query)
    wait_for(page, query)
    page.goto(
        visit.address + "search.html?q=otter&%3Cimg%20src%3Dx%20onerror%3Dalert(4)%3E=%3Cb%3E"
    )
    expect(page.get_by_role("checkbox", name="<b> 0")).to_be_checked()
    page.goto(visit.address + "index.html?mark=%3Cimg%20src%3Dx%20onerror%3Dalert(5)%3E+(+[+*#x")
    expect(page.locator("dialog img, .site-search-page img, .body img")).to_have_count(0)
    assert said == []
    assert visit.errors == []
