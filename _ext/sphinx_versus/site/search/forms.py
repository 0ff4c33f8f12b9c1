"""Other forms of the words of a site: what readers type in place of what is written there.

Pagefind knows the endings of a language. It knows no other spellings (behavior, CO2),
no irregular forms (slept), and no letters by their names (alpha). Only what concerns a
word that is on the site is handed on to readers.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from .english import IRREGULAR, SPELLINGS

# What a name may end with where another form of it does not, by language.
ENDINGS = {
    "en": ("s", "es"),
    "de": ("s", "es", "e", "en", "er", "n", "em"),
    "": ("s",),
}
# What numbers are multiplied by, in words and letters, by language.
MULTIPLES = {
    "en": (
        ("thousand", "k"),
        ("million", "mn", "m"),
        ("billion", "bn", "b"),
        ("trillion", "tn", "t"),
        ("percent", "per cent", "%"),
    ),
    "de": (
        ("Tausend", "Tsd"),
        ("Millionen", "Million", "Mio"),
        ("Milliarden", "Milliarde", "Mrd"),
        ("Billionen", "Billion", "Bio"),
        ("Prozent", "%"),
    ),
}
# Words of questions that Sphinx's stop words lack.
QUESTIONS = {
    "en": "can may might many much must shall will without",
    "de": "kann können könnte welche welcher welches wann warum wer wie wieso wieviel "
    "woher wohin weshalb wozu viel viele",
    "ja": "は が を に の へ と で も や か です ます 何 なぜ どう いつ どこ 誰",
    "zh": "的 了 和 与 或 是 在 有 会 能 吗 呢 吧 什么 怎么 怎样 如何 为什么 哪些 哪里 谁 多少",
}
# Verbs that tell nothing in a question, in their forms.
ASKING = {
    "en": "make makes take takes get gets give gives go goes say says tell tells know mean means "
    "happen happens come comes need needs needed use uses used want wants",
    "de": "machen macht geben gibt nehmen nimmt sagen sagt bedeuten bedeutet heißen heißt kommt "
    "brauchen braucht nutzen nutzt wollen will",
}
# -ise and -ize, -isation and -ization: as long as a stem stands before them.
_ISE = re.compile(r"(?<=\w{3})i[sz](?=(?:e[srd]?|ers|ing|ations?|ational|able)$)")
_WORD = re.compile(r"[^\W_]+")
_SCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
# A raised digit behind another is a power.
_POWER = re.compile(r"\d[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]")


class _Words:
    """The words of a site, by their beginnings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = sorted({part for text in texts for part in _WORD.findall(text.lower())})
        self._known = frozenset(self.words)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def beginning(self, start: str) -> Iterator[str]:
        """Yield the words that begin with some letters."""
        for word in islice(self.words, bisect_left(self.words, start), None):
            if not word.startswith(start):
                return
            yield word


def other_forms(texts: Iterable[str], language: str) -> dict[str, dict[str, list[str]]]:
    """Return what is asked for in place of what a reader types; ``texts`` hold all words.

    ``words`` maps whole words, and ``starts`` beginnings, to what stands on the site,
    where the first is what was typed if that stands there as well.
    """
    found = _Words(texts)
    whole: dict[str, set[str]] = defaultdict(set)
    starts: dict[str, set[str]] = defaultdict(set)
    for word in found.words:
        for other in (*_scripts(word), *_greek(word)):
            whole[other].add(word)
    if language.split("_")[0] == "en":
        for typed, meant in _spellings(found):
            starts[typed].add(meant)
        for typed, meant in _irregular(found):
            whole[typed].add(meant)
    return {
        "words": _ordered(whole, found.__contains__),
        "starts": _ordered(starts, lambda typed: any(found.beginning(typed))),
    }


def _ordered(forms: Mapping[str, set[str]], stands: Callable[[str], bool]) -> dict[str, list[str]]:
    return {
        typed: [*([typed] if stands(typed) else []), *sorted(meant - {typed})]
        for typed, meant in sorted(forms.items())
        if meant != {typed}
    }


def _scripts(word: str) -> Iterator[str]:
    """Yield a word with plain digits in place of raised and lowered ones."""
    plain = word.translate(_SCRIPTS)
    if plain != word and not _POWER.search(word):
        yield plain


def _greek(word: str) -> Iterator[str]:
    """Yield the name of a letter, or the letter of a name."""
    if len(word) == 1:
        name = unicodedata.name(word, "")
        if name.startswith("GREEK SMALL LETTER ") and len(name.split()) == 4:
            yield name.split()[-1].lower()
    elif word in _letters():
        yield _letters()[word]


@cache
def _letters() -> dict[str, str]:
    letters = (chr(code) for code in range(0x3B1, 0x3CA) if code != 0x3C2)
    return {unicodedata.name(letter).split()[-1].lower(): letter for letter in letters}


def _spellings(found: _Words) -> Iterator[tuple[str, str]]:
    """Yield beginnings of words in the other spelling of English, and in that of the site."""
    for word in found.words:
        if match := _ISE.search(word):
            at = match.start() + 1
            yield word[:at] + ("z" if word[at] == "s" else "s"), word[: at + 1]
    for british, american in SPELLINGS:
        for one, other in ((british, american), (american, british)):
            # What is typed finds words that it begins.
            if not one.startswith(other):
                longer = other.startswith(one)
                if any(not (longer and word.startswith(other)) for word in found.beginning(one)):
                    yield other, one


def _irregular(found: _Words) -> Iterator[tuple[str, str]]:
    """Yield forms of a word, and those of another stem that stand on the site."""
    stem = _stemmer("english")
    for forms in IRREGULAR:
        stems = {form: stem(form) for form in forms}
        for meant in forms:
            alike = found.beginning(meant[:3])
            if meant in found or any(stem(word) == stems[meant] for word in alike):
                for typed in forms:
                    if stems[typed] != stems[meant]:
                        yield typed, meant


# Letters of their own that are typed as others.
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


def digest(text: str) -> int:
    """Return what tells a title by its words; ``site_search_query.js`` has the same."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(sign).startswith("M")
    )
    words = _WORD.findall(plain.lower().translate(_LETTERS))
    value = 0x811C9DC5
    for byte in " ".join(words).encode():
        value = (value ^ byte) * 0x01000193 % 2**32
    return value % 0x1000000


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer  # type: ignore[import-untyped]  # Sphinx's own search needs it.

    stemmer: Any = snowballstemmer.stemmer(language)
    return stemmer.stemWord  # type: ignore[no-any-return]


def of_language(by_language: Mapping[str, Any], language: str, default: Any) -> Any:
    """Return what is set for a language, such as ``de_AT``."""
    return by_language.get(language.replace("-", "_").split("_")[0], default)
