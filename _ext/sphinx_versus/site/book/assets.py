"""What authors give the compiler to read: pictures, and raw Typst.

All of it is copied below the root of the book under names of our own, and
called by a function that can show something else in its place.
"""

from __future__ import annotations

import codecs
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sphinx.util.images import get_image_size

from .compile import Job, Message, broken_pictures
from .links import Place

_SUFFIXES = {".gif", ".jpeg", ".jpg", ".pdf", ".png", ".svg", ".svgz", ".webp"}

_DECLARED = re.compile(rb"""\s*<\?xml[^>]*encoding=["']([\w.-]+)["']""")

# Decoded, each million takes 4 MB of memory.
LARGEST = 150_000_000


class UnusableError(Exception):
    """A picture cannot go into the book; the text says why."""


@dataclass
class Picture:
    """What a picture is called in messages, and all places where it stands."""

    name: str
    places: list[Place] = field(default_factory=list)


@dataclass
class Assets:
    """The pictures and pieces of raw Typst of a book, by their paths below its root.

    ``replaced`` leads from what the compiler cannot show to what it can, or to
    None where there is nothing.
    """

    root: Path
    pictures: dict[str, Picture] = field(default_factory=dict)
    raws: dict[str, Place] = field(default_factory=dict)
    replaced: dict[str, str | None] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _tried: bool = False

    def picture(self, uri: str, source: Path, place: Place) -> str:
        """Copy a picture and return its path. Raises `UnusableError`."""
        if uri not in self._known:
            width, height = get_image_size(str(source)) or (0, 0)
            if source.suffix.lower() != ".svg" and width * height > LARGEST:
                raise UnusableError(
                    f"has {width} by {height} pixels; the book takes {LARGEST // 1_000_000} "
                    "million at most: make it smaller"
                )
            suffix = source.suffix.lower()
            path = self._new_path(suffix if suffix in _SUFFIXES else "")
            try:
                shutil.copyfile(source, self._file(path))
            except OSError as error:
                raise UnusableError(f"cannot be read: {error.strerror}") from error
            self._known[uri] = path
            self.pictures[path] = Picture(f'the picture "{uri}"')
        path = self._known[uri]
        self.pictures[path].places.append(place)
        return path

    def drawing(self, content: bytes, suffix: str, name: str, place: Place) -> str:
        """Keep a picture that was made for the book and return its path."""
        path = self._new_path(suffix)
        self._file(path).write_bytes(content)
        self.pictures[path] = Picture(name, [place])
        return path

    def _new_path(self, suffix: str) -> str:
        self._file("/images").mkdir(exist_ok=True)
        return f"/images/{len(self.pictures)}{suffix}"

    def raw(self, code: str, place: Place) -> str:
        """Keep raw Typst for a file of its own and return the path."""
        path = f"/raw-{len(self.raws)}.typ"
        self.raws[path] = place
        self._codes[path] = code
        return path

    def write_raws(self, imports: Sequence[str]) -> None:
        """Write raw Typst, which may use what the book imports."""
        # A line end would be a space in the text.
        opening = ";".join([*imports, ""])
        for path, code in self._codes.items():
            self._file(path).write_text(opening + code, encoding="utf-8", errors="replace")

    def replace_pictures(self, job: Job) -> Mapping[str, str]:
        """Find other pictures for those that the compiler cannot show; return what is wrong.

        Each is tried once: a second call finds nothing.
        """
        asked = [] if self._tried else list(self.pictures)
        self._tried = True
        broken = broken_pictures(job, asked)
        others = {path: other for path in broken if (other := self._otherwise(path))}
        still = broken_pictures(job, list(others.values()))
        for path in broken:
            other = others.get(path)
            self.replaced[path] = None if other in still else other
        return broken

    def replace_raws(self, messages: Sequence[Message]) -> Mapping[str, str]:
        """Take out the raw Typst that the compiler complains about; return what is wrong."""
        broken = {
            path: message.text
            for message in messages
            for path in self.raws
            if f"/{message.file}".endswith(path) and path not in self.replaced
        }
        self.replaced.update(dict.fromkeys(broken))
        return broken

    def _otherwise(self, path: str) -> str | None:
        """Write a picture so that its suffix or its encoding does not matter; return its path."""
        content = self._file(path).read_bytes()
        text = _recoded(content) if path.endswith(".svg") else None
        if text is not None:
            other = path.replace(".svg", "-utf-8.svg")
            self._file(other).write_text(text, encoding="utf-8")
            return other
        # Without a suffix the compiler looks at the content.
        other = path.rpartition(".")[0]
        if other:
            self._file(other).write_bytes(content)
        return other or None

    def _file(self, path: str) -> Path:
        return self.root / path.lstrip("/")


def _recoded(svg: bytes) -> str | None:
    """Return an SVG file as text if it is in another encoding than UTF-8 and says so."""
    declared = _DECLARED.match(svg)
    encoding = declared[1].decode() if declared else ""
    if svg.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = svg.decode(encoding or "utf-8")
    except (LookupError, ValueError):
        return None
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text) if encoding else None
