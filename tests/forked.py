"""Runs sphinx-build in processes that are forked from one which has imported what builds need.

A build of a small project takes less time than its imports. Each build still has a process of
its own, which ends as any does, and the arguments, folder and environment that it is given.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

EXTENSIONS = Path(__file__).parent.parent / "_ext"
# What most builds import, where it is installed; each build imports the rest by itself.
IMPORTED = (
    *("sphinx.cmd.build", "myst_parser.sphinx_ext.main", "furo", "sphinx_design"),
    *("sphinxcontrib.bibtex", "sphinx_versus", "sphinx_versus.book", "sphinx_versus.data"),
    *("sphinx_versus.review", "sphinx_versus.search", "sphinx_versus.site.building"),
    *("sphinx_versus.site.citations", "sphinx_versus.site.diagnostics"),
    *("sphinx_versus.site.drawings", "sphinx_versus.site.sidebar", "sphinx_versus.site.spelling"),
)


def run(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run sphinx-build in the folder that this process is in."""
    server = next(_servers())
    assert server.stdin
    assert server.stdout
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{folder}/out", f"{folder}/err"]
        request = [arguments, dict(environment), str(Path.cwd()), names]
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        status = int(server.stdout.readline())
        out, err = (Path(name).read_text(encoding="utf-8") for name in names)
    return subprocess.CompletedProcess(arguments, status, out, err)


@cache
def _servers() -> itertools.cycle[subprocess.Popen[str]]:
    """Return two processes in turn: sets have another order in each."""
    command = [sys.executable, __file__]
    return itertools.cycle(
        [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
    )


def _serve() -> None:
    """Answer requests until the input ends; in each child, return from here and build."""
    sys.path.insert(0, str(EXTENSIONS))
    for name in IMPORTED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    sys.path.remove(str(EXTENSIONS))
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
            return
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    os._exit(0)


def _become(
    arguments: list[str], environment: dict[str, str], folder: str, outputs: list[str]
) -> None:
    """Be the process that was asked for."""
    for number, name in enumerate((os.devnull, *outputs)):
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[0:1] = [folder, *filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))]
    sys.argv = ["sphinx-build", *arguments]


if __name__ == "__main__":
    _serve()
    from sphinx.cmd.build import main

    sys.exit(main(sys.argv[1:]))
