"""Asks the search in a real browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from accessible import violations

NEURONS = "comparisons/neurons-vs-parameters.html"
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


@dataclass
class Visit:
    """A page, with all that its console and its server have been told."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


class _Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *args: Any, headers: dict[str, str], **options: Any) -> None:
        self.own_headers = headers
        super().__init__(*args, **options)

    def do_GET(self) -> None:
        if self.path == "/favicon.ico":  # asked for by the browser, and by no page
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.own_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def served(folder: Path, headers: dict[str, str]) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(folder), headers=headers)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


Go = Callable[..., Visit]


def type_query(page: Page, query: str) -> Locator:
    """Open the dialog, type, and wait until the hits of that query are shown."""
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search the site")
    expect(box).to_be_focused()
    box.press_sequentially(query)
    wait_for(page, query)
    return box


def wait_for(page: Page, query: str) -> None:
    page.wait_for_function(
        "(query) => document.querySelector('.site-search-dialog').dataset.shown === query",
        arg=query.strip(),
    )


def places(page: Page) -> list[str]:
    hits = page.locator(".site-search-hit").evaluate_all(
        "(links) => links.map((link) => decodeURIComponent(new URL(link.href).hash.slice(1)))"
    )
    return list(hits)


def assert_fine(page: Page, size: str, context: str) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
    box = page.locator(context).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SIZES[size][0]
    assert violations(page, context) == []
