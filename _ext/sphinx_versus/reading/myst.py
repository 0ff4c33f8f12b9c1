"""MyST as comparisons need it: loaded, with the syntaxes that they are written in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_versus.grammar.problems import Kind

if TYPE_CHECKING:
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.config import Config

SYNTAXES = ("colon_fence", "deflist", "attrs_inline", "attrs_block")
# What comparisons are made of, as markdown-it calls it.
_RULES = {"colon_fence", "deflist", "heading", "list", "table"}
_ONLY = ("commonmark_only", "gfm_only")
# Blocks whose body is Markdown of ours; in a notebook, the line is a string.
_FENCE = r"^[ \t>\"]*(?:`{3,}|~{3,}|:{3,})"
_BLOCK = re.compile(_FENCE + r"\{(?:comparison|evidence|entity)\}", re.MULTILINE)
_INCLUDE = re.compile(_FENCE + r"\{include\}[ \t]*(?P<path>\S+)", re.MULTILINE)

logger = logging.getLogger(__name__)


def load(app: Sphinx) -> None:
    """Load MyST, unless the project reads Markdown with MyST-NB, which brings it along."""
    if "myst_nb" not in (*app.config.extensions, *app.extensions):
        app.setup_extension("myst_parser")


def check_type(app: Sphinx, config: Config) -> None:
    """Report a list of syntaxes that is none; MyST would go on without any of its settings."""
    syntaxes = config.myst_enable_extensions
    if not isinstance(syntaxes, list | tuple | set | frozenset):
        _report(
            app,
            "myst_enable_extensions",
            f"is {syntaxes!r}, which MyST does not take; write a list of its syntaxes, "
            "or remove it",
        )
        config.myst_enable_extensions = set()


def check_settings(app: Sphinx) -> None:
    """Report the settings of MyST that keep comparisons from being read."""
    settings = _settings(app)
    for name in _ONLY:
        if getattr(settings, name):
            _report(
                app, f"myst_{name}", "lets MyST read no directives, and so no comparison; remove it"
            )
            return
    disabled = sorted(_RULES.intersection(settings.disable_syntax))
    if disabled:
        _report(
            app,
            "myst_disable_syntax",
            f"turns off {', '.join(disabled)}; comparisons are written in that, so take it out",
        )


class Syntaxes:
    """Turns the syntaxes of comparisons on in documents that hold a block of ours.

    In all others they would change what other people have written.
    """

    def __init__(self) -> None:
        self._plain: MdParserConfig | None = None

    def begin(self, app: Sphinx) -> None:
        """Take over the settings that MyST has made of those of the project."""
        self._plain = _settings(app) if app.config.versus_myst_syntaxes else None

    def choose(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Choose the settings for a document that is about to be read."""
        if self._plain is None:
            return
        settings = self._plain
        if holds_block(content[0], Path(app.env.doc2path(docname)), Path(app.srcdir)):
            syntaxes = {*settings.enable_extensions, *SYNTAXES}
            settings = settings.copy(enable_extensions=syntaxes)
        app.env.myst_config = settings  # type: ignore[attr-defined]


def holds_block(text: str, path: Path, root: Path, seen: frozenset[Path] = frozenset()) -> bool:
    """Return whether Markdown has a block of ours, in itself or in a file that it includes.

    ``path`` is the file that the text is from, and ``root`` the folder that paths
    with a slash in front begin at.
    """
    if _BLOCK.search(text):
        return True
    for found in _INCLUDE.finditer(text):
        name = found["path"]
        included = root / name.lstrip("/") if name.startswith("/") else path.parent / name
        if included not in seen:
            try:
                inside = included.read_text(encoding="utf-8", errors="replace")
            except OSError:  # who reads it will tell
                continue
            if holds_block(inside, included, root, seen | {included}):
                return True
    return False


def register(app: Sphinx) -> None:
    """Register what looks at the settings, and what chooses them for a document."""
    syntaxes = Syntaxes()
    app.connect("config-inited", check_type)
    # After MyST, which makes its own of the settings.
    app.connect("builder-inited", check_settings, priority=600)
    app.connect("builder-inited", syntaxes.begin, priority=600)
    app.connect("source-read", syntaxes.choose)


def _settings(app: Sphinx) -> MdParserConfig:
    settings: MdParserConfig = app.env.myst_config  # type: ignore[attr-defined]
    return settings


def _report(app: Sphinx, setting: str, message: str) -> None:
    logger.warning(
        f"{setting} {message}",
        type="versus",
        subtype=Kind.MYST_SETTING.code,
        location=_place_of(setting, app),
    )


def _place_of(setting: str, app: Sphinx) -> str | None:
    """Return where conf.py sets something; other places are an option of the command, say."""
    path = Path(app.confdir, "conf.py")
    if path.is_file():
        text = path.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if line.startswith(setting):
                return f"{path}:{number}"
    return None
