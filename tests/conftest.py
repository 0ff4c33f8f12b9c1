"""What the tests share."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.application import Sphinx
from sphinx.locale import translators

from projects import CONF, ROOT, read_project, write_project
from sphinx_versus.site import boundary

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A fault shows itself in the tests as what it is, in the builds that they start too.
os.environ[boundary.VARIABLE] = "0"


@pytest.fixture(scope="module", autouse=True)
def _english() -> Iterator[None]:
    """Take back the language that a build in this process has set for all that follows it."""
    translators.clear()
    yield
    translators.clear()


@pytest.fixture(scope="session")
def read_folder(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., tuple[Sphinx, str]]:
    """Read a folder of Markdown files once; gives the application and its warnings.

    ``conf`` is added to the settings.
    """

    def read(folder: Path, conf: str = "") -> tuple[Sphinx, str]:
        build = tmp_path_factory.mktemp(folder.name)
        files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        toctree = "\n".join(Path(name).stem for name in sorted(files))
        files["index.md"] = f"# Cases\n\n```{{toctree}}\n{toctree}\n```\n"
        files["conf.py"] = CONF.format(ext=str(ROOT / "_ext")) + conf
        source = write_project(build / "source", files)
        for other in (*folder.glob("*.png"), *folder.glob("*.bib")):
            shutil.copy(other, source)
        return read_project(source)

    return read


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Imported here, because only the tests in a browser need it.
    from playwright.sync_api import sync_playwright

    noted = ROOT / ".venv" / "browser"
    assert noted.is_file(), "no browser is set up; type: make test"
    with sync_playwright() as playwright:
        # The pages are our own, and a container's root user cannot have a sandbox.
        browser = playwright.chromium.launch(
            executable_path=noted.read_text(encoding="utf-8").strip(), args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, and end with short ones.

    So all processes end together, and nearly all files that need the built site find it.
    """
    first = ("test_browser.py", "test_fuzz.py")
    items.sort(key=lambda item: (item.path.name not in first, item.path.parent.name == "pure"))


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
    "test_facts.py": "facts",
    "test_raw_tables.py": "tables",
    "test_correct.py": "correct pages",
    "test_damage.py": "fuzz",
    "test_fuzz.py": "fuzz",
    "test_browser.py": "browser",
}
