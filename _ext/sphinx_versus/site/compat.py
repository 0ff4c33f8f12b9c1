"""All that touches a private or patched part of Sphinx, docutils, MyST or an extension.

Tried with docutils 0.21 to 0.23, myst-parser 4.0 to 5.2 and Sphinx 8.2 to 9.2; what was tried
with fewer says so. Elsewhere each piece does nothing, and what it is for is done as these
packages do it.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import inspect
import logging
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from pathlib import Path
from types import FunctionType
from typing import Any

from docutils import nodes
from docutils.writers._html_base import SimpleListChecker
from sphinx import builders
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder
from sphinx.transforms.compact_bullet_list import RefOnlyListChecker
from sphinx.util.index_entries import split_index_msg
from sphinx.util.logging import NAMESPACE


def hand_over_names(document: nodes.document, element: nodes.Element) -> None:
    """Lead the names of an element to it, where another one had them before."""
    names = getattr(document, "names", {})  # since docutils 0.23
    for name in element["names"]:
        if name in names:
            names[name] = element


@contextlib.contextmanager
def names_apart(document: nodes.document) -> Iterator[None]:
    """Keep the names in a block from those of the document while the block is read.

    docutils takes a name away from all elements that bear it. The headings of
    a comparison repeat each other and those of other comparisons, and become
    sections with ids of their own: they get an id, but no name. The names of
    spans are noted at the end, because those that are keys of rows are part of
    longer ids then. Messages stay out of texts, as they do since docutils 0.22.
    """
    if "note_implicit_target" in vars(document):  # one block of ours inside another
        yield
        return
    note_explicit = document.note_explicit_target
    spans: list[nodes.Element] = []

    def note_heading(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        held = {name: document.nameids.get(name) for name in target["names"]}
        document.set_id(target, msgnode)
        # Since docutils 0.23 an id comes with the names, although a label may have them.
        for name, id_ in held.items():
            document.nameids.pop(name, None)
            if id_ is not None:
                document.nameids[name] = id_

    def note(target: nodes.Element, msgnode: nodes.Element | None = None) -> None:
        if isinstance(target, nodes.inline):
            spans.append(target)
        else:
            note_explicit(target, None if isinstance(msgnode, nodes.TextElement) else msgnode)

    document.note_implicit_target = note_heading  # type: ignore[method-assign]
    document.note_explicit_target = note  # type: ignore[method-assign]
    try:
        yield
    finally:
        del document.note_implicit_target, document.note_explicit_target
    for span in spans:
        if span["names"]:
            note_explicit(span)


# Markdown-it leaves out, in silence, what is nested more deeply than 20 levels; a list is two.
_LEVELS, _MORE_LEVELS = 20, 60


@contextlib.contextmanager
def nested_deeply(state: object) -> Iterator[int]:
    """Have MyST read what is nested deeply; gives the number of levels that it leaves out."""
    options = getattr(getattr(getattr(state, "_renderer", None), "md", None), "options", {})
    before = options.get("maxNesting", _LEVELS)
    if before >= _MORE_LEVELS or "maxNesting" not in options:
        yield before
        return
    options["maxNesting"] = _MORE_LEVELS
    try:
        yield _MORE_LEVELS
    finally:
        options["maxNesting"] = before


def visit_like_base(kind: type[nodes.Element]) -> None:
    """Let lists with nodes of a class be as compact as with those that it derives from.

    Visitors of docutils go by the name of a class alone.
    """
    for checker in (SimpleListChecker, RefOnlyListChecker):
        names = (f"visit_{base.__name__}" for base in kind.__mro__[1:])
        known = next((visit for name in names if (visit := vars(checker).get(name))), None)
        if known is not None:
            setattr(checker, f"visit_{kind.__name__}", known)


def disconnect(app: Sphinx, event: str, handler: Callable[..., object]) -> bool:
    """Disconnect the handler of another extension; tell whether it was connected."""
    found = [each.id for each in app.events.listeners.get(event, ()) if each.handler is handler]
    for listener in found:
        app.disconnect(listener)
    return bool(found)


def mend_locations() -> None:
    """Let MyST 4 name the file of a warning: it gives a path where Sphinx expects a document."""
    import myst_parser

    logger = logging.getLogger(f"{NAMESPACE}.myst_parser.warnings_")
    if myst_parser.__version__.startswith("4.") and _name_file not in logger.filters:
        logger.addFilter(_name_file)


def _name_file(record: logging.LogRecord) -> bool:
    match getattr(record, "location", None):
        case (str(path), int(line)) if Path(path).is_absolute():
            record.location = f"{path}:{line}"
    return True


def offer_keys(remedy: Callable[[str], str]) -> None:
    """Let sphinxcontrib-bibtex 2.6 and 2.7 end what they say of an unknown key with a remedy."""
    logger = logging.getLogger(f"{NAMESPACE}.sphinxcontrib.bibtex.domain")
    for each in [each for each in logger.filters if isinstance(each, _Remedies)]:
        logger.removeFilter(each)
    logger.addFilter(_Remedies(remedy))


class _Remedies(logging.Filter):
    def __init__(self, remedy: Callable[[str], str]) -> None:
        super().__init__()
        self.remedy = remedy

    def filter(self, record: logging.LogRecord) -> bool:
        found = re.fullmatch('could not find bibtex key "(.+)"', str(record.msg))
        if found and getattr(record, "subtype", "") == "key_not_found":
            record.msg = f"{record.msg}; {self.remedy(found[1])}"
        return True


def let_links_be_long() -> None:
    """Take a link to what is too long for the name of a file for one to no file.

    Before Python 3.14, to ask for such a file raises OSError. MyST-Parser 4.0 to 5.2.
    """
    from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer

    original: Any = getattr(SphinxRenderer, "render_link_unknown", None)
    if original is None or not hasattr(SphinxRenderer, "_process_wrap_node"):
        return
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def render_link_unknown(self: Any, token: Any) -> None:
        try:
            original(self, token)
        except OSError:
            target = self.md.normalizeLinkText(token.attrGet("href"))
            explicit = token.info != "auto" and bool(token.children)
            node = pending_xref(
                refdomain=None,
                reftarget=target,
                refdoc=self.sphinx_env.docname,
                reftype="myst",
                refexplicit=explicit,
            )
            self._process_wrap_node(node, token, explicit, ["xref", "myst"], target)

    SphinxRenderer.render_link_unknown = render_link_unknown  # type: ignore[method-assign]


def show_references_with(backend: Any) -> None:
    """Have references and citations made with a backend, by sphinxcontrib-bibtex (2.6, 2.7)."""
    from sphinxcontrib.bibtex.domain import BibtexDomain
    from sphinxcontrib.bibtex.transforms import BibliographyTransform

    for kind in (BibtexDomain, BibliographyTransform):
        if hasattr(kind, "backend"):
            kind.backend = backend


# What Sphinx's search index holds of a document: words, and the rest by its name.
INDEX_WORDS = ("_mapping", "_title_mapping")
INDEX_FACTS = ("_titles", "_filenames", "_all_titles")

# The digest of the code that `building.parallel` does without, or whose results it carries
# over (Sphinx 9.0 to 9.2).
_KNOWN_SPHINX = "b84d640101e4250475747d64a6b12cca41d3f7f9ebec0c6c539188145f54bb71"


def shares_work_as_known() -> bool:
    """Return whether Sphinx is, to the letter, the one whose parallel builds are replaced."""
    try:
        return _digest(_code()) == _KNOWN_SPHINX
    except AttributeError:  # other releases do not have all of it
        return False


def is_known_index(indexer: IndexBuilder) -> bool:
    """Return whether a search index holds what we know of, and nothing else."""
    return type(indexer) is IndexBuilder


def tidy_index(indexer: Any, entries: Mapping[str, Iterable[tuple[Any, ...]]]) -> None:
    """Leave in the search index what a cold build would put there.

    Sphinx forgets the entries of the general index of all pages that it does
    not write again, so that a cold build would find more than an incremental
    one: they come from the ``entries`` of all documents. And it keeps words
    that no page has any more. Words stand in the order of the pages that came
    first, which several processes finish in any order.
    """
    searched = getattr(indexer, "_index_entries", None)
    if isinstance(searched, dict):
        searched.clear()
        for docname in sorted(indexer._titles):
            searched[docname] = sorted(_searched(entries.get(docname, ())))
    for name in INDEX_WORDS:
        words: dict[str, set[str]] = getattr(indexer, name, None) or {}
        kept = {word: words[word] for word in sorted(words) if words[word]}
        words.clear()
        words.update(kept)


def _searched(entries: Iterable[tuple[Any, ...]]) -> set[tuple[str, str, str]]:
    """Return what the search finds of entries of the general index."""
    found = set()
    for kind, text, target, main, _ in entries:
        words = split_index_msg(kind, text)
        found |= {(word, target or "", main) for word in words}
    return found


def write_docname(docname: str, builder: Builder) -> None:
    """Write a document as Sphinx's own loop does it."""
    builders._write_docname(docname, env=builder.env, builder=builder, tags=builder.tags)


def forget_doctree(env: BuildEnvironment, docname: str) -> None:
    """Free the memory of a document that has been written."""
    env._pickled_doctree_cache.pop(docname, None)


def stops_at_warnings(app: Sphinx) -> bool:
    """Return whether the first warning ends the build."""
    return app._exception_on_warning


def _code() -> list[Any]:
    return [
        *(Builder._read_serial, Builder._read_parallel),
        *(Builder._write_serial, Builder._write_parallel, Builder.write_documents),
        *(builders._write_docname, StandaloneHTMLBuilder.write_doc_serialized),
        *(StandaloneHTMLBuilder.index_page, StandaloneHTMLBuilder.post_process_images),
        *(IndexBuilder.__init__, IndexBuilder.feed, BuildEnvironment.get_doctree),
    ]


def _digest(functions: Iterable[FunctionType]) -> str:
    """Return the digest of the code of functions, without its comments; empty if there is none."""
    digest = hashlib.sha256()
    for function in functions:
        try:
            tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
        except (OSError, TypeError, SyntaxError):
            return ""
        digest.update(ast.unparse(tree).encode())
    return digest.hexdigest()
