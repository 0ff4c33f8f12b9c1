"""What holds the place of a text, and what only speaks of such words."""

from __future__ import annotations

import re

import pytest

from projects import ROOT
from sphinx_versus.grammar import scaffold
from sphinx_versus.grammar.placeholders import may_be_one, placeholder_in

HOLD_A_PLACE = """
TODO
todo
[TODO]
(todo)
**TODO**
TODO: find a source
TODO(ann): find a source
TODO add a source
It is cheap. TODO: a source
It is cheap (TODO).
It is cheap [TODO: a source].
It is cheap. TODO
FIXME
FIXME: both are wrong
XXX
tbd.
...
\N{HORIZONTAL ELLIPSIS}
[\N{HORIZONTAL ELLIPSIS}]
[...]
(\N{HORIZONTAL ELLIPSIS})
???
Lorem ipsum
Lorem ipsum dolor sit amet, consectetur adipiscing elit.
[insert name here]
Its maker is [insert name here].
<insert definition here>
insert \N{HORIZONTAL ELLIPSIS} here
Insert your text here.
Add a description here
Your text here
Placeholder text
To be written.
Hier Beschreibung einf\N{LATIN SMALL LETTER U WITH DIAERESIS}gen
Platzhalter
"""
SPEAK_OF_IT = """
Todoist keeps lists.
TODO.txt
TODO lists are short.
A to-do list
Flags TODO: and FIXME comments
Finds "TODO: later" in code
TODO://scheme
See https://todo.example/x
The speaker said [\N{HORIZONTAL ELLIPSIS}] that it works.
Red, green, \N{HORIZONTAL ELLIPSIS}
Wait for it...
Chapter XXX
XXL
xxx
Insert a coin here and there
Insert the disc, then close it.
The app asks people to insert text here or there.
Lorem ipsum generators are common.
Uses lorem ipsum as filler text
To be announced
Release to be determined by the board
The first dimension is time.
A point about what it rests on
?
-
n/a
"""


@pytest.mark.parametrize("text", HOLD_A_PLACE.strip().splitlines())
def test_it_holds_a_place(text: str) -> None:
    assert placeholder_in(text)


@pytest.mark.parametrize("text", ["", *SPEAK_OF_IT.strip().splitlines()])
def test_it_only_speaks_of_it(text: str) -> None:
    assert placeholder_in(text) == ""


def test_names_of_things_hold_no_place() -> None:
    assert may_be_one("TODO")
    assert not may_be_one("Tea")
    assert placeholder_in("TODO", ["TODO"]) == ""
    assert placeholder_in("TODO: the app is old", ["todo: the app"]) == ""
    assert placeholder_in("TODO.txt or TODO", ["TODO.txt"]) == ""
    assert placeholder_in("Ask TODO. FIXME: ask", ["TODO"]) == "FIXME:"


def test_every_line_of_prose_of_a_new_page_holds_a_place() -> None:
    page = scaffold.scaffold("Tea vs Coffee")
    sides = r"Tea|Coffee|Tea vs Coffee|Dimension|-*"
    items = r"^(?:- (?:certainty: low, |about: Tea, Coffee)?|: )"
    for line in page.splitlines():
        if not line.startswith(("#", ":::", ":key:", ":tags:")):
            for cell in re.sub(items, "", line).strip("|").split("|"):
                if not re.fullmatch(sides, cell.strip()):
                    assert placeholder_in(cell.replace("*", "")), line
    assert ":reviewed:" not in page, "nobody has reviewed it"
    for page in (scaffold.entity("Tea"), scaffold.article("Tea")):
        for line in page.splitlines():
            if line and not line.startswith(("#", ":::", ":aliases:")):
                assert placeholder_in(re.sub(items, "", line).replace("*", "")), line


def test_what_the_snippets_of_an_editor_leave_holds_a_place() -> None:
    snippets = (ROOT / ".vscode" / "versus.code-snippets").read_text(encoding="utf-8")
    texts = [text for text in re.findall(r"\$\{\d+:([^}]+)\}", snippets) if " " in text]
    assert len(texts) == 9
    for text in texts:
        assert placeholder_in(text) or placeholder_in(f"because {text}")
