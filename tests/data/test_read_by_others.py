"""The data as programs of others read it: nothing of a source or of a page is lost on the way."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from jsonschema import Draft7Validator
from pybtex.database import parse_string
from pyld import jsonld

from linked_data import TERMS
from projects import Built
from sphinx_versus.bibliography import entries
from sphinx_versus.data.formats import FORMATS

CSL = json.loads(Path(__file__).with_name("csl-data.schema.json").read_text(encoding="utf-8"))
BIB = r"""
@article{mueller, author = {van der M{\"u}ller, Jr., J{\"o}rg and {The Group, Ltd.} and others},
  title = {On {DNA} \& 100\% \{x\}}, subtitle = {A study}, journal = {Journal of "Quotes"},
  year = 2020, month = nov, volume = 12, number = {3--4}, pages = {114--126},
  doi = {https://doi.org/10.1000/a_b}, issn = {1234-5678}, design = {meta-analysis},
  size = {271 comparisons}, annote = {secret}}
@inproceedings{talk, author = {Li, Ann}, title = {</script> ER  - }, crossref = {talks},
  pages = {7}}
@proceedings{talks, editor = {Bean, Bob}, title = {Talks}, year = {2019}}
@online{odd, title = {=cmd|' /C calc'!A0}, date = {2021-02-03}, url = {https://example.org/?a=1&b=2}}
@misc{blog, author = {Doe, Jane}, title = {Words}, published = {blog}, year = {in press},
  note = {line
  break}}
@phdthesis{thesis, author = {Roe, R.}, title = {Long}, school = {A University}, year = 1999}
"""
FOUND = {each.key: each for each in entries(parse_string(BIB, "bibtex"))}
KEYS = ["mueller", "talk", "odd", "blog", "thesis"]


def _written(name: str) -> str:
    (form,) = (each for each in FORMATS if each.name == name)
    return form.joined(form.sources(FOUND, KEYS))


def test_csl_json_is_what_its_schema_says_and_a_processor_reads_it() -> None:
    written = json.loads(_written("CSL-JSON"))
    Draft7Validator(CSL).validate(written)
    with warnings.catch_warnings():
        # It knows CSL 1.0.1, which has no fields of one's own.
        warnings.filterwarnings("ignore", "The following arguments")
        items: dict[str, Any] = CiteProcJSON(written)
    assert list(items) == KEYS
    mueller, talk, odd, blog, thesis = items.values()
    person, group = mueller["author"]
    assert (person["family"], person["given"]) == ("Müller", "Jörg")
    assert group["literal"] == "The Group, Ltd."
    assert _said(mueller, "title") == "On DNA & 100% {x}: A study"
    assert (mueller["issued"]["year"], mueller["issued"]["month"]) == (2020, 11)
    assert _said(mueller, "DOI") == "10.1000/a_b"
    assert _said(mueller, "container_title") == 'Journal of "Quotes"'
    assert _said(mueller, "page") == "114-126"
    assert (_said(talk, "container_title"), talk["editor"][0]["family"]) == ("Talks", "Bean")
    assert _said(talk, "title") == "</script> ER -"
    assert [odd["issued"][part] for part in ("year", "month", "day")] == [2021, 2, 3]
    assert _said(odd, "URL") == "https://example.org/?a=1&b=2"
    assert _said(thesis, "publisher") == "A University"
    assert _said(blog, "title") == "Words"
    first, *_, fourth, _ = written
    assert first["author"][0] == {
        "family": "Müller",
        "given": "Jörg",
        "non-dropping-particle": "van der",
        "suffix": "Jr.",
    }
    assert first["custom"] == {"design": "meta-analysis", "size": "271 comparisons"}
    assert (fourth["type"], fourth["issued"]) == ("post-weblog", {"literal": "in press"})


def _said(item: Any, field: str) -> str:
    return "".join(map(str, item[field]))


def test_ris_is_read_with_authors_title_year_and_doi() -> None:
    mueller, talk, odd, blog, thesis = rispy.loads(_written("RIS"))
    assert mueller["type_of_reference"] == "JOUR"
    assert mueller["authors"] == ["van der Müller, Jörg, Jr.", "The Group, Ltd."]
    assert mueller["title"] == "On DNA & 100% {x}: A study"
    assert (mueller["year"], mueller["doi"]) == ("2020", "10.1000/a_b")
    assert (mueller["start_page"], mueller["end_page"]) == ("114", "126")
    assert (mueller["volume"], mueller["number"], mueller["issn"]) == ("12", "3–4", "1234-5678")
    assert (talk["title"], talk["secondary_title"]) == ("</script> ER -", "Talks")
    assert odd["urls"] == ["https://example.org/?a=1&b=2"]
    assert (blog["type_of_reference"], blog["notes"]) == ("BLOG", ["line break"])
    assert (thesis["type_of_reference"], thesis["publisher"]) == ("THES", "A University")


def test_bibtex_is_read_as_it_was_written() -> None:
    read = parse_string(_written("BibTeX"), "bibtex").entries
    written = parse_string(BIB, "bibtex").entries
    assert list(read) == [*KEYS, "talks"]
    for key, entry in read.items():
        written[key].fields.pop("annote", None)
        assert entry == written[key]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_same_sources_give_the_same_bytes_and_nothing_private(form: Any) -> None:
    text = form.joined(form.sources(FOUND, KEYS))
    assert text == form.joined(form.sources(FOUND, KEYS))
    assert "secret" not in text


@pytest.mark.parametrize("page", ["hostile", "list"])
def test_no_term_of_linked_data_is_unknown_to_schema_org(hostile: Built, page: str) -> None:
    text = hostile.html(page).partition('<script type="application/ld+json">')[2]
    document = json.loads(text.partition("</script>")[0])
    assert document["@context"] == ["https://schema.org"]
    # Without a vocabulary, what the context does not know has no address, and is lost.
    known = {name: said for name, said in TERMS["context"].items() if name != "@vocab"}
    known["Date"] = f"{TERMS['context']['@vocab']}Date"
    expanded = jsonld.expand({**document, "@context": known})
    assert _terms(expanded) == _terms(document["@graph"])
    assert "Article" in _terms(expanded) or page == "list"


def _terms(node: Any) -> set[str]:
    """Return the types and the names of properties that linked data uses."""
    if isinstance(node, list):
        return set().union(*map(_terms, node))
    if not isinstance(node, dict):
        return set()
    found = node.get("@type", [])
    types = {found} if isinstance(found, str) else set(found)
    names = {name for name in node if not name.startswith("@")}
    # A date is a value with a type of its own there.
    ours = {name.rpartition("/")[2] for name in types | names} - {"Date"}
    return ours.union(*map(_terms, node.values()))
