"""LaTeX formulas as Typst's own, or as pictures where that cannot be done."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import typst

from .literals import string

try:
    import tylax
except ImportError:  # no wheel for every platform
    tylax = None  # type: ignore[assignment]

_NUMBERED = re.compile(r"\\(?:label|tag)\{[^}]*\}|\\(?:nonumber|notag)\b")


@dataclass
class Formulas:
    """The formulas of a book, each converted once and known to compile.

    ``pictures`` is the folder, below ``root``, for formulas that only a
    picture can show.
    """

    root: Path
    pictures: str = "formulas"
    known: dict[tuple[str, bool], str | None] = field(default_factory=dict)
    compiler: typst.Compiler = field(
        default_factory=lambda: typst.Compiler(ignore_system_fonts=True)
    )

    def get(self, latex: str, *, display: bool) -> str | None:
        """Return the code that shows a formula, or None where nothing can show it."""
        key = (latex, display)
        if key not in self.known:
            self.known[key] = self._converted(latex) or self._picture(latex, display=display)
        return self.known[key]

    def _converted(self, latex: str) -> str | None:
        if tylax is None:
            return None
        try:
            result = tylax.latex_to_typst_diagnostics(_NUMBERED.sub("", latex).strip())
        except Exception:  # a young converter, called on whatever an author typed
            return None
        formula = f"$ {result.output.strip()} $"
        if result.warnings or not result.output.strip() or not self._compiles(formula):
            return None
        return formula

    def _compiles(self, formula: str) -> bool:
        try:
            self.compiler.compile(f"#{{{formula}}}".encode())
        except typst.TypstError:
            return False
        return True

    def _picture(self, latex: str, *, display: bool) -> str | None:
        try:
            # Slow to import, and seldom needed.
            from ziamath.zmath import Latex

            picture = Latex(latex, size=14, inline=not display).svg()
        except Exception:  # the same
            return None
        name = f"{self.pictures}/{len(self.known)}.svg"
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(picture, encoding="utf-8")
        return string(f"/{name}")
