"""Claims and their sources in free text: who, when, what, where."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sphinx_versus.grammar.evidence import opening, split_sources
from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.names import slug
from sphinx_versus.grammar.rawtext import unwrapped
from sphinx_versus.grammar.shapes import Headings
from sphinx_versus.model.facts import SectionKind, Stance

from .draft import Block, Claim, Item, Note, Part
from .escape import pieces_of, without_end
from .markdown import items_of

_YEAR = r"(?:1[5-9]|20)\d\d"
_YEAR_IN_BRACKETS = re.compile(rf"[(\[]({_YEAR})[a-z]?(?:,[^()\[\]]*)?[)\]]")
_YEAR_AT_END = re.compile(rf"(?:^|[\s,])({_YEAR})[a-z]?[.)\s]*$")
_YEAR_ANYWHERE = re.compile(rf"(?<![\d/.-])({_YEAR})[a-z]?(?![\d/-])")
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"<>{}]+)")
_ARXIV = re.compile(r"\barxiv(?:(?!\barxiv)[:\s./a-z])*(\d{4}\.\d{4,5})", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"<>{}]+")
_PREFIX = re.compile(
    r"^(?:(?:sources?|references?|refs?|citations?|evidence|studies|study)\s*:"
    r"|\\?\[\d{1,3}\\?\])\s*(?=\S)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?<!\s),?\s*(?:\bet\s+al\b\.?|\band\s+others\b|\band\s+colleagues\b)", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“”„«](?P<a>[^\"“”„«»]{3,})[\"“”»]|(?P<m>\*{1,2}|_)(?P<b>[^*_]{3,})(?P=m)")
# As in "Walker MP, Stickgold R. Title": the style of medicine.
_WORD = r"[^\W\d_][\w'\N{RIGHT SINGLE QUOTATION MARK}-]+"
_PERSON = rf"{_WORD}(?:\s{_WORD})?\s[A-Z]{{1,3}}"
_MEDICAL = re.compile(rf"({_PERSON}(?:,\s+{_PERSON})*(?:,\s+et\s+al)?)\.\s+(?!et\s+al)(?=\S{{2}})")
_SEE = re.compile(r"^(?:see(?:\s+also)?|cf\.?|e\.g\.?,?)\s+", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:organi[sz]ation|university|institute|association|council|agency|committee|group"
    r"|cent(?:er|re)|foundation|society|commission|ministry|department|team|bank|network)\b",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}$")
_APA_NAME = re.compile(r"([^,]+),\s*((?:[^\W\d_]\.[\s-]*)+)(?:,|$)\s*")
_PARTICLES = {
    *("van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le"),
    *("el", "al", "ter", "ten", "bin", "ibn", "zu", "zur"),
}
_JOINERS = {"&", "and", "und", "et", "y", "e"}
# Words that open sentences, and no reference.
_SENTENCE = {
    *("in", "the", "a", "an", "however", "but", "since", "after", "before", "during", "by"),
    *("until", "from", "on", "at", "as", "this", "these", "it", "there", "when", "while"),
    *("although", "because", "one", "two", "three", "most", "many", "some"),
}
_TITLE_WORDS = {"a", "an", "the", "why", "how", "what", "on", "towards", "is", "are"}
_MOST_AUTHOR_WORDS = 24
_SHORTEST_TITLE = 4
_IN_BRACKETS = re.compile(
    r"\\?[(\[](?P<inner>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)\\?[)\]](?P<end>[.!]?)$"
)
_STANCES = frozenset(stance.value for stance in Stance)


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as far as it could be read; what could not is empty.

    ``authors`` are as BibTeX writes them, "Last, First" or a last name alone;
    ``others`` says that there are more.
    """

    text: str
    authors: tuple[str, ...] = ()
    others: bool = False
    year: str = ""
    title: str = ""
    doi: str = ""
    eprint: str = ""
    url: str = ""

    @property
    def complete(self) -> bool:
        """Whether there is enough for an entry of its own."""
        return bool(self.authors and self.year)


def surname(author: str) -> str:
    """Return the last name of an author as BibTeX writes it."""
    return author.strip("{}").partition(",")[0].strip()


def key_of(reference: Reference) -> str:
    """Return a key made of the first author's name and the year, in plain letters."""
    first = reference.authors[0]
    name = surname(first).split()[0] if first.startswith("{") else surname(first).split("-")[0]
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("ø", "o"))
    letters = "".join(char for char in plain.casefold() if char.isascii() and char.isalpha())
    return (letters[:24] or "source") + reference.year


def readable(text: str) -> str:
    """Return Markdown as plain text in which the addresses of links stand behind them."""
    text = re.sub(r"\[([^\[\]]*)\]\(([^()\s]*)\)", r"\1 \2", text)
    return re.sub(r"<(https?:[^<>]*)>|\\(?=[^\w\s])", r"\1", text)


def looks_like_source(text: str) -> bool:
    """Return whether a text has the shape of a reference: names with a year, a DOI, an address."""
    text = text.strip()
    if not text or text.split(maxsplit=1)[0].casefold().strip(",") in _SENTENCE:
        return False
    if _DOI.search(text) or _ARXIV.search(text):
        return True
    if found := _ADDRESS.search(text):
        return len(text) - len(found[0]) < 200
    names = _names_and_year(text)
    if names is None:
        return False
    before, _, _ = names
    if _are_names(before):
        return True
    # Somebody, a title, a year at the end.
    first = before.partition(",")[0]
    return "," in before and _are_names(first) and len(first.split()) <= 5 and len(text) < 300


def read_source(text: str) -> Reference:
    """Read a source; nothing raises, what cannot be read is left out."""
    doi = _DOI.search(text)
    address = _ADDRESS.search(text)
    eprint = _ARXIV.search(text)
    plain = _SEE.sub("", _ADDRESS.sub(" ", _DOI.sub(" ", text)).strip())
    plain = re.sub(
        r"\bdoi\s*+(?::\s*+)?(?:https?://(?:dx\.)?doi\.org/\s*+)?$", "", plain, flags=re.I
    ).strip()
    before, year, after = _names_and_year(plain) or ("", "", "")
    authors, others, title = _authors_and_title(before, after)
    return Reference(
        *(text, authors, others, year if authors else "", title),
        doi=without_end(doi[1]) if doi else "",
        eprint=eprint[1] if eprint else "",
        url=without_end(address[0]) if address and "doi.org/" not in address[0] else "",
    )


def _names_and_year(text: str) -> tuple[str, str, str] | None:
    """Split a reference at its year: what stands before, the year, what follows."""
    found = _YEAR_IN_BRACKETS.search(text) or _YEAR_AT_END.search(text)
    found = found or _YEAR_ANYWHERE.search(text)
    if not found:
        return None
    before = text[: found.start(0)].strip(" ,.;:([")
    return (before, found[1], text[found.end() :].strip(" ,.;:)]")) if before else None


def _are_names(text: str) -> bool:
    """Return whether each word could belong to a list of authors."""
    text = _OTHERS.sub("", text)
    words = [word.strip(".,") for word in text.split()]
    if not words or len(words) > _MOST_AUTHOR_WORDS:
        return False
    names = [word for word in words if word and word.casefold() not in _JOINERS | _PARTICLES]
    return bool(names) and all(word[0].isalpha() and not word[0].islower() for word in names)


def _authors_and_title(before: str, after: str) -> tuple[tuple[str, ...], bool, str]:
    quoted = _QUOTED.search(before)
    medical = _MEDICAL.match(before)
    if medical:
        names, title = medical[1], before[medical.end() :].partition(". ")[0]
    elif quoted:
        title = quoted["a"] or quoted["b"]
        names = before[: quoted.start()].strip(" ,.;:")
    elif (at := _title_among_names(before)) is not None:
        names, title = before[:at], before[at:].strip(" ,")
    elif _are_names(before):
        names, title = before, ""
    else:
        first, _, title = before.partition(",")
        if not _are_names(first):
            first, _, title = before.partition(". ")
        names, title = first, title.strip(" .,")
    if not title and after:
        inner = _QUOTED.search(after)
        if inner:
            title = inner["a"] or inner["b"]
        else:
            title = re.split(r"(?<=[^\W\d])[.?!](?:\s|$)", after, maxsplit=1)[0].strip(" ,.;:*_")
    if not _are_names(names):
        return (), False, ""
    others = bool(_OTHERS.search(names))
    if len(title.strip(" .,*_")) < _SHORTEST_TITLE:
        title = ""
    return tuple(_split_authors(_OTHERS.sub("", names))), others, title.strip(" .,*_")


def _title_among_names(text: str) -> int | None:
    """Return where a title with capital letters begins, as in "Somebody, The Book"."""
    for comma in re.finditer(r",\s+", text):
        words = re.split(r",|&|\band\b", text[comma.end() :])[0].split()
        if words and (words[0].casefold() in _TITLE_WORDS or _long_title(words)):
            return comma.start()
    return None


def _long_title(words: list[str]) -> bool:
    return len(words) > 3 and not any(
        _is_initials(word) or word.casefold() in _PARTICLES for word in words
    )


def _split_authors(names: str) -> list[str]:
    names = names.strip(" ,.;&")
    if ";" in names:
        return [_author(name) for name in names.split(";") if name.strip()]
    listed: list[str] = []
    rest = re.sub(r"(?<!\s),?\s*(?:&|\band\b|\bund\b)\s*", ", ", names)
    # "Walker, M. P., Born, J.": a comma parts a name from its initials as well.
    while found := _APA_NAME.match(rest if rest.rstrip().endswith(".") else f"{rest}."):
        listed.append(f"{found[1].strip()}, {found[2].strip()}")
        rest = rest[found.end() :].strip(" ,")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    single = "," in names and "&" not in names and " and " not in names and not listed
    if single and len(parts) == 2 and all(len(part.split()) == 1 for part in parts):
        # "Walker, Matthew" is one person; "Walker, Born" would be unusual.
        return [f"{parts[0]}, {parts[1]}"]
    return listed + [_author(part) for part in parts]


def _author(name: str) -> str:
    """Turn "Matthew P. Walker" into "Walker, Matthew P."; an organisation is kept together."""
    name = name.strip(" ,.;") + ("." if _INITIALS.search(name) and name.endswith(".") else "")
    words = name.split()
    if "," in name or len(words) < 2:
        return name
    if _BODY.search(name):
        return f"{{{name}}}"
    at = next((n for n, word in enumerate(words) if word.casefold() in _PARTICLES), len(words) - 1)
    if at == 0:
        # "van der Maas"
        return name
    first = words[:at]
    if _is_initials(words[-1]) and not _is_initials(words[0]):
        # "Walker MP", as in medicine.
        return f"{' '.join(words[:-1])}, {words[-1]}"
    if len(words) > 3 and not any(_is_initials(word) for word in first):
        return f"{{{name}}}"
    return f"{' '.join(words[at:])}, {' '.join(first)}"


def _is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return 0 < len(letters) <= 3 and letters.isupper() and (len(letters) < 3 or "." in word)


def words_of(text: str) -> set[str]:
    """Return the words of a text, folded for comparing."""
    return set(slug(text).split("-"))


def with_claims(blocks: Sequence[Block], headings: Headings) -> Iterator[Part]:
    """Yield blocks; below the heading of evidence, paragraphs and their lists are claims."""
    claim: Claim | None = None
    level = 0
    for block in blocks:
        if block.form == "heading":
            if section_kind(block.title, headings) is SectionKind.EVIDENCE:
                level = block.level
            elif block.level <= level:
                level = 0
        if not level or block.form not in ("paragraph", "list"):
            claim = None
            yield block
            continue
        text = " ".join(str(line).strip() for line in block.lines)
        if block.form == "list" and claim is not None:
            for item in items_of(block):
                said = " ".join(line.strip() for line in item.lines)
                _below(claim, unwrapped(said), block.number)
            notes = [line for line in block.lines if isinstance(line, Note)]
            (claim.items[-1] if claim.items else claim).notes.extend(notes)
        elif block.form == "paragraph" and claim is not None and is_source(text):
            _below(claim, text, block.number)
        elif block.form == "paragraph" and not is_source(text):
            claim = Claim(text, notes=list(block.notes))
            found = _IN_BRACKETS.search(text)
            if found and _all_sources(found["inner"]):
                note = "the brackets at the end of the claim name sources"
                claim.statement = text[: found.start()].rstrip() + found["end"]
                _sources(claim, found["inner"].rstrip("\\"), [Note(note, block.number)])
            yield claim
        else:
            yield block


def is_source(text: str) -> bool:
    """Return whether a text says of itself that it is about a claim, or looks like sources."""
    text = readable(text)
    return bool(_PREFIX.match(text)) or opening([text]).word != "" or _all_sources(text)


def _all_sources(text: str) -> bool:
    """Return whether all parts of a text look like sources."""
    parts = [part for part in readable(text).strip(" ()").split(";") if part.strip()]
    return bool(parts) and all(map(looks_like_source, parts))


def _below(claim: Claim, text: str, line: int) -> None:
    bare = _PREFIX.sub("", text, count=1)
    note = Note("what stood before the source is left out", line, text)
    start = opening([bare])
    rest = "".join(start.rest)
    if start.word and start.word not in _STANCES:
        claim.items.append(Item(rest, start.word))
    else:
        _sources(claim, rest if start.word else bare, [note] if bare != text else [], start.word)


def _sources(claim: Claim, text: str, notes: list[Note], word: str = "") -> None:
    for number, source in enumerate(_split(text)):
        claim.items.append(Item(source, word, notes=[] if number else notes))


def _split(text: str) -> list[str]:
    """Split a line into its sources, until nothing is left to split."""
    done: list[str] = []
    waiting = [text]
    while waiting:
        part = waiting.pop()
        found = ["".join(map("".join, pieces)) for pieces in split_sources(pieces_of(part))]
        if found in ([part], []):
            done.append(part)
        else:
            waiting.extend(reversed(found))
    return done
