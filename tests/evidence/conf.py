import sys

sys.path.insert(0, "EXT")
project = author = copyright = "Pets"
version = "1"
extensions = ["sphinx_versus", "sphinxcontrib.bibtex", "sphinx_versus.site.citations"]
html_theme = "furo"
bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "alpha"
bibtex_reference_style = "author_year_round"
bibtex_cite_id = "cite-{key}"
