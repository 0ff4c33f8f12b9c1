"""What a setting is, and the settings of the parts for any site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.osutil import make_filename_from_project


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of ``conf.py``.

    ``default`` may be a function of the configuration. ``meaning`` is a
    sentence for the guide, with code between backticks. ``rebuild`` says what a
    change makes anew: ``"env"`` what is read, ``"html"`` all pages, ``""``
    nothing by itself.
    """

    name: str
    default: Any
    types: tuple[type, ...]
    meaning: str
    rebuild: str = ""


def add_settings(app: Sphinx, settings: Iterable[Setting]) -> None:
    """Register settings with Sphinx."""
    for each in settings:
        app.add_config_value(each.name, each.default, each.rebuild, types=each.types)  # type: ignore[arg-type]


def whole_project(config: Config) -> list[tuple[str, str, str, str]]:
    """Return the whole project as one book, named after it."""
    # A file system takes names of 255 bytes, and some of them are for what we add.
    name = make_filename_from_project(config.project)[:200]
    return [(config.root_doc, f"{name}.pdf", config.project, config.author)]


_LISTS = (list, tuple)

SIDEBAR = (
    Setting(
        "bounded_toctree_links",
        50,
        (int,),
        "Contents of no more links than this are shown whole; of larger ones a page shows at most "
        "so many, unless the lists on the way to it alone are more.",
        "html",
    ),
    Setting(
        "bounded_toctree_window",
        15,
        (int,),
        "How many entries of a long list are shown, with the page in their middle.",
        "html",
    ),
    Setting(
        "bounded_toctree_names",
        {},
        (dict,),
        "What the entries of a list are called, by patterns of document names: "
        '`{"comparisons/*": "comparisons"}`.',
        "html",
    ),
)

# All pages are written again when one of these changes: each writes what the search reads of it.
SEARCH = (
    Setting(
        "site_search_index",
        True,
        (bool,),
        "Whether Pagefind makes an index; without one readers get the simple search.",
        "html",
    ),
    Setting("site_search_pages", {}, (dict,), "The kinds of pages, by patterns.", "html"),
    Setting(
        "site_search_weights",
        {},
        (dict,),
        "How much pages count beside others, by patterns.",
        "html",
    ),
    Setting(
        "site_search_audiences",
        {},
        (dict,),
        "Whom pages are for, by patterns; those for others than a “reader” stand below.",
        "html",
    ),
    Setting(
        "site_search_synonyms",
        {},
        (dict,),
        "What else is searched for beside a word: lists of words or phrases, by words.",
        "html",
    ),
    Setting(
        "site_search_quantities",
        [],
        _LISTS,
        "Units behind numbers: for each of them, a list of all its names.",
        "html",
    ),
    Setting(
        "site_search_units",
        {},
        (dict,),
        "What counts as the unit of a hit beside sections: kinds by selectors of nodes.",
        "html",
    ),
    Setting("site_search_exclude", [], _LISTS, "Selectors of nodes that are not searched.", "html"),
    Setting("site_search_badges", [], _LISTS, "Facets that are shown beside a hit.", "html"),
    Setting(
        "site_search_labels",
        {},
        (dict,),
        "Labels of kinds, facets and their values, by name.",
        "html",
    ),
)

BOOK = (
    Setting(
        "typst_documents",
        whole_project,
        _LISTS,
        "The books: tuples of a start document, a file name, a title and an author.",
    ),
    Setting(
        "typst_parts",
        [],
        _LISTS,
        "Which documents a book holds, and in which order: pairs of the caption of a part and "
        "patterns of names. Empty, or where they name none of it: as in the tables of contents.",
    ),
    Setting(
        "typst_each",
        [],
        _LISTS,
        "Documents that are each a book of their own as well, by patterns such as `comparisons/*`.",
    ),
    Setting(
        "typst_only",
        "",
        (str,),
        "A document or a folder: it alone becomes a book. `make pdf` has it from `DOC`.",
    ),
    Setting("typst_subtitle", "", (str,), "A line below the title."),
    Setting("typst_license", "", (str,), "A line about the licence, for the title page."),
    Setting(
        "typst_words",
        {},
        (dict,),
        "What the book says in place of words for the web: texts by regular expressions.",
    ),
    Setting("typst_paper", "a4", (str,), "`a4`, `a5`, `b5` or `letter`."),
    Setting("typst_fonts", ["Libertinus Serif"], _LISTS, "Fonts of the text, the best first."),
    Setting("typst_code_fonts", ["DejaVu Sans Mono"], _LISTS, "Fonts of code, the best first."),
    Setting("typst_font_paths", [], _LISTS, "Folders with fonts, from the folder of `conf.py` on."),
    Setting("typst_system_fonts", True, (bool,), "Whether fonts of the machine are used."),
    Setting("typst_contents_depth", 2, (int,), "How many levels the contents have; parts are one."),
    Setting("typst_styles", [], _LISTS, "Files of Typst with functions for classes of nodes."),
    Setting("typst_classes", {}, (dict,), "The function that shows a class of nodes, by class."),
    Setting("typst_wide_classes", [], _LISTS, "Classes of what needs a page turned round."),
    Setting(
        "typst_wide_columns",
        6,
        (int,),
        "From how many columns on a table gets such a page, unless its words have room on another.",
    ),
    Setting(
        "typst_tags",
        [],
        _LISTS,
        "Further tags of the book for `only`: with `latex` it holds what is for LaTeX alone.",
    ),
    Setting("typst_use_index", True, (bool,), "Whether the book ends with an index."),
    Setting("typst_accessible", True, (bool,), "Whether the PDF claims PDF/UA-1 where it can."),
)

READ_AS = (
    Setting(
        "read_as_folders",
        [],
        _LISTS,
        "Folders with PDF and EPUB of the site, from that of `conf.py` on: pages lead to them.",
    ),
)

DIAGNOSTICS = (
    Setting(
        "diagnostics_format",
        "",
        (str,),
        "`sarif` or `github`: how warnings are given to editors and forges; empty for not at all.",
    ),
    Setting("diagnostics_file", "", (str,), "Where they are written."),
)

SPELLING = (
    Setting("misspellings", False, (bool,), "Whether codespell looks through the sources."),
    Setting(
        "misspellings_files",
        [],
        _LISTS,
        "Files beside the documents that it looks through, by patterns.",
    ),
)
