"""The worker: forks a builder for each build, from a process that is ready to start.

It reads one JSON object a line, which asks for a build: whether to show its
progress (``status``), the pages to write before others (``first``), and the paths
that have changed since the last build began (``changed``). It answers each with
one line, ``{"problems": ..., "folders": ...}`` or ``{"error": ...}``, and before
that with ``written`` as soon as the pages are there that are to be first.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
from typing import IO, Any

from .options import WRITTEN, Options, is_installed


def main(options: Options) -> None:
    """Serve requests until standard input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what extensions print is for the terminal
    previewer = 0
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(options.socket)
        listener.listen()
        try:
            for line in sys.stdin:
                pid, told = _fork(options, listener, answers, json.loads(line))
                if told is None:  # the build has failed, and the one before still answers
                    continue
                if previewer:
                    _stop(previewer)
                previewer = pid
                _import_installed(told)
        finally:
            if previewer:
                _stop(previewer)


def _fork(
    options: Options, listener: socket.socket, answers: IO[str], request: dict[str, Any]
) -> tuple[int, list[str] | None]:
    """Run a build in a process of its own, and wait until it has answered.

    Returns its id and the names of the installed modules that it has imported,
    or None for them if it has failed.
    """
    reading, writing = os.pipe()
    gc.freeze()
    pid = os.fork()
    if pid == 0:
        _become_builder(options, listener, answers, os.fdopen(writing, "w"), request)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    if told:
        return pid, json.loads(told)
    _, code = os.waitpid(pid, 0)
    if code != 0:
        _answer(answers, {"error": f"the build process has died: {_cause(code)}"})
    return pid, None


def _become_builder(
    options: Options,
    listener: socket.socket,
    answers: IO[str],
    told: IO[str],
    request: dict[str, Any],
) -> None:
    """Build, answer, and go on as the previewer; never returns."""
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        # Doctrees are one large knot of references; to look for garbage often finds nothing.
        gc.set_threshold(100_000, 20, 20)
        # Imported here, so that the worker itself is there at once.
        from . import building

        with building.namespaces(options):
            done = building.build(options, request, lambda: _send(answers, WRITTEN))
            if done.previewer:
                done.previewer.prepare()
            _answer(answers, done.answer)
            answers.close()
            if done.previewer:
                json.dump(_installed_modules(), told)
                told.close()
                done.previewer.serve(listener)
        code = 0
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def _answer(answers: IO[str], answer: dict[str, Any]) -> None:
    _send(answers, json.dumps(answer) + "\n")


def _send(answers: IO[str], line: str) -> None:
    with contextlib.suppress(BrokenPipeError):  # the server is gone, and we shall be too
        answers.write(line)
        answers.flush()


def _cause(code: int) -> str:
    if os.WIFSIGNALED(code):
        return signal.Signals(os.WTERMSIG(code)).name
    return f"it left with status {os.waitstatus_to_exitcode(code)}; the terminal shows more"


def _stop(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)


def _installed_modules() -> list[str]:
    return [
        name
        for name, module in list(sys.modules.items())
        if is_installed(getattr(module, "__file__", None) or "")
    ]


def _import_installed(names: list[str]) -> None:
    """Import what a build needs, so that the next one has it already.

    Modules of the project are left out: each builder is to see how they are now.
    """
    for name in names:
        if name not in sys.modules and name != "__main__":
            with contextlib.suppress(Exception):
                importlib.import_module(name)


if __name__ == "__main__":
    main(Options(**json.loads(sys.argv[1])))
