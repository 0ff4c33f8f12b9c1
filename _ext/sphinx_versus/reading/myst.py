"""MyST as comparisons need it: loaded, with the syntaxes that they are written in."""

from __future__ import annotations

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

logger = logging.getLogger(__name__)


def load(app: Sphinx) -> None:
    """Load MyST, unless the project reads Markdown with MyST-NB, which brings it along."""
    if "myst_nb" not in (*app.config.extensions, *app.extensions):
        app.setup_extension("myst_parser")


def turn_on_syntaxes(app: Sphinx, config: Config) -> None:
    """Turn on the MyST syntaxes that comparisons are written in."""
    others = config.myst_enable_extensions
    if not isinstance(others, list | tuple | set | frozenset):
        _report(
            app,
            "myst_enable_extensions",
            f"is {others!r}, which MyST does not take; write a list of its syntaxes, or remove it",
        )
        others = ()
    config.myst_enable_extensions = {*others, *SYNTAXES}


def check_settings(app: Sphinx) -> None:
    """Report the settings of MyST that keep comparisons from being read."""
    settings: MdParserConfig = app.env.myst_config  # type: ignore[attr-defined]
    # If it cannot take one setting, MyST says so and goes on without any of them.
    settings.enable_extensions.update(SYNTAXES)
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
