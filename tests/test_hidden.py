"""What readers do not see changes nothing of what a page says, wherever it stands."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import COLOUR, write_project
from sphinx_versus.domain import STORED, domain_of

# Between the lines of @, what is hidden can stand.
PAGE = """---
orphan: true
---
# Page NUMBER

@
::::{comparison} A NUMBER vs B NUMBER
@
Tag.
@
Introduction.
@
## Definitions
@
A NUMBER
: Is one.

B NUMBER
: Is another.
@
## Table
@
| What | A NUMBER | B NUMBER |
|---|---|---|
| row | x | y |
@
## Strengths
@
### B NUMBER
@
- Quick.
@
### A NUMBER
@
- Slow.
@
## Evidence
@
One is so.
@
- A source
@
Two is so.
@
- Another source
@
### About A NUMBER
@
Three is so.
@
- A third source
@
## Own section
@
Words.
@
## Related entities
@
- Thing NUMBER
@
## See also
@
- [Another](#a-0-vs-b-0)
@
::::
@
:::{entity} Entity NUMBER
@
Words on it.
@
:::
@
:::{evidence}
@
Four is so.
@
- A fourth source
@
:::
@
```{comparison-list}
:tag: none
```
@
"""
HIDDEN = {
    "label": "(label-NUMBER-GAP)=",
    "labels": "(label-NUMBER-GAP)=\n% between\n(other-NUMBER-GAP)=",
    "comment": "% ## Old section\n% - an item",
    "html": "<!-- a\n\nnote -->",
    "break": "+++ of a notebook",
    "index": "```{index} single: word\n```",
    "substitution": "```{eval-rst}\n.. |s GAP| replace:: x\n```",
    "footnote": "[^note]: A note.",
    "mistake": "```{nonsense}\n```",
    "mixed": "% a\n\n(label-NUMBER-GAP)=\n\n<!-- b -->\n\n+++",
}
# These are seen; they may stand where they like, but nothing may break.
SEEN = {
    "rule": "---",
    "raw": "```{raw} html\n<b>raw</b>\n```",
    "only": "```{only} nothing\nunseen\n```",
    "class": "```{rst-class} big\n```",
    "math": "$$x$$",
    "code": "```\ncode\n```",
    "toctree": "```{toctree}\n```",
    "anchor": "{#anchor-NUMBER-GAP}",
    "target": "```{eval-rst}\n.. _there GAP: https://example.org\n```",
    "anonymous": "```{eval-rst}\n__ https://example.org\n```",
}
PARTS = PAGE.split("@\n")
GAPS = len(PARTS) - 1


# Each page holds something in every fourth gap; one in all of them.
STEP = 4
# No number of a page is that of something on a page.
FIRST = 100
CASES = [(name, first) for name in HIDDEN for first in range(-1, STEP)]
CASES += [(name, -1) for name in SEEN]


def _gaps(first: int) -> range:
    return range(GAPS) if first < 0 else range(first, GAPS, STEP)


def _page(number: int, hidden: str, gaps: range) -> str:
    """Return the page with something in some of its gaps."""
    text = PARTS[0]
    for gap, part in enumerate(PARTS[1:]):
        text += f"\n{hidden}\n\n".replace("GAP", str(gap)) if gap in gaps else "\n"
        text += part
    return text.replace("NUMBER", str(number))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sphinx, str]:
    files = {"p0.md": _page(0, "", range(0))}
    for number, (name, first) in enumerate(CASES, start=FIRST):
        files[f"p{number}.md"] = _page(number, (HIDDEN | SEEN)[name], _gaps(first))
    files["index.md"] = "---\norphan: true\n---\n# Index\n"
    source = write_project(tmp_path_factory.mktemp("hidden"), files)
    warnings = io.StringIO()
    with patch_docutils(str(source)), docutils_namespace():
        app = Sphinx(
            *(source, source, source / "_build", source / "_doctrees", "html"),
            confoverrides={"html_theme": "basic", "html_use_index": False},
            status=None,
            warning=warnings,
        )
        app.build()
    return app, COLOUR.sub("", warnings.getvalue())


def _facts(app: Sphinx, number: int) -> Any:
    """Return all that a page says, but for lines, as page 0 would say it."""

    def of(value: Any) -> Any:
        if dataclasses.is_dataclass(value):
            return {
                field.name: of(getattr(value, field.name))
                for field in dataclasses.fields(value)
                if "line" not in field.name
            }
        if isinstance(value, tuple | list):
            return [of(each) for each in value]
        if isinstance(value, str):
            return re.sub(rf"\b(p?){number}\b", r"\g<1>0", value)
        return value

    data = domain_of(app.env).data
    # The last of these is a card of the page itself on page 0, and of that on all others.
    return [of(tuple(data[kind].get(f"p{number}", ()))) for kind in STORED]


@pytest.mark.parametrize("name", HIDDEN)
def test_the_facts_are_the_same(name: str, built: tuple[Sphinx, str]) -> None:
    app, _ = built
    expected = _facts(app, 0)
    assert expected[0]
    for number, (each, first) in enumerate(CASES, start=FIRST):
        if each == name:
            found = _facts(app, number)
            for kind, facts, wanted in zip(STORED, found, expected, strict=True):
                assert facts == wanted, (kind, first)


def test_each_label_leads_to_what_stands_behind_it(built: tuple[Sphinx, str]) -> None:
    app, warnings = built
    for number, (name, first) in enumerate(CASES, start=FIRST):
        if name != "label":
            continue
        page = (Path(app.outdir) / f"p{number}.html").read_text(encoding="utf-8")
        for gap in _gaps(first):
            label = f"label-{number}-{gap}"
            assert page.count(f'id="{label}"') == 1
            is_last = PARTS[gap + 1].startswith((":::", "::::")) and "{" not in PARTS[gap + 1]
            is_dead = rf"p{number}\.md:\d+: WARNING: the label \"{label}\" stands before nothing"
            assert bool(re.search(is_dead, warnings)) == is_last
            heading = re.match(r"#+ (.*)", PARTS[gap + 1])
            if heading:
                words = heading[1].replace("NUMBER", str(number))
                after = re.sub(r"<[^>]*>", "", page.partition(f'id="{label}"')[2].partition(">")[2])
                assert after.strip().startswith(words)
