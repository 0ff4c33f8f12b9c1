"""What a claim rests on, in words: "a meta-analysis and two reviews; an experiment disputes it"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from sphinx_versus.model.facts import Design
from sphinx_versus.queries.basis import Basis, Form

from . import evidence_labels as evidence

# What pools others is "of" them.
_POOLING = (Design.META_ANALYSIS, Design.SYSTEMATIC_REVIEW, Design.REVIEW)
_SEVERAL = re.compile("[,;] ")


def in_words(bases: Iterable[Basis]) -> str:
    """Return what a claim rests on in words, which are no sentence: no capital, no full stop.

    A kind of source stands with its size, and several of a kind with theirs if each has one.
    """
    return "; ".join(_bearing(list(group)) for _, group in groupby(bases, lambda each: each.stance))


def _bearing(bases: Sequence[Basis]) -> str:
    """Return the sources of one stance, and what they do to the claim."""
    told = [_told(each, alone=len(bases) == 1) for each in bases]
    count = sum(each.number for each in bases)
    return evidence.bearing(bases[0].stance, evidence.listing(told), count)


def _told(basis: Basis, *, alone: bool) -> str:
    if basis.kind is Form.SOURCE and not alone:
        text = evidence.other_sources(basis.number)
    else:
        text = evidence.sources(basis.kind, basis.number)
    remarks = []
    for interest, number in Counter(basis.interests).items():
        if number == basis.number:
            text = evidence.interested(interest, text)
        else:
            remarks.append(evidence.partly_interested(interest, number))
    if len(basis.sizes) == basis.number:
        size, *more = basis.sizes
        # Behind a comma, "of" would not tell where the size ends.
        plain = not (more or basis.interests or _SEVERAL.search(size))
        if plain and basis.kind in _POOLING:
            return evidence.pooled(text, size)
        remarks += basis.sizes
    return evidence.remarked(text, "; ".join(remarks)) if remarks else text
