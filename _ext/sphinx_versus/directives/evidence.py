"""The directives ``{evidence}``, ``{claim}`` and ``{evidence-legend}``."""

from __future__ import annotations

import posixpath
from typing import ClassVar

from docutils import nodes

from sphinx_versus.grammar.names import is_key, no_key, slug
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import versus_claim, versus_claims, versus_request
from sphinx_versus.queries.requests import Quote
from sphinx_versus.reading import anchors
from sphinx_versus.reading.evidence import read_claims
from sphinx_versus.reading.result import Notes
from sphinx_versus.showing.legend import legend
from sphinx_versus.showing.render import dress
from sphinx_versus.site.trees import line_of

from .blocks import Block, MarkdownBlock, Options

# The options of ``{evidence}`` and what they are for.
OPTIONS = {
    "key": "What the ids of its claims begin with; without it, the name of the file.",
    "was": "Keys that it had before, and pages on which it stood, with spaces or commas between "
    "them; links to its claims still lead to them.",
}


class EvidenceDirective(MarkdownBlock):
    """Claims with their sources, outside of a comparison."""

    name_for_people = "evidence"
    optional_arguments = 0
    known = tuple(OPTIONS)

    def read(self) -> list[nodes.Node]:
        """Parse, read, check, store and render the claims."""
        document = self.state.document
        blocks = self.parse_body()
        notes = Notes(
            key=self._key(),
            sides=(),
            lines=list(self.content),
            first_line=self.first_line,
            headings={},
            parse_inline=self.parse_line,
            taken=anchors.taken(document, None),
        )
        for block in blocks:
            if isinstance(block, nodes.rubric):
                notes.problem(
                    Kind.MISPLACED_TEXT,
                    line_of(block),
                    "a heading cannot stand among evidence; put it above the block",
                )
        rendered = dress(read_claims(blocks, notes))
        lists = [node for node in rendered if isinstance(node, versus_claims)]
        # What keeps it from making one is said already.
        if not notes.claims and not notes.problems:
            notes.problem(
                Kind.EMPTY_EVIDENCE,
                self.lineno,
                "this block makes no claim; a claim is a paragraph, then the list of its sources",
            )
        self.report_reading(self._without_behind(notes.problems))
        holders = [node for claims in lists for node in claims if isinstance(node, versus_claim)]
        for claim in holders:
            for id_ in claim["ids"]:
                anchors.occupy(document, id_, claim)
        self._keep_old(notes.key, lists, holders)
        for claim in holders:
            anchors.keep_old(document, "", claim)
        return rendered

    def _keep_old(self, key: str, lists: list[versus_claims], claims: list[versus_claim]) -> None:
        """Give claims the ids that they had when the key of the block was another one."""
        old = self.was()
        if lists and old:
            lists[0]["was"] = tuple(each for each in old if each[0].endswith("#"))
            keys = [each for each in old if not each[0].endswith("#")]
            for claim in claims:
                derived = ((old + claim["anchor"][len(key) :], line) for old, line in keys)
                claim["was"] = (*claim.get("was", ()), *derived)

    def _without_behind(self, problems: list[Problem]) -> list[Problem]:
        """Tell of a key behind the name of the directive, where it is text of the block."""
        text = self.content[0].strip() if self.first_line == self.lineno else ""
        if not is_key(text):
            return problems
        message = (
            f'"{text}" stands behind {{evidence}}, and is read as text; '
            f'write ":key: {text}" on the next line'
        )
        problem = Problem(Kind.MISPLACED_OPTION, self.lineno, message)
        return [problem, *(each for each in problems if each.line != self.lineno)]

    def _key(self) -> str:
        text, line = self.options_with_lines().get("key", ("", self.lineno))
        if text and not is_key(text):
            self.report(Problem(Kind.INVALID_KEY, line, no_key(text, ":key: {}")))
            text = ""
        docname = self.env.docname
        return text or slug(posixpath.basename(docname.removesuffix("/index")))


class ClaimDirective(Block):
    """A claim that is made elsewhere, quoted with its certainty and its sources."""

    option_spec: ClassVar = Options()

    def run(self) -> list[nodes.Node]:
        """Leave a place for the claim, which may stand in a document read later."""
        if not self.argument:
            message = (
                "this quote names no claim; write its id, as in {claim} tea-vs-coffee-claim-calm"
            )
            self.report(Problem(Kind.UNKNOWN_TARGET, self.lineno, message))
            return []
        quote = Quote(self.argument.removeprefix("#"), self.lineno)
        instead = nodes.paragraph("", "", nodes.literal("", quote.anchor))
        place = versus_request(self.block_text, instead, request=quote)
        self.set_source_info(place)
        return [place]


class LegendDirective(Block):
    """What the levels of certainty and the stances mean; all marks on the site lead here."""

    optional_arguments = 0
    option_spec: ClassVar = Options()

    def run(self) -> list[nodes.Node]:
        """Return a list of definitions, each with an id of its own."""
        found = legend()
        for term in found.findall(nodes.term):
            anchors.occupy(self.state.document, term["ids"][0], term)
        return [found]
