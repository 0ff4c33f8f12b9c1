"""What the tests of the import share: a page that Sphinx reads, without a build."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from docutils import nodes

from projects import rereading, write_project
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
    with rereading(source) as page:

        def read(text: str) -> Page:
            doctree = page.read(text)
            (comparison,) = page.app.env.get_domain("versus").data["comparisons"]["page"]
            page.app.env.apply_post_transforms(doctree, "page")
            return Page(doctree, comparison, page.warnings)

        yield read
