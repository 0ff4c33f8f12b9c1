"""The directive ``{entity}``: all that the site says about one thing."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_versus.grammar.names import slug
from sphinx_versus.grammar.problems import Kind, Problem
from sphinx_versus.model.facts import Entity
from sphinx_versus.nodes import request_place
from sphinx_versus.queries.requests import ENTITY_PARTS, EntityPart, EntityPartKind
from sphinx_versus.reading import anchors
from sphinx_versus.showing import labels
from sphinx_versus.site.trees import line_of, plain_text

from .blocks import MarkdownBlock, Options, page_of
from .comparison import index_of

# The options of the directive and what they are for.
OPTIONS = {
    "aliases": "Other names for it, with commas between them.",
}


class EntityDirective(MarkdownBlock):
    """A page, or a section, about an entity; the body introduces it."""

    name_for_people = "an entity"
    option_spec: ClassVar = Options.fromkeys(OPTIONS, directives.unchanged)

    def read(self) -> list[nodes.Node]:
        """Return the introduction, and a section for each part of what others say."""
        document = self.state.document
        page = page_of(self.parent)
        page_title = page[0].astext() if page is not None else ""
        name = self.argument or page_title
        if not name:
            self.report(
                Problem(
                    Kind.UNKNOWN_ENTITY,
                    self.lineno,
                    "this entity has no name; write it behind the directive",
                )
            )
            return self.parse_body()
        aliases = self.options.get("aliases", "").split(",")
        body = self.parse_body()
        for block in body:
            if isinstance(block, nodes.rubric):
                self.report(
                    Problem(
                        Kind.MISPLACED_TEXT,
                        line_of(block),
                        "a heading cannot stand in an entity; put it below the block",
                    )
                )
        first = next((block for block in body if isinstance(block, nodes.paragraph)), None)
        entity = Entity(
            name=name,
            slug=slug(name),
            docname=self.env.docname,
            line=self.lineno,
            title=page_title or name,
            aliases=tuple(alias.strip() for alias in aliases if alias.strip()),
            description=plain_text(first) if first is not None else "",
        )
        self.domain.note(entity, self.env.docname)
        content = [
            *self._also_called(entity),
            *body,
            *(self._part(entity, part) for part in ENTITY_PARTS),
        ]
        entries = [(name, labels.entity(), entity.anchor)]
        entries += [(alias, name, entity.anchor) for alias in entity.aliases]
        if page is None:
            section = nodes.section("", ids=[entity.anchor], versus=True)
            title = nodes.title(name, name)
            section.source = title.source = document["source"]
            section.line = title.line = self.lineno
            section += [title, index_of(entries), *content]
            anchors.occupy(document, entity.anchor, section)
            return [section]
        page["versus"] = True
        anchors.occupy(document, entity.anchor, page)
        anchors.drop_numbered(document, page)
        return [index_of(entries), *content]

    def _also_called(self, entity: Entity) -> list[nodes.Node]:
        if not entity.aliases:
            return []
        label = nodes.field_name("", labels.aliases_label(), translatable=False)
        names = nodes.field_body("", nodes.paragraph("", ", ".join(entity.aliases)))
        field = nodes.field("", label, names)
        return [nodes.field_list("", field, classes=["versus-facts"])]

    def _part(self, entity: Entity, part: EntityPartKind) -> nodes.section:
        request = EntityPart(entity.slug, part)
        self.domain.note(request, self.env.docname)
        anchor = f"{entity.anchor}-{part}"
        title = nodes.title("", labels.entity_part(part), translatable=False)
        title.source = __name__
        section = nodes.section("", title, request_place("", request=request), ids=[anchor])
        section["versus"] = True
        anchors.occupy(self.state.document, anchor, section)
        return section
