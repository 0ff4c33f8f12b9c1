"""Cells that answer yes or no."""

from __future__ import annotations

import re

from sphinx_versus.model.values import Mark, MarkKind

from .language import Language

# A shape says nothing else; a colour may stand for anything that has levels.
_SHAPES = {
    **dict.fromkeys("✅✔✓☑🗸", MarkKind.YES),
    **dict.fromkeys("⚠🔶🔸◐◑◒◓", MarkKind.PARTLY),
    **dict.fromkeys("🚧🔜", MarkKind.PLANNED),
    **dict.fromkeys("❌✗✘✖❎⛔🚫🛑✕", MarkKind.NO),
    **dict.fromkeys("❓❔", MarkKind.UNKNOWN),
}
_ALONE = {
    "🟢": MarkKind.YES,
    **dict.fromkeys("🟡🟠", MarkKind.PARTLY),
    "🔴": MarkKind.NO,
    "?": MarkKind.UNKNOWN,
    "\N{MULTIPLICATION SIGN}": MarkKind.NO,
}
_SIGNS = _SHAPES | _ALONE
_CODES = {
    **dict.fromkeys(
        ("white_check_mark", "heavy_check_mark", "ballot_box_with_check", "check"), MarkKind.YES
    ),
    **dict.fromkeys(
        (
            "x",
            "negative_squared_cross_mark",
            "no_entry",
            "no_entry_sign",
            "octagonal_sign",
            "heavy_multiplication_x",
        ),
        MarkKind.NO,
    ),
    **dict.fromkeys(("warning", "large_orange_diamond", "small_orange_diamond"), MarkKind.PARTLY),
    **dict.fromkeys(("construction", "soon"), MarkKind.PLANNED),
    **dict.fromkeys(("question", "grey_question"), MarkKind.UNKNOWN),
}
# They are a mark if nothing, or a note in parentheses, follows.
_CODES_ALONE = {
    **dict.fromkeys(("green_circle", "large_green_circle"), MarkKind.YES),
    **dict.fromkeys(
        ("yellow_circle", "large_yellow_circle", "orange_circle", "large_orange_circle"),
        MarkKind.PARTLY,
    ),
    **dict.fromkeys(("red_circle",), MarkKind.NO),
}
_ICONS = {
    **dict.fromkeys(("check", "checkmark"), MarkKind.YES),
    **dict.fromkeys(("close", "x", "xmark", "times", "cancel"), MarkKind.NO),
    **dict.fromkeys(("alert", "warning"), MarkKind.PARTLY),
    **dict.fromkeys(("help", "question"), MarkKind.UNKNOWN),
}
# What may follow the name of an icon and only says how it is drawn.
_STYLES = re.compile(r"(?:-(?:circle|bold|thick|outline|all|square|fill|decagram|mark|\d+))*+")
_CODE = re.compile(r":([a-z0-9_+-]+):(?:\{[^{}]*\})?")
_ICON = re.compile(r"(?:material|octicons|fontawesome-(?:solid|regular)|mdi)-([a-z]+)")

_NOT_STATED = frozenset(("", "-", "–", "—", "−", "--", "---", "➖", "…"))
# A hyphen joins words, so it needs space; a dash may do without only if it is a long one.
_NOTE = re.compile(r"\s*[,;:](?!\S*/)\s*|\s*(?=\()|\s+[–-]+\s+|\s*—\s*")
_FOOTNOTE = re.compile(r"\s?[*†‡§¹²³⁰⁴-⁹]+|\s?\[\d+\]")


def is_stated(text: str) -> bool:
    """Return whether a cell says anything at all: a dash says nothing."""
    return text.strip() not in _NOT_STATED


def read_mark(text: str, language: Language) -> Mark | None:
    """Read a cell that answers yes or no, such as "No, but soon" or "✅ since 2.1"."""
    return _with_sign(text, language) or _with_word(text, language)


def _with_sign(text: str, language: Language) -> Mark | None:
    sign = text[:1]
    says_more = kind = _SHAPES.get(sign)
    at = 1
    if kind is None and sign == ":" and (code := _CODE.match(text)):
        says_more, kind = _by_code(code[1])
        at = code.end()
    kind = kind or _ALONE.get(sign)
    if kind is None:
        return None
    rest = text[at:].removeprefix("\ufe0f").removeprefix("\ufe0e")
    if not rest.strip():
        return Mark(kind)
    word = read_mark(rest.strip(), language)
    if word:
        # "✅ Yes" says it twice; "❌ planned" is a no with a note, as "No, planned" is.
        if word.kind is kind and rest.strip()[0] not in _SIGNS:
            return word
        if kind is MarkKind.NO and word.kind is MarkKind.PLANNED:
            return Mark(kind, rest.strip())
        return None
    note = _note(rest)
    if note is None and says_more and not rest.strip().startswith(("/", "|", "→", "-", "+")):
        note = rest.strip()
    return _marked(kind, note, language)


def _by_code(name: str) -> tuple[MarkKind | None, MarkKind | None]:
    """Return what a short code says with any text behind it, and what it says alone."""
    icon = _ICON.match(name)
    if icon and _STYLES.fullmatch(name, icon.end()):
        return _ICONS.get(icon[1]), _ICONS.get(icon[1])
    return _CODES.get(name), _CODES.get(name) or _CODES_ALONE.get(name)


def _with_word(text: str, language: Language) -> Mark | None:
    # The longest word of all has three parts; more than that is not looked at.
    head = text[:40].casefold()
    for word in sorted(language.marks, key=len, reverse=True):
        if head.startswith(word):
            kind = language.marks[word]
            rest = text[len(word) :]
            if not rest.strip():
                return Mark(kind)
            sign = _with_sign(rest.strip(), language)
            if sign:
                return sign if sign.kind is kind and rest[:1].isspace() else None
            note = _note(rest)
            return _marked(kind, note, language)
    return None


def _marked(kind: MarkKind, note: str | None, language: Language) -> Mark | None:
    """Return a mark with its note, unless the note says yes where the mark says no."""
    if note is None or not _SHAPES.keys().isdisjoint(note):
        return None
    other = read_mark(note, language)
    if other and {kind, other.kind} == {MarkKind.YES, MarkKind.NO}:
        return None
    return Mark(kind, note)


def _note(rest: str) -> str | None:
    """Return what follows a mark as its note, or nothing if it is no note."""
    if _FOOTNOTE.fullmatch(rest):
        return rest.strip()
    found = _NOTE.match(rest)
    if not found:
        return None
    note = rest[found.end() :].strip()
    if note[:1] == "(" and not found[0].strip():
        inner = note[1:-1] if note.endswith(")") else note[1:]
        depth = 0
        for sign in inner:
            depth += (sign == "(") - (sign == ")")
            if depth < 0:
                return note
        return (inner if note.endswith(")") or depth == 0 else note).strip() or None
    return note or None
