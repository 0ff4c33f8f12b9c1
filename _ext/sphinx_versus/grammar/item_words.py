"""The words that an item of a claim can begin with, and those that people write for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sphinx_versus.model.facts import Stance

from .characters import skeleton


class ItemWord(StrEnum):
    """What an item begins with that is no source."""

    CERTAINTY = "certainty"
    ABOUT = "about"
    KEY = "key"
    WAS = "was"


Word = Stance | ItemWord
WORDS: tuple[Word, ...] = (*Stance, *ItemWord)


class _Meant(NamedTuple):
    """What is not understood, but answered with the word that was meant.

    ``anywhere`` are noticed without a colon too, as the words themselves are: no
    title of a work opens with them in lower case, or with a citation right behind.
    """

    anywhere: tuple[str, ...] = ()
    with_colon: tuple[str, ...] = ()


def _meant(word: Word) -> _Meant:
    match word:
        case Stance.SUPPORTS:
            return _Meant(
                ("confirms",),
                (
                    *("support", "supporting", "supported", "supported by"),
                    *("for", "in favour", "in favor", "agrees", "agrees with", "pro"),
                ),
            )
        case Stance.DISPUTES:
            return _Meant(
                (
                    *("contradicts", "contests", "challenges", "refutes", "opposes", "rejects"),
                    *("against", "disagrees", "rebuts"),
                ),
                (
                    *("con", "contra", "disputing", "disputed by", "contradicted by", "refuted by"),
                    *("disagrees with", "opposed", "opposing", "counter"),
                    # Behind these follows what says something else.
                    *("but", "but see", "however", "yet", "contrast", "in contrast", "by contrast"),
                ),
            )
        case Stance.QUALIFIES:
            return _Meant(("nuances",), ("limits", "qualifying", "qualified by", "mixed"))
        case ItemWord.CERTAINTY:
            return _Meant(
                ("confidence",),
                (
                    *("grade", "quality", "strength", "level", "evidence level"),
                    *("level of evidence", "quality of evidence", "strength of evidence"),
                    "certainty of evidence",
                ),
            )
        case ItemWord.ABOUT:
            return _Meant(("regarding", "concerns"), ("subject",))
        case ItemWord.KEY:
            return _Meant((), ("id", "name", "slug", "anchor"))
        case ItemWord.WAS:
            return _Meant((), ("formerly", "old id", "old key", "alias", "previously"))


# In German, French, Spanish, Italian, Dutch and Portuguese, with a few in Chinese and Japanese.
_ELSEWHERE: Mapping[Word, _Meant] = MappingProxyType(
    {
        Stance.SUPPORTS: _Meant(
            (
                *("unterstützt", "stützt", "bestätigt", "soutient", "appuie", "confirme"),
                *("apoya", "respalda", "confirma", "sostiene", "supporta", "conferma"),
                *("ondersteunt", "steunt", "bevestigt", "apoia", "sustenta", "suporta"),
            ),
            (
                "belegt",
                "dafür",
                "spricht dafür",
                "für",
                "pour",
                "a favor",
                "a favore",
                "voor",
                "支持",
            ),
        ),
        Stance.DISPUTES: _Meant(
            (
                *("widerspricht", "bestreitet", "widerlegt", "dagegen", "gegen", "contredit"),
                *("conteste", "réfute", "contre", "contradice", "refuta", "cuestiona"),
                *("contraddice", "contesta", "confuta", "smentisce", "contro", "betwist"),
                *("weerlegt", "weerspreekt", "tegen", "contradiz"),
            ),
            (
                *("kontra", "spricht dagegen", "widerspruch", "disputa", "en contra"),
                *(
                    "反对",
                    "反對",
                    "反対",
                    "质疑",
                    "критика",
                    "反驳",
                    "反駁",
                    "反証",
                    "gegenbeleg",
                    "gegenbelege",
                    "aber",
                    "dagegen spricht",
                ),
            ),
        ),
        Stance.QUALIFIES: _Meant(
            (
                *("schränkt ein", "relativiert", "differenziert", "relativise", "matiza"),
                *("nuanceert", "relativeert", "relativiza"),
            ),
            ("einschränkend", "präzisiert", "nuance", "qualifica", "precisa"),
        ),
        ItemWord.CERTAINTY: _Meant(
            (),
            (
                *("sicherheit", "gewissheit", "vertrauen", "evidenzgrad", "certitude"),
                *("confiance", "certeza", "confianza", "certezza", "zekerheid", "confiança"),
            ),
        ),
        ItemWord.ABOUT: _Meant(
            (), ("über", "betrifft", "à propos", "concerne", "sobre", "riguarda", "betreft")
        ),
        ItemWord.KEY: _Meant(
            (), ("schlüssel", "kennung", "clé", "clef", "clave", "chiave", "sleutel", "chave")
        ),
        ItemWord.WAS: _Meant(
            (), ("früher", "vorher", "ehemals", "anciennement", "antes", "voorheen")
        ),
    }
)


def synonyms_of(word: Word) -> list[str]:
    """Return the words that are not understood, but answered with this one."""
    return [synonym for words in _written_for(word) for synonym in words]


def _written_for(word: Word) -> _Meant:
    english, elsewhere = _meant(word), _ELSEWHERE.get(word, _Meant())
    return _Meant(english.anywhere + elsewhere.anywhere, english.with_colon + elsewhere.with_colon)


SYNONYMS = frozenset(synonym for word in WORDS for synonym in synonyms_of(word))


class Meaning(NamedTuple):
    """The word that a text stands for; what is not ``sure`` can begin a title as well."""

    word: Word
    sure: bool


def _meanings() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for word in WORDS:
        written = _written_for(word)
        found |= {skeleton(text): Meaning(word, sure=False) for text in written.with_colon}
        found |= {skeleton(text): Meaning(word, sure=True) for text in written.anywhere}
    return found | {word.value: Meaning(word, sure=True) for word in WORDS}


# By what a text looks like.
MEANINGS: Mapping[str, Meaning] = MappingProxyType(_meanings())
