"""References are formatted once, and plug-ins of the bibliography found at once."""

from types import SimpleNamespace
from typing import Any

import pybtex.plugin
import pytest
from pybtex.database import Entry
from pybtex.plugin import find_plugin
from pybtex.style.formatting.unsrt import Style

from sphinx_versus.site.citations.caching import Remembering, cache_references


def test_an_entry_is_formatted_once_for_each_label() -> None:
    formatted: list[str] = []

    class Counting(Style):
        def format_entry(self, label: str, entry: Entry, bib_data: Any = None) -> Any:
            formatted.append(label)
            return super().format_entry(label, entry, bib_data)

    style = type("Remembering", (Remembering, Counting), {"formatted": {}})
    one, other = (Entry("misc", {"title": title}) for title in ("One", "Other"))
    one.key = other.key = "same"
    first = style().format_entry("1", one)
    assert style().format_entry("1", one) is first
    assert style().format_entry("1", other).text.render_as("text") == "Other."
    assert style().format_entry("2", one).label == "2"
    assert formatted == ["1", "1", "2"]


def test_nothing_installed_is_looked_through_for_a_citation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pybtex.plugin, "_RUNTIME_PLUGINS", {})
    config: Any = SimpleNamespace(bibtex_default_style="alpha", bibtex_tooltips_style="")
    cache_references(None, config)  # type: ignore[arg-type]
    cache_references(None, config)  # type: ignore[arg-type]
    monkeypatch.delattr(pybtex.plugin, "entry_points")
    assert find_plugin("pybtex.backends", "plaintext").default_suffix == ".txt"
    style = find_plugin("pybtex.style.formatting", "alpha")
    assert style.__mro__.count(Remembering) == 1
