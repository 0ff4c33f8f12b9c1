"""HTML that an author types, as an EPUB can hold it: programs for books read XML.

A page with a tag that is never closed is not shown at all.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from html.entities import html5
from typing import Any
from xml.etree import ElementTree

from docutils import nodes
from sphinx.util import logging

from sphinx_versus.site import boundary

logger = logging.getLogger(__name__)

_VOID = r"area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr"
_VOID_TAG = re.compile(rf"<({_VOID})\b([^<>]*)>", re.IGNORECASE)
_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_BARE = re.compile(r"""(\s[\w:-]+=)([^\s"'<>=`]+)(?=[\s>])""")
_NAME = re.compile(r"</?[A-Za-z][\w-]*")
_TAG = re.compile(r"<!--|-->|<[^<>]*>")


class CloseRawHtml(boundary.PostTransform):
    """Close tags that HTML need not close, and report those that nobody can close."""

    builders = ("epub",)
    default_priority = 900

    def run(self, **kwargs: Any) -> None:
        """Look at what stands together: an inline tag and its end are two nodes."""
        raws = [each for each in self.document.findall(nodes.raw) if _is_html(each)]
        for parent in {id(each.parent): each.parent for each in raws}.values():
            assert isinstance(parent, nodes.Element)
            together = [child for child in parent.children if _is_html(child)]
            if replace(together):
                continue
            left_out = [each for each in together if not replace([each])]
            shown = " ".join(" ".join(each.astext() for each in left_out).split())
            logger.warning(
                f'the EPUB keeps the words alone of raw HTML that is not well-formed: "{shown}"; '
                "close each tag",
                location=left_out[0],
                type="epub",
                subtype="raw",
            )
            for each in left_out:
                _leave_out(each)


def _leave_out(raw: nodes.Node) -> None:
    assert raw.parent is not None
    text = nodes.Text(html.unescape(_TAG.sub("", raw.astext())))
    alone = not isinstance(raw.parent, nodes.TextElement)
    words = nodes.paragraph("", "", text) if alone else text
    raw.parent.replace(raw, [words] if text.strip() else [])


def _is_html(node: nodes.Node) -> bool:
    return isinstance(node, nodes.raw) and "html" in node.get("format", "").split()


def replace(raws: Sequence[nodes.Node]) -> bool:
    """Put well-formed HTML in the place of some that stands together; say whether it can be."""
    closed = [well_formed(raw.astext()) for raw in raws]
    try:
        ElementTree.fromstring(f"<div>{''.join(closed)}</div>")
    except ElementTree.ParseError:
        return False
    for raw, text in zip(raws, closed, strict=True):
        if isinstance(raw, nodes.Element) and text != raw.astext():
            raw.children = []
            raw += nodes.Text(text)
    return True


def well_formed(text: str) -> str:
    """Return HTML with small names, quoted values, closed elements and no named signs."""
    text = _TAG.sub(_quoted, text)
    text = _VOID_TAG.sub(lambda found: f"<{found[1]}{found[2].rstrip(' /')} />", text)
    return _NAMED.sub(_number, text)


def _quoted(tag: re.Match[str]) -> str:
    name = _NAME.match(tag[0])
    end = name.end() if name else 0
    return tag[0][:end].lower() + _BARE.sub(r'\1"\2"', tag[0][end:])


def _number(found: re.Match[str]) -> str:
    signs = html5.get(found[1])
    return "".join(f"&#{ord(sign)};" for sign in signs) if signs else f"&amp;{found[1]}"
