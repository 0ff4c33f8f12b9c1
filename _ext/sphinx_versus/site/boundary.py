"""Keeps a fault of ours from stopping a build.

An exception that nobody expects becomes one warning of the kind
``versus.internal``, with file and line; what could not be made stays on the
page as its source, and all else goes on. With the environment variable
``VERSUS_BOUNDARY=0`` exceptions pass, which is how the tests see them.

Directives derive from `Directive`, transforms from `Transform` or
`PostTransform`, and handlers of events are decorated with `handler`: their
methods are wrapped where the class is made, so that none can be forgotten.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

import docutils
import sphinx
from docutils import nodes
from docutils.parsers.rst import DirectiveError
from docutils.utils import SystemMessage
from sphinx.errors import ConfigError, NoUri
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

VARIABLE = "VERSUS_BOUNDARY"
# The kind of the warning, for ``suppress_warnings``.
TYPE, SUBTYPE = "versus", "internal"

# How Sphinx and docutils say something to each other, or to the person who builds.
_MEANT = (nodes.TreePruningException, DirectiveError, SystemMessage, ConfigError, NoUri)

# Where tracebacks are kept, by their text: the same fault often comes many times.
_kept: dict[str, str] = {}

Location = tuple[str, int] | str | None
_Result = TypeVar("_Result")
_Function = TypeVar("_Function", bound=Callable[..., Any])

logger = logging.getLogger(__name__)


@contextmanager
def contained(
    what: str, location: Location, undo: Callable[[], None] | None = None
) -> Iterator[None]:
    """Turn an exception into a warning about ``what``, after ``undo``.

    ``location`` is a document's name and a line, or as Sphinx takes it else. What the caller
    leaves in place of a result is up to the caller.
    """
    try:
        yield
    except _MEANT:
        raise
    except Exception as error:
        if os.environ.get(VARIABLE) == "0":
            raise
        if undo is not None:
            undo()
        _report(what, error, location)


def _report(what: str, error: Exception, location: Location) -> None:
    text = "".join(traceback.format_exception(error))
    last = " ".join(traceback.format_exception_only(error)[-1].split())
    frames = traceback.extract_tb(error.__traceback__)
    place = f' ("{frames[-1].filename}", line {frames[-1].lineno})' if frames else ""
    logger.warning(
        "%s could not be read or shown, and stays as it is written: %s%s; this is a fault "
        "of the extension, not of the text: please report it, with the traceback in %s",
        *(what, last, place, _keep(text)),
        type=TYPE,
        subtype=SUBTYPE,
        location=location,
    )
    if {"-T", "--show-traceback"}.isdisjoint(sys.argv):
        logger.verbose("%s", text)
    else:
        logger.error("%s", text)


def _keep(text: str) -> str:
    """Write a traceback to a file of its own; return the path of that."""
    if text not in _kept:
        versions = (
            f"Python {platform.python_version()}, Sphinx {sphinx.__display_version__}, "
            f"docutils {docutils.__version__}"
        )
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="backslashreplace", suffix=".log", delete=False
        ) as file:
            file.write(f"# {versions}\n{text}")
        _kept[text] = file.name
    return _kept[text]


def handler(otherwise: Callable[[], Any] = lambda: None) -> Callable[[_Function], _Function]:
    """Contain a handler of an event, which returns ``otherwise()`` then.

    A handler that is called for a page has the page's name or its document as an argument.
    """

    def decorate(function: _Function) -> _Function:
        @wraps(function)
        def contain(*args: Any, **kwargs: Any) -> Any:
            name = function.__name__.strip("_").replace("_", " ")
            with contained(f'the step "{name}"', _page_of(args)):
                return function(*args, **kwargs)
            return otherwise()

        return _marked(contain)  # type: ignore[return-value]

    return decorate


def _page_of(args: Sequence[Any]) -> Location:
    """Return the page that a handler is called for, by its name or its document."""
    for arg in args:
        if isinstance(arg, str):
            return arg, 1
        if isinstance(arg, nodes.document):
            return f"{arg['source']}:1"
    return None


def role(function: Callable[..., _Result]) -> Callable[..., _Result]:
    """Contain the method that makes the nodes of a role; its source is shown otherwise."""

    @wraps(function)
    def contain(
        self: Any, name: str, rawtext: str, text: str, lineno: int, inliner: Any, *args: Any
    ) -> Any:
        docname = inliner.document.settings.env.current_document.docname
        with contained(f"the role {{{name}}}", (docname, lineno)):
            return function(self, name, rawtext, text, lineno, inliner, *args)
        return [nodes.literal(rawtext, f"{{{name}}}`{text}`")], []

    return _marked(contain)


class Directive(SphinxDirective):
    """A directive whose source is shown if it cannot be run."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Wrap ``run``, if the class has its own."""
        super().__init_subclass__(**kwargs)
        if "run" in vars(cls):
            cls.run = _shown_as_source(cls.run)  # type: ignore[assignment]

    def undoing(self) -> Callable[[], None]:
        """Return what takes back all that the directive will do to its document."""
        parent = self.state_machine.node
        restored = [_memory_of(self.state.document), _memory_of(parent)]
        renderer = getattr(self.state, "_renderer", None)
        if renderer is not None:
            restored.append(_memory_of(renderer))

        def undo() -> None:
            for restore in restored:
                restore()

        return undo


def _shown_as_source(
    run: Callable[[Any], Sequence[nodes.Node]],
) -> Callable[[Any], Sequence[nodes.Node]]:
    @wraps(run)
    def contain(self: Directive) -> Sequence[nodes.Node]:
        location = (self.env.current_document.docname, self.lineno)
        with contained(f"the directive {{{self.name}}}", location, self.undoing()):
            return run(self)
        return [nodes.literal_block(self.block_text, self.block_text, language="none")]

    return _marked(contain)


def _memory_of(thing: Any) -> Callable[[], None]:
    """Return what makes the attributes of an object what they are now, two levels deep.

    What was parsed in vain must not be found in the document: docutils would
    look for the place of each footnote and each pending node.
    """
    kind = type(thing)
    before = {name: _copy(value) for name, value in vars(thing).items()}

    def restore() -> None:
        for name in vars(thing).keys() - before.keys():
            delattr(thing, name)
        vars(thing).update(before)
        thing.__class__ = kind

    pending = _memory_of(thing.transformer) if isinstance(thing, nodes.document) else None

    def restore_all() -> None:
        restore()
        if pending is not None:
            pending()

    return restore_all


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        copied = value.copy()
        # docutils keeps values of one kind in each; there are thousands of ids.
        if isinstance(next(iter(value.values()), None), list | dict):
            for key, each in value.items():
                copied[key] = each.copy() if isinstance(each, list | dict) else each
        return copied
    return value.copy() if type(value) in (list, set) else value


class _Contained(SphinxTransform):
    """What both kinds of transforms share."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Wrap what does the work, if the class has its own."""
        super().__init_subclass__(**kwargs)
        for name in ("run", "apply"):
            if name in vars(cls):
                setattr(cls, name, _contained_whole(vars(cls)[name]))

    def around(self, node: nodes.Node, what: str, undo: Callable[[], None] | None = None) -> Any:
        """Contain the work on one node: the next one has its turn whatever happens."""
        return contained(what, _place_of(node, self.env.current_document.docname), undo)


def _contained_whole(run: Callable[..., None]) -> Callable[..., None]:
    @wraps(run)
    def contain(self: SphinxTransform, **kwargs: Any) -> None:
        docname = self.env.current_document.docname
        with contained(f'the step "{type(self).__name__}"', (docname, 1)):
            run(self, **kwargs)

    return _marked(contain)


def _place_of(node: nodes.Node, docname: str) -> tuple[str, int]:
    found: nodes.Node | None = node
    while found is not None and not found.line:
        found = found.parent
    return docname, (found.line if found is not None else None) or 1


class Transform(_Contained):
    """A transform that leaves the document as far as it has come."""


class PostTransform(SphinxPostTransform, _Contained):
    """A post-transform that leaves the document as far as it has come."""


def _marked(function: _Function) -> _Function:
    function.__contained__ = True  # type: ignore[attr-defined]
    return function


def is_contained(function: Any) -> bool:
    """Return whether a function or method was wrapped by this module."""
    return getattr(function, "__contained__", False)
