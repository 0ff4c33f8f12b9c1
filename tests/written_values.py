"""Values as a writer could have typed them: each is read as the same again, even alone."""

from decimal import Decimal
from itertools import product

from sphinx_versus.grammar.values import Language, read_mark, written_units
from sphinx_versus.grammar.values.numbers import EXACT
from sphinx_versus.grammar.values.quantities import draft
from sphinx_versus.model.values import Mark, MarkKind, Quantity, Relation, Value

# Where a language has no word for a mark.
SIGN_OF = {
    MarkKind.YES: "✓",
    MarkKind.PARTLY: "◐",
    MarkKind.PLANNED: "🚧",
    MarkKind.NO: "✗",
    MarkKind.UNKNOWN: "?",
    MarkKind.NOT_APPLICABLE: "n/a",
}


def text_of(value: Value, language: Language) -> str:
    """Write a value so that it is read as the same again, even alone."""
    if isinstance(value, Mark):
        word = next(
            (word for word, kind in language.marks.items() if kind is value.kind),
            SIGN_OF[value.kind],
        )
        if not value.note:
            return word
        short = f"{word} ({value.note})"
        return short if read_mark(short, language) == value else f"{word}: {value.note}"
    unit = language.units.find(value.unit) if value.unit else None
    many = value.value != 1
    names = [*written_units(unit, language.units, language.code == "de", many)] if unit else [""]
    words = (word for word, relation in language.relations.items() if relation is value.relation)
    relations = ["" if value.relation is Relation.EQUAL else value.relation.value, *words]
    # The shortest that is not in doubt: "≥ 5" alone could be a version, "at least 5" is none.
    for places, relation, name in product((0, 4), relations, names):
        text = f"{relation} {_spelled(value, name, places, language)}".strip()
        if draft(text, language).sure == value:
            return text
    return f"{relations[0]} {_spelled(value, names[0], 0, language)}".strip()


def _spelled(value: Quantity, unit: str, places: int, language: Language) -> str:
    low, middle, high = (
        "" if each is None else _digits(each, places, language)
        for each in (value.low, value.value, value.high)
    )
    text = middle
    if not middle:
        text = f"{low}–{high}"
    elif low:
        text = f"{middle} [{low}; {high}]"
    if unit[:1] in ("$", "£") and not low and middle[:1] != "−":
        return f"{unit[0]}{text}{unit[1:]}"
    return f"{text}{'' if unit in ('%', '') else ' '}{unit}"


def _digits(number: Decimal, places: int, language: Language) -> str:
    number = EXACT.normalize(number)
    thousands, point = language.thousands or "\u202f", language.decimal or "."
    signs = str.maketrans(",.-", f"{thousands}{point}−")
    text = f"{number:,f}"
    if not -13 < number.adjusted() < 18 or len(text) > 30:
        mantissa, _, power = f"{number:e}".partition("e")
        return f"{mantissa.translate(signs)} × 10^{int(power)}"
    if places:
        whole, _, part = text.partition(".")
        text = f"{whole}.{part.ljust(places, '0')}"
    return text.translate(signs)
