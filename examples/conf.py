# Settings only; every one of them is explained in the guides of Sphinx and of sphinx-versus.
import os

project = "Hot drinks"
author = copyright = "Somebody"

extensions = [
    "sphinx_versus.site.diagnostics",
    "sphinx_versus",
    "sphinxcontrib.bibtex",
    "sphinx_versus.site.citations",
    "sphinx_versus.review",
]
exclude_patterns = ["_build", ".*", "README.md"]

bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year_round"

# `make check` asks for a source in most of the cells, and for a review every two years.
# This page of three rows is an example, so it asks for less here.
versus_review_limits = {"sourced_cells": 0.3, "review_age": 10}

html_theme = "furo"
html_title = project
html_copy_source = False
html_show_sourcelink = False
# Where the pages are published: Read the Docs tells it, the workflow of GitHub sets SITE_URL.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL") or os.environ.get("SITE_URL", "")
