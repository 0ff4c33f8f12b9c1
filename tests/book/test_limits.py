"""Nothing is too long or too deep for the book."""

from __future__ import annotations

import re

import pytest

from books import Make, Pdf

DEEP = {
    "list": "".join(f"{'  ' * n}- DEEP{n}.\n\n" for n in range(30)),
    "numbers": "".join(f"{'   ' * n}#. DEEP{n}.\n\n" for n in range(30)),
    "quote": "Text\n\n" + "".join(f"{'  ' * (n + 1)}DEEP{n}.\n\n" for n in range(30)),
    "definition": "".join(f"{'  ' * n}DEEP{n}.\n{'  ' * n}  Text\n\n" for n in range(30)),
    "admonition": "".join(f"{'   ' * n}.. note:: DEEP{n}.\n\n" for n in range(30)),
    "lines": "".join(f"| {'  ' * n}DEEP{n}.\n" for n in range(30)),
    "table": "".join(
        f"{' ' * 7 * n}.. list-table::\n\n{' ' * 7 * n}   * - DEEP{n}.\n\n" for n in range(15)
    ),
    "box-in-table": "".join(
        f"{' ' * 10 * n}.. list-table::\n\n{' ' * 10 * n}   * - .. tip:: DEEP{n}.\n\n"
        for n in range(15)
    ),
    "figure": "".join(
        f"{'   ' * n}.. figure:: nothing.png\n{'   ' * n}   :alt: a\n\n{'   ' * n}   DEEP{n}.\n\n"
        for n in range(20)
    ),
    "fields": "".join(f"{'  ' * n}:DEEP{n}.:\n\n" for n in range(30)),
}


def test_deep_nesting_costs_its_looks_and_no_word(small: Make) -> None:
    files = {f"{name}.rst": f"{name}\n=====\n\n{text}" for name, text in DEEP.items()}
    strong = "**a *b " * 40 + "DEEP0." + " c* d**" * 40
    names = "\n".join([*DEEP, "strong"])
    files |= {
        "strong.md": f"# strong\n\n{strong}\n",
        "index.md": f"# Index\n\n```{{toctree}}\n{names}\n```\n",
    }
    built = small(files, 'suppress_warnings = ["image.not_readable"]')
    assert built.returncode == 0
    # Where there is hardly any room, words break.
    text = "".join("".join(Pdf(built.outdir / "small.pdf").pages).split())
    for depth in range(30):
        expected = sum(f"DEEP{depth}." in source for source in files.values())
        assert text.count(f"DEEP{depth}.") == expected
    for name in DEEP:
        warned = re.findall(rf"/{name}\.rst:(\d+): .*\[typst_book\.depth\]", built.warnings)
        assert len(warned) == 1, name
    assert "strong.md" not in built.warnings


@pytest.mark.parametrize("project", ["P" * 400, "文" * 200, ""])
def test_long_names_are_no_fault(small: Make, project: str) -> None:
    long = "n" * 3000
    page = f"""# Page

({long})=
## {long}

[link](#{long}) to `{long}`, {long} and [^{long}f] and again[^{long}f].

```{{rubric}} rubric
:name: {long}s
```

[link](#{long}s) to [that](https://example.org/{"p" * 9000})

[^{long}f]: Note
"""
    conf = f"project = {project!r}\ntypst_system_fonts = True\nsuppress_warnings = []\n"
    built = small({"index.md": page}, conf)
    assert built.returncode == 0
    (made,) = built.outdir.glob("*.pdf")
    assert len(made.name) <= 204
    assert "has 9020 bytes, and a link in the book has 8000 at most" in built.warnings
    assert "ERROR" not in built.warnings
