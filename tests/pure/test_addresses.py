"""Links lead to addresses of the web, of mail and of DOIs, however others are written."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_versus.model.facts import Run
from sphinx_versus.reading.prose import prose_of
from sphinx_versus.site.addresses import source_address, web_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a?b=c#d", ""),
        ("HTTP://example.org", ""),
        (" https://example.org ", "https://example.org"),
        ("https://example.org/é(1)", ""),
        ("mailto:a@example.org", ""),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("DOI:10.1000/182", "https://doi.org/10.1000/182"),
    ],
)
def test_an_address_of_the_list_may_be_linked(written: str, address: str) -> None:
    assert web_address(written) == (address or written)
    assert source_address(written) == (address or written)


REFUSED = [
    *("javascript:x()", "JavaScript:x()", " javascript:x()", "\x01javascript:x()"),
    *("java\nscript:x()", "java\tscript:x()", "javascript\n:x()", "javascript&colon;x()"),
    *("&#106;avascript:x()", "javascript%3Ax()", "%6aavascript:x()", "vbscript:x()"),
    *("data:text/html,x", "file:///etc/passwd", "ftp://example.org", "blob:https://example.org/1"),
    *("//example.org", "/etc/passwd", "page.html", "#here", "", " ", ":", "https:", "https://"),
    *("http:example.org", "https:///example.org", "https:\\\\example.org", "mailto:", "doi:x()"),
    *("https://example.org\njavascript:x()", "https://example.org/a b", "doi:10.1000/1 82"),
    *("view-source:https://example.org", "javascript://example.org/%0ax()", "\u200bhttps://a.org"),
]


@pytest.mark.parametrize("written", REFUSED)
def test_others_are_text(written: str) -> None:
    assert web_address(written) == ""
    assert source_address(written) == ""
    assert source_address(rf"\url{{{written}}}") == ""


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"\url{https://example.org}", "https://example.org"),
        ("https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("https://doi.org/https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("https://doi.org/doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("https://doi.org/javascript:x()", ""),
        ("https://doi.org/x", ""),
        ("https://doi.org/", ""),
        ("https://arxiv.org/abs/2101.00001", "https://arxiv.org/abs/2101.00001"),
        ("https://arxiv.org/abs/arXiv:2101.00001", "https://arxiv.org/abs/arXiv:2101.00001"),
        ("https://arxiv.org/abs/javascript:x()", ""),
        ("https://arxiv.org/abs/https://arxiv.org/abs/1", "https://arxiv.org/abs/1"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/data:text/html,x", ""),
    ],
)
def test_a_field_may_hold_a_command_a_number_or_an_address(written: str, address: str) -> None:
    assert source_address(written) == address


@pytest.mark.parametrize("written", [*REFUSED, "https://example.org"])
def test_what_is_quoted_elsewhere_keeps_such_links_alone(written: str) -> None:
    paragraph = nodes.paragraph("", "", nodes.reference("", "x", refuri=written))
    kept = Run("x", "reference", written) if written == "https://example.org" else "x"
    assert prose_of(paragraph) == (kept,)
