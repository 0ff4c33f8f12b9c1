"""The settings of the site; what they mean is in Sphinx's documentation."""

import contextlib
import importlib
import io
import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from sphinx_versus import __version__

project = "Versus"
version = release = __version__
author = "The sphinx-versus authors"
copyright = "2026, The sphinx-versus authors"  # noqa: A001 (Sphinx's name for it)

extensions = [
    "sphinx_versus.site.diagnostics",
    "sphinx_versus",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinx_versus.site.citations",
    "sphinx_versus.site.search",
    "sphinx_versus.search",
    "sphinx_versus.review",
    "sphinx_versus.site.sidebar",
    "sphinx_versus.site.building",
    "sphinx_versus.site.drawings",
    "sphinx_versus.site.latex",
    "sphinx_versus.site.read_as",
    "sphinx_versus.site.spelling",
    "sphinx_versus.data",
    "sphinx_versus.reference",
    "sphinx_versus.book",
]
exclude_patterns = ["_build", ".venv", ".*", "_ext", "tests", "bench", "README.md"]
exclude_patterns += ["CHANGELOG.md", "CONTRIBUTING.md"]

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "alpha"
bibtex_reference_style = "author_year_round"
bibtex_cite_id = "cite-{key}"

site_search_pages = {
    "comparisons/*": "comparison",
    "articles/*": "article",
    "entities/*": "entity",
}
# Titles of sources would outdo the pages that cite them, and most readers do not write.
site_search_weights = {"references": 0.1, "guide/*": 0.5}

# Where the site is published: Read the Docs tells it, others set SITE_URL.
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL") or os.environ.get("SITE_URL", "")
if html_baseurl:
    html_baseurl = html_baseurl.rstrip("/") + "/"
    # Both need whole addresses.
    extensions += ["notfound.extension", "sphinxext.opengraph"]
    ogp_site_url = html_baseurl
    # Pictures of titles are not made: they need matplotlib, whose absence is printed on import.
    ogp_social_cards = {"enable": False}
    with contextlib.redirect_stdout(io.StringIO()):
        importlib.import_module("sphinxext.opengraph")
    notfound_urls_prefix = urlsplit(html_baseurl).path
    notfound_context = {
        "title": "Page not found",
        "body": "<h1>Page not found</h1><p>The page may have moved, or its address has a mistake. "
        f'Try the search, or begin at the <a href="{html_baseurl}">home page</a>.</p>',
    }

versus_data_license = "https://opensource.org/license/mit"
versus_data_types = {"articles/*": "Article", "guide/*": "TechArticle"}

# What the review asks about and an editor has looked at, with the reason to leave it so.
versus_review_accept = {
    "learning-vs-training-claim-why-we-sleep": {
        "popular_sources": "The criticism was published in blogs, and the claim says that "
        "none of it is peer reviewed.",
    },
    "neurons-vs-parameters-claim-origin-of-the-unit": {
        "old_sources": "The claim is about the works that began the field.",
    },
    "human-memory-vs-ai-memory-claim-wording": {
        "old_sources": "The claim is about this experiment; newer work on what it means for "
        "memory is listed under the claim before it.",
    },
    "human-intelligence-vs-artificial-general-intelligence-claim-understanding": {
        "weak_sources": "The claim is that researchers disagree, and the perspective describes "
        "their debate.",
    },
    "human-brain-vs-artificial-intelligence-claim-twenty-watts": {
        "weak_sources": "The commentary passes on what is often repeated, and the reason shows "
        "how the watts are derived from it.",
    },
    "human-brain-vs-artificial-intelligence-claim-gpt-3-training": {
        "weak_sources": "The reason says whom the authors work for, and the certainty is lower "
        "for it.",
    },
    "human-brain-vs-artificial-intelligence-claim-megawatts": {
        "weak_sources": "Who trained the model knows how many chips it took; the reason shows "
        "the arithmetic from there.",
    },
    "human-brain-vs-artificial-intelligence-claim-prompt-energy": {
        "weak_sources": "The reason says that nobody outside has measured such a service, and "
        "the claim is rated low for it.",
    },
    "human-brain-vs-artificial-intelligence-claim-brain-spans": {
        "weak_sources": "The claim is arithmetic from two others, and the reason says so.",
    },
    **{
        key: {
            "weak_sources": "The reason says what kind of source it is, and the claim is rated "
            "low for it.",
        }
        for key in (
            "human-brain-vs-artificial-intelligence-claim-innate-wiring",
            "human-brain-vs-artificial-intelligence-claim-update-rule",
            "human-intelligence-vs-artificial-general-intelligence-claim-ingredients",
            "human-intelligence-vs-artificial-general-intelligence-claim-skill-is-not-intelligence",
            "learning-vs-training-claim-data-gap",
            "neurons-vs-parameters-claim-superposition",
        )
    },
}

# Beside the documents.
misspellings_files = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "comparisons/**/*.csv"]

bounded_toctree_names = {
    "comparisons/*": "comparisons",
    "articles/*": "articles",
    "entities/*": "entities",
}

html_theme = "furo"
html_title = "Versus"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {
    "top_of_page_buttons": [],
    "footer_icons": [],
}

epub_show_urls = "no"
epub_tocdepth = 2

# Its fonts have all signs of these pages, which pdflatex has not.
latex_engine = "xelatex"
latex_elements = {"papersize": "a4paper"}
