"""The parts of the preview that need no build."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from sphinx_versus.site.preview.__main__ import main
from sphinx_versus.site.preview.editors import Editor, pattern_of
from sphinx_versus.site.preview.live import Live
from sphinx_versus.site.preview.pages import Pages
from sphinx_versus.site.preview.problems import (
    CHECKING,
    READING,
    WRITING,
    Problem,
    brought_up_to_date,
    counted,
    place_of,
    unsaid,
)
from sphinx_versus.site.preview.process import Worker
from sphinx_versus.site.preview.server import (
    CannotServeError,
    application,
    is_loopback,
    open_socket,
)
from sphinx_versus.site.preview.watching import Files
from sphinx_versus.site.preview.worker import Options


@pytest.mark.parametrize(
    ("location", "place"),
    [
        ("/a/page.md:12", ("/a/page.md", 12)),
        ("/a/page.md:12: more", ("/a/page.md", 12)),
        ("/a/page.md", ("/a/page.md", 0)),
        ("/a/page.md:", ("/a/page.md", 0)),
        ("/a/page.py:docstring of f:3", ("/a/page.py", 0)),
        ("", ("", 0)),
    ],
)
def test_a_location_is_a_file_and_a_line(location: str, place: tuple[str, int]) -> None:
    assert place_of(location) == place


def _problem(phase: str, page: str = "a.html", text: str = "before") -> Problem:
    return Problem("a.md", 1, "warning", text, page, phase)


def test_a_problem_is_told_once_wherever_its_line_is() -> None:
    one = _problem(READING)
    moved, second = replace(one, line=5), replace(one, line=9)
    assert unsaid([one], [moved]) == []
    assert unsaid([one], [moved, second]) == [second]
    assert unsaid([one, second], [one]) == []
    assert unsaid([], [one]) == [one]


def test_a_problem_is_the_same_while_a_page_is_read_and_written() -> None:
    assert len(_after([], [_problem(READING), _problem(WRITING)])) == 1


def test_an_address_for_an_editor_hides_no_sign() -> None:
    editor = Editor(pattern_of("VSCode"), Path("/a b/ü"))
    assert editor.address("c#?.md", 0) == "vscode://file/a%20b/%C3%BC/c%23%3F.md:1"
    assert Editor("x://{line}?{path}", Path("/a")).address("b.md", 7) == "x://7?/a/b.md"


def test_problems_are_counted_by_kind() -> None:
    texts = ["a row [versus.ragged_row]", "[x] no kind", "a link [myst.xref_missing]", "[toc]"]
    found = [_problem(READING, text=text) for text in [*texts, "again [versus.ragged_row]"]]
    assert counted([]) == "nothing is left to mend"
    assert counted(found) == (
        "5 in all: 2 versus.ragged_row, 1 myst.xref_missing, 1 toc, 1 warning"
    )


def _after(before: list[Problem], fresh: list[Problem], **done: object) -> list[Problem]:
    nothing = {"read": set(), "written": set(), "checked": False, "pages": {"a.html", "b.html"}}
    return brought_up_to_date(before, fresh, **{**nothing, **done})


@pytest.mark.parametrize(
    ("phase", "done"),
    [
        (READING, {"read": {"a.html"}}),
        (WRITING, {"written": {"a.html"}}),
        (CHECKING, {"checked": True}),
        (READING, {"pages": {"b.html"}}),  # the page is gone
        ("", {}),  # what is said before and after each build
    ],
)
def test_a_problem_is_forgotten_when_what_found_it_was_done_again(
    phase: str, done: dict[str, object]
) -> None:
    other = _problem(READING, "b.html")
    assert _after([_problem(phase), other], [], **done) == [other]


@pytest.mark.parametrize("phase", [READING, WRITING, CHECKING])
def test_a_problem_stands_as_long_as_nothing_was_looked_at_again(phase: str) -> None:
    fresh = _problem(READING, "b.html", "new")
    kept = _after([_problem(phase)], [fresh, fresh], read={"b.html"}, written={"b.html"})
    assert kept == [_problem(phase), fresh]


def test_files_of_tools_and_editors_do_not_matter(tmp_path: Path) -> None:
    # The project itself may lie in a hidden folder.
    source = tmp_path / ".hidden" / "docs"
    files = Files([source], source / "public", ["drafts/*", "*.log"])
    for name in ("index.md", "conf.py", "_static/site.css", "_ext/a/b.py", "public2/x.md"):
        assert files.matters(str(source / name)), name
    for name in (
        *(".git/index", "a/.#page.md", "page.md~", "#page.md#", ".page.md.swp", "4913"),
        *("_ext/__pycache__/a.pyc", "public/index.html", "_build/html/index.html"),
        *("drafts/a.md", "x/y.log", "../elsewhere.md"),
    ):
        assert not files.matters(str(source / name)), name


def test_a_file_that_holds_what_it_held_is_no_news(tmp_path: Path) -> None:
    files, page = Files([tmp_path], tmp_path / "out"), tmp_path / "page.md"
    page.write_text("one")
    assert files.news([str(page)]) == {str(page)}
    page.touch()
    assert files.news([str(page)]) == set()
    page.write_text("two")
    assert files.news([str(page)]) == {str(page)}
    page.unlink()
    assert files.news([str(page)]) == {str(page)}
    assert files.news([str(page)]) == set()
    page.write_text("two")
    assert files.news([str(page)]) == {str(page)}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """Pages over an output of a few files, none of which is newer."""
    out, newer = tmp_path / "out", tmp_path / "newer"
    newer.mkdir()
    for name in ("index.html", "a/index.html", "a/b.html", "_static/a.css", ".doctrees/env"):
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(f"<html><head></head>{name}?v=1</html>")
    (tmp_path / "secret.html").write_text("secret")
    return Pages(out, newer)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/a", "a/index.html"),
        ("/a/b.html", "a/b.html"),
        ("/a/c.html", ""),
        ("/../secret.html", ""),
        ("/a/../../secret.html", ""),
        ("//secret.html", ""),
        ("/.doctrees/env", ""),
        ("/\0", ""),
    ],
)
def test_an_address_shows_a_file_of_the_output_or_nothing(
    pages: Pages, address: str, name: str
) -> None:
    assert pages.name_of(address) == name


def test_a_newer_page_is_given_up_when_a_build_has_seen_its_edit(
    pages: Pages, tmp_path: Path
) -> None:
    before = pages.token("/")
    (tmp_path / "newer" / "index.html").write_text("newer")
    pages.note("index.html", 2)
    shown = pages.token("/")
    assert shown != before
    assert pages.name_of("/") == "index.html"
    pages.settle(1)
    assert pages.token("/") == shown
    pages.settle(2)
    assert pages.token("/") == before


@contextmanager
def _served(pages: Pages, folder: Path, *, only_loopback: bool = True) -> Iterator[str]:
    """Serve pages that nobody builds; gives host and port."""
    worker = Worker(Options(str(folder), str(folder / "out"), str(folder / "newer"), ""))
    live = Live(worker, pages, Files([folder], folder / "out"), print)
    app = application(live, pages, only_loopback=only_loopback)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
    with open_socket("127.0.0.1", 0) as listener:
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def _get(host: str, path: str, **headers: str) -> tuple[HTTPResponse, str]:
    connection = HTTPConnection(host)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read().decode()


def test_the_script_is_served_with_pages_and_is_not_in_the_files(
    pages: Pages, tmp_path: Path
) -> None:
    with _served(pages, tmp_path) as host:
        answer, text = _get(host, "/a/b.html")
        assert 'src="/_live/client.js?v=' in text
        assert text.endswith("</head>a/b.html?v=1</html>")
        assert answer.headers["cache-control"] == "no-cache"
        assert _get(host, "/_static/a.css")[1] == "<html><head></head>_static/a.css?v=1</html>"
        assert "immutable" in _get(host, "/_static/a.css?v=1")[0].headers["cache-control"]
    assert "_live" not in (tmp_path / "out" / "a" / "b.html").read_text()


def test_pages_of_other_sites_get_nothing(pages: Pages, tmp_path: Path) -> None:
    with _served(pages, tmp_path) as host:
        port = host.rpartition(":")[2]
        assert _get(host, "/", Host=f"evil.example:{port}")[0].status == 400
        assert _get(host, "/", Host=f"localhost:{port}")[0].status == 200
        address = f"ws://{host}/_live/socket"
        for origin in ("http://evil.example", "http://localhost:1", "null", None):
            with pytest.raises(InvalidStatus, match="403"):
                connect(address, origin=origin)
        with connect(address, origin=f"http://{host}") as connection:
            connection.send(json.dumps({"path": "/"}))
            assert json.loads(connection.recv())["token"] == pages.token("/")
        with connect(address, origin=f"http://{host}") as connection:
            connection.send("no JSON")  # and the server goes on
    with _served(pages, tmp_path, only_loopback=False) as host:
        assert _get(host, "/", Host="machine.example")[0].status == 200


def test_nothing_outside_of_the_output_is_served(pages: Pages, tmp_path: Path) -> None:
    with _served(pages, tmp_path) as host:
        for path in (
            "/../secret.html",
            "/%2e%2e/secret.html",
            "/..%2fsecret.html",
            "/.doctrees/env",
        ):
            answer, text = _get(host, path)
            assert answer.status == 404
            assert text != "secret"
            assert "env?v=1" not in text
        assert _get(host, "/a%00b")[0].status == 404
        assert _get(host, "/" + "x" * 5000)[0].status == 404


def test_loopback_is_what_only_this_machine_reaches() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.1.2", "::", "machine.local")))


def test_a_port_that_is_taken() -> None:
    with open_socket("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServeError, match=f"port {port} is taken"):
            open_socket("127.0.0.1", port)
    with open_socket("127.0.0.1", None) as first, open_socket("127.0.0.1", None) as second:
        assert 8000 <= first.getsockname()[1] < second.getsockname()[1] < 8020
    with pytest.raises(CannotServeError, match="cannot serve at"):
        open_socket("203.0.113.1", None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{source}/nowhere", "{source}/out"], "has no conf.py"),
        (["{source}", "{source}"], "needs a folder of its own"),
        (["{source}", "{source}/.."], "needs a folder of its own"),
        (["{source}", "{source}/out", "--port", "70000"], "no port"),
        (["{source}", "{source}/out", "-j", "0"], "at least one process"),
        (["{source}", "{source}/out", "-D", "nothing"], "NAME=VALUE"),
        (["{source}", "{source}/out", "--editor", "ed"], "is no editor that is known"),
        (["{source}", "{source}/out", "--editor", "javascript:{{path}}"], "is no editor"),
    ],
)
def test_a_wrong_command_is_refused_in_words(
    tmp_path: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "conf.py").write_text("")
    try:
        status = main([text.format(source=tmp_path) for text in arguments])
    except SystemExit as error:  # argparse's own
        status = int(error.code or 0)
    assert status == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["conf.py"]
