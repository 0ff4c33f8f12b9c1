"""The settings of the review: thresholds, lists of words, and what has been accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sphinx.config import Config

from sphinx_versus.api import Certainty
from sphinx_versus.grammar.names import did_you_mean, listed, near_miss

from .findings import Finding, Kind
from .wording import WORDINGS, Wording, wording_for

PER_CERTAINTY = ("fewest_sources", "source_age")


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds; those by certainty do not look at levels that they leave out.

    ``sourced_cells`` is the least share of cells with a source (0 to 1),
    ``fewest_sources`` the number of sources that a claim needs, ``source_age``
    and ``review_age`` are in years, ``word_share`` is the least number of words
    of a side against the most of another one (0 to 1), and ``sources_elsewhere``
    the number of sources from which on another side should have some too.
    """

    sourced_cells: float = 0.8
    fewest_sources: Mapping[Certainty, float] = field(default_factory=lambda: {Certainty.HIGH: 2})
    source_age: Mapping[Certainty, float] = field(
        default_factory=lambda: {Certainty.HIGH: 25, Certainty.MODERATE: 25}
    )
    review_age: float = 2
    word_share: float = 0.5
    sources_elsewhere: float = 3


# What the limits are for; the guide's table is made of it.
LIMITS = {
    "sourced_cells": "The least share of cells with a source, from 0 to 1.",
    "fewest_sources": "How many sources a claim needs that rests on none which pools many studies, "
    "by certainty or for all.",
    "source_age": "How many years old the newest source of a claim may be, "
    "by certainty or for all.",
    "review_age": "How many years ago a comparison may have been reviewed.",
    "word_share": "The least number of words of a side, as a share of the most that another has, "
    "from 0 to 1.",
    "sources_elsewhere": "From how many sources of another side on a side needs some as well.",
}

Acceptances = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, ready to use; ``accepted`` gives a reason by id and kind."""

    limits: Limits = field(default_factory=Limits)
    popular: frozenset[str] = frozenset()
    pooled: frozenset[str] = frozenset()
    wording: Wording | None = None
    accepted: Acceptances = field(default_factory=dict)


def settings_of(config: Config) -> tuple[Settings, list[Finding]]:
    """Return what ``conf.py`` sets; what cannot be understood is told and keeps its default."""
    reader = _Reader()
    wordings = dict(WORDINGS)
    for language, words in reader.mapping("wording", config.versus_review_wording).items():
        wordings[language] = reader.wording(language, words)
    settings = Settings(
        reader.limits(config.versus_review_limits),
        reader.marks("popular", config.versus_review_popular),
        reader.marks("pooled", config.versus_review_pooled),
        wording_for(config.language, wordings),
        reader.acceptances(config.versus_review_accept),
    )
    return settings, reader.problems


class _Reader:
    """Reads settings, and notes what cannot be understood."""

    def __init__(self) -> None:
        self.problems: list[Finding] = []

    def mapping(self, setting: str, value: object) -> dict[str, Any]:
        """Return a dictionary by names, or an empty one in place of something else."""
        if isinstance(value, Mapping):
            # What is asked for by name is told of by name: a number is no name of anything.
            return {str(name): each for name, each in value.items()}
        self._problem(setting, f"{value!r} should be a dictionary")
        return {}

    def words(self, setting: str, value: object) -> tuple[str, ...]:
        """Return a list of words; a single word need not be in one."""
        if isinstance(value, str):
            return (value,)
        if isinstance(value, Iterable):
            return tuple(map(str, value))
        self._problem(setting, f"{value!r} should be a list of words")
        return ()

    def marks(self, setting: str, value: object) -> frozenset[str]:
        """Return words that are compared without regard to case."""
        return frozenset(word.casefold() for word in self.words(setting, value))

    def limits(self, given: object) -> Limits:
        """Read the thresholds."""
        known = [each.name for each in fields(Limits)]
        read: dict[str, Any] = {}
        for name, value in self.mapping("limits", given).items():
            if name not in known:
                self._unknown("limits", name, known)
            elif name in PER_CERTAINTY and isinstance(value, Mapping):
                levels = self._by_certainty("limits", value)
                numbers = {level: self._number(name, each) for level, each in levels.items()}
                read[name] = {level: each for level, each in numbers.items() if each is not None}
            elif (number := self._number(name, value)) is not None:
                read[name] = dict.fromkeys(Certainty, number) if name in PER_CERTAINTY else number
        return replace(Limits(), **read)

    def wording(self, language: str, given: object) -> Wording:
        """Return the words of a language: what is given takes the place of what is shipped."""
        known = [each.name for each in fields(Wording)]
        read: dict[str, Any] = {}
        for name, value in self.mapping("wording", given).items():
            if name not in known:
                self._unknown("wording", name, known)
            elif name == "standard":
                levels = self._by_certainty("wording", value)
                read[name] = {level: str(each) for level, each in levels.items()}
            elif name == "too_strong":
                levels = self._by_certainty("wording", value)
                read[name] = {level: self.words("wording", each) for level, each in levels.items()}
            else:
                read[name] = self.words("wording", value)
        return replace(wording_for(language) or Wording({}, {}), **read)

    def acceptances(self, given: object) -> Acceptances:
        """Read what has been accepted, and why."""
        codes = [kind.code for kind in Kind]
        accepted: dict[str, dict[str, str]] = {}
        for about, reasons in self.mapping("accept", given).items():
            if not isinstance(reasons, Mapping):
                self._problem(
                    "accept",
                    f'"{about}" should give a reason by kind, as in {{"few_words": "because ..."}}',
                )
                continue
            for code, reason in reasons.items():
                if code not in codes:
                    self._unknown("accept", code, codes)
                elif not str(reason).strip():
                    self._problem("accept", f'"{about}" accepts "{code}" without a reason')
                else:
                    accepted.setdefault(about, {})[code] = str(reason)
        return accepted

    def _by_certainty(self, setting: str, given: object) -> dict[Certainty, Any]:
        known: dict[Certainty, Any] = {}
        for level, value in self.mapping(setting, given).items():
            if level in list(Certainty):
                known[Certainty(level)] = value
            else:
                self._unknown(setting, level, Certainty)
        return known

    def _number(self, name: str, value: object) -> float | None:
        try:
            number = float(str(value))
        except ValueError:
            number = -1
        if number >= 0:
            return number
        self._problem("limits", f'"{name}" is {value!r}; it should be a number from 0 on')
        return None

    def _unknown(self, setting: str, name: object, known: Iterable[str]) -> None:
        names = list(known)
        near = near_miss(str(name), names)
        hint = did_you_mean(*near) if near else f"it knows {listed(names)}"
        self._problem(setting, f'"{name}" is not known; {hint}')

    def _problem(self, setting: str, message: str) -> None:
        about = f"versus_review_{setting}"
        self.problems.append(Finding(Kind.SETTING, about, 0, message, path="conf.py"))
