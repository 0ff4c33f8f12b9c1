"""What a writer can call."""

from __future__ import annotations

from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from sphinx_versus.reading import myst

from . import almost
from .comparison import ComparisonDirective
from .entity import EntityDirective
from .evidence import ClaimDirective, EvidenceDirective, LegendDirective
from .lists import LISTS, DotPlotDirective, FindingsDirective, MatrixDirective
from .roles import ROLES, VersusRole, report_dangling

DIRECTIVES: dict[str, type[Directive]] = {
    "comparison": ComparisonDirective,
    "evidence": EvidenceDirective,
    "evidence-legend": LegendDirective,
    "claim": ClaimDirective,
    "entity": EntityDirective,
    "comparison-matrix": MatrixDirective,
    "dot-plot": DotPlotDirective,
    "findings": FindingsDirective,
    **LISTS,
}


def register(app: Sphinx) -> None:
    """Register directives and roles."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    # With that of the review.
    names = (*DIRECTIVES, "coverage")
    myst.register(app, names)
    almost.register(app, names)
    for role in ROLES:
        app.add_role(role, VersusRole())
    app.connect("warn-missing-reference", report_dangling)
