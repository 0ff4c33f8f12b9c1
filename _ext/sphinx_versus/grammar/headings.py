"""Which section a heading opens."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sphinx_versus.model.facts import SectionKind

from . import own_words
from .characters import skeleton
from .names import Near, near_miss, normalise


def _headings(kind: SectionKind) -> tuple[str, ...]:
    """Return the headings that open a section; the first is what we call it."""
    match kind:
        case SectionKind.IN_SHORT:
            return ("In short", "In brief", "TL;DR", "TLDR", "Key takeaways", "Key takeaway")
        case SectionKind.DEFINITIONS:
            return ("Definitions", "Definition", "What they are", "Terms", "Key terms", "Meaning")
        case SectionKind.SIDE_BY_SIDE:
            return (
                "Side-by-side analysis",
                "Side by side",
                "Side by side analysis",
                "Side-by-side",
                "Side-by-side comparison",
                "At a glance",
                "Comparison",
                "Comparison table",
                "Key differences",
                "Differences",
                "Dimensions",
            )
        case SectionKind.STRENGTHS:
            return ("Strengths", "Strength", "Pros", "Advantages", "Benefits", "Upsides")
        case SectionKind.WEAKNESSES:
            return (
                "Weaknesses",
                "Weakness",
                "Cons",
                "Disadvantages",
                "Limitations",
                "Limits",
                "Drawbacks",
                "Downsides",
            )
        case SectionKind.BEST_FOR:
            return (
                "Best for",
                "Best used for",
                "Best suited for",
                "Good for",
                "Ideal for",
                "Who it is for",
                "Who is it for",
                "Use cases",
                "Use case",
                "When to use",
                "When to use it",
                "When to choose",
                "When to choose it",
                "Choose it if",
                "Choose it when",
                "Use it if",
                "Use it when",
            )
        case SectionKind.EVIDENCE:
            return (
                "Scientific evidence",
                "Evidence",
                "Research",
                "What the research says",
                "What the evidence says",
                "Claims",
                "Claims and evidence",
            )
        case SectionKind.OUTLOOK:
            return ("Future outlook", "Outlook", "Future", "The future", "What comes next")
        case SectionKind.ENTITIES:
            return ("Related entities", "Entities", "Related concepts", "Related topics")
        case SectionKind.COMPARISONS:
            return (
                "Other comparisons",
                "Related comparisons",
                "More comparisons",
                "See also",
                "Further comparisons",
            )
        case SectionKind.OTHER:
            return ()


SYNONYMS: dict[SectionKind, tuple[str, ...]] = {
    kind: headings for kind in SectionKind if (headings := _headings(kind))
}

# What people call sections with facts in German, French, Spanish, Italian, Dutch and Portuguese.
_ELSEWHERE: Mapping[SectionKind, tuple[str, ...]] = MappingProxyType(
    {
        SectionKind.DEFINITIONS: (
            *("definitionen", "begriffe", "définitions", "definiciones", "definizioni"),
            *("definities", "definições"),
        ),
        SectionKind.STRENGTHS: (
            *("stärken", "vorteile", "avantages", "points forts", "ventajas", "puntos fuertes"),
            *("fortalezas", "vantaggi", "punti di forza", "voordelen", "sterke punten"),
            *("vantagens", "pontos fortes"),
        ),
        SectionKind.WEAKNESSES: (
            *("schwächen", "nachteile", "inconvénients", "points faibles", "faiblesses"),
            *("desventajas", "inconvenientes", "puntos débiles", "debilidades", "svantaggi"),
            *("punti deboli", "nadelen", "zwakke punten", "desvantagens", "pontos fracos"),
        ),
        SectionKind.EVIDENCE: (
            *("belege", "evidenz", "wissenschaftliche belege", "nachweise", "preuves"),
            *("preuves scientifiques", "evidencia", "evidencias", "evidencia científica"),
            *("pruebas", "prove scientifiche", "bewijzen", "evidências"),
        ),
        SectionKind.COMPARISONS: (
            *("weitere vergleiche", "andere vergleiche", "autres comparaisons"),
            *("otras comparaciones", "altri confronti", "outras comparações"),
        ),
    }
)

# What numbers a heading, as in "3.", "IV)", "b)", "2.1" and "Part 2:".
_NUMBER = re.compile(
    r"(?:(?:section|part|chapter|step|no|abschnitt|teil|kapitel|nr)\b\W*+)?"
    r"(?:\d++(?:\.\d++)*+|[ivxl]++(?=[.):])|[a-z](?=[.):]))"
)
# A short code of a picture, or a label that was meant to name the heading.
_AROUND = re.compile(r":[a-z0-9_+-]++:|\{#[^\s{}]++\}$")
# What pictures are put together with.
_JOINTS = frozenset("\u200d\ufe0e\ufe0f\u20e3")


@functools.lru_cache(maxsize=1 << 12)
def words_of(heading: str) -> str:
    """Return what a heading says, in lower case: without a number, signs, pictures and a label."""
    words = _without_signs(_AROUND.sub(" ", normalise(heading)))
    number = _NUMBER.match(words)
    rest = _without_signs(words[number.end() :]) if number else ""
    return rest or words


def _without_signs(text: str) -> str:
    first, last = 0, len(text)
    while first < last and _is_sign(text[first]):
        first += 1
    while first < last and _is_sign(text[last - 1]):
        last -= 1
    return text[first:last]


def _is_sign(char: str) -> bool:
    return char in _JOINTS or unicodedata.category(char)[0] in "PSZ"


_KINDS = {words_of(word): kind for kind, words in SYNONYMS.items() for word in words}
_KINDS_ELSEWHERE = {
    skeleton(words): kind for kind, headings in _ELSEWHERE.items() for words in headings
}
_LOOKS = {skeleton(words): kind for words, kind in _KINDS.items()}


def fault_of(extra: object) -> str:
    """Return what keeps a site's own headings from being used, or nothing."""
    kinds = [kind.value for kind in SYNONYMS]
    return own_words.fault_of(
        extra, "headings", "the kind of their section", "kind of section", kinds
    )


def section_kind(heading: str, extra: Mapping[str, Sequence[str]]) -> SectionKind:
    """Tell which section a heading opens.

    ``extra`` gives a site's own headings by kind, in any language, as in
    ``{"strengths": ["Stärken"]}``. A number, signs and pictures around the words do not
    count, and neither do characters that only look different. A heading that is not
    known is ``SectionKind.OTHER``.
    """
    words = words_of(heading)
    looks = skeleton(words)
    for kind, headings in extra.items():
        if any(looks == skeleton(words_of(own)) for own in headings):
            return SectionKind(kind)
    return _KINDS.get(words) or _LOOKS.get(looks, SectionKind.OTHER)


def kind_elsewhere(heading: str) -> SectionKind:
    """Tell which section a heading would open in another language than English."""
    return _KINDS_ELSEWHERE.get(skeleton(words_of(heading)), SectionKind.OTHER)


def known_section(heading: str, extra: Sequence[str]) -> bool:
    """Return whether a heading opens a section, by what we know or a site has added."""
    looks = skeleton(words_of(heading))
    return looks in _LOOKS or any(looks == skeleton(words_of(own)) for own in extra)


def near_heading(heading: str, extra: Mapping[str, Sequence[str]]) -> str | None:
    """Return the known heading that a heading is most likely meant to be, and is not."""
    near = meant_heading(heading, extra)
    return near.name if near else None


def meant_heading(heading: str, extra: Mapping[str, Sequence[str]]) -> Near | None:
    """Return the known heading that one is meant to be and is not, and what is odd about that.

    Only a slip of a letter or two counts, or a character that looks like another one: a
    heading may be any words at all, and a guess that is wrong is worse than none.
    """
    known = [word for words in (*extra.values(), *SYNONYMS.values()) for word in words]
    words = words_of(heading)
    near = _near(words, tuple(known))
    # One more word is no slip: "Use case 1".
    return None if near and words.startswith(f"{words_of(near.name)} ") else near


# Pages have the same headings over and over.
@functools.lru_cache(maxsize=1024)
def _near(words: str, known: tuple[str, ...]) -> Near | None:
    if words in map(words_of, known):
        return None
    return near_miss(words, known, likeness=0.88)
