"""Shows where the time of a build goes: by phase, and by the process that spends it.

A site of N comparisons with this project's own settings is built from nothing in
this process, with as many others as are asked for. Of each phase are printed the
seconds that passed, the CPU seconds of the first process, those of all processes
that it started, and those of the longest of them, and the most MB that the first
process has had until the end of the phase. With ``--edit`` it is not that
build which is looked at, but the one after an edit of one page.

The last line is the critical path: the CPU seconds that follow one after the
other. It hardly depends on what else the machine does, as the clock does.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import wraps
from io import StringIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from contenders import FOLDER, ROOT, write_site
from pages import stem

sys.path.insert(0, str(ROOT / "_ext"))


class Clock:
    """Adds up what phases cost; a phase within another one is not counted twice."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}
        self.memory: dict[str, float] = {}
        self._open: list[list[float]] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Count what passes as part of a phase."""
        inner = [0.0] * 4
        self._open.append(inner)
        before = _now()
        try:
            yield
        finally:
            passed = [now - then for now, then in zip(_now(), before, strict=True)]
            self._open.pop()
            self.memory[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
            row = self.spent.setdefault(name, [0.0] * 4)
            for place in range(4):
                row[place] += passed[place] - inner[place]
                if self._open:
                    self._open[-1][place] += passed[place]

    def watch(self, owner: Any, method: str, name: str) -> None:
        """Count the calls of a method as a phase, where there is such a method."""
        known = getattr(owner, method, None)
        if known is None:
            return

        @wraps(known)
        def counted(*args: Any, **kwargs: Any) -> Any:
            with self.phase(name):
                return known(*args, **kwargs)

        setattr(owner, method, counted)


# The CPU seconds of the longest process of each group that has ended, added up.
_longest = [0.0]


def _now() -> list[float]:
    here, below = (
        sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return [time.perf_counter(), here, below, _longest[0]]


def _watch_processes() -> None:
    """Note which of the processes of a group takes longest."""
    from sphinx_versus.site.building import parallel as parallel_build

    known = parallel_build.in_processes

    def counted(
        count: int, work: Callable[[int], Iterator[Any]]
    ) -> Generator[tuple[int, Any], None, None]:
        spent = multiprocessing.Array("d", count)

        def timed(number: int) -> Iterator[Any]:
            yield from work(number)
            spent[number] = time.process_time()

        yield from known(count, timed)
        _longest[0] += max(spent)

    parallel_build.in_processes = counted


def watch(clock: Clock) -> None:
    """Put a clock on all that a build does, before there is a builder."""
    import pickle

    import sphinx.builders as builders
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment
    from sphinx.events import EventManager

    from sphinx_versus.site.building import parallel as parallel_build

    def pickled(method: Callable[..., Any], name: str) -> Callable[..., Any]:
        def counted(*args: Any, **kwargs: Any) -> Any:
            with clock.phase(name):
                return method(*args, **kwargs)

        return counted

    class Pickle:
        HIGHEST_PROTOCOL = pickle.HIGHEST_PROTOCOL
        dumps = staticmethod(pickled(pickle.dumps, "pack environments"))
        dump = staticmethod(pickled(pickle.dump, "save the environment"))
        loads = staticmethod(pickled(pickle.loads, "unpack environments"))

    builders.pickle = parallel_build.pickle = Pickle
    _watch_processes()
    watched = (
        (Builder, "_read_serial", "read"),
        (parallel_build.Reading, "_read_parallel", "read"),
        (BuildEnvironment, "merge_info_from", "merge environments"),
        (BuildEnvironment, "check_consistency", "check consistency"),
        (BuildEnvironment, "check_dependents", "find stale pages"),
        (BuildEnvironment, "get_and_resolve_doctree", "resolve"),
        (StandaloneHTMLBuilder, "index_page", "feed the search index"),
        (StandaloneHTMLBuilder, "post_process_images", "images"),
        (Builder, "_write_serial", "write: rest"),
        (parallel_build.Writing, "_write_shared", "write: rest"),
        (StandaloneHTMLBuilder, "write_doc", "write pages"),
        (StandaloneHTMLBuilder, "prepare_writing", "prepare writing"),
        (StandaloneHTMLBuilder, "copy_assets", "copy assets"),
        (StandaloneHTMLBuilder, "gen_indices", "general index"),
        (StandaloneHTMLBuilder, "gen_pages_from_extensions", "pages of extensions"),
        (StandaloneHTMLBuilder, "gen_additional_pages", "additional pages"),
        (StandaloneHTMLBuilder, "dump_search_index", "write the search index"),
        (StandaloneHTMLBuilder, "dump_inventory", "write the inventory"),
    )
    for owner, method, phase in watched:
        clock.watch(owner, method, phase)

    emit = EventManager.emit

    def counted(self: EventManager, name: str, *args: Any, **kwargs: Any) -> Any:
        if name not in ("env-updated", "build-finished", "write-started"):
            return emit(self, name, *args, **kwargs)
        answers = []
        for listener in sorted(self.listeners[name], key=lambda each: each.priority):
            where = getattr(listener.handler, "__module__", "") or "?"
            with clock.phase(f"{name}: {where}"):
                answers.append(listener.handler(self._app, *args))
        return answers

    EventManager.emit = counted


def edit(folder: Path, count: int, jobs: int, definitions: list[str]) -> None:
    """Build a site from nothing in another process, and change a page of it."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", str(jobs), "-d", folder / "doctrees"]
    command += [part for each in definitions for part in ("-D", each)]
    subprocess.run([*command, folder, folder / "out"], check=True)
    page = folder / FOLDER / f"{stem(count // 2)}.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("Breaks when", "Shatters when"), encoding="utf-8")


def build(
    folder: Path, jobs: int, definitions: list[str], *, fresh: bool = True
) -> tuple[Clock, str]:
    """Build a site, from nothing or not; return what it has cost, and its warnings."""
    from sphinx.application import Sphinx

    clock = Clock()
    warnings = StringIO()
    watch(clock)
    with clock.phase("start and rest"):
        app = Sphinx(
            *(folder, folder, folder / "out", folder / "doctrees", "html"),
            status=None,
            warning=warnings,
            freshenv=fresh,
            parallel=jobs,
            confoverrides=dict(each.split("=", 1) for each in definitions),
        )
        app.build()
    return clock, warnings.getvalue()


def main() -> None:
    """Build a site and print its phases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, metavar="N")
    parser.add_argument("--jobs", type=int, default=1, metavar="N")
    parser.add_argument("-D", dest="definitions", action="append", default=[])
    parser.add_argument("--edit", action="store_true", help="look at the build after an edit")
    parser.add_argument("--folder", type=Path, help="keep the site here")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp())
    if not (folder / "conf.py").exists():
        write_site(folder, given.pages)
    for name in ("out", "doctrees"):
        shutil.rmtree(folder / name, ignore_errors=True)
    if given.edit:
        edit(folder, given.pages, given.jobs, given.definitions)
    clock, warnings = build(folder, given.jobs, given.definitions, fresh=not given.edit)
    total = [sum(row[place] for row in clock.spent.values()) for place in range(4)]
    largest = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(f"{given.pages} comparisons, {given.jobs} processes, {os.cpu_count()} cores")
    print(f"{'phase':44}{'s':>8}{'CPU':>8}{'others':>8}{'longest':>8}{'MB':>8}")
    rows = sorted(clock.spent.items(), key=lambda each: -each[1][0])
    for name, row in [*((n, r) for n, r in rows if max(r) >= 0.05), ("all", total)]:
        print(f"{name:44}" + "".join(f"{value:8.2f}" for value in row), end="")
        print(f"{clock.memory[name]:8.0f}" if name in clock.memory else "")
    # A program that is waited for is a group of one.
    path = sum(row[1] + (row[3] or row[2]) for row in clock.spent.values())
    print(f"critical path: {path:.2f} CPU s")
    print(f"largest process: {largest / 1000:.0f} MB")
    if warnings:
        print(warnings)
    if not given.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
