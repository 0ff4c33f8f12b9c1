"""What happens after a change: a preview at once, then a build."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.websockets import WebSocket, WebSocketDisconnect
from watchfiles import awatch

from . import problems
from .editors import Editor
from .pages import Pages, files_of
from .problems import Problem
from .process import Worker
from .watching import Files

# Milliseconds without another event until a save counts as complete, and the
# longest time to wait for that.
_STEP, _DEBOUNCE = 10, 50
# Seconds without a change before a build: it would use what the next preview needs.
_QUIET = 0.3


@dataclass(eq=False, slots=True)
class Client:
    """A page that is open in a browser."""

    socket: WebSocket
    path: str


class Live:
    """Watches the project, and tells the browsers of what is new."""

    def __init__(
        self,
        worker: Worker,
        pages: Pages,
        files: Files,
        say: Callable[[str], None],
        editor: Editor | None = None,
    ) -> None:
        self._worker, self._pages, self._files, self._say = worker, pages, files, say
        self._editor = editor
        self._clients: set[Client] = set()
        self._problems: list[Problem] = []
        # How many of them there were at most since the last build.
        self._most = 0
        # Why there is no build, and the pages that cannot be previewed.
        self._error = ""
        self._page_errors: dict[str, str] = {}
        # Edits are counted, so that it is known which of them a build has seen.
        self._edit = 0
        self._last_change = 0.0
        self._changed: set[str] = set()
        # What has changed since the last build began.
        self._unbuilt: set[str] = set()
        self._to_preview, self._to_build = asyncio.Event(), asyncio.Event()
        self._to_build.set()
        self._previewing = asyncio.Lock()
        self.built = asyncio.Event()

    async def run(self) -> None:
        """Work until it is cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._watch())
            tasks.create_task(self._preview())
            tasks.create_task(self._build())

    async def _watch(self) -> None:
        while True:
            folders = self._files.folders
            async for changes in awatch(
                *folders,
                watch_filter=lambda _, path: self._files.matters(path),
                step=_STEP,
                debounce=_DEBOUNCE,
                rust_timeout=1000,
                yield_on_timeout=True,
                ignore_permission_denied=True,
            ):
                if changes:
                    self._note(path for _, path in changes)
                if folders != self._files.folders:
                    # Nobody watches while the watch is set up anew.
                    self._to_build.set()
                    break

    def _note(self, paths: Iterable[str]) -> None:
        news = self._files.news(paths)
        if news:
            self._edit += 1
            self._last_change = time.monotonic()
            self._changed |= news
            self._unbuilt |= news
            self._to_preview.set()
            self._to_build.set()

    async def _preview(self) -> None:
        while True:
            await self._to_preview.wait()
            async with self._previewing:
                self._to_preview.clear()
                changed, self._changed = self._changed, set()
                opened = {self._pages.name_of(client.path) for client in self._clients}
                edit, started = self._edit, self._last_change
                async for answer in self._worker.preview(changed, opened):
                    self._show(answer, edit, started)
                    await self._tell()

    def _show(self, answer: dict[str, Any], edit: int, started: float) -> None:
        for name in answer["files"]:
            self._pages.note(name, edit)
        page = answer.get("page")
        if page is None:
            self._pages.assets += bool(answer["files"])
            return
        self._page_errors.pop(page, None)
        fresh = [Problem(**each) for each in answer["problems"]]
        before = self._problems
        if answer["error"]:
            self._page_errors[page] = answer["error"]
            self._say(f"{page}: {answer['error']}")
        else:
            self._pages.note(page, edit)
            known = {page, *(problem.page for problem in self._problems)}
            self._problems = problems.brought_up_to_date(
                self._problems, fresh, read={page}, written={page}, checked=False, pages=known
            )
            self._most = max(self._most, len(self._problems))
            self._say(f"{page}: shown after {time.monotonic() - started:.2f} s")
        for problem in problems.unsaid(before, fresh):
            self._say(f"  {problem}")

    async def _build(self) -> None:
        first = True
        while True:
            await self._to_build.wait()
            while (wait := self._last_change + _QUIET - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self._to_build.clear()
            edit, started = self._edit, time.monotonic()
            looked_at = {path for client in self._clients for path in files_of(client.path)}
            changed, self._unbuilt = self._unbuilt, set()
            request = {"status": first, "first": sorted(looked_at), "changed": sorted(changed)}
            answer = await self._worker.build(request, on_written=self._tell_written)
            if "error" in answer:
                self._unbuilt |= changed
            else:
                first = False
            # Not while a page is written that would be removed.
            async with self._previewing:
                self._take_over(answer, edit, time.monotonic() - started)
            await self._tell()

    def _take_over(self, answer: dict[str, Any], edit: int, seconds: float) -> None:
        told, self._error = self._error, answer.get("error", "")
        if self._error:
            if self._error != told:
                self._say(f"the build has stopped: {self._error}")
            return
        self._pages.settle(edit)
        self._pages.built = True
        self.built.set()
        self._page_errors.clear()
        before = self._problems
        # Of a page that was edited since, the preview knows better.
        newer = self._pages.newer
        built = [Problem(**each) for each in answer["problems"]]
        self._problems = [each for each in before if each.page in newer]
        self._problems += [each for each in built if each.page not in newer]
        self._say(f"everything is up to date after {seconds:.1f} s")
        news = problems.unsaid(before, self._problems)
        for problem in news:
            self._say(f"  {problem}")
        if news or len(self._problems) < self._most:
            self._say(f"  {problems.counted(self._problems)}")
        self._most = len(self._problems)
        own = self._files.folders[:1]
        self._files.folders = (*own, *map(Path, answer["folders"]))

    async def connect(self, socket: WebSocket) -> None:
        """Serve an open page until it is closed."""
        await socket.accept()
        try:
            client = Client(socket, str((await socket.receive_json())["path"]))
        except (WebSocketDisconnect, ValueError, KeyError, TypeError):
            return
        self._clients.add(client)
        try:
            await self._tell_one(client)
            while True:
                await socket.receive_text()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._clients.discard(client)

    async def _tell_written(self) -> None:
        """Show what a build has written first, while it goes on with the rest."""
        await self._tell()

    async def _tell(self) -> None:
        await asyncio.gather(*map(self._tell_one, list(self._clients)), return_exceptions=True)

    async def _tell_one(self, client: Client) -> None:
        page = self._pages.name_of(client.path)
        state = {
            "token": self._pages.token(client.path),
            "error": self._page_errors.get(page) or self._error,
            "here": [self._shown(each) for each in self._problems if page and each.page == page],
            "elsewhere": [
                self._shown(each) for each in self._problems if not page or each.page != page
            ],
        }
        await client.socket.send_json(state)

    def _shown(self, problem: Problem) -> dict[str, str]:
        """Return what a page needs to know of a problem: what, where, and how to get there."""
        edit = self._editor.address(problem.file, problem.line) if self._editor else ""
        page = f"/{quote(problem.page)}" if problem.page else ""
        return {
            "text": str(problem),
            "said": problem.text,
            "page": page,
            "id": problem.id,
            "near": problem.near,
            "edit": edit if problem.file else "",
        }


def relative_to_here(path: Path) -> str:
    """Return a path as a person in this folder would type it, where that is shorter."""
    relative = os.path.relpath(path)
    return relative if len(relative) < len(str(path)) else str(path)
