"""Citations in a form of other tools, or with a sign wrong, which are text here."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from sphinx_versus.grammar.characters import skeleton
from sphinx_versus.grammar.names import split_keys
from sphinx_versus.grammar.problems import Kind

from .found import Context, Found

_NAME = r"(?:foot)?cite(?::[a-z]{1,12})?"
# With another sign in the place of the colon.
_ALMOST_NAME = r"(?:foot)?cite(?:[ ]?[:;.,\uff1a-][ ]?[a-z]{1,12})?"
_KEY = r"\w(?:[\w:./+-]*\w)?"
_KEYS = rf"{_KEY}(?:\s*,\s*{_KEY})*+"
# Quotation marks, and what keyboards and office programs make of a backtick.
_QUOTE = (
    "[`'\"\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e"
    "\u2032\u2035\u02b9\u02bb\u02bc\uff07\uff40]"
)
# A role as it is read, in the form that nearly all citations have.
_CITATION = re.compile(rf"(?<!`)\{{{_NAME}\}}`[^`]+`")
# A role with a sign in its name that no name has.
_TORN = r"\{(?![a-z0-9_:+-]{1,21}\})(?P<name4>[^{}\n]{3,21})\}"
_SIGNS = re.compile(r"[@{\[`]")
_MAY_BE = re.compile(rf"@|cite|{_TORN}`|\[\[|\[[^\W_][\w:-]*\](?![(\[:])", re.IGNORECASE)
_AT = re.compile(rf"(?:^|[\s;:(-])@\{{?({_KEY})\}}?")
# What a whole source can be in pandoc: a key, and where in the work.
_WHOLE = re.compile(
    rf"\s*-?@(?P<key>{_KEY})(?P<where>\s*\[[^\[\]]*\]|,?\s+(?:pp?|ch|sec)\.[^;]*)?\s*"
)
# What people write before a key, or a tag that it is put into.
_LED = re.compile(r"^(?:(?:see|cf\.?|vgl\.?|siehe|voir)\s+|#)|^<(?=[^<>]*>$)|(?<=.)>$")
_WIDE = "\N{FULLWIDTH LEFT CURLY BRACKET}"
_WIDE_ROLE = re.compile(rf"{_WIDE}(?P<name>{_NAME})[}}\uff5d]{_QUOTE}?(?P<keys>{_KEYS}){_QUOTE}?")
_ONLY_CITED = re.compile(rf"\s*+(?:\{{{_NAME}\}}`[^`]++`[\s,;]*+)++")
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")
# The numbers of the groups for wrong forms.
_WRONG = (1, 2, 3, 5, 6, 7)
_TO_WRITE = "cite:t"
_NO_LETTERS = re.compile(r"[^a-z]++")
# As in "cite:yearpar".
_LONGEST_FORM = 8


# Few texts have any of it, so that it is compiled when it is needed.
@functools.cache
def _forms() -> re.Pattern[str]:
    return re.compile(
        rf"""
        # What is as it should be: an escaped sign, a role, a link, a page or an address.
        (?P<torn>{_TORN}`?(?P<keys4>{_KEYS})`)
        | (?P<role>\{{[\w+:-]{{1,40}}\}}(?P<ticks>`++)[^`](?:(?!(?P=ticks)).)*+(?P=ticks))
        | (?P<latex>\\(?:paren|text|auto|foot|smart|super|full|no|block)?cite
            (?:alt|alp|author|year|yearpar|title|text|[pts])?\*?
            (?P<notes>(?:\[[^\[\]\n]{{0,80}}\]){{0,2}})\{{(?P<latex_keys>[^{{}}\n]{{1,200}})\}})
        | (?P<escape>\\[^\w\s])
        | (?P<broken>
            # {{cite:t}} with other quotes, a space, a bracket or nothing behind it
            \{{[ ]?(?P<name1>{_NAME})[ ]?[)}}\]]{{1,2}}[ ]?\\?{_QUOTE}{{0,2}}[ ]?
                (?:[(\[{{]?(?P<keys1>{_KEYS})[)\]}}]?\\?{_QUOTE}{{0,2}})?
            # (cite:t)`key`, [cite:t]`key`, <cite:t>`key`, :cite:t:`key` and {{cite:t`key`
            | [(\[{{<:](?P<name2>{_ALMOST_NAME})[)\]}}>:]?`(?P<keys2>{_KEYS})`?\}}?
            # `{{cite:t}}`key` and {{cite:}}t`key`
            | (?<!`)`\{{(?P<name6>{_NAME})\}}`(?P<keys6>{_KEYS})`
            | \{{(?P<name7>(?:foot)?cite:?)\}}[a-z]{{1,8}}`(?P<keys7>{_KEYS})`
            # [cite: key]
            | \[(?P<name5>{_NAME})[ ]?:?[ ]?(?P<keys5>{_KEYS})\](?![(\[])
            # cite:t`key`
            | (?<![\w`:/.-])(?P<name3>{_NAME})[)\]}}>:]?`(?P<keys3>{_KEYS})`
          )
        | (?P<code>(?<!`)(?P<tick>`++)(?:(?!(?<!`)(?P=tick)(?!`)).)*+(?P=tick))
        | (?P<link>!?\[(?:[^\[\]\\]|\\.){{0,300}}+\][(]|<[^<>\s]{{1,300}}+>|\bhttps?://[^\s<>`]++)
        | (?P<wiki>\[\[(?P<wiki_key>@?{_KEY})\]\])
        | (?P<rst>\[(?P<rst_key>{_KEY})\]_(?!\w))
        | (?P<pandoc>\[(?P<inner>[^\[\]\n]{{0,300}}?(?<![\w.@])-?@[^\[\]\n]{{1,300}})\](?![(\[:]))
        | (?P<single>\[(?P<single_key>{_KEY})\](?![(\[:_]))
        | (?P<mail>(?<![\w.+-])[\w.+-]++@[\w.-]++)
        | (?P<bare>(?<![\w@/.])@(?P<bare_key>{_KEY}))
        """,
        re.VERBOSE | re.IGNORECASE | re.DOTALL,
    )


class Malformed(NamedTuple):
    """What was meant as a citation: where it begins, as it is written, and what to write.

    ``key`` is that of a source in pandoc's form.
    """

    at: int
    written: str
    remedy: str
    key: str = ""

    @property
    def message(self) -> str:
        """What to tell of it."""
        return f'"{self.written}" is no citation here; {self.remedy}'


def citations(text: str, context: Context) -> Iterator[Found]:
    """Find what was meant as a citation."""
    for each in malformed(text, context.keys):
        yield Found(Kind.MALFORMED_CITATION, text.count("\n", 0, each.at), each.message)


def malformed(text: str, known: Container[str] = ()) -> Iterator[Malformed]:
    """Yield what was meant as a citation in raw Markdown; ``known`` are the keys that there are.

    ``@key`` and ``[key]`` are in use for other things too: they count where the key is known.
    """
    if _WIDE in text:
        yield from _wide(text)
    if not _SIGNS.search(text) or not _MAY_BE.search(text):
        return
    rest = _CITATION.sub("", text)
    if not _MAY_BE.search(rest):
        return
    for found in _forms().finditer(text):
        kind = _form(found)
        if kind and (remedy := kind(found, known)):
            yield Malformed(found.start(), " ".join(found[0].split()), remedy)


def _wide(text: str) -> Iterator[Malformed]:
    """Yield the roles in braces that are as wide as a letter of Chinese."""
    for found in _WIDE_ROLE.finditer(text):
        yield Malformed(found.start(), found[0], _write(found["keys"], found["name"]))


def is_cited(text: str) -> bool:
    """Return whether a line of Markdown is nothing but citations."""
    return "{" in text and _ONLY_CITED.fullmatch(text) is not None


def whole_source(text: str, known: Container[str]) -> Malformed | None:
    """Return the citation that a whole source is: a known key, or any in pandoc's form."""
    if "@" not in text:
        text = _LED.sub("", text).strip()
        is_key = any(map(str.isdigit, text)) and not any(map(str.isspace, text)) and text in known
        return Malformed(0, text, _write(text)) if is_key else None
    found = _WHOLE.fullmatch(text)
    if found is None:
        return None
    where = " ".join((found["where"] or "").strip(" ,[]").split())
    remedy = _write(found["key"]) + f", {where}" * bool(where)
    return Malformed(0, text.strip(), remedy, found["key"])


_Remedy = Callable[["re.Match[str]", Container[str]], str]


def _form(found: re.Match[str]) -> _Remedy | None:
    kinds = {
        "latex": _latex,
        "torn": _torn,
        "broken": _broken,
        "wiki": _wiki,
        "rst": _rst,
        "pandoc": _pandoc,
        "single": _single,
        "bare": _bare,
    }
    return next((remedy for kind, remedy in kinds.items() if found[kind]), None)


def _write(keys: str, name: str = _TO_WRITE) -> str:
    return f"write {{{name}}}`{','.join(split_keys(keys))}`"


def _latex(found: re.Match[str], _known: Container[str]) -> str:
    command = found["latex"].partition("{")[0].partition("[")[0].casefold()
    name = "cite:p" if "paren" in command or command.rstrip("*").endswith("citep") else _TO_WRITE
    notes = [note.strip(" []") for note in found["notes"].split("][")]
    where = next((note for note in reversed(notes) if note), "")
    return _write(found["latex_keys"], name) + f", {where}" * bool(where)


def _broken(found: re.Match[str], _known: Container[str]) -> str:
    name, keys = (
        next(filter(None, (found[f"{what}{number}"] for number in _WRONG)), "")
        for what in ("name", "keys")
    )
    if found[0].endswith(keys):
        # It is not closed, and what follows may be text.
        keys = re.split(r",\s|\s,", keys)[0]
    if re.search(rf"\s{re.escape(keys)}$", found[0]) and not _has_year(keys):
        keys = ""
    name = re.sub(r"[\W_]+", ":", name.casefold()).rstrip(":")
    return _write(keys or "the-key", name)


def _torn(found: re.Match[str], _known: Container[str]) -> str:
    letters = _NO_LETTERS.sub("", skeleton(found["name4"]))
    begin, cite, form = letters.partition("cite")
    if not cite or begin not in ("", "foot") or len(form) > _LONGEST_FORM:
        return ""
    return _write(found["keys4"], f"{begin}{cite}" + f":{form}" * bool(form))


def _pandoc(found: re.Match[str], known: Container[str]) -> str:
    inner = found["inner"].strip()
    keys = _AT.findall(inner)
    direct = inner.startswith(("@", "-@")) or inner.casefold().startswith(("cite", "see ", "cf"))
    if not keys or not (direct or any(_is_likely(key, known) for key in keys)):
        return ""
    if any("/" in key and ":" not in key and key not in known for key in keys):
        # The name of a package.
        return ""
    before = found.string[: found.start()].rstrip()
    if not before or before[-1] in ":;":
        where = inner.rpartition(",")[2].strip() if len(keys) == 1 and "," in inner else ""
        each = "; ".join(f"{{{_TO_WRITE}}}`{key}`" for key in keys)
        return f"write {each}" + f", {where}" * bool(where)
    return _write(",".join(keys), "cite:p")


def _wiki(found: re.Match[str], known: Container[str]) -> str:
    key = found["wiki_key"]
    likely = key.startswith("@") or _is_likely(key, known)
    return _write(key.removeprefix("@")) if likely else ""


def _rst(found: re.Match[str], known: Container[str]) -> str:
    return _write(found["rst_key"]) if _is_likely(found["rst_key"], known) else ""


def _single(found: re.Match[str], known: Container[str]) -> str:
    return _write(found["single_key"]) if found["single_key"] in known else ""


def _bare(found: re.Match[str], known: Container[str]) -> str:
    return _write(found["bare_key"]) if found["bare_key"] in known else ""


def _is_likely(key: str, known: Container[str]) -> bool:
    """Return whether a text is a key, or has the form of most: a name and a year."""
    return _has_year(key) or key in known


def _has_year(key: str) -> bool:
    return key[:1].isalpha() and bool(_YEAR.search(key))
