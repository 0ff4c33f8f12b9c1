"""What the tests share."""

from __future__ import annotations

import io
import shutil
from collections import Counter
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many cases of each weight there were."""
    counts: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                folder, _, name = report.location[0].removeprefix("tests/").rpartition("/")
                counts[_KINDS.get(name, folder)] += 1
    if counts:
        terminalreporter.write_line(
            ", ".join(f"{kind}: {count}" for kind, count in sorted(counts.items()))
        )


_KINDS = {
    "test_doctrees.py": "trees",
    "test_problems.py": "mistakes",
    "test_fuzz.py": "fuzz",
    "test_browser.py": "browser",
}
