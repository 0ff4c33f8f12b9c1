"""References in HTML: a list on each page that cites, and on the list of all who cites what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from docutils import nodes
from pybtex.richtext import Text
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.transforms import node_text_transform

from sphinx_versus.site import boundary, labels, safe_sources
from sphinx_versus.site.in_place import SHOWN, fold, fold_content, fold_heading, fold_line, folds
from sphinx_versus.site.lists import MOST, Facet, Number, address_of_part, divides, to_work_in

# Asks what else uses sources, with the application and the environment; answered
# with a mapping of keys to lists of tuples in the order of `Use`.
EVENT = "author-year-uses"
# Asks what stands behind sources in lists, in the same way; answered with texts by keys.
REMARKS = "author-year-remarks"


class Use(NamedTuple):
    """Something that rests on a source: what kind of thing it is, and where it stands."""

    kind: str
    title: str
    docname: str
    anchor: str


def _domain(env: BuildEnvironment) -> BibtexDomain:
    domain = env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    return domain


class all_uses(nodes.reference):  # noqa: N801 (as docutils names its nodes)
    """A link to what uses a source; its ``label`` is read out in place of its text."""


def visit_all_uses(self: HTML5Translator, node: all_uses) -> None:
    """Begin the link."""
    attributes = {"class": "reference internal", "aria-label": node["label"]}
    self.body.append(self.starttag(node, "a", "", href=node["refuri"], **attributes))


def depart_all_uses(self: HTML5Translator, node: all_uses) -> None:
    """End the link."""
    self.depart_reference(node)


class AddRemarks(boundary.PostTransform):
    """Put behind each source of the list of all what other extensions say of it."""

    # After the list has been made (5), and before lists of pages are made like it.
    default_priority = 590

    def run(self, **kwargs: Any) -> None:
        """Add the remarks."""
        citations = list(self.document.findall(nodes.citation))
        if not citations:
            return
        keys = {each.citation_id: each.key for each in _domain(self.env).citations}
        remarks = remarks_by_key(self.app)
        for citation in citations:
            *_, paragraph = citation.children
            key = keys.get(citation["ids"][0], "") if citation["ids"] else ""
            if key in remarks and isinstance(paragraph, nodes.TextElement):
                paragraph += _remark(remarks[key])


def _remark(text: str) -> list[nodes.Node]:
    return [nodes.Text(" "), nodes.inline("", text, classes=["reference-remark"])]


class ListReferences(boundary.PostTransform):
    """Show references as lists without labels, and lead citations to the page's own list.

    Docutils gives citations roles that ARIA has deprecated. A list on the page
    itself shows readers the source without leaving it, on paper too.
    """

    formats = ("html",)
    # After all links to citations have been resolved (10).
    default_priority = 600

    def run(self, **kwargs: Any) -> None:
        """Make the lists of the document."""
        citations = list(self.document.findall(nodes.citation))
        if citations:
            self.document["lists_references"] = True
            uses = uses_by_key(self.app)
            for parent in {id(each.parent): each.parent for each in citations}.values():
                assert isinstance(parent, nodes.Element)
                with self.around(parent, "the list of references"):
                    self._list_all(parent, uses)
        else:
            with self.around(self.document, "the references of the page"):
                self._list_cited()
        here = self.app.builder.get_target_uri(self.env.docname)
        for link in self.document.findall(nodes.reference) if self._pages else ():
            anchor = link.get("refuri", "").partition("#")[2]
            if link.get("internal") and anchor in self._pages:
                link["refuri"] = f"{relative_uri(here, self._pages[anchor])}#{anchor}"

    def _list_all(self, parent: nodes.Element, uses: Mapping[str, list[Use]]) -> None:
        known = {each.citation_id: each for each in _domain(self.env).citations}
        names = _names(known.values())
        runs = groupby(parent.children, lambda child: isinstance(child, nodes.citation))
        children: list[nodes.Node] = []
        for listed, run in runs:
            if not listed:
                children += run
                continue
            references = nodes.bullet_list(classes=["references"], bullet="-")
            listed_here: list[tuple[Citation | None, list[Use]]] = []
            for citation in run:
                assert isinstance(citation, nodes.citation)
                body = [child for child in citation.children if not isinstance(child, nodes.label)]
                own = known.get(citation["ids"][0])
                found = uses.get(own.key, []) if own else []
                references += nodes.list_item("", *body, *self._uses(found), ids=citation["ids"])
                listed_here.append((own, found))
            first = next((own for own, _ in listed_here if own), None)
            name = names[first.bibliography_key] if first else "references"
            children += to_work_in(name, [references], *_told_of(listed_here))
        parent.children = []
        parent += children

    def _uses(self, uses: Iterable[Use]) -> Iterator[nodes.paragraph]:
        for kind, group in groupby(uses, lambda use: use.kind):
            paragraph = nodes.paragraph("", f"{kind} ", classes=["reference-uses"])
            for number, use in enumerate(group):
                text = nodes.inline("", use.title)
                paragraph += [nodes.Text("; ")] * bool(number)
                paragraph += make_refnode(
                    self.app.builder, self.env.docname, use.docname, use.anchor, text
                )
            yield paragraph

    def _list_cited(self) -> None:
        """Put the references of a page at its end, in the order of the list of all."""
        known = {each.citation_id: each for each in _domain(self.env).citations}
        cited: dict[str, Citation] = {}
        links: list[tuple[nodes.reference, str]] = []
        for inline in self.document.findall(nodes.inline):
            if "bibtex-citation" not in inline["classes"]:
                continue
            for link in inline.findall(nodes.reference):
                anchor = link.get("refid") or link.get("refuri", "").partition("#")[2]
                if anchor in known:
                    cited[anchor] = known[anchor]
                    links.append((link, f"ref-{known[anchor].key}"))
        home = next(self.document.findall(nodes.section), None)
        if not cited or home is None:
            return
        self.document["lists_references"] = self.document[SHOWN] = True
        references = nodes.bullet_list(classes=["references"], bullet="-")
        references += [self._reference(each) for anchor, each in known.items() if anchor in cited]
        for link, anchor in links:
            link.attributes = {**nodes.reference("", "").attributes, "refid": anchor}
            link["internal"] = True
            link["classes"] = ["citation-link"]
        words = nodes.Text(labels.references())
        section = nodes.section("", classes=["page-references"])
        if folds(self.app.builder):
            line = fold_line("", fold_heading("", "", words))
            section += fold("", line, fold_content("", references, ids=["page-references"]))
        else:
            section += [nodes.title("", "", words), references]
            section["ids"].append("page-references")
        home += section

    def _reference(self, citation: Citation) -> nodes.list_item:
        paragraph = BACKEND.paragraph(citation.formatted_entry)
        node_text_transform(paragraph)
        text = nodes.inline("", labels.all_uses())
        there = (citation.bibliography_key.docname, citation.citation_id)
        link = make_refnode(self.app.builder, self.env.docname, *there, text)
        attributes = {**link.attributes, "classes": ["reference-all-uses"]}
        link = all_uses("", "", *link.children, **attributes, label=self._label(citation))
        if remark := remarks_by_key(self.app).get(citation.key):
            paragraph += _remark(remark)
        paragraph += [nodes.Text(" "), link]
        return nodes.list_item("", paragraph, ids=[f"ref-{citation.key}"])

    @cached_property
    def _pages(self) -> dict[str, str]:
        """The addresses of the pages that have the entries of lists that are divided."""
        citations, builder = _domain(self.env).citations, self.app.builder
        if len(citations) <= MOST or not divides(builder):
            return {}
        lists: dict[Any, list[Citation]] = defaultdict(list)
        for each in citations:
            lists[each.bibliography_key].append(each)
        names = _names(citations)
        return {
            each.citation_id: address_of_part(builder, key.docname, names[key], place // MOST)
            for key, listed in lists.items()
            if len(listed) > MOST
            for place, each in enumerate(listed)
        }

    def _label(self, citation: Citation) -> str:
        title = _domain(self.env).bibdata.data.entries[citation.key].fields.get("title", "")
        text = Text.from_latex(title) if title else citation.formatted_entry.text
        return labels.all_uses_of(text.render_as("plaintext"))


BACKEND = safe_sources.backend()
_YEAR = re.compile(r"\d{4}")


def _names(citations: Iterable[Citation]) -> dict[Any, str]:
    """Return what the lists of bibliographies are called, by their keys."""
    keys = dict.fromkeys(each.bibliography_key for each in citations)
    return {key: f"references-{number}" for number, key in enumerate(keys, 1)}


def _told_of(
    listed: Sequence[tuple[Citation | None, list[Use]]],
) -> tuple[list[Facet], list[Number]]:
    """Return what references can be filtered and sorted by: pages, designs, years."""
    pages = [
        [(use.title, use.title) for use in found if use.kind == labels.cited_on()]
        for _, found in listed
    ]
    fields: list[Mapping[str, str]] = [own.entry.fields if own else {} for own, _ in listed]
    designs = [[(text, text)] if (text := each.get("design", "")) else [] for each in fields]
    years = [_YEAR.search(each.get("year", "")) for each in fields]
    facets = [Facet("design", labels.design(), designs), Facet("page", labels.page(), pages)]
    numbers = [int(found[0]) if found else None for found in years]
    return facets, [Number("year", labels.year(), numbers, since=True)]


def uses_by_key(app: Sphinx) -> Mapping[str, list[Use]]:
    """Return what uses each source: the pages that cite it, then what other extensions know."""
    env = app.env
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for each in _domain(env).citation_refs:
        for target in each.targets:
            # To where it is cited first: all that stands there is in sight.
            pages[target.key].setdefault(each.docname, each.citation_ref_id)
    uses: dict[str, list[Use]] = {
        key: [
            Use(labels.cited_on(), env.titles[docname].astext(), docname, places[docname])
            for docname in sorted(places)
        ]
        for key, places in pages.items()
    }
    for answer in app.emit(EVENT, env):
        for key, more in (answer or {}).items():
            uses.setdefault(key, []).extend(Use(*each) for each in more)
    return uses


def remarks_by_key(app: Sphinx) -> dict[str, str]:
    """Return what stands behind sources in lists."""
    found: dict[str, str] = {}
    for answer in app.emit(REMARKS, app.env):
        found |= answer or {}
    return found


@boundary.handler(dict)
def collect_shown(app: Sphinx, env: BuildEnvironment) -> dict[str, Any]:
    """Return, by document, the references that it shows, and who uses them."""
    domain = _domain(env)
    remarks = remarks_by_key(app)
    texts = {
        each.key: (each.formatted_entry.text.render_as("plaintext"), remarks.get(each.key))
        for each in domain.citations
    }
    shown: dict[str, Any] = {}
    for ref in domain.citation_refs:
        keys = [target.key for target in ref.targets]
        shown.setdefault(ref.docname, []).append([texts.get(key) for key in keys])
    uses = uses_by_key(app)
    for each in domain.citations:
        home = each.bibliography_key.docname
        shown.setdefault(home, []).append([texts[each.key], uses.get(each.key)])
    return shown
