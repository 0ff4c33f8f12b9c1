"""The roles ``{comparison}``, ``{claim}`` and ``{entity}``."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.roles import XRefRole

from sphinx_versus.domain import VersusDomain, domain_of
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.reading.report import report
from sphinx_versus.site import boundary
from sphinx_versus.site.trees import line_of

ROLES = {
    "comparison": Kind.UNKNOWN_COMPARISON,
    "claim": Kind.UNKNOWN_TARGET,
    "entity": Kind.UNKNOWN_ENTITY,
}


class VersusRole(XRefRole):
    """A role that can be written without the name of its domain."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    @boundary.role
    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """Read the role as one of the domain."""
        typ = name.rpartition(":")[2]
        return super().__call__(f"{VersusDomain.name}:{typ}", *args, **kwargs)


@boundary.handler()
def report_dangling(app: Sphinx, _domain: object, node: pending_xref) -> bool | None:
    """Say what a role may have meant that leads nowhere, here or in other projects."""
    if node.get("refdomain") != VersusDomain.name:
        return None
    typ, target = node["reftype"], node["reftarget"]
    hint = domain_of(app.env).checks.offer(typ, target)
    problem = Problem(ROLES[typ], line_of(node), f'"{target}" is no {typ}; {hint}')
    report([problem], app.env.docname)
    return True
