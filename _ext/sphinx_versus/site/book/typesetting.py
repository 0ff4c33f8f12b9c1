"""Has the compiler set a book, a second time without what cannot be set."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from logging import ERROR, WARNING
from pathlib import Path

from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from sphinx_versus.site.book.writing.base import Book
from sphinx_versus.site.building.clock import time_of_build

from .compile import BrokenOffError, CompileError, Job, Message, compile_book
from .fonts import Fonts
from .links import Place
from .literals import value

logger = logging.getLogger(__name__)


class BookError(Exception):
    """No PDF can be written; the text says why."""


@dataclass(frozen=True, slots=True)
class Typesetting:
    """A book whose sources are written, but for its settings.

    ``told`` are the settings that the template reads, ``target`` is the PDF, and
    ``names`` are the documents of the chapters, in order.
    """

    book: Book
    told: Mapping[str, object]
    target: Path
    names: Sequence[str]
    fonts: Fonts
    env: BuildEnvironment

    def run(self, *, accessible: bool) -> Job:
        """Write the PDF, as PDF/UA-1 if it is to be accessible and can be; return the last job.

        Raises BookError where there is no PDF; a PDF of before stays then.
        """
        part = self.target.with_name(f".{self.target.stem[:200]}.part")
        standard = "ua-1" if accessible and not self.book.problems else ""
        try:
            job = self._compiled(part, standard)
            try:
                part.replace(self.target)
            except OSError as error:
                raise BookError(f"cannot write {self.target}: {error.strerror}") from error
        finally:
            part.unlink(missing_ok=True)
        return job

    def _compiled(self, part: Path, standard: str) -> Job:
        assets = self.book.assets
        job = Job(
            main=str(assets.root / "main.typ"),
            root=str(assets.root),
            output=str(part),
            standard=standard,
            timestamp=time_of_build(),
            font_paths=self.fonts.paths,
            system_fonts=self.fonts.system,
        )
        while True:
            all_told = {**self.told, "replaced": assets.replaced}
            (assets.root / "settings.typ").write_text(
                f"#let settings = {value(all_told)}\n", encoding="utf-8"
            )
            try:
                messages = compile_book(job)
            except CompileError as error:
                last = job.standard == ""
                if self._replace(job, error):
                    job = replace(job, standard="")
                    continue
                fatal = last or isinstance(error, BrokenOffError)
                self._report(error.messages, fatal=fatal)
                if fatal:
                    raise BookError(
                        f"no PDF was written; {self.target} is as it was before"
                        if self.target.exists()
                        else "no PDF was written"
                    ) from None
                job = replace(job, standard="")
            else:
                lost = [message for message in messages if "ignored" in message.text]
                self.book.problems += len(lost)
                if lost and job.standard:
                    # What is not in the book cannot be read by anybody.
                    job = replace(job, standard="")
                    continue
                self._report(lost, fatal=True)
                self._report([message for message in messages if message not in lost])
                return job

    def _replace(self, job: Job, error: CompileError) -> bool:
        """Report what stopped the compiler and can be done without; say whether there was any.

        What costs time is done only now: most books hold nothing of the kind.
        """
        assets = self.book.assets
        wrong = assets.replace_pictures(job)
        for path, why in wrong.items():
            picture = assets.pictures[path]
            shown = (
                "its text stands in its place"
                if assets.replaced[path] is None
                else "it is shown, but the book had to be compiled twice: name and save it as "
                "what it is"
            )
            for place in picture.places:
                said = why.replace(f" in {path[1:]}", "")
                _warn(f"{picture.name} is broken: {said}; {shown}", place, "image")
        # Raw Typst that only keeps the book from being accessible stays.
        raws = assets.replace_raws([m for m in error.messages if not m.accessibility])
        for path, why in raws.items():
            _warn(
                f"this raw Typst cannot be set: {why}; its source stands in its place",
                assets.raws[path],
                "raw",
            )
        return bool(wrong or raws)

    def _report(self, messages: Sequence[Message], *, fatal: bool = False) -> None:
        for text, place in dict.fromkeys((each.text, self._origin(each)) for each in messages):
            logger.log(
                ERROR if fatal else WARNING,
                text,
                location=place,
                type="typst_book",
                subtype="compile",
            )

    def _origin(self, message: Message) -> str | None:
        """Return the place in the project's sources that a message is about."""
        name = Path(message.file).name
        place = self.book.assets.raws.get(f"/{name}")
        if name == "formulas.typ":
            place = self.book.formulas.place(message.line)
        if place:
            return str(place)
        chapter = re.fullmatch(r"chapter-(\d+)\.typ", name)
        docname = self.names[int(chapter[1])] if chapter else ""
        if chapter is None or docname not in self.env.all_docs:
            return f"{message.file}:{message.line}" if message.file else None
        lines = (self.book.assets.root / chapter[0]).read_text(encoding="utf-8").split("\n")
        before = "\n".join([*lines[: message.line - 1], lines[message.line - 1][: message.column]])
        marks = re.findall(r"/\*(\d+)\*/", before)
        return str(Place(docname, str(self.env.doc2path(docname)), int(marks[-1]) if marks else 0))


def _warn(text: str, place: Place, subtype: str) -> None:
    logger.warning(text, location=str(place), type="typst_book", subtype=subtype)
