"""Puts the parts together and serves them."""

from __future__ import annotations

import asyncio
import errno
import fcntl
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
    options: Options, host: str, port: int | None, ignored: Sequence[str], *, open_browser: bool
) -> None:
    """Serve until Ctrl-C; raises CannotServeError before anything else is done."""
    # To be ended is to be interrupted, so that the worker is ended too.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with (
        tempfile.TemporaryDirectory(prefix="live-") as own,
        _locked(Path(options.out)),
        open_socket(host, port) as listener,
    ):
        options = replace(options, newer=f"{own}/newer", socket=f"{own}/socket")
        Path(options.newer).mkdir()
        asyncio.run(_serve(options, host, listener, ignored, open_browser=open_browser))


async def _serve(
    options: Options,
    host: str,
    listener: socket.socket,
    ignored: Sequence[str],
    *,
    open_browser: bool,
) -> None:
    worker = Worker(options)
    pages = Pages(Path(options.out), Path(options.newer))
    live = Live(worker, pages, Files([Path(options.source)], Path(options.out), ignored), say)
    server = uvicorn.Server(
        uvicorn.Config(
            application(live, pages, only_loopback=is_loopback(host)),
            ws="websockets-sansio",
            log_level="error",
            timeout_graceful_shutdown=1,
        )
    )
    address = _address(host, listener.getsockname()[1])
    say(f"{relative_to_here(Path(options.source))} is served at {address} (Ctrl-C stops it)")
    # As if it were Ctrl-C: the terminal was closed.
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGHUP, lambda: setattr(server, "should_exit", True)
    )
    work = asyncio.create_task(live.run())
    # Without it there is nothing to serve for; its error is shown below.
    work.add_done_callback(lambda _: setattr(server, "should_exit", True))
    if open_browser:
        opening = asyncio.create_task(_open(live, address))
        work.add_done_callback(lambda _: opening.cancel())
    try:
        await server.serve(sockets=[listener])
    finally:
        if work.done():
            traceback.print_exception(work.exception())
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await worker.stop()


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
    with (out / ".live.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotServeError(
                f"{relative_to_here(out)} is in use by another preview; "
                "stop that one, or name another folder"
            ) from error
        yield lock


def say(text: str) -> None:
    """Print what happens, with the time."""
    print(time.strftime("%H:%M:%S"), text, file=sys.stderr, flush=True)
