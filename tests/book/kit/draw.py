"""Draws, as Graphviz and Mermaid would: what comes in stands in a picture."""

import sys
from pathlib import Path

import typst

if "-Tsvg" in sys.argv:
    word = "DRAWNDOT" if "DOTCODE" in sys.stdin.read() else "NOTHING"
    sys.stdout.write(
        "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='20'>"
        f"<text y='15'>{word}</text></svg>"
    )
else:
    code = Path(sys.argv[sys.argv.index("-i") + 1]).read_text(encoding="utf-8")
    target = sys.argv[sys.argv.index("-o") + 1]
    page = f"#set page(width: 8cm, height: 1cm)\n{'DRAWNMERMAID' if 'graph' in code else 'NOTHING'}"
    typst.compile(page.encode(), output=target, format="pdf")
