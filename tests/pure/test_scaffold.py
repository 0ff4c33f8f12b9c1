"""The scaffold of a new comparison, and the command that writes it."""

from pathlib import Path

import pytest

from sphinx_versus.__main__ import main
from sphinx_versus.grammar.scaffold import article, scaffold


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
        ("", "name it, as in: make new"),
        ("| |", "names no sides"),
        ("Tea", '"Tea" names 1 side, and'),
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


@pytest.mark.parametrize(
    "name", [f"{'x' * 300} vs B", f"{'長' * 100} vs B", "🍵 vs ☕", "A vs **B**"]
)
def test_any_name_gives_a_file_that_can_be_written(tmp_path: Path, name: str) -> None:
    assert main(["new", name, "--folder", str(tmp_path)]) == 0
    (path,) = tmp_path.iterdir()
    assert f":key: {path.stem}\n" in path.read_text()
    assert len(path.name.encode()) < 255


def test_signs_are_told_apart_in_names_of_files(tmp_path: Path) -> None:
    for name in ("🍵 vs ☕", "🍵 vs 🥛"):
        assert main(["new", name, "--folder", str(tmp_path)]) == 0
    names = ["u1f375-vs-u1f95b.md", "u1f375-vs-u2615.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_entities_and_articles_are_written_too(tmp_path: Path) -> None:
    for what, name in (("entity", "C#"), ("article", "*What* is $x$?")):
        assert main(["new", "--as", what, "--folder", str(tmp_path), "--", name]) == 0
    assert (tmp_path / "csharp.md").read_text().startswith("# C#\n\n:::{entity}\n")
    article = (tmp_path / "what-is-x.md").read_text()
    assert article.startswith("# \\*What\\* is \\$x\\$?\n")
    assert "\n:::{evidence}\n" in article


def test_an_article_and_a_comparison_of_one_name_make_different_claims() -> None:
    assert ":key: tea-vs-coffee\n" in scaffold("Tea vs Coffee")
    assert ":key: tea-vs-coffee-article\n" in article("Tea vs Coffee")
    assert ":key:" not in article("Why tea")


def test_fences_are_what_the_project_wants(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conf.py").write_text("versus_fences = 'backticks'\n")
    assert main(["new", "A vs B"]) == 0
    page = (tmp_path / "comparisons" / "a-vs-b.md").read_text()
    assert page.count("\n````") == 2
    assert "{comparison}" in page
    assert ":reviewed:" not in page


KNOWN = """\
# Tea vs Milk

::::{comparison} Tea vs Milk
:key: k

Tag.

## Definitions

Tea
: A hot drink {cite:p}`kim2010`.

| Dimension | Tea | Milk |
|---|---|---|
| Made from | leaves {cite:p}`kim2010` | cows |

## Strengths

### Tea
- Calms.

:::{note}
In one town.
:::

### Milk
- Feeds.

## Evidence

Nobody minds.
- {cite:t}`lee2011`
- about: tea
::::
"""


def test_what_other_pages_say_of_the_sides_stands_in_comments(tmp_path: Path) -> None:
    folder = tmp_path / "comparisons"
    folder.mkdir()
    (tmp_path / "entities").mkdir()
    (folder / "old.md").write_text(KNOWN)
    (tmp_path / "entities" / "tea.md").write_text(
        "# Chai\n\n```{entity}\n:aliases: Tea, Cha\n\nLeaves in\nwater.\n```\n"
    )
    assert main(["new", "Tea vs Coffee", "--folder", str(folder)]) == 0
    page = (folder / "tea-vs-coffee.md").read_text()
    said = [line for line in page.splitlines() if line.startswith("% ")]
    assert [line for line in said if not line.startswith("% Other")] == [
        "% old.md, Tea: A hot drink {cite:p}`kim2010`.",
        "% tea.md, Tea: Leaves in water.",
        "% old.md, Tea: Made from: leaves {cite:p}`kim2010`",
        "% old.md, Tea: Calms.",
        *("% old.md, Tea:", "% :::{note}", "% In one town.", "% :::"),
        *("% old.md:", "% Nobody minds.", "% - {cite:t}`lee2011`", "% - about: tea"),
    ]
