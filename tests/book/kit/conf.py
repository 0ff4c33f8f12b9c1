"""A project with one of everything; what is lost or unknown is on pages of its own."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Kit"
author = "Somebody"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.graphviz",
    "sphinx.ext.inheritance_diagram",
    "sphinx.ext.mathjax",
    "sphinx.ext.napoleon",
    "sphinx.ext.todo",
    "sphinx_design",
    "nodes_of_others",
    "sphinx_versus.site.book",
]
exclude_patterns = ["nodes_of_others.py"]
todo_include_todos = True
numfig = True
rst_prolog = ".. |x| replace:: REPLACED"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist", "tasklist"]
graphviz_dot = "no-such-program"
mermaid_cmd = f"{sys.executable} {Path(__file__).parent / 'draw.py'}"
mermaid_params = []
typst_system_fonts = False
typst_tags = ["latex"]
suppress_warnings = ["image.not_readable"]
