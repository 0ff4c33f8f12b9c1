"""What the tests of the import share: a page that Sphinx reads, without a build."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import COLOUR, write_project
from sphinx_versus.model.facts import Comparison


class Page(NamedTuple):
    """A page as Sphinx has read it: its tree, its facts, what was said."""

    doctree: nodes.document
    comparison: Comparison
    warnings: str


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Page]]:
    """Read a page, with every syntax that MyST knows turned on."""
    folder = tmp_path_factory.mktemp("hostile")
    source = write_project(folder / "source", {"index.md": "# Index\n", "page.md": "# Page\n"})
    with (source / "conf.py").open("a") as conf:
        # Curled quotes are the project's own wish, and no syntax.
        conf.write(
            "smartquotes = False\n"
            'suppress_warnings = ["toc.not_included"]\n'
            'myst_enable_extensions = ["amsmath", "attrs_block", "attrs_inline", "colon_fence", '
            '"deflist", "dollarmath", "fieldlist", "html_admonition", "html_image", '
            '"strikethrough", "substitution", "tasklist"]\n'
            'myst_substitutions = {"x": "replaced"}\n'
        )
    warnings = io.StringIO()
    logging.getLogger("sphinx").propagate = False
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            *(source, source, folder / "out", folder / "doctrees", "dummy"),
            status=None,
            warning=warnings,
            freshenv=True,
        )
        app.build()
        kept: list[nodes.document] = []
        app.builder.write_doctree = lambda _docname, doctree, **_: kept.append(doctree)

        def read(text: str) -> Page:
            warnings.seek(0)
            warnings.truncate()
            (source / "page.md").write_text(text, encoding="utf-8", newline="")
            app.env.clear_doc("page")
            app.builder.read_doc("page")
            (comparison,) = app.env.get_domain("versus").data["comparisons"]["page"]
            doctree = kept.pop()
            app.env.apply_post_transforms(doctree, "page")
            return Page(doctree, comparison, COLOUR.sub("", warnings.getvalue()))

        yield read
