"""Puts the parts together and serves them."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import re
import signal
import socket
import sys
import tempfile
import time
import traceback
import webbrowser
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from .editors import Editor
from .live import Live, relative_to_here
from .options import Options
from .pages import CLIENT, KEPT, PREFIX, Pages
from .process import Worker
from .watching import Files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

_FIRST_PORT, _PORTS = 8000, 20
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


class CannotServeError(Exception):
    """There is no address to serve at, or the folder is taken; the text says what to do."""


def run(
    options: Options,
    host: str,
    port: int | None,
    ignored: Sequence[str],
    *,
    open_browser: bool,
    editor: Editor | None = None,
) -> None:
    """Serve until Ctrl-C; raises CannotServeError before anything else is done."""
    parent = os.getppid()
    # To be ended is to be interrupted, so that the worker is ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        # A process that is being killed may write one more file.
        tempfile.TemporaryDirectory(prefix="live-", ignore_cleanup_errors=True) as own,
        _locked(Path(options.out)) as lock,
        open_socket(host, port) as listener,
    ):
        address = _address(host, listener.getsockname()[1])
        lock.write(f"process {os.getpid()}, {address}")
        lock.flush()
        options = replace(options, newer=f"{own}/newer", socket=f"{own}/socket")
        Path(options.newer).mkdir()
        live = Live(
            worker := Worker(options),
            pages := Pages(Path(options.out), Path(options.newer)),
            Files([Path(options.source)], Path(options.out), ignored),
            say,
            editor,
        )
        app = application(live, pages, only_loopback=is_loopback(host))
        say(f"{relative_to_here(Path(options.source))} is served at {address} (Ctrl-C stops it)")
        to_open = address if open_browser else ""
        asyncio.run(_serve(app, live, worker, listener, parent=parent, to_open=to_open))


async def _serve(
    app: Starlette,
    live: Live,
    worker: Worker,
    listener: socket.socket,
    *,
    parent: int,
    to_open: str,
) -> None:
    server = uvicorn.Server(
        uvicorn.Config(app, ws="websockets-sansio", log_level="error", timeout_graceful_shutdown=1)
    )

    def stop(_: object = None) -> None:
        server.should_exit = True

    # As if it were Ctrl-C: the terminal was closed.
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, stop)
    work = asyncio.create_task(live.run())
    # Without it there is nothing to serve for; its error is shown below.
    work.add_done_callback(stop)
    others = [asyncio.create_task(_orphaned(parent))]
    others[0].add_done_callback(stop)
    if to_open:
        others.append(asyncio.create_task(_open(live, to_open)))
    try:
        await server.serve(sockets=[listener])
    finally:
        if work.done():
            traceback.print_exception(work.exception())
        for task in (work, *others):
            task.cancel()
        await asyncio.gather(work, *others, return_exceptions=True)
        await worker.stop()


async def _orphaned(parent: int) -> None:
    """Wait until what has started us is gone: nobody would know that we are still here."""
    while os.getppid() == parent:
        await asyncio.sleep(1)
    say("what has started the preview is gone, so it stops")


async def _open(live: Live, address: str) -> None:
    await live.built.wait()
    await asyncio.to_thread(webbrowser.open, address)


def application(live: Live, pages: Pages, *, only_loopback: bool) -> Starlette:
    """Return the application that serves pages, and a socket that tells what is new.

    A page of another site must not get at it: neither by a socket, which
    browsers open across sites, nor by a name of its own that leads to this machine.
    """

    async def client(_request: Request) -> FileResponse:
        return FileResponse(CLIENT, headers={"Cache-Control": KEPT})

    async def connect(socket: WebSocket) -> None:
        origin = urlsplit(socket.headers.get("origin", "")).netloc
        if origin != socket.headers.get("host"):
            await socket.close(1008)
            return
        await live.connect(socket)

    hosts = list(_LOOPBACK) if only_loopback else ["*"]
    return Starlette(
        routes=[
            Route(f"{PREFIX}/client.js", client),
            WebSocketRoute(f"{PREFIX}/socket", connect),
            Mount("/", pages),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)],
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a host name or address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def open_socket(host: str, port: int | None) -> socket.socket:
    """Listen at a port, or at the first free one from 8000 on if none is given."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in [port] if port is not None else range(_FIRST_PORT, _FIRST_PORT + _PORTS):
        try:
            return socket.create_server((host, number), family=family)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CannotServeError(f"cannot serve at {host}, port {number}: {error}") from error
    if port is not None:
        raise CannotServeError(f"port {port} is taken; leave --port out to get a free one")
    raise CannotServeError(
        f"the ports {_FIRST_PORT} to {_FIRST_PORT + _PORTS - 1} are taken; name another with --port"
    )


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _locked(out: Path) -> Iterator[IO[str]]:
    """Keep two servers from building into the same folder."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / ".live.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            which = lock.read()
            number = re.match(r"process (\d+)", which)
            raise CannotServeError(
                f"{relative_to_here(out)} is in use by another preview ({which}); "
                f"stop that one{f' (kill {number[1]})' if number else ''}, or name another folder"
            ) from error
        lock.truncate(0)
        yield lock


def say(text: str) -> None:
    """Print what happens, with the time."""
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)
