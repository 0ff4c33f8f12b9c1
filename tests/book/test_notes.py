"""A note stands in the book once, however often and wherever it is referred to."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from books import CONF, Pdf, make_book
from projects import Built, write_project

PAGES = {
    "head-and-cell.md": """# Two stores

::::{comparison} Ada | Bob
:key: stores

Two stores.

## Side-by-side analysis

| Feature | Ada[^a] | Bob |
|---|---|---|
| Size | 1[^a] | 2 |

## Strengths

### Ada
- Fast[^s], still[^s].

### Bob
- Small[^s].

[^a]: NOTEA without the index.
[^s]: NOTES of May.
::::
""",
    "heading-and-text.md": """# Two stores again

::::{comparison} Ada | Bob
:key: again

Two stores.

## Context[^a]

Text[^a].

[^a]: NOTEB as of May.
::::
""",
    "tables.md": """# Tables[^h]

## Head[^h] and[^t]

Text[^t] three[^t] times[^t].

| A[^x] | B[^y] |
|---|---|
| 1[^x] | 2[^z] |

| A[^q] | B[^q] |
|---|---|
| 1 | 2 |

| A[^q] | B[^y] |
|---|---|
| 1 | 2 |

After[^y] the[^z] tables.

[^h]: NOTEH of a heading.
[^t]: NOTET of a heading and text.
[^x]: NOTEX of one table.
[^y]: NOTEY of two heads and text.
[^z]: NOTEZ of a cell and text.
[^q]: NOTEQ of two heads.
""",
    "boxes.md": """# Boxes

Term[^d]
: Definition[^d] again[^d].

:::{note}
Box[^d] and[^n].
:::

Outer[^o] and in a circle[^c].

:::{figure} picture.png
:alt: picture

Caption[^n] text[^p] again[^p].
:::

[^d]: NOTED of a definition.
[^n]: NOTEN of a box and a caption.
[^o]: NOTEO with[^i] another[^d].
[^i]: NOTEI within.
[^c]: NOTEC to[^e].
[^e]: NOTEE back[^c].
[^p]: NOTEP of a caption.
[^nobody]: NOTEW for nobody, and itself[^nobody].
""",
    "auto.rst": """Auto
====

Auto [#]_ and named [#n]_ again [#n]_.

.. [#] NOTER of its own.
.. [#n] NOTEU named.
.. [#loose] NOTEL loose.
""",
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("notes")
    conf = CONF.replace('"sphinx_versus.site.book"', '"sphinx_versus.book"')
    conf += 'myst_enable_extensions = ["colon_fence"]\nsuppress_warnings = ["ref.footnote"]\n'
    names = "\n".join(Path(name).stem for name in PAGES)
    index = f"# Index\n\n```{{toctree}}\n{names}\n```\n"
    write_project(source, {"conf.py": conf, "index.md": index, **PAGES})
    (source / "picture.png").write_bytes(
        (Path(__file__).parent / "sample" / "picture.png").read_bytes()
    )
    return make_book(source, source / "_build", "-W")


@pytest.fixture(scope="module")
def text(book: Built) -> str:
    return " ".join(Pdf(book.outdir / "small.pdf").pages)


def test_each_note_stands_there_once(book: Built, text: str) -> None:
    assert book.warnings == ""
    written = Counter(re.findall(r"\[\^\w+\]: (NOTE\w)|\] (NOTE\w)", "".join(PAGES.values())))
    expected = Counter({first or second: count for (first, second), count in written.items()})
    assert Counter(re.findall(r"NOTE\w", text)) == expected
    assert len(expected) == 20
    assert Pdf(book.outdir / "small.pdf").claims_accessibility


@pytest.mark.parametrize(
    ("note", "marks"),
    [
        ("A", ["Ada{}", "1{}"]),
        ("S", ["Fast{}", "still{}", "Small{}"]),
        ("B", ["Context{}", "Text{}"]),
        ("H", ["Tables{}", "Head{}"]),
        ("T", ["and{}", "Text{}", "three{}", "times{}"]),
        ("X", ["A{}", "1{}"]),
        ("Y", ["B{}", "After{}"]),
        ("Z", ["2{}", "the{}"]),
        ("Q", ["A{}", "B{}"]),
        ("D", ["Term{}", "Definition{}", "again{}", "Box{}", "another{}"]),
        ("N", ["and{}", "Caption{}"]),
        ("C", ["circle{}", "back{}"]),
        ("P", ["text{}", "again{}"]),
        ("W", ["itself{}"]),
        ("U", ["named {}", "again {}"]),
    ],
)
def test_all_marks_of_a_note_are_the_same(text: str, note: str, marks: list[str]) -> None:
    found = re.search(rf"(\d+|\b[a-z]) ?NOTE{note}", text)
    assert found is not None
    for mark in marks:
        assert mark.format(found[1]) in text


def test_no_line_stands_where_the_notes_were_written(book: Built) -> None:
    for path in (book.outdir / "source" / "small").glob("chapter-*.typ"):
        assert "transition" not in path.read_text(encoding="utf-8")


def test_contents_outline_and_heads_show_no_marks(book: Built) -> None:
    pdf = Pdf(book.outdir / "small.pdf")
    assert {"Tables", "Head and", "Context"} <= {title for _, title in pdf.outline}
    assert "Tables 5 Head and 5" in pdf.pages[1]
