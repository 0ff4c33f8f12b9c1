"""Characters that cannot be seen, and those that look like others.

Two texts look alike if their `skeleton` is the same. The method and the pairs are
those of Unicode Technical Standard 39, section 4, for the letters that keyboards
of other scripts have where a Latin letter is meant.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType

# Letters of other scripts, and the Latin ones that they are taken for.
_PAIRS = (
    # Cyrillic
    ("АВЕЗКМНОРСТУХЅІЈԀԌԚԜаеорсухѕіјһԁԛԝѵьгпк", "ABE3KMHOPCTYXSIJdGQWaeopcyxsijhdqwvbrnk"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳανορικτυχϲ", "ABEZHIKMNOPTYXCjavopiktuxc"),
    # Armenian
    ("ՍՏՕԼօսոհցզԁ", "USOLounhgqd"),
    # Latin, and none of English
    ("\u0131\u0251\u0261\u0269\u028f\u01c0", "iagiyl"),
)
_LOOKS = {
    other: latin for others, letters in _PAIRS for other, latin in zip(others, letters, strict=True)
}
# Signs that are used for one another; NFKC knows the rest.
_SIGNS = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\u2043", "-"),
    **dict.fromkeys("\u2018\u2019\u201b\u2032\u02bc\u02b9\uff07\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\ua789\u2236\u02d0\ufe55\ufe13\uff1a", ":"),
}
_FOLDED = MappingProxyType(str.maketrans({**_LOOKS, **_SIGNS}))
# Not in the category of formats, and invisible all the same.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
# They say how the letter before them is drawn.
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))


def is_invisible(char: str) -> bool:
    """Return whether a character takes no place on the screen, or shows nothing there."""
    return unicodedata.category(char) == "Cf" or char in _BLANKS


def without_invisible(text: str) -> str:
    """Return a text without what cannot be seen in it."""
    if text.isascii():
        return text
    return "".join(char for char in text if not is_invisible(char) and char not in _VARIATIONS)


@functools.lru_cache(maxsize=1 << 16)
def skeleton(text: str) -> str:
    """Return what a text looks like: two that look alike have the same."""
    if not text.isascii():
        text = without_invisible(unicodedata.normalize("NFKC", without_invisible(text)))
        text = text.translate(_FOLDED)
    return " ".join(text.casefold().split())


_WORD = re.compile(r"[^\s\d_-]+")
# Scripts whose letters stand in no word beside Latin ones; Greek ones do, as in "NF-κB".
_APART = ("CYRILLIC", "ARMENIAN")


def mended(text: str) -> str:
    """Return a text without characters in its Latin words that are not what they look like.

    What cannot be seen is left out, and letters of other scripts become those that
    they are taken for. Words of other scripts stay as they are.
    """
    return text if text.isascii() else _WORD.sub(lambda found: _mended_word(found[0]), text)


def _mended_word(word: str) -> str:
    clean = without_invisible(word)
    if not any(char.isascii() and char.isalpha() for char in clean):
        return word
    mended = "".join(
        _LOOKS[char] if char in _LOOKS and unicodedata.name(char).startswith(_APART) else char
        for char in clean
    )
    latin = (unicodedata.name(char, "").startswith("LATIN") for char in mended if char.isalpha())
    if all(latin):
        return mended
    return word if "\u200d" in word or "\u200c" in word else clean


def odd_characters(text: str, expected: str = "") -> str:
    """Tell which characters of a text are not what they look like.

    As in ``the letter "X" is Cyrillic`` or ``a zero width space stands behind "Cof"``;
    empty if there are none. What ``expected`` has too is not odd.
    """
    return " and ".join(dict.fromkeys(_odd(text, frozenset(expected))))


def _odd(text: str, expected: frozenset[str]) -> Iterator[str]:
    for place, char in enumerate(text):
        if char.isascii() or char in expected or char in _VARIATIONS:
            continue
        if is_invisible(char) or char.isspace():
            name = unicodedata.name(char, f"U+{ord(char):04X}").lower()
            before = without_invisible(text[:place]).split()
            where = f'behind "{before[-1]}"' if before else "at the beginning"
            yield f"{_article(name)} {name} stands {where}"
        elif char in _LOOKS:
            script = unicodedata.name(char).split()[0].capitalize()
            yield (
                f'the letter "{char}" is {script}'
                if script != "Latin"
                else f'the letter "{char}" is not "{_LOOKS[char]}"'
            )
        elif char in _SIGNS:
            yield f'"{char}" is not "{_SIGNS[char]}"'
        elif char.isalnum() and (plain := unicodedata.normalize("NFKC", char)) != char:
            yield f'"{char}" is not "{plain}"'


def _article(name: str) -> str:
    return "an" if name[:1] in "aeiou" else "a"
