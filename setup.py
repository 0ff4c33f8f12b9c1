"""What is made while a package is built: catalogues, whole addresses, and the list of files."""

import os
import re
import runpy
import tomllib
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).parent
# All that the light tests read, the site among it.
TESTED = ("_static", "articles", "bench", "comparisons", "entities", "examples", "guide", "tests")
TESTED += ("tools", ".github", ".vscode")
TESTED_FILES = ("Makefile", "*.lock", "*.md", "conf.py", "references.bib")

# Who may read the files of a package is not for the umask of its builder to say.
os.umask(0o022)


class BuildWithCatalogues(build_py):
    """Builds the package with what Sphinx needs to find translated words."""

    def run(self) -> None:
        """Compile the catalogues, then build."""
        runpy.run_path("_ext/sphinx_versus/site/catalogue.py")["compile_catalogues"]()
        super().run()
        for path in Path(self.build_lib).rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)


class SourcesWithTests(sdist):
    """Packs the sources with what their light tests need."""

    def make_distribution(self) -> None:
        """Add the folders and files, but nothing that is made of them, and pack."""
        for line in (
            *(f"graft {folder}" for folder in TESTED if (HERE / folder).is_dir()),
            f"include {' '.join(TESTED_FILES)}",
            "global-exclude *.py[co] *.mo .DS_Store",
            "prune examples/_build",
        ):
            self.filelist.process_template_line(line)
        super().make_distribution()


def addresses(repository: str, branch: str, documentation: str) -> dict[str, str]:
    """Return the addresses of the project that are known."""
    of_repository = {
        "Repository": repository,
        "Issues": f"{repository}/issues",
        "Changelog": f"{repository}/blob/{branch}/CHANGELOG.md",
    }
    return {
        **({"Documentation": documentation} if documentation else {}),
        **(of_repository if repository else {}),
    }


def outside(readme: str, repository: str, branch: str) -> str:
    """Return the README as it can be read away from the repository.

    Its links and pictures get whole addresses; without a repository, words stay and pictures go.
    """

    def aim(link: re.Match[str]) -> str:
        picture, words, target = link.groups()
        if repository:
            kind = "raw" if picture else "blob"
            return f"{picture}[{words}]({repository}/{kind}/{branch}/{target})"
        return "" if picture else words

    text = re.sub(r"(!?)\[([^\]]*)\]\((?!\w+:|#)([^)\s]+)\)", aim, readme)
    return re.sub(r"\n{3,}", "\n\n", text)


if __name__ == "__main__":
    settings = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))
    where = {name: text.rstrip("/") for name, text in settings["tool"]["sphinx-versus"].items()}
    setup(
        cmdclass={"build_py": BuildWithCatalogues, "sdist": SourcesWithTests},
        project_urls=addresses(**where),
        long_description=outside(
            (HERE / "README.md").read_text(encoding="utf-8"), where["repository"], where["branch"]
        ),
        long_description_content_type="text/markdown",
    )
