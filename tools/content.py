"""What is asked of this site's own content and can be counted: its editorial rules.

`make check` asks it, behind the review of the extension. What the pages say is what the
extension has read there; what is left to text, such as keys that were typed, has no other place.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pybtex.database import BibliographyData, parse_file
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent.parent / "_ext"))

from sphinx_versus.api import (
    Claim,
    Comparison,
    Facts,
    Section,
    SectionKind,
    facts_of,
    is_cited,
    plain,
)

ROOT = Path(__file__).parent.parent
# One source that is known for its mistakes, see the claim "why-we-sleep".
WEAK = "walker2017"

_FIGURE = re.compile(
    r"^```\{figure\} figures/\S+\.\*\n:class: inline-svg\n:alt: (.+)$", re.MULTILINE
)
# Figures, claims and tables of comparisons are not read from beginning to end.
# What stands before a page tells of it, and is not read.
_FRONT = re.compile(r"\A---\n.*?\n---\n+", re.DOTALL)
_BLOCK = re.compile(r"^(`{3,}|:{3,})[{:`].*?^\1$", re.MULTILINE | re.DOTALL)

# A line, or 0 for the whole of a page, and what is missing there.
Found = tuple[int, str]


def comparison(found: Comparison, facts: Facts, lines: Sequence[str]) -> Iterator[Found]:
    """Yield what is missing in a comparison; ``lines`` are those of its file."""
    tops = [each for each in found.sections if each.place is None]
    sections = {each.kind: each for each in reversed(tops)}
    table = sections.get(SectionKind.SIDE_BY_SIDE)
    at = table.line if table else found.line
    # Without a section of its own, the table stands before all others.
    rows = [each for each in found.dimensions if not table or _is_in(each.line, table, tops)]
    if not 10 <= len(rows) <= 14:
        yield at, f"the table has {len(rows)} rows, and is to have 10 to 14"
    cells = [cell for row in rows for cell in row.cells]
    cited = sum(any(map(is_cited, cell)) for cell in cells)
    if cited < 0.8 * len(cells):
        yield at, f"{cited} of {len(cells)} cells have a source, and four in five are to have one"
    for row in rows:
        if "{#" not in lines[row.line - 1]:
            yield row.line, f'the row "{row.name}" has no key'
    for kind in (SectionKind.STRENGTHS, SectionKind.WEAKNESSES):
        counts = [len(side.points_of(kind)) for side in found.sides]
        line = sections[kind].line if kind in sections else found.line
        if not all(3 <= count <= 6 for count in counts):
            yield line, f'"{kind.capitalize()}" is to have 3 to 6 points of each side'
        elif max(counts) - min(counts) > 1:
            yield line, f'"{kind.capitalize()}" says much more of one side than of another one'
    for side in found.sides:
        if not side.definition:
            yield found.line, f'"{side.name}" is not defined'
    outlook = sections.get(SectionKind.OUTLOOK)
    if outlook is None or not _text_of(outlook, found, lines):
        yield outlook.line if outlook else found.line, "there is no outlook"
    if not found.entities:
        yield found.line, "there are no related entities"
    if len(found.others) < 2:
        yield found.line, "fewer than two other comparisons are linked"
    if not found.tags:
        yield found.line, "there are no tags"
    if not 8 <= len(found.claims) <= 14:
        yield found.line, f"it has {len(found.claims)} claims, and is to have 8 to 14"
    if not any(claim.contested for claim in found.claims):
        yield found.line, "no claim is contested: look for what disputes them"
    sides = {_slug(side.name, facts) for side in found.sides}
    for claim in found.claims:
        if not any(line.startswith("- key:") for line in _paragraph(claim.line, lines)):
            yield claim.line, f'"{claim.text}" has no key'
        if not sides.intersection(_slug(name, facts) for name in claim.about):
            yield claim.line, f'"{claim.text}" is about no side'
        yield from _rests(claim)
    short = sections.get(SectionKind.IN_SHORT)
    if short is None or not 3 <= len(found.in_short) <= 5 or not found.key_line:
        line = short.line if short else found.line
        yield line, '"In short" is to have 3 to 5 sentences, and the page a key'
    else:
        own = {f"#{claim.anchor}" for claim in found.claims}
        for item in re.split(r"^- ", _text_of(short, found, lines), flags=re.MULTILINE)[1:]:
            if not own.intersection(re.findall(r"\((#[^)\s]+)\)", item)):
                said = " ".join(item.split())
                yield short.line, f"no claim of the page carries this sentence: {said}"
    whole = "\n".join(lines)
    figures = _FIGURE.findall(whole)
    if not figures and ":dot-plot:" not in whole:
        yield found.line, "it shows neither a figure nor a dot plot"
    yield from _described(figures)


def _is_in(line: int, section: Section, sections: Sequence[Section]) -> bool:
    """Return whether a line is in a section, or in one below it, whose id goes on from its own."""
    above = [each for each in sections if each.line <= line]
    last = max(above, key=lambda each: each.line, default=section)
    return last.anchor.startswith(section.anchor)


def _text_of(section: Section, found: Comparison, lines: Sequence[str]) -> str:
    """Return what is written below the heading of a section."""
    behind = [each.line for each in found.sections if each.line > section.line]
    text = "\n".join(lines[section.line : min(behind) - 1 if behind else len(lines)])
    return text.strip("\n:`")


def _paragraph(line: int, lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines from one on, to the next empty one."""
    for each in lines[line - 1 :]:
        if not each.strip():
            return
        yield each


def _slug(name: str, facts: Facts) -> str:
    known = facts.entity(name)
    return known.slug if known else ""


def _described(figures: list[str]) -> Iterator[Found]:
    if any(len(alt.split()) < 20 for alt in figures):
        yield 0, "a figure is described in less than 20 words"


def _rests(claim: Claim) -> Iterator[Found]:
    if not {key for source in claim.sources for key in source.keys} - {WEAK}:
        yield claim.line, f'"{claim.text}" rests on no source of the bibliography'
    if claim.certainty is None or len(plain(claim.reason).split()) < 5:
        yield claim.line, f'the certainty of "{claim.text}" has no reason of five words or more'


def article(claims: Sequence[Claim], text: str) -> Iterator[Found]:
    """Yield what is missing in an article."""
    if len(figures := _FIGURE.findall(text)) < 2:
        yield 0, "it has fewer than two pictures"
    yield from _described(figures)
    if not 1500 <= (count := len(_BLOCK.sub("", text).split())) <= 2500:
        yield 0, f"it has {count} words, and is to have 1500 to 2500"
    if len(re.findall(r"^## ", text, re.MULTILINE)) < 5:
        yield 0, "it has fewer than five parts"
    if "{sub-ref}`wordcount-minutes`" not in text:
        yield 0, "the minutes that it takes to read are missing"
    if "comparisons/" not in text and "-claim-" not in text:
        yield 0, "it links to no comparison and no claim"
    for claim in claims:
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


def outside(lines: Sequence[str], page: Path, root: Path) -> Iterator[Found]:
    """Yield links that leave the project."""
    for number, line in enumerate(lines, start=1):
        for target in re.findall(r"\]\(([^)\s]+)\)", line):
            path = target.partition("#")[0]
            inside = (page.parent / path).resolve().is_relative_to(root)
            if path and ":" not in path and (path.startswith("/") or not inside):
                yield number, f"a link leaves the project: {target}"


def check(facts: Facts, root: Path) -> Iterator[str]:
    """Yield all that is missing, each with its file and, if it has one, its line."""
    for folder in ("comparisons", "articles", ".", "guide"):
        for page in sorted((root / folder).glob("*.md")):
            name = page.relative_to(root)
            docname = name.with_suffix("").as_posix()
            text = page.read_text(encoding="utf-8")
            lines = text.splitlines()
            found = [*outside(lines, page, root)]
            if folder == "comparisons":
                for each in facts.comparisons.get(docname, ()):
                    found += comparison(each, facts, lines)
            elif folder == "articles":
                found += article(facts.claims.get(docname, ()), _FRONT.sub("", text))
            yield from (f"{name}:{line or 1}: {said}" for line, said in sorted(found))
    used = {key for keys in facts.citations.values() for key in keys}
    for said in bibliography(parse_file(root / "references.bib"), used):
        entry = facts.entries.get(said.partition(":")[0])
        yield f"references.bib:{entry.line if entry else 1}: {said}"


def main() -> int:
    """Ask of what the strict build has read, and say what is missing; returns the status."""
    out = ROOT / "_build" / "check"
    app = Sphinx(ROOT, ROOT, out, out / ".doctrees", "dummy", status=None, warning=None)
    if not app.env.all_docs:
        sys.stderr.write("The build has read nothing, so there is nothing to ask of it yet.\n")
        return 1
    found = list(check(facts_of(app.env), ROOT))
    if found:
        listed = "\n".join(found)
        sys.stderr.write(f"\nRules of this site (guide/editing.md):\n{listed}\n")
    return min(len(found), 1)


if __name__ == "__main__":
    sys.exit(main())
