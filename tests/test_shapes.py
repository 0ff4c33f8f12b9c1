"""A comparison says the same in each shape that people give it, and shows it as it is written."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes
from sphinx.application import Sphinx

from projects import read_project, write_project, written_words
from small_facts import written
from sphinx_versus.domain import domain_of
from sphinx_versus.nodes import versus_section

USUAL = """
## Strengths
### Ada
- Small.
- Fast, and *simple*.
### Bob
- Many plugins.

## Weaknesses
### Ada
- No plugins.
### Bob
- Slow.

## Best for
### Ada
- people in a hurry
### Bob
- large teams
"""
SAME = {
    "usual": USUAL,
    "a section for each side": """
## Ada
### Pros
- Small.
- Fast, and *simple*.
### Cons
- No plugins.
### Best for
- people in a hurry

---

## Bob
### Advantages
- Many plugins.
### Drawbacks
- Slow.
### Use cases
- large teams
""",
    "both": """
## Strengths
### Ada
- Small.
- Fast, and *simple*.

## Bob
### Pros
- Many plugins.
### Cons
- Slow.

## Weaknesses of Ada
- No plugins.

## Which one?
### Choose Ada if you are among
- people in a hurry
### When to use Bob
large teams
""",
    "below another heading": """
## Comparison
### Ada
#### Pros
- Small.
- Fast, and *simple*.
#### Cons
- No plugins.
### Bob
#### Pros
- Many plugins.
#### Cons
- Slow.

## When to use
### Ada
people in a hurry
### Bob
large teams
### Both
Nobody.
""",
    "points below another heading": USUAL.replace("#", "##").replace(
        "#### Strengths", "## What speaks for them\n#### Strengths"
    ),
    "lines before lists": """
## Ada
**Pros**
- Small.
- Fast, and *simple*.

Cons:
- No plugins.

## Bob
- Pros:
  - Many plugins.
- Cons:
  - Slow.

## Which one?

**Choose Ada if you are:**
- people in a hurry

:::{admonition} Choose Bob when
- large teams
:::
""",
    "a table of options": """
## Options

| Option | + | - | Best for | Since |
|---|---|---|---|---|
| [Ada](https://a.example) | Small.; Fast, and *simple*. | No plugins. | people in a hurry | 2001 |
| **Bob** | Many plugins. | | | 2002 |
| | - | Slow. | large teams | |
""",
    "a list-table": """
## At a glance

:::{list-table}
:header-rows: 1

* -
  - Advantages
  - Disadvantages
  - Use cases
* - Bob
  - - Many plugins.
  - Slow.
  - large teams
* - Ada
  - - Small.
    - Fast, and *simple*.
  - No plugins.
  - people in a hurry
:::
""",
    "tables in other places": """
## Strengths

| Bob | Ada |
|---|---|
| Many plugins. | Small. |
| | Fast, and *simple*. |

## Ada

| Cons | Best for |
|---|---|
| No plugins. | people in a hurry |

## Bob

| Cons | Best for |
|---|---|
| Slow. | large teams |
""",
}
POINTS = [
    ["strengths: Small.", "strengths: Fast, and *simple*.", "weaknesses: No plugins.",
     "best-for: people in a hurry"],
    ["strengths: Many plugins.", "weaknesses: Slow.", "best-for: large teams"],
]  # fmt: skip
PAGES = {
    "madr": """
## Pros and Cons of the Options
### Ada
Is described.

* Good, because it is short
* Neutral, because nobody knows it
* Bad because it is new
* is cited
### Bob
- Gut, weil es kurz ist
""",
    "defined": """
## Ada
Is *small*.

And more.
### Pros
- One.

## Bob
Is large:

- and so on
### Pros
- Two.
""",
    "in-short": """
An introduction.

## Ada
Prose.

---

## TL;DR
- Take *Ada*.
- Or Bob.

Never both.

## Verdict
Prose.

---
""",
    "nested": """
## Ada
Small.

```{entity} Cyd
Another one.
```

### Pros
- One.
""",
    "summary": "## Summary\nTake Ada.\n\n## Conclusion\nProse.\n\n## Summary\nProse.\n",
    "rules": """
## What they are

---

### Ada
Small.

---

### Bob
Large.

---

## Choice
### Choose Ada if
you are small

***

you like it

---

### Choose Bob if
you are large

---

### Neither
Text.

---

## Bob
### Pros
- One.

---

### Cons
- Two.
""",
    "correct": """
## Use cases
### Web servers
Text.
- item

## Use case 1
- item

## Best of both
Text.

## When to use it
Text.

## Recommendations

Use Ada for what follows:
- a step

| Task | Use cases |
|---|---|
| One | two |

| Option | Pros | Cons |
|---|---|---|
| To wait | cheap | late |

## Best for
### Small teams
Ada.
### Both
Anything.
""",
}


FENCE = ":::::{comparison}"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Sphinx:
    pages = {name.replace(" ", "-"): body for name, body in {**SAME, **PAGES}.items()}
    files = {
        f"{name}.md": f"# {name}\n\n{FENCE} Ada | Bob\n:key: {name}\n\nTagline.\n{body}:::::\n"
        for name, body in pages.items()
    }
    files["index.md"] = "# Cases\n\n```{toctree}\n:glob:\n*\n```\n"
    app, warnings = read_project(write_project(tmp_path_factory.mktemp("shapes"), files))
    assert warnings == ""
    return app


def _comparison(app: Sphinx, name: str) -> Any:
    (found,) = domain_of(app.env).by_document[name.replace(" ", "-")]
    return found


def _points(app: Sphinx, name: str) -> list[list[str]]:
    kinds = ("strengths", "weaknesses", "best-for")
    return [
        [
            f"{kind}: {written(each.prose)}"
            for kind in kinds
            for each in side.points
            if each.kind == kind
        ]
        for side in _comparison(app, name).sides
    ]


@pytest.mark.parametrize("name", SAME)
def test_each_shape_says_the_same(name: str, app: Sphinx) -> None:
    assert _points(app, name) == POINTS


def test_points_have_the_ids_of_the_usual_shape(app: Sphinx) -> None:
    ids = {section.anchor for section in _comparison(app, "a section for each side").sections}
    kinds = ("strengths", "weaknesses", "best-for")
    names = {f"{kind}-{side}" for kind in kinds for side in ("ada", "bob")} | {"ada", "bob"}
    assert ids == {f"a-section-for-each-side-{name}" for name in names}


def test_arguments_of_madr_are_points_and_keep_their_words(app: Sphinx) -> None:
    assert _points(app, "madr") == [
        ["strengths: Good, because it is short", "weaknesses: Bad because it is new"],
        ["strengths: Gut, weil es kurz ist"],
    ]


def test_the_first_paragraph_below_a_side_defines_it_if_nothing_but_text_stands_there(
    app: Sphinx,
) -> None:
    sides = _comparison(app, "defined").sides
    assert [written(side.definition) for side in sides] == ["Is *small*.", ""]


def test_a_block_below_a_side_is_its_own(app: Sphinx) -> None:
    assert [written(side.definition) for side in _comparison(app, "nested").sides] == ["", ""]
    assert _points(app, "nested") == [["strengths: One."], []]


def test_what_is_in_short_comes_first(app: Sphinx) -> None:
    found = _comparison(app, "in-short")
    assert [written(each) for each in found.in_short] == ["Take *Ada*.", "Or Bob.", "Never both."]
    assert [section.title for section in found.sections] == ["TL;DR", "Ada", "Verdict"]
    assert found.sections[0].anchor == "in-short-in-short"


def test_a_summary_is_in_short_only_if_it_comes_first(app: Sphinx) -> None:
    found = _comparison(app, "summary")
    assert [written(each) for each in found.in_short] == ["Take Ada."]
    kinds = [(section.title, str(section.kind)) for section in found.sections]
    assert kinds == [("Summary", "in-short"), ("Conclusion", ""), ("Summary", "")]


def test_rules_part_sections_and_text_and_no_columns(app: Sphinx) -> None:
    places = []
    for rule in app.env.get_doctree("rules").findall(nodes.transition):
        above = rule.parent
        at = above.index(rule)
        title = above[0].astext() if isinstance(above, versus_section) else ""
        places.append((title, above[at - 1].astext().split()[0], above[at + 1].astext().split()[0]))
    assert places == [
        ("rules", "What", "Choice"),
        ("Choose Ada if", "you", "you"),
        ("rules", "Choice", "Bob"),
        ("Bob", "Pros", "Cons"),
    ]


def test_what_only_looks_like_another_shape_is_text(app: Sphinx) -> None:
    found = _comparison(app, "correct")
    assert not any(side.points or side.definition for side in found.sides)


def test_no_word_is_lost(app: Sphinx) -> None:
    for name, body in {**SAME, **PAGES}.items():
        shown = app.env.get_doctree(name.replace(" ", "-")).astext().casefold()
        assert [word for word in written_words(body) if word not in shown] == [], name
