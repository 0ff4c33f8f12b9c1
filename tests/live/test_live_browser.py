"""The preview in a real browser: what a writer does in a morning, in this order."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from previews import FILES, Served, comparison
from projects import ROOT, run_build

PANEL = "live-preview section"

Open = Callable[[str], Page]


@pytest.fixture
def open_page(browser: Browser, served: Served) -> Iterator[Open]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def open_page(name: str) -> Page:
        page = context.new_page()
        page.goto(served.address + name)
        return page

    yield open_page
    context.close()


@pytest.fixture(autouse=True)
def restore(served: Served) -> Iterator[None]:
    """Leave no test's mistakes to the next one."""
    yield
    for name in ("conf.py", "of_this_project.py"):
        if (served.source / name).read_text(encoding="utf-8") != FILES[name]:
            served.write(name, FILES[name])


def _shows(page: Page, text: str) -> None:
    expect(page.locator("body")).to_contain_text(text, timeout=15_000)


def _top(place: Locator) -> float:
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def test_an_edit_is_shown_where_the_reader_is(open_page: Open, served: Served) -> None:
    page = open_page("long.html")
    page.evaluate("window.scrollTo(0, 1200)")
    served.write("long.md", FILES["long.md"].replace("# Long", "# Longer"))
    _shows(page, "Longer")
    assert page.evaluate("scrollY") == 1200
    assert page.url.endswith("/long.html")


def test_what_is_read_stays_in_its_place_and_open(open_page: Open, served: Served) -> None:
    long = comparison("one").replace("## Evidence", "Filler.\n\n" * 60 + "## Evidence")
    served.write("one.md", long)
    page = open_page("one.html")
    _shows(page, "Filler.")
    served.settle()
    statement = page.get_by_text("A claim.").first
    statement.scroll_into_view_if_needed()
    page.locator("li.versus-claim summary").click()
    expect(page.get_by_text("A source")).to_be_visible()
    before = _top(statement)
    rows = "".join(f"| Row {n} | put in | above |\n" for n in range(3))
    served.write("one.md", long.replace("| Cost", f"{rows}| Cost"))
    _shows(page, "Row 2")
    expect(page.get_by_text("A source")).to_be_visible()
    assert _top(statement) == pytest.approx(before, abs=2)
    # The claim itself is what is written at, so its title changes.
    served.write("one.md", long.replace("A claim.", "A claim in other words."))
    _shows(page, "A claim in other words.")
    expect(page.get_by_text("A source")).to_be_visible()


def test_a_warning_leads_to_its_place_and_to_the_file(open_page: Open, served: Served) -> None:
    wrong = comparison("one", cell="low | too much")
    wrong = wrong.replace("## Side-by-side", "Filler.\n\n" * 60 + "## Side-by-side")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if "too much" in text)
    page = open_page("index.html")
    served.write("one.md", wrong)
    served.wait(f"one.md:{line}: warning: ")
    served.settle()
    page.goto(served.address + "three.html")
    page.goto(served.address + "one.html")
    note = page.locator("tr:has(> th:has-text('Cost')) live-note p")
    expect(note).to_contain_text("4 cells")
    assert Axe().run(page, context="live-note").response["violations"] == []
    entry = page.locator(PANEL).get_by_role("link", name=f"one.md:{line}: ")
    address = f"vscode://file{served.source / 'one.md'}:{line}"
    assert entry.get_attribute("href") == address
    assert _top(note) > 800
    entry.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_in_viewport()
    expect(note).to_be_focused()
    # Once in the terminal: not with each save, and not because its line has moved.
    served.write("one.md", wrong.replace("A tagline.", "A tagline.\nOf two lines."))
    _shows(page, "Of two lines.")
    served.settle()
    assert served.said.count("this row has 4 cells") == 1


def test_the_page_that_is_looked_at_is_written_first(open_page: Open, served: Served) -> None:
    open_page("three.html")
    served.settle()
    served.write("conf.py", FILES["conf.py"].replace("a first", "one more"))
    _shows(open_page("index.html"), "one more setting")
    served.settle()
    written = {path.name: path.stat().st_mtime_ns for path in served.out.glob("*.html")}
    assert (
        min(written["one.html"], written["two.html"], written["long.html"]) > written["three.html"]
    )


def test_an_edit_of_each_part_is_shown_at_once_and_then_built(
    open_page: Open, served: Served
) -> None:
    page = open_page("one.html")
    for part in ("tagline", "cell", "claim"):
        shown = served.said.count("one.html: shown after")
        served.write("one.md", comparison("one", **{part: f"Another {part}."}))
        # As if it was saved while a build was reading the page.
        os.utime(served.source / "one.md", (1, 1))
        _shows(page, f"Another {part}.")
        served.wait("one.html: shown after", shown + 1)
    served.settle()
    assert "Another claim." in (served.out / "one.html").read_text(encoding="utf-8")
    _shows(page, "Another claim.")
    assert "versus.internal" not in served.said


def test_other_pages_follow(open_page: Open, served: Served) -> None:
    page = open_page("three.html")
    served.write("two.md", comparison("two", "A tagline for the cards."))
    _shows(page, "A tagline for the cards.")


def test_warnings_stand_on_the_page_and_in_the_terminal(open_page: Open, served: Served) -> None:
    page = open_page("one.html")
    assert page.locator(PANEL).is_hidden()
    wrong = comparison("one", cell="low | too much")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if "too much" in text)
    served.write("one.md", wrong)
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("1 warning on this page", timeout=15_000)
    expect(panel).to_contain_text(f"one.md:{line}: warning: ")
    served.wait(f"one.md:{line}: warning: ")
    assert Axe().run(page, context="live-preview").response["violations"] == []
    box, height = panel.bounding_box(), 800
    assert box is not None
    assert box["height"] < height / 3 + 1
    # The end of the page can be scrolled to above the panel.
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).marginBottom)")) >= (
        box["height"] - 1
    )
    assert open_page("three.html").locator(PANEL).is_hidden()

    page.get_by_role("button", name="Hide").press("Escape")
    assert panel.is_hidden()
    reopen = page.get_by_role("button", name="1 warning on this page")
    assert reopen.evaluate("node => node.getRootNode().activeElement === node")
    served.write("one.md", wrong.replace("A claim", "The claim"))
    _shows(page, "The claim")
    expect(reopen).to_be_visible()  # what was hidden stays hidden
    assert panel.is_hidden()
    reopen.click()
    assert panel.is_visible()

    served.write("one.md", comparison("one"))
    expect(panel).to_be_hidden(timeout=15_000)
    expect(reopen).to_be_hidden()


def test_a_broken_conf_is_told_and_mended(open_page: Open, served: Served) -> None:
    page = open_page("index.html")
    _shows(page, "a first setting")
    served.write("conf.py", FILES["conf.py"] + "1 +\n")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("syntax error", timeout=15_000)
    expect(panel).to_contain_text(f"conf.py, line {FILES['conf.py'].count(chr(10)) + 1}")
    _shows(page, "a first setting")
    served.write("one.md", comparison("one", "Still previewed."))
    _shows(open_page("one.html"), "Still previewed.")
    served.write("conf.py", FILES["conf.py"].replace("a first", "another"))
    _shows(page, "another setting")
    expect(panel).to_be_hidden(timeout=15_000)


def test_a_changed_extension_is_used_and_a_broken_one_told(open_page: Open, served: Served) -> None:
    page = open_page("index.html")
    served.write("of_this_project.py", FILES["of_this_project.py"].replace("first", "second"))
    _shows(page, "second word")
    served.write("of_this_project.py", "import os; os._exit(7)\n")
    expect(page.locator(PANEL)).to_contain_text("status 7", timeout=15_000)
    served.write("of_this_project.py", FILES["of_this_project.py"].replace("first", "third"))
    _shows(page, "third word")


def test_files_come_and_go(open_page: Open, served: Served) -> None:
    page = open_page("four.html")
    _shows(page, "There is no such page")
    served.write("four.md", comparison("four", "It is there."))
    _shows(page, "It is there.")
    (served.source / "four.md").rename(served.source / "five.md")
    _shows(page, "There is no such page")
    _shows(open_page("five.html"), "It is there.")
    index = open_page("index.html")
    assert index.locator("a[href='five.html']").count()
    (served.source / "five.md").unlink()
    expect(index.locator("a[href='five.html']")).to_have_count(0, timeout=15_000)
    assert not (served.out / "five.html").exists()


def test_a_page_that_is_no_text_is_told(open_page: Open, served: Served) -> None:
    page = open_page("three.html")
    (served.source / "three.md").write_bytes(b"# Three \xff\xfe\n")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("the byte 0xff is not UTF-8", timeout=15_000)
    served.wait("[versus.wrong_encoding]")
    served.write("three.md", comparison("three", "It is text again."))
    _shows(page, "It is text again.")
    expect(panel).to_be_hidden(timeout=15_000)


def test_a_change_of_an_included_file_is_shown(open_page: Open, served: Served) -> None:
    page = open_page("long.html")
    served.write("part.txt", "Another part.\n")
    _shows(page, "Another part.")


def test_many_saves_are_few_builds_and_the_last_one_counts(open_page: Open, served: Served) -> None:
    page = open_page("one.html")
    builds, started = served.builds, time.monotonic()
    for number in range(40):
        served.write("one.md", comparison("one", f"Save {number} of many."))
        served.write("two.md", comparison("two", f"Save {number} of many."))
        time.sleep(0.02)
    spent = time.monotonic() - started
    _shows(page, "Save 39 of many.")
    served.settle()
    _shows(page, "Save 39 of many.")
    # A build begins after 0.3 s without a change; saves that follow sooner wait for one.
    assert served.builds - builds <= 3 + spent / 0.3


def test_a_second_preview_of_the_same_output_is_refused(served: Served) -> None:
    command = [sys.executable, "-m", "sphinx_versus.site.preview", served.source, served.out]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=20)
    assert done.returncode == 2
    assert f"is in use by another preview (process {served.process.pid}, " in done.stderr
    assert f"{served.address}); stop that one (kill {served.process.pid})" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_stops_with_what_has_started_it(served: Served, tmp_path: Path) -> None:
    command = f"{sys.executable} -m sphinx_versus.site.preview {served.source} out --port 0; :"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "_ext")}
    with subprocess.Popen(
        ["sh", "-c", command], stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment
    ) as parent:
        assert parent.stderr is not None
        assert "is served at" in parent.stderr.readline()
        parent.kill()
        # Its standard error is closed by the last that has it.
        assert "is gone, so it stops" in parent.stderr.read()


def test_in_the_end_the_output_is_that_of_a_cold_build(served: Served) -> None:
    served.settle()
    cold = served.source.parent / "cold"
    assert run_build(served.source, cold, "-W").returncode == 0

    def written(folder: Path) -> dict[str, bytes]:
        paths = [path for path in folder.rglob("*") if path.is_file()]
        names = {path: path.relative_to(folder) for path in paths}
        return {
            str(name): path.read_bytes()
            for path, name in names.items()
            if not name.parts[0].startswith(".")
        }

    assert written(served.out) == written(cold)
    assert not [name for name, content in written(cold).items() if b"_live" in content]


def test_a_changed_style_sheet_is_used(open_page: Open, served: Served) -> None:
    # After the comparison: Sphinx leaves its old checksum in pages that it does not write.
    page = open_page("long.html")
    served.write("_static/site.css", "h1 { color: rgb(4, 5, 6) }\n")
    expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)", timeout=15_000)
    served.settle()
    expect(page.locator("h1")).to_have_css("color", "rgb(4, 5, 6)")


def test_it_stops_and_leaves_nothing_behind(open_page: Open, served: Served) -> None:
    page = open_page("one.html")

    def processes() -> list[str]:
        listed = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True, check=True)
        return [line for line in listed.stdout.splitlines() if str(served.source) in line]

    assert len(processes()) >= 2
    served.process.send_signal(signal.SIGINT)
    assert served.process.wait(5) == 0
    end = time.monotonic() + 5
    while processes():
        assert time.monotonic() < end, processes()
        time.sleep(0.05)
    assert "Traceback" not in served.said.rpartition("everything is up to date")[2]
    expect(page.locator(PANEL)).to_contain_text("The preview has stopped", timeout=5_000)
