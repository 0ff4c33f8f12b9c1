"""All processes read, resolve and write, and the site is that of a single one."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxParallelError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import CONF, ROOT, Built, run_sphinx, write_project
from sphinx_versus.site import compat
from sphinx_versus.site.building import parallel as parallel_build

COUNT = 16

# Notes which process does what, and stops where it is told to.
NOTES = """
import os
import signal
import subprocess
from pathlib import Path

def note(app, what, docname):
    line = f"{what} {docname} {os.getpid() == app.first}\\n"
    with open(Path(app.srcdir) / "notes.txt", "a") as stream:
        stream.write(line)

def on_resolved(app, doctree, docname):
    note(app, "resolved", docname)
    if os.environ.get("DIE_AT") == docname:
        os._exit(3)
    if os.environ.get("FAIL_AT") == docname:
        raise ValueError("no such thing")

def on_read(app, doctree):
    note(app, "read", app.env.current_document.docname)

def setup(app):
    app.first = os.getpid()
    app.connect("doctree-read", on_read)
    app.connect("env-merge-info", lambda app, *rest: note(app, "merged", "-"))
    app.connect("doctree-resolved", on_resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True, "parallel_resolve_safe": SAFE}
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def _page(number: int) -> str:
    following = (number + 1) % COUNT
    return f"""# Page {number}

Words that are running and {"walking" if number % 2 else "sitting"}, number{number}.

```{{index}} single: entry {number % 3}
```

(label{number})=
(shared)=
## Section {number}

See {{ref}}`label{following}`, {{doc}}`page{following}` and {{ref}}`shared`.
{f"And {{ref}}`nowhere{number}`." if number % 4 == 0 else ""}
{"And {nothing}`this`." if number % 5 == 0 else ""}

![A picture](picture{number % 2}.svg)
"""


def _project(folder: Path, *, safe: bool = True, start: str = "fork") -> Path:
    conf = CONF.format(ext=str(ROOT / "_ext")) + (
        'sys.path.insert(0, ".")\n'
        'extensions += ["notes_of_processes", "sphinx_versus.site.building.parallel"]\n'
        'extensions += ["sphinx_versus.site.sidebar"]\n'
        'nitpicky = True\nexclude_patterns = ["_build", "notes.txt"]\n'
        f'import multiprocessing\nmultiprocessing.set_start_method("{start}", force=True)\n'
    )
    files = {f"page{number}.md": _page(number) for number in range(COUNT)}
    files["index.md"] = "# Index\n\n```{toctree}\n:glob:\n\npage*\n```\n"
    pictures = {f"picture{number}.svg": SVG for number in range(2)}
    notes = NOTES.replace("SAFE", str(safe))
    return write_project(
        folder, {"conf.py": conf, "notes_of_processes.py": notes, **files, **pictures}
    )


def _run(folder: Path, *options: str, builder: str = "html") -> Built:
    (folder / "notes.txt").unlink(missing_ok=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        return run_sphinx(folder, *options, builder=builder)
    finally:
        os.chdir(before)


def _notes(folder: Path) -> Counter[tuple[str, bool]]:
    """Count what was done, and whether it was the first process that did it."""
    lines = (folder / "notes.txt").read_text().splitlines()
    return Counter((line.split()[0], line.endswith("True")) for line in lines)


def _files(built: Built) -> dict[str, bytes]:
    return {
        str(path.relative_to(built.outdir)): path.read_bytes()
        for path in sorted(built.outdir.rglob("*"))
        if path.is_file() and path.name != ".buildinfo"
    }


def _warnings(built: Built) -> list[str]:
    """What was said, in its order.

    Of a label that stands twice Sphinx tells while it reads, if the same process has read both.
    """
    lines = built.warnings.replace(str(built.srcdir), "").splitlines()
    return [line for line in lines if "duplicate label" not in line]


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project, built by one process."""
    return _run(_project(tmp_path_factory.mktemp("one")), "-j", "1")


@pytest.fixture(scope="module", params=["fork", "forkserver", "spawn"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The project, built by four processes, whatever way of starting them is the default."""
    return _run(_project(tmp_path_factory.mktemp("many"), start=request.param), "-j", "4")


def test_the_site_is_that_of_one_process(one: Built, many: Built) -> None:
    assert "searchindex.js" in _files(one)
    assert "_images/picture1.svg" in _files(one)
    assert _files(many) == _files(one)


def test_warnings_come_in_the_order_of_one_process(one: Built, many: Built) -> None:
    for text in ("undefined label: 'nowhere", "Unknown interpreted text role"):
        assert len([line for line in _warnings(one) if text in line]) == 4, text
    assert _warnings(many) == _warnings(one)


def test_only_the_first_page_is_resolved_by_the_first_process(one: Built, many: Built) -> None:
    assert _notes(one.srcdir) == {("read", True): COUNT + 1, ("resolved", True): COUNT + 1}
    assert _notes(many.srcdir) == {
        ("read", False): COUNT + 1,
        ("merged", True): 4,
        ("resolved", True): 1,
        ("resolved", False): COUNT,
    }


@pytest.mark.parametrize("builder", ["dirhtml", "text"])
def test_other_builders_give_the_same(tmp_path: Path, builder: str) -> None:
    one = _run(_project(tmp_path / "one"), "-j", "1", builder=builder)
    many = _run(_project(tmp_path / "many"), "-j", "3", builder=builder)
    assert _files(many) == _files(one)
    assert _warnings(many) == _warnings(one)
    assert _notes(many.srcdir)["read", False] == COUNT + 1


def test_an_extension_that_may_keep_something_keeps_its_process(tmp_path: Path, one: Built) -> None:
    built = _run(_project(tmp_path, safe=False), "-j", "4")
    assert _notes(tmp_path)["resolved", True] == COUNT + 1
    assert _files(built) == _files(one)


def test_much_is_built_again_by_all_and_little_by_one(tmp_path: Path, one: Built) -> None:
    folder = _project(tmp_path)
    _run(folder, "-j", "4")
    for path in folder.glob("*.md"):
        # The same page, from another text.
        path.write_text(f"{path.read_text()}\n\n")
    again = _files(_run(folder, "-j", "4"))
    assert {name for name, text in _files(one).items() if text != again[name]} == {
        f"_sources/{path.name}.txt" for path in folder.glob("*.md")
    }
    assert _notes(folder)["read", False] == COUNT + 1
    page = folder / "page3.md"
    page.write_text(page.read_text() + "\nMore.\n")
    built = _run(folder, "-j", "4")
    assert _notes(folder) == {("read", True): 1, ("resolved", True): 1}
    assert "More." in built.html("page3")


@pytest.mark.parametrize(
    ("variable", "text"),
    [("DIE_AT", "a process ended early, with status 3"), ("FAIL_AT", "no such thing")],
)
def test_a_process_that_stops_is_told_of_and_made_up_for(
    tmp_path: Path, one: Built, monkeypatch: pytest.MonkeyPatch, variable: str, text: str
) -> None:
    folder = _project(tmp_path)
    monkeypatch.setenv(variable, "page7")
    failed = _run(folder, "-j", "4")
    assert failed.returncode == 2
    assert text in failed.warnings
    monkeypatch.delenv(variable)
    assert _files(_run(folder, "-j", "4")) == _files(one)


def test_a_process_that_fails_ends_the_others(tmp_path: Path) -> None:
    def work(number: int) -> list[int]:
        if number:
            time.sleep(20)
            (tmp_path / "waited").touch()
        raise OSError("broken")

    with pytest.raises(SphinxParallelError, match="broken"):
        list(parallel_build.in_processes(2, work))  # type: ignore[arg-type]
    assert multiprocessing.active_children() == []
    assert not (tmp_path / "waited").exists()


def _leave() -> None:
    os._exit(0)


def _ignore() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def _freeze() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


@pytest.mark.parametrize(
    ("does", "said"),
    [
        (_leave, "a process ended early, with status 0"),
        (_ignore, "has done nothing for 1 seconds"),
        (_freeze, "has done nothing for 1 seconds"),
    ],
)
def test_a_process_that_no_longer_works_ends_the_build(
    does: Callable[[], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel_build, "IDLE", 1)

    def work(number: int) -> Iterator[int]:
        yield number
        if number:
            does()

    began = time.monotonic()
    with pytest.raises(SphinxParallelError, match=said):
        list(parallel_build.in_processes(2, work))
    assert multiprocessing.active_children() == []
    assert time.monotonic() - began < 30


def test_a_process_that_works_or_waits_for_others_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel_build, "IDLE", 0.5)

    def work(number: int) -> Iterator[int]:
        if number:
            subprocess.run(["sleep", "2"], check=True)
        else:
            end = time.monotonic() + 2
            while time.monotonic() < end:
                pass
        yield number

    found = list(parallel_build.in_processes(2, work))
    assert sorted(found) == [(0, 0), (1, 1)]


def test_what_processes_yield_arrives() -> None:
    found = list(parallel_build.in_processes(3, lambda number: iter([number, number * 2])))
    assert sorted(found) == [(0, 0), (0, 0), (1, 1), (1, 2), (2, 2), (2, 4)]


@pytest.mark.parametrize(
    ("weights", "runs"),
    [
        ([1, 1, 1, 1], ["ab", "cd"]),
        ([9, 1, 1, 1], ["a", "bcd"]),
        ([1, 1, 1, 9], ["abc", "d"]),
        ([0, 0, 0, 0], ["abcd"]),
    ],
)
def test_shares_are_runs_of_the_same_weight(weights: list[int], runs: list[str]) -> None:
    assert ["".join(run) for run in parallel_build.shares("abcd", weights, 2)] == runs


def test_the_sphinx_of_the_lock_file_is_known() -> None:
    assert compat.shares_work_as_known()


def test_a_sphinx_that_nobody_knows_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def builder(jobs: int) -> type:
        source = write_project(tmp_path, {"index.md": "# Index\n"})
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                *(source, source, tmp_path / "_out", tmp_path / "_doctrees", "html"),
                confoverrides={"extensions": ["sphinx_versus.site.building.parallel"]},
                status=None,
                parallel=jobs,
            )
        return type(app.builder)

    assert issubclass(builder(2), parallel_build.Writing)
    assert builder(1) is StandaloneHTMLBuilder
    monkeypatch.setattr(compat, "_KNOWN_SPHINX", "another")
    assert builder(2) is StandaloneHTMLBuilder
