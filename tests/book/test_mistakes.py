"""What is wrong is said with its place, and never leaves half a book behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from books import CONF, Make, Pdf, make_book
from projects import ROOT, Built, write_project

PICTURE = ROOT / "tests" / "doctrees" / "picture.png"

INDEX = """# Mistakes

![](picture.png)

![alternative](nothing.png)

![alternative](https://example.org/picture.png)

<div>Raw HTML</div>

A word in 中文, in ไทย and a 😀.

[Nowhere](#nowhere)

```{todo}
To do.
```

```{unheard-of}
Its text.
```

$$\\unheardof{x}$$

```{raw} latex
Lost without a word.
```
"""
EXTENSION = """
from docutils import nodes
from docutils.parsers.rst import Directive

class unheard_of(nodes.General, nodes.Element): pass

class UnheardOf(Directive):
    has_content = True
    def run(self):
        node = unheard_of("", nodes.paragraph("", self.content[0]))
        node.line = self.lineno
        return [node]

def setup(app):
    app.add_node(unheard_of)
    app.add_directive("unheard-of", UnheardOf)
"""
SETTINGS = """
extensions += ["sphinx.ext.todo", "unheard"]
sys.path.insert(0, ".")
todo_include_todos = True
myst_enable_extensions = ["dollarmath"]
suppress_warnings = ["image.not_readable", "myst.xref_missing"]
"""


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A book in which much is wrong."""
    source = tmp_path_factory.mktemp("mistakes")
    settings = SETTINGS.replace('".")', f"{str(source)!r})")
    write_project(source, {"conf.py": CONF + settings, "index.md": INDEX, "unheard.py": EXTENSION})
    (source / "picture.png").write_bytes(PICTURE.read_bytes())
    return make_book(source, source / "_build", "-W")


@pytest.mark.parametrize(
    ("line", "kind", "said"),
    [
        (3, "alt", '"picture.png" has no alternative text'),
        (5, "image", '"nothing.png" cannot be shown'),
        (7, "image", '"https://example.org/picture.png" cannot be shown'),
        (9, "raw", "raw HTML is not in the book"),
        (11, "font", 'no font has these 2 signs: 中 文; on Debian and Ubuntu "apt-get install '
                     'fonts-noto-cjk"'),
        (11, "font", 'no font has these 3 signs: ท ย ไ; on Debian and Ubuntu "apt-get install '
                     'fonts-noto-core"'),
        (11, "font", 'no font has this sign: 😀; on Debian and Ubuntu "apt-get install '
                     'fonts-noto-color-emoji"'),
        (13, "link", 'the link leads to "nowhere", which is not in the book'),
        (19, "unknown_node", 'no way to show "unheard_of"'),
    ],
)  # fmt: skip
def test_a_mistake_is_reported_with_its_line(
    mistakes: Built, line: int, kind: str, said: str
) -> None:
    pattern = rf"index\.md:{line}: (?:WARNING|ERROR): .*{re.escape(said)}.*\[typst_book\.{kind}\]"
    assert re.search(pattern, mistakes.warnings), mistakes.warnings


def test_nothing_is_fetched(mistakes: Built) -> None:
    assert "Could not fetch" not in mistakes.warnings


def test_the_book_is_made_all_the_same_and_claims_nothing(mistakes: Built) -> None:
    assert mistakes.returncode == 1
    pdf = Pdf(mistakes.outdir / "small.pdf")
    assert pdf.is_tagged
    assert not pdf.claims_accessibility
    assert "does not claim to be PDF/UA-1" in mistakes.warnings
    text = " ".join(pdf.pages)
    for kept in ("alternative", "Nowhere", "To do.", "Its text."):
        assert kept in text


def test_a_file_that_cannot_be_written_is_named(small: Make, tmp_path: Path) -> None:
    (tmp_path / "_build" / "small.pdf").mkdir(parents=True)
    built = small({"index.md": "# Page\n\nText.\n"})
    assert built.returncode == 1
    assert re.search(r"ERROR: cannot write .*small\.pdf: Is a directory", built.warnings)
    assert "Traceback" not in built.warnings


@pytest.mark.parametrize(
    ("conf", "said"),
    [
        ('typst_documents = [("nope", "a.pdf", "T", "A")]', '"nope", which is no document'),
        ('typst_fonts = ["No Such Font"]', 'there is no font "No Such Font"'),
        ('typst_styles = ["nope.typ"]', "cannot read the style"),
        ('typst_paper = "foolscap"', 'no paper "foolscap"; there are a4, a5, b5, letter'),
    ],
)
def test_a_wrong_setting_is_named(small: Make, conf: str, said: str) -> None:
    built = small({"index.md": "# Page\n\nText.\n"}, conf, "-W")
    assert built.returncode != 0
    assert said in built.warnings
    assert "Traceback" not in built.warnings


def test_an_interrupt_leaves_nothing_half_done(tmp_path: Path) -> None:
    endless = "# Page\n\n```{raw} typst\n#for a in range(30000) { for b in range(30000) {} }\n```\n"
    write_project(tmp_path, {"conf.py": CONF, "index.md": endless})
    command = [sys.executable, "-u", "-m", "sphinx", "-b", "typst", tmp_path, tmp_path / "_build"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Where tests run in the background of a shell, interrupts are ignored, and inherited so.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for line in process.stdout:
            if "compiling" in line or "writing" in line:
                break
        time.sleep(1)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) != 0
        assert "Interrupted!" in process.stderr.read()
    assert not list((tmp_path / "_build").glob("*.pdf"))
    assert not list((tmp_path / "_build").glob(".*.part"))
