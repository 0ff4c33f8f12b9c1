"""Projects of facts from a few lines of text, and what is made of them as text.

A line is a word, a name and, behind a colon, a value; indented lines say more
of the one above them::

    comparison tea: Tea | Coffee
      page: drinks/tea
      tagline: Two hot drinks.
      define Tea: Leaves in water [@doe2020].
      row Price: cheap | dear
      claim calms: Tea calms.
        certainty: low, because few have looked
        disputes: @doe2020; Somebody (2010)
        about: Tea
    entity Tea: entities/tea
    source doe2020: article

What records hold beside these facts is made of them: ids from keys and names,
lines from the lines of this text, sections from what stands in them.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from docutils import nodes

from golden import tree_of
from sphinx_versus.api import Facts
from sphinx_versus.data import facts as data
from sphinx_versus.data.files import files_of
from sphinx_versus.data.pages import dress
from sphinx_versus.domain import STORED, VersusDomain
from sphinx_versus.grammar.names import slug
from sphinx_versus.grammar.values import language, values_of
from sphinx_versus.model.bibliography import Author, Entry, Term
from sphinx_versus.model.facts import (
    Certainty,
    Claim,
    Comparison,
    Design,
    Dimension,
    Entity,
    Interest,
    Link,
    Point,
    Prose,
    Published,
    Run,
    Section,
    SectionKind,
    Side,
    Source,
    Stance,
)
from sphinx_versus.queries.answers import (
    Gathered,
    Place,
    PlottedRow,
    ShownClaim,
    ShownComparison,
    ShownEntity,
    ShownGroup,
    ShownMatrix,
)
from sphinx_versus.queries.index import Index
from sphinx_versus.queries.requests import (
    ENTITY_PARTS,
    Certainties,
    DotPlot,
    EntityPart,
    Findings,
    Listed,
    Listing,
    Matrix,
    Neighbours,
    Quote,
    Relatives,
    Request,
)
from sphinx_versus.queries.selection import select
from sphinx_versus.reading.prose import plain
from sphinx_versus.review.coverage import cover, entries_of
from sphinx_versus.review.findings import Finding
from sphinx_versus.review.rules import review
from sphinx_versus.review.scope import Scope
from sphinx_versus.review.settings import Settings
from sphinx_versus.review.wording import ENGLISH
from sphinx_versus.showing.claim_labels import Dresser
from sphinx_versus.showing.marks import Marker
from sphinx_versus.showing.rests_on import in_words
from sphinx_versus.showing.views import View
from written_values import text_of

TODAY = datetime.date(2026, 11, 22)
# The sections that have a part for each side, by the words that fill them.
_SIDED = {
    "define": SectionKind.DEFINITIONS,
    "strength": SectionKind.STRENGTHS,
    "weakness": SectionKind.WEAKNESSES,
}
_LINE = re.compile(r"(?P<indent> *)(?P<word>[a-z]+)(?: (?P<name>[^:]+))?(?:: (?P<value>.*))?")
_MARKUP = re.compile(
    r"\[(?P<cited>@[^\]]+)\]|@(?P<named>\w+)|\*(?P<stressed>[^*]+)\*"
    r"|\[(?P<text>[^\]]+)\]\((?P<address>[^)]+)\)"
)


@dataclass
class Line:
    """A line of facts, and those below it."""

    number: int
    word: str
    name: str
    value: str
    below: list[Line] = field(default_factory=list)

    def all(self, word: str) -> list[Line]:
        """The lines below with a word."""
        return [line for line in self.below if line.word == word]

    def get(self, word: str) -> str:
        """The value of the first line with a word, or nothing."""
        return next((line.value for line in self.below if line.word == word), "")

    def names(self, word: str, separator: str = ",") -> tuple[str, ...]:
        """The parts of the value of the first line with a word."""
        return tuple(part.strip() for part in self.get(word).split(separator) if part.strip())


def lines_of(text: str) -> list[Line]:
    """Read lines of facts; those that begin with a # are comments."""
    top = Line(0, "", "", "")
    open_ = [(-1, top)]
    for number, written in enumerate(text.splitlines(), start=1):
        if not written.strip() or written.startswith("#"):
            continue
        found = _LINE.fullmatch(written)
        assert found, f"line {number} is none of facts: {written}"
        line = Line(number, found["word"], found["name"] or "", found["value"] or "")
        while open_[-1][0] >= len(found["indent"]):
            open_.pop()
        open_[-1][1].below.append(line)
        open_.append((len(found["indent"]), line))
    return top.below


def prose(text: str) -> Prose:
    """Read prose: citations as Pandoc writes them, emphasis, links out of the project."""
    runs: list[str | Run] = []
    at = 0
    for found in _MARKUP.finditer(text):
        runs.append(text[at : found.start()])
        match found.lastgroup:
            case "cited":
                keys = re.findall(r"@(\w+)", found["cited"])
                runs.append(Run(",".join(keys), "cite", "p"))
            case "named":
                runs.append(Run(found["named"], "cite", "t"))
            case "stressed":
                runs.append(Run(found["stressed"], "emphasis"))
            case _:
                runs.append(Run(found["text"], "reference", found["address"]))
        at = found.end()
    return tuple(run for run in [*runs, text[at:]] if run)


def _text(said: Prose) -> str:
    return "".join(run if isinstance(run, str) else run.text for run in said)


def _link(written: str, line: int) -> Link:
    if written.startswith("#"):
        return Link(key=written[1:], line=line)
    if written.endswith(".md"):
        return Link(docname=written.removesuffix(".md"), line=line)
    return Link(name=written, line=line)


def _claim(line: Line, key: str) -> Claim:
    level, _, reason = line.get("certainty").partition(",")
    found = []
    for stance in Stance:
        for said in line.all(stance.value):
            for part in map(str.strip, said.value.split(";")):
                keys = tuple(re.findall(r"@(\w+)", part))
                text = "" if keys else _text(prose(part))
                found.append(Source(stance, keys, text, said.number, prose(part)))
    return Claim(
        anchor=f"{key}-claim-{line.name}",
        text=line.value,
        sources=tuple(found),
        certainty=Certainty(level) if level else None,
        about=line.names("about", ";"),
        about_line=next((each.number for each in line.all("about")), line.number),
        line=line.number,
        statement=prose(line.value),
        reason=prose(reason.strip()),
    )


def _sections(line: Line, sides: Sequence[Side], key: str) -> Iterator[Section]:
    for word, kind in _SIDED.items():
        filled = line.all(word)
        if not filled:
            continue
        yield Section(f"{key}-{kind}", kind, str(kind).title(), filled[0].number)
        for place, side in enumerate(sides):
            first = next((each.number for each in filled if each.name == side.name), 0)
            if first:
                anchor = f"{key}-{kind}-{side.slug}"
                yield Section(anchor, kind, side.name, first, place)
    for word, kind in (("entities", SectionKind.ENTITIES), ("others", SectionKind.COMPARISONS)):
        for each in line.all(word):
            yield Section(f"{key}-{kind}", kind, str(kind), each.number)


def _comparison(line: Line) -> Comparison:
    key = line.name
    names = [name.strip() for name in line.value.split("|") if name.strip()]
    said = defaultdict(list)
    for word, kind in _SIDED.items():
        for each in line.all(word):
            said[kind, each.name].append(prose(each.value))
    sides = tuple(
        Side(
            name,
            slug(name),
            name,
            next(iter(said[SectionKind.DEFINITIONS, name]), ()),
            tuple(
                Point(kind, point)
                for kind in _SIDED.values()
                if kind is not SectionKind.DEFINITIONS
                for point in said[kind, name]
            ),
        )
        for name in names
    )
    title = line.get("title") or " vs ".join(names)
    table = f"{key}-table"
    rows = []
    for each in line.below:
        if each.word == "table":
            table = f"{key}-{each.value}"
        if each.word == "row":
            cells = tuple(prose(cell.strip()) for cell in each.value.split("|"))
            anchor = f"{key}-row-{slug(each.name)}"
            # What is cited alone is text.
            texts = [plain(cell) or "@" * bool(cell) for cell in cells]
            read = values_of(texts, language("en"), each.name)
            values = tuple(reading.value for reading in read)
            silent = tuple(place for place, reading in enumerate(read) if not reading.stated)
            row = Dimension(anchor, each.name, each.number, table, cells)
            rows.append(replace(row, values=values, not_stated=silent))
    return Comparison(
        key=key,
        docname=line.get("page") or line.get("part") or key,
        line=line.number,
        title=title,
        is_page=not line.all("part"),
        sides=sides,
        names=(title, *line.names("names")),
        tagline=line.get("tagline"),
        tags=line.names("tags"),
        written_tags=line.names("tags"),
        reviewed=line.get("reviewed"),
        key_line=next((each.number for each in line.all("key")), 0),
        reviewed_line=next((each.number for each in line.all("reviewed")), 0),
        sections=tuple(_sections(line, sides, key)),
        dimensions=tuple(rows),
        claims=tuple(_claim(each, key) for each in line.all("claim")),
        entities=line.names("entities"),
        others=tuple(_link(name, line.number) for name in line.names("others")),
    )


def request_of(text: str, line: int = 1) -> Request:
    """Read a request, such as ``claims entity=Tea contested`` or ``neighbours tea by hand``."""
    word, _, rest = text.partition(" ")
    match word:
        case "card":
            return _link(rest, line)
        case "quote":
            return Quote(rest, line)
        case "neighbours":
            return Neighbours(rest.removesuffix(" by hand"), rest.endswith(" by hand"))
        case "relatives":
            return Relatives(rest)
        case "certainties":
            return Certainties(rest)
        case "entity":
            name, _, part = rest.partition(" ")
            return EntityPart(name, next(each for each in ENTITY_PARTS if each.value == part))
        case "plot":
            return DotPlot(tuple(part.strip() for part in rest.split(";")), line)
        case "findings":
            return Findings(rest, "articles/sleep", line)
        case "matrix":
            columns, _, rows = rest.partition(" rows ")
            return Matrix(*(tuple(_parts(columns)), line, tuple(_parts(rows))))
        case _:
            pairs = re.findall(r'(\w+)(?:=(?:"([^"]*)"|(\S+)))?', rest)
            given: dict[str, Any] = {name: quoted or plain or True for name, quoted, plain in pairs}
            if "as" in given:
                given["style"] = given.pop("as")
            if "certainty" in given:
                given["certainty"] = Certainty(given["certainty"])
            return Listing(Listed(word), line, **{**given, "limit": int(given.get("limit", 0))})


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("|") if part.strip()]


@dataclass
class SmallProject:
    """The facts of a small project, by document as the domain keeps them."""

    comparisons: dict[str, list[Comparison]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    entities: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    requests: dict[str, list[Request]] = field(default_factory=lambda: defaultdict(list))
    cited: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sources: list[Line] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    site: data.Site = field(default_factory=lambda: data.Site("Drinks"))
    accepted: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, data.Said] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> SmallProject:
        """Read the facts of a project."""
        project = cls()
        for line in lines_of(text):
            project._note(line)
        return project

    def _note(self, line: Line) -> None:
        match line.word:
            case "comparison":
                found = _comparison(line)
                self.comparisons[found.docname].append(found)
                self.titles.setdefault(found.docname, found.title)
            case "evidence":
                key = slug(line.name.rpartition("/")[2])
                self.claims[line.name] += [_claim(each, key) for each in line.all("claim")]
                self.titles.setdefault(line.name, line.value)
            case "entity":
                home = Entity(
                    line.name,
                    slug(line.name),
                    line.value,
                    line.number,
                    line.get("title") or line.name,
                    line.names("aliases"),
                    line.get("description"),
                )
                self.entities[line.value].append(home)
                self.titles.setdefault(line.value, home.title)
            case "page":
                self.titles[line.name] = line.value
                self.requests[line.name] += [
                    request_of(each.value, each.number) for each in line.all("ask")
                ]
                self.cited[line.name] = line.names("cites")
                self.said[line.name] = data.Said(**{
                    each.name: line.get(each.name) for each in fields(data.Said)
                })  # fmt: skip
            case "source":
                self.sources.append(line)
            case "accept":
                self.accepted.setdefault(line.name, {})[line.value] = "as the case says"
            case "site":
                author = Author(line.get("author")) if line.get("author") else None
                given = {"base": line.value, "author": author, "publisher": author}
                self.site = replace(self.site, **given, picture=line.get("picture"))
            case _:
                raise AssertionError(f"line {line.number} begins with no known word: {line.word}")

    @cached_property
    def index(self) -> Index:
        """The look-ups over all of it."""
        return Index(
            self.comparisons,
            self.claims,
            self.entities,
            self.requests,
            lambda name: self.titles.get(name, name),
            lambda: self.entries,
        )

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The bibliography by key."""
        return {line.name: _entry(line) for line in self.sources}

    @cached_property
    def facts(self) -> Facts:
        """The facts as the interface gives them."""
        return Facts(
            *(_whole(each) for each in (self.comparisons, self.claims)),
            *(_whole(each) for each in (self.entities, self.requests)),
            self.index,
            lambda: self.entries,
            lambda: self.cited,
        )

    @cached_property
    def data(self) -> data.Project:
        """The facts as the exports take them."""
        return data.Project(
            site=self.site,
            root="index",
            facts=self.facts,
            titles=self.titles,
            said=self.said,
            types={},
            uri=lambda docname: f"{docname}.html",
        )

    def answer(self, request: Request) -> str:
        """Return an answer as text."""
        return "".join(f"{line}\n" for each in select(self.index, request) for line in told(each))

    def shown(self, request: Request, docname: str, legend: str = "") -> str:
        """Return what a page shows of an answer, as a tree of nodes."""

        def link(place: Place) -> nodes.TextElement:
            if not place.docname:
                return nodes.inline("", place.title)
            address = f"{place.docname}#{place.anchor}" if place.anchor else place.docname
            return nodes.reference("", place.title, refuri=address)

        view = View(docname, link, Dresser(link, legend), Marker("", language("en")))
        return tree_of(view.show(request, select(self.index, request)))

    def file(self, path: str) -> str:
        """Return one of the files of the project's data."""
        return dict(files_of(self.data, pages=False))[path]

    def dressed(self, docname: str) -> str:
        """Return what the data add to a page: the links in its head, and its foot."""
        context = {"body": ""}
        dress(self.data, docname, context)
        head = [line for line in context["metatags"].splitlines() if "ld+json" not in line]
        foot = re.sub(r"(?=<(?:details|li|dt|dd|p)\b)", "\n", context["body"])
        return "\n".join(filter(None, [*head, *foot.splitlines()])) + "\n"

    @cached_property
    def settings(self) -> Settings:
        """The settings of the review."""
        return Settings(
            popular=frozenset({"blog"}),
            pooled=frozenset({"review"}),
            wording=ENGLISH,
            accepted=self.accepted,
        )

    def coverage(self) -> str:
        """Return what comparisons rest on, a line each, and a line for each side."""
        lines = []
        for comparison in self.index.comparisons:
            found = cover(comparison, entries_of(self.facts), self.settings)
            counts = f"{found.sourced_cells} of {found.cells} cells", found.claims, found.years
            said = filter(None, [*counts, *sorted(found.sources)])
            lines.append(f"{_place(found.place)}: {'; '.join(map(str, said))}")
            for side in found.sides:
                points = {kind.value: count for kind, count in side.points.items()}
                lines.append(f"  {side.name}: {side.words} words, {points}, {side.sources} sources")
        return "".join(f"{line}\n" for line in lines)

    def findings(self) -> str:
        """Return what the review finds, as lines: place, kind, what it is about."""
        return "".join(
            f"{each.docname or each.path}:{each.line} {each.kind.code}: {each.about}\n"
            for each in self.review()
        )

    def review(self) -> list[Finding]:
        """Return what the review finds."""
        cited = {key for keys in self.cited.values() for key in keys}
        scope = Scope(
            *(self.comparisons, self.claims, entries_of(self.facts), cited, TODAY, self.entities),
            unit=self.facts.unit,
        )
        return review(scope, self.settings)


def _whole(records: dict[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {docname: tuple(said) for docname, said in records.items()}


def _author(name: str) -> Author:
    family, comma, given = name.partition(", ")
    return Author(f"{given} {family}", "Person", given, family) if comma else Author(name)


def _entry(line: Line) -> Entry:
    names = line.names("authors", ";")
    fields = {each.word: each.value for each in line.below if each.word not in ("authors", "doi")}
    terms = [str(term) for term in Design]
    design, published, interest = map(line.get, ("design", "published", "interest"))
    return Entry(
        line.name,
        line.value,
        title=line.get("title"),
        authors=tuple(map(_author, names)),
        year=line.get("year"),
        container=line.get("journal"),
        doi=line.get("doi"),
        url=line.get("url"),
        design=Design(design) if design in terms else None,
        size=line.get("size"),
        published=Published(published) if published else None,
        interest=Interest(interest) if interest else None,
        fields=fields,
        keywords=line.names("keywords"),
        unknown=tuple(
            Term("design", each.value, each.number)
            for each in line.all("design")
            if each.value not in terms
        ),
        path="some.bib",
        line=line.number,
    )


def told(answer: Any) -> Iterator[str]:
    """Yield the lines of one entry of an answer."""
    match answer:
        case Place():
            yield _place(answer)
        case ShownComparison():
            yield " | ".join(filter(None, [_place(answer.place), answer.tagline, answer.reviewed]))
        case ShownEntity():
            counts = f"{answer.comparisons} comparisons, {answer.claims} claims"
            yield f"{_place(answer.place)} | {counts}"
        case ShownClaim():
            yield f"{written(answer.statement)} <{answer.anchor}>"
            yield f"  from {_place(answer.origin)}"
            if answer.certainty:
                yield f"  certainty {answer.certainty}: {written(answer.reason)}"
            if answer.rests_on:
                contested = "contested: " if answer.contested else ""
                yield f"  rests on {contested}{in_words(answer.rests_on)}"
            yield from (f"  {each.stance} {written(each.prose)}" for each in answer.sources)
            yield from (f"  about {_place(place)}" for place in answer.about)
            yield from (f"  quoted on {_place(place)}" for place in answer.quoted_on)
        case ShownGroup():
            yield f"= {answer.name or '(none)'}"
            yield from (line for entry in answer.entries for line in told(entry))
        case PlottedRow():
            yield f"{_place(answer.origin)}" + " (asked for)" * answer.asked
            yield from (
                f"  {cell.side}: {written(cell.prose)} = {text_of(cell.quantity, language('en'))}"
                for cell in answer.cells
            )
        case Gathered():
            yield f"{_place(answer.origin)}: {' / '.join(map(written, answer.texts))}"
        case ShownMatrix():
            yield f"| | {' | '.join(map(_place, answer.columns))} |"
            for name, cells in answer.rows:
                yield f"| {name} | {' | '.join(map(_cell, cells))} |"
        case _:
            raise AssertionError(f"an answer of a new kind: {answer!r}")


def _place(place: Place) -> str:
    if not place.docname:
        return place.title
    anchor = f"#{place.anchor}" if place.anchor else ""
    return f"{place.title} <{place.docname}{anchor}>"


def _cell(cell: Iterable[Gathered]) -> str:
    return "; ".join(
        written(said.texts[0])
        + (f" = {text_of(said.value, language('en'))}" if said.value else "")
        + f" ({_place(said.origin)})"
        for said in cell
    )


def records_of(domain: VersusDomain, docname: str) -> Iterator[str]:
    """Yield what the domain keeps of a document, as lines."""
    for kind in STORED:
        for record in domain.data[kind].get(docname, ()):
            yield from _record(record, "")


def _record(record: Any, indent: str) -> Iterator[str]:
    """Yield a record: its type with what is plain text, and below it what is more."""
    if not hasattr(record, "_fields") and not is_dataclass(record):
        yield f"{indent}{record}"
        return
    names = [each.name for each in fields(record)] if is_dataclass(record) else record._fields
    plain, below = [], []
    for name in names:
        value = getattr(record, name)
        if name == "cells":
            below += [_value_cell(record, place) for place in range(len(value))]
        elif name in ("values", "not_stated"):
            continue
        elif name in ("statement", "reason", "prose", "definition", "notes") and value:
            below.append(f"{name}: {written(value)}")
        elif isinstance(value, tuple) and value and not isinstance(value[0], str):
            for each in value:
                below += [f"| {written(each)}"] if name == "in_short" else list(_record(each, ""))
        elif value not in ("", (), None, False) or isinstance(value, StrEnum):
            shown = "; ".join(value) if isinstance(value, tuple) else value
            plain.append(f"{name}={shown}")
    yield f"{indent}{type(record).__name__} {', '.join(plain)}"
    yield from (f"{indent}  {line}" for line in below)


def _value_cell(row: Dimension, place: int) -> str:
    value = row.values[place]
    read = f" = {text_of(value, language('en'))}" if value else ""
    return (
        f"| {written(row.cells[place])}{read}{' (not stated)' if place in row.not_stated else ''}"
    )


def written(said: Prose) -> str:
    """Return prose as it is read by `prose`."""
    parts = []
    for run in said:
        match run:
            case str():
                parts.append(run)
            case Run(text, "cite", role):
                keys = "; ".join(f"@{key}" for key in text.split(","))
                parts.append(keys if role == "t" else f"[{keys}]")
            case Run(text, "reference", address):
                parts.append(f"[{text}]({address})")
            case Run(text):
                parts.append(f"*{text}*")
    return "".join(parts)
