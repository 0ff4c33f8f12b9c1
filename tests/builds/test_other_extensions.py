"""Beside other extensions that read Markdown or make labels, and with MyST's settings."""

import json

import myst_parser
import pytest

from projects import CONF, ROOT, read_project, run_sphinx, write_project

TEA = """\
# Tea vs Coffee

::::{comparison} Tea vs Coffee
Two hot drinks.

## Strengths

### Tea
- Can be steeped again.

### Coffee
- Quick to make.

## Weaknesses

### Tea
- Turns bitter.

### Coffee
- Goes stale.

## At a glance

| Dimension | Tea | Coffee |
|---|---|---|
| Made from | leaves | seeds |
::::
"""
TWO = """\
# Two at once

::::{comparison} Tea vs Water
Wet.

## Strengths

### Tea
- a

### Water
- b
::::

::::{comparison} Tea vs Milk
Wet.

## Strengths

### Tea
- a

### Milk
- b
::::
"""
MYST = tuple(map(int, myst_parser.__version__.split(".")[:2]))
INDEX = "# Start\n\n```{toctree}\n:glob:\n*\n```\n"


def conf(extensions: list[str], *lines: str) -> str:
    text = CONF.format(ext=str(ROOT / "_ext")).replace('["sphinx_versus"]', repr(extensions))
    return "\n".join([text, *lines])


@pytest.mark.parametrize(
    "line",
    ["myst_commonmark_only = True", "myst_gfm_only = True", "myst_disable_syntax = ['table']"],
)
def test_a_setting_that_keeps_comparisons_from_being_read_is_named(tmp_path, line):
    if "gfm" in line:
        pytest.importorskip("linkify_it", reason="MyST 4 needs it for that")
    files = {"index.md": TEA, "conf.py": conf(["sphinx_versus"], line)}
    source = write_project(tmp_path / "source", files)
    _, warnings = read_project(source)
    number = len(files["conf.py"].splitlines())
    assert warnings.startswith(f"{source / 'conf.py'}:{number}: WARNING: {line.split()[0]} ")
    assert warnings.endswith(" [versus.myst_setting]\n")
    assert warnings.count("\n") == 1


@pytest.mark.parametrize("value", ["None", "'colon_fence'", "3"])
def test_comparisons_are_read_although_the_syntaxes_are_no_list(tmp_path, value):
    files = {
        "index.md": TEA,
        "conf.py": conf(["sphinx_versus"], f"myst_enable_extensions = {value}"),
    }
    app, warnings = read_project(write_project(tmp_path / "source", files))
    assert f"WARNING: myst_enable_extensions is {value}, which MyST does not take" in warnings
    assert warnings.count("\n") == 1
    assert "tea-vs-coffee-row-made-from" in app.env.get_doctree("index").ids


def test_comparisons_are_read_although_myst_refuses_another_setting(tmp_path):
    files = {"index.md": TEA, "conf.py": conf(["sphinx_versus"], "myst_heading_anchors = 99")}
    app, warnings = read_project(write_project(tmp_path / "source", files))
    assert "ERROR: myst configuration invalid: 'heading_anchors'" in warnings
    assert "tea-vs-coffee-row-made-from" in app.env.get_doctree("index").ids


@pytest.mark.parametrize("prefixed", [True, False])
@pytest.mark.parametrize("order", [1, -1])
def test_repeated_headings_give_autosectionlabel_nothing_to_warn_of(tmp_path, prefixed, order):
    other = "# Other\n\n## Strengths\n\nOrdinary.\n"
    extensions = ["sphinx_versus", "sphinx.ext.autosectionlabel"][::order]
    setting = f"autosectionlabel_prefix_document = {prefixed}"
    files = {"index.md": INDEX, "tea.md": TEA, "two.md": TWO, "other.md": other}
    files["conf.py"] = conf(extensions, setting)
    app, warnings = read_project(write_project(tmp_path / "source", files))
    assert warnings == ""
    labels = app.env.domains.standard_domain.labels
    if prefixed:
        assert labels["tea:strengths"] == ("tea", "tea-vs-coffee-strengths", "Strengths")
        assert labels["two:strengths"] == ("two", "tea-vs-water-strengths", "Strengths")
        assert labels["two:tea vs milk"] == ("two", "tea-vs-milk", "Tea vs Milk")
    else:
        # An ordinary heading comes first, and then the first comparison.
        assert labels["strengths"] == ("other", "strengths", "Strengths")
        assert labels["tea"] == ("tea", "tea-vs-coffee-strengths-tea", "Tea")
        assert labels["tea vs milk"] == ("two", "tea-vs-milk", "Tea vs Milk")


def test_two_ordinary_headings_of_the_same_name_are_still_reported(tmp_path):
    twice = "# Twice\n\n## Strengths\n\nA\n\n## Strengths\n\nB\n"
    files = {"index.md": twice, "conf.py": conf(["sphinx_versus", "sphinx.ext.autosectionlabel"])}
    _, warnings = read_project(write_project(tmp_path / "source", files))
    assert "duplicate label strengths" in warnings


def test_labels_of_titles_are_the_same_in_parallel_and_after_an_edit(tmp_path):
    files = {"index.md": f"{INDEX}\n{{ref}}`strengths`\n", "tea.md": TEA, "two.md": TWO}
    files |= {f"page{number}.md": f"# Page {number}\n" for number in range(5)}
    files["conf.py"] = conf(["sphinx_versus", "sphinx.ext.autosectionlabel"])
    source = write_project(tmp_path, files)
    first = run_sphinx(source, "-j", "2")
    assert first.warnings == ""
    assert 'href="tea.html#tea-vs-coffee-strengths"' in first.html()
    (source / "page3.md").write_text("# Page 3\n\n## Strengths\n\nOrdinary.\n", encoding="utf-8")
    (source / "index.md").write_text(files["index.md"] + "\nMore.\n", encoding="utf-8")
    second = run_sphinx(source, "-j", "2")
    assert second.warnings == ""
    assert 'href="page3.html#strengths"' in second.html()


@pytest.mark.skipif(MYST < (5, 2), reason="older ones find headings with myst_heading_anchors only")
def test_a_link_leads_to_an_ordinary_heading_of_the_same_name_as_one_of_ours(tmp_path):
    link = TWO.replace("# Two at once", "# Two at once\n\n[](#strengths)")
    text = f"{link}\n## Strengths\n\nOrdinary.\n"
    built = run_sphinx(write_project(tmp_path, {"index.md": text}))
    assert built.warnings == ""
    assert '<a class="reference internal" href="#strengths">' in built.html()


def notebook(*cells: str) -> str:
    """Write a notebook with cells of Markdown."""
    written = [
        {"cell_type": "markdown", "id": f"c{number}", "metadata": {}, "source": cell}
        for number, cell in enumerate(cells)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel}
    return json.dumps({"cells": written, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize("order", [1, -1])
def test_comparisons_are_read_with_myst_nb_in_pages_and_notebooks(tmp_path, order):
    pytest.importorskip("myst_nb", reason="make matrix installs it")
    milk = TEA.partition("\n\n")[2].replace("Tea", "Milk").replace("leaves |", "leaves | x |")
    water = TWO.split("::::\n")[0].replace("# Two at once", "See [](tea.md).") + "::::\n"
    files = {
        "index.md": INDEX,
        "tea.md": TEA,
        "milk.ipynb": notebook("# Milk vs Cocoa", milk, water),
        "conf.py": conf(
            ["myst_nb", "sphinx_versus"][::order],
            'nb_execution_mode = "off"',
            # Projects in one process share Sphinx's own default, which the first one changes.
            'source_suffix = {".rst": "restructuredtext"}',
        ),
    }
    app, warnings = read_project(write_project(tmp_path / "source", files))
    # MyST-NB counts the lines of the second cell from 20,001.
    assert "milk.ipynb:20025: WARNING: this row has 4 cells" in warnings
    assert warnings.count("WARNING") == 1
    read = app.env.get_doctree("milk").ids
    assert {"milk-vs-coffee-row-made-from", "tea-vs-water-strengths-tea"} <= set(read)
    assert "tea-vs-coffee-row-made-from" in app.env.get_doctree("tea").ids


def test_all_extensions_of_the_site_work_together_in_parallel(tmp_path):
    ours = [
        "sphinx_versus.site.diagnostics",
        "sphinx_versus.site.search",
        "sphinx_versus.search",
        "sphinx_versus.review",
        "sphinx_versus.site.sidebar",
    ]
    ours += [
        "sphinx_versus.site.building",
        "sphinx_versus.site.building.parallel",
        "sphinx_versus.site.drawings",
        "sphinx_versus.data",
        "sphinx_versus.book",
    ]
    extensions = [
        "sphinx_versus",
        "sphinx_design",
        "sphinxcontrib.bibtex",
        "sphinx_versus.site.citations",
        *ours,
    ]
    pages = {f"page{number}.md": TEA.replace("Tea", f"Tea {number}") for number in range(6)}
    files = {"index.md": INDEX, "references.bib": "", **pages}
    files["conf.py"] = conf(
        extensions,
        'html_theme = "furo"',
        'project = "Teas"',
        'bibtex_bibfiles = ["references.bib"]',
    )
    built = run_sphinx(write_project(tmp_path, files), "-j", "2", "-n")
    assert (built.returncode, built.warnings) == (0, "")
    assert 'id="tea-3-vs-coffee-row-made-from"' in built.html("page3")
