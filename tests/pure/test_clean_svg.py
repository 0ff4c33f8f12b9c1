"""Drawings in a page keep what they show, and nothing that runs, loads or leads away."""

from __future__ import annotations

import re

import pytest

from projects import ROOT
from sphinx_versus.site.drawings.clean import SVG, UncleanError, clean

FIGURES = sorted(ROOT.glob("[ac]*/figures/*.svg"))


def _clean(inside: str, attributes: str = "", **root: str) -> tuple[str, tuple[str, ...]]:
    """Return what is written of a drawing's inside, and what was left out."""
    drawing = f'<svg xmlns="{SVG}" xmlns:xlink="http://www.w3.org/1999/xlink"{attributes}>'
    found = clean(f"{drawing}{inside}</svg>".encode(), "d", root)
    text = re.sub(r"^<svg[^>]*>|</svg>$", "", found.markup)
    return "" if found.markup.endswith('id="d"/>') else text, found.left_out


@pytest.mark.parametrize(
    ("written", "left", "named"),
    [
        ("<script>x()</script><g/>", "<g/>", "script"),
        ("<SCRIPT>x()</SCRIPT>", "", "SCRIPT"),
        ('<g onclick="x()" ONLOAD="x()"/>', "<g/>", "onclick"),
        ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>', "", "for"),
        ('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x()</h:script>', "", "script"),
        ('<s:script xmlns:s="http://www.w3.org/2000/svg">x()</s:script>', "", "script"),
        ("<title><style>a{}</style><script/>T</title>", "<title>T</title>", "style"),
        ('<a href="javascript:x()"><path d="M0 0"/></a>', '<g><path d="M0 0"/></g>', "href"),
        ('<a xlink:href="https://example.org"/>', "<g/>", "href"),
        ('<use href="other.svg#a"/>', "", "use"),
        ('<use xlink:href="https://example.org/#a"/>', "", "use"),
        ('<image href="https://example.org/a.png"/>', "", "image"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "", "image"),
        ('<image href="data:text/html,x"/>', "", "image"),
        ('<feImage href="https://example.org/a.png"/>', "", "feImage"),
        ('<g><animate attributeName="href" to="javascript:x()"/></g>', "<g/>", "animate"),
        ('<g><set attributeName="onclick" to="x()"/></g>', "<g/>", "set"),
        ('<g fill="url(https://example.org/#a)"/>', "<g/>", "fill"),
        ('<g fill="url( &quot;//example.org/#a&quot; )"/>', "<g/>", "fill"),
        ('<g fill="u\\72l(//example.org/a)"/>', "<g/>", "fill"),
        ("<g mask=\"image-set('//example.org/a' 1x)\"/>", "<g/>", "mask"),
        ('<g fill="url(#a) url(//example.org)"/>', "<g/>", "fill"),
        ('<g style="fill:URL(//example.org/a);stroke:red"/>', '<g style="stroke:red"/>', "fill"),
        ('<g style="fill:u/**/rl(//example.org/a)"/>', "<g/>", "fill"),
        ("<style>@import '//example.org/a.css'; a{fill:red}</style>", None, "@import"),
        ("<style>@media print{a{fill:url(//example.org)}}</style>", "<style></style>", "@media"),
        ("<style>a{fill:url(//example.org)}</style>", "<style></style>", "fill"),
        ("<style>a[href^=x]{fill:red}</style>", "<style></style>", "a[href"),
        ("<style>~ p{fill:red}</style>", "<style></style>", "~ p"),
    ],
)
def test_what_runs_loads_or_leads_away_is_left_out(
    written: str, left: str | None, named: str
) -> None:
    text, left_out = _clean(written)
    assert left is None or text == left
    assert "example.org" not in text
    assert any(each.startswith(named) for each in left_out)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<linearGradient id="a" gradientUnits="userSpaceOnUse"/>', 'id="d-a" gradientUnits="user'),
        ('<g fill="url(#a)"/>', '<g fill="url(#d-a)"/>'),
        ("<g style=\"fill : url('#a') ; position:fixed\"/>", '<g style="fill:url(#d-a)"/>'),
        ('<use xlink:href="#a"/>', '<use href="#d-a"/>'),
        ('<g aria-labelledby="a b"/>', '<g aria-labelledby="d-a d-b"/>'),
        ("<text xml:space='preserve'> 1 &lt; 2 </text>", ' xml:space="preserve"> 1 &lt; 2 </text>'),
        ("<style><![CDATA[*{fill:red}]]></style>", "*:where(#d,#d *){fill:red}"),
        ("<style>/* a { */ #a > .b, g{fill:red}</style>", "#d-a &gt; .b:where(#d,#d *),g:where("),
        ('<image href="data:image/png;base64,AAAA"/>', 'href="data:image/png;base64,AAAA"'),
        ("<metadata><r:RDF xmlns:r='http://r/'/></metadata><g/>", "<g/>"),
        ('<path d="M1 2L3 4" class="side-1"/>', '<path d="M1 2L3 4" class="side-1"/>'),
    ],
)
def test_what_is_drawn_stays(written: str, kept: str) -> None:
    text, left_out = _clean(written)
    assert kept in text
    assert left_out == ()


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_our_figures_stay_as_they_are(path: object) -> None:
    data = path.read_bytes()  # type: ignore[attr-defined]
    markup, left_out = clean(data, "d", {})
    assert left_out == ()
    ours = re.sub(r' id="d"|(?<=[\w"])(?=/>)', "", markup).replace("&#x27;", "'")
    assert ours == data.decode().strip()


def test_the_page_tells_what_a_picture_is() -> None:
    drawing = f'<svg xmlns="{SVG}" class="chart" width="9" height="9" aria-label="old"/>'
    root = {"aria-label": '"new"', "class": "wide", "width": "50%", "height": ""}
    assert clean(drawing.encode(), "d", root).markup == (
        f'<svg aria-label="&quot;new&quot;" class="chart wide" width="50%" xmlns="{SVG}"'
        ' id="d" role="img"/>'
    )


def test_the_id_of_the_outermost_element_stays_in_its_style_sheet() -> None:
    drawing = '<svg id="m"><style>#m .a, a > :hover{fill:red}</style></svg>'
    assert clean(drawing.encode(), "d", {}).markup == (
        f'<svg xmlns="{SVG}" id="d-m"><style>#d-m .a:where(#d-m,#d-m *),'
        "a &gt; :hover:where(#d-m,#d-m *){fill:red}\n</style></svg>"
    )


def test_no_id_of_the_outermost_element_widens_its_style_sheet() -> None:
    drawing = '<svg id="m,*) {} b:is(*"><style>a{fill:red}</style></svg>'
    assert "a:where(#d,#d *){fill:red}" in clean(drawing.encode(), "d", {}).markup


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no element found"),
        (b"\x1f\x8b\x08\x00", "its line 1 is no XML"),
        (b"<svg><g></svg>", "mismatched tag"),
        (b"<html/>", "begins with <html>"),
        (f'<svg xmlns="{SVG}"><text>\xe9</text></svg>'.encode("latin-1"), "no XML in UTF-8"),
        (b'<?xml version="1.0" encoding="klingon"?><svg/>', "encoding"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "encoding"),
        (b'<!DOCTYPE svg [<!ENTITY x "y">]><svg>&x;</svg>', "entities"),
        (b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "file:///etc/passwd">%x;]><svg/>', "entities"),
        (b'<!DOCTYPE svg SYSTEM "x.dtd"><svg><text>&nbsp;</text></svg>', "entities"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, said: str) -> None:
    with pytest.raises(UncleanError, match=said):
        clean(data, "d", {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252"])
def test_what_names_its_encoding_is_read(encoding: str) -> None:
    drawing = f'<?xml version="1.0" encoding="{encoding}"?><svg><text>é</text></svg>'
    data = drawing.replace("utf-8-sig", "utf-8").encode(encoding)
    assert "<text>é</text>" in clean(data, "d", {}).markup


@pytest.mark.parametrize(
    "repeated",
    [
        *("<!--", "<?xml ", "<g>", "url(", "(", "a(", "-", "url(#"),
        *("/*", "{", "}", "@a;", "a{b:c}", "a,", "#a", "'", ";", "a:b;", "</style><style>"),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "<style>{}</style>", '<g style="{}"/>', '<g fill="{}"/>'])
def test_nothing_grows_faster_than_its_input(repeated: str, frame: str) -> None:
    # A search that begins anew at each sign would take minutes here.
    drawing = f"<svg>{frame.format(repeated * (300_000 // len(repeated)))}</svg>"
    try:
        written = clean(drawing.encode(), "d", {}).markup
    except UncleanError:
        return
    assert len(written) < 20 * len(drawing)


def test_lists_of_attributes_make_nothing_longer() -> None:
    long = "x" * 10_000
    drawing = f'<!DOCTYPE svg [<!ATTLIST g class CDATA "{long}">]><svg>{"<g/>" * 1000}</svg>'
    assert len(clean(drawing.encode(), "d", {}).markup) < len(drawing)


def test_what_programs_write_around_a_drawing_is_dropped() -> None:
    drawing = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- Generated by a program -->
<svg xmlns="{SVG}" xmlns:p="http://program.example/" p:version="1" data-x="1" version="1.1">
<p:view p:zoom="2"/><metadata><p:work/></metadata><defs p:n="1"/></svg>
"""
    markup, left_out = clean(drawing.encode(), "d", {})
    assert markup == f'<svg xmlns="{SVG}" id="d">\n<defs/></svg>'
    assert left_out == ()
