"""Runs Pagefind over the finished build, and adds what it does not offer.

Beside Pagefind's own files the bundle holds three of ours, in JSON:

``site.json``
    says whether there is an index, and what a query needs: the stop words of the
    language, the endings of its names, other forms of the words of the site,
    ``synonyms`` and ``units``; by Pagefind's ids of pages, what their hits count if
    not 1, whether they stand behind others, and their titles; ``names`` that lead to a
    page, ``[page, address, name ...]``; the pages that list ``sources``, and
    digests of the ``titles`` of these; and the sizes of the parts of the index, so that a reader's browser notices if one of them
    is not whole.
``words.json``
    the words of the site, the most frequent first, for correcting mistakes.
``units.json``
    where the units of each page begin and what is known of them, so that hits
    can be counted and filtered before their pages are loaded.
    ``facets`` lists all pairs of a facet and a value.
    ``pages`` holds for each of Pagefind's page ids the spans
    ``[word, unit, word, unit, ...]`` and the units
    ``[parent, words in the title, index of each facet ...]``.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import importlib
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.util import logging
from sphinx.util.display import SkipProgressMessage, progress_message

from sphinx_versus.site.building.state import read_state, write_state

from .forms import ASKING, ENDINGS, MULTIPLES, QUESTIONS, of_language, other_forms
from .pages import BUNDLE, index_pages, is_searched, records_dir
from .records import CITED, NAMES, READER, TITLE

logger = logging.getLogger(__name__)

# The wheels that carry the program, the better one first: it also parts the
# words of languages that are written without spaces.
WHEELS = ("pagefind_bin_extended", "pagefind_bin")
STATE = "site.json"
# What is left for the next build: what the bundle was made from, and its files.
_MANIFEST = "site-search"
# Words that are offered as corrections: some 40 KB compressed.
MAX_WORDS = 10_000
# For ways to use Pagefind that are not ours.
UNUSED = ("*-ui.js", "*-ui.css", "pagefind-highlight.js", "pagefind-worker.js")

# Languages whose words only the better wheel can part.
UNSPACED = ("zh", "ja")
# Parts the words of a page in scripts that set no spaces.
_PARTED = "\N{ZERO WIDTH SPACE}"
# Words, of two letters or one only where words are so short.
_WORDS = re.compile(
    r"[^\W\d_]{3,}"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)

# What Pagefind puts at the beginning of its files, once they are decompressed.
_SIGNATURE = b"pagefind_dcd"


class PagefindError(Exception):
    """Pagefind is missing or has failed; the text says how, and what to do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the project tells: its language, synonyms, and names of the same unit.

    ``lists`` are titles and addresses of the pages that lead to all others.
    """

    language: str
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    lists: tuple[tuple[str, str], ...] = ()


def make_bundle(app: Sphinx, exception: Exception | None) -> None:
    """Index the pages that have been built, if anything has changed."""
    if exception or not is_searched(app) or not app.config.site_search_index:
        return
    records, bundle = records_dir(app), Path(app.outdir) / BUNDLE
    _remove_stale(records, app.env.all_docs)
    try:
        with progress_message("indexing pages for the search"):
            if not any(records.rglob("*.html")):
                _replace(bundle, {"pagefind": False})
                raise SkipProgressMessage("there are none")
            program = find_pagefind()
            _check_language(program, app.config.language)
            told = Told(
                app.config.language,
                tuple(
                    (word, tuple(meant)) for word, meant in app.config.site_search_synonyms.items()
                ),
                tuple(map(tuple, app.config.site_search_quantities)),
                tuple((title, url) for url, title in index_pages(app, app.builder.get_target_uri)),
            )
            digest = _digest(records, program, told)
            state = read_state(app, _MANIFEST)
            if state.get("digest") == digest and state.get("files") == _files(bundle):
                raise SkipProgressMessage("nothing has changed")
            index_records(program, records, bundle, told)
            write_state(app, _MANIFEST, {"digest": digest, "files": _files(bundle)})
    except (PagefindError, OSError) as error:
        _replace(bundle, {"pagefind": False})
        logger.warning("%s; until then readers get Sphinx's own search", error, type="site_search")


def find_pagefind() -> Path:
    """Return the path of the program; raises PagefindError if there is none."""
    for name in WHEELS:
        try:
            return Path(importlib.import_module(name).get_executable())
        except (ImportError, FileNotFoundError):
            continue
    raise PagefindError(
        "the search index needs Pagefind, which is not installed: type “pip install pagefind_bin”"
    )


def _check_language(program: Path, language: str) -> None:
    """Warn if the program cannot part the words of a language."""
    if re.split("[_-]", language)[0] in UNSPACED and program.parent.name != WHEELS[0]:
        logger.warning(
            "words in the language %r are not told apart, and most of them are not found; "
            "type “pip install %s”",
            language,
            WHEELS[0],
            type="site_search",
        )


def _remove_stale(records: Path, docnames: Iterable[str]) -> None:
    """Remove what was written for documents that are gone."""
    current = {records / f"{docname}.html" for docname in docnames}
    for path in records.rglob("*.html"):
        if path not in current:
            path.unlink()


def _digest(records: Path, program: Path, told: Told) -> str:
    """Return what changes with the pages, with the settings, with Pagefind and with this code."""
    digest = hashlib.sha256(f"{program.parent.name} {program.stat().st_size} {told}".encode())
    for path in sorted([*records.rglob("*.html"), *Path(__file__).parent.glob("*.py")]):
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(bundle: Path) -> dict[str, str]:
    """Return the size and the digest of each file of a bundle, by its path in it."""
    return {
        path.relative_to(bundle).as_posix(): f"{len(content)} {hashlib.sha256(content).hexdigest()}"
        for path in bundle.rglob("*")
        if path.is_file()
        for content in [path.read_bytes()]
    }


def _replace(bundle: Path, state: dict[str, Any]) -> None:
    """Put a word why there is no index in the place of the bundle."""
    shutil.rmtree(bundle, ignore_errors=True)
    bundle.mkdir(parents=True)
    _write_json(bundle / STATE, state)


def index_records(program: Path, records: Path, bundle: Path, told: Told) -> None:
    """Make the bundle beside its place, then put it there: it is never half there."""
    fresh = bundle.with_name(f"{bundle.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _run(program, records, fresh)
        _remove_unused(fresh)
        pages = list(_fragments(fresh))
        _write_json(fresh / "units.json", _units(pages))
        _write_json(fresh / "words.json", _words(pages))
        state = {
            "pagefind": True,
            **_words_of_queries(pages, told),
            "weights": {
                page.key: [page.weight, int(page.is_behind), page.title]
                for page in pages
                if page.weight != 1 or page.is_behind
            },
            "names": [names for page in pages for names in page.names()],
            "lists": told.lists,
            "sources": [page.key for page in pages if page.lists_sources],
            "titles": sorted({title for page in pages for title in page.titles()}),
            "parts": {path.name: path.stat().st_size for path in sorted(fresh.glob("index/*"))},
        }
        _write_json(fresh / STATE, state)
        shutil.rmtree(bundle, ignore_errors=True)
        fresh.rename(bundle)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _run(program: Path, records: Path, bundle: Path) -> None:
    """Have Pagefind index the records in the order of their names, and write what it makes.

    Pagefind numbers pages in the order in which it meets them, and goes through a folder in the
    order of the file system. As a service it is handed one page after the other. The files come
    back through the pipe: those that the service writes may be empty when it says it is done.
    """
    with tempfile.TemporaryFile() as log:
        command = [str(program), "--service"]
        pipe = subprocess.PIPE
        try:
            service = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log)
        except OSError as error:
            raise PagefindError(f"Pagefind cannot be run: {error}") from error
        try:
            with service:
                files = _index(service, records)
        except (BrokenPipeError, EOFError) as error:
            log.seek(0)
            said = log.read().decode("utf-8", "replace").strip()[-500:]
            message = f"Pagefind failed with status {service.returncode}: {said}"
            raise PagefindError(message) from error
    for file in files:
        path = bundle / file["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(file["content"]))


def _index(service: subprocess.Popen[bytes], records: Path) -> list[dict[str, str]]:
    """Return the files of the index of all records: their paths, and contents in base64."""
    index = _ask(service, type="NewIndex", config={})["index_id"]
    for path in sorted(records.rglob("*.html"), key=Path.as_posix):
        name = os.fsencode(path.relative_to(records).as_posix()).decode("utf-8", "replace")
        text = path.read_text(encoding="utf-8")
        _ask(service, type="AddFile", index_id=index, file_path=name, file_contents=text)
    files: list[dict[str, str]] = _ask(service, type="GetFiles", index_id=index)["files"]
    return files


def _ask(service: subprocess.Popen[bytes], **payload: Any) -> Any:
    """Return what Pagefind answers; both sides write JSON in base64, with a comma behind it."""
    assert service.stdin
    assert service.stdout
    message = json.dumps({"message_id": 0, "payload": payload})
    service.stdin.write(base64.b64encode(message.encode()) + b",")
    service.stdin.flush()
    answer = bytearray()
    while not answer.endswith(b","):
        # As much as there is.
        part = service.stdout.read1()  # type: ignore[attr-defined]
        if not part:
            raise EOFError
        answer += part
    found = json.loads(base64.b64decode(answer[:-1]))["payload"]
    if found["type"] == "Error":
        raise PagefindError(f"Pagefind failed: {found['message']}")
    return found


def _remove_unused(bundle: Path) -> None:
    entry = json.loads((bundle / "pagefind-entry.json").read_text(encoding="utf-8"))
    used = {f"wasm.{index['wasm'] or 'unknown'}.pagefind" for index in entry["languages"].values()}
    unused = [path for path in bundle.glob("wasm.*") if path.name not in used]
    for path in [*unused, *(path for pattern in UNUSED for path in bundle.glob(pattern))]:
        path.unlink()


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A page in the index: its id, its text, and where what is told of it stands."""

    key: str
    content: str
    # The number of the first word, and a list of facts or the number of a unit.
    marks: tuple[tuple[int, Any], ...]

    @property
    def title(self) -> str:
        """The title of the page."""
        return str(self.marks[0][1][2])

    @property
    def weight(self) -> float:
        """How much the page counts beside others."""
        return float(self.marks[0][1][8])

    @property
    def is_behind(self) -> bool:
        """Whether the page stands behind those that are for readers."""
        audience: list[str] = self.marks[0][1][4].get("audience", [READER])
        return audience != [READER]

    @property
    def lists_sources(self) -> bool:
        """Whether works are listed on the page, with their authors and years."""
        return any(CITED in mark[6] for _, mark in self.marks if isinstance(mark, list))

    def titles(self) -> Iterator[int]:
        """Yield the digests of the titles of the works that are listed on the page."""
        for _, mark in self.marks:
            if isinstance(mark, list):
                yield from mark[6].get(TITLE, ())

    def names(self) -> Iterator[list[str]]:
        """Yield what leads to the page by name: its id, an address and all of its names."""
        url = self.marks[0][1][7]
        for _, mark in self.marks:
            if isinstance(mark, list) and NAMES in mark[6]:
                anchor, title = mark[0], mark[2]
                others = [name for name in mark[6][NAMES] if name != title]
                yield [self.key, f"{url}#{anchor}" if anchor else url, title, *others]

    def length_of(self, title: str, hidden: str, location: int) -> int:
        """Return how many words of the page a title takes, which begins at a word."""
        if _PARTED not in self.content:
            return len(title.split()) + len(hidden.split())
        text, count = f"{title} {hidden}", 0
        for word in self.content.split(_PARTED)[location:]:
            if text.lstrip().startswith(word.strip()):
                text = text.lstrip().removeprefix(word.strip())
            elif re.search(r"[^\W_]", word):
                break
            # Pagefind sets marks behind blocks, which are no part of the title.
            count += 1
        return count


def _fragments(bundle: Path) -> Iterator[_Fragment]:
    for path in sorted(bundle.glob("fragment/*.pf_fragment")):
        data = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        marks = [(anchor["location"], json.loads(anchor["id"])) for anchor in data["anchors"]]
        yield _Fragment(path.stem, data["content"], tuple(marks))


def _units(pages: Iterable[_Fragment]) -> dict[str, Any]:
    facets: dict[tuple[str, str], int] = {}
    tables = {}
    for page in pages:
        spans: list[int] = []
        units: list[list[int]] = []
        for location, mark in page.marks:
            if isinstance(mark, list):
                _anchor, kind, title, parent, values, hidden = mark[:6]
                pairs = [("kind", kind)]
                # A facet without a value keeps a unit from having that of what it is in.
                for name in sorted(values):
                    pairs += [(name, value) for value in values[name] or [""]]
                indexes = [facets.setdefault(pair, len(facets)) for pair in pairs]
                spans += [location, len(units)]
                units.append([parent, page.length_of(title, hidden, location), *indexes])
            elif isinstance(mark, int):
                spans += [location, mark]
        tables[page.key] = [spans, units]
    return {"facets": [list(pair) for pair in facets], "pages": tables}


def _words(pages: Iterable[_Fragment]) -> list[str]:
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update(_WORDS.findall(page.content.lower()))
    # Words of the same frequency in a set order, so that the same pages give the same file.
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return ordered[:MAX_WORDS]


def _words_of_queries(pages: Sequence[_Fragment], told: Told) -> dict[str, Any]:
    """Return what a query needs to know of words."""
    language = told.language
    texts = {word for page in pages for word in page.content.replace(_PARTED, " ").split()}
    there = {part for text in texts for part in re.findall(r"[^\W_]+", text)}
    there |= {part.lower() for part in there if len(part) > 2}
    units = [*told.units, *of_language(MULTIPLES, language, ())]
    return {
        "stopwords": _stop_words(language),
        "asking": of_language(ASKING, language, "").split(),
        "endings": of_language(ENDINGS, language, ENDINGS[""]),
        "umlauts": language.startswith("de"),
        "forms": other_forms(there, language),
        "synonyms": told.synonyms,
        "units": [names for names in units if any(_stands(name, there) for name in names)],
    }


def _stands(name: str, words: Set[str]) -> bool:
    """Return whether all parts of a name are among some words; a single letter proves nothing."""
    parts = re.findall(r"[^\W_]+", name)
    return len(name) > 1 and all(part in words or part.lower() in words for part in parts)


def _stop_words(language: str) -> list[str]:
    """Return the words of a language that tell nothing, those of Sphinx's own search first."""
    found = languages.get(language) or languages.get(language.split("_")[0])
    if isinstance(found, str):
        module, _, name = found.rpartition(".")
        found = getattr(importlib.import_module(module), name)
    questions = of_language(QUESTIONS, language, "").split()
    return sorted({*getattr(found, "stopwords", ()), *questions})


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")
