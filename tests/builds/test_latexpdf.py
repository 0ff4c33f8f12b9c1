"""LaTeX makes a PDF of comparisons, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from projects import ROOT, write_evidence

FIGURE = """# A figure

```{figure} picture.png
:alt: Energy

Measured by {cite:t}`driscoll2009`.
```
"""


@pytest.mark.skipif(
    not shutil.which("latexmk"), reason="LaTeX is not here: apt-get install latexmk"
)
def test_latex_makes_a_pdf_of_comparisons_and_of_citations_in_captions(tmp_path: Path) -> None:
    source = write_evidence(tmp_path)
    (source / "figure.md").write_text(FIGURE, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "doctrees" / "picture.png", source)
    index = (source / "index.md").read_text(encoding="utf-8")
    (source / "index.md").write_text(index.replace("\nlists\n", "\nlists\nfigure\n"))
    command = [sys.executable, "-m", "sphinx", "-M", "latexpdf", source, source / "_build", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    code = next((source / "_build" / "latex").glob("*.tex")).read_text(encoding="utf-8")
    assert r"\X{20}{100}" in code
    path = next((source / "_build" / "latex").glob("*.pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(path))
    assert "Measured by Driscoll and Macdonald" in text
    assert "Supported by" in text
