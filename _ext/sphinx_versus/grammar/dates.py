"""Days that are not written as year-month-day."""

from __future__ import annotations

import datetime
import re

_LAST_MONTH = 12
# The months of English and German, and most of other languages, by their first three letters.
_MONTHS = (
    *("jan ene gen", "feb fév", "mar mär maa", "apr abr avr", "may mai mag mei", "jun juin giu"),
    *("jul juil lug", "aug ago aoû", "sep set", "oct okt out ott", "nov", "dec dez déc dic"),
)
_PARTS = re.compile(r"\d+|[^\W\d_]{3,}")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")


def meant_day(text: str) -> str:
    """Return the day that a text was most likely meant to be, as year-month-day, or nothing.

    Where both the day and the month could be either, as in ``03/04/2026``, nobody knows.
    """
    parts = [_number(part) for part in _PARTS.findall(_ORDINAL.sub("", text.casefold()))]
    if len(parts) != len("ymd"):
        return ""
    named = next((at for at, (_, is_month) in enumerate(parts) if is_month), None)
    numbers = [number for number, _ in parts]
    if named is not None:
        month = numbers.pop(named)
        day, year = sorted(numbers)
    elif numbers[0] > numbers[2]:
        year, month, day = numbers
    else:
        day, month, year = numbers
        if month > _LAST_MONTH:
            day, month = month, day
        elif day <= _LAST_MONTH and day != month and "." not in text:
            return ""
    try:
        return datetime.date(year, month, day).isoformat() if year > datetime.MAXYEAR // 10 else ""
    except ValueError:
        return ""


def _number(part: str) -> tuple[int, bool]:
    """Return the number of a part of a date, and whether it is the name of a month."""
    if part.isdecimal():
        return int(part[:5]), False
    found = (at for at, names in enumerate(_MONTHS, 1) if part.startswith(tuple(names.split())))
    return next(found, 0), True
