"""Every script is set right where there is a font, and asked for where there is none."""

from __future__ import annotations

import pytest

from books import CONF, Make, Pdf, make_book
from projects import write_project
from sphinx_versus.site.book.fonts import Fonts, package_of

# What a person types, and a family that has it.
SCRIPTS = {
    "Arabic": ("التعلم مقابل التدريب", "Noto Naskh Arabic"),
    "Hebrew": ("למידה מול אימון", "Noto Serif Hebrew"),
    "Chinese": ("学习与训练", "Noto Serif CJK SC"),
    "Japanese": ("学習と訓練", "Noto Serif CJK SC"),
    "Korean": ("학습과 훈련", "Noto Serif CJK SC"),
    "Thai": ("การเรียนรู้", "Noto Serif Thai"),
    "Hindi": ("सीखना बनाम प्रशिक्षण", "Noto Serif Devanagari"),
    "Greek": ("Μάθηση έναντι εκπαίδευσης", "Libertinus Serif"),
    "Russian": ("Обучение и тренировка", "Libertinus Serif"),
    "emoji": ("😀🎓", "Noto Color Emoji"),
}
AVAILABLE = Fonts().families


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Pdf:
    rows = "".join(
        f"| {name} | {text} |\n" for name, (text, font) in SCRIPTS.items() if font in AVAILABLE
    )
    source = tmp_path_factory.mktemp("scripts")
    text = f"# Scripts\n\n| Name | Text |\n|---|---|\n{rows}"
    conf = CONF.replace("typst_system_fonts = False", "")
    write_project(source, {"conf.py": conf, "index.md": text})
    built = make_book(source, source / "_build", "-W")
    assert built.warnings == ""
    return Pdf(built.outdir / "small.pdf")


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_in_the_text(pdf: Pdf, name: str) -> None:
    text, font = SCRIPTS[name]
    if font not in AVAILABLE:
        pytest.skip(f"no {font} here: apt-get install {package_of(text[0])}")
    assert pdf.claims_accessibility
    page = next(page for page in pdf.pages if "Name Text" in page)
    # Marks above and below, and text from right to left, come in another order.
    assert not set(text) - set(page)


@pytest.mark.parametrize(
    ("sign", "package"),
    [
        ("学", "fonts-noto-cjk"),
        ("と", "fonts-noto-cjk"),
        ("학", "fonts-noto-cjk"),
        ("ก", "fonts-noto-core"),
        ("ա", "fonts-noto-core"),
        ("😀", "fonts-noto-color-emoji"),
    ],
)
def test_each_script_has_its_package(sign: str, package: str) -> None:
    assert package_of(sign) == package


def test_a_font_that_is_there_is_not_asked_for() -> None:
    assert Fonts(system=False).missing("aäΩя→“中") == ["中"]


def test_a_title_without_a_font_is_reported(small: Make) -> None:
    built = small({"index.md": "# Page\n\nText.\n"}, 'project = "中文"\n')
    assert "fonts-noto-cjk" in built.warnings
