"""Cells that are values: marks, and quantities with a unit or without.

`values_of` reads the cells of a row, and `sort_keys` compares them, by a `Language`,
which `language` makes.
"""

from .cells import Reading, shows_decimals, sort_keys, values_of
from .language import Language, language
from .language import fault_of as fault_of_words
from .marks import is_stated, read_mark
from .units import UNITS, Units
from .units import fault_of as fault_of_units
from .units import written as written_units

__all__ = [
    "UNITS",
    "Language",
    "Reading",
    "Units",
    "fault_of_units",
    "fault_of_words",
    "is_stated",
    "language",
    "read_mark",
    "shows_decimals",
    "sort_keys",
    "values_of",
    "written_units",
]
