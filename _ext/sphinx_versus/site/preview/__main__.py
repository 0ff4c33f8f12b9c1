"""The command line: ``python -m sphinx_versus.site.preview SOURCE OUT``."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from .editors import KNOWN, Editor, pattern_of
from .options import Options

_NEEDED = ("starlette", "uvicorn", "watchfiles", "websockets")


def main(arguments: list[str] | None = None) -> int:
    """Serve a project, as a command of its own."""
    return run(parser().parse_args(arguments))


def run(given: argparse.Namespace) -> int:
    """Serve a project; returns the status to exit with."""
    source, out = given.source.resolve(), given.out.resolve()
    if not (source / "conf.py").is_file():
        return _refuse(f"{given.source} has no conf.py, so it is no Sphinx project")
    if source.is_relative_to(out):
        return _refuse(f"{given.out} holds the sources; the output needs a folder of its own")
    if not hasattr(os, "fork"):
        return _refuse("this needs Linux, macOS or WSL: it forks its processes")
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        return _refuse(f"this needs what is not installed; type: pip install {' '.join(missing)}")
    from .server import CannotServeError
    from .server import run as serve

    options = Options(
        source=str(source),
        out=str(out),
        newer="",
        socket="",
        builder=given.builder,
        jobs=given.jobs,
        settings=dict(given.settings),
        tags=given.tags,
    )
    editor = Editor(given.editor, source) if given.editor else None
    try:
        serve(options, given.host, given.port, given.ignore, open_browser=given.open, editor=editor)
    except CannotServeError as error:
        return _refuse(str(error))
    except KeyboardInterrupt:
        pass
    return 0


def parser() -> argparse.ArgumentParser:
    """Return what is read from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_versus.site.preview",
        description="Serve a Sphinx project, and show each change as soon as it is saved.",
    )
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder with conf.py (this one)"
    )
    parser.add_argument(
        "out",
        nargs="?",
        type=Path,
        default=Path("_build", "live"),
        help="the folder to build into (%(default)s)",
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="the address to serve at (%(default)s); 0.0.0.0 lets others on the network in",
    )
    parser.add_argument(
        "--port", type=_port, help="the port to serve at (the first free one from 8000 on)"
    )
    parser.add_argument(
        "--open", action="store_true", help="open the site in a browser once it is built"
    )
    parser.add_argument(
        "--editor",
        type=_editor,
        default=os.environ.get("LIVE_EDITOR", ""),
        help="the editor that a click on a warning opens (also: the variable LIVE_EDITOR): "
        f"{', '.join(KNOWN)}, or an address with {{path}} and {{line}}",
    )
    parser.add_argument(
        "--ignore",
        metavar="PATTERN",
        action="append",
        default=[],
        help="ignore changes of files with such names or paths; may be given more than once",
    )
    parser.add_argument(
        "-b", dest="builder", choices=["html", "dirhtml"], default="html", help="(%(default)s)"
    )
    parser.add_argument(
        "-j",
        dest="jobs",
        metavar="N",
        type=_jobs,
        default=1,
        help="build in so many processes where much is to be built; auto: one for each core",
    )
    parser.add_argument(
        "-D",
        dest="settings",
        metavar="NAME=VALUE",
        type=_setting,
        action="append",
        default=[],
        help="a setting, instead of that in conf.py",
    )
    parser.add_argument(
        "-t", dest="tags", metavar="TAG", action="append", default=[], help="define a tag"
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise argparse.ArgumentTypeError(f"{port} is no port: they end at 65535")
    return port


def _editor(text: str) -> str:
    try:
        return pattern_of(text) if text else ""
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _jobs(text: str) -> int:
    jobs = (os.cpu_count() or 1) if text == "auto" else int(text)
    if jobs < 1:
        raise argparse.ArgumentTypeError("at least one process is needed")
    return jobs


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f'"{text}" is not of the form NAME=VALUE')
    return name, value


def _refuse(text: str) -> int:
    print(f"error: {text}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
