"""What looks as if it was meant as something that is read, and is text.

Each module looks for one kind of it in the raw Markdown of a text: a paragraph, a
heading, an item or a cell, which may have several lines. Code is never such a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .citations import citations
from .found import Found

Detector = Callable[[str], Iterator[Found]]

DETECTORS: tuple[Detector, ...] = (citations,)


def lookalikes(text: str) -> Iterator[Found]:
    """Yield what the raw Markdown of a text looks like and is not, in the order of its lines."""
    yield from sorted(
        (found for detector in DETECTORS for found in detector(text)),
        key=lambda found: found.line,
    )
