"""A translated page keeps its structure, and our labels come from our own catalogue."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from projects import Built, run_sphinx, write_project

PAGE = """# Learning vs Training

::::{comparison} Human Learning vs Model Training
:key: page
:tags: school, models

People learn, models are trained.

## Definitions

Human Learning
: What people do.

Model Training
: What machines do.

## Side-by-side analysis

| Dimension | Human Learning | Model Training |
|---|---|---|
| Duration | lifelong | hours |

## Scientific evidence

Sleep helps.
- A *popular* book; another book
- disputes: Critic (2021)
- certainty: low, because of few studies
- about: Human Learning

## Other comparisons
- Tea vs Coffee
::::
"""
OTHER = """# Tea vs Coffee

::::{comparison} Tea vs Coffee
Two hot drinks.

## Future outlook

They stay.
::::
"""
LISTS = """
```{comparison-list}
:tag: school
:group: tag
```
"""
GERMAN = {
    "Learning vs Training": "Lernen oder Training",
    "Human Learning": "Menschliches Lernen",
    "Model Training": "Modelltraining",
    "People learn, models are trained.": "Menschen lernen, Modelle werden trainiert.",
    "school, models": "Schule, Modelle",
    "Definitions": "Begriffe",
    "What people do.": "Was Menschen tun.",
    "What machines do.": "Was Maschinen tun.",
    "Side-by-side analysis": "Gegenüberstellung",
    "Dimension": "Merkmal",
    "Duration": "Dauer",
    "lifelong": "lebenslang",
    "hours": "Stunden",
    "Scientific evidence": "Belege",
    "Sleep helps.": "Schlaf hilft.",
    "A *popular* book": "Ein *bekanntes* Buch",
    "another book": "ein anderes Buch",
    "because of few studies": "wegen weniger Studien",
    "Tea vs Coffee": "Tee oder Kaffee",
    "Two hot drinks.": "Zwei heiße Getränke.",
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Built:
    source = tmp_path_factory.mktemp("german")
    write_project(
        source,
        {
            "index.md": "# Index\n\n```{toctree}\npage\nother\n```\n" + LISTS,
            "page.md": PAGE,
            "other.md": OTHER,
        },
    )
    catalogue = Catalog("de")
    for text, translation in GERMAN.items():
        catalogue.add(text, translation)
    for docname in ("page", "other"):
        target = source / "locales" / "de" / "LC_MESSAGES" / f"{docname}.mo"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_mo(file, catalogue)
    return run_sphinx(source, "-D", "language=de")


def test_everything_a_writer_wrote_is_offered_for_translation(tmp_path: Path) -> None:
    write_project(tmp_path, {"index.md": PAGE.replace("- Tea vs Coffee", "")})
    built = run_sphinx(tmp_path, builder="gettext")
    offered = (built.outdir / "index.pot").read_text(encoding="utf-8")
    for text in [*GERMAN][:-2]:
        assert f'msgid "{text}"' in offered
    # Ours are in our own catalogue.
    assert 'msgid "Supported by"' not in offered


def test_a_translated_page_has_the_same_structure_and_ids(german: Built) -> None:
    assert german.warnings == ""
    page = german.html("page")
    for anchor in (
        *("page", "page-definitions", "page-definitions-human-learning"),
        *("page-row-duration", "page-claim-sleep-helps"),
    ):
        assert f'id="{anchor}"' in page
    assert page.count('data-label="Modelltraining"') == 1


def test_a_translated_page_has_no_word_of_the_original(german: Built) -> None:
    text = re.sub(r"<[^>]*>|\s+", " ", german.html("page"))
    for original, translation in GERMAN.items():
        plain = translation.replace("*", "")
        assert plain in re.sub(r"\s+", " ", text.replace("  ", " ")) or "bekanntes" in plain
        assert f" {original} " not in text
    assert "bekanntes" in text


def test_our_labels_are_translated(german: Built) -> None:
    page = german.html("page")
    for label in ("Gestützt von", "Bestritten von", "Gewissheit", "Niedrig", "Umstritten"):
        assert label in page
    assert "zwei Quellen; eine Quelle widerspricht ihr" in page
    assert "Vollbild" in page


def test_a_card_shows_the_translated_title_and_tagline(german: Built) -> None:
    card = german.html("page").split('class="versus-card"')[1]
    assert "Tee oder Kaffee" in card
    assert "Zwei heiße Getränke." in card


def test_tags_are_translated_and_lists_find_them_by_what_was_written(german: Built) -> None:
    index = german.html("index")
    assert "Lernen oder Training" in index
    assert ">Schule<" in index
    assert ">school<" not in index
