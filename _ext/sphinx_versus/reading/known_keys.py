"""The keys of the bibliography, for what may be a citation and may be something else."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment


class KnownKeys:
    """The keys that there are; the page that asks for one is read again if the files change."""

    def __init__(self, env: BuildEnvironment) -> None:
        """Take what sphinxcontrib-bibtex has read, if it is in use."""
        self.env = env
        self.read = env.domaindata.get("cite", {}).get("bibdata")

    def __contains__(self, key: object) -> bool:
        """Return whether an entry has the key."""
        if self.read is None:
            return False
        for path in self.read.bibfiles:
            self.env.note_dependency(path)
        return key in self.read.data.entries
