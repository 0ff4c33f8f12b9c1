"""The scaffold of a new comparison, and the command that writes it."""

from pathlib import Path

import pytest

from sphinx_versus.__main__ import main
from sphinx_versus.grammar.scaffold import scaffold


@pytest.mark.parametrize("argument", ["Alone", "A vs a", ""])
def test_sides_that_make_no_comparison_are_refused(argument: str) -> None:
    with pytest.raises(ValueError, match=r"side|twice"):
        scaffold(argument)


def test_a_comparison_is_written_once_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["new", "Tea vs Coffee", "--folder", str(tmp_path / "new")]
    assert main(arguments) == 0
    written = tmp_path / "new" / "tea-vs-coffee.md"
    written.write_text("mine now")
    assert main(arguments) == 1
    assert written.read_text() == "mine now"
    assert "is there already" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["new", "A vs B", "--folder", str(tmp_path / "file")]) == 1
    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "name the sides, as in: make new"),
        ("| |", "names no sides"),
        ("Tea", '"Tea" names 1 side, and'),
        (f"{'x' * 300} vs B", "cannot write"),
        (f"{'長' * 100} vs B", "cannot write"),
    ],
)
def test_odd_names_are_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    assert main(["new", name, "--folder", str(tmp_path)]) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_name_on_two_lines_becomes_one(tmp_path: Path) -> None:
    assert main(["new", "Tea\n vs  Coffee", "--folder", str(tmp_path)]) == 0
    assert "{comparison} Tea vs Coffee\n" in (tmp_path / "tea-vs-coffee.md").read_text()
