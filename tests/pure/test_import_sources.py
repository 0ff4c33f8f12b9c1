"""Sources in free text: what is one, what it says, and the entry that it becomes."""

from __future__ import annotations

import pytest
from pybtex.database import parse_string

from sphinx_versus.importing.bibliography import Known, Sources, bibtex, key_of, known_sources
from sphinx_versus.importing.sources import Reference, looks_like_source, read_source

READ = {
    "Walker 2017": (("Walker",), "2017", "", "walker2017"),
    "Walker (2017)": (("Walker",), "2017", "", "walker2017"),
    "See Walker 2017": (("Walker",), "2017", "", "walker2017"),
    "Walker, 2017, p. 33": (("Walker",), "2017", "", "walker2017"),
    "Diekelmann & Born 2010": (("Diekelmann", "Born"), "2010", "", "diekelmann2010"),
    "Smith, Jones and Miller (2001)": (("Smith", "Jones", "Miller"), "2001", "", "smith2001"),
    "Matthew Walker, Why We Sleep (2017)": (
        ("Matthew Walker",),
        "2017",
        "Why We Sleep",
        "walker2017",
    ),
    "Walker, *Why we sleep*, 2017": (("Walker",), "2017", "Why we sleep", "walker2017"),
    "Walker, M. P., & Born, J. (2012). The memory function of sleep. Nature, 11(2), 114–126.": (
        ("Walker, M. P.", "Born, J."),
        "2012",
        "The memory function of sleep",
        "walker2012",
    ),
    "Walker MP, Stickgold R. Sleep and memory. Annu Rev. 2006;57:139-66.": (
        ("Walker, MP", "Stickgold, R"),
        "2006",
        "Sleep and memory",
        "walker2006",
    ),
    "World Health Organization (2020). Guidelines on sleep.": (
        ("{World Health Organization}",),
        "2020",
        "Guidelines on sleep",
        "world2020",
    ),
    "van der Maas 2006": (("van der Maas",), "2006", "", "vandermaas2006"),
    "Herculano-Houzel 2009": (("Herculano-Houzel",), "2009", "", "herculano2009"),
    "Müller 2015": (("Müller",), "2015", "", "muller2015"),
    "李明 2019": (("李明",), "2019", "", "source2019"),
}


@pytest.mark.parametrize("text", READ)
def test_a_source_is_read(text: str) -> None:
    authors, year, title, key = READ[text]
    reference = read_source(text)
    assert looks_like_source(text)
    assert (reference.authors, reference.year, reference.title) == (authors, year, title)
    assert key_of(reference) == key


def test_others_addresses_and_numbers_are_read() -> None:
    text = 'Kaplan, J., et al. "Scaling laws." arXiv:2001.08361 (2020). https://a.org/b_(c).'
    reference = read_source(text)
    assert reference.authors == ("Kaplan, J.",)
    assert reference.others
    assert (reference.eprint, reference.url) == ("2001.08361", "https://a.org/b_(c)")
    assert read_source("Born 2010, https://doi.org/10.1038/nrn2762.").doi == "10.1038/nrn2762"
    assert read_source("Born 2010, https://doi.org/10.1038/nrn2762.").url == ""


@pytest.mark.parametrize(
    "text",
    [
        "Sleep helps.",
        "In 2017 people slept more.",
        "A popular book on sleep",
        "",
        "2017",
        "sleep 2017",
        "Tea is loved. Pew 2020 https://example.org/x",
    ],
)
def test_a_sentence_is_no_source(text: str) -> None:
    assert not looks_like_source(text)


def _known(key: str, first: str, year: str, words: str, doi: str = "") -> Known:
    return Known(key, year, doi, frozenset({first}), frozenset(words.lower().split()))


def _cited(known: list[Known], *texts: str, new: bool = False) -> tuple[list[str], Sources]:
    """What is written for some sources, each after the other."""
    sources = Sources(known, new=new)
    return [sources.cite(text)[0] for text in texts], sources


def test_keys_of_different_works_differ_and_the_same_work_has_one() -> None:
    texts = ["Walker 2017", "Walker, *Why we sleep*, 2017", "Walker, *Dreams*, 2017", "Walker 2017"]
    written, sources = _cited([_known("born2010", "born", "2010", "born")], *texts, new=True)
    keys = ["walker2017", "walker2017", "walker2017b", "walker2017"]
    assert written == [f"{{cite:t}}`{key}`" for key in keys]
    assert set(sources.entries) == {"walker2017", "walker2017b"}


def test_a_key_in_use_for_another_work_is_left_alone() -> None:
    known = [_known("walker2017", "walker", "2017", "walker stickgold Sleep")]
    written, sources = _cited(known, "Walker & Born 2017")
    assert list(sources.entries) == ["walker2017b"]
    assert written == ["Walker & Born 2017"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Walker 2017", "walker2017"),
        ("Walker, Why We Sleep (2017)", "walker2017"),
        ("Walker, Another Book (2017)", ""),
        ("Parisi et al. 2019", "parisi2019"),
        ("Diekelmann & Born 2010", "diekelmann2010"),
        ("Diekelmann & Miller 2010", ""),
        ("Somebody 2010, doi:10.1038/NRN2762", "diekelmann2010"),
        ("Lake 2017", ""),
    ],
)
def test_a_source_of_the_bibliography_is_cited_if_it_can_be_no_other(text: str, key: str) -> None:
    known = [
        _known("walker2017", "walker", "2017", "walker Why We Sleep"),
        _known("diekelmann2010", "diekelmann", "2010", "diekelmann born Sleep", "10.1038/nrn2762"),
        _known("parisi2019", "parisi", "2019", "parisi kemker part Continual"),
        _known("lake2017", "lake", "2017", "lake ullman Building machines"),
        _known("lake2017b", "lake", "2017", "lake Another"),
    ]
    written, _ = _cited(known, text)
    assert written == [f"{{cite:t}}`{key}`" if key else text]


@pytest.mark.parametrize(
    "text",
    [
        r"Walker & Sons 2017 {a} } { \ % $ # _ ~ ^ @x{y, z = 1}",
        'O\'Neil "Title" (2012)',
        "Müller 2015, and and",
        "And Or 2010",
        "A, B & C (2001). 100% of {it}",
        "李明 2019",
    ],
)
def test_entries_are_read_back_as_they_were(text: str) -> None:
    reference = read_source(text)
    if not reference.complete:
        reference = Reference(text, ("Walker",), year="2017", title=text, doi="10.1/a_{b}")
    entry = parse_string(bibtex({"key": reference}), "bibtex").entries["key"]
    assert entry.fields["year"] == reference.year
    assert len(entry.persons["author"]) == len(reference.authors)


def test_our_own_bibliography_is_understood() -> None:
    from projects import ROOT

    known = {each.key: each for each in known_sources(ROOT / "references.bib")}
    assert known["vandermaas2006"].first == {"van", "der", "maas"}
    assert {"diekelmann", "born", "sleep"} <= known["diekelmann2010"].words
    texts = ("Walker 2017", "Diekelmann & Born 2010", "Parisi et al. 2019")
    assert _cited([*known.values()], *texts)[1].found == [
        "walker2017",
        "diekelmann2010",
        "parisi2019",
    ]
