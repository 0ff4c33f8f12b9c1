"""Compiles a book in a process of its own.

An interrupt reaches that process at once, a book that needs too much memory
ends it and not Sphinx, and what it has used is given back.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

_PROGRAM = Path(__file__).with_name("compile_process.py")
# The compiler takes memory by the million of small pieces: glibc shall ask the system
# for it seldom, and give nothing back before the end. Other systems ignore this.
_MEMORY = {
    "MALLOC_TOP_PAD_": str(64 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(4 << 30),
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
}


@dataclass(frozen=True)
class Job:
    """What to compile: a file below a root, into a PDF of a standard ("" for none).

    ``timestamp`` is in seconds since 1970.
    """

    main: str
    root: str
    output: str
    standard: str
    timestamp: int
    font_paths: Sequence[str]
    system_fonts: bool


class Message(NamedTuple):
    """What the compiler said, and where in the code, as far as it knows.

    ``accessibility`` says that only the standard for accessible documents forbids it.
    """

    text: str
    file: str = ""
    line: int = 0
    column: int = 0
    accessibility: bool = False


class CompileError(Exception):
    """The compiler made no PDF; ``messages`` say why."""

    def __init__(self, messages: Sequence[Message]) -> None:
        super().__init__("; ".join(message.text for message in messages))
        self.messages = messages


class BrokenOffError(CompileError):
    """The compiler ended without an answer: another attempt would end the same way."""


def compile_book(job: Job) -> list[Message]:
    """Write the PDF of a job and return the compiler's warnings.

    Raises `CompileError` where no PDF can be made.
    """
    status, out, error = _run(job)
    if status != 0:
        raise BrokenOffError([Message(f"the compiler broke off: {_why(status, error)}")])
    answer = json.loads(out)
    messages = [message for text in answer["said"] for message in read_messages(text)]
    if not answer["done"]:
        raise CompileError(messages)
    return messages


def broken_pictures(job: Job, paths: Sequence[str]) -> dict[str, str]:
    """Return those of some pictures that the compiler cannot show, each with what is wrong.

    ``paths`` are below the root of the job, whose fonts count too. A picture
    that ends the compiler costs itself and not the others.
    """
    broken: dict[str, str] = {}
    left = list(paths)
    while left:
        status, out, error = _run(job, left)
        answers = [json.loads(line) for line in out.splitlines()]
        broken |= {
            path: read_messages(said)[0].text
            for path, said in zip(left, answers, strict=False)
            if said
        }
        left = left[len(answers) :]
        if left:
            broken[left.pop(0)] = f"the compiler broke off: {_why(status, error)}"
    return broken


def _run(job: Job, pictures: Sequence[str] = ()) -> tuple[int, bytes, str]:
    """Run a job, or try pictures; return the status, the output and the errors."""
    arguments = [json.dumps(asdict(job)), *pictures]
    with subprocess.Popen(
        [sys.executable, str(_PROGRAM), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=_MEMORY | os.environ,
    ) as process:
        try:
            out, error = process.communicate()
        except BaseException:
            process.kill()
            raise
    return process.returncode, out, error.decode(errors="replace").strip()


def _why(status: int, text: str) -> str:
    """Return why the process ended without an answer, from its status and what it wrote."""
    # Killed by the system (SIGKILL), or ended by itself as it got no memory.
    if status == -signal.SIGKILL or "memory allocation of" in text:
        return (
            "there was not enough memory; it needs about 2 MB for each page of the PDF. "
            "Make several smaller books: name the first document of each in typst_documents"
        )
    return text.rpartition("\n")[2] or f"it ended with status {status}"


_MESSAGE = re.compile(
    r"^(?:error|warning): (?P<text>.*)\n(?:\s*┌─ (?P<file>.+?):(?P<line>\d+):(?P<column>\d+))?",
    re.MULTILINE,
)


def read_messages(text: str) -> list[Message]:
    """Read what the compiler prints."""
    found = [
        Message(
            match["text"].removeprefix("PDF/UA-1 error: ").strip(),
            match["file"] or "",
            int(match["line"] or 0),
            int(match["column"] or 0),
            match["text"].startswith("PDF/UA-1 error: "),
        )
        for match in _MESSAGE.finditer(text + "\n")
    ]
    return found or [Message(text.strip())]
