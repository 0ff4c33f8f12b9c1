"""The tags of HTML in Markdown: what they are called, and what they mean."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What has an equal in every output.
SAME = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("code", "tt", "samp"), "code"),
    **dict.fromkeys(("del", "s", "strike"), "struck"),
    "kbd": "kbd",
    "sub": "sub",
    "sup": "sup",
}
# What has no end.
VOID = _names("area base br col embed hr img input link meta param source track wbr")
LISTS = {"ul": "bullet", "ol": "number"}
# Of which each begins a paragraph of its own.
BLOCKS = _names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary ul"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Whose words are strong, where there are no blocks of HTML.
STRONG_BLOCKS = HEADINGS | {"dt", "summary"}
# Of what a table is made; who reads tables, reads these.
TABLES = _names("caption col colgroup table tbody td tfoot th thead tr")
# Without which nothing is lost but a look: the words are all that counts.
PLAIN = BLOCKS - {"dialog", "fieldset", "form"} | _names(
    "a abbr bdi bdo big br data img ins mark nobr picture small source span time u wbr"
)
# What means nothing in an output without a browser.
BROWSER = _names(
    "applet area audio base button canvas datalist dialog embed fieldset font form frame frameset "
    "head iframe input label link map marquee math menuitem meta meter noembed noframes noscript "
    "object optgroup option output param plaintext progress q rb rp rt rtc ruby script select slot "
    "style svg template textarea title track video xmp"
)
ELEMENTS = BROWSER | PLAIN | BLOCKS | TABLES | VOID | SAME.keys()
# What stands in them is code.
_CODE = ("script", "style")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")


class Tag(NamedTuple):
    """A tag as it is written, the name of its element, and what it says.

    ``opens`` is false for one that closes; ``line`` is that in the HTML, from 0.
    """

    written: str
    name: str
    opens: bool
    attributes: dict[str, str]
    line: int = 0

    @property
    def is_element(self) -> bool:
        """Whether it is one of HTML: ``<T>`` and ``<Button>`` are names of something else."""
        name = _NAME.match(self.written)
        return self.name in ELEMENTS and bool(
            name and (name[1].islower() or name[1].isupper() or self.attributes)
        )

    @property
    def needs_browser(self) -> bool:
        """Whether a browser alone can show what it is for."""
        return (self.name not in PLAIN and self.name not in SAME) or "style" in self.attributes


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Tag | str] = []
        self.code = False

    @property
    def line(self) -> int:
        return self.getpos()[0] - 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.parts.append(Tag(self.get_starttag_text() or "", tag, True, attributes, self.line))
        self.code = tag in _CODE

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(Tag(f"</{tag}>", tag, False, {}, self.line))
        self.code = False

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.parts.append(data)


def parts_of(html: str) -> list[Tag | str]:
    """Return the tags and the words of HTML, in order; comments and code are left out."""
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # a declaration that it does not know
        reader.parts.append(reader.rawdata)
    return reader.parts


def tag_of(html: str) -> Tag | None:
    """Return the tag that a piece of HTML consists of, if it is one."""
    html = html.strip()
    parts = parts_of(html)
    if len(parts) == 1 and isinstance(parts[0], Tag):
        return parts[0]._replace(written=html)
    return None
