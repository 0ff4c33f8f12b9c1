"""Who reads the JSON can write the comparisons again: Markdown of it gives the same facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from projects import CONF, ROOT, Built, run_sphinx, write_project
from rebuilt import pages_of

# Of pages that are not written again: those of entities, and what quotes claims.
ELSEWHERE = {"quoted_on", "url", "aliases", "page", "description", "mentioned_in"}


def test_a_comparison_comes_back_from_its_data(data: Built, tmp_path: Path) -> None:
    before = json.loads((data.outdir / "comparisons.json").read_text(encoding="utf-8"))
    conf = CONF.format(ext=str(ROOT / "_ext")).replace(
        '["sphinx_versus"]', '["sphinx_versus.data", "sphinxcontrib.bibtex"]'
    )
    conf += f"smartquotes = False\nbibtex_bibfiles = [{str(ROOT / 'references.bib')!r}]\n"
    pages = {f"{name}.md": text for name, text in pages_of(before).items()}
    index = "# Index\n\n```{toctree}\n:glob:\n\ncomparisons/*\n```\n\n```{bibliography}\n```\n"
    folder = write_project(tmp_path, {"conf.py": conf, "index.md": index, **pages})
    built = run_sphinx(folder, builder="versus-data")
    assert built.warnings == ""
    after = json.loads((built.outdir / "comparisons.json").read_text(encoding="utf-8"))
    assert len(after["comparisons"]) == 5
    assert after["comparisons"] == before["comparisons"]
    inside = [claim for claim in before["claims"] if "comparison" in claim]
    assert _facts(after["claims"]) == _facts(inside)


def _facts(claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{n: each for n, each in claim.items() if n not in ELSEWHERE} for claim in claims]
