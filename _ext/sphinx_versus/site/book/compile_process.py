"""The process that `compile` starts, with the job as JSON and the paths of pictures to be tried.

What it imports counts for each book: it is little.
"""

import json
import os
import sys
from collections.abc import Sequence

import typst


def main() -> None:
    """Compile the book, or try the pictures, that the command names."""
    job = json.loads(sys.argv[1])
    compiler = typst.Compiler(
        job["main"],
        root=job["root"],
        font_paths=job["font_paths"],
        ignore_system_fonts=not job["system_fonts"],
    )
    if len(sys.argv) > 2:
        _try_pictures(compiler, sys.argv[2:])
        return
    try:
        _, warnings = compiler.compile_with_warnings(
            output=job["output"],
            format="pdf",
            pdf_standards=job["standard"] or [],
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        answer = {"done": False, "said": [error.diagnostic or error.message]}
    except OSError as error:
        answer = {"done": False, "said": [str(error)]}
    else:
        answer = {"done": True, "said": [warning.diagnostic for warning in warnings]}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    # To take the whole book down piece by piece would only cost time.
    os._exit(0)


def _try_pictures(compiler: typst.Compiler, paths: Sequence[str]) -> None:
    """Write a line for each picture: what the compiler says, or nothing."""
    for path in paths:
        said = ""
        try:
            compiler.compile(f"#image({json.dumps(path)})".encode(), format="pdf")
        except typst.TypstError as error:
            said = error.diagnostic or error.message
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
