"""What looks as if it was meant as something that is read, and is text.

Each module looks for one kind of it in the raw Markdown of a text: a paragraph, a
heading, an item or a cell, which may have several lines. Code is never such a text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from .found import Found
from .markup import Place, unread_markup

Detector = Callable[[str], Iterator[Found]]

DETECTORS: tuple[Detector, ...] = ()


def lookalikes(
    text: str, syntaxes: Collection[str] = (), place: Place = Place.TEXT
) -> Iterator[Found]:
    """Yield what the raw Markdown of a text looks like and is not, in the order of its lines.

    ``syntaxes`` are those of MyST that are on.
    """
    found = [each for detector in DETECTORS for each in detector(text)]
    found += unread_markup(text, syntaxes, place)
    yield from sorted(found, key=lambda each: each.line)
