"""Makes Markdown of ``comparisons.json``, as a program could that knows nothing but the format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

Record = Mapping[str, Any]

_POINTS = {"strengths": "Strengths", "weaknesses": "Weaknesses", "best-for": "Best for"}
# All that Markdown, MyST or a spelling of quotes could take for its own.
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def pages_of(document: Record) -> dict[str, str]:
    """Return Markdown that says what the data says of comparisons, by the names of pages."""
    claims = {each["id"]: each for each in document["claims"]}
    names = {each["id"]: each["name"] for each in document["entities"]}
    titles = {each["name"]: each["title"] for each in document["pages"]}
    pages: dict[str, str] = {}
    for page, found in groupby(document["comparisons"], key=lambda each: each["page"]):
        parts = [f"# {_text(titles[page])}"]
        for each in found:
            # A block that comes first is the page, and has no place on it.
            parts += ["Words before it."] if "#" in each["url"] and len(parts) == 1 else []
            parts += _block(each, claims, names)
        pages[page] = "\n\n".join(parts) + "\n"
    return pages


def _block(each: Record, claims: Mapping[str, Record], names: Mapping[str, str]) -> Iterator[str]:
    sides = [side["name"] for side in each["sides"]]
    options = {name: each.get(name, "") for name in ("key", "title", "reviewed")}
    options["tags"] = ", ".join(each.get("tags", ()))
    lines = (f":{name}: {value}" for name, value in options.items() if value)
    yield "\n".join([f"::::{{comparison}} {' | '.join(sides)}", *lines])
    yield _text(each.get("tagline", ""))
    if each.get("in_short"):
        yield "## In short"
        yield "\n".join(f"- {_prose(said)}" for said in each["in_short"])
    if any("definition" in side for side in each["sides"]):
        yield "## Definitions"
        for side in each["sides"]:
            if "definition" in side:
                yield f"{_text(side['name'])}\n: {_prose(side['definition'])}"
    if each["dimensions"]:
        yield "## Side by side"
        named = each["sides"]
        for _, rows in groupby(each["dimensions"], key=lambda row: row["table"]):
            yield "\n".join(_table(named, list(rows)))
            # What else a heading says of a side need not stand in each of them.
            named = [{"name": side["name"]} for side in named]
            yield "Between tables."
    for kind, heading in _POINTS.items():
        if any(kind in side for side in each["sides"]):
            yield f"## {heading}"
            for side in each["sides"]:
                if kind in side:
                    yield f"### {_text(side['name'])}"
                    yield "\n".join(f"- {_prose(point)}" for point in side[kind])
    if each["claims"]:
        yield "## Evidence"
        rows = {row["id"]: row["name"] for row in each["dimensions"]}
        for id_ in each["claims"]:
            prefix = f"{each['key']}-claim-"
            yield "\n".join(_claim(claims[id_], id_.removeprefix(prefix), names | rows))
    if each.get("entities"):
        yield "## Related entities"
        yield "\n".join(f"- {_text(names[id_])}" for id_ in each["entities"])
    if each.get("others"):
        yield "## Other comparisons"
        yield "\n".join(f"- [x](#{key})" for key in each["others"])
    yield "::::"


def _table(sides: Iterable[Record], rows: list[Record]) -> Iterator[str]:
    more = {
        "Weight": lambda row: row.get("weight", ""),
        "Unit": lambda row: row.get("unit", "") if "units" not in row else "",
        "Winner": lambda row: ", ".join(names[place] for place in row.get("winner", ())),
        "Notes": lambda row: _prose(row["notes"]) if "notes" in row else "",
    }
    names = [side["name"] for side in sides]
    more = {name: said for name, said in more.items() if any(map(said, rows))}
    units = rows[0].get("units", [""] * len(names))
    heads = [_head(side, unit) for side, unit in zip(sides, units, strict=True)]
    yield _line(["Dimension", *heads, *more])
    yield _line(["---"] * (1 + len(heads) + len(more)))
    group = ""
    for row in rows:
        if row.get("group", "") != group:
            group = row["group"]
            yield _line([_text(group), *[""] * (len(heads) + len(more))])
        key = row["id"].partition("-row-")[2]
        name = "" if "continues" in row else f"[{_text(row['name'])}]{{#{key}}}"
        yield _line([name, *map(_prose, row["cells"]), *(said(row) for said in more.values())])


def _head(side: Record, unit: str) -> str:
    link, name = side.get("link"), _text(side["name"])
    parts = [f"[{name}]({link})" if link else name, side.get("version", "")]
    remarks = [f"({text})" for text in (side.get("remark", ""), unit) if text]
    return " ".join(filter(None, [*parts, *remarks]))


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _claim(claim: Record, key: str, names: Mapping[str, str]) -> Iterator[str]:
    yield _prose(claim["statement"])
    for source in claim["sources"]:
        said = {"text": source["text"], "citations": source["keys"]}
        yield f"- {source['stance']}: {_prose(said)}"
    if "certainty" in claim:
        level = f"- certainty: {claim['certainty']}"
        level += f" from {claim['from']}" if "from" in claim else ""
        steps = (
            each["domain"] + (f" ×{abs(each['levels'])}" if abs(each["levels"]) > 1 else "")
            for each in claim.get("domains", ())
        )
        domains = ", ".join(steps)
        level += f" ({domains})" if domains else ""
        yield level + (f", {_prose(claim['reason'])}" if "reason" in claim else "")
    about = [*claim.get("about", ()), *claim.get("rows", ())]
    if about:
        yield f"- about: {'; '.join(_text(names[id_]) for id_ in about)}"
    yield f"- key: {key}"


def _prose(said: Record) -> str:
    """Return a text with its citations and links as Markdown."""
    text = said["text"]
    places: dict[str, str] = {}
    keys = "|".join(sorted(map(re.escape, said["citations"]), key=len, reverse=True))
    written = [rf"\[@(?:{keys})(?:; @(?:{keys}))*\]", rf"@(?:{keys})(?![\w-])"] if keys else []
    written += [re.escape(link["text"]) for link in said.get("links", ())]
    links = {link["text"]: link["url"] for link in said.get("links", ())}
    if not written:
        return _text(text)

    def put(found: re.Match[str]) -> str:
        whole = found[0]
        if whole in links:
            places[mark := chr(0xE100 + len(places))] = f"[{_text(whole)}]({links[whole]})"
            return mark
        role = "p" if whole.startswith("[") else "t"
        cited = ",".join(each.strip("@[] ") for each in whole.split(";"))
        places[mark := chr(0xE100 + len(places))] = f"{{cite:{role}}}`{cited}`"
        return mark

    marked = _text(re.sub("|".join(written), put, text))
    for mark, written_out in places.items():
        marked = marked.replace(mark, written_out)
    return marked


def _text(text: str) -> str:
    """Return a text as Markdown in which no sign has a meaning."""
    return _SIGN.sub(r"\\\g<0>", text)
