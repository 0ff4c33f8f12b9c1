"""The settings in which a site gives words of its own: lists of texts, by what they mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .names import listed


def fault_of(
    extra: object, words: str, by: str, key: str, allowed: Sequence[str] = (), *, blank: bool = True
) -> str:
    """Return what keeps a setting from being used, or nothing.

    It holds ``words`` by something, as in "headings" by "the kind of their section", of
    which a ``key`` is one that is ``allowed``, if not all are. ``blank`` lets a text be so.
    """
    if not isinstance(extra, Mapping):
        return f"{extra!r} should be a dictionary, with {words} by {by}"
    what = words.split()[0]
    for name, texts in extra.items():
        if allowed and name not in allowed:
            return f"{name!r} is no {key}; allowed are {listed(allowed)}"
        if not isinstance(name, str) or not name.strip():
            return f"{name!r} is no {key}"
        if not isinstance(texts, list | tuple) or not all(
            isinstance(text, str) and (blank or text.strip()) for text in texts
        ):
            return f"the {what} of {name!r} should be a list of texts, not {texts!r}"
    return ""
