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
        '["sphinx_versus"]', '["versus_data", "sphinxcontrib.bibtex"]'
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
