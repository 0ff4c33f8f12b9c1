"""What the guide says of pages by strangers is so: what each setting closes, and what none does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from projects import CONF, ROOT, run_sphinx, write_project

SETTING = 'myst_disable_syntax = ["html_inline", "html_block"]\n'
GUIDE = (ROOT / "guide" / "trust.md").read_text(encoding="utf-8")
(DOCUTILS,) = re.findall(r"```ini\n(.*?)```", GUIDE, re.DOTALL)
RAW = "```{raw} html\n<script>ran</script>\n```"
IN_RST = "```{eval-rst}\n.. raw:: html\n\n   <script>ran</script>\n\n`x <javascript:ran>`_\n```"
TARGET = "```{image} p.png\n:target: javascript:ran\n```"
TREE = "```{toctree}\nx <javascript://ran>\n```"
# Behind each page: what shows that it got through, and which of the settings lets it.
PAGES = {
    "inline": ('a <b onclick="ran">x</b>', 'onclick="ran"', ""),
    "block": ("<div>\n<script>ran</script>\n</div>", "<script>ran", ""),
    "raw": (RAW, "<script>ran", "setting"),
    "rst": (IN_RST, "<script>ran", "setting"),
    "include": ("```{include} ../outside.txt\n```", "SECRET", "setting"),
    "literal": ("```{literalinclude} ../outside.txt\n```", "SECRET", "setting"),
    "link": ("[x](javascript:ran) <javascript:ran>", 'href="javascript', ""),
    "rst_link": (IN_RST, 'href="javascript:ran"', "setting docutils"),
    "target": (TARGET, 'href="javascript:ran"', "setting docutils"),
    "tree": (TREE, 'href="javascript://ran"', "setting docutils"),
    "download": ("{download}`x <../outside.txt>`", "/outside.txt", "setting docutils"),
    "opened": (
        '---\nmyst:\n  disable_syntax: []\n---\n# T\n\na <b onclick="ran">x</b>',
        'onclick="ran"',
        "setting docutils",
    ),
    "code": (
        "---\nmyst:\n  enable_extensions: [substitution]\n---\n# T\n\n"
        '{{ cycler.__init__.__globals__.os.popen("echo R""AN").read() }}',
        "RAN",
        "setting docutils",
    ),
}


@pytest.mark.parametrize("by", ["setting", "docutils"])
def test_the_settings_close_what_the_guide_says(tmp_path: Path, by: str) -> None:
    (tmp_path / "outside.txt").write_text("SECRET", encoding="utf-8")
    source = tmp_path / "source"
    pages = {
        f"{name}.md": text if text.startswith("---") else f"# {name}\n\n{text}\n"
        for name, (text, _, _) in PAGES.items()
    }
    files = {"conf.py": CONF.format(ext=str(ROOT / "_ext")) + SETTING, "index.md": "# Index\n"}
    write_project(source, files | pages)
    picture = ROOT / "tests" / "doctrees" / "picture.png"
    (source / "p.png").write_bytes(picture.read_bytes())
    if by == "docutils":
        (source / "docutils.conf").write_text(DOCUTILS, encoding="utf-8")
    built = run_sphinx(source)
    assert built.returncode == 0
    through = {name for name, (_, sign, _) in PAGES.items() if sign in built.html(name)}
    assert through == {name for name, (_, _, lets) in PAGES.items() if by in lets}
