"""Leaves out what has been read and turns out to have nothing to show.

That may be known only when all documents have been read. A document that is left out is one
that is gone: it has no page, is in no toctree, index or inventory, and is read again by the next
build, as are those that had something of it. So is a section, whose page stays.

Sphinx writes what is in the list that it gives to ``env-before-read-docs``. So it was seen in
8.2 to 9.1; from 10 on nothing is left out until somebody has looked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes, version_info
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.site import compat

_READ: WeakKeyDictionary[Sphinx, list[str]] = WeakKeyDictionary()


def note_read(app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the list of what is read, and will be written."""
    _READ[app] = docnames


def leave_out(
    app: Sphinx, documents: Collection[str], sections: Mapping[str, Collection[str]]
) -> list[str]:
    """Leave out documents, and sections by their documents and ids; call it at ``env-updated``.

    Returns the documents to write again, for Sphinx.
    """
    if version_info >= (10,):
        return []
    env, gone, read = app.env, {*documents}, _READ.get(app, [])
    for docname in documents:
        app.emit("env-purge-doc", env, docname)
        env.clear_doc(docname)
        env.found_docs.discard(docname)
    read[:] = [each for each in read if each not in gone]
    holders = {parent for parent, files in env.toctree_includes.items() if gone & {*files}}
    changed = sorted(holders | sections.keys())
    for docname in changed:
        _shorten(app, docname, gone, {*sections.get(docname, ())})
    env.reread_always.update(changed)
    return changed


def _shorten(app: Sphinx, docname: str, gone: set[str], ids: set[str]) -> None:
    env, doctree = app.env, app.env.get_doctree(docname)
    compat.forget_doctree(env, docname)
    for tree in (doctree, env.tocs[docname]):
        for toctree in tree.findall(addnodes.toctree):
            entries, files = toctree["entries"], toctree["includefiles"]
            toctree["entries"] = [each for each in entries if each[1] not in gone]
            toctree["includefiles"] = [each for each in files if each not in gone]
    if files := env.toctree_includes.get(docname):
        env.toctree_includes[docname] = [each for each in files if each not in gone]
    if ids:
        for section in [each for each in doctree.findall(nodes.section) if ids & {*each["ids"]}]:
            section.parent.remove(section)
        env.toc_num_entries[docname] -= _remove_items(env.tocs[docname], ids)
        entries = env.domains.index_domain.entries
        entries[docname] = [each for each in entries.get(docname, []) if each[2] not in ids]
    app.builder.write_doctree(docname, doctree)


def _remove_items(contents: nodes.Element, ids: set[str]) -> int:
    """Remove the links to sections, and lists that have no other ones; return how many."""
    links = [*contents.findall(nodes.reference)]
    found = [link.parent.parent for link in links if link["anchorname"][1:] in ids]
    for item in found:
        emptied = item if len(item.parent) > 1 else item.parent
        emptied.parent.remove(emptied)
    return len(found)


def register(app: Sphinx) -> None:
    """Register what keeps the list, after others have changed it."""
    app.connect("env-before-read-docs", note_read, priority=950)
