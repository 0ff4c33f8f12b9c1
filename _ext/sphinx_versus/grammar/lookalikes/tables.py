"""Tables that are none: Markdown shows them as text.

Bars and dashes are looked for in all their forms, those of office programs and of
boxes included; what is found is told with the two lines that a table begins with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, takewhile

from sphinx_versus.grammar.characters import odd_characters, without_invisible
from sphinx_versus.grammar.names import match
from sphinx_versus.grammar.problems import Kind
from sphinx_versus.grammar.rawtext import is_delimiter, pipe_cells

from .found import Found

# A text with none of these holds no table; most texts are left at the signs.
_SIGNS = re.compile(r"[|\t\n=¦\u01c0\u2223\uff5c\u2500-\u257f]")
_HINT = re.compile(
    r"[|\t¦\u01c0\u2223\uff5c\u2500-\u257f]|\S {2,}+\S|\n[^\n,;]*+[,;]|(?<!=)={2,}+ ++="
)
_BARS = dict.fromkeys(map(ord, "¦\u01c0\u2223\uff5c│┃║"), "|")
_DASHES = r"\-\u2010-\u2015\u2212─━═=_~*.…·"
# What boxes are drawn with; corners and crosses are told by one sign.
_DRAWN = {code: "+" for code in range(0x250C, 0x2580) if chr(code) not in "═║"} | _BARS
_TREE = re.compile(r"[├└╰┗╚][─━═]++[ \w]")
# In code, formulas, brackets and links of wikis a bar parts nothing.
_NO_CELLS = re.compile(
    r"``[^`\n]++``|`[^`\n]++`|\$[^$\n]++\$|\[\[[^\[\]\n]++\]\]|\([^()|\n]*+\|[^()\n]*+\)"
)
# A row of dashes, in any signs, with bars or crosses between them.
_RULE = re.compile(rf"(?=[^|+]*+[|+])(?=[^{_DASHES}]*+[{_DASHES}])[|+:\s{_DASHES}]++")
_FRAME = re.compile(r"\+(?:[-─━═=:\s]++\+)++")
_UNDERLINES = re.compile(r"={2,}+(?: ++={2,}+)++")
_CELL = re.compile(r"\S++(?: \S++)*+")
_END = tuple(".,;:!?")
# So few columns need more lines to be a table.
_FEW = 2
# Three lines begin in line by chance less often than two.
_LEAST_ALIGNED = 3

# In a drawn table a row with words is among so many lines.
_MOST_LINES = 6


def lost_tables(text: str, sides: Sequence[str] = ()) -> Iterator[Found]:
    """Yield the tables in the raw Markdown of a text, at most one for each stretch of lines.

    ``sides`` are the names of those that are compared.
    """
    if "  " not in text and not _SIGNS.search(text):
        return
    if not _HINT.search(text) or _TREE.search(text):
        return
    lines = text.split("\n")
    folded = [_fold(line) for line in lines]
    at = 0
    while at < len(lines):
        for kind in _KINDS:
            length, message = kind(lines[at:], folded[at:], at)
            if length:
                # What is wrong with the row of dashes is told at that row.
                second = "second line" in message or (
                    kind is _with_bars and _is_drawn_below(lines[at : at + 2])
                )
                yield Found(Kind.NOT_A_TABLE, at + second, message)
                at += length
                break
        else:
            length, message = _with_separators(lines[at:], sides)
            if length:
                yield Found(Kind.NOT_A_TABLE, at, message)
            at += length or 1


def holds_table(text: str) -> int | None:
    """Return which line of a text begins a pipe table that is right as it stands."""
    lines = text.split("\n")
    for at, (first, second) in enumerate(pairwise(lines)):
        if "|" in first and is_delimiter(second) and _width(first) == _width(second):
            return at
    return None


def are_rows(text: str, above: str = "|") -> bool:
    """Return whether a text is nothing but rows of a pipe table, without a row of dashes.

    ``above`` is the first row of the table that they may belong to: where that has no bar
    in front, neither have they, and as many cells.
    """
    begins = above.startswith("|")
    lines = [_fold(line) for line in text.split("\n")]
    return all(
        (line.startswith("|") if begins else _is_open(line) and _width(line) == _width(above))
        and _width(line) > 1
        and not _is_nearly_rule(line)
        for line in lines
    )


def begins_with_dashes(text: str) -> bool:
    """Return whether the first line of a text is a row of dashes."""
    return _is_rule(_fold(text.partition("\n")[0]))


def is_indented_table(text: str) -> bool:
    """Return whether each line of a code block is a row of one table."""
    lines = [line.strip() for line in text.rstrip().split("\n")]
    return len(lines) > 1 and all(map(_is_closed, lines))


def delimiter(width: int) -> str:
    """Return the row of dashes of a table with so many columns."""
    return "| " + " | ".join(["---"] * width) + " |"


def _fold(line: str) -> str:
    """Return a line whose bars and crosses are all alike, without bars that part no cells."""
    return _NO_CELLS.sub("x", without_invisible(line)).translate(_DRAWN).replace("\\|", "x").strip()


def _width(line: str) -> int:
    return len(pipe_cells(line))


def _length(lines: Sequence[str], fits: Callable[[str], bool]) -> int:
    """Return how many lines from the first on fit."""
    return sum(1 for _ in takewhile(fits, lines))


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _is_nearly_rule(line: str) -> bool:
    """Return whether a line is a row of dashes, or one with other signs in it."""
    return _is_rule(line) or ("---" in line and "|" in line and not any(map(str.isalnum, line)))


def _is_drawn_below(lines: Sequence[str]) -> bool:
    """Return whether the second of two lines has bars that are none, and the first one has not."""
    others = [any(ord(sign) in _BARS for sign in line) for line in lines]
    return others == [False, True]


def _is_closed(line: str) -> bool:
    """Return whether a line begins like a row of a table, and unlike ``|x| is |y|``."""
    return line.startswith("|") and (
        _is_rule(line) or ((line[1:2].isspace() or line.endswith("|")) and _width(line) > 1)
    )


def _is_open(line: str) -> bool:
    """Return whether a line has bars with a space at both sides of each, or at none."""
    cells = line.removeprefix("|").removesuffix("|").split("|")
    around = {(left[-1:].isspace(), right[:1].isspace()) for left, right in pairwise(cells)}
    return around == {(True, True)} or (around == {(False, False)} and all(cells))


def _with_bars(lines: list[str], folded: list[str], at: int) -> tuple[int, str]:
    if _is_closed(folded[0]):
        length = _length(folded, lambda line: _is_closed(line) or _is_rule(line))
        # One line alone is the heading of a table that is torn, or mathematics.
        is_row = folded[0].startswith("| ") and folded[0].endswith(" |")
        if length == 1 and not (is_row and len(lines) == 1):
            return 0, ""
        return length, _why(lines[:length], folded, at)
    first = folded[0]
    has_rule = "|" in first and len(folded) > 1 and _is_rule(folded[1])
    if not has_rule:
        if not _is_open(first) or ((width := _width(first)) == _FEW and " | " not in first):
            return 0, ""
        alike = _length(folded, lambda line: _is_open(line) and _width(line) == width)
        if alike < (_LEAST_ALIGNED if width == _FEW else 2):
            return 0, ""
    length = 1 + _length(folded[1:], lambda line: "|" in line or _is_rule(line))
    return length, _why(lines[:length], folded, at)


def _why(lines: list[str], folded: list[str], at: int) -> str:
    """Say what keeps lines with bars from being a table."""
    columns = _width(folded[0])
    other = next((sign for line in lines for sign in line if ord(sign) in _BARS), "")
    if other:
        return _rewrite(f'"{other}" is not the bar "|"', pipe_cells(lines[0].translate(_BARS)))
    if lines[0].lstrip().startswith("||"):
        names = [cell for cell in lines[0].strip().split("||") if cell.strip()]
        return _rewrite("its bars are doubled", names)
    if _is_rule(folded[0]):
        return (
            "this table is text, because nothing stands above its row of dashes; "
            "write a row with the names of its columns right above"
        )
    if len(lines) == 1 or not _is_nearly_rule(folded[1]):
        return (
            "these lines look like a table and are text, because they have no row of dashes; "
            f"write {delimiter(columns)} below the first line"
        )
    found, columns = lines[1].strip(" \t"), _width(lines[0])
    if not is_delimiter(found):
        odd = odd_characters(found)
        return (
            f'this table is text, because its second line is "{found}"'
            + f" ({odd})" * bool(odd)
            + f"; write {delimiter(columns)} in place of that line"
        )
    if (dashes := _width(found)) != columns:
        odd = odd_characters(lines[0].partition("|")[0]) if columns > _width(folded[0]) else ""
        return (
            f"this table is text, because its row of dashes has {dashes} cell{'s' * (dashes > 1)} "
            f"and its first row {columns}"
            + (
                f" ({odd}); take that out"
                if odd
                else f"; write {delimiter(columns)} in place of the second line"
            )
        )
    if at:
        return "this table is read as a part of the line above it; put a blank line between them"
    return (
        "this table is text, because of where it stands; "
        "begin all its lines at the same place, with a blank line above"
    )


def _drawn(lines: list[str], folded: list[str], _at: int) -> tuple[int, str]:
    """Find tables drawn as boxes, of any signs, and those of RST with lines of ``=``."""
    underlined = _UNDERLINES.fullmatch(lines[0].strip())
    if not underlined and not _FRAME.fullmatch(folded[0]):
        return 0, ""
    for line, fold in zip(lines[1:_MOST_LINES], folded[1:_MOST_LINES], strict=True):
        cells = _CELL.findall(line) if underlined else pipe_cells(fold)
        if len(cells) > 1 and not _FRAME.fullmatch(fold):
            return len(lines), _rewrite("drawn lines do not make columns", cells)
    return 0, ""


def _with_tabs(lines: list[str], _folded: list[str], _at: int) -> tuple[int, str]:
    tabs = lines[0].strip().count("\t")
    length = _length(lines, lambda line: tabs > 0 and line.strip().count("\t") == tabs)
    if length < 2:
        return 0, ""
    return length, _rewrite("tabs do not make columns", lines[0].strip().split("\t"))


def _with_spaces(lines: list[str], _folded: list[str], at: int) -> tuple[int, str]:
    if not at and len(lines) >= _LEAST_ALIGNED:
        # A paragraph has lost the spaces before its first line.
        indent = min(len(line) - len(line.lstrip()) for line in lines[1:])
        lines = [" " * indent + lines[0], *lines[1:]]
    common: set[int] = set()
    length = 0
    for line in lines:
        begins = _begins(line)
        both = begins if not length else begins & common
        if not both:
            break
        common, length = both, length + 1
    if length < _LEAST_ALIGNED:
        return 0, ""
    return length, _rewrite("spaces do not make columns", _CELL.findall(lines[0]))


def _begins(line: str) -> set[int]:
    """Return where columns begin that stand behind two spaces or more, on the screen."""
    # Some put two spaces behind a sentence.
    cells = pairwise(_CELL.finditer(line.rstrip()))
    found = [cell.start() for before, cell in cells if not before[0].endswith(_END)]
    if line.isascii():
        return set(found)
    wide = [unicodedata.east_asian_width(sign) in "WF" for sign in line]
    return {at + sum(wide[:at]) for at in found}


def _with_separators(lines: list[str], sides: Sequence[str]) -> tuple[int, str]:
    """Find lines with commas or semicolons below a first line that names all sides."""
    if len(lines) < 2 or not sides:
        return 0, ""
    for sign, name in (";", "semicolons"), (",", "commas"):
        cells = [cell.strip(" \"'") for cell in lines[0].split(sign)]
        hits = [match(cell, sides) for cell in cells[1:]]
        named = {hit.index for hit in hits if hit and hit.exact}
        if len(named) < max(2, len(sides)) or lines[0].rstrip().endswith(_END):
            continue
        counts = (line.count(sign) for line in lines)
        length = sum(1 for _ in takewhile((len(cells) - 1).__eq__, counts))
        # Sentences have spaces behind their commas, and do not keep to a number of them.
        if length > 1 + (f"{sign} " in lines[0]):
            return length, _rewrite(f"{name} do not make columns", cells)
    return 0, ""


def _rewrite(why: str, cells: Sequence[str]) -> str:
    row = " | ".join(" ".join(cell.split()) for cell in cells)
    return (
        f"these lines look like a table and are text, because {why}; "
        f'write "| {row} |", below it {delimiter(len(cells))}, and the other rows in the same way'
    )


_KINDS = (_drawn, _with_bars, _with_tabs, _with_spaces)
