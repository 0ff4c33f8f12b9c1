"""Reads and writes documents in as many processes as Sphinx may use.

With ``-j 2`` Sphinx gains next to nothing. For each dozen of documents it sends
all that was read so far from one process to another, and while it writes, the
first process resolves all references, so that on two cores a single one is left
to write. Here each process reads one share of the documents and sends what it
has learned once; and each resolves, indexes and writes the pages that it takes.

Pages, search index and warnings are the same as with one process, in the same
order. It works in any project. A builder gets a subclass of its class; where
Sphinx is not, to the letter, the one that was looked at, it stays as it is (`compat`).

Sphinx resolves references in the first process, and extensions may rely upon
it. An extension that takes part in resolving, by a post-transform or an event,
therefore has to say that it keeps nothing there that is needed later: by
``"parallel_resolve_safe": True`` among what its ``setup`` returns. If one does
not, pages are written as Sphinx does it; ``sphinx-build -v`` tells which one.
"""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import nullcontext, suppress
from functools import partial
from itertools import accumulate
from logging import LogRecord
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exc, format_exception_only
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxParallelError
from sphinx.locale import __
from sphinx.search import IndexBuilder
from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.parallel import parallel_available

from sphinx_versus.site import compat

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess  # not everywhere

logger = logging.getLogger(__name__)

# In seconds: how long a process may take to end, and how long it may use no processor at all.
GRACE = 2
IDLE = 30

# Of fewer documents the start of processes would cost more than it spares.
FEW = 6

# Reading in other processes costs what the environment weighs; so many of its documents
# must be read anew, one of ...
READ_SHARE = 4

# Extensions of others that were looked at, and keep nothing while references are resolved.
LOOKED_AT = frozenset(
    {"docutils", "furo", "myst_parser", "notfound", "sphinx", "sphinx_design"}
    | {"sphinxcontrib.bibtex"}
)

RESOLVE_EVENTS = ("doctree-resolved", "missing-reference", "warn-missing-reference")


def in_processes(
    count: int, work: Callable[[int], Iterator[Any]]
) -> Generator[tuple[int, Any], None, None]:
    """Run ``work`` with each number below ``count`` in a process of its own.

    Yield the number and what it yields, which is not None, as it comes. Raises
    SphinxParallelError where a process fails, dies, leaves early or does nothing any more; the
    others are stopped.
    """
    context = get_context("fork")
    running: dict[Connection, tuple[int, ForkProcess]] = {}
    ended: list[ForkProcess] = []
    try:
        for number in range(count):
            here, there = context.Pipe(duplex=False)
            unused = [here, *running]
            process = context.Process(target=_report, args=(there, unused, work, number))
            process.start()
            there.close()
            running[here] = number, process
        while running:
            for pipe in _ready(running):
                assert isinstance(pipe, Connection)
                number, process = running[pipe]
                try:
                    error, message = pipe.recv()
                except EOFError:
                    process.join(GRACE)
                    raise _died(process.exitcode) from None
                if error:
                    raise SphinxParallelError(*error)
                if message is not None:
                    yield number, message
                    continue
                pipe.close()
                del running[pipe]
                ended.append(process)
    finally:
        for pipe, (_, process) in running.items():
            process.terminate()
            ended.append(process)
            pipe.close()
        for process in ended:
            process.join(GRACE)
            # It ignores what it was told, or cannot hear it.
            process.kill()
            process.join()


def _report(
    pipe: Connection,
    unused: Iterable[Connection],
    work: Callable[[int], Iterator[Any]],
    number: int,
) -> None:
    """Send all that ``work`` yields, or how it failed."""
    # Whoever holds the other end of a pipe would keep those from stopping who wait for a
    # reader that is gone.
    for other in unused:
        other.close()
    # What the collector looks at is copied.
    gc.freeze()
    try:
        for message in work(number):
            pipe.send((None, message))
        pipe.send((None, None))
    except BaseException as error:
        said = format_exception_only(error)[-1].strip()
        pipe.send(((said, format_exc()), None))


def _died(exitcode: int | None) -> SphinxParallelError:
    code = exitcode or 0
    how = f"signal {-code}" if code < 0 else f"status {code}"
    text = f"a process ended early, with {how}; if memory ran out, build with -j 1"
    return SphinxParallelError(text, text)


def _ready(running: Mapping[Connection, tuple[int, ForkProcess]]) -> list[Any]:
    """Wait for processes that have something to say.

    Raises SphinxParallelError where one has used no time of a processor for so long that it
    waits for something that will never come.
    """
    used = {process.pid: _used(process.pid) for _, process in running.values()}
    while not (ready := connection.wait(list(running), IDLE)):
        for _, process in running.values():
            before, used[process.pid] = used[process.pid], _used(process.pid)
            if before is not None and before == used[process.pid]:
                text = (
                    f"a process (number {process.pid}) has done nothing for {IDLE} seconds; "
                    "build with -j 1 to see where it stops"
                )
                raise SphinxParallelError(text, text)
    return ready


def _used(pid: int | None) -> str | None:
    """Return the time that a process has used; None if it waits for others, or nobody knows."""
    found: str | None = None
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # Behind the name: the state, the parent, and after nine more the ticks used.
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
            if path.parent.name == str(pid):
                found = " ".join(fields[11:15])
            elif fields[1] == str(pid):
                return None
    return found


def shares(items: Sequence[str], weights: Sequence[int], count: int) -> list[Sequence[str]]:
    """Divide a sequence into at most ``count`` runs of about the same weight, none empty."""
    total = sum(weights) or 1
    middles = [end - weight / 2 for end, weight in zip(accumulate(weights), weights, strict=True)]
    places = [min(int(middle * count / total), count - 1) for middle in middles]
    runs = [
        [item for item, place in zip(items, places, strict=True) if place == number]
        for number in range(count)
    ]
    return [run for run in runs if run]


class Reading(Builder):
    """A builder whose processes read one share of the documents each."""

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        staying = len(self.env.all_docs.keys() - set(docnames))
        if len(docnames) < FEW or len(docnames) * READ_SHARE < staying:
            self._read_serial(docnames)
            return
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)
        sizes = [self.env.doc2path(docname).stat().st_size for docname in docnames]
        runs = shares(docnames, sizes, nproc)

        def read(number: int) -> Iterator[tuple[str, Any]]:
            for docname in runs[number]:
                yield docname, _logs_of(partial(self.read_doc, docname, _cache=False))
            yield "", pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)

        found: dict[int, BuildEnvironment] = {}
        logs: dict[str, list[LogRecord]] = {}

        def arrive() -> Iterator[str]:
            for number, (docname, message) in in_processes(len(runs), read):
                if docname:
                    logs[docname] = message
                    yield docname
                else:
                    found[number] = pickle.loads(message)

        try:
            self._show(arrive(), __("reading sources... "), "purple", len(docnames))
        finally:
            _handle(logs, docnames)
        # In order, so that of what stands twice the last one counts, as with one process.
        for number, run in enumerate(runs):
            self.env.merge_info_from(list(run), found.pop(number), self._app)

    def _show(self, names: Iterable[str], summary: str, color: str, count: int) -> None:
        """Show how far it is, while names arrive."""
        for _ in status_iterator(names, summary, color, count, self.config.verbosity):
            pass


class _Page(NamedTuple):
    """What is left of a document when its page is written, beside the page."""

    logs: list[LogRecord]
    images: dict[str, str]
    words: dict[str, list[str]]
    facts: dict[str, dict[str, Any]]


class Writing(Reading, StandaloneHTMLBuilder):
    """A builder of pages whose processes resolve, index and write the pages that they take."""

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages of documents."""
        names = sorted(docnames)
        if not self.parallel_ok or (len(names) >= FEW and not self._may_resolve()):
            super().write_documents(docnames)
        elif len(names) < FEW:
            self._write_serial(names)
        else:
            with (
                nullcontext() if compat.stops_at_warnings(self._app) else logging.pending_warnings()
            ):
                self._write_shared(names[0], names[1:])

    def _may_resolve(self) -> bool:
        unsafe = unsafe_resolvers(self._app)
        for name in unsafe:
            logger.verbose("references are resolved in one process, because of %s", name)
        known = self.indexer is None or compat.is_known_index(self.indexer)
        return known and not unsafe

    def _write_shared(self, first: str, names: list[str]) -> None:
        # Templates and look-ups that one page needs, others do.
        compat.write_docname(first, self)
        taken = get_context("fork").Value("L", 0)

        def write(_number: int) -> Iterator[tuple[str, _Page]]:
            while True:
                with taken.get_lock():
                    place = taken.value
                    taken.value += 1
                if place >= len(names):
                    return
                yield names[place], self._write_one(names[place])

        logs: dict[str, list[LogRecord]] = {}
        images: dict[str, dict[str, str]] = {}

        def arrive() -> Iterator[str]:
            count = min(self._app.parallel, len(names))
            for _, (docname, page) in in_processes(count, write):
                logs[docname] = page.logs
                images[docname] = page.images
                if self.indexer is not None:
                    _put(self.indexer, docname, page)
                yield docname

        try:
            self._show(arrive(), __("writing output... "), "darkgreen", len(names))
        finally:
            _handle(logs, names)
        for docname in names:
            self.images.update(images[docname])

    def _write_one(self, docname: str) -> _Page:
        """Write a page; return what the first process has to know."""
        before = set(self.images)
        if self.indexer is not None:
            for name in (*compat.INDEX_WORDS, *compat.INDEX_FACTS):
                setattr(self.indexer, name, {})
        logs = _logs_of(partial(compat.write_docname, docname, self))
        compat.forget_doctree(self.env, docname)
        return _Page(
            logs,
            {uri: self.images[uri] for uri in self.images if uri not in before},
            {name: list(getattr(self.indexer, name, ())) for name in compat.INDEX_WORDS},
            {name: getattr(self.indexer, name, {}) for name in compat.INDEX_FACTS},
        )


def _put(indexer: IndexBuilder, docname: str, page: _Page) -> None:
    """Put what is known of a page into the search index."""
    for name, words in page.words.items():
        pages: dict[str, set[str]] = getattr(indexer, name)
        for word in words:
            pages.setdefault(word, set()).add(docname)
    for name, facts in page.facts.items():
        getattr(indexer, name).update(facts)


def _logs_of(work: Callable[[], None]) -> list[LogRecord]:
    """Do something; return what was said meanwhile, to be sent to another process."""
    collector = logging.LogCollector()
    with collector.collect():
        work()
    logging.convert_serializable(collector.logs)
    return collector.logs


def _handle(logs: Mapping[str, list[LogRecord]], docnames: Iterable[str]) -> None:
    """Say what was said in other processes, in the order of the documents."""
    for docname in docnames:
        for record in logs.get(docname, ()):
            logger.handle(record)


def unsafe_resolvers(app: Sphinx) -> list[str]:
    """Return the modules that take part in resolving, and might keep what is needed later."""
    listeners = [each for event in RESOLVE_EVENTS for each in app.events.listeners[event]]
    handlers = [getattr(each.handler, "func", each.handler) for each in listeners]
    transforms = app.registry.get_post_transforms()
    modules = {str(getattr(each, "__module__", "")) for each in [*handlers, *transforms]}
    unsafe = {module for module in modules if not _is_safe(app, module)}
    # Two processes would give two images one name.
    unsafe |= {each.__module__ for each in transforms if issubclass(each, ImageConverter)}
    return sorted(unsafe)


def _is_safe(app: Sphinx, module: str) -> bool:
    parts = module.split(".")
    around = [".".join(parts[:count]) for count in range(1, len(parts) + 1)]
    said = (app.extensions[name].metadata for name in around if name in app.extensions)
    return not LOOKED_AT.isdisjoint(around) or any(
        metadata.get("parallel_resolve_safe") for metadata in said
    )


def share_work(app: Sphinx, _config: Config) -> None:
    """Put subclasses of all builders into their places."""
    if not parallel_available or app.parallel < 2 or not compat.shares_work_as_known():
        return
    for known in list(app.registry.builders.values()):
        pages = writes_pages(known)
        name, members = known.__name__, {"__module__": known.__module__, "__doc__": known.__doc__}
        app.add_builder(type(name, (Writing if pages else Reading, known), members), override=True)


def writes_pages(builder: type[Builder]) -> bool:
    """Return whether a builder writes a page for each document, as Sphinx's own for HTML does."""
    return (
        issubclass(builder, StandaloneHTMLBuilder)
        and builder.write_documents is Builder.write_documents
        and builder.write_doc_serialized is StandaloneHTMLBuilder.write_doc_serialized
        # Others bring images along while they resolve.
        and builder.supported_remote_images
        and builder.supported_data_uri_images
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Register what happens before there is a builder."""
    # It puts into the search index what is known of all pages at the end.
    app.setup_extension("sphinx_versus.site.building.fresh_pages")
    app.connect("config-inited", share_work, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
