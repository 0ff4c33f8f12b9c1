"""Structured comparisons with graded evidence, written in Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.errors import ConfigError

from sphinx_versus.directives.comparison import ComparisonDirective
from sphinx_versus.directives.entity import EntityDirective
from sphinx_versus.directives.evidence import ClaimDirective, EvidenceDirective, LegendDirective
from sphinx_versus.directives.lists import LISTS, MapDirective, MatrixDirective
from sphinx_versus.directives.roles import ROLES, VersusRole, report_dangling
from sphinx_versus.grammar.headings import fault_of
from sphinx_versus.reading import encoding, myst
from sphinx_versus.reading.anchors import MapHeadingSlugs
from sphinx_versus.showing import html, labels, section_labels
from sphinx_versus.showing.captions import TranslateCaptions
from sphinx_versus.showing.resolve import Resolve, collect_shown, uses_of_sources
from sphinx_versus.site import compat
from sphinx_versus.site.building import code_digest, fresh_pages

from . import nodes
from .domain import VersusDomain, note_labels

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__version__ = "0.1.0"


def check_headings(_app: Sphinx, config: Config) -> None:
    """Raise ConfigError for headings that cannot be used, before anything is read."""
    fault = fault_of(config.versus_headings)
    if fault:
        raise ConfigError(f"versus_headings: {fault}")


def watch_citations(app: Sphinx, _config: Config) -> None:
    """Take faults in citations for what they are, where there can be citations."""
    if "sphinxcontrib.bibtex" in app.extensions:
        from sphinx_versus.reading import citing

        citing.forgive(app)


def tell_of_uses(app: Sphinx, _config: Config) -> None:
    """Tell the lists of references of our claims, where there are such lists."""
    if "sphinx_versus.site.citations" in app.extensions:
        app.connect("author-year-uses", uses_of_sources)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything with Sphinx."""
    myst.load(app)
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    app.setup_extension("sphinx_versus.site.safe_sources")
    compat.mend_locations()
    compat.let_links_be_long()
    app.add_message_catalog(labels.CATALOGUE, str(labels.LOCALE_DIR))
    app.add_config_value("versus_headings", {}, "env", types=(dict,))
    app.add_domain(VersusDomain)
    app.add_directive("comparison", ComparisonDirective)
    app.add_directive("evidence", EvidenceDirective)
    app.add_directive("evidence-legend", LegendDirective)
    app.add_directive("claim", ClaimDirective)
    app.add_directive("entity", EntityDirective)
    app.add_directive("comparison-matrix", MatrixDirective)
    app.add_directive("comparison-map", MapDirective)
    for name, directive in LISTS.items():
        app.add_directive(name, directive)
    for role in ROLES:
        app.add_role(role, VersusRole())
    app.add_node(nodes.request_place)
    app.add_node(
        nodes.comparison_cell,
        html=(nodes.visit_comparison_cell, nodes.depart_comparison_cell),
    )
    app.add_node(
        nodes.comparison_claim,
        html=(nodes.visit_comparison_claim, nodes.depart_comparison_claim),
    )
    app.add_node(nodes.claim_labels, html=(nodes.visit_claim_labels, None))
    app.add_transform(TranslateCaptions)
    app.add_transform(MapHeadingSlugs)
    app.add_post_transform(Resolve)
    app.add_post_transform(html.PrepareHtml)
    app.add_post_transform(html.SetWidths)
    app.add_post_transform(html.AddTargets)
    app.connect("env-updated", note_labels)
    app.connect("warn-missing-reference", report_dangling)
    app.connect("config-inited", check_headings)
    app.connect("config-inited", myst.turn_on_syntaxes)
    app.connect("config-inited", tell_of_uses)
    app.connect("config-inited", section_labels.take_over)
    # After MyST, which makes its own of the settings.
    app.connect("builder-inited", myst.check_settings, priority=600)
    app.connect("config-inited", watch_citations)
    app.connect("env-before-read-docs", encoding.check_documents)
    app.connect("builder-inited", html.add_assets)
    app.connect("html-page-context", html.add_list_tools)
    app.connect(fresh_pages.EVENT, collect_shown)
    return {
        "version": __version__,
        "env_version": code_digest.digest_of(Path(__file__).parent),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for parallel_build
    }
