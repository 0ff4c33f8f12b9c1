"""Which section a heading opens."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from sphinx_versus.model.facts import SectionKind

from .names import listed, nearest, normalise


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

_KINDS = {normalise(word): kind for kind, words in SYNONYMS.items() for word in words}


def fault_of(extra: object) -> str:
    """Return what keeps a site's own headings from being used, or nothing."""
    if not isinstance(extra, Mapping):
        return f"{extra!r} should be a dictionary, with headings by the kind of their section"
    kinds = [kind.value for kind in SYNONYMS]
    for kind, headings in extra.items():
        if kind not in kinds:
            return f"{kind!r} is no kind of section; allowed are {listed(kinds)}"
        if not isinstance(headings, list | tuple) or not all(isinstance(h, str) for h in headings):
            return f"the headings of {kind!r} should be a list of texts, not {headings!r}"
    return ""


def section_kind(heading: str, extra: Mapping[str, Sequence[str]]) -> SectionKind:
    """Tell which section a heading opens.

    ``extra`` gives a site's own headings by kind, in any language, as in
    ``{"strengths": ["Stärken"]}``. A heading that is not known is
    ``SectionKind.OTHER``.
    """
    folded = normalise(heading)
    for kind in SYNONYMS:
        if folded in map(normalise, extra.get(kind.value, ())):
            return kind
    return _KINDS.get(folded, SectionKind.OTHER)


def near_heading(heading: str, extra: Mapping[str, Sequence[str]]) -> str | None:
    """Return the known heading that an unknown one is most likely meant to be.

    Only a slip of a letter or two counts: a heading may be any words at all,
    and a guess that is wrong is worse than none.
    """
    known = [word for words in (*SYNONYMS.values(), *extra.values()) for word in words]
    near = _near(heading, tuple(known))
    # One more word is no slip: "Use case 1".
    return None if near and normalise(heading).startswith(f"{normalise(near)} ") else near


# Pages have the same headings over and over.
@functools.lru_cache(maxsize=1024)
def _near(heading: str, known: tuple[str, ...]) -> str | None:
    return nearest(heading, known, likeness=0.88)
