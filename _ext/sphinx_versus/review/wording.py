"""Words that say more than a certainty bears, and what GRADE says instead.

Source of the standard wording: Santesso et al. (2020), GRADE guidelines 26,
Journal of Clinical Epidemiology 119, 126-135: a plain statement at high
certainty, "probably" at moderate, "may" at low, and at very low that the
evidence is very uncertain. The German words are those in use for it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_versus.api import Certainty

LEVELS = tuple(Certainty)

# What stands in quotation marks is spoken of, not said.
_QUOTED = re.compile("\"[^\"]*\"|\u201c[^\u201c\u201d]*\u201d|\u201e[^\u201c-\u201e]*[\u201c\u201d]"
                     "|\u00ab[^\u00ab\u00bb]*\u00bb|\u00bb[^\u00ab\u00bb]*\u00ab")  # fmt: skip
_NEAR = 2  # how many words may stand between a negation and what it negates


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one language; a star stands for any letters.

    ``too_strong`` gives for each certainty the words that say more than it
    bears, and thus more than any lower one does; ``standard`` what GRADE says
    at it. ``negations`` before a word take it back; ``harmless`` are phrases
    in which such words say something else. ``contested`` are the words of a
    reason that speak of sources against a claim; ``pronouns`` those at the
    beginning of a statement that stand for what only its page names.
    """

    too_strong: Mapping[Certainty, tuple[str, ...]]
    standard: Mapping[Certainty, str]
    negations: tuple[str, ...] = ()
    harmless: tuple[str, ...] = ()
    contested: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()


ENGLISH = Wording(
    too_strong={
        Certainty.MODERATE: (
            *("prove", "proves", "proved", "proven", "proof", "conclusively", "irrefutabl*"),
            *("always", "never", "inevitably", "invariably", "without exception", "every time"),
            *("certainly", "definitely", "undoubtedly", "without doubt", "beyond doubt"),
            *("guarantee", "guarantees", "guaranteed", "impossible"),
        ),
        Certainty.LOW: (
            *("essential", "crucial", "vital", "indispensable", "imperative", "must"),
            *("demonstrate", "demonstrates", "demonstrated", "confirm", "confirms", "confirmed"),
            *("establishes", "established", "clearly", "obviously", "evidently"),
            *("probably", "likely"),
        ),
    },
    standard={
        Certainty.MODERATE: "probably",
        Certainty.LOW: "may",
        Certainty.VERY_LOW: "may, but the evidence is very uncertain",
    },
    negations=("not", "cannot", "*n't", "*n\u2019t", "no", "nobody", "nothing", "neither", "nor"),
    harmless=("almost always", "nearly always", "almost never", "as likely as"),
    contested=("contested", "disputed"),
    pronouns=(
        *("it", "its", "they", "their", "them", "this", "these", "those", "he", "she", "here"),
        *("both", "either", "neither", "each side", "one side", "the other", "the former"),
        *("the latter", "the first", "the second"),
    ),
)

GERMAN = Wording(
    too_strong={
        Certainty.MODERATE: (
            *("beweist", "beweisen", "bewies", "bewiesen", "beweis", "beweise", "unwiderlegbar"),
            *("immer", "stets", "nie", "niemals", "ausnahmslos", "unweigerlich", "in jedem fall"),
            *("sicherlich", "zweifellos", "zweifelsfrei", "ohne zweifel", "mit sicherheit"),
            *("garantiert", "garantieren", "unm\u00f6glich"),
        ),
        Certainty.LOW: (
            *("unerl\u00e4sslich", "unverzichtbar", "unabdingbar", "entscheidend", "zwingend"),
            *("notwendig", "muss", "m\u00fcssen", "belegt", "belegen", "best\u00e4tigt"),
            *("eindeutig", "offensichtlich", "bekanntlich", "wahrscheinlich"),
        ),
    },
    standard={
        Certainty.MODERATE: "wahrscheinlich",
        Certainty.LOW: "m\u00f6glicherweise",
        Certainty.VERY_LOW: "m\u00f6glicherweise, aber die Evidenz ist sehr unsicher",
    },
    negations=("nicht", "kein*", "niemand", "nichts", "weder", "noch"),
    # "Immer gr\u00f6\u00dfer", "immer wieder": growing and again, and not always.
    harmless=("immer *er", "immer noch", "immer mehr", "noch immer", "fast immer", "fast nie"),
    contested=("umstritten*", "strittig*", "bestritten*", "angefochten*"),
    pronouns=(
        *("er", "sie", "es", "ihn", "ihm", "ihr*", "dies*", "jene*", "beide*", "keine* von beiden"),
        *("hier", "erster*", "letzter*", "eine seite", "die eine", "der eine", "das eine"),
        *("die andere", "der andere", "das andere"),
    ),
)

WORDINGS: Mapping[str, Wording] = {"en": ENGLISH, "de": GERMAN}


def wording_for(language: str, wordings: Mapping[str, Wording] = WORDINGS) -> Wording | None:
    """Return the words of a language such as ``de`` or ``de_AT``, if there are some."""
    return wordings.get(language) or wordings.get(re.split("[_-]", language)[0])


def too_strong(text: str, certainty: Certainty, wording: Wording) -> str:
    """Return the first word of a statement that says more than its certainty bears, or nothing."""
    words = tuple(
        word
        for level in LEVELS[: LEVELS.index(certainty) + 1]
        for word in wording.too_strong.get(level, ())
    )
    return said(text, words, wording)


def said(text: str, words: tuple[str, ...], wording: Wording | None = None) -> str:
    """Return the first of some words that a text says, or nothing.

    What is quoted is not said; a wording tells which words are taken back.
    """
    spoken = _QUOTED.sub(" ", text)
    if wording and wording.harmless:
        spoken = _pattern(wording.harmless).sub(" ", spoken)
    for found in _pattern(words).finditer(spoken) if words else ():
        if not wording or not _is_negated(spoken[: found.start()], wording.negations):
            return found[0]
    return ""


def _is_negated(before: str, negations: tuple[str, ...]) -> bool:
    # A negation counts within its own clause only.
    clause = re.split(r"[.,;:!?\u2013\u2014]", before)[-1]
    near = " ".join(clause.split()[-_NEAR - 1 :])
    return bool(negations) and _pattern(negations).search(near) is not None


@functools.cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some words or phrases, the longest first."""
    longest_first = sorted(words, key=len, reverse=True)
    alternatives = (
        r"\s+".join(re.escape(part).replace(r"\*", r"\w*") for part in word.split())
        for word in longest_first
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
