"""Evidence: paragraphs followed by lists are claims, and what they are about is looked for."""

from __future__ import annotations

from docutils import nodes

from sphinx_versus.grammar.names import listed, shortened
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.subjects import Rows, subjects
from sphinx_versus.nodes import (
    paragraph_of,
    versus_claims,
    versus_subject,
)
from sphinx_versus.site.trees import (
    add,
    fill,
    is_hidden,
    line_of,
    plain_text,
)

from .claims import A_SOURCE, ClaimReader
from .result import Notes


def read_claims(
    body: list[nodes.Node], notes: Notes, about: tuple[str, ...] = ()
) -> list[nodes.Node]:
    """Read paragraphs followed by lists as claims; the rest stays as it is.

    ``about`` is what claims are about that do not say so themselves.
    """
    blocks: list[nodes.Node] = []
    claims: versus_claims | None = None
    at = 0
    while at < len(body):
        node = body[at]
        behind = at + 1
        while behind < len(body) and is_hidden(body[behind]):
            behind += 1
        following = body[behind] if behind < len(body) else None
        if isinstance(node, nodes.paragraph) and _is_list(following):
            assert isinstance(following, nodes.Element)
            blocks += body[at + 1 : behind]
            claim = ClaimReader(node, following, notes, about).read()
            if claims is None or blocks[-1] is not claims:
                claims = versus_claims(bullet="-", comparison=notes.comparison)
                blocks.append(claims)
            add(claims, [claim])
            at = behind + 1
            continue
        if isinstance(node, nodes.paragraph):
            notes.problem(
                Kind.CLAIM_WITHOUT_SOURCES,
                line_of(node),
                f'"{shortened(plain_text(node))}" is followed by no sources; a claim is '
                f"a paragraph, then a list with a source in each item, {A_SOURCE}",
            )
        elif _is_list(node):
            goes_on = at and isinstance(blocks[-1], versus_claims)
            notes.problem(
                Kind.MISPLACED_TEXT,
                line_of(node),
                "another sign begins another list, which belongs to no claim; "
                "begin all items of a claim with the same one"
                if goes_on
                else "this list follows no claim; write the claim above it, as a paragraph, "
                "if these are its sources",
            )
        blocks.append(node)
        at += 1
    return blocks


def read_subjects(notes: Notes) -> None:
    """Find the rows among what claims are about: tables may stand below the claims."""
    rows = Rows(notes.rows)
    names = {row.anchor: row.name for row in notes.rows}
    for claim, text in notes.subjects:
        found = subjects(text, notes.side_names, rows)
        for name, anchors in found.doubtful:
            offered = listed([f"#{anchor}" for anchor in anchors], "or")
            notes.problem(
                Kind.AMBIGUOUS_NAME,
                claim["about_line"],
                f'"{name}" is what {len(anchors)} rows are called; write {offered} in its place',
            )
        if not (found.rows or found.doubtful):
            continue
        claim["about"] = found.names
        claim["rows"] = found.rows
        places = (at for at, part in enumerate(claim) if isinstance(part, versus_subject))
        at = next(places, len(claim))
        parts = [part for part in claim if not isinstance(part, versus_subject)]
        like = claim[0]
        said = [*found.names, *(names[anchor] for anchor in found.rows)]
        parts[at:at] = [paragraph_of(versus_subject, name, like, claim["line"]) for name in said]
        fill(claim, parts)


def _is_list(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.bullet_list | nodes.enumerated_list)
