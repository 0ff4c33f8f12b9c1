"""Makes a drawing fit to stand in a page: what runs, loads or leads away is left out.

Everything that stays is on a list: of elements, of attributes, of properties of
style, and of functions in their values. The ids and the style sheets of a
drawing are made its own, so that two drawings on a page do not meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple, NoReturn
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
# Parts the names that expat gives; it stands in no address of a namespace.
_PART = "\n"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words("""
    circle clipPath defs desc ellipse filter g image line linearGradient marker mask path pattern
    polygon polyline radialGradient rect stop style svg switch symbol text textPath title tspan use
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
""")
# Browsers read what stands in these as HTML, or as style: they hold text alone.
_TEXTS = frozenset({"desc", "title", "style"})
# These draw nothing, so that nobody misses them.
_SILENT = frozenset({"metadata"})
PROPERTIES = _words("""
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation
    color-interpolation-filters direction display dominant-baseline fill fill-opacity fill-rule
    filter flood-color flood-opacity font image-rendering isolation letter-spacing lighting-color
    line-height marker mask mask-type mix-blend-mode opacity paint-order pointer-events
    shape-rendering stop-color stop-opacity stroke transform transform-box transform-origin
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode
""")
_FAMILIES = ("font-", "marker-", "stroke-", "text-")
ATTRIBUTES = _words("""
    amplitude azimuth baseFrequency bias class clipPathUnits cx cy d diffuseConstant divisor dx dy
    edgeMode elevation exponent filterUnits fr fx fy gradientTransform gradientUnits height id in
    in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust limitingConeAngle
    markerHeight markerUnits markerWidth maskContentUnits maskUnits media method mode numOctaves
    offset operator order orient overflow pathLength patternContentUnits patternTransform
    patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio
    primitiveUnits r radius refX refY result role rotate rx ry scale seed side slope spacing
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles
    surfaceScale systemLanguage tableValues targetX targetY textLength type values viewBox width x
    x1 x2 xChannelSelector xml:lang xml:space y y1 y2 yChannelSelector z
    aria-describedby aria-hidden aria-label aria-labelledby aria-roledescription
""")
# Words for people and names of classes, in which no browser looks for styles.
_WORDS = frozenset({"aria-label", "aria-roledescription", "class"})
_IDS = frozenset({"aria-describedby", "aria-labelledby", "id"})
_NAMESPACES = {
    "": "",
    "http://www.w3.org/XML/1998/namespace": "xml:",
    "http://www.w3.org/1999/xlink": "",
}
# Functions of CSS that take no address; url() is looked at more closely.
_FUNCTIONS = _words("""
    blur brightness calc color-mix contrast drop-shadow grayscale hsl hsla hue-rotate invert lab
    lch matrix max min oklab oklch opacity rgb rgba rotate saturate scale sepia skewx skewy
    translate translatex translatey url var
""") | {""}
_FUNCTION = re.compile(r"(?<![\w-])([\w-]*)\(")
_OWN = re.compile(r"""url\(\s*(["']?)#([^"'()\s]+)\1\s*\)""", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_SELECTOR = re.compile(r"[\w.#:*-][\w.#:*>+~\s-]*")
_ID = re.compile(r"#([\w-]+)")
_BRACES = re.compile(r"([{};])")


class UncleanError(ValueError):
    """Says in words for its author what keeps a drawing from standing in a page."""


class Cleaned(NamedTuple):
    """A drawing for a page, and what was left out of it: names, each once."""

    markup: str
    left_out: tuple[str, ...]


def clean(data: bytes, name: str, root: Mapping[str, str]) -> Cleaned:
    """Return the markup of a drawing for an HTML page.

    ``data`` is an SVG file; ``name`` is the id of the drawing on its page, with
    which all its ids begin. ``root`` holds attributes of the outermost element,
    before its own; an empty one takes it away.

    Raises `UncleanError` for what is not well-formed, is no SVG, or declares entities.
    """
    cleaner = _Cleaner(name, root)
    parser = expat.ParserCreate(namespace_separator=_PART)
    parser.buffer_text = True
    # Those of a DOCTYPE's lists could make a drawing far longer than its file.
    parser.specified_attributes = True
    parser.StartElementHandler = cleaner.start
    parser.EndElementHandler = cleaner.end
    parser.CharacterDataHandler = cleaner.text
    parser.EntityDeclHandler = cleaner.refuse_entity
    parser.SkippedEntityHandler = cleaner.refuse_entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise UncleanError(f"its line {error.lineno} is no XML in UTF-8: {words}") from None
    except UncleanError:
        raise
    except (LookupError, ValueError) as error:
        raise UncleanError(f"its encoding cannot be read: {error}") from None
    return Cleaned("".join(cleaner.written), tuple(cleaner.left_out))


class _Cleaner:
    """Writes what a parser tells it, as far as it is allowed."""

    def __init__(self, name: str, root: Mapping[str, str]) -> None:
        self.name = name
        self.root = root
        # The id of the outermost element, which style sheets may name.
        self._own_id = name
        self.written: list[str] = []
        self.left_out: dict[str, None] = {}
        # The open elements, and how much was written with their beginnings.
        self._open: list[tuple[str, int]] = []
        # How deep the parser is in what is left out.
        self._dropped = 0
        self._sheet: list[str] = []

    def refuse_entity(self, *_declaration: object) -> NoReturn:
        """Refuse entities: with them a drawing can be far longer than its file."""
        raise UncleanError("it uses entities of a DOCTYPE")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Write the beginning of an element that may stay."""
        space, _, name = tag.rpartition(_PART)
        drawn = space in ("", SVG)
        if not (self._open or self._dropped or (drawn and name == "svg")):
            raise UncleanError(f"it is no SVG, it begins with <{name}>")
        if name == "a":
            # A link is a group like any other, without its address.
            name = "g"
        if self._dropped:
            self._dropped += 1
        elif not drawn or name not in ELEMENTS or self._inside in _TEXTS:
            self._drop(name if name not in _SILENT and (drawn or space == _XHTML) else "")
        else:
            kept = self._attributes(name, attributes)
            if name in ("image", "use") and "href" not in kept:
                self._drop(name)
                return
            kept = kept if self._open else self._rooted(kept)
            shown = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
            self.written.append(f"<{name}{shown}>")
            self._open.append((name, len(self.written)))

    @property
    def _inside(self) -> str:
        return self._open[-1][0] if self._open else ""

    def _drop(self, name: str) -> None:
        self._dropped = 1
        self._leave_out(name)

    def _leave_out(self, name: str) -> None:
        if name:
            self.left_out[name] = None

    def end(self, _tag: str) -> None:
        """Write the end of an element whose beginning was written."""
        if self._dropped:
            self._dropped -= 1
            return
        if self._sheet:
            self.written.append(escape(self._scoped("".join(self._sheet)), quote=False))
            self._sheet = []
        name, begun = self._open.pop()
        if len(self.written) == begun:
            self.written[-1] = f"{self.written[-1][:-1]}/>"
        else:
            self.written.append(f"</{name}>")

    def text(self, text: str) -> None:
        """Write text."""
        if self._dropped:
            return
        if self._inside == "style":
            self._sheet.append(text)
        else:
            self.written.append(escape(text, quote=False))

    def _rooted(self, kept: Mapping[str, str]) -> dict[str, str]:
        """Return the attributes of the outermost element; it draws nothing outside its frame."""
        given = {"xmlns": SVG} | {name: value for name, value in kept.items() if name != "overflow"}
        classes = " ".join(filter(None, (given.get("class"), self.root.get("class"))))
        rooted = dict(self.root) | {
            name: value for name, value in given.items() if name not in self.root
        }
        # What cannot be named in a style sheet would widen the rules there.
        own = given.get("id", "")
        self._own_id = own if _ID.fullmatch(f"#{own}") else self.name
        rooted |= {"class": classes, "id": self._own_id}
        if rooted.get("aria-label"):
            rooted.setdefault("role", "img")
        return {name: value for name, value in rooted.items() if value}

    def _attributes(self, element: str, attributes: Mapping[str, str]) -> dict[str, str]:
        kept: dict[str, str] = {}
        for full, value in attributes.items():
            space, _, local = full.rpartition(_PART)
            name = f"{_NAMESPACES.get(space, ':')}{local}"
            if name == "href":
                found = self._reference(element, value)
            elif name == "style":
                found = self._declarations(value)
            elif name in _IDS:
                found = " ".join(f"{self.name}-{each}" for each in value.split())
            elif name in _WORDS:
                found = value
            elif name in ATTRIBUTES or _is_property(name):
                found = self._value(value)
            else:
                # Handlers change what is seen; what else is unknown, no browser knows either.
                self._leave_out(name if name.lower().startswith("on") else "")
                continue
            if found:
                kept[name] = found
            elif value.strip() and name != "style":
                self._leave_out(name)
        return kept

    def _reference(self, element: str, address: str) -> str:
        """Return an address within the drawing, or a picture that stands in it; else nothing."""
        address = address.strip()
        if address.startswith("#") and not any(each.isspace() for each in address):
            return f"#{self.name}-{address[1:]}"
        return address if element == "image" and _PICTURE.fullmatch(address) else ""

    def _value(self, value: str) -> str:
        """Return a value with the ids of the drawing; nothing if it may hold another address."""
        if "\\" in value or "/*" in value:
            # Both can hide the name of a function.
            return ""
        functions = [each[1].lower() for each in _FUNCTION.finditer(value)]
        kept, own = _OWN.subn(lambda found: f"url(#{self.name}-{found[2]})", value)
        safe = _FUNCTIONS.issuperset(functions) and own == functions.count("url")
        return kept if safe else ""

    def _declarations(self, style: str) -> str:
        kept = []
        for each in _uncommented(style).split(";"):
            name, _, written = each.partition(":")
            name = name.strip().lower()
            value = self._value(written.strip())
            whole = all(value.count(sign) % 2 == 0 for sign in "\"'")
            if value and whole and value.count("(") == value.count(")") and _is_property(name):
                kept.append(f"{name}:{value}")
            elif not value and written.strip():
                self._leave_out(name)
        return ";".join(kept)

    def _scoped(self, sheet: str) -> str:
        """Return the rules of a style sheet, for this drawing alone."""
        rules = []
        for prelude, body in _rules(_uncommented(sheet)):
            selectors = [each.strip() for each in prelude.split(",")]
            if body is None or not all(map(_SELECTOR.fullmatch, selectors)):
                self._leave_out(
                    prelude.split()[0] if prelude.startswith("@") else f"{prelude} {{}}"
                )
                continue
            # As strong as it was, so that the page's own colours win where they did.
            scope = f":where(#{self._own_id},#{self._own_id} *)"
            owned = ",".join(_ID.sub(rf"#{self.name}-\1", each) + scope for each in selectors)
            declarations = self._declarations(body)
            if declarations:
                rules.append(f"{owned}{{{declarations}}}\n")
        return "".join(rules)


def _is_property(name: str) -> bool:
    return name in PROPERTIES or name.startswith(_FAMILIES)


def _uncommented(css: str) -> str:
    first, *others = css.split("/*")
    return first + "".join(each.partition("*/")[2] for each in others)


def _rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Yield what stands before braces, and in them; None for what holds rules, or has no braces."""
    depth, prelude, body, nested = 0, "", [""], False
    for part in _BRACES.split(css):
        if part == "{":
            depth += 1
            nested = nested or depth > 1
        elif part == "}" and depth:
            depth -= 1
            if not depth:
                yield prelude.strip(), None if nested else "".join(body)
                prelude, body, nested = "", [""], False
        elif depth:
            body.append(part)
        elif part == ";" and prelude.strip():
            yield prelude.strip(), None
            prelude = ""
        else:
            prelude = part
    if depth or prelude.strip():
        yield prelude.strip(), None
