"""Hostile names come back unchanged from each format, and do no harm in it."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from pybtex.database import parse_file

from hostile import NAMES, unguard
from projects import Built

JSON_LD = "application/ld+json"


class _Page(HTMLParser):
    """Collects scripts by their type, and the text of the foot."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[tuple[str, str]] = []
        self.kind: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.kind = dict(attrs).get("type") or ""
            self.scripts.append((self.kind, ""))

    def handle_endtag(self, tag: str) -> None:
        self.kind = None if tag == "script" else self.kind

    def handle_data(self, data: str) -> None:
        if self.kind is not None:
            kind, text = self.scripts[-1]
            self.scripts[-1] = (kind, text + data)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def test_json_holds_them_unchanged(hostile: Built) -> None:
    data = json.loads((hostile.outdir / "comparisons.json").read_text(encoding="utf-8"))
    (comparison,) = data["comparisons"]
    first, second = comparison["dimensions"]
    texts = [cell["text"] for row in (first, second) for cell in row["cells"]]
    assert texts == [NAMES[1], _one_line(NAMES[3]), NAMES[4], f"{NAMES[0]} [@odd]"]
    assert [first["name"], second["name"]] == [NAMES[1], NAMES[5]]
    assert data["author"] == NAMES[4]
    assert data["project"] == NAMES[0]
    titles = [page["title"] for page in data["pages"]]
    assert f"Hostile {NAMES[0]} {NAMES[3]}" in titles
    assert data["claims"][0]["sources"][1]["text"] == NAMES[2]
    assert all(
        address.startswith("https://example.org/a%20b/")
        for address in re.findall(r'"url": "([^"]*)"', json.dumps(data))
    )


def test_csv_holds_them_unchanged_and_no_formula(hostile: Built) -> None:
    path = hostile.outdir / "data" / "hostile.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert [cell for row in rows for cell in row if cell[:1] in tuple("=+-@")] == []
    assert [[unguard(cell) for cell in row] for row in rows[1:]] == [
        [NAMES[1], NAMES[1], _one_line(NAMES[3])],
        [NAMES[5], NAMES[4], f"{NAMES[0]} (The </script> Group & Müller, 2001)"],
    ]


def test_linked_data_holds_them_unchanged_and_no_script(hostile: Built) -> None:
    page = _Page(hostile.html("hostile"))
    (linked,) = (text for kind, text in page.scripts if kind == JSON_LD)
    graph = json.loads(linked)["@graph"]
    (claim,) = (node for node in graph if node["@type"] == "Claim")
    assert claim["text"] == NAMES[0]
    assert {"@type": "CreativeWork", "name": NAMES[2]} in claim["citation"]
    article = next(node for node in graph if node["@type"] == "Article")
    assert article["headline"] == f"Hostile {NAMES[0]} {NAMES[3]}"
    assert article["author"]["name"] == NAMES[4]
    assert article["license"] == "https://example.org/licence?a=1&b=2"
    (book,) = (node for node in graph if node["@type"] == "Book")
    assert book["name"] == "A & B </script> 100% {x}"
    assert [author["name"] for author in book["author"]] == ["The </script> Group", "José Müller"]
    assert [text for kind, text in page.scripts if "alert" in text and kind != JSON_LD] == []


def test_the_foot_of_the_page_holds_them_as_text(hostile: Built) -> None:
    page = hostile.html("hostile")
    foot = page[page.index('<div class="versus-data">') :]
    assert "<script>alert" not in foot
    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in foot


def test_bibtex_holds_the_sources_of_the_page_alone(hostile: Built) -> None:
    written = parse_file(str(hostile.srcdir / "sources.bib"))
    found = parse_file(str(hostile.outdir / "data" / "hostile.bib"))
    assert list(found.entries) == ["odd"]
    assert found.entries["odd"] == written.entries["odd"]


def test_llms_txt_holds_them_as_text(hostile: Built) -> None:
    lines = (hostile.outdir / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert re.sub(r"\\(.)", r"\1", lines[0]) == f"# {NAMES[0]}"
    (line,) = (line for line in lines if line.startswith("- [Hostile"))
    title, address = re.fullmatch(r"- \[(.*)\]\((https:[^)\s]*)\): .*", line).groups()  # type: ignore[union-attr]
    assert re.sub(r"\\(.)", r"\1", title) == _one_line(f"Hostile {NAMES[0]} {NAMES[3]}")
    assert address == "https://example.org/a%20b/hostile.html.md"
    assert not re.search(r"(?<!\\)[<>]", "\n".join(lines))


def test_the_markdown_of_a_page_holds_them_as_text_with_the_ids_of_rows_and_claims(
    hostile: Built,
) -> None:
    text = (hostile.outdir / "hostile.html.md").read_text(encoding="utf-8")
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    inside = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in [*tokens, *inside]}.isdisjoint({"html_inline", "html_block"})
    shown = "".join(each.content if each.type == "text" else " " for each in inside)
    for name in NAMES:
        assert _one_line(name) in _one_line(shown), name
    for id_ in ("hostile-claim-bad", "hostile-row-sum-1plus1-a-1plus1"):
        assert f"{{#{id_}}}" in text
    (head,) = (line for line in text.splitlines() if line.startswith("| Dimension"))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert head == "| Dimension | One | Other |"
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_csv_of_claims_holds_them_unchanged_and_no_formula(hostile: Built) -> None:
    with (hostile.outdir / "claims.csv").open(encoding="utf-8-sig", newline="") as file:
        (claim,) = csv.DictReader(file)
    assert [cell for cell in claim.values() if cell[:1] in tuple("=+-@")] == []
    assert unguard(claim["Statement"]) == NAMES[0]
    assert claim["Id"] == "hostile-claim-bad"
    assert unguard(claim["Reason"]) == f"because {_one_line(NAMES[3])}"
    assert unguard(claim["Supports"]) == (
        f"The </script> Group & Müller (2001); {_one_line(NAMES[2])}"
    )
    assert (claim["Certainty"], claim["Contested"], claim["Sources"]) == ("low", "no", "odd")


def test_the_sitemap_names_all_pages(hostile: Built) -> None:
    from xml.etree import ElementTree

    tree = ElementTree.parse(hostile.outdir / "sitemap.xml")
    addresses = [
        node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    base = "https://example.org/a%20b/"
    assert addresses == [f"{base}{name}.html" for name in ("hostile", "index", "list")]
