"""Input that once stopped a build: odd keys, other encodings, broken bibliographies."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import COLOUR, CONF, ROOT, Built, write_project
from sphinx_versus.data.facts import JSON_NAME

WITH_SOURCES = """
extensions = ["sphinxcontrib.bibtex", "sphinx_versus.site.citations"]
extensions += ["sphinx_versus.data", "sphinx_versus.book"]
bibtex_bibfiles = ["r.bib", "broken.bib", "latin.bib", "missing.bib"]
bibtex_reference_style = "author_year_round"
"""
KEYS = [
    *("smith 2020", " ", ",", "a,,b", "a, b c", "{", "}", "{}", "{a}", "{pre}", "a{post", "a}b"),
    *(
        "ключ",
        "键",
        "a*b",
        "*",
        "a\\b",
        "\\",
        "'",
        '"',
        "<b>",
        "a&b",
        "a|b",
        "$x$",
        "#",
        "a" * 5000,
    ),
    *("é" * 300, "a\u200bb", "\u202e", "\u200f", "\U0001f600", "a\x01b", "a\x7fb", "e\u0301", "%"),
    *("a <b>", "<b>", "a<b", "!a", "~a", "-", "_", "a:b", "a/b", "../a", "None", "0", "[a]"),
]
ROLES = ["cite:t", "cite:p", "cite", "claim", "comparison", "entity", "ref", "footcite"]
BROKEN = """@misc{first, title={One}, year={2001}, author={Doe, J}}

@misc{second, title={Two} year={2002}}
@misc{third title={Three}}

@misc{fourth, title={Four}, year={2004}, author={Doe, J}}
@misc{first, title={Again}, year={2005}}
"""


def _used(key: str) -> str:
    items = "".join(f"- {{{role}}}``{key}``\n" for role in ROLES)
    return f"""# Page

::::{{comparison}} A vs B
Tag {{cite:t}}``{key}``.

## Table {{cite:t}}``{key}``

| What | A | B |
|---|---|---|
| {key} | x | y |
| row {{cite:p}}``{key}`` | {{claim}}``{key}`` | {{cite:t}}``{key}`` |

## Evidence

A claim {{cite:t}}``{key}``.
{items}- disputes: {{cite:p}}``{key}``; {{cite:t}}``first``
- certainty: low, because {{cite:p}}``{key}``
- about: {key}
- key: {key}
::::

```{{claim}} {key}
```

```{{evidence-list}}
:source: {key}
:key: {key}
```

Again: {{cite:p}}``{{see}}first{{p. 1}}``.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {f"key{number}.md": _used(key) for number, key in enumerate(KEYS)}
    pages = "\n".join(Path(name).stem for name in files)
    files |= {
        "conf.py": CONF.format(ext=str(ROOT / "_ext")) + WITH_SOURCES,
        "index.md": f"# I\n\n```{{toctree}}\n{pages}\nlatin\nutf16\n```\n\n"
        "```{bibliography}\n:all:\n```\n",
        "r.bib": "@misc{smith2020, title={T}, author={Doe, J}, year={2001}}\n",
        "broken.bib": BROKEN,
    }
    source = write_project(tmp_path_factory.mktemp("odd"), files)
    latin = "# Page\n\nA caf\xe9 here.\n".encode("latin-1")
    (source / "latin.md").write_bytes(latin)
    (source / "utf16.md").write_bytes("# Wide\n\nWords.\n".encode("utf-16"))
    bib = "@misc{latin, title={Caf\xe9}, author={Doe, J}, year={2001}}\n"
    (source / "latin.bib").write_bytes(bib.encode("latin-1"))
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        outdir = source / "_build"
        app = Sphinx(
            *(source, source, outdir, source / "_doctrees", "html"), status=None, warning=warnings
        )
        app.build()
    return Built(source, outdir, COLOUR.sub("", warnings.getvalue()), app.statuscode)


@pytest.mark.parametrize("number", range(len(KEYS)), ids=[ascii(key)[:20] for key in KEYS])
def test_an_odd_key_is_reported_with_its_line(number: int, built: Built) -> None:
    assert "A claim" in built.html(f"key{number}")
    lines = [line for line in built.warnings.splitlines() if f"/key{number}.md:" in line]
    # With a "!" before it, a key is text.
    first = 23 if KEYS[number].startswith("!") else 4
    assert any(f"/key{number}.md:{first}: " in line for line in lines), lines


def test_what_is_no_citation_is_shown_and_counts_for_nothing(built: Built) -> None:
    page = built.html("key0")
    assert page.count("smith 2020") >= 6
    where = "key0.md:4: WARNING: "
    message = '"smith 2020" is no key of a source, or several with commas between them; '
    assert where + message in built.warnings


def test_a_page_in_another_encoding_is_read(built: Built) -> None:
    assert "A caf\N{REPLACEMENT CHARACTER} here." in built.html("latin")
    assert "latin.md:3: WARNING: the byte 0xe9 is not UTF-8; save the file" in built.warnings
    assert "utf16.md:1: WARNING: the byte 0xff is not UTF-8; save the file" in built.warnings


def test_a_broken_bibliography_costs_its_broken_entries(built: Built) -> None:
    page = built.html("index")
    for title in ("T", "One", "Four", "Caf\N{REPLACEMENT CHARACTER}"):
        assert f"<em>{title}</em>" in page or f">{title}" in page or f"{title}." in page
    assert "broken.bib:3: WARNING: syntax error in line 3: " in built.warnings
    assert "broken.bib:7: WARNING: repeated bibliography entry: first; the" in built.warnings
    assert "[versus.broken_bibliography]" in built.warnings
    assert "latin.bib:1: WARNING: the byte 0xe9 is not UTF-8" in built.warnings
    assert "missing.bib" in built.warnings


LONG = """# {name}

::::{{comparison}} {name} vs B
:key: {name}
:tags: {name}

Tag {{cite:t}}`{name}`.

## Table

| What | {name} | B |
|---|---|---|
| {name} | {name} | y |

## Evidence

{name}.
- {{cite:t}}`{name}`
- certainty: low, because {name}
- about: {name}
- key: {name}

## {name}

[link]({name}.md) [](#{name}) ![picture]({name}.png) {{download}}`{name}.txt`

## Related entities
- {name}

## Other comparisons
- [{name}]({name}.md)
::::

({name})=

:::{{entity}} {name}
:aliases: {name}, short

Words: {{claim}}`{name}` {{entity}}`{name}` {{comparison}}`{name}` {{ref}}`{name}`.
:::

```{{claim}} {name}
```

```{{include}} {name}.md
```
"""


def test_a_name_that_no_file_can_have_is_built_and_then_mended(tmp_path: Path) -> None:
    conf = CONF.format(ext=str(ROOT / "_ext")) + WITH_SOURCES + "site_search_index = False\n"
    conf = conf.replace('"broken.bib", "latin.bib", "missing.bib"', "")
    for name in ("é" * 5000, "short", "a" * 5000):
        files = {"conf.py": conf, "index.md": LONG.format(name=name), "r.bib": ""}
        source = write_project(tmp_path, files)
        for builder in ("html", "versus-data"):
            with patch_docutils(str(source)), docutils_namespace():
                folders = (source / "_build" / builder, source / "_doctrees" / builder)
                app = Sphinx(source, source, *folders, builder, status=None, warning=io.StringIO())
                app.build()
            assert name in (folders[0] / JSON_NAME).read_text(encoding="utf-8")
