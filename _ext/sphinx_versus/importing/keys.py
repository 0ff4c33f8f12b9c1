"""Keys for rows and claims whose names alone would give them the same id."""

from __future__ import annotations

from sphinx_versus.grammar.names import short_slug, slug

from .draft import Claim, Draft, Item, Note, Table

_NAMELESS = "\N{EM DASH}"


def give_keys(draft: Draft) -> None:
    """Give a key to each row and claim that needs one, with a note."""
    rows: set[str] = set()
    claims = {item.text for claim in draft.claims for item in claim.items if item.word == "key"}
    for block in draft.blocks:
        if isinstance(block, Table):
            _keys_of_rows(block, rows)
        elif isinstance(block, Claim) and not any(item.word == "key" for item in block.items):
            wanted = short_slug(block.statement)
            key = _free(wanted, claims)
            claims.add(key)
            if key != wanted and block.items:
                note = Note("a key, because another claim begins with the same words")
                block.items.append(Item(key, "key", notes=[note]))


def _keys_of_rows(table: Table, taken: set[str]) -> None:
    for number, row in enumerate(table.rows):
        name = " ".join(row[0])
        wanted = slug(name) or str(number + 1)
        key = _free(wanted, taken)
        taken.add(key)
        if key != wanted:
            row[0] = row[0] or (_NAMELESS,)
            table.keys[number] = key
            table.notes.append(Note(f'two rows are called "{name}"; the later one has a key'))


def _free(wanted: str, taken: set[str]) -> str:
    key, number = wanted, 1
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
