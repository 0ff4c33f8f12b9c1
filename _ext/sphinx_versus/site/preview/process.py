"""The worker as the server sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .options import WRITTEN, Options

# Lines are as long as the list of all problems.
_LINE = 2**26
_TRIES = 3
# Seconds to wait for a page, should the previewer be gone; a build comes after that anyway.
_PATIENCE = 20


class Worker:
    """Starts the worker when it is needed, and asks it for builds and previews."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._process: Process | None = None
        # Whether there is a previewer.
        self.ready = False

    async def build(
        self, request: dict[str, Any], on_written: Callable[[], Awaitable[None]]
    ) -> dict[str, Any]:
        """Bring the output up to date; gives the answer of the builder.

        The request is what the worker reads; ``on_written`` is called when the
        pages are there that it wants first, if others follow.
        """
        process = await self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            await process.stdin.drain()
            while (line := await process.stdout.readline()) == WRITTEN.encode():
                await on_written()
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line:
            await self.stop()
            return {"error": "the build process has ended; the next change starts it again"}
        answer: dict[str, Any] = json.loads(line)
        self.ready = self.ready or "error" not in answer
        return answer

    async def preview(
        self, changed: Collection[str], opened: Collection[str]
    ) -> AsyncIterator[dict[str, Any]]:
        """Have pages written that show changes; gives what was written, page by page."""
        request = {"changed": sorted(changed), "open": sorted(opened)}
        for _ in range(_TRIES if self.ready else 0):
            with contextlib.suppress(OSError, TimeoutError):
                reader, writer = await asyncio.open_unix_connection(
                    self._options.socket, limit=_LINE
                )
                try:
                    writer.write(json.dumps(request).encode() + b"\n")
                    await writer.drain()
                    while line := await asyncio.wait_for(reader.readline(), _PATIENCE):
                        answer = json.loads(line)
                        yield answer
                        if "page" not in answer:
                            return
                finally:
                    writer.close()
            # A builder has finished, and its predecessor is gone in the middle of an answer.

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            Path(self._options.socket).unlink(missing_ok=True)
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                f"{__package__}.worker",
                json.dumps(asdict(self._options)),
                stdin=PIPE,
                stdout=PIPE,
                limit=_LINE,
                # Ctrl-C is for the server alone.
                start_new_session=True,
            )
        return self._process

    async def stop(self) -> None:
        """End the worker and all that it has started."""
        self.ready = False
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()
