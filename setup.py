"""Compiles the catalogues of translated words when a wheel is built."""

import runpy

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithCatalogues(build_py):
    """Builds the package with what Sphinx needs to find translated words."""

    def run(self) -> None:
        """Compile the catalogues, then build."""
        runpy.run_path("_ext/sphinx_versus/site/catalogue.py")["compile_catalogues"]()
        super().run()


setup(cmdclass={"build_py": BuildWithCatalogues})
