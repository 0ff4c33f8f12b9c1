"""What is meant as a word of a claim's item, and is none.

Such an item would turn the evidence round if it counted as a source. The line to a
title: meant as a word are a known word or a synonym with any sign or markup around
it, what is one letter off from one, and up to three words in lower case with a
colon, an equals sign, an arrow or brackets before or behind a citation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Literal, NamedTuple

from sphinx_versus.model.facts import Bearing, Stance

from .characters import is_invisible, odd_characters, skeleton
from .item_text import (
    BEGIN,
    BRACKETS,
    CITED,
    NODES,
    OTHER,
    Frame,
    clean,
    core_of,
    frames,
    is_marker,
    shown_with_signs,
    written,
)
from .item_words import MEANINGS, SYNONYMS, WORDS, ItemWord, Meaning, Word
from .names import did_you_mean, listed


class Place(Enum):
    """Where in a source the words stand."""

    BEGINNING = "at its beginning"
    INSIDE = "at the beginning of a part of it"
    BEHIND = "behind what it cites, or at its end"


class Doubt(NamedTuple):
    """What was meant as a word and is none.

    ``words`` are as they are written, ``shown`` are they with the signs that make them
    so, ``offered`` is the word that was most likely meant, if any, and ``odd`` tells of
    characters that only look like others. ``line`` is counted from 0.
    """

    words: str
    shown: str
    offered: Word | Literal[""]
    place: Place
    line: int
    odd: str

    @property
    def message(self) -> str:
        """What was found in the place of a word, and what to write."""
        odd = f" ({self.odd})" if self.odd else ""
        word, found = f'"{self.offered}:"', f'"{self.shown}"'
        begin = "at the beginning of the item"
        if self.place is Place.INSIDE:
            instead = "" if found == word else f", as {word}"
            return f"{found} is not read here; give it an item of its own{instead}{odd}"
        if self.place is Place.BEHIND and self.offered:
            return f"{found} is not read here; write {word} {begin}{odd}"
        if self.place is Place.BEHIND:
            words = listed(f"{stance}:" for stance in Stance)
            return f"{found} behind a citation is not read; write {words} {begin}"
        if skeleton(self.words) == self.offered:
            return f"{found} is not read as a word; write {word} in plain letters {begin}{odd}"
        none = "is not a word that an item can begin with"
        if self.offered:
            hint = did_you_mean(f"{self.offered}:", self.odd)
            return f'"{self.words}" {none}; {hint} The words are {listed(WORDS)}'
        return (
            f"{found} {none}; they are {listed(WORDS)}, "
            f'and "{Stance.SUPPORTS}:" before it makes it a part of the source'
        )


# As in "Doe (2020) disputes".
_BEHIND_A_YEAR = re.compile(
    rf"(?:1[6-9]|20)\d\d[a-z]?\W*\s({'|'.join(Stance)})(?: (?:it|this|that|these|them))?$"
)
# What most words begin with that say no, whatever else stands before a colon and a citation.
_SAYS_NO = (
    "disput oppos contra counter refut criti challeng reject rebut conflict disagree disprov "
    "debunk negativ failed null widerl widers gegen kriti bestreit"
).replace(" ", "|")
_TURNED = re.compile(
    rf"[^\w{CITED}]{{0,3}}+(?P<words>(?:[^\W\d_]++[ -]){{0,2}}(?:{_SAYS_NO})[^\W\d_]*+"
    rf"(?:[ -][^\W\d_]++){{0,2}})[^\w:{CITED}]{{0,3}}+:[^\w{CITED}]{{0,3}}+{CITED}",
    re.IGNORECASE,
)
# Signs that people write in the place of a word, at the beginning of an item.
_SIGNS: Mapping[str, Word] = MappingProxyType(
    {
        **dict.fromkeys("\u2713\u2714\u2705\U0001f44d\u2795\U0001f7e2", Stance.SUPPORTS),
        **dict.fromkeys(
            "\u2717\u2718\u2716\u274c\U0001f44e\u2796\u26d4\U0001f6ab\U0001f6d1\U0001f534",
            Stance.DISPUTES,
        ),
        **dict.fromkeys("\u26a0\U0001f7e1\U0001f7e0", Stance.QUALIFIES),
    }
)
_SIGN = re.compile(
    rf"\s*+[(\[]?+([{''.join(_SIGNS)}])[\ufe0e\ufe0f]?+[\U0001f3fb-\U0001f3ff]?+"
    rf"\s*+[)\]]?+:?+\s*+[\w{CITED}]"
)
# A plus or minus counts in brackets alone: a dash may open a title.
_BRACKETED = re.compile(rf"\s*+([(\[]\s?([+\u2212\u2013-])\s?[)\]])\s*+{CITED}")
_MOST_WORDS = 3
_LONGEST_WITHOUT_CASE = 8
_LONGEST = max(map(len, MEANINGS))
# Before a known word they make no title of it.
_MODIFIERS = frozenset(
    ("also", "but", "partly", "somewhat", "still", "it", "this", "which", "who", "in", "part")
)
_NEGATIONS = frozenset(
    (
        *("not", "no", "never", "fails", "failed", "fail", "cannot", "lacks", "neither", "nor"),
        *("nicht", "kein", "ne", "non", "niet"),
    )
)
# What a work is, or where it is found, says nothing of how it bears on a claim.
_OF_WORKS = frozenset(
    (
        *("preprint", "preprints", "review", "abstract", "book", "chapter", "thesis", "dataset"),
        *("data", "code", "video", "slides", "poster", "report", "article", "paper", "erratum"),
        *("correction", "supplement", "protocol", "commentary", "editorial", "letter", "blog"),
        *("interview", "talk", "trial", "experiment", "study", "survey", "open", "access", "in"),
        *("press", "online", "print", "systematic", "paywalled", "free", "archived", "german"),
        *("english", "french", "spanish", "chinese", "japanese", "russian", "translated"),
    )
)
# They are followed by a number, and not by what a source says.
_IDENTIFIERS = frozenset(
    ("doi", "arxiv", "isbn", "issn", "pmid", "pmcid", "url", "http", "https", "urn", "osf")
)
_LEVELS = frozenset(
    skeleton(level)
    for level in (
        *("very", "high", "moderate", "medium", "low", "strong", "weak", "good", "poor", "none"),
        *("sehr", "hoch", "hohe", "mittel", "moderat", "mäßig", "niedrig", "gering", "stark"),
        *("très", "élevée", "haute", "modérée", "moyenne", "faible", "muy", "alta", "moderada"),
        *("media", "baja", "molto", "moderata", "bassa", "zeer", "hoog", "matig", "laag"),
        *("muito", "baixa", "unclear", "unklar"),
    )
)
# "Keys" is a name.
_ENOUGH_TO_MISSPELL = 5
_ENOUGH_FOR_TWO = 7


def meant(text: str, *, first: bool = True) -> Doubt | None:
    """Return what in the text of a source is meant as a word and is none.

    ``text`` is that of `flat`; ``first`` tells that it begins the item.
    """
    if text in (CITED, ""):
        return None
    seen = text
    kept: Sequence[int] = range(len(text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        kept = [place for place, char in enumerate(text) if char < "\x80" or not is_invisible(char)]
        seen = "".join([text[place] for place in kept])
    before, cited = "", False
    for number, frame in enumerate(frames(seen)):
        if frame.words not in NODES:
            found = _behind(frame, before) if number else _at_beginning(frame, seen)
            if found is None and number:
                found = _inside(frame, cited=cited)
            if found is not None:
                words, offered, place = found
                if place is Place.BEGINNING and not first:
                    place = Place.INSIDE
                line = seen.count("\n", 0, frame.at)
                # A synonym may be of another script.
                expected = words if words.casefold() in SYNONYMS else ""
                odd = odd_characters(written(text, kept, frame), expected)
                return Doubt(words, shown_with_signs(frame, words), offered, place, line, odd)
        before, cited = frame.words, cited or frame.words == CITED
    if sign := _SIGN.match(seen):
        return Doubt(sign[1], sign[1], _SIGNS[sign[1]], Place.BEGINNING, 0, "")
    if (turned := _TURNED.match(seen)) and (said := turned["words"]):
        return Doubt(said, f"{said}:", Stance.DISPUTES, Place.BEGINNING, 0, "")
    if sign := _BRACKETED.match(seen):
        word = Stance.SUPPORTS if sign[2] == "+" else Stance.DISPUTES
        return Doubt(sign[1], sign[1], word, Place.BEGINNING, 0, "")
    if behind := _BEHIND_A_YEAR.search(seen.rstrip()):
        line = seen.count("\n", 0, behind.start(1))
        return Doubt(behind[1], behind[1], Stance(behind[1]), Place.BEHIND, line, "")
    return None


# Words that no text begins with by chance, once what does not belong is taken out of it.
_SURE = frozenset(look for look, known in MEANINGS.items() if known.sure and " " not in look)
_STARTS = frozenset(look[:end] for look in _SURE for end in range(1, len(look) + 1))
_SAYS = re.compile(rf"[^\w\n{CITED}{OTHER}]{{0,3}}(?:[:=\uff1a\u2192]|\s?{CITED})")
_NEVER_INSIDE = frozenset(NODES + "\n")
_MOST_SIGNS = 3


def torn(text: str) -> Doubt | None:
    """Return the word that the text of an item begins with, with a sign or a space inside it.

    As in ``dis;putes:`` and ``ab out:``.
    """
    word, written = "", ""
    for at, char in enumerate(text):
        if is_invisible(char):
            continue
        if char.isalpha():
            word += skeleton(char)
            if word not in _STARTS:
                return None
        elif not word or char in _NEVER_INSIDE or len(written) - len(word) >= _MOST_SIGNS:
            return None
        written += char
        if word in _SURE and _SAYS.match(text, at + 1):
            break
    if written.isalpha() or word not in _SURE:
        return None
    known = MEANINGS[word]
    # Two words may be a title: "A bout", "Con firms".
    parts = any(map(str.isspace, written))
    if (parts and word not in WORDS) or not (
        written.islower() or (isinstance(known.word, Stance) and not parts)
    ):
        return None
    shown = clean(written)
    return Doubt(shown, f"{shown}:", known.word, Place.BEGINNING, 0, odd_characters(shown))


_Found = tuple[str, Word | Literal[""], Place]


def _at_beginning(frame: Frame, text: str) -> _Found | None:
    words = frame.words
    known = _meaning(words)
    if known is not None:
        return (words, known.word, Place.BEGINNING) if _is_meant(frame, known, text) else None
    start = words.partition(" ")[0]
    known = _meaning(start)
    few = len(words.split()) <= _MOST_WORDS
    cited = frame.beyond == CITED
    if known is not None and known.sure and (start.islower() or (few and cited and frame.marked)):
        # As in "disputes Doe" and "Disputes in part: {cite:t}`doe2020`".
        return start, known.word, Place.BEGINNING
    if not few:
        return None
    marked, enclosed = frame.marked, frame.enclosed
    signed = cited or marked or enclosed != "" or frame.dashed
    near = _misspelt(words) if signed and " " not in words else None
    if near is not None and (frame.lower or (marked and len(words) >= _ENOUGH_TO_MISSPELL)):
        return words, near, Place.BEGINNING
    modified = _modified(words) if cited or marked or enclosed in ("(", "*") else None
    if modified is not None:
        return words, modified.word, Place.BEGINNING
    # Where there is no lower case, a title could stand further off.
    near_it = CITED in text if frame.lower else cited
    of_a_citation = (marked and near_it) or (enclosed == "(" and cited)
    return (words, _word_in(words), Place.BEGINNING) if of_a_citation and _is_short(frame) else None


def _is_meant(frame: Frame, known: Meaning, text: str) -> bool:
    """Return whether a known word or a synonym that begins a source is meant as one."""
    lower, enclosed, after = frame.lower, frame.enclosed, frame.after
    sure = lower or (known.sure and isinstance(known.word, Stance))
    if frame.beyond == CITED:
        return True
    if frame.marked:
        return lower or _may_be_said(known.word, frame.beyond, text[frame.at :])
    if enclosed in ("(", "*"):
        return True
    if enclosed or frame.dashed or not frame.beyond:
        stands_alone = known.word in (ItemWord.CERTAINTY, ItemWord.KEY)
        return sure or (stands_alone and _may_be_said(known.word, frame.beyond, text[frame.at :]))
    if not known.sure:
        return False
    # As in "disputes, Doe"; but not "key-value stores" and "About time".
    if lower:
        return after[:1] not in "-'\N{RIGHT SINGLE QUOTATION MARK}"
    return (after.isspace() and frame.beyond == OTHER) or after[:2].lstrip() in ('"', BEGIN)


def _may_be_said(word: Word, beyond: str, text: str) -> bool:
    """Return whether what follows a word with a capital can be what is said with it."""
    if word is ItemWord.CERTAINTY:
        return skeleton(beyond.split()[0] if beyond.strip(NODES) else "") in _LEVELS
    if word is ItemWord.KEY:
        return len(text.split(maxsplit=2)) <= 2
    return True


def _behind(frame: Frame, before: str) -> _Found | None:
    """Return what is said behind a citation, or at the end of a source."""
    words, cited, ends = frame.words, before == CITED, not frame.beyond
    known = _meaning(words) or _modified(words)
    if known is None and ends and frame.lower and frame.enclosed == "(":
        near = _misspelt(words)
        known = Meaning(near, sure=True) if near else None
    if known is not None and isinstance(known.word, Stance):
        found = _says_it_behind(frame, known, cited=cited)
        return (words, known.word, Place.BEHIND) if found else None
    if not cited:
        return None
    core = core_of(frame.before)
    # As in "{cite:t}`doe2020` partly disputes this".
    start = next((word for word in words.split() if not _is_modifier(word)), "")
    known = _meaning(start)
    # As in "{cite:t}`doe2020`, which disputes it".
    told = frame.led or not core or (core[0] == "," and not words.startswith(start))
    if known and known.sure and start.islower() and _turns(known) and told:
        return start, known.word, Place.BEHIND
    bracket = frame.enclosed == "(" and len(frame.before.strip()) == 1
    marked = is_marker(core) and ends and not frame.after.strip(" .,!?)")
    if (bracket or marked) and _is_short(frame):
        return words, _word_in(words), Place.BEHIND
    return None


def _says_it_behind(frame: Frame, known: Meaning, *, cited: bool) -> bool:
    """Return whether a stance is meant as a word where no source begins."""
    enclosed, core = frame.enclosed, core_of(frame.before)
    ends, exact = not frame.beyond, frame.words in WORDS
    if enclosed in ("(", "*"):
        return (frame.lower and (ends or exact)) or cited
    if cited and (enclosed or frame.led):
        return frame.lower or known.sure
    if not frame.lower:
        return False
    if cited:
        return (ends or _turns(known)) if not core else exact or core[0] in ",."
    return ends and ((frame.led and known.sure) or (core[:1] == "," and exact))


def _inside(frame: Frame, *, cited: bool) -> _Found | None:
    """Return a word with its colon, behind a sign or at the beginning of a line."""
    words = frame.words
    known = _meaning(words) if frame.lower else None
    if known is None or not known.sure or skeleton(core_of(frame.after)[:1]) != ":":
        return None
    says = cited or isinstance(known.word, Stance) or known.word is ItemWord.CERTAINTY
    if _parts_words(frame.before) and ("\n" in frame.before or (says and words in WORDS)):
        return words, known.word, Place.INSIDE
    return None


def _parts_words(signs: str) -> bool:
    """Return whether signs end what stands before them: not as in "a-b", "a/b" and "a b"."""
    return bool(signs.strip(" \t\xa0")) and (signs[-1].isspace() or signs[-1] in {*BRACKETS, BEGIN})


def _meaning(words: str) -> Meaning | None:
    if len(words) > _LONGEST:
        return None
    return MEANINGS.get(words.casefold()) or MEANINGS.get(skeleton(words))


def _turns(known: Meaning) -> bool:
    """Return whether a word says something else than that the source supports the claim."""
    return isinstance(known.word, Stance) and known.word.bearing is not Bearing.FOR


def _modified(words: str) -> Meaning | None:
    """Return the meaning of a word behind one that no title has before it: "strongly disputes"."""
    first, _, rest = words.casefold().partition(" ")
    known = _meaning(rest) if rest and _is_modifier(first) else None
    return known if known and isinstance(known.word, Stance) else None


def _is_modifier(word: str) -> bool:
    return word in _MODIFIERS or word.endswith("ly")


def _misspelt(words: str) -> Word | None:
    """Return the word that a text is one letter off from, or two from a long one."""
    look = skeleton(words)
    for word in WORDS:
        most = 2 if words.islower() and min(len(look), len(word)) >= _ENOUGH_FOR_TWO else 1
        # A change adds a letter that the other has not, takes one away, or both.
        if len({*look} ^ {*word}) <= 2 * most and _distance(look, word) <= most:
            return word
    return None


def _distance(one: str, other: str) -> int:
    """Return how many letters are to be changed, added, left out or swapped with the next."""
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, char in enumerate(one, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (char != wanted)))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == wanted:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]


def _is_short(frame: Frame) -> bool:
    words = frame.words
    return (
        (frame.lower or _is_word_without_case(words))
        and len(words.split()) <= _MOST_WORDS
        and words not in _IDENTIFIERS
        and not _OF_WORKS.issuperset(words.split())
        and not any(char.isdigit() for char in words)
    )


def _is_word_without_case(words: str) -> bool:
    """Return whether words are of a script without capitals, and no longer than a word is."""
    return words.lower() == words.upper() and len(words) <= _LONGEST_WITHOUT_CASE


def _word_in(words: str) -> Word | Literal[""]:
    """Return the word that some words hold, if they do not deny it."""
    each = words.split()
    if any(word in _NEGATIONS for word in each):
        return ""
    found = (MEANINGS[word] for word in each if word in MEANINGS)
    return next((known.word for known in found if isinstance(known.word, Stance)), "")
