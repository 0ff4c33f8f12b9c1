"""How works are identified, whatever spelling a reader has copied: one word for each.

The same is done in ``site_search_query.js`` to what is typed. Without signs between
them, Pagefind takes no part of such a word for a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
# With its version; those of before 2007 name their archive.
_ARXIV = re.compile(
    r"(?:\d{4}\.\d{4,5}|(?<![a-z-])[a-z-]++(?:\.[a-z]{2})?/\d{7})(?=(?:v\d+)?$)", re.IGNORECASE
)
_PUBMED = re.compile(r"(?:pmid:?|pubmed/|pubmed\.ncbi\.nlm\.nih\.gov/)\s*(\d+)", re.IGNORECASE)
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dX]")


def words_of(identifier: str) -> Iterator[str]:
    """Yield the words for an identifier: a DOI, an address, arXiv's, PubMed's or an ISBN."""
    text = unquote(identifier.strip())
    if found := _DOI.search(text):
        doi = _bare(found[0].rstrip("/"))
        # That of arXiv's own holds its number.
        _, is_arxiv, number = doi.partition("arxiv")
        yield f"arxiv{number}" if is_arxiv and doi.startswith("1048550") else doi
    elif found := _PUBMED.search(text):
        yield f"pmid{found[1]}"
    elif found := re.search(r"arxiv\.org/(?:abs|pdf|html)/([^?#]++)", text, re.IGNORECASE):
        yield from words_of(found[1].removesuffix(".pdf"))
    elif "://" in text:
        yield _bare(re.sub(r"^\w+://(?:www\.)?", "", text))
    elif found := _ARXIV.search(text):
        yield f"arxiv{_bare(found[0])}"
    else:
        digits = re.sub(r"^ISBN(?:-1[03])?|[\s:\u2010-\u2015-]", "", text.upper())
        if _ISBN.fullmatch(digits):
            yield f"isbn{_isbn13(digits)}"


def _bare(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())


def _isbn13(digits: str) -> str:
    first = digits if len(digits) == 13 else f"978{digits}"
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(first[:12]))
    return f"{first[:12]}{-weighed % 10}"
