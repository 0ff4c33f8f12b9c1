"""Targets and links of a book whose chapters are written one after the other.

While a chapter is written, nobody knows which of its targets a later chapter
leads to, nor whether a link's target will ever come. Both are written as marks
and filled in when all chapters are there: targets that nothing leads to
disappear, links without a target become plain text. A mark is only a number:
what an author types never stands in the code before it is quoted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .literals import array, string, value

SCHEME = "book:"

_MARK = re.compile("\x01(\\d+)\x02")


class Place(NamedTuple):
    """Where something was written: a document, its file, and a line if that is known."""

    docname: str
    source: str
    line: int | None

    def __str__(self) -> str:
        """Return the place as Sphinx's messages take it; it makes a path of a document's name."""
        return f"{self.source}:{self.line}" if self.line else self.docname


class DeadLink(NamedTuple):
    """A link whose target is not in the book."""

    target: str
    place: Place


def uri(docname: str, anchor: str = "") -> str:
    """Return the address of a target within the book."""
    return f"{SCHEME}{docname}#{anchor}" if anchor else f"{SCHEME}{docname}"


def target_of(address: str) -> str:
    """Return what `uri` was made of as one name, ``docname#anchor``."""
    docname, _, anchor = address.removeprefix(SCHEME).partition("#")
    return f"{docname}#{anchor}"


@dataclass
class Links:
    """Collects the targets and links of all chapters.

    ``labels`` leads from targets (``docname#anchor``) to labels in Typst;
    ``sources`` are the labels of sources, which tell where they are cited.
    ``elsewhere`` is how links begin to what other documents of the project
    hold, which may still come: a source is set in each book that cites it.
    """

    labels: dict[str, str] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    elsewhere: dict[str, str] = field(default_factory=dict)
    written: list[tuple[str, Place]] = field(default_factory=list)
    citations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    marks: list[tuple[str, ...]] = field(default_factory=list)

    def anchor(self, targets: list[str]) -> str:
        """Return a statement that sets a label for all these targets."""
        return self._mark("anchor", self._label(targets))

    def label(self, targets: list[str]) -> str:
        """Return the label for these targets as a value: a string, or none if none is needed."""
        return self._mark("label", self._label(targets))

    def link(self, target: str, place: Place, *, page: bool, text: str = "") -> str:
        """Return the beginning of a link: a function's name and its first arguments."""
        self.wanted.add(target)
        self.texts[target].add(text)
        self.written.append((target, place))
        return self._mark("link", target, "page" if page else "")

    def reference(self, target: str) -> str:
        """Return the label of a target as a value, a string or none if it never comes."""
        self.wanted.add(target)
        return self._mark("reference", target)

    def want(self, target: str) -> str:
        """Return the label of a target that has been written, and keep it; "" if there is none."""
        self.wanted.add(target)
        return self.labels.get(target, "")

    def is_cited(self, target: str) -> bool:
        """Say whether a source is in the book and a link leads to it."""
        return target in self.sources and target in self.wanted

    def cited_on(self, sources: Sequence[str]) -> str:
        """Return where some sources are cited, as a value: labels by those of the sources."""
        return self._mark("places", *sources)

    def cited(self, target: str) -> str:
        """Return a statement that tells where a source is cited."""
        self.sources.add(target)
        return self._mark("cited", target)

    def name(self, target: str, name: str) -> str:
        """Return the name of a source as a value; it is empty where no link shows it."""
        return self._mark("name", target, name)

    def _mark(self, *what: str) -> str:
        self.marks.append(what)
        return f"\x01{len(self.marks) - 1}\x02"

    def _label(self, targets: list[str]) -> str:
        known = [target for target in targets if target not in self.labels]
        label = f"t{len(self.labels)}"
        for target in known:
            self.labels[target] = label
        return label if known else ""

    def fill(self, chapters: list[str]) -> list[str]:
        """Return the chapters with all marks filled in; in the order of the book."""
        needed = {self.labels[target] for target in self.wanted if target in self.labels}
        filled = [_MARK.sub(lambda mark: self._first(mark, needed), text) for text in chapters]
        return [_MARK.sub(self._citations, text) for text in filled]

    def dead(self) -> list[DeadLink]:
        """Return the links whose target never came."""
        return [
            DeadLink(target, place)
            for target, place in self.written
            if target not in self.labels and target not in self.elsewhere
        ]

    def beyond(self) -> list[str]:
        """Return the targets in other documents of the project that are not in the book."""
        return [target for target in self.elsewhere if target not in self.labels]

    def _first(self, mark: re.Match[str], needed: set[str]) -> str:
        match self.marks[int(mark[1])]:
            case "anchor", label:
                return f"anchor({string(label)});" if label in needed else ""
            case "label", label:
                return string(label) if label in needed else "none"
            case "reference", target:
                return value(self.labels.get(target))
            case "link", target, page:
                return self._link(target, page)
        return mark[0]

    def _link(self, target: str, page: str) -> str:
        label = self.labels.get(target)
        if label is None:
            return self.elsewhere.get(target, "dead-link(")
        if target in self.sources:
            places = self.citations[target]
            places.append(f"{label}-{len(places)}")
            return f"cite-link({string(label)}, {string(places[-1])}, "
        return f"page-link({string(label)}, " if page else f"plain-link({string(label)}, "

    def _citations(self, mark: re.Match[str]) -> str:
        kind, *names = self.marks[int(mark[1])]
        if kind == "places":
            return value({self.labels[name]: self.citations[name] for name in names})
        target, *name = names
        if kind == "name":
            shown = any(name[0] in text for text in self.texts[target])
            return string(name[0] if shown else "")
        places = self.citations.get(target, [])
        return f"cited-on({array([string(place) for place in places])});" if places else ""
