"""The fonts in a book are on the page of licences."""

from __future__ import annotations

import re

import pytest
import typst

from books import Make
from licences import rows

PAGE = """# Fonts

Text, **bold**, *slanted*, ***both***, `code`, $x^2 + \\mathbf{y}$.

```python
def code(): # slanted
```
"""


def test_all_fonts_of_the_compiler_are_listed() -> None:
    families = {font.family for font in typst.Fonts(include_system_fonts=False).fonts()}
    assert families == {row.source.partition(",")[0] for row in rows("In a book")}


@pytest.mark.parametrize(
    ("conf", "unused"),
    [("", "NewCM10"), ('typst_fonts = ["New Computer Modern"]\n', "LibertinusSerif")],
)
def test_the_fonts_in_a_book_are_those_that_are_listed(small: Make, conf: str, unused: str) -> None:
    built = small({"index.md": PAGE}, f'myst_enable_extensions = ["dollarmath"]\n{conf}')
    assert built.warnings == ""
    (book,) = built.outdir.glob("*.pdf")
    found = re.findall(rb"/FontName\s*/[A-Z]{6}\+([A-Za-z0-9]+)", book.read_bytes())
    listed = {part for row in rows("In a book") for part in row.parts}
    assert {name.decode() for name in found} == listed - {unused}
