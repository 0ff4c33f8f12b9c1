"""LaTeX formulas as Typst's own, or as pictures where that cannot be done."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from functools import cached_property

import typst

from .assets import Assets
from .formula_code import LONGEST, checked, without_texts
from .links import Place
from .literals import string

try:
    import tylax
except ImportError:  # no wheel for every platform
    tylax = None  # type: ignore[assignment]

_NUMBERED = re.compile(r"\\(?:label|tag)\{(?:(?!\\(?:label|tag)\{)[^}])*\}|\\(?:nonumber|notag)\b")

# The names of symbols, and of what else does nothing when it is named in a formula.
_NAMES = b"""
#let named(kind) = dictionary(math).pairs().filter(((_, it)) => type(it) == kind).map(array.first)
#metadata((named(symbol), named(content))) <names>
"""


@dataclass
class Formulas:
    """The formulas of a book, each converted once and known to compile.

    ``code`` holds those that need no picture, each with its first place.
    """

    assets: Assets
    known: dict[tuple[str, bool], str | None] = field(default_factory=dict)
    code: list[tuple[str, Place]] = field(default_factory=list)

    def get(self, latex: str, place: Place, *, display: bool) -> str | None:
        """Return the code that shows a formula, or None where nothing can show it."""
        key = (latex, display)
        if key not in self.known:
            self.known[key] = self._converted(latex, place) or self._picture(
                latex, place, display=display
            )
        return self.known[key]

    def file(self) -> str:
        """Return the code of all formulas, one a line.

        They stand in a file of their own, where no name of the template or of a
        style hides a symbol.
        """
        return "\n".join(["#let formulas = (", *(f"{code}," for code, _ in self.code), ")\n"])

    def place(self, line: int) -> Place | None:
        """Return where the formula on a line of that file stands first."""
        return self.code[line - 2][1] if 2 <= line < len(self.code) + 2 else None

    @cached_property
    def compiler(self) -> typst.Compiler:
        """A compiler that can read no file, as its root is none."""
        return typst.Compiler(_NAMES, root=os.devnull, ignore_system_fonts=True)

    @cached_property
    def _names(self) -> list[frozenset[str]]:
        found = json.loads(self.compiler.query("<names>", field="value", one=True))
        return [frozenset(names) for names in found]

    def _converted(self, latex: str, place: Place) -> str | None:
        if tylax is None:
            return None
        try:
            bare, texts = without_texts(_NUMBERED.sub("", latex).strip())
            result = tylax.latex_to_typst_diagnostics(bare)
            if result.warnings:
                return None
            formula = checked(result.output, texts, *self._names)
            self.compiler.compile(f"#{{{formula}}}".encode())
        except Exception:  # refused, or the converter, which is young, breaks on what was typed
            return None
        except BaseException as error:
            # So are panics in Rust, a class that cannot be imported.
            if type(error).__name__ == "PanicException":
                return None
            raise
        self.code.append((formula, place))
        return f"formulas.at({len(self.code) - 1})"

    def _picture(self, latex: str, place: Place, *, display: bool) -> str | None:
        if len(latex) > LONGEST:
            return None
        try:
            # Slow to import, and seldom needed.
            from ziamath.zmath import Latex

            picture = Latex(latex, size=14, inline=not display).svg()
        except Exception:  # the same
            return None
        name = f'the formula "{latex}"'
        return string(self.assets.drawing(picture.encode(), ".svg", name, place))
