"""What looks as if it was meant as something that is read, and is text.

Each module looks for one kind of it in the raw Markdown of a text: a paragraph, a
heading, an item or a cell, which may have several lines. Code is never such a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .citations import citations
from .found import Context, Detector, Found
from .lines import half_a_heading, is_plain, misplaced_options, not_a_heading, not_a_list
from .markup import unread_markup

DETECTORS: tuple[Detector, ...] = (
    *(not_a_heading, half_a_heading, not_a_list, misplaced_options, citations, unread_markup),
)
# A sentence with none of these is nothing else, and most texts are left here.
_SIGNS = re.compile(r"[@$^~=+\\{\[*:`<]")


def lookalikes(text: str, context: Context) -> Iterator[Found]:
    """Yield what the raw Markdown of a text looks like and is not, in the order of its lines."""
    if is_plain(text, context) and context.place != "inner heading" and not _SIGNS.search(text):
        return
    yield from sorted(
        (found for detector in DETECTORS for found in detector(text, context)),
        key=lambda found: found.line,
    )
