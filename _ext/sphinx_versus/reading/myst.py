"""MyST as comparisons need it: loaded, with the syntaxes that they are written in."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_versus.grammar.fences import almost_directive, meant_directive
from sphinx_versus.grammar.problems import Kind

if TYPE_CHECKING:
    from myst_parser.config.main import MdParserConfig
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

SYNTAXES = ("colon_fence", "deflist", "attrs_inline", "attrs_block")
# What we read ourselves, in a way that every builder and a translation can show.
READ_ANYWAY = {"strikethrough", "tasklist"}
# What comparisons are made of, as markdown-it calls it.
_RULES = {"colon_fence", "deflist", "heading", "list", "table"}
_ONLY = ("commonmark_only", "gfm_only")
# The opening fence of a directive, which may stand in a list or a quote.
_FENCE = re.compile(
    r"^[ \t>]*+(?:(?:[-*+]|\d+[.)])[ \t]*+)?(?:`{3,}|~{3,}|:{3,})"
    r"[ \t]*+\{[ \t]*(?P<name>\{?[^\s{}]+\}?)[ \t]*\}[ \t]*(?P<argument>.*)",
    re.MULTILINE,
)
# What may be such a fence, and lacks something.
_MAYBE = re.compile(r"^[ \t>]*+(?:(?:[-*+]|\d+[.)])[ \t]++)?[^\w\n]++\w.*", re.MULTILINE)

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
    """Turns the syntaxes of comparisons on in documents that hold one of some directives.

    In all others they would change what other people have written.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._plain: MdParserConfig | None = None

    def begin(self, app: Sphinx) -> None:
        """Take over the settings that MyST has made of those of the project."""
        self._plain = _settings(app) if app.config.versus_myst_syntaxes else None

    def choose(self, app: Sphinx, docname: str, content: list[str]) -> None:
        """Choose the settings for a document that is about to be read."""
        if self._plain is None:
            return
        settings = self._plain
        path = Path(app.env.doc2path(docname))
        text = _cells(content[0]) if path.suffix == ".ipynb" else content[0]
        texts = list(with_included(text, path, Path(app.srcdir)))
        if any(holds(each, self._names) for each in texts):
            syntaxes = {*settings.enable_extensions, *SYNTAXES} - READ_ANYWAY
            settings = settings.copy(enable_extensions=syntaxes)
        app.env.myst_config = settings  # type: ignore[attr-defined]


def holds_directive(text: str, names: Collection[str], path: Path, root: Path) -> bool:
    """Return whether Markdown has a directive of some names, or included files have.

    What is almost one of them counts as well: writers are told of it. ``path`` is the
    file that the text is from, and ``root`` the folder that paths with a slash in
    front begin at.
    """
    return any(holds(each, names) for each in with_included(text, path, root))


def holds(text: str, names: Collection[str]) -> bool:
    """Return whether a text alone has one of some directives, or what is almost one."""
    return any(meant_directive(name, names) for name in names_in(text)) or holds_almost(text, names)


def holds_almost(text: str, names: Collection[str]) -> bool:
    """Return whether a text has a line that lacks something to be one of some directives."""
    return any(almost_directive(found[0], names) for found in _MAYBE.finditer(text))


def names_in(text: str) -> Iterator[str]:
    """Yield the names of directives that a text has, or has examples of."""
    for found in _FENCE.finditer(text):
        yield found["name"]


def with_included(
    text: str, path: Path, root: Path, seen: frozenset[Path] = frozenset()
) -> Iterator[str]:
    """Yield a text and those of the files that it includes."""
    yield text
    for found in _FENCE.finditer(text):
        argument = found["argument"].strip()
        if found["name"] != "include" or not argument:
            continue
        included = root / argument[1:] if argument.startswith("/") else path.parent / argument
        if included not in seen:
            try:
                inside = included.read_text(encoding="utf-8", errors="replace")
            except OSError:  # who reads it will tell
                continue
            yield from with_included(inside, included, root, seen | {included})


def _cells(notebook: str) -> str:
    """Return the text of a notebook's cells; nothing of one that is none, which MyST-NB reports."""
    try:
        cells = json.loads(notebook)["cells"]
        return "\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, TypeError, KeyError):
        return ""


def syntaxes_of(state: object, env: BuildEnvironment) -> Collection[str]:
    """Return the syntaxes that are on where a directive stands; its document may add some."""
    renderer = getattr(state, "_renderer", None)
    config: MdParserConfig = getattr(renderer, "md_config", env.myst_config)  # type: ignore[attr-defined]
    return config.enable_extensions


def reads_tables(env: BuildEnvironment) -> bool:
    """Return whether the project lets MyST read tables; if not, it has been told so."""
    config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]
    return "table" not in config.disable_syntax


def register(app: Sphinx, names: Collection[str]) -> None:
    """Register what looks at MyST's settings, and what chooses them for a document.

    ``names`` are those of the directives that the syntaxes are for.
    """
    syntaxes = Syntaxes(names)
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
