"""Whole imports: from a file to the facts of a page that Sphinx has built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from sphinx_versus.model import Comparison
from versus_import.__main__ import main

HERE = Path(__file__).parent
OTHERS = (
    "Human Brain vs Artificial Intelligence",
    "Human Intelligence vs Artificial General Intelligence",
    "Neurons vs Parameters",
    "Human Memory vs AI Memory",
)

ReadFolder = Callable[[Path], tuple[Sphinx, str]]
Import = Callable[..., tuple[Path, str]]


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Import:
    """Import a text into the folder "pages"; gives the draft and what was said."""
    monkeypatch.chdir(tmp_path)

    def run(text: str | bytes, *options: str, name: str = "input.txt") -> tuple[Path, str]:
        data = text if isinstance(text, bytes) else text.encode()
        Path(name).write_bytes(data)
        status = main([name, "--into", "pages", *options])
        said = capsys.readouterr()
        assert status == 0, said.err
        return Path(said.out.partition(" is written")[0]), said.out + said.err

    return run


def facts(app: Sphinx) -> Comparison:
    """The comparison that was imported."""
    found = app.env.get_domain("versus").data["comparisons"]
    return next(each for docname, (each, *_) in found.items() if docname == "learning-vs-training")


def test_a_flat_page_becomes_a_page_with_exactly_its_parts(
    run: Import, read_folder: ReadFolder
) -> None:
    for title in OTHERS:
        run(f"{title}\n\nDefinitions\n" + "\n".join(f"{side}: it" for side in title.split(" vs ")))
    draft, _ = run((HERE / "page.txt").read_text())
    app, warnings = read_folder(draft.parent)
    assert warnings == ""
    page = facts(app)
    assert page.title == "Learning vs Training"
    assert page.tagline.startswith("Two sides that share words")
    assert [side.name for side in page.sides] == ["Human Learning", "Model Training"]
    assert [len(row.cells) for row in page.dimensions] == [2] * 5
    assert [bool(side.definition) for side in page.sides] == [True, True]
    assert [len(side.strengths) for side in page.sides] == [3, 2]
    assert [len(side.weaknesses) for side in page.sides] == [2, 2]
    assert [len(claim.sources) for claim in page.claims] == [2, 1]
    assert len(page.others) == 4
    assert [link.docname for link in page.others] == [
        "human-brain-vs-artificial-intelligence",
        "human-intelligence-vs-artificial-general-intelligence",
        "neurons-vs-parameters",
        "human-memory-vs-ai-memory",
    ]
    assert [section.kind for section in page.sections if section.place is None] == [
        *("definitions", "side-by-side", "strengths", "weaknesses", "evidence", "outlook"),
        *("related-entities", "other-comparisons"),
    ]
