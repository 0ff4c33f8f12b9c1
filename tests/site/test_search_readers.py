"""What readers have in mind is found: works, names, other forms, filters, other languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from projects import ROOT, run_build, write_project
from searching import NEURONS, SIZES, Go, assert_fine, places, type_query, wait_for
from sphinx_versus.site.search.forms import digest


def test_an_entity_is_found_by_all_forms_of_its_names(go: Go) -> None:
    page = go().page
    box = type_query(page, "we")
    for query in ("LLMs", "L.L.M.", "language-models", "large language model's"):
        box.fill(query)
        wait_for(page, query)
        first = page.locator(".site-search-hit").first
        assert "/entities/large-language-model.html" in (first.get_attribute("href") or ""), query


SITE = """{
    stopwords: new Set(["the", "how", "do", "to", "it"]),
    asking: ["take"],
    endings: ["s", "es"],
    forms: { words: { slept: ["sleep"] }, starts: { behavior: ["behavior", "behaviour"] } },
    names: [{ names: ["Large Language Model", "LLM"] }, { names: ["AI Memory"] }],
    synonyms: [["flashbulb memory", ["striking event"]]],
    units: [["Wh", "watt-hours"], ["billion", "bn", "B"]],
}"""
PARSED = {
    "how do LLMs slept": [["llms", "llm", '"large language model"'], ["sleep"]],
    "how long does it take?": [["long"], ["does"]],
    "large language models": [['"large language models"', '"large language model"', "llm"]],
    "flashbulb memories": [
        ['"flashbulb memories"', '"flashbulb memory"', '"striking event"'],
    ],
    "striking events": [['"striking events"', '"striking event"', '"flashbulb memory"']],
    "A.I. behaviors": [['"ai"'], ["behaviors", "behaviours"]],
    "0.24 watt hours": [['"0.24 watt"', '"0.24 wh"', '"0.24 watt-hours"']],
    "175B words": [['"175b"', '"175 b"', '"175 billion"', '"175 bn"'], ["words"]],
    "1 287 Wh": [['"1287 wh"', '"1287 watt-hours"']],
    "2013 paper": [["2013"], ["paper"]],
    '"to do" models': [['"to do"'], ["models"]],
}
KNOWN = {
    "doi:10.1016/S1364-6613(99)01294-2": "101016s1364661399012942",
    "(https://doi.org/10.1000%2Fabc).": "101000abc",
    "arXiv 2005.14165v2": "arxiv200514165",
    "10.48550/arXiv.1706.03762": "arxiv170603762",
    "978-0-306-40615-7": "isbn9780306406157",
    "ISBN 0306406152": "isbn9780306406157",
    "PMID: 123": "pmid123",
    "https://www.example.org/a?id=1": "exampleorgaid1",
    "forgetting in 2005": None,
}


def test_a_query_is_taken_apart(go: Go) -> None:
    page = go("search.html").page
    page.wait_for_function("Boolean(SiteSearch.query)")
    asked = f"""(text) => {{
        const {{ parse, key }} = SiteSearch.query;
        return parse(text, {SITE}).required.map(({{ forms }}) => forms.map(key));
    }}"""
    for text, forms in PARSED.items():
        assert page.evaluate(asked, text) == forms, text
    for text, word in KNOWN.items():
        assert page.evaluate("(text) => SiteSearch.query.identifier(text)", text) == word
    # The same is done to titles while the site is built.
    title = "Łukasz: the “Weiß” Café"
    told = "(text) => SiteSearch.query.digest(SiteSearch.query.wordsOf(text))"
    assert page.evaluate(told, title) == digest(title)


def test_a_row_is_shown_as_a_row_and_a_claim_with_its_certainty(go: Go) -> None:
    page = go("index.html").page
    type_query(page, "vivid")
    row = page.locator(".site-search-hit").filter(has_text="Emotion").first
    expect(row).to_contain_text("Human Memory: Keeps memories vivid")
    expect(row).to_contain_text("AI Memory: ")
    claim = (
        page.locator(".site-search-hit").filter(has_text="Emotional memories are accurate").first
    )
    expect(claim).to_contain_text("Certainty: Very low")


@pytest.mark.parametrize("size", SIZES)
def test_filters_that_leave_nothing_are_named_and_lifted(go: Go, size: str) -> None:
    visit = go("search.html?q=sleep&certainty=high&kind=claim", size=size)
    page = visit.page
    count = page.locator(".site-search-count")
    expect(count).to_have_text("The filters leave nothing of what was found for “sleep”:")
    lift = page.get_by_role("button", name=re.compile("Lift “Certainty: High”"))
    expect(lift).to_be_visible()
    promised = re.findall(r"\((\d+)\)", lift.inner_text())[0]
    assert_fine(page, size, "article")
    lift.focus()
    page.keyboard.press("Enter")
    expect(count).to_have_text(re.compile(f"^{promised} hits? on"))
    shared = page.url
    assert shared.endswith("search.html?q=sleep&kind=claim")
    page.go_back()
    expect(lift).to_be_visible()
    page.goto(shared)
    expect(count).to_have_text(re.compile(f"^{promised} hits? on"))
    assert visit.errors == []


def test_without_a_query_the_facets_are_those_of_the_domain(go: Go, site: Path) -> None:
    data = json.loads((site / "comparisons.json").read_text(encoding="utf-8"))
    claims = data["claims"]
    page = go("search.html?kind=claim").page
    expect(page.locator(".site-search-count")).to_have_text(re.compile(f"^{len(claims)} hits"))
    levels = page.get_by_role("group", name="Certainty").locator("label")
    shown = dict(
        zip(
            levels.locator(".site-search-value").all_inner_texts(),
            levels.locator(".site-search-number").all_inner_texts(),
            strict=True,
        )
    )
    for level in ("high", "moderate", "low", "very low"):
        held = sum(claim["certainty"] == level for claim in claims)
        assert int(shown.get(level.capitalize(), 0)) == held


def test_coming_back_finds_the_hits_again(go: Go) -> None:
    visit = go("index.html")
    page = visit.page
    type_query(page, "pyramidal").press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{NEURONS}#*")
    page.go_back()
    box = page.get_by_role("combobox", name="Search the site")
    expect(box).to_be_focused()
    expect(box).to_have_value("pyramidal")
    expect(page.locator(".site-search-hit").first).to_contain_text("pyramidal")
    # On the device it is remembered, until it is to be forgotten.
    box.fill("")
    recent = page.get_by_role("group", name=re.compile("Recent searches"))
    expect(recent.get_by_role("option").first).to_have_text("pyramidal")
    recent.get_by_role("option", name="Forget these searches").click()
    expect(recent).to_have_count(0)
    assert page.evaluate("localStorage.getItem('site-search-recent')") is None
    page.keyboard.press("Escape")
    page.wait_for_function("!history.state?.siteSearch")
    page.reload()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visit.errors == []


def test_where_nothing_is_found_there_is_something_to_try(go: Go) -> None:
    page = go().page
    box = type_query(page, "synapq")
    options = page.locator(".site-search-hit")
    names = page.get_by_role("group", name="Near names of this site")
    expect(names.get_by_role("option", name="Synapse", exact=True)).to_be_visible()
    lists = page.get_by_role("group", name="Pages that lead to everything")
    expect(lists.get_by_role("option", name="References")).to_have_count(1)
    word = page.get_by_role("group", name="Near words").get_by_role("option").first
    meant = word.inner_text()
    word.click()
    expect(box).to_have_value(meant)
    wait_for(page, meant)
    expect(options.first).to_contain_text(re.compile(meant[:6], re.IGNORECASE))
    page.goto(page.url.replace(NEURONS, "search.html?q=synapq"))
    expect(page.get_by_role("link", name="Synapse", exact=True)).to_be_visible()


def test_what_is_for_writers_stands_below_and_behind_a_facet(go: Go) -> None:
    page = go("search.html?q=certainty").page
    page.locator(".site-search-hit").first.wait_for()
    titles = page.locator(".site-search-page-title a").evaluate_all(
        "(links) => links.map((link) => link.pathname.includes('/guide/'))"
    )
    assert titles == sorted(titles)
    page.get_by_role("group", name="For whom").get_by_role("checkbox", name="Writers").check()
    expect(page.locator(".site-search-page-title a[href*='/guide/']").first).to_be_visible()
    expect(page.locator(".site-search-page-title a:not([href*='/guide/'])")).to_have_count(0)


LANGUAGES = {
    "de": {
        "conf.py": "language = 'de'\n",
        "index.md": "# Start\n\n```{toctree}\nbrain\nmodel\n```\n",
        "brain.md": """# Gehirn und Rechner

::::{comparison} Gehirn vs Rechner
:key: brain

| Merkmal | Gehirn | Rechner |
|---|---|---|
| Leistung | etwa 20 Watt | 0,24 Wh je Anfrage |
| Gedächtnis | baut Vergangenes neu auf | merkt sich 175 Mrd. Wörter |
::::
""",
        "model.md": "# Sprachmodell\n\n```{entity}\n:aliases: LLM\n\nSagt Text vorher.\n```\n",
    },
    "zh_CN": {
        "conf.py": "language = 'zh_CN'\n",
        "index.md": "# 首页\n\n```{toctree}\ntea\n```\n",
        "tea.md": """# 茶与咖啡

::::{comparison} 茶 vs 咖啡
:key: tea

| 方面 | 茶 | 咖啡 |
|---|---|---|
| 来源 | 中国的茶叶 | 埃塞俄比亚的咖啡豆 |
| 睡眠 | 茶影响睡眠较少 | 咖啡影响睡眠较多 |

## Scientific evidence

下午喝咖啡会缩短夜间的睡眠时间。
- 德雷克等人（2013）
- certainty: moderate, because 样本很小。
- key: afternoon
::::
""",
    },
}
ASKED = {
    "de": {
        "Gedaechtnis": "brain-row-gedächtnis",
        "Gedechtnis": "brain-row-gedächtnis",
        "0,24 Wattstunden": "brain-row-leistung",
        "20 W": "brain-row-leistung",
        "175 Milliarden": "brain-row-gedächtnis",
        "LLMs": "",
        "Gehirns": "",
    },
    "zh_CN": {
        "埃塞俄比亚": "tea-row-来源",
        "塞俄比亚": "tea-row-来源",
        "豆": "tea-row-来源",
        "睡眠": "tea-row-睡眠",
        # One word of it stands everywhere.
        "中国的茶叶": "tea-row-来源",
        "睡眠时间": "tea-claim-afternoon",
        "咖啡会影响睡眠吗？": "tea-row-睡眠",
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_searches_in_other_languages(go: Go, tmp_path: Path, language: str) -> None:
    if language.startswith("zh"):
        reason = "type “pip install pagefind_bin_extended”: Pagefind with words of Chinese"
        pytest.importorskip("pagefind_bin_extended", reason=reason)
    pages = LANGUAGES[language]
    conf = f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
    conf += "extensions = ['sphinx_versus.search', 'myst_parser']\n" + pages["conf.py"]
    source = write_project(tmp_path / "source", {**pages, "conf.py": conf})
    done = run_build(source, tmp_path / "site")
    assert done.stderr == ""
    visit = go("index.html", root=tmp_path / "site")
    page = visit.page
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    for query, place in ASKED[language].items():
        box.fill(query)
        wait_for(page, query)
        assert places(page)[0] == place, query
    assert visit.errors == []
