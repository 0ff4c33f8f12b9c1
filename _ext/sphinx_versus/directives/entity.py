"""The directive ``{entity}``: all that the site says about one thing."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes

from sphinx_versus.grammar.names import between_commas, parted_otherwise, slug
from sphinx_versus.grammar.options import is_option
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.nodes import (
    become,
    versus_entity,
    versus_request,
    versus_tagline,
)
from sphinx_versus.queries.requests import ENTITY_PARTS, EntityPart
from sphinx_versus.reading import anchors
from sphinx_versus.showing import labels
from sphinx_versus.showing.render import fields
from sphinx_versus.site.trees import line_of

from .blocks import MarkdownBlock, page_of
from .comparison import index_of

# The options of the directive and what they are for.
OPTIONS = {
    "aliases": "Other names for it, with commas between them.",
    "was": "Ids that it had before, and pages on which it stood, with spaces or commas between "
    "them; links to them still lead to it.",
    "wikidata": "Its id in Wikidata, such as Q1122.",
}


_WIKIDATA = re.compile(
    r"(?:https?://(?:(?:www|m)\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]{0,14})(?:[?#].*)?",
    re.IGNORECASE,
)


class EntityDirective(MarkdownBlock):
    """A page, or a section, about an entity; the body introduces it."""

    name_for_people = "an entity"
    known = tuple(OPTIONS)

    def read(self) -> list[nodes.Node]:
        """Return the introduction, and a section for each part of what others say."""
        document = self.state.document
        page = page_of(self.parent)
        page_title = page[0].astext() if page is not None else ""
        name = self.read_argument(Kind.UNKNOWN_ENTITY) or page_title
        if not name:
            self.report(
                Problem(
                    Kind.UNKNOWN_ENTITY,
                    self.lineno,
                    "this entity has no name; write it behind the directive, as in {entity} Tea",
                )
            )
            body = self.parse_body()
            self.report_reading()
            return body
        body = self.parse_body()
        self.report_reading()
        for block in body:
            if isinstance(block, nodes.rubric):
                self.report(
                    Problem(
                        Kind.MISPLACED_TEXT,
                        line_of(block),
                        "a heading cannot stand in an entity; put it below the block",
                    )
                )
        texts = (block for block in body if isinstance(block, nodes.paragraph))
        first = next((text for text in texts if not is_option(text.rawsource, self.known)), None)
        if first is not None:
            become(first, versus_tagline)
        aliases, line = self.options_with_lines().get("aliases", ("", 0))
        if told := parted_otherwise("aliases", aliases):
            self.report(Problem(Kind.UNKNOWN_VALUE, line, told))
        facts: dict[str, Any] = {
            "name": name,
            "key": slug(name),
            "aliases": between_commas(aliases),
            "line": self.lineno,
            "wikidata": self._wikidata(),
        }
        was = self.was()
        facts |= {"was": was} if was else {}
        before = tuple(id_ for address, _ in was if (id_ := address.rpartition("#")[2]))
        anchor = f"entity-{facts['key']}"
        entries = [(name, labels.entity(), anchor)]
        entries += [(alias, name, anchor) for alias in facts["aliases"]]
        content = [
            index_of(entries),
            *fields(
                {
                    labels.aliases_label(): ", ".join(facts["aliases"]),
                    "Wikidata": facts["wikidata"],
                },
                {"Wikidata": f"https://www.wikidata.org/entity/{facts['wikidata']}"},
            ),
            *body,
            *(
                versus_request("", request=EntityPart(facts["key"], part, before))
                for part in ENTITY_PARTS
            ),
        ]
        if page is None:
            section = versus_entity("", ids=[anchor], **facts)
            title = nodes.title(name, name)
            section.source = title.source = document["source"]
            section.line = title.line = self.lineno
            section += [title, *content]
            anchors.occupy(document, anchor, section)
            anchors.keep_old(document, anchor, section)
            return [section]
        become(page, versus_entity, **facts)
        anchors.occupy(document, anchor, page)
        anchors.drop_numbered(document, page)
        anchors.keep_old(document, anchor, page)
        return content

    def _wikidata(self) -> str:
        text, line = self.options_with_lines().get("wikidata", ("", 0))
        # People copy the address as well as the id.
        found = _WIKIDATA.fullmatch(text)
        if text and not found:
            told = f'the option "wikidata" is "{text}"; it takes an id, such as Q1122'
            self.report(Problem(Kind.UNKNOWN_VALUE, line, told))
        return found[1].upper() if found else ""
