"""What is asked of this site's own content and can be counted: its editorial rules.

`make check` asks it, beside the review of the extension. The files are read as text, so that a
slip in the extension cannot hide one here.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import BibliographyData, parse_file

ROOT = Path(__file__).parent.parent
# One source that is known for its mistakes, see the claim "why-we-sleep".
WEAK = "walker2017"
LEVELS = ("high", "moderate", "low", "very low")
STANCES = ("supports", "disputes", "qualifies")
WORDS = (*STANCES, "certainty", "about", "key", "was")

_CITED = re.compile(r"\{cite:\w+\}`([^`]+)`")
_FIGURE = re.compile(
    r"^```\{figure\} figures/\S+\.\*\n:class: inline-svg\n:alt: (.+)$", re.MULTILINE
)
# Figures, claims and tables of comparisons are not read from beginning to end.
# What stands before a page tells of it, and is not read.
_FRONT = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_BLOCK = re.compile(r"^(`{3,}|:{3,})[{:`].*?^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Claim:
    """A claim as it is written: its statement and its items by their first word."""

    statement: str
    items: tuple[tuple[str, str], ...]

    def told(self, word: str) -> str:
        """Return what is said behind a word, or nothing."""
        return next((text for first, text in self.items if first == word), "")

    @property
    def keys(self) -> set[str]:
        """The keys of the sources that are cited."""
        return {key for word, text in self.items if word in STANCES for key in _keys(text)}


def _keys(text: str) -> set[str]:
    return {key.strip() for keys in _CITED.findall(text) for key in keys.split(",")}


def _sections(text: str, level: int) -> dict[str, str]:
    parts = re.split(rf"^{'#' * level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _sides(text: str) -> list[str]:
    argument = re.search(r"^[:`]{3,}\{comparison\} (.+)$", text, re.MULTILINE)
    return re.split(r" vs | \| ", argument[1]) if argument else []


def _cells(text: str) -> list[list[str]]:
    table = _sections(text, 2).get("Side-by-side analysis", "")
    rows = [line.strip("|\n ").split(" | ") for line in table.splitlines() if line.startswith("|")]
    return rows[2:]


def _claims(text: str) -> list[Claim]:
    """Return the claims of a comparison, or those among the text of an article."""
    blocks = re.findall(r"^:::\{evidence\}\n(.*?)\n:::$", text, re.MULTILINE | re.DOTALL)
    blocks.append(_sections(text, 2).get("Scientific evidence", "").partition("\n::::")[0])
    claims = []
    for block in re.split(r"\n{2,}", "\n\n".join(blocks).strip()):
        statement, *lines = block.splitlines() or [""]
        items = [re.match(rf"- (?:({'|'.join(WORDS)}): )?(.+)", line) for line in lines]
        told = tuple((each[1] or "supports", each[2]) for each in items if each)
        if statement and told:
            claims.append(Claim(statement, told))
    return claims


def comparison(text: str, entities: set[str]) -> Iterator[str]:
    """Yield what is missing in a comparison; ``entities`` are the names of their pages."""
    sections, rows, claims, sides = _sections(text, 2), _cells(text), _claims(text), _sides(text)
    if not 10 <= len(rows) <= 14:
        yield f"the table has {len(rows)} rows, and is to have 10 to 14"
    cells = [cell for row in rows for cell in row[1:]]
    cited = sum("{cite:" in cell for cell in cells)
    if cited < 0.8 * len(cells):
        yield f"{cited} of {len(cells)} cells have a source, and four in five are to have one"
    if not all("{#" in row[0] for row in rows):
        yield "not every row has a key"
    for name in ("Strengths", "Weaknesses"):
        points = _sections(sections.get(name, ""), 3)
        counts = [len(re.findall(r"^- ", part, re.MULTILINE)) for part in points.values()]
        if list(points) != sides or not all(3 <= count <= 6 for count in counts):
            yield f'"{name}" is to have 3 to 6 points of each side'
        elif max(counts) - min(counts) > 1:
            yield f'"{name}" says much more of one side than of another one'
    for name in ("Definitions", "Future outlook", "Related entities"):
        if not sections.get(name, "").strip(" \n:`"):
            yield f'"{name}" is empty'
    if sections.get("Other comparisons", "").count("](") < 2:
        yield "fewer than two other comparisons are linked"
    if not re.search(r"^:tags: \S", text, re.MULTILINE):
        yield "there are no tags"
    if not re.search(r"^:reviewed: \d{4}-\d\d-\d\d$", text, re.MULTILINE):
        yield "nobody has reviewed it, or the day is missing (:reviewed:)"
    if not 8 <= len(claims) <= 14:
        yield f"it has {len(claims)} claims, and is to have 8 to 14"
    if not any(claim.told("supports") and claim.told("disputes") for claim in claims):
        yield "no claim is contested: look for what disputes them"
    keys = [claim.told("key") for claim in claims]
    if not all(keys) or len(set(keys)) < len(keys):
        yield "not every claim has a key of its own"
    known = {*sides, *entities, *re.findall(r"^\| \[[^]]+\]\{#([\w-]+)\}", text, re.MULTILINE)}
    for claim in claims:
        about = set(re.split("[,;] ", claim.told("about")))
        if not about & set(sides) or not about <= known:
            yield f'"{claim.statement}" is about no side, or about something unknown'
        yield from _rests(claim)
    said = re.findall(r"^- (.+)$", sections.get("In short", ""), re.MULTILINE)
    own = re.search(r"^:key: (\S+)$", text, re.MULTILINE)
    if not 3 <= len(said) <= 5 or not own:
        yield '"In short" is to have 3 to 5 sentences, and the page a key'
    for sentence in said if own else []:
        if not set(re.findall(rf"\(#{re.escape(own[1])}-claim-([\w-]+)\)", sentence)) & set(keys):
            yield f"no claim of the page carries this sentence: {sentence}"
    figures = _FIGURE.findall(text)
    if not figures and ":dot-plot:" not in text:
        yield "it shows neither a figure nor a dot plot"
    yield from _described(figures)


def _described(figures: list[str]) -> Iterator[str]:
    if any(len(alt.split()) < 20 for alt in figures):
        yield "a figure is described in less than 20 words"


def _rests(claim: Claim) -> Iterator[str]:
    level, _, reason = claim.told("certainty").partition(", because ")
    if not claim.keys - {WEAK}:
        yield f'"{claim.statement}" rests on no source of the bibliography'
    if level.partition(" (")[0] not in LEVELS or len(reason.split()) < 5:
        yield f'the certainty of "{claim.statement}" has no reason of five words or more'


def article(text: str, _entities: set[str]) -> Iterator[str]:
    """Yield what is missing in an article."""
    if len(figures := _FIGURE.findall(text)) < 2:
        yield "it has fewer than two pictures"
    yield from _described(figures)
    if not 1500 <= (count := len(_BLOCK.sub("", text).split())) <= 2500:
        yield f"it has {count} words, and is to have 1500 to 2500"
    if len(_sections(text, 2)) < 5:
        yield "it has fewer than five parts"
    if "{sub-ref}`wordcount-minutes`" not in text:
        yield "the minutes that it takes to read are missing"
    if "comparisons/" not in text and "-claim-" not in text:
        yield "it links to no comparison and no claim"
    for claim in _claims(text):
        yield from _rests(claim)


def bibliography(data: BibliographyData, used: set[str]) -> Iterator[str]:
    """Yield what is wrong with entries, and which of them nobody cites."""
    for field in ("doi", "eprint", "title"):
        values = [entry.fields.get(field, "").casefold() for entry in data.entries.values()]
        for value, count in Counter(values).items():
            if value and count > 1:
                yield f'{count} entries have the {field} "{value}"'
    for key, entry in data.entries.items():
        doi, eprint = entry.fields.get("doi", ""), entry.fields.get("eprint", "")
        if doi and not re.fullmatch(r"10\.\d{4,9}/[^\s{}]+", doi):
            yield f"{key}: this is no DOI: {doi}"
        if eprint and not re.fullmatch(r"\d{4}\.\d{4,5}", eprint):
            yield f"{key}: this is no number of arXiv: {eprint}"
        authors = entry.persons.get("author", [])
        if not authors or not re.fullmatch(r"(1[89]|20)\d\d", entry.fields.get("year", "")):
            yield f"{key}: authors or the year are missing"
        annote = entry.fields.get("annote", "")
        is_cut = bool(authors) and len(authors) <= 10 and str(authors[-1]) == "others"
        if is_cut and "Further authors not confirmed" not in annote:
            yield f"{key}: only lists of more than ten authors are cut"
        if not re.match(r"V[12]\b", annote):
            yield f'{key}: the note that tells how it was checked is missing, annote = "V1 ..."'
        if key not in used:
            yield f"{key}: nobody cites it"
    for key in sorted(used - set(data.entries)):
        yield f"{key}: it is cited, and no entry"


def outside(page: Path, root: Path) -> Iterator[str]:
    """Yield links that leave the project."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path = target.partition("#")[0]
        inside = (page.parent / path).resolve().is_relative_to(root)
        if path and ":" not in path and (path.startswith("/") or not inside):
            yield f"a link leaves the project: {target}"


def check(root: Path) -> Iterator[str]:
    """Yield all that is missing, each with its file."""
    folders = {"comparisons": comparison, "articles": article}
    used: set[str] = set()
    entities = {
        page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        for page in (root / "entities").glob("*.md")
    }
    for folder, rule in folders.items():
        for page in sorted((root / folder).glob("*.md")):
            text = _FRONT.sub("", page.read_text(encoding="utf-8"))
            used |= _keys(text)
            for said in (*rule(text, entities), *outside(page, root)):
                yield f"{folder}/{page.name}: {said}"
    for page in [*root.glob("*.md"), *(root / "guide").glob("*.md")]:
        for said in outside(page, root):
            yield f"{page.relative_to(root)}: {said}"
    for said in bibliography(parse_file(root / "references.bib"), used):
        yield f"references.bib: {said}"


if __name__ == "__main__":
    found = list(check(ROOT))
    print("\n".join(found), file=sys.stderr, end="\n" * bool(found))
    sys.exit(bool(found))
