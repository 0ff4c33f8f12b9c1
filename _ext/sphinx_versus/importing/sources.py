"""Claims and their sources in free text: who, when, what, where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sphinx_versus.grammar.evidence import opening, split_sources
from sphinx_versus.grammar.headings import section_kind
from sphinx_versus.grammar.rawtext import unwrapped
from sphinx_versus.grammar.shapes import Headings
from sphinx_versus.model.facts import SectionKind, Stance

from .draft import Block, Note
from .escape import pieces_of, without_end
from .markdown import items_of

_YEAR = r"(?:1[5-9]|20)\d\d"
_YEARS = (
    re.compile(rf"[(\[]({_YEAR})[a-z]?(?:,[^()\[\]]*)?[)\]]"),
    re.compile(rf"(?:^|[\s,])({_YEAR})[a-z]?[.)\s]*$"),
    re.compile(rf"(?<![\d/.-])({_YEAR})[a-z]?(?![\d/-])"),
)
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
_SEE = re.compile(r"^(?:see(?:\s+also)?|cf\.?|e\.g\.?,?)\s+", re.IGNORECASE)
_BODY = re.compile(
    r"\b(?:organi[sz]ation|university|institute|association|council|agency|committee|group"
    r"|cent(?:er|re)|foundation|society|commission|ministry|department|team|bank|network)\b",
    re.IGNORECASE,
)
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
# What is written in place of a source, with notes on it.
Cite = Callable[[str], tuple[str, list[Note]]]
_STANCES = frozenset(stance.value for stance in Stance)


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as far as it could be read; what could not is empty.

    ``authors`` are as BibTeX reads them; ``others`` says that there are more.
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
    address = _ADDRESS.search(text)
    before, year, _ = _around_year(text.replace(address[0], "") if address else text)
    if address and not year:
        return len(text) - len(address[0]) < 200
    # Somebody, a title, a year at the end.
    first = before.partition(",")[0]
    short = "," in before and len(first.split()) <= 5 and len(text) < 300
    return _are_names(before) or (short and _are_names(first))


def read_source(text: str) -> Reference:
    """Read a source; nothing raises, what cannot be read is left out."""
    doi, address, eprint = _DOI.search(text), _ADDRESS.search(text), _ARXIV.search(text)
    plain = _SEE.sub("", _ADDRESS.sub(" ", _DOI.sub(" ", text)).strip())
    before, year, after = _around_year(plain)
    names, title = _names_and_title(before)
    if not title and after:
        title = re.split(r"(?<=[^\W\d])[.?!](?:\s|$)", after, maxsplit=1)[0]
        title = _named(inner) if (inner := _QUOTED.search(after)) else title
    authors = tuple(_split_authors(_OTHERS.sub("", names))) if _are_names(names) else ()
    title = title.strip(" .,;:*_") * bool(authors)
    return Reference(
        *(text, authors, bool(_OTHERS.search(names)), year if authors else ""),
        title if len(title) >= _SHORTEST_TITLE else "",
        doi=without_end(doi[1]) if doi else "",
        eprint=eprint[1] if eprint else "",
        url=without_end(address[0]) if address and "doi.org/" not in address[0] else "",
    )


def _named(quoted: re.Match[str]) -> str:
    return quoted["a"] or quoted["b"]


def _around_year(text: str) -> tuple[str, str, str]:
    """Split a reference at its year: what stands before, the year, what follows."""
    for years in _YEARS:
        if found := years.search(text):
            before = text[: found.start()].strip(" ,.;:([")
            if before:
                return before, found[1], text[found.end() :].strip(" ,.;:)]")
    return "", "", ""


def _are_names(text: str) -> bool:
    """Return whether each word could belong to a list of authors."""
    words = [word.strip(".,") for word in _OTHERS.sub("", text).split()]
    names = [word for word in words if word and word.casefold() not in _JOINERS | _PARTICLES]
    return bool(names) and len(words) <= _MOST_AUTHOR_WORDS and not any(map(_is_low, names))


def _is_low(word: str) -> bool:
    return word[0].islower() or not word[0].isalpha()


def _names_and_title(before: str) -> tuple[str, str]:
    """Split what stands before a year into names and a title, if it has one."""
    if quoted := _QUOTED.search(before):
        return before[: quoted.start()].strip(" ,.;:"), _named(quoted)
    for sign in re.finditer(r"[,.]\s+", before):
        names, rest = before[: sign.start()], before[sign.end() :]
        chunk = re.split(r"[,.&]", rest)[0].split()
        words = [word for word in chunk if word.casefold() not in _JOINERS | _PARTICLES]
        is_title = (
            len(words) > 3 or any(map(_is_low, words)) or rest.split(" ")[0].lower() in _TITLE_WORDS
        )
        if chunk and is_title and _are_names(names):
            return names, rest if sign[0][0] == "," else rest.partition(". ")[0]
    return before, ""


def _split_authors(names: str) -> list[str]:
    rest = re.sub(r"(?<!\s),?\s*(?:&|;|\band\b|\bund\b)\s*", ", ", names.strip(" ,.;&"))
    listed: list[str] = []
    # "Walker, M. P., Born, J.": a comma parts a name from its initials as well.
    while found := _APA_NAME.match(rest if rest.rstrip().endswith(".") else f"{rest}."):
        listed.append(f"{found[1].strip()}, {found[2].strip()}")
        rest = rest[found.end() :].strip(" ,")
    parts = [part.strip(" .") for part in rest.split(",") if part.strip(" .")]
    if rest == names and [len(part.split()) for part in parts] == [1, 1]:
        # "Walker, Matthew" is one person; "Walker, Born" would be unusual.
        return [", ".join(parts)]
    return listed + [_author(part) for part in parts]


def _author(name: str) -> str:
    """Return a name as BibTeX is to read it: an organisation is kept together."""
    if _BODY.search(name) or (len(name.split()) > 3 and not re.search(r"\b[A-Z]\b|\b[a-z]", name)):
        return f"{{{name}}}"
    first, _, last = name.rpartition(" ")
    # "Walker MP", as in medicine.
    return f"{first}, {last}" if first and last.isupper() and len(last) <= 3 else name


def with_claims(blocks: Sequence[Block], headings: Headings, cite: Cite) -> list[Block]:
    """Return blocks; below the heading of evidence, a paragraph and its list become one."""
    found: list[Block] = []
    claim: list[str | Note] | None = None
    level = 0
    for block in blocks:
        if block.form == "heading":
            if section_kind(str(block.lines[-1]), headings) is SectionKind.EVIDENCE:
                level = block.level
            elif block.level <= level:
                level = 0
        text = " ".join(str(line).strip() for line in block.lines)
        if not level or block.form not in ("paragraph", "list"):
            claim = None
            found.append(block)
        elif block.form == "list" and claim is not None:
            for item in items_of(block):
                said = " ".join(line.strip() for line in item.lines)
                claim += _below(unwrapped(said), block.number, cite)
            claim += [line for line in block.lines if isinstance(line, Note)]
        elif block.form == "paragraph" and claim is not None and is_source(text):
            claim += _below(text, block.number, cite)
        elif block.form == "paragraph" and not is_source(text):
            sources: list[str | Note] = []
            inside = _IN_BRACKETS.search(text)
            if inside and _all_sources(inside["inner"]):
                note = Note("the brackets at the end of the claim name sources", block.number)
                sources = _sources(inside["inner"].rstrip("\\"), "", [note], cite)
                text = text[: inside.start()].rstrip() + inside["end"]
            block.lines = claim = [text, *sources]
            found.append(block)
        else:
            found.append(block)
    return found


def is_source(text: str) -> bool:
    """Return whether a text says of itself that it is about a claim, or looks like sources."""
    text = readable(text)
    return bool(_PREFIX.match(text)) or opening([text]).word != "" or _all_sources(text)


def _all_sources(text: str) -> bool:
    """Return whether all parts of a text look like sources."""
    parts = [part for part in readable(text).strip(" ()").split(";") if part.strip()]
    return bool(parts) and all(map(looks_like_source, parts))


def _below(text: str, line: int, cite: Cite) -> list[str | Note]:
    bare = _PREFIX.sub("", text, count=1)
    notes = [Note("what stood before the source is left out", line, text)] * (bare != text)
    start = opening([bare])
    rest = "".join(start.rest)
    if start.word and start.word not in _STANCES:
        return [f"- {start.word}: {rest}", *notes]
    return _sources(rest if start.word else bare, start.word, notes, cite)


def _sources(text: str, word: str, notes: Sequence[Note], cite: Cite) -> list[str | Note]:
    """Return the items of the sources in a text; the notes are on the first one."""
    lines: list[str | Note] = []
    sources = ["".join(map("".join, each)) for each in split_sources(pieces_of(text))]
    for source in sources or [text]:
        shown, told = cite(source)
        lines += [f"- {word}: {shown}" if word else f"- {shown}", *([] if lines else notes), *told]
    return lines
