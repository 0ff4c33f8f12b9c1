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
exclude_patterns = ["_build", ".venv", ".*", "_ext", "tests", "bench", "examples", "README.md"]
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
# Titles of sources would outdo the pages that cite them.
site_search_weights = {"references": 0.1}
site_search_audiences = {"guide/*": "writer", "coverage": "editor", "review": "editor"}
site_search_synonyms = {
    "hallucination": ["invention", "makes things up"],
    "confabulation": ["invention", "makes things up"],
    "RAG": ["retrieval-augmented generation", "retrieval"],
    "flashbulb memory": ["emotional memories", "striking events"],
    "eyewitness": ["witness"],
    "backpropagation": ["gradients"],
}

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
    # The script of the search puts its own box in the place of the form.
    notfound_context = {
        "title": "Page not found",
        "body": f"""<h1>Page not found</h1>
<p>The page may have moved, or its address has a mistake.</p>
<form class="site-search-here" action="{html_baseurl}search.html">
<input type="search" name="q" aria-label="Search" placeholder="Search">
<button type="submit">Search</button>
</form>
<p>These pages lead to all others:</p>
<ul>
<li><a href="{html_baseurl}">Home: all comparisons and articles</a></li>
<li><a href="{html_baseurl}entities/index.html">Entities: the things that are compared</a></li>
<li><a href="{html_baseurl}claims.html">Claims, and how certain each is</a></li>
<li><a href="{html_baseurl}references.html">References</a></li>
</ul>""",
    }

versus_data_license = "https://opensource.org/license/mit"
versus_data_picture = "_static/screenshot.png"
versus_data_types = {"articles/*": "Article", "guide/*": "TechArticle"}

# What the review asks about and an editor has looked at, with the reason to leave it so.
versus_review_accept = {
    "neurons-vs-parameters-claim-origin-of-the-unit": {
        "old_sources": "The claim is about the works that began the field.",
    },
    "human-intelligence-vs-artificial-general-intelligence-claim-understanding": {
        "weak_sources": "The claim is that researchers disagree, and the perspective describes "
        "their debate; the certainty is low, as it is the only one.",
    },
    "human-brain-vs-artificial-intelligence-claim-innate-wiring": {
        "weak_sources": "The claim is an argument about evolution, which no single experiment "
        "settles; it is rated low, and a study that limits it is named.",
    },
    "human-brain-vs-artificial-intelligence-claim-twenty-watts": {
        "weak_sources": "The commentary passes on a share that many others give too, and the "
        "reason shows how the watts are derived from it.",
    },
    "human-brain-vs-artificial-intelligence-claim-prompt-energy": {
        "weak_sources": "Only its owner can measure a service. Two estimates agree with the "
        "owner, one of them by people who belong to no maker; the claim is rated low.",
    },
}

# Beside the documents.
misspellings_files = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "comparisons/**/*.csv"]
misspellings_files += ["examples/**/*.md"]

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

# What helps editors and writers is on the site alone, and what is cited stands at the end anyway.
typst_subtitle = "People and machines, side by side: what is said of them, and what it rests on"
typst_license = "MIT License"
typst_parts = [
    ("Comparisons", ["comparisons/learning-vs-training", "comparisons/*"]),
    ("Articles", ["articles/*"]),
]

epub_show_urls = "no"
epub_tocdepth = 2

# Its fonts have all signs of these pages, which pdflatex has not.
latex_engine = "xelatex"
latex_elements = {"papersize": "a4paper"}
