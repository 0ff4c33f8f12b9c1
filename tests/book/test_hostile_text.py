"""Whatever an author types, wherever it stands, is text in the book."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from books import CONF, Pdf, make_book
from projects import Built, write_project

# What could end a string, a block, a comment or a mark, or begin code. None of it is markup
# of Markdown or of reStructuredText at the places where it stands.
HOSTILE = (
    '"); #panic(1); ("',
    '") + read("main.typ") + ("',
    '\\"); panic(1) //',
    "x*/ #panic(1) /*",
    "]; #panic(1) [",
    "}; panic(1); {",
    "$ #panic(1) $",
    "@ref #ref(x) =",
    "\x02; panic(1) \x010\x02 \x1f\x1b",
    "\\u{22}); panic(1)",
    "\u2028#panic(1)\u2029\x85\u202e\u200b",
)
MARKDOWN = """# Title M1 {0}

Text M2 {0}, ``code M3 {0}`` and {{kbd}}`M4 {0}`.
{{abbr}}`M5 {0} (M6 {0})`, {{guilabel}}`M7 {0}`, [a link M8 {0}](https://example.org/M9),
[](#nowhere-M10) and a note[^n].

[^n]: Note M11 {0}

```{{code-block}} M12{1}
:caption: M13 {0}
:name: M14 {0}

M15 {0}
```

```{{figure}} picture.png
:alt: M16 {0}
:name: M17 {0}
:class: M18 {0}

Caption M19 {0}
```

```{{image}} broken.png
:alt: M20 {0}
```

```{{list-table}} M21 {0}
:header-rows: 1

* - M22 {0}
* - M23 {0}
```

```{{admonition}} M24 {0}
Text
```

M25 {0}
: M26 {0}

$M27 \\text{{{0}}}$

```{{index}} single: M28 {0}
```

```{{toctree}}
:caption: M29 {0}
```

```{{raw}} html
M30 {0}
```

<!-- M31 {0} -->
"""
REST = """R1 {0}
======

.. _R2 {0}:

Citation [R3]_, a download :download:`R4 {0} <javascript://example.org/R5>` and
`R6 <book:index#{1}>`__ and `R7 <http://example.org/{1}>`__.

.. [R3] {0}

:R8 {0}: R9 {0}

.. py:function:: R10(a="{2}")

   :param a: R11 {0}

.. versionadded:: 1.0 R12 {0}

.. topic:: R13 {0}

   Text

   -- R14 {0}

| R15 {0}

.. productionlist:: R16
   rule: "R17 {0}"

.. parsed-literal::

   R18 {0}

.. glossary::

   R19 {0}
      R20 {0}

.. math:: R21 {0}
   :label: R22 {0}

.. figure:: picture.png
   :alt: R23 {0}
   :name: R24 {0}

   R25 {0}

.. image:: broken.png
   :alt: R26 {0}

.. list-table:: R27 {0}
   :header-rows: 1

   * - R28 {0}
   * - R29 {0}

.. code-block:: python
   :caption: R30 {0}
   :name: R31 {0}

   R32 {0}

.. admonition:: R33 {0}

   R34 {0}

.. index:: single: R35 {0}

.. container:: R36{1}

   R37 {0} [#]_

.. [#] R38 {0}
"""
COMPARISON = """# Page

::::{{comparison}} X1 {0} | X2
:key: X3{1}
:tags: X4 {0}
:title: X5 {0}

Tagline X6 {0}

## Side-by-side analysis

| Dimension | X1 {0} | X2 |
|---|---|---|
| X7 {0} | X8 {0} | {{cite:p}}`key` |

## Strengths

### X2
- X9 {0}

## Evidence

X10 {0}
- {{cite:t}}`key`
- X11 {0}
- certainty: low, because X12 {0}
- about: X2

## Related entities
- X13 {0}
::::

```{{bibliography}}
```
"""
BIBLIOGRAPHY = """@book{{key, author = {{B1 {0}}}, title = {{B2 {0}}}, year = {{2001}},
  publisher = {{B3 {0}}}, url = {{https://example.org/{1}}}, note = {{B4 {0}}}}}
"""


def _in_markdown(text: str) -> str:
    """Return text as references to its characters, which no syntax can take for its own."""
    return "".join(f"&#{ord(sign)};" if not sign.isalnum() else sign for sign in text)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("hostile")
    conf = CONF.replace(
        '["myst_parser", "sphinx_versus.site.book"]',
        '["sphinx_versus.book", "sphinxcontrib.bibtex"]',
    )
    conf += f"""
project = author = copyright = typst_subtitle = release = 'C1 ' + {HOSTILE[0]!r} + {HOSTILE[2]!r}
typst_documents = [("index", "small.pdf", project, author)]
bibtex_bibfiles = ["all.bib"]
myst_enable_extensions = ["dollarmath", "colon_fence"]
suppress_warnings = ["all"]
smartquotes = False
"""
    files = {"conf.py": conf}
    for number, text in enumerate(HOSTILE):
        plain = re.sub(r"[\s`]", "", text)
        files[f"md{number}.md"] = MARKDOWN.format(text, plain)
        files[f"ref{number}.md"] = MARKDOWN.format(_in_markdown(text), plain)
        files[f"rst{number}.rst"] = REST.format(text.replace("\\", "\\\\"), plain, text)
    plain = re.sub(r"[\s`|]", "", HOSTILE[0])
    files["versus.md"] = COMPARISON.format(_in_markdown("".join(HOSTILE[:8])), plain)
    files["all.bib"] = BIBLIOGRAPHY.format("\x02#panic(1) ; \\# \\$ @ ] */", "#panic(1)\x02")
    names = "\n".join(Path(name).stem for name in files if name.endswith((".md", ".rst")))
    files["index.md"] = f"# Index\n\n```{{toctree}}\n:caption: C2 {HOSTILE[0]}\n{names}\n```\n"
    write_project(source, files)
    (source / "picture.png").write_bytes(
        (Path(__file__).parent / "sample" / "picture.png").read_bytes()
    )
    (source / "broken.png").write_bytes(b"broken")
    return make_book(source, source / "_build", "--keep-going")


def test_the_book_is_made(book: Built) -> None:
    assert "panicked" not in book.warnings
    assert (book.outdir / "small.pdf").is_file(), book.warnings


def test_what_authors_type_stands_only_in_string_literals(book: Built) -> None:
    literal = re.compile(r'"(?:\\.|[^"\\])*"', re.DOTALL)
    for path in (book.outdir / "source" / "small").glob("*.typ"):
        if path.name not in ("book.typ", "style-1.typ", "formulas.typ"):
            code = literal.sub('""', path.read_text(encoding="utf-8"))
            code = re.sub(r"/\*\d+\*/", "", code)
            assert not re.search(r"panic|[BCMRX]\d|\\|//|/\*|read|[\x01\x02]", code), path.name


# The others are addresses, names, alternative texts and the like, which nobody sees.
SHOWN = {
    "M": (*range(1, 9), 11, 13, 15, 19, *range(21, 27)),
    "R": (1, 4, 8, 9, *range(11, 16), 18, 19, 20, 25, *range(27, 31), 33, 34, 37, 38),
}


def test_what_authors_type_is_shown(book: Built) -> None:
    text = "".join("".join(Pdf(book.outdir / "small.pdf").pages).split())
    missing = [
        (sign, wanted)
        for wanted in HOSTILE[:8]
        for letter, numbers in SHOWN.items()
        for sign in (f"{letter}{number}" for number in numbers)
        if sign + "".join(wanted.split()) not in text
    ]
    assert not missing
