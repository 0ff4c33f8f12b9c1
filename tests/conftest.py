"""What the tests share."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from projects import COLOUR, write_project


@pytest.fixture(scope="session")
def read_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], tuple[Sphinx, str]]:
    """Read a folder of Markdown files once; gives the application and its warnings."""

    def read(folder: Path) -> tuple[Sphinx, str]:
        build = tmp_path_factory.mktemp(folder.name)
        files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        toctree = "\n".join(Path(name).stem for name in sorted(files))
        files["index.md"] = f"# Cases\n\n```{{toctree}}\n{toctree}\n```\n"
        source = write_project(build / "source", files)
        for picture in folder.glob("*.png"):
            shutil.copy(picture, source)
        warnings = io.StringIO()
        with patch_docutils(str(source)), docutils_namespace():
            app = Sphinx(
                srcdir=source,
                confdir=source,
                outdir=build / "out",
                doctreedir=build / "doctrees",
                buildername="dummy",
                status=None,
                warning=warnings,
                freshenv=True,
            )
            app.build()
        return app, COLOUR.sub("", warnings.getvalue())

    return read
