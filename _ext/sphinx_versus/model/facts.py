"""The facts of a comparison: what the domain stores and other pages ask for.

Records hold text, keys and places, never markup or nodes, so that they can be
pickled, merged from parallel workers and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from .values import Value

# What stands raised, in Unicode: 10⁶ is not to be taken for 106.
_RAISED = str.maketrans("0123456789+-\N{MINUS SIGN}()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


class Run(NamedTuple):
    """A stretch of text with markup of one kind.

    ``kind`` is "cite" for a citation, whose text are the keys and whose target
    is bibtex's role, and otherwise the name of the docutils element;
    ``target`` is the address of a link out of the project.
    """

    text: str
    kind: str
    target: str = ""

    @property
    def plain(self) -> str:
        """The text without its markup."""
        if self.kind == "superscript" and all(ord(sign) in _RAISED for sign in self.text):
            return self.text.translate(_RAISED)
        return self.text


# Text without markup is a string and nothing more: the garbage collector would
# visit everything else again and again, and most of a project is plain text.
Prose = tuple[str | Run, ...]


class Bearing(StrEnum):
    """Which way a source speaks; the value ends the class of its look."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


class Stance(StrEnum):
    """How a source bears on a claim, in the words of CiTO; claims show them in this order.

    Source: the Citation Typing Ontology, http://purl.org/spar/cito.
    """

    SUPPORTS = "supports"
    DISPUTES = "disputes"
    QUALIFIES = "qualifies"

    @property
    def bearing(self) -> Bearing:
        """Whether such a source speaks for the claim, against it, or neither."""
        match self:
            case Stance.SUPPORTS:
                return Bearing.FOR
            case Stance.DISPUTES:
                return Bearing.AGAINST
            case Stance.QUALIFIES:
                return Bearing.NEITHER


def is_contested(stances: Iterable[Stance]) -> bool:
    """Return whether some sources speak for a claim and others against it."""
    return {stance.bearing for stance in stances} >= {Bearing.FOR, Bearing.AGAINST}


class Certainty(StrEnum):
    """How certain the evidence makes a claim: the four levels of GRADE.

    Source: the GRADE Working Group, https://www.gradeworkinggroup.org.
    """

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"


class CertaintyDomain(StrEnum):
    """GRADE's reasons to rate a certainty down, and up."""

    RISK_OF_BIAS = "risk of bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication bias"
    LARGE_EFFECT = "large effect"
    DOSE_RESPONSE = "dose response"
    OPPOSING_CONFOUNDING = "opposing confounding"

    @property
    def rates_up(self) -> bool:
        """Whether it makes a certainty higher."""
        match self:
            case (
                CertaintyDomain.LARGE_EFFECT
                | CertaintyDomain.DOSE_RESPONSE
                | CertaintyDomain.OPPOSING_CONFOUNDING
            ):
                return True
            case (
                CertaintyDomain.RISK_OF_BIAS
                | CertaintyDomain.INCONSISTENCY
                | CertaintyDomain.INDIRECTNESS
                | CertaintyDomain.IMPRECISION
                | CertaintyDomain.PUBLICATION_BIAS
            ):
                return False


class Step(NamedTuple):
    """A reason why a certainty is lower or higher, and by how many levels: below 0 for lower."""

    domain: CertaintyDomain
    levels: int


class Design(StrEnum):
    """How a source knows what it says.

    A computational experiment tries out models themselves; in modelling they
    stand for something else, such as a brain.
    """

    META_ANALYSIS = "meta-analysis"
    SYSTEMATIC_REVIEW = "systematic review"
    REVIEW = "review"
    RANDOMISED_TRIAL = "randomised trial"
    EXPERIMENT = "experiment"
    COMPUTATIONAL_EXPERIMENT = "computational experiment"
    OBSERVATIONAL_STUDY = "observational study"
    MEASUREMENT = "measurement"
    MODELLING = "modelling"
    THEORY = "theory"
    PERSPECTIVE = "perspective"


class Published(StrEnum):
    """Where a source was published; a paper in proceedings is an article."""

    ARTICLE = "article"
    PREPRINT = "preprint"
    REPORT = "report"
    BOOK = "book"
    BLOG = "blog"


class Interest(StrEnum):
    """Who has written a source and has a stake in what it says."""

    DEVELOPER = "developer"


# The fields of an entry of a bibliography that take one of a few terms.
SOURCE_TERMS: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"design": Design, "published": Published, "interest": Interest}
)


class SectionKind(StrEnum):
    """What a section of a comparison is for; the value ends its id."""

    IN_SHORT = "in-short"
    DEFINITIONS = "definitions"
    SIDE_BY_SIDE = "side-by-side"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    BEST_FOR = "best-for"
    EVIDENCE = "evidence"
    OUTLOOK = "outlook"
    ENTITIES = "related-entities"
    COMPARISONS = "other-comparisons"
    OTHER = ""

    @property
    def lists_points(self) -> bool:
        """Whether it holds a list of points for each side."""
        match self:
            case SectionKind.STRENGTHS | SectionKind.WEAKNESSES | SectionKind.BEST_FOR:
                return True
            case (
                SectionKind.IN_SHORT
                | SectionKind.DEFINITIONS
                | SectionKind.SIDE_BY_SIDE
                | SectionKind.EVIDENCE
                | SectionKind.OUTLOOK
                | SectionKind.ENTITIES
                | SectionKind.COMPARISONS
                | SectionKind.OTHER
            ):
                return False


# The sections that list points of each side.
POINT_KINDS = tuple(kind for kind in SectionKind if kind.lists_points)
# The sections that have a part for each side.
SIDED_KINDS = (SectionKind.DEFINITIONS, *POINT_KINDS)


class Point(NamedTuple):
    """One strength or weakness of a side, what it is best for, or whatever else ``kind`` lists."""

    kind: SectionKind
    prose: Prose


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared, by its place in one comparison.

    ``name`` is what the writer calls it, ``title`` what the page shows. What headings and
    columns say beside its name are its ``version``, ``link`` and ``remark``.
    """

    name: str
    slug: str
    title: str = ""
    definition: Prose = ()
    points: tuple[Point, ...] = ()
    version: str = ""
    link: str = ""
    remark: str = ""

    def points_of(self, kind: SectionKind) -> tuple[Prose, ...]:
        """Return the points that sections of a kind list, in their order."""
        return tuple(point.prose for point in self.points if point.kind is kind)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a comparison, or a part of it that is about the side at ``place``."""

    anchor: str
    kind: SectionKind
    title: str
    line: int
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One row of a side-by-side table, or one column of a turned one.

    ``cells`` has one for each side, and ``values`` what each of them is read as, or None
    where it is text or says nothing; ``not_stated`` are the places of the sides of which
    nothing is said, as by a dash. ``table`` is the id of the table. What other columns say
    of the row are its ``notes``, its ``unit``, its ``weight`` and, by their places, the sides
    that are its ``winner``; ``units`` are those of the columns of the sides, one for each
    side, if any has one. ``group`` is what the row stands under, and ``continues`` is the id
    of the row of the same name that it goes on with.
    """

    anchor: str
    name: str
    line: int
    table: str
    cells: tuple[Prose, ...] = ()
    notes: Prose = ()
    group: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    weight: str = ""
    winner: tuple[int, ...] = ()
    continues: str = ""
    values: tuple[Value | None, ...] = ()
    not_stated: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What a claim rests on: bibliography keys, or else free text.

    ``prose`` is all of what the writer says about it, keys and text.
    """

    stance: Stance
    keys: tuple[str, ...]
    text: str
    line: int
    prose: Prose = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that evidence bears on; ``about`` names entities, ``rows`` are ids of rows.

    The sources stand in the order of their stances. ``start`` is the level that the
    certainty began at, if the writer says so, and ``steps`` are what has moved it. ``was``
    are ids that it had before and that still lead to it; ``was_lines`` has a line for each.
    """

    anchor: str
    text: str
    sources: tuple[Source, ...]
    certainty: Certainty | None
    about: tuple[str, ...]
    about_line: int
    line: int
    statement: Prose = ()
    reason: Prose = ()
    start: Certainty | None = None
    steps: tuple[Step, ...] = ()
    rows: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    was_lines: tuple[int, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether the claim has sources that speak for it and sources that speak against it."""
        return is_contested(source.stance for source in self.sources)


@dataclass(frozen=True, slots=True)
class Link:
    """A wish to show another comparison, as the writer put it.

    Exactly one of ``docname``, ``key`` and ``name`` is set.
    """

    docname: str = ""
    key: str = ""
    name: str = ""
    line: int = 0

    @property
    def written(self) -> str:
        """The target in the words of the writer, for messages."""
        return self.docname or (f"#{self.key}" if self.key else self.name)


class MentionKind(StrEnum):
    """How a page marks an entity that is no side there."""

    LINK = "link"
    RELATED = "related"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as a writer marks it, by a link or as a related one.

    ``name`` is what it is called, or "" where a link says only where it leads: in ``docname``,
    ``anchor`` or both. ``place`` is the id of the claim, the row or the section around it, or
    "" for the whole page, and ``title`` what a section is called.
    """

    name: str
    line: int
    kind: MentionKind = MentionKind.RELATED
    docname: str = ""
    anchor: str = ""
    place: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One block that compares two or more sides.

    ``key`` is its id, ``title`` the heading it stands under, ``tagline`` its
    first paragraph as plain text, ``reviewed`` an ISO date or empty, and
    ``line`` the line of its opening fence (1-based, as every line here).
    ``key_line`` and ``reviewed_line`` are the lines of those options, or 0.
    ``is_page`` says that the page is this comparison and nothing else.
    ``names`` are what the writer may call it by; titles and texts may have been
    translated, these have not, nor have ``written_tags``. ``in_short`` is what readers
    should leave with: the paragraphs and items of its sections "In short". ``was`` are ids
    that it had before and that still lead to it: where one was its key, what stood behind
    that in the ids of its parts stands behind the old one too. ``was_lines`` has a line for
    each.
    """

    key: str
    docname: str
    line: int
    title: str
    is_page: bool
    sides: tuple[Side, ...]
    names: tuple[str, ...] = ()
    tagline: str = ""
    tags: tuple[str, ...] = ()
    written_tags: tuple[str, ...] = ()
    reviewed: str = ""
    key_line: int = 0
    reviewed_line: int = 0
    sections: tuple[Section, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[str, ...] = ()
    others: tuple[Link, ...] = ()
    in_short: tuple[Prose, ...] = ()
    was: tuple[str, ...] = ()
    was_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with a page or a section of its own.

    ``name`` is what the writer calls it, ``title`` what its page shows;
    ``aliases`` are other names for it, and ``wikidata`` is its id there, such as "Q1122".
    ``was`` are the ids that it had before and that still lead to it, with ``was_lines``.
    ``is_page`` says that the page is this entity, ``has_text`` that the writer says a word of it.
    """

    name: str
    slug: str
    docname: str
    line: int
    title: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    was: tuple[str, ...] = ()
    was_lines: tuple[int, ...] = ()
    is_page: bool = False
    wikidata: str = ""
    has_text: bool = True

    @property
    def anchor(self) -> str:
        """The id of the entity."""
        return f"entity-{self.slug}"


class Moved(NamedTuple):
    """An address of the past: of a page, or of an id on it, which ``anchor`` of a document has.

    ``page`` is the name of the document that it was, and ``anchor`` is empty for the whole
    page.
    """

    page: str
    was: str
    anchor: str
    line: int
