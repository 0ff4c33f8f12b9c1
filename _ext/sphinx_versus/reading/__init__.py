"""Parsed Markdown in, facts and nodes out."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from sphinx_versus.grammar import columns, headings, values

from . import encoding
from .anchors import MapHeadingSlugs
from .footnotes import FindFootnotes
from .markup import ReadMarkup


def check_words(_app: Sphinx, config: Config) -> None:
    """Raise ConfigError for headings and words that cannot be used, before anything is read."""
    faults = {
        "versus_headings": headings.fault_of(config.versus_headings),
        "versus_columns": columns.fault_of(config.versus_columns),
        "versus_marks": values.fault_of_words(config.versus_marks),
        "versus_units": values.fault_of_units(config.versus_units),
    }
    for name, fault in faults.items():
        if fault:
            raise ConfigError(f"{name}: {fault}")


def watch_citations(app: Sphinx, _config: Config) -> None:
    """Take faults in citations for what they are, where there can be citations."""
    if "sphinxcontrib.bibtex" in app.extensions:
        from . import citing

        citing.forgive(app)


def register(app: Sphinx) -> None:
    """Register what is done before and after a document is read."""
    app.add_transform(ReadMarkup)
    app.add_transform(MapHeadingSlugs)
    app.add_transform(FindFootnotes)
    app.connect("config-inited", check_words)
    app.connect("config-inited", watch_citations)
    # Before each document is read, in a build and in a preview.
    app.connect("env-purge-doc", encoding.check_document)
