project = "Drinks"
extensions = [
    "sphinxcontrib.bibtex",
    "sphinx_versus.site.citations",
    "sphinx_versus.search",
    "sphinx_versus.book",
]
bibtex_bibfiles = ["references.bib"]
html_theme = "basic"
site_search_index = False
