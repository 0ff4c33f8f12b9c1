"""What an EPUB tells readers of itself, beyond what Sphinx writes into its package document.

https://www.w3.org/TR/epub-33/ and https://www.w3.org/TR/epub-a11y-11/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
_COVER_PAGE = "epub-cover.xhtml"
_PARTS = ("metadata", "manifest", "spine")
# What a page holds that its entry in the list must say, and how that begins.
_PROPERTIES = {"mathml": "<math", "svg": "<svg", "scripted": "<script"}
_PICTURE = re.compile(r"<img\b[^<>]*>")
_WITH_TEXT = re.compile(r'\balt="(?P<alt>[^"]*)"')
_SOURCE = re.compile(r'\bsrc="([^"]*)"')


class Told(NamedTuple):
    """What the package document is to tell.

    ``cover`` is the name of the picture, ``unknown`` the word that stands for
    nothing; ``summary`` words how accessible the book is, told whether all
    pictures have a text.
    """

    cover: str
    unknown: str
    summary: Callable[[bool], str]
    has_index: bool


def complete(
    root: ElementTree.Element, pages: Mapping[str, str], files: Collection[str], told: Told
) -> ElementTree.Element:
    """Return the package document of a book with these pages, completed."""
    ElementTree.register_namespace("", OPF)
    ElementTree.register_namespace("dc", DC)
    metadata, manifest, spine = (root.find(f"{{{OPF}}}{name}") for name in _PARTS)
    assert metadata is not None and manifest is not None and spine is not None  # noqa: PT018
    for each in list(metadata):
        if not each.get("content") and each.text in (None, "", told.unknown):
            metadata.remove(each)
    for name, value in accessibility(pages, files, told):
        ElementTree.SubElement(metadata, f"{{{OPF}}}meta", property=f"schema:{name}").text = value
    for item in manifest:
        name = unquote(item.attrib["href"])
        text = pages.get(name, "")
        found = [each for each, sign in _PROPERTIES.items() if sign in text]
        if name == told.cover:
            found.append("cover-image")
            old = {"name": "cover", "content": item.attrib["id"]}
            ElementTree.SubElement(metadata, f"{{{OPF}}}meta", old)
        if found:
            item.attrib["properties"] = " ".join(found)
        if told.cover and name == _COVER_PAGE:
            spine.insert(0, ElementTree.Element(f"{{{OPF}}}itemref", idref=item.attrib["id"]))
    named = set()
    for each in list(spine):
        if each.attrib["idref"] in named:
            spine.remove(each)
        named.add(each.attrib["idref"])
    ElementTree.indent(root)
    return root


def accessibility(
    pages: Mapping[str, str], files: Collection[str], told: Told
) -> Iterator[tuple[str, str]]:
    """Yield what is true of the book, by the names of schema.org.

    That it conforms to a standard is for people to find out, and is not claimed.
    """
    pictures = [tag for text in pages.values() for tag in _PICTURE.findall(text)]
    described = all(map(_has_text, pictures))
    yield "accessMode", "textual"
    if pictures or any("<svg" in text for text in pages.values()):
        yield "accessMode", "visual"
    if described:
        yield "accessModeSufficient", "textual"
        yield "accessibilityFeature", "alternativeText"
    for feature in ("tableOfContents", "readingOrder", "structuralNavigation"):
        yield "accessibilityFeature", feature
    yield "accessibilityFeature", "displayTransformability"
    if told.has_index:
        yield "accessibilityFeature", "index"
    if any(_PROPERTIES["mathml"] in text for text in pages.values()):
        yield "accessibilityFeature", "MathML"
    moving = any(name.lower().endswith((".gif", ".webp")) for name in files)
    yield "accessibilityHazard", "unknown" if moving else "none"
    yield "accessibilitySummary", told.summary(described)


def _has_text(picture: str) -> bool:
    """Say whether a picture has a text; Sphinx gives those without one their address."""
    text, source = _WITH_TEXT.search(picture), _SOURCE.search(picture)
    return text is not None and not (source and text["alt"] and source[1].endswith(text["alt"]))
