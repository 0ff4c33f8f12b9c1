"""Cells that answer yes or no."""

from __future__ import annotations

import re

from sphinx_versus.model.values import Mark, MarkKind

from .language import Language

# A shape says nothing else, and may have any text behind it.
_SHAPES = {
    MarkKind.YES: "✅ ✔ ✓ ☑ 🗸 :white_check_mark: :heavy_check_mark: :ballot_box_with_check: "
    ":check:",
    MarkKind.PARTLY: "⚠ 🔶 🔸 ◐ ◑ ◒ ◓ :warning: :large_orange_diamond: :small_orange_diamond:",
    MarkKind.PLANNED: "🚧 🔜 :construction: :soon:",
    MarkKind.NO: "❌ ✗ ✘ ✖ ❎ ⛔ 🚫 🛑 ✕ :x: :negative_squared_cross_mark: :no_entry: "
    ":no_entry_sign: :heavy_multiplication_x: :octagonal_sign: :stop_sign:",
    MarkKind.UNKNOWN: "❓ ❔ :question: :grey_question:",
}
# A colour may stand for anything that has levels: it is a mark alone, or with a note.
_COLOURS = {
    MarkKind.YES: "🟢 :green_circle: :large_green_circle:",
    MarkKind.PARTLY: "🟡 🟠 :yellow_circle: :large_yellow_circle: :orange_circle:",
    MarkKind.NO: "🔴 × :red_circle:",
    MarkKind.UNKNOWN: "?",
}
# The first word of an icon's name.
_ICONS = {
    MarkKind.YES: "check checkmark",
    MarkKind.PARTLY: "alert warning",
    MarkKind.NO: "close x xmark times cancel",
    MarkKind.UNKNOWN: "help question",
}
_SHAPE = {sign: kind for kind, signs in _SHAPES.items() for sign in signs.split()}
_SIGN = _SHAPE | {sign: kind for kind, signs in _COLOURS.items() for sign in signs.split()}
_ICON_NAMES = {name: kind for kind, names in _ICONS.items() for name in names.split()}
# What may follow the name of an icon and only says how it is drawn.
_STYLES = re.compile(r"(?:-(?:circle|bold|thick|outline|all|square|fill|decagram|mark|\d+))*+:")
_CODE = re.compile(r"(:[a-z0-9_+-]+:)(?:\{[^{}]*\})?")
_ICON = re.compile(r":(?:material|octicons|fontawesome-(?:solid|regular)|mdi)-(?:circle-)?([a-z]+)")

_NOT_YET = (MarkKind.NO, MarkKind.PLANNED)
_NOT_STATED = frozenset(("", "-", "–", "—", "−", "--", "---", "➖", "…"))
# A hyphen joins words, so it needs space; a dash may do without only if it is a long one.
_NOTE = re.compile(r"\s*[,;:](?!\S*/)\s*|\s*(?=\()|\s+[–-]+\s+|\s*—\s*")
_FOOTNOTE = re.compile(r"\s?[*†‡§¹²³⁰⁴-⁹]+|\s?\[\d+\]")


def is_stated(text: str) -> bool:
    """Return whether a cell says anything at all: a dash says nothing."""
    return text.strip() not in _NOT_STATED


def read_mark(text: str, language: Language, *, among: bool = False) -> Mark | None:
    """Read a cell that answers yes or no, such as "No, but soon" or "✅ since 2.1".

    ``among`` says that it stands among marks, where a colour may have any text behind it too.
    """
    return _with_sign(text, language, among=among) or _with_word(text, language)


def _with_sign(text: str, language: Language, *, among: bool = False) -> Mark | None:
    sign, rest = text[:1], text[1:]
    if sign == ":" and (code := _CODE.match(text)):
        sign, rest = code[1], text[code.end() :]
    icon = _ICON.match(sign)
    plain = icon and _STYLES.fullmatch(sign, icon.end())
    kind = _ICON_NAMES.get(icon[1]) if icon and plain else _SIGN.get(sign)
    if kind is None:
        return None
    note = rest.lstrip("\ufe0e\ufe0f").strip()
    if not note:
        return Mark(kind)
    if word := _with_word(note, language, signed=True):
        # "✅ Yes" says it twice; "❌ planned" is a no with a note, as "No, planned" is.
        if word.kind is kind:
            return word
        return Mark(kind, note) if (kind, word.kind) == _NOT_YET else None
    behind = _note(rest.lstrip("\ufe0e\ufe0f"))
    if (
        behind is None
        and (plain or sign in _SHAPE or (among and sign not in "×?"))
        and note[0] not in "/|→-+:"
    ):
        behind = note
    return None if _CODE.match(note) else _marked(kind, behind, language)


def _with_word(text: str, language: Language, signed: bool = False) -> Mark | None:
    # The longest word of all has few letters, and what follows may be a whole sentence.
    head = text[:40].casefold()
    for word in sorted(language.marks, key=len, reverse=True):
        if head.startswith(word):
            kind, rest = language.marks[word], text[len(word) :]
            if not rest.strip():
                return Mark(kind)
            sign = None if signed else _with_sign(rest.strip(), language)
            if sign:
                return sign if sign.kind is kind and rest[:1].isspace() else None
            return _marked(kind, _note(rest), language)
    return None


def _marked(kind: MarkKind, note: str | None, language: Language) -> Mark | None:
    """Return a mark with its note, unless the note says yes where the mark says no."""
    if note is None or not _SHAPE.keys().isdisjoint(note):
        return None
    # Who says "no, no, no …" has said it soon.
    other = read_mark(note[:40], language)
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
