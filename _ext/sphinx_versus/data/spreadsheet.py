"""Tables as CSV that is safe to open in a spreadsheet, and back.

The format is RFC 4180's, in UTF-8 with the mark that spreadsheets know it by.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from sphinx_versus.api import Comparison, Dimension

from .facts import marked

# Where a spreadsheet may look for a formula: at the start of a cell, and behind
# what some of them part cells at, with quotes that they take away before.
# Source: https://owasp.org/www-community/attacks/CSV_Injection. Wide forms of
# the signs begin a formula in some versions, too.
_FORMULA = re.compile(r"""(?:^|(?<=[;\t\r\n]))(?=["']*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])""")


def guard(text: str) -> str:
    """Put an apostrophe wherever a spreadsheet could take a cell for a formula.

    The guide tells how to take it away again.
    """
    return _FORMULA.sub("'", text)


def table(comparison: Comparison, rows_of_table: Sequence[Dimension]) -> str:
    """Return a side-by-side table of a comparison as CSV.

    The first column holds the dimensions, and each other one is a side's. Its
    first line are their names; "Dimension" stands in the corner, in English in
    each language, so that programs find it.
    """
    rows = [["Dimension", *(side.title or side.name for side in comparison.sides)]]
    for dimension in rows_of_table:
        cells = dimension.cells or ((),) * len(comparison.sides)
        rows.append([dimension.name, *map(marked, cells)])
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(map(guard, row) for row in rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + stream.getvalue()
