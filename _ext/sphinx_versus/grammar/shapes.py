"""The other shapes that people give a comparison: what a heading, an item or a column means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sphinx_versus.model.facts import SectionKind

from .headings import section_kind
from .names import match, normalise

Headings = Mapping[str, Sequence[str]]


class Meaning(NamedTuple):
    """What stands below a heading: the ``kind`` of section, and the ``place`` of its side, if any.

    A side's name alone is of no kind, `SectionKind.OTHER`.
    """

    kind: SectionKind
    place: int | None = None


class _Named(NamedTuple):
    """A side in a heading: its place, the words before and behind its name, and a remark on it."""

    before: str
    place: int
    behind: str
    remark: str


_NOTHING = Meaning(SectionKind.OTHER)
# Longer ones are sentences.
_MOST_WORDS = 16
# What decorates a name has no more words than this.
_DECORATION = 2
_ENDS = " .,:;!?\N{HORIZONTAL ELLIPSIS}-\N{EN DASH}\N{EM DASH}"
_POSSESSIVE = re.compile(r"['\u2019]s?$")

_SUMMARIES = frozenset({"summary", "quick summary", "zusammenfassung"})
# Any text may stand below these; they list what sides are best for only where they name them.
_VAGUE = frozenset(
    {"use cases", "use case", "when to use", "when to use it", "when to choose", "good for"}
)

# Headings that say what a side is best for: what stands before its name, and what behind it begins
# with. They are compared in lower case, and compiled when a heading names a side.
_CHOOSE = (
    r"(?:choose|use|pick|prefer|take|select|consider|go (?:with|for)|opt for|stick (?:with|to)"
    r"|switch to|reach for)"
)
_IF = r",? ?(?:only )?(?:if|when|whenever|where|for)\b"
_OVER = r"(?:over|instead of|rather than) "
_GOOD = r"(?:the |a |an )?(?:best|better|ideal|right|great|good|perfect|well suited|made)\b"
_BEST_FOR = (
    (rf"(?:you should |then )?{_CHOOSE}", rf"{_IF}|{_OVER}.*? (?:if|when|for)\b|\.\.\.|…"),
    (
        rf"(?:when (?:to|you should|should (?:you|i|we)|do (?:you|we))|who should) {_CHOOSE}",
        rf"{_IF}|{_OVER}|instead$|$",
    ),
    (r"when", rf"(?:makes (?:more |most )?sense|wins|shines|fits|works)\b|is {_GOOD}"),
    (r"who", r"is for$"),
    (r"", rf",? ?if\b|(?:is|works) {_GOOD}(?: \w+)? (?:for|if|when)\b"),
    (
        r"wann(?: man| sie| du| wir)?"
        r"|wann (?:sollte man|sollten sie|nimmt man|nutzt man|verwendet man|lohnt sich)",
        r"(?:(?:zu )?(?:nehmen|nimmt|nutzen|nutzt|verwenden|verwendet|wählen|wählt|einsetzen)"
        r"|passt|(?:besser|richtig|sinnvoll|die (?:bessere|richtige|beste) wahl)(?: ist)?"
        r"|sich lohnt)?$",
    ),
    (
        r"wähle|wählen sie|nimm|nehmen sie|nutze|nutzen sie|verwende|verwenden sie",
        r",? ?(?:nur )?(?:wenn|falls|für|sobald)\b",
    ),
    (r"", r"(?:wählen|nehmen|nutzen|verwenden),? ?(?:wenn|falls|für)\b"),
    (r"für wen", r"(?:ist|passt|geeignet ist|sich eignet)?$"),
)
# "Is not the right one for" is no praise, and "if you do not need" is.
_CONDITION = re.compile(r"\b(?:if|when|whenever|where|for|wenn|falls|für|sobald)\b")
_NOT = re.compile(r"\b(?:not|never|nicht|nie|kein\w*)\b|n['\u2019]t\b")
# Icons and numbers before a heading.
_MARKS = re.compile(r"^(?:\W|\d+[.)])+")
# Between what is listed and whose it is: "pros of Ada", "use cases for Ada".
_OF = re.compile(r" (?:of|for|with|von|für)(?: the)?$")
# The line before a list that goes on with it: "Choose Ada if you need:".
_GOES_ON = re.compile(
    r"\b(?:if|when|for|wenn|falls|für)(?: (?:you|your|we|sie|du|man)(?: \w+){0,2})?"
    r"(?:\W*[:…]|\.{3})?$"
)

_SIGNS = {
    **dict.fromkeys("+\N{HEAVY PLUS SIGN}\N{THUMBS UP SIGN}", SectionKind.STRENGTHS),
    **dict.fromkeys(
        "-\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{HEAVY MINUS SIGN}\N{THUMBS DOWN SIGN}",
        SectionKind.WEAKNESSES,
    ),
}
_ARGUMENT = re.compile(
    r"\W{0,4}(?P<word>good|bad|neutral|gut|schlecht)\W{1,4}(?:because|weil|denn)\b", re.IGNORECASE
)
_ARGUMENTS = {
    **dict.fromkeys(("good", "gut"), SectionKind.STRENGTHS),
    **dict.fromkeys(("bad", "schlecht"), SectionKind.WEAKNESSES),
}
_NO_POINTS = frozenset({"", "?", "n/a", "none", *"-\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}"})


def meaning_of(heading: str, names: Sequence[str], extra: Headings) -> Meaning:
    """Tell what a heading says: a section, a side, or points of a side, as in "Choose Ada if".

    ``names`` are those of the sides, and ``extra`` a site's own headings.
    """
    kind = section_kind(heading.rstrip(_ENDS), extra)
    if kind is not SectionKind.OTHER:
        return Meaning(kind)
    words = heading.split()
    for named in _sides_in(words, names) if len(words) <= _MOST_WORDS else ():
        is_name = not named.before and not named.behind.strip(_ENDS)
        # "Ada (recommended)" is the side's, and "Ada - Limitations" what it lacks.
        kind = section_kind(named.remark, extra) if is_name else _listed(named, extra)
        if is_name or kind.lists_points:
            return Meaning(kind if kind.lists_points else SectionKind.OTHER, named.place)
    return _NOTHING


def _sides_in(words: Sequence[str], names: Sequence[str]) -> Iterator[_Named]:
    """Yield the sides that a heading names, the longest name first."""
    text = normalise(" ".join(words))
    inside = [folded for name in names if (folded := normalise(name)) in text]
    if not inside:
        return
    most = max(len(folded.split()) for folded in inside) + _DECORATION
    for length in (len(words), *range(min(most, len(words) - 1), 0, -1)):
        for at in range(len(words) - length + 1):
            span = " ".join(words[at : at + length])
            bare = span.rstrip(_ENDS)
            for name in dict.fromkeys((span, bare, _POSSESSIVE.sub("", bare))):
                # To ask whether two are almost the same costs more than all else here.
                certain = any(folded in normalise(name) for folded in inside)
                hit = match(name, names) if certain else None
                if hit is not None and hit.exact:
                    behind = [span[len(bare) :], *words[at + length :]]
                    before = " ".join(words[:at])
                    yield _Named(before, hit.index, " ".join(behind).strip(), hit.remark)
                    break


def _listed(named: _Named, extra: Headings) -> SectionKind:
    """Tell which points of a side a heading lists by the words around its name."""
    before, behind = _MARKS.sub("", normalise(named.before)), normalise(named.behind)
    before = before.rstrip(_ENDS)
    bare = behind.strip(_ENDS)
    if not _NOT.search(_CONDITION.split(behind, maxsplit=1)[0]):
        for first, last in _BEST_FOR:
            if re.fullmatch(first, before) and (re.match(last, behind) or re.match(last, bare)):
                return SectionKind.BEST_FOR
    if before and bare:
        return SectionKind.OTHER
    return section_kind(_OF.sub("", before) if before else bare, extra)


def lead_in(text: str, names: Sequence[str], extra: Headings) -> Meaning:
    """Tell what a line says of the list that follows it: "Pros:", "Choose Ada if you need:"."""
    bare = text.strip(_ENDS)
    found = meaning_of(bare, names, extra)
    # With a side's name it may be a sentence of its own: "Use Ada for what the steps below do."
    whole = found.place is not None and found.kind is SectionKind.BEST_FOR
    if not found.kind.lists_points or (whole and not _GOES_ON.search(text.strip().lower())):
        return _NOTHING
    return found


def is_summary(heading: str) -> bool:
    """Return whether a heading that comes first says what follows in short."""
    return normalise(heading).rstrip(_ENDS) in _SUMMARIES


def is_vague(heading: str) -> bool:
    """Return whether a heading lists what sides are best for only where it names sides below."""
    return normalise(heading).rstrip(_ENDS) in _VAGUE


def argument(text: str) -> SectionKind | None:
    """Return what an item of MADR argues for: "Good, because" is a strength, "Bad, because" none.

    A neutral one is of the kind `SectionKind.OTHER`; any other item is no argument.
    """
    found = _ARGUMENT.match(text)
    return _ARGUMENTS.get(found["word"].lower(), SectionKind.OTHER) if found else None


def point_columns(header: Sequence[str], extra: Headings) -> dict[int, SectionKind]:
    """Return which columns of a table list points, by their number: "Pros", "Cons", "+"."""
    kinds = {at: _SIGNS.get(name) or section_kind(name, extra) for at, name in enumerate(header)}
    return {at: kind for at, kind in kinds.items() if kind.lists_points}


def is_option_table(header: Sequence[str], extra: Headings) -> bool:
    """Return whether a header is that of a table whose rows are sides: ``Option | Pros | Cons``."""
    columns = point_columns(header, extra)
    return 0 not in columns and bool({*columns.values()} - {SectionKind.BEST_FOR})


def says_nothing(cell: str) -> bool:
    """Return whether a cell for points holds none."""
    return normalise(cell) in _NO_POINTS
