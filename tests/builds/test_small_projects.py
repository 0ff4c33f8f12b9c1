"""What only a whole project shows."""

from __future__ import annotations

import re

from projects import ROOT, run_sphinx, write_project

COMPARISON = """# A vs B

::::{comparison} A vs B
The tagline.

## Side-by-side analysis

| Dimension | A | B |
|---|---|---|
| Cost | low | high |

## Evidence

A claim.
- A source

## Other comparisons
- [C](c.md)
::::
"""
OTHER = """# C vs D

::::{comparison} C vs D
The other tagline.

## Outlook

Nothing yet.
::::
"""
INDEX = "# Index\n\n```{toctree}\n:glob:\n\n*\n```\n"


def test_a_restructuredtext_file_is_told_to_be_markdown(tmp_path):
    text = "Title\n=====\n\n.. comparison:: A vs B\n\n   Text.\n"
    built = run_sphinx(write_project(tmp_path, {"index.rst": text}))
    assert re.search(r"index\.rst:4: WARNING: .*Markdown.*\[versus\.not_markdown\]", built.warnings)
    assert "A vs B" in built.html()


def test_the_comparison_of_the_readme_can_be_pasted(tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pasted = re.search(r"^````markdown\n(.*?)^````$", readme, re.MULTILINE | re.DOTALL)
    assert pasted
    built = run_sphinx(write_project(tmp_path, {"index.md": pasted[1]}), "-n")
    assert built.warnings == ""
    assert built.html().count('class="versus-claim versus-contested"') == 1
    assert built.html().count('scope="row"') == 3
    assert 'data-label="Gel"' in built.html()


def test_problems_can_be_silenced_by_kind(tmp_path):
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        'extensions = ["sphinx_versus"]\nsuppress_warnings = ["versus.invalid_date"]\n'
    )
    text = "# T\n\n::::{comparison} A vs B\n:reviewed: x\n\nTagline.\n\n## Outlook\n\nT.\n::::\n"
    assert run_sphinx(write_project(tmp_path, {"conf.py": conf, "index.md": text})).warnings == ""


def test_an_unknown_citation_is_reported_with_the_line_of_its_row(tmp_path):
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        'extensions = ["sphinx_versus", "sphinxcontrib.bibtex"]\nbibtex_bibfiles = ["a.bib"]\n'
    )
    text = COMPARISON.replace("low", "low {cite:p}`nobody2000`").replace("- [C](c.md)", "")
    text += "\n```{bibliography}\n```\n"
    bib = "@misc{a2000,\n author={A, B}, title={T}, year={2000}}\n"
    built = run_sphinx(write_project(tmp_path, {"conf.py": conf, "index.md": text, "a.bib": bib}))
    assert re.search(r'index\.md:10: WARNING: .*"nobody2000".*\[bibtex\.', built.warnings)


def test_links_lead_to_rows_claims_and_sections_of_other_pages(tmp_path):
    index = INDEX + (
        "\n[](#a-vs-b-row-cost) [text](a.md#a-vs-b-claim-a-claim) [](a.md#a-vs-b-evidence) "
        "[](#c-vs-d) {any}`a-vs-b`\n"
    )
    files = {"index.md": index, "a.md": COMPARISON, "c.md": OTHER}
    built = run_sphinx(write_project(tmp_path, files), "-n")
    assert built.warnings == ""
    links = re.findall(r'href="(\w+\.html#[^"]*)"[^>]*>(?:<[^>]*>)*([^<]*)', built.html())
    assert ("a.html#a-vs-b-row-cost", "Cost") in links
    assert ("a.html#a-vs-b-claim-a-claim", "text") in links
    assert ("a.html#a-vs-b-evidence", "Evidence") in links
    assert ("c.html#c-vs-d", "C vs D") in links
    assert ("a.html#a-vs-b", "A vs B") in links


def test_heading_anchors_of_myst_lead_to_our_sections(tmp_path):
    conf = (
        f"import sys\nsys.path.insert(0, {str(ROOT / '_ext')!r})\n"
        'extensions = ["sphinx_versus"]\nmyst_heading_anchors = 3\n'
    )
    text = OTHER.replace("Nothing yet.", "See [](#outlook).")
    built = run_sphinx(write_project(tmp_path, {"conf.py": conf, "index.md": text}))
    assert built.warnings == ""
    assert 'href="#c-vs-d-outlook"' in built.html()


def test_everything_is_in_the_inventory_and_in_the_search(tmp_path):
    files = {"index.md": INDEX, "a.md": COMPARISON, "c.md": OTHER}
    built = run_sphinx(write_project(tmp_path, files))
    from sphinx.util.inventory import InventoryFile

    inventory = InventoryFile.loads((built.outdir / "objects.inv").read_bytes(), uri="")
    names = {
        kind: set(entries) for kind, entries in inventory.data.items() if kind.startswith("versus")
    }
    assert names["versus:comparison"] == {"a-vs-b", "c-vs-d"}
    assert names["versus:dimension"] == {"a-vs-b-row-cost"}
    assert names["versus:claim"] == {"a-vs-b-claim-a-claim"}
    index = (built.outdir / "searchindex.js").read_text(encoding="utf-8")
    assert "tagline" in index.replace("taglin", "tagline")
    assert '"Cost"' in index or "a-vs-b-row-cost" in index
    assert "Side-by-side analysis" in index


def test_a_card_follows_its_target(tmp_path):
    lonely = OTHER.replace("C vs D", "E vs F")
    files = {"index.md": INDEX, "a.md": COMPARISON, "c.md": OTHER, "e.md": lonely}
    built = run_sphinx(write_project(tmp_path, files))
    assert "The other tagline." in built.html("a")
    before = (built.outdir / "e.html").stat().st_mtime_ns

    (tmp_path / "c.md").write_text(OTHER.replace("other tagline", "newer tagline"))
    built = run_sphinx(tmp_path)
    assert "The newer tagline." in built.html("a")
    assert (built.outdir / "e.html").stat().st_mtime_ns == before

    (tmp_path / "c.md").unlink()
    built = run_sphinx(tmp_path)
    assert "newer tagline" not in built.html("a")
    assert "[versus.unknown_comparison]" in built.warnings


def _large(rows: int, points: int) -> str:
    table = "\n".join(f"| Dimension {row} | left {row} | right {row} |" for row in range(rows))
    sides = "\n".join(
        f"### {side}\n" + "\n".join(f"- Point {point} of {side}" for point in range(points))
        for side in ("A", "B")
    )
    return f"""# A vs B

::::{{comparison}} A vs B
:key: large

Tagline.

## At a glance

| Dimension | A | B |
|---|---|---|
{table}
| Short | one |

## Strengths

{sides}

## Evidence

A claim at the end.
- A source
- certainty: none
::::
"""


def test_a_table_of_sixty_rows_and_a_block_of_two_thousand_lines_keep_their_lines(tmp_path):
    text = _large(rows=60, points=970)
    assert text.count("\n") > 2000
    built = run_sphinx(write_project(tmp_path, {"index.md": text}))
    lines = text.splitlines()
    short = lines.index("| Short | one |") + 1
    none = lines.index("- certainty: none") + 1
    assert re.findall(r"index\.md:(\d+): .*\[versus\.(\w+)\]", built.warnings) == [
        (str(short), "ragged_row"),
        (str(none), "unknown_certainty"),
    ]
    assert built.html().count('id="large-row-') == 61
    assert "Point 969 of B" in built.html()
