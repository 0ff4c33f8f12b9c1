project = "Sample book"
author = "Somebody"
copyright = "2026, Somebody"
release = "1.2"
extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinx_versus.site.citations",
    "sphinx_versus.site.book",
]
myst_enable_extensions = ["colon_fence"]
numfig = True
bibtex_bibfiles = ["sources.bib"]
bibtex_default_style = "alpha"
bibtex_reference_style = "author_year_round"
suppress_warnings = ["design.fa-build"]
