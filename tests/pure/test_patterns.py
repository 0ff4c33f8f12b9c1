"""No regular expression of the package takes time that grows faster than its text.

Each is tried on repeated pieces of what it looks for, which do not fit in the end.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import sphinx_versus

PACKAGE = Path(sphinx_versus.__file__).parent
# Methods that begin at one place of the text; the others try each place.
AT_ONE_PLACE = {"match", "fullmatch"}
LEAVES = {op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN}
REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
# How often a piece is repeated: few times first, because some patterns would never end.
TIMES = (12, 24, 250, 1000)


class Pattern(NamedTuple):
    """A pattern of the package, and the methods that it is used with."""

    place: str
    text: str
    flags: int
    methods: set[str]


class Names(dict[str, Any]):
    """The names of a module; a word stands for each name of a function."""

    def __missing__(self, name: str) -> str:
        """Return what stands for a name."""
        return "word"


def patterns() -> Iterator[Pattern]:
    """Yield all patterns that the modules of the package write."""
    trees = {path: ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))}
    used: dict[tuple[Path | None, str], set[str]] = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(ast.Name(name), method):
                    used.setdefault(_scope(path, name), set()).add(method)
    for path, tree in trees.items():
        module = ".".join(["sphinx_versus", *path.relative_to(PACKAGE).with_suffix("").parts])
        for node in ast.walk(tree):
            match node:
                case ast.Assign([ast.Name(name)], ast.Call(ast.Attribute(attr="compile")) as call):
                    call.methods = used.get(_scope(path, name), set())
                case ast.Call(ast.Attribute(ast.Name("re"), method)) if method != "escape":
                    arguments = [*node.args, *(each.value for each in node.keywords)]
                    names = Names(vars(importlib.import_module(module.removesuffix(".__init__"))))
                    pattern, *rest = map(ast.unparse, arguments)
                    text = eval(pattern, {}, names)
                    flags = [eval(each, {}, names) for each in rest if re.match(r"re\.[A-Z]", each)]
                    yield Pattern(
                        f"{path.relative_to(PACKAGE)}:{node.lineno}",
                        text if isinstance(text, str) else text.decode(),
                        int(*flags),
                        getattr(node, "methods", {method}),
                    )


def _scope(path: Path, name: str) -> tuple[Path | None, str]:
    """Return what a name is known by: a private one in its module alone."""
    return (path if name.startswith("_") else None), name


class Pieces:
    """What a pattern is made of, as texts that fit its parts."""

    def __init__(self, pattern: Pattern) -> None:
        self.flags = pattern.flags
        self.tree = _parser.parse(pattern.text, pattern.flags)
        self.groups: dict[int, str] = {}
        pool = dict.fromkeys([*" a1A_.-\n\t\u3042", *map(chr, _named(self.tree))])
        leaves = [(kind, value) for _, kind, value in self._parts(self.tree) if kind in LEAVES]
        # Of signs that fit the same parts, one will do.
        alike = {tuple(self._fits(leaf, sign) for leaf in leaves): sign for sign in reversed(pool)}
        self.signs = [sign for fits, sign in alike.items() if any(fits)]

    def repeated(self) -> Iterator[tuple[str, str]]:
        """Yield texts to begin with, and pieces to repeat after them."""
        # Of the letters that stand in words one will do beside another sign.
        many = [sign for sign in self.signs if not sign.isalpha() or sign in "aA\u3042"]
        pairs = (one + other for one in many for other in many if one != other)
        yield from (("", piece) for piece in (*self.signs, *pairs))
        for before, kind, value in self._parts(self.tree):
            text = self._text(kind, value)
            yield "", before + text
            if kind in REPEATS and value[1] is op.MAXREPEAT:
                yield from ((before, piece) for piece in (*self.signs, text))

    def _parts(self, tree: Any, before: str = "") -> Iterator[tuple[str, Any, Any]]:
        for kind, value in tree:
            yield before, kind, value
            for inner in _inner(kind, value):
                yield from self._parts(inner, before)
            before += self._text(kind, value)

    def _text(self, kind: Any, value: Any) -> str:
        """Return a short text that fits a part."""
        if kind in LEAVES:
            pool = map(chr, (*b" a1A_.-\n", *_named([(kind, value)])))
            return next((sign for sign in pool if self._fits((kind, value), sign)), "")
        if kind is op.GROUPREF:
            return self.groups[value]
        if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
            return ""
        text = "".join(self._text(*each) for each in _inner(kind, value)[0])
        if kind is op.SUBPATTERN:
            self.groups[value[0]] = text
        return text * max(value[0], 1) if kind in REPEATS else text

    def _fits(self, leaf: Any, sign: str) -> bool:
        part = _parser.SubPattern(self.tree.state, [leaf])
        return bool(_compiler.compile(part, self.flags).fullmatch(sign))


def _inner(kind: Any, value: Any) -> list[Any]:
    """Return the parts of a part."""
    if kind in REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if kind is op.BRANCH:
        return list(value[1])
    return [value] if kind is op.ATOMIC_GROUP else []


def _named(tree: Any) -> Iterator[int]:
    """Yield the signs that a pattern names."""
    for kind, value in tree:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield value
        elif kind is op.RANGE:
            yield from value
        elif kind is op.IN:
            yield from _named(value)
        for inner in _inner(kind, value):
            yield from _named(inner)


def slow_text(pattern: Pattern) -> tuple[str, str, str] | None:
    """Return how a text begins, what it repeats and how it ends for which a pattern is slow."""
    compiled = re.compile(pattern.text, pattern.flags)
    runs: list[Callable[[str], Any]] = [
        getattr(compiled, name) for name in sorted(AT_ONE_PLACE & pattern.methods)
    ]
    if not runs or pattern.methods - AT_ONE_PLACE:
        runs.append(lambda text: [*compiled.finditer(text)])
    for before, piece in dict.fromkeys(Pieces(pattern).repeated()):
        # What ends otherwise than all that fits is slow for one piece as for two.
        for end in ("", "\n\x01") if len(piece) != 2 else ("\n\x01",):
            for run in runs:
                if any(_slow(run, before, piece, times, end) for times in TIMES if piece):
                    return before, piece, end
    return None


def _slow(run: Callable[[str], Any], before: str, piece: str, times: int, end: str) -> bool:
    """Return whether a run takes long, and four times the piece far more than four times as long.

    A linear pattern takes far less than what is long here, so that few need a
    second look, and a quadratic one ten times more.
    """
    text = before + piece * times + end
    quarter = before + piece * (times // 4) + end
    if _seconds(run, text) < 0.0005 + len(text) * 2e-7:
        return False
    # One after the other, so that a machine that is busy for a while is so for both.
    return all(_seconds(run, text) > 8 * _seconds(run, quarter) for _ in range(5))


def _seconds(run: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    run(text)
    return time.process_time() - start


@pytest.mark.parametrize("pattern", [*patterns()], ids=lambda pattern: pattern.place)
def test_a_pattern_takes_time_that_grows_with_its_text_alone(pattern: Pattern) -> None:
    assert slow_text(pattern) is None
