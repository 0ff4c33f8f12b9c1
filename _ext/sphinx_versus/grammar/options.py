"""The options of a block: lines below its opening fence."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from .characters import odd_characters, skeleton
from .names import near_miss, offer
from .problems import Kind, Problem

_COLONS = ":\uff1a\ufe13\ufe55\ua789\u2236\u02d0"
_OPTION = re.compile(r"\s*+:(?P<name>[^\s:]++):(?:\s++(?P<value>.*+))?$")
# Where an option begins that stands behind something.
_BEHIND = re.compile(r"(?:^|\s)(?=:[^\s:]++:(?:\s|$))")
# The same with a sign or a space too many or too few.
_LIKE = re.compile(
    rf"\s*+(?P<open>(?:[{_COLONS}]{{1,3}}|[-*@.;|\"'#(])?+)\s*+(?P<name>[^\s{_COLONS}=]++)"
    rf"(?P<close>\s*+[{_COLONS}=])?+(?P<value>.*+)$"
)
# As in settings of other programs.
_EQUALS = re.compile(r"\s*+(?P<open>)(?P<name>[a-z-]++)(?P<close>\s*+=\s++)(?P<value>[^\s=].*+)$")
_COMMENT = re.compile(r"\s*+(?:%|<!--.*-->\s*$)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'")
_CURLED = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f", "\u201c\u201d\u201f"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "\u2018\u2019\u201b"),
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    '"': '"',
    "'": "'",
}
_ALLOWED = 'each is a line of its own, such as ":key: a-key"'
# Quotes may belong to a title; to no key, tag, date or alias.
_PROSE = frozenset({"title"})


@dataclass(slots=True)
class Options:
    """The options of a block by name, each with its line, and what is wrong with them.

    ``count`` is how many lines they take. Line 0 is that of the opening fence.
    """

    values: dict[str, tuple[str, int]] = field(default_factory=dict)
    count: int = 0
    problems: list[Problem] = field(default_factory=list)


def split_argument(argument: str, known: Collection[str]) -> list[str]:
    """Part an argument from the options that stand behind it, on the same line."""
    parts = [""]
    for part in _BEHIND.split(argument):
        found = _OPTION.match(part)
        if found and found["name"] in known:
            parts.append(part)
        else:
            parts[-1] = f"{parts[-1]} {part}".strip()
    return parts


def read_options(
    lines: Sequence[str], known: Collection[str], behind: Sequence[str] = ()
) -> Options:
    """Read the options that the body of a block begins with.

    ``known`` are the names that the block knows, and ``behind`` the options that stand
    behind its argument, on line 0; ``lines`` begin with line 1. The options end at a
    blank line, or before the first line that does not look like one; between lines of
    hyphens they may be without the colon in front, as YAML has them.
    """
    read = Options()
    for option in behind:
        _read_line(option, 0, known, read)
        message = f'"{option}" stands behind the opening fence; put it on a line of its own below'
        read.problems.append(Problem(Kind.MISPLACED_OPTION, 0, message))
    if lines and lines[0].rstrip() == "---":
        return _read_yaml(lines, known, read)
    for at, line in enumerate(lines, start=1):
        if _COMMENT.match(line):
            continue
        if not _read_line(line, at, known, read):
            break
        read.count = at
    return read


def _read_yaml(lines: Sequence[str], known: Collection[str], read: Options) -> Options:
    numbered = list(enumerate(lines, start=1))
    end = next((at for at, line in numbered[1:] if line.startswith("---")), 0)
    for at, line in numbered[1 : end - 1] if end else ():
        text = line.strip()
        if text and not _read_line(f":{text}", at, known, read):
            message = f'"{text}" is no option; {_ALLOWED}'
            read.problems.append(Problem(Kind.MISPLACED_OPTION, at, message))
    if not end:
        message = f'"---" is never closed by another one, so that there are no options; {_ALLOWED}'
        read.problems.append(Problem(Kind.MISPLACED_OPTION, 1, message))
    read.count = end
    return read


def _read_line(line: str, at: int, known: Collection[str], read: Options) -> bool:
    """Read one line; return whether it is an option, or was meant as one."""
    found = _OPTION.match(line)
    if found and found["name"] in known:
        _take(found["name"], found["value"], at, read)
        return True
    if line.lstrip().startswith(":::"):
        return False
    like = found or _LIKE.match(line)
    if not like:
        return False
    if not found and (equals := _EQUALS.match(line)) and equals["name"] in known:
        like = equals
    looks = skeleton(like["name"])
    name = next((name for name in known if skeleton(name) == looks), "")
    if name and (found or _is_meant(like)):
        value = _take(name, like["value"], at, read)
        odd = odd_characters(like["name"], name) or odd_characters(line.replace(value, ""))
        read.problems.append(
            Problem(
                Kind.UNKNOWN_OPTION if found else Kind.MISPLACED_OPTION,
                at,
                f'"{line.strip()}" is read as the option "{name}"; '
                f'write it as "{_written(name, value)}"' + f" ({odd})" * bool(odd),
            )
        )
        return True
    near = near_miss(like["name"], known)
    if not found and not (near and like["open"][:1] in {*_COLONS} and like["close"]):
        return False
    read.problems.append(unknown_option(like["name"], at, known))
    return True


def unknown_option(name: str, line: int, known: Collection[str], block: str = "") -> Problem:
    """Return the problem of an option that a block, called ``block``, does not know."""
    none = f"{block} has no options, so take it out"
    hint = offer(name, known) if known else none
    return Problem(Kind.UNKNOWN_OPTION, line, f'the option "{name}" is not known; {hint}')


def _is_meant(like: re.Match[str]) -> bool:
    """Return whether a line with the name of an option was meant as one, and not as a sentence."""
    return (
        bool(like["open"])
        or like.re is _EQUALS
        or ("=" not in (like["close"] or "=") and like["name"].islower())
    )


def _take(name: str, written: str | None, at: int, read: Options) -> str:
    """Note the value of an option; return it."""
    text = (written or "").strip()
    value = _without_quotes(text)
    if value == text and name not in _PROSE and _CURLED.keys() & {*text[:1]}:
        parts = [_bare(part.strip()) for part in text.split(",")]
        if all(parts):
            value = ", ".join(parts)
            read.problems.append(
                Problem(
                    Kind.UNKNOWN_VALUE,
                    at,
                    f'the option "{name}" is in quotes, which are left out; '
                    f'write it as "{_written(name, value)}"',
                )
            )
    if name in read.values:
        read.problems.append(
            Problem(
                Kind.MISPLACED_OPTION, at, f'the option "{name}" stands twice; the first one counts'
            )
        )
    read.values.setdefault(name, (value, at))
    return value


def _without_quotes(text: str) -> str:
    """Take off the straight quotes that YAML allows around a value."""
    if not _QUOTED.fullmatch(text):
        return text
    inner = text[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if text[0] == '"' else inner.replace("''", "'")


def _bare(part: str) -> str:
    """Return what stands in a pair of quotes; nothing where there is no pair, or another one."""
    inner = part[1:-1].strip()
    closed = len(part) > 1 and part[-1] in _CURLED.get(part[0], "")
    return "" if not closed or _CURLED.keys() & {*inner} - {"'", "\u2019"} else inner


def _written(name: str, value: str) -> str:
    return f":{name}: {value}".rstrip()


def is_option(line: str, known: Collection[str]) -> bool:
    """Return whether a line of text was most likely meant as an option."""
    if not line.lstrip().startswith(tuple(_COLONS)):
        return False
    found = _OPTION.match(line) or _LIKE.match(line)
    if not found or not (found.re is _OPTION or found["close"]):
        return False
    return skeleton(found["name"]) in {skeleton(name) for name in known}
