"""What the pages of entities say is what a second look at the raw Markdown finds; none is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from projects import ROOT

HOMES = sorted(path for path in (ROOT / "entities").glob("*.md") if path.stem != "index")
WRITTEN = {
    path.relative_to(ROOT).as_posix().removesuffix(".md"): path.read_text(encoding="utf-8")
    for folder in ("comparisons", "articles", "entities", ".")
    for path in sorted((ROOT / folder).glob("*.md"))
    if path.stem not in ("README", "CHANGELOG", "CONTRIBUTING")
}


def _names(home: Path) -> set[str]:
    text = home.read_text(encoding="utf-8")
    aliases = re.search(r"^:aliases: (.+)$", text, re.MULTILINE)
    names = [text.splitlines()[0].lstrip("# "), *(aliases[1].split(",") if aliases else ())]
    return {name.strip().casefold() for name in names}


def _sides(text: str) -> set[str]:
    blocks = re.findall(r"^:{3,}\{comparison\} (.+)$", text, re.MULTILINE)
    return {side.strip().casefold() for block in blocks for side in re.split(r" vs | \| ", block)}


def _claims_about(text: str, names: set[str]) -> int:
    items = re.findall(r"^- about: (.+)$", text, re.MULTILINE)
    return sum(
        any(each.strip().casefold() in names for each in re.split("[;,]", item)) for item in items
    )


def _is_mentioned(home: Path, names: set[str], text: str) -> bool:
    related = re.search(r"^## Related entities\n+((?:- .+\n)+)", text, re.MULTILINE)
    items = related[1].casefold().splitlines() if related else ()
    # Rows of tables in comparisons, some with an id: "| [Energy]{#energy} | …".
    compared = text.partition("{comparison}")[2]
    rows = {row.strip().casefold() for row in re.findall(r"^\| \[?([^|(\]]+)", compared, re.M)}
    roles = re.findall(r"\{entity\}`(?:[^`<]*<)?([^`<>]+)>?`", text)
    links = rf"\]\((?:\.\./)?(?:entities/)?{home.stem}\.md|#entity-{home.stem}\b"
    linked = {role.strip().casefold() for role in roles}
    return bool(
        {item.removeprefix("- ") for item in items} & names
        or rows & names
        or linked & names
        or re.search(links, text)
    )


def _section(page: str, home: Path, part: str) -> str:
    """The part of an entity's page, or nothing."""
    found = page.partition(f'<section id="entity-{home.stem}-{part}">')[2]
    return found.partition("</section>")[0]


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.stem)
def test_a_page_counts_what_the_files_say(site: Path, home: Path) -> None:
    names, page = _names(home), (site / f"entities/{home.stem}.html").read_text(encoding="utf-8")
    compared = [docname for docname, text in WRITTEN.items() if _sides(text) & names]
    claims = sum(_claims_about(text, names) for text in WRITTEN.values())
    mentioning = {
        docname
        for docname, text in WRITTEN.items()
        if docname not in (*compared, f"entities/{home.stem}") and _is_mentioned(home, names, text)
    }
    assert _section(page, home, "comparisons").count("versus-card-title") == len(compared)
    assert len(re.findall(r"versus-quote\b", _section(page, home, "claims"))) == claims
    mentions = _section(page, home, "mentions")
    found = re.findall(r'<li><p><a [^>]*href="(?:\.\./)?([^"#]+)\.html"', mentions)
    assert {
        each if "/" in each or each in WRITTEN else f"entities/{each}" for each in found
    } == mentioning

    # The list of all counts the same.
    listed = (site / "entities/index.html").read_text(encoding="utf-8")
    row = next(row for row in listed.split("<tr")[1:] if f'href="{home.stem}.html' in row)
    counts = [int(count) for count in re.findall(r"<td[^>]*><p>(\d+)</p>", row)]
    # Places of a page stand below it; one without any is itself the place.
    places = sum(_places(mentions))
    assert counts == [len(compared), claims, places]


def _places(mentions: str) -> Iterator[int]:
    for item in re.split(r"<li><p><a [^>]*href=\"[^\"#]+\"", mentions)[1:]:
        yield max(len(re.findall(r"<li>", item)), 1)


def test_no_page_has_an_empty_part_and_no_link_leads_to_nothing(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if "_static" not in path.parts]
    texts = {path: path.read_text(encoding="utf-8") for path in pages}
    empty = re.compile(r"<h([1-6])>(?:(?!</h\1>).)*</h\1>\s*</section>", re.DOTALL)
    for path, text in texts.items():
        assert "Nothing on this site yet" not in text, path
        assert not empty.search(text), path
        if path.name not in ("search.html", "404.html"):
            article = text.partition("<article")[2].partition("</article>")[0]
            words = re.sub(r"<h1.*?</h1>|<[^>]+>", " ", article, flags=re.DOTALL).split()
            assert len(words) > 5, path
