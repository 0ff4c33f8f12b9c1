"""Which section a heading opens."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from sphinx_versus.model.facts import SectionKind

from .names import listed, nearest, normalise

SYNONYMS: dict[SectionKind, tuple[str, ...]] = {
    SectionKind.DEFINITIONS: (
        "Definitions",
        "Definition",
        "What they are",
        "Terms",
        "Key terms",
        "Meaning",
    ),
    SectionKind.SIDE_BY_SIDE: (
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
    ),
    SectionKind.STRENGTHS: ("Strengths", "Strength", "Pros", "Advantages", "Benefits", "Upsides"),
    SectionKind.WEAKNESSES: (
        "Weaknesses",
        "Weakness",
        "Cons",
        "Disadvantages",
        "Limitations",
        "Limits",
        "Drawbacks",
        "Downsides",
    ),
    SectionKind.EVIDENCE: (
        "Scientific evidence",
        "Evidence",
        "Research",
        "What the research says",
        "What the evidence says",
        "Claims",
        "Claims and evidence",
    ),
    SectionKind.OUTLOOK: ("Future outlook", "Outlook", "Future", "The future", "What comes next"),
    SectionKind.ENTITIES: ("Related entities", "Entities", "Related concepts", "Related topics"),
    SectionKind.COMPARISONS: (
        "Other comparisons",
        "Related comparisons",
        "More comparisons",
        "See also",
        "Further comparisons",
    ),
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
    return _near(heading, tuple(known))


# Pages have the same headings over and over.
@functools.lru_cache(maxsize=1024)
def _near(heading: str, known: tuple[str, ...]) -> str | None:
    return nearest(heading, known, likeness=0.88)
