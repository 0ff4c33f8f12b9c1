"""The style: author and year, round brackets, the whole citation a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pybtex.style.template import Node
from sphinxcontrib.bibtex.style.referencing import BracketStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle
from sphinxcontrib.bibtex.style.referencing.basic_author_year import (
    BasicAuthorYearTextualReferenceStyle,
)
from sphinxcontrib.bibtex.style.template import join, join2, post_text, pre_text, reference, year


def _round() -> BracketStyle:
    return BracketStyle(left="(", right=")")


class _Textual(BasicAuthorYearTextualReferenceStyle):
    """As in "Somebody (2021)", where bibtex would make a link of the year only."""

    def inner(self, role_name: str) -> Node:
        return reference[
            join(sep=self.text_reference_sep)[
                self.person.author_or_editor_or_title(full="s" in role_name),
                join[
                    self.bracket.left,
                    join2(sep1=self.pre_text_sep, sep2=self.post_text_sep)[
                        pre_text, year, post_text
                    ],
                    self.bracket.right,
                ],
            ]
        ]


@dataclass
class RoundAuthorYearStyle(AuthorYearReferenceStyle):
    """Author and year, with round brackets wherever there are any."""

    bracket_textual: BracketStyle = field(default_factory=_round)
    bracket_parenthetical: BracketStyle = field(default_factory=_round)

    def __post_init__(self) -> None:
        """Put our textual style before the one that it stands for."""
        textual: dict[str, Any] = {
            name: getattr(self, name)
            for name in ("person", "text_reference_sep", "pre_text_sep", "post_text_sep")
        }
        self.styles.append(_Textual(bracket=self.bracket_textual, **textual))
        super().__post_init__()  # type: ignore[no-untyped-call]
