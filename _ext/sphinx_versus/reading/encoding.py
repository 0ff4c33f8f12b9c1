"""Files that are in another encoding than they should be: read all the same, and reported."""

from __future__ import annotations

import codecs
from encodings import utf_8_sig
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from sphinx_versus.grammar.problems import Kind, Problem

from .report import report_at

# The name of UTF-8 in which signs stand for what cannot be decoded.
LENIENT = "versus-lenient-utf-8"


class _Decoder(utf_8_sig.IncrementalDecoder):
    def __init__(self, _errors: str = "strict") -> None:
        super().__init__("replace")


class _Reader(utf_8_sig.StreamReader):
    def __init__(self, stream: Any, _errors: str = "strict") -> None:
        super().__init__(stream, "replace")


def _find(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != LENIENT:
        return None
    return codecs.CodecInfo(
        utf_8_sig.encode,
        lambda data, _errors="strict": utf_8_sig.decode(data, "replace"),
        _Reader,
        incrementaldecoder=_Decoder,  # type: ignore[arg-type]
        name=LENIENT,
    )


codecs.register(_find)


def fault_in(path: Path, encoding: str) -> Problem | None:
    """Return what cannot be read of a file in an encoding; None if it can, or is not there."""
    try:
        data = path.read_bytes()
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Problem(
            Kind.WRONG_ENCODING,
            line,
            f"the byte 0x{error.object[error.start]:02x} is not {error.encoding.upper()}; save the "
            f"file as {error.encoding.upper()}, until then \N{REPLACEMENT CHARACTER} stands for it",
        )
    except OSError:
        return None
    return None


def check_document(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Have a document read that is in another encoding, and report it."""
    path = Path(env.doc2path(docname))
    if fault := fault_in(path, app.config.source_encoding):
        report_at([fault], path)
        env.settings["input_encoding"] = LENIENT
