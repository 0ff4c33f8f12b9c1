"""What an EPUB says of itself, its cover and its drawings, from data alone."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from docutils import nodes

from sphinx_versus.site.epub.cover import HEIGHT, WIDTH, draw, page, picture
from sphinx_versus.site.epub.fonts import known_fonts
from sphinx_versus.site.epub.package import DC, OPF, Told, accessibility, complete
from sphinx_versus.site.epub.raw_html import replace

SVG = "{http://www.w3.org/2000/svg}"
TITLES = (
    "Versus",
    "A & B <vs> \"C\" 'D' \\ #E",
    "A very long title of many words that does not fit the cover in letters as large as others "
    * 20,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung",
    "学习与训练的比较" * 5,
    "תעלומות הלמידה והאימון",
    "",
)


@pytest.mark.parametrize("title", TITLES)
def test_a_cover_holds_its_title_within_its_edges(title: str) -> None:
    drawing = ElementTree.fromstring(draw(title, "Ada & Bob", right_to_left="ה" in title))
    assert drawing.findtext(f"{SVG}title") == title
    lines = drawing.findall(f"{SVG}text")
    for line in lines:
        size = float(line.attrib["font-size"])
        assert size <= float(line.attrib["y"]) <= HEIGHT
        wide = 1 if "学" in (line.text or "") else 0.5
        assert len(line.text or "") * size * wide <= WIDTH
    shown = "".join(line.text or "" for line in lines)
    if len(title) < 100:
        assert title.replace(" ", "") + "Ada&Bob" == shown.replace(" ", "")
    else:
        assert shown.endswith("…Ada & Bob")
    data, suffix = picture(draw(title, "Ada"))
    assert suffix == ".png"
    assert data.startswith(b"\x89PNG")
    ElementTree.fromstring(page("<html xmlns='http://www.w3.org/1999/xhtml'>", "a.png", title))


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ('font-family="system-ui, sans-serif"', 'font-family="sans-serif"'),
        (
            "style=\"font-family: Georgia, 'A B', serif; fill: red\"",
            'font-family: serif; fill: red"',
        ),
        ('font-family="Helvetica Neue"', 'font-family="sans-serif"'),
        ("font-family='DejaVu Sans Mono'", "font-family='monospace'"),
        ('style="font-family:Inter"', 'style="font-family:sans-serif"'),
        ('><style>t{font-family: "Open Sans", serif}</style><g', "t{font-family: serif}</style>"),
        ("><style><![CDATA[t{font-family:Inter;x:y}]]></style><g", "{font-family:sans-serif;x:y}"),
        ('><text>font-family: "Inter"</text><g', '>font-family: "Inter"<'),
        ('font-size="12"', 'font-size="12"'),
    ],
)
def test_drawings_ask_for_fonts_that_exist(asked: str, given: str) -> None:
    assert given in known_fonts(f"<svg {asked}/>")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("one<br>two<hr/><BR >", "one<br />two<hr /><br />"),
        ('<img src=a.png alt="x=y b">', '<img src="a.png" alt="x=y b" />'),
        ("a&nbsp;b &amp; &nosuch;", "a&#160;b &amp; &amp;nosuch;"),
        ("<i>", None),
        ("<p>Para</div>", None),
        ("<a href='x'>y</a>", "<a href='x'>y</a>"),
    ],
)
def test_raw_html_is_made_well_formed_where_it_can_be(typed: str, held: str | None) -> None:
    raw = nodes.raw("", typed, format="html")
    assert replace([raw]) is (held is not None)
    assert raw.astext() == (held or typed)


def test_a_tag_and_its_end_stand_together() -> None:
    raws = [nodes.raw("", text, format="html") for text in ("<i>", "<br>", "</i>")]
    assert replace(raws)
    assert [raw.astext() for raw in raws] == ["<i>", "<br />", "</i>"]


def _told(cover: str = "") -> Told:
    return Told(cover, "unknown", lambda described: f"described: {described}", has_index=True)


def _features(page: str, *files: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, value in accessibility({"a.xhtml": page}, files, _told()):
        found.setdefault(name, set()).add(value)
    return found


def test_only_what_is_so_is_said_of_accessibility() -> None:
    said = _features('<p><img alt="A tree" src="_images/tree.png" /></p>')
    assert said["accessMode"] == {"textual", "visual"}
    assert said["accessModeSufficient"] == {"textual"}
    assert "alternativeText" in said["accessibilityFeature"]
    assert said["accessibilityHazard"] == {"none"}
    # Sphinx takes the address for the text of a picture that has none.
    said = _features('<p><img alt="_images/tree.png" src="../_images/tree.png" /></p>', "a.gif")
    assert "accessModeSufficient" not in said
    assert "alternativeText" not in said["accessibilityFeature"]
    assert said["accessibilityHazard"] == {"unknown"}
    assert said["accessibilitySummary"] == {"described: False"}
    assert _features("<p>Words.</p>")["accessMode"] == {"textual"}
    assert "MathML" in _features("<math></math>")["accessibilityFeature"]


def test_the_package_names_what_pages_hold_and_each_once() -> None:
    root = ElementTree.fromstring(
        f'<package xmlns="{OPF}" xmlns:dc="{DC}"><metadata><dc:contributor>unknown</dc:contributor>'
        "<dc:title>T</dc:title></metadata><manifest>"
        '<item id="a" href="a%20b.xhtml"/><item id="c" href="epub-cover.xhtml"/>'
        '<item id="p" href="cover.png"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="c" linear="no"/><itemref idref="a"/></spine>'
        "</package>"
    )
    pages = {"a b.xhtml": "<svg/><math/>", "epub-cover.xhtml": "<img src='cover.png' alt='T'/>"}
    complete(root, pages, [], _told("cover.png"))
    spine = [each.attrib for each in root.iter(f"{{{OPF}}}itemref")]
    assert spine == [{"idref": "c"}, {"idref": "a"}]
    properties = {each.attrib["id"]: each.get("properties") for each in root.iter(f"{{{OPF}}}item")}
    assert properties == {"a": "mathml svg", "c": None, "p": "cover-image"}
    assert root.find(f".//{{{DC}}}contributor") is None
    assert root.findtext(f".//{{{DC}}}title") == "T"
