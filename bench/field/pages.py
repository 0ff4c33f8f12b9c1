"""The pages that all contenders build: comparisons of about sixty lines, made up."""

from __future__ import annotations

import re

NAMES = (
    *("Amber", "Basalt", "Cobalt", "Dahlia", "Ember", "Fennel", "Garnet", "Hazel", "Indigo"),
    *("Jasper", "Kelp", "Lotus", "Maple", "Nectar", "Olive", "Pepper", "Quartz", "Russet"),
    *("Saffron", "Topaz", "Umber", "Velvet", "Willow", "Xenon", "Yarrow", "Zircon"),
)


def sides(number: int, count: int) -> tuple[str, str]:
    """Return the names of both sides of a comparison; most stand in two of them."""
    return _name(number), _name((number * 7 + 3) % count)


def _name(number: int) -> str:
    return f"{NAMES[number % len(NAMES)]} {number}"


def title(number: int, count: int) -> str:
    """Return the title of a comparison."""
    return " vs ".join(sides(number, count))


def stem(number: int) -> str:
    """Return the name of a comparison's file, without its ending."""
    return f"c{number:05}"


def comparison(number: int, count: int) -> str:
    """Return a comparison as our extension reads it."""
    one, other = sides(number, count)
    options = f":key: {stem(number)}\n:tags: group {number % 40}\n"
    body = _body(number, count, "{}.md")
    return f"# {one} vs {other}\n\n::::{{comparison}} {one} vs {other}\n{options}\n{body}::::\n"


def plain(number: int, count: int, link: str = "{}.md") -> str:
    """Return the same text as plain Markdown; ``link`` is how a page is linked to."""
    return f"# {title(number, count)}\n\n{_body(number, count, link)}"


def needs(number: int, count: int) -> str:
    """Return the same text for sphinx-needs: the comparison and its claims are needs."""
    head, rest = plain(number, count).split("\n\n", 1)
    identifiers = ", ".join(_need(each) for each in _following(number, count))
    comparison = _directive("comparison", title(number, count), _need(number), identifiers)
    before, evidence, after = re.split("## (?:Evidence|Outlook)\n\n", rest)
    paragraphs = evidence.strip().split("\n\n")
    claims = (
        _directive("claim", text, f"{_need(number)}_{place}", _need(number), points)
        for place, (text, points) in enumerate(zip(paragraphs[::2], paragraphs[1::2], strict=True))
    )
    evidence = "\n".join(claims)
    return f"{head}\n\n{comparison}\n{before}## Evidence\n\n{evidence}\n## Outlook\n\n{after}"


def _need(number: int) -> str:
    return stem(number).upper()


def _directive(name: str, argument: str, identifier: str, links: str, content: str = "") -> str:
    options = f":id: {identifier}\n:links: {links}\n"
    return f"```{{{name}}} {argument}\n{options}\n{content.strip()}\n```\n"


def _following(number: int, count: int) -> list[int]:
    return [(number + step) % count for step in (1, 2, 3)]


def _body(number: int, count: int, link: str) -> str:
    one, other = sides(number, count)
    following = _following(number, count)
    links = "\n".join(f"- [{title(each, count)}]({link.format(stem(each))})" for each in following)
    return f"""How {one} differs from {other}, in a sentence of some length for the cards.

## Definitions

{one}
: The first thing of the pair, number {number}, as people who use it would describe it.

{other}
: The second thing of the pair, which many take for the first.

## Side-by-side analysis

| Dimension | {one} | {other} |
|---|---|---|
| Cost | low, about {number + 3} in a year | high |
| Speed | fast | slow, some {number + 7} steps |
| Weight | light enough to carry | heavy |
| Colour | red, and paler with age | blue |
| Origin | the north | the south |

## Strengths

### {one}

- Cheap to make and easy to keep.
- Found in most shops.

### {other}

- Holds for a long time, up to {number + 11} days.
- Needs little care.

## Weaknesses

### {one}

- Breaks when it falls on stone.

### {other}

- Costs more than most can pay.

## Evidence

{one} lasts longer than {other} when it is kept dry.

- Somebody, *A book of things* (2001)
- disputes: Another, *A critique of things* (2005)
- certainty: low, because nobody has looked at more than {number + 5} of them

People like {other} better in the evening.

- A survey of {number + 20} people

## Outlook

Both are here to stay, and [{title(following[0], count)}]({link.format(stem(following[0]))}) too.

## Other comparisons

{links}
"""
