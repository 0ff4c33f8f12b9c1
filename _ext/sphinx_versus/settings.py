"""All settings of the package, by the extension that they belong to."""

from __future__ import annotations

from .site.settings import BOOK, DIAGNOSTICS, READ_AS, SEARCH, SIDEBAR, SPELLING, Setting

COMPARISONS = (
    Setting(
        "versus_headings",
        {},
        (dict,),
        "Headings of your own that open a section, by the kind of the section.",
        "env",
    ),
    Setting(
        "versus_columns",
        {},
        (dict,),
        "Words of your own for columns that are no side's, by the role of the column: `notes`, "
        "`weight`, `group`, `winner`, `unit` or `number`.",
        "env",
    ),
    Setting(
        "versus_marks",
        {},
        (dict,),
        "Words of your own for cells that answer yes or no, by what they say: `yes`, `partly`, "
        "`planned`, `no`, `unknown` or `not applicable`.",
        "env",
    ),
    Setting(
        "versus_units",
        {},
        (dict,),
        "Units of your own, by symbol: their other names, and their size in a unit that is known, "
        'as in `{"furlong": ["furlongs", "= 201.168 m"]}`.',
        "env",
    ),
    Setting(
        "versus_myst_syntaxes",
        True,
        (bool,),
        "Whether the syntaxes of MyST that comparisons are written in are turned on in documents "
        "that hold one.",
        "env",
    ),
    Setting(
        "versus_fences",
        "colons",
        (str,),
        "What `make new` and `make import` open a comparison with: `colons`, or `backticks`, which "
        "formatters leave alone that do not know fences of colons.",
    ),
    Setting(
        "versus_explain",
        False,
        (bool,),
        "Whether a build says at its end what each kind of problem means that it has met.",
    ),
)

DATA = (
    Setting(
        "versus_data_types", {}, (dict,), "The type of pages in schema.org, by patterns.", "html"
    ),
    Setting(
        "versus_data_author_type",
        "Organization",
        (str,),
        "What the author of the project is: `Organization` or `Person`.",
        "html",
    ),
    Setting("versus_data_license", "", (str,), "The address of the licence of the data.", "html"),
    Setting("versus_data_summary", "", (str,), "What the site is about, for `llms.txt`.", "html"),
    Setting("versus_data_publisher", "", (str,), "Who publishes the site, or `author`.", "html"),
    Setting(
        "versus_data_picture",
        "",
        (str,),
        "The picture of pages without one: an address, or a path on the site.",
        "html",
    ),
)

REVIEW = (
    Setting("versus_review", False, (bool,), "Whether the review asks its questions."),
    Setting(
        "versus_review_names",
        False,
        (bool,),
        "Whether the review lists the names that could be links, and does not only count them.",
    ),
    Setting("versus_review_limits", {}, (dict,), "The thresholds, by name."),
    Setting(
        "versus_review_popular",
        ["popular", "blog", "magazine", "newspaper", "online"],
        (list, tuple),
        "Types of entries, or keywords in them, that mark popular sources.",
    ),
    Setting(
        "versus_review_pooled",
        ["meta-analysis", "systematic-review"],
        (list, tuple),
        "Types of entries, or keywords in them, that mark sources which pool many studies.",
    ),
    Setting(
        "versus_review_wording",
        {},
        (dict,),
        "Words that the questions look for, by language.",
    ),
    Setting(
        "versus_review_accept",
        {},
        (dict,),
        "Findings that are right as they are, with a reason, by id and kind.",
    ),
    Setting(
        "versus_review_inventory",
        "",
        (str,),
        "The inventory of the last release, whose ids and pages are all to lead somewhere: the "
        "path of an `objects.inv` from `conf.py`, or its address, which is asked for then.",
    ),
)

BY_EXTENSION = {
    "sphinx_versus": COMPARISONS,
    "sphinx_versus.data": DATA,
    "sphinx_versus.review": REVIEW,
    "sphinx_versus.site.sidebar": SIDEBAR,
    "sphinx_versus.site.search": SEARCH,
    "sphinx_versus.site.book": BOOK,
    "sphinx_versus.site.diagnostics": DIAGNOSTICS,
    "sphinx_versus.site.read_as": READ_AS,
    "sphinx_versus.site.spelling": SPELLING,
}
