"""What a writer can do wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Described(Enum):
    """Kinds of messages: the name of each for ``suppress_warnings``, and its meaning."""

    def __init__(self, code: str, meaning: str) -> None:
        self.code = code
        self.meaning = meaning


class Kind(Described):
    """A kind of problem: the name for ``suppress_warnings`` and its meaning.

    ``suppress_warnings = ["versus.ragged_row"]`` silences one kind,
    ``["versus"]`` all of them.
    """

    NOT_MARKDOWN = ("not_markdown", "The directive stands in a file that is not Markdown.")
    MYST_SETTING = (
        "myst_setting",
        "A setting of MyST keeps comparisons from being read, or is none that MyST takes.",
    )
    SIDE_COUNT = ("side_count", "A comparison names fewer than two sides.")
    DUPLICATE_SIDE = ("duplicate_side", "Two sides of a comparison have the same name.")
    UNKNOWN_SIDE = (
        "unknown_side",
        "A heading, column or definition names none of the sides.",
    )
    MISSING_SIDE = ("missing_side", "A section or table leaves out one of the sides.")
    MISSING_DEFINITION = ("missing_definition", "A side has no definition.")
    UNKNOWN_HEADING = ("unknown_heading", "A heading is almost that of a known section.")
    NOT_A_HEADING = ("not_a_heading", "A line looks like a heading and is none.")
    NOT_A_LIST = ("not_a_list", "Lines look like a list and are none.")
    TOO_DEEP = ("too_deep", "A list is nested more deeply than Markdown is read.")
    MISPLACED_TEXT = ("misplaced_text", "Text does not fit the shape of its section.")
    EMPTY_COMPARISON = ("empty_comparison", "A comparison has no sections.")
    EMPTY_SECTION = (
        "empty_section",
        "A section that comes by itself stands there with nothing in it, and is left out.",
    )
    EMPTY_EVIDENCE = ("empty_evidence", "A block of evidence makes no claim.")
    NESTED_COMPARISON = (
        "nested_comparison",
        "A comparison stands inside another block instead of under a heading.",
    )
    RAGGED_ROW = ("ragged_row", "A row of a table has more or fewer cells than its header.")
    TEXT_IN_TABLE = ("text_in_table", "A line of text right after a table has become a row of it.")
    NOT_A_TABLE = ("not_a_table", "Lines look like a table and are none.")
    NESTED_TABLE = ("nested_table", "A cell of a side-by-side table holds another table.")
    DOUBTFUL_NUMBER = (
        "doubtful_number",
        "A number in a cell that another language would read differently.",
    )
    DUPLICATE_ROW = ("duplicate_row", "Two rows of a comparison have the same key.")
    DUPLICATE_CLAIM = ("duplicate_claim", "Two claims of a comparison have the same key.")
    DUPLICATE_KEY = ("duplicate_key", "A key is used twice, or is in use for something else.")
    INVALID_KEY = ("invalid_key", "A key holds characters that cannot stand in a link.")
    OLD_ADDRESS = (
        "old_address",
        "What `was` names is no address of the past, is in use, or leads to something else too.",
    )
    INVALID_DATE = ("invalid_date", "A date is not written as year-month-day.")
    CLAIM_WITHOUT_SOURCES = ("claim_without_sources", "A claim is followed by no source.")
    FOLDED_CLAIM = (
        "folded_claim",
        "A claim has become part of the list above it, for want of a blank line.",
    )
    UNKNOWN_WORD = (
        "unknown_word",
        "An item of a claim holds a word that is almost a known one, or stands where none is read.",
    )
    UNKNOWN_CERTAINTY = ("unknown_certainty", "A certainty is none of the four levels.")
    UNSOUND_CERTAINTY = (
        "unsound_certainty",
        "What rates a certainty down or up does not lead to its level, or is no domain of GRADE.",
    )
    CERTAINTY_WITHOUT_REASON = ("certainty_without_reason", "A certainty gives no reason.")
    REPEATED_ITEM = ("repeated_item", "A claim says its certainty or key twice.")
    UNKNOWN_COMPARISON = ("unknown_comparison", "A link asks for a comparison that is not there.")
    UNKNOWN_ENTITY = (
        "unknown_entity",
        "A name is that of no entity: of no side, and of nothing that has its own page.",
    )
    DUPLICATE_ENTITY = ("duplicate_entity", "Two entities share a name or an alias.")
    EMPTY_ENTITY = ("empty_entity", "Nothing is said of an entity, so its block is left out.")
    UNKNOWN_OPTION = ("unknown_option", "A block has an option that it does not know.")
    MISPLACED_OPTION = (
        "misplaced_option",
        "A line looks like an option and is not read as one.",
    )
    UNKNOWN_VALUE = ("unknown_value", "An option has a value that it does not know.")
    UNKNOWN_TARGET = (
        "unknown_target",
        "A link, a quote or the mark of a footnote leads to nothing.",
    )
    AMBIGUOUS_NAME = ("ambiguous_name", "A claim is about a name that several rows have.")
    NOT_DRAWN = (
        "not_drawn",
        "Something that is to be drawn is no quantity, or there is nothing to compare it with.",
    )
    NOT_A_DIRECTIVE = (
        "not_a_directive",
        "A fence looks like one of our directives and is none.",
    )
    UNREAD_MARKUP = (
        "unread_markup",
        "Markup of Markdown that the project has not turned on, or that nobody reads.",
    )
    RAW_HTML = ("raw_html", "Raw HTML that only pages in HTML can show.")
    FENCE_CLOSED_EARLY = (
        "fence_closed_early",
        "A fence inside the comparison closes it, or a fence or comment is never closed.",
    )
    DEAD_LABEL = ("dead_label", "A label stands before nothing that it could name.")
    MALFORMED_CITATION = (
        "malformed_citation",
        "A citation is written as for other tools, has a wrong sign, or names no key.",
    )
    WRONG_ENCODING = ("wrong_encoding", "A page or a bibliography is not UTF-8.")
    BROKEN_BIBLIOGRAPHY = ("broken_bibliography", "A part of a bibliography cannot be read.")
    INTERNAL = (
        "internal",
        "The extension has a fault; what it could not read or show stays as it is written.",
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: its kind, its line in the file (1-based) and what to say.

    The message says what was found, what is allowed and how to mend it. ``lacking`` are
    the sides that it misses, which another problem may account for.
    """

    kind: Kind
    line: int
    message: str
    lacking: tuple[str, ...] = ()
