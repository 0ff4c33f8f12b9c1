"""A project whose names are hostile to one format or another."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from projects import CONF, ROOT, write_project

# One name each for HTML, JavaScript, JSON, CSV, BibTeX, LaTeX, Markdown and spreadsheets.
NAMES = (
    "</script><script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\"quoted\" & 'more' <!--",
    "a\u2028b\u2029c",
    "un{balanced \\textbf{x} 100% $1 #2 a_b ~^",
    "@SUM(1+1), a;=1+1",
)
# In Markdown, by character references, which no syntax can take for its own.
ESCAPED = tuple("".join(f"&#{ord(sign)};" for sign in name) for name in NAMES)


def _recipe() -> Callable[[str], str]:
    """Return what the guide tells readers of CSV files to do."""
    guide = (ROOT / "guide" / "data.md").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    exec(re.findall(r"```python\n(import re\n.*?)```", guide, re.DOTALL)[0], found)
    recipe: Callable[[str], str] = found["unguard"]
    return recipe


unguard = _recipe()

HOSTILE = f"""# Hostile {ESCAPED[0]} {ESCAPED[3]}

::::{{comparison}} One | Other
:key: hostile
:reviewed: 2026-01-02

Tagline {ESCAPED[0]}

## Definitions

One
: {ESCAPED[2]}

Other
: {ESCAPED[4]}

## Side-by-side analysis

| Dimension | One | Other |
|---|---|---|
| {ESCAPED[1].replace("|", "&#124;")} | {ESCAPED[1]} | {ESCAPED[3]} |
| {ESCAPED[5]} | {ESCAPED[4]} | {ESCAPED[0]} {{cite:p}}`odd` |

## Strengths

### One
- {ESCAPED[5]}

### Other
- {ESCAPED[1]}

## Evidence

{ESCAPED[0]}
- {{cite:t}}`odd`
- {ESCAPED[2]}
- certainty: low, because {ESCAPED[3]}
- key: bad
::::
"""
BIB = r"""@book{odd,
  author = {{The </script> Group} and M{\"u}ller, Jos{\'e} and others},
  title = {{A} & B </script> 100\% \{x\}},
  year = {2001},
  publisher = {"Q" Press},
}
@book{unused, author = {Nobody}, title = {Never cited}, year = {1999}}
"""
LIST = """# List

```{comparison-list}
```

```{evidence-list}
```
"""


def write_hostile(folder: Path) -> Path:
    """Write the hostile project into a folder."""
    conf = CONF.format(ext=str(ROOT / "_ext")).replace(
        '["sphinx_versus"]', '["sphinx_versus.data", "sphinxcontrib.bibtex"]'
    )
    conf += f"""
project = {NAMES[0]!r}
author = {NAMES[4]!r}
html_title = "Hostile"
smartquotes = False
bibtex_bibfiles = ["sources.bib"]
html_baseurl = "https://example.org/a b/"
versus_data_license = "https://example.org/licence?a=1&b=2"
"""
    index = "# Index\n\n```{toctree}\nhostile\nlist\n```\n\n```{bibliography}\n```\n"
    files = {"conf.py": conf, "index.md": index, "hostile.md": HOSTILE, "list.md": LIST}
    return write_project(folder, {**files, "sources.bib": BIB})


_MARKUP = '"><img src=x onerror=window.X{0}=1></script><script>window.X{0}=1</script>'
_ADDRESSES = (
    "javascript:window.X{0}=1",
    "data:text/html,<script>window.X{0}=1</script>",
    "JavaScript:window.X{0}=1//https://example.org",
    "javascript://example.org/%0awindow.X{0}=1",
    "&#106;avascript:window.X{0}=1",
)
_FIELDS = (
    *("title", "author", "journal", "publisher", "url", "doi", "note", "year", "booktitle"),
    *(
        "editor",
        "howpublished",
        "eprint",
        "pubmed",
        "isbn",
        "volume",
        "pages",
        "annote",
        "keywords",
    ),
)
_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox="0 0 10 10" onload="window.X950=1">{}<script>window.X951=1</script>
<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="window.X952=1"/>
</body></foreignObject><image href="http://127.0.0.1:9/t.png"/>
<image href="x" onerror="window.X953=1"/><use href="http://127.0.0.1:9/u.svg#a"/>
<style>@import "http://127.0.0.1:9/a.css"; body {{ background: url(http://127.0.0.1:9/b.png) }}
a {{ fill: u\\72l(http://127.0.0.1:9/c.svg) }}</style>
<a xlink:href="javascript:window.X954=1" onfocus="window.X955=1"><text>link</text></a>
<a><set attributeName="href" to="javascript:window.X956=1"/><text>set</text></a>
<title><img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="window.X957=1"/></title>
<desc>&lt;img src=x onerror=window.X958=1&gt;</desc>
<animate attributeName="x" onbegin="window.X959=1" dur="1s"/>
<g style="background:url(http://127.0.0.1:9/d.png)" filter="url(http://127.0.0.1:9/e.svg#f)"/>
</svg>"""


def write_hostile_sources(folder: Path) -> Path:
    """Write a project whose bibliography and drawings would set ``window.X...`` or load things."""
    values = {name: [_MARKUP] for name in _FIELDS}
    for name in ("url", "doi", "eprint", "pubmed", "howpublished", "note"):
        # A per cent sign begins a comment in LaTeX.
        escaped = [each.replace("%", "\\%") for each in _ADDRESSES]
        values[name] += [*escaped, *(f"\\url{{{{{each}}}}}" for each in escaped)]
    fields = [(name, value) for name, found in values.items() for value in found]
    known = {"title": "T", "author": "Doe, Jane", "year": "2001", "journal": "J"}
    entries = (
        "@article{{b{}, {}}}\n".format(
            number,
            ", ".join(f"{key} = {{{each}}}" for key, each in {**known, name: filled}.items()),
        )
        for number, (name, value) in enumerate(fields)
        if (filled := value.format(number))
    )
    cited = "".join(f"- {{cite:t}}`b{number}`\n" for number in range(len(fields)))
    drawn = "".join(
        f"```{{figure}} {name}.svg\n:class: inline-svg\n:alt: '{_MARKUP.format(number)}'\n```\n\n"
        for name, number in (("cleaned", 960), ("refused", 961))
    )
    conf = CONF.format(ext=str(ROOT / "_ext")).replace(
        '["sphinx_versus"]',
        '["sphinxcontrib.bibtex", "sphinx_versus.site.citations", "sphinx_versus.data", '
        '"sphinx_versus.site.drawings"]',
    )
    page = (
        f"# A vs B\n\n::::{{comparison}} A vs B\n\n## Evidence\n\nA claim.\n{cited}::::\n\n{drawn}"
    )
    return write_project(
        folder,
        {
            "conf.py": conf + 'bibtex_bibfiles = ["a.bib"]\n'
            'bibtex_reference_style = "author_year_round"\n',
            "index.md": "# Index\n\n```{toctree}\npage\n```\n\n```{bibliography}\n```\n",
            "page.md": page,
            "a.bib": "".join(entries),
            "cleaned.svg": _DRAWING.format(""),
            "refused.svg": '<!DOCTYPE svg [<!ENTITY x "y">]>' + _DRAWING.format("&x;"),
        },
    )
