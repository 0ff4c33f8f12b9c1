"""Labels of sections, where ``sphinx.ext.autosectionlabel`` makes them of titles.

The sections of comparisons repeat each other, on purpose. They get such labels
too, but only those that no other section of the project has, and the first one
gets it: so there is nothing to warn of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.ext.autosectionlabel import register_sections_as_label

from sphinx_versus.domain import domain_of
from sphinx_versus.nodes import versus_section
from sphinx_versus.site.compat import disconnect


def take_over(app: Sphinx, _config: Config) -> None:
    """Take the place of autosectionlabel, if the project has it."""
    if disconnect(app, "doctree-read", register_sections_as_label):
        app.connect("doctree-read", label_sections)
        app.connect("env-purge-doc", withdraw_labels)


def label_sections(app: Sphinx, document: nodes.document) -> None:
    """Label the sections of a document; those of comparisons wait until all are read."""
    ours: list[nodes.section] = []
    others: list[nodes.section] = []
    for section in document.findall(nodes.section):
        inside = isinstance(section, versus_section) and not isinstance(
            section.parent, nodes.document
        )
        (ours if inside else others).append(section)
    register_sections_as_label(app, _Only(others))
    if ours:
        domain_of(app.env).note_titles(app.env.docname, _labels_of(ours, app))


def withdraw_labels(_app: Sphinx, env: BuildEnvironment, _docname: str) -> None:
    """Take back our labels before documents are read, so that others find theirs free."""
    domain, standard = domain_of(env), env.domains.standard_domain
    for name in domain.data["labels"]:
        standard.labels.pop(name, None)
        standard.anonlabels.pop(name, None)
    domain.data["labels"] = []


def _labels_of(sections: Iterable[nodes.section], app: Sphinx) -> dict[str, tuple[str, str]]:
    """Return the id and the title of sections by label; the first one counts."""
    standard = app.env.domains.standard_domain
    kept = {name: standard.data[name] for name in ("labels", "anonlabels")}
    found: dict[str, tuple[str, str]] = {}
    try:
        for section in sections:
            # With no others, there is none to warn of.
            standard.data.update(labels={}, anonlabels={})
            register_sections_as_label(app, _Only([section]))
            for name, (_, anchor, title) in standard.labels.items():
                found.setdefault(name, (anchor, title))
    finally:
        standard.data.update(kept)
    return found


class _Only(nodes.Element):
    """What a document seems to be in which nothing but some sections is found."""

    def __init__(self, sections: Iterable[nodes.section]) -> None:
        super().__init__()
        self.sections = sections

    def findall(self, *_args: Any, **_options: Any) -> Iterator[Any]:  # type: ignore[override]
        """Go through the sections."""
        return iter(self.sections)
