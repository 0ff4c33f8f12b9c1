"""The tags of HTML in Markdown: what they are called, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


def names(text: str) -> frozenset[str]:
    """Return the names in a text."""
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
VOID = names("area base br col embed hr img input link meta param source track wbr")
LISTS = {"ul": "bullet", "ol": "number"}
# Of which each begins a paragraph of its own.
BLOCKS = names(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre search section summary ul"
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Whose words are strong, where there are no blocks of HTML.
STRONG_BLOCKS = HEADINGS | {"dt", "summary"}
# Of what a table is made; who reads tables, reads these.
TABLES = names("caption col colgroup table tbody td tfoot th thead tr")
# Without which nothing is lost but a look: the words are all that counts.
PLAIN = BLOCKS - {"dialog", "fieldset", "form"} | names(
    "a abbr bdi bdo big br data img ins mark nobr picture small source span time u wbr"
)
# What means nothing in an output without a browser.
BROWSER = names(
    "applet area audio base button canvas datalist dialog embed fieldset font form frame frameset "
    "head iframe input label link map marquee math menuitem meta meter noembed noframes noscript "
    "object optgroup option output param plaintext progress q rb rp rt rtc ruby script select slot "
    "style svg template textarea title track video xmp"
)
ELEMENTS = BROWSER | PLAIN | BLOCKS | TABLES | VOID | SAME.keys()
# What stands in them is code.
_CODE = ("script", "style")
# In quotes a value may hold anything.
_TOKEN = re.compile(
    r"<!--(?:(?!-->|<!--).)*+-->|<[!?][^<>]*+>|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/<>]*+)"
    r"(?P<attributes>(?:[^<>=]|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'<>][^\s<>]*+)?+)*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s/=<>\"'][^\s/=<>]*+)\s*+(?:=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s\"'<>][^\s<>]*+)?)?"
)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")


class Tag(NamedTuple):
    """A tag as it is written, the name of its element, and what it says.

    ``opens`` is false for one that closes; ``line`` is that in the HTML, from 0, and
    ``at`` the place.
    """

    written: str
    name: str
    opens: bool
    attributes: dict[str, str]
    line: int = 0
    at: int = 0

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


def _unquoted(value: str) -> str:
    return value[1:-1] if value[:1] in ("'", '"') else value


def tokens(html: str) -> Iterator[Tag | str]:
    """Yield the tags and the words of HTML, in order, but for comments.

    What only begins like a tag is among the words; declarations are tags without a name.
    """
    at = line = 0
    for found in _TOKEN.finditer(html):
        if at < found.start():
            yield unescape(html[at : found.start()])
        line += html.count("\n", at, found.start())
        at = found.start()
        if not found[0].startswith("<!--"):
            name, attributes = (found["name"] or "").lower(), found["attributes"] or ""
            given = {
                each[1].lower(): unescape(_unquoted(each[2] or ""))
                for each in _ATTRIBUTE.finditer(attributes)
            }
            yield Tag(found[0], name, not found["end"], given, line, at)
        line += found[0].count("\n")
        at = found.end()
    if at < len(html):
        yield unescape(html[at:])


def parts_of(html: str) -> list[Tag | str]:
    """Return the tags and the words of HTML, in order; declarations and code are left out."""
    parts: list[Tag | str] = []
    code = ""
    for part in tokens(html):
        name = "" if isinstance(part, str) else part.name
        if code and name != code:
            continue
        if isinstance(part, str) or name:
            parts.append(part)
            code = name if name in _CODE and not code else ""
    return parts


def tag_of(html: str) -> Tag | None:
    """Return the tag that a piece of HTML consists of, if it is one."""
    html = html.strip()
    parts = parts_of(html)
    if len(parts) == 1 and isinstance(parts[0], Tag):
        return parts[0]._replace(written=html)
    return None
