"""Drawings that take on the colours of the theme.

An SVG behind an ``<img>`` cannot see the style sheet of its page, so it stays
light where the reader has chosen dark. Pictures with the class ``inline-svg``
are written into the page itself, in HTML; elsewhere they stay pictures. What
runs, loads or leads away is left out of them, see `clean`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.images import guess_mimetype

from sphinx_versus.site import boundary

from .clean import UncleanError, clean

CLASS = "inline-svg"
_TYPE = "image/svg+xml"
# Names in a message, and the signs of each.
_MOST = 8
_LONGEST = 40

logger = logging.getLogger(__name__)


class InlineDrawings(boundary.PostTransform):
    """Replace marked pictures by the drawings that they name."""

    formats = ("html",)
    default_priority = 500

    def run(self, **kwargs: Any) -> None:
        """Replace each in turn; what cannot stand in a page stays a picture."""
        # An EPUB must declare its pages that hold drawings, which Sphinx does not.
        if self.app.builder.name == "epub":
            return
        images = [each for each in self.document.findall(nodes.image) if CLASS in each["classes"]]
        for number, image in enumerate(images, 1):
            with self.around(image, f'the drawing "{image["uri"]}"'):
                self._replace(image, f"{CLASS}-{number}")

    def _replace(self, image: nodes.image, scope: str) -> None:
        path = _drawing(image)
        try:
            if path is None:
                raise UncleanError("it is no SVG file of this project")
            data = (Path(self.env.srcdir) / path).read_bytes()
            markup, left_out = clean(data, scope, _root(image))
        except OSError:
            # Of files that are not there, Sphinx tells itself.
            return
        except UncleanError as error:
            self._warn(
                image,
                "stays a picture, without the colours of the page: "
                f'{error}; save it as plain SVG, or take the class "{CLASS}" away',
                "picture",
            )
            return
        if left_out:
            self._warn(
                image,
                f"stands in the page without what runs, loads or leads away: "
                f"{_named(left_out)}; take it out of the file, "
                f'or take the class "{CLASS}" away',
                "left_out",
            )
        drawing = nodes.raw("", markup, format="html")
        # What leads to the picture leads to the drawing.
        wrapped = nodes.inline("", "", drawing, ids=image["ids"]) if image["ids"] else drawing
        image.replace_self(wrapped)

    def _warn(self, image: nodes.image, message: str, subtype: str) -> None:
        node: nodes.Node = image
        while node.line is None and node.parent is not None:
            node = node.parent
        text = f'the drawing "{image["uri"]}" {message}'
        logger.warning(text, location=node, type="inline_svg", subtype=subtype)


def _named(left_out: Sequence[str]) -> str:
    """Return names for a message, which is no place for a whole style sheet."""
    first = [
        each if len(each) <= _LONGEST else f"{each[:_LONGEST]}..." for each in left_out[:_MOST]
    ]
    more = [f"and {len(left_out) - _MOST} more"] if len(left_out) > _MOST else []
    return ", ".join(first + more)


def _drawing(image: nodes.image) -> str | None:
    """Return the path of a picture's drawing, from the folder of the sources."""
    candidates: dict[str, str] = image.get("candidates", {})
    path = candidates.get(_TYPE) or candidates.get("*", "")
    return path if guess_mimetype(path) == _TYPE else None


def _root(image: nodes.image) -> dict[str, str]:
    """Return what the page says of a picture, as attributes of its drawing."""
    align = [f"align-{image['align']}"] if "align" in image else []
    root = {"class": " ".join([*(each for each in image["classes"] if each != CLASS), *align])}
    if image.get("alt"):
        root = {"aria-label": image["alt"], **root}
    sizes = {name: str(image.get(name, "")) for name in ("width", "height")}
    # The other size follows from the frame of the drawing.
    return {**root, **sizes} if any(sizes.values()) else root


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(InlineDrawings)
    return {
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "parallel_resolve_safe": True,  # for parallel_build
    }
