"""What stands between the level of a certainty and its reason: where it started, and its steps.

Source: GRADE, whose levels begin at high or low and are rated down and up by domain
(Guyatt et al. 2011, Journal of Clinical Epidemiology 64(4), 383-394).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sphinx_versus.model.facts import Certainty, CertaintyDomain, Step

from .names import did_you_mean, listed, near_miss

_SCALE = (Certainty.VERY_LOW, Certainty.LOW, Certainty.MODERATE, Certainty.HIGH)
_OTHER_NAMES = {
    "bias": CertaintyDomain.RISK_OF_BIAS,
    "limitations": CertaintyDomain.RISK_OF_BIAS,
    "study limitations": CertaintyDomain.RISK_OF_BIAS,
    "heterogeneity": CertaintyDomain.INCONSISTENCY,
    "indirect evidence": CertaintyDomain.INDIRECTNESS,
    "reporting bias": CertaintyDomain.PUBLICATION_BIAS,
    "large magnitude": CertaintyDomain.LARGE_EFFECT,
    "large magnitude of effect": CertaintyDomain.LARGE_EFFECT,
    "dose response gradient": CertaintyDomain.DOSE_RESPONSE,
    "plausible confounding": CertaintyDomain.OPPOSING_CONFOUNDING,
    "residual confounding": CertaintyDomain.OPPOSING_CONFOUNDING,
}
_DOMAINS = {**{domain.value: domain for domain in CertaintyDomain}, **_OTHER_NAMES}
_FROM = re.compile(r"\s+from\s+(very[ -]low|high|moderate|low)\b", re.IGNORECASE)
_INSIDE = re.compile(r"\s*\(((?:[^()]++|\([^()]*+\))*+)\)")
_PARTS = re.compile(r"\s*(?:[,;]|\band\b)\s*")
_HYPHEN = re.compile(r"(?<=[a-z])[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}](?=[a-z])")
_MINUS = "\N{MINUS SIGN}"
_COUNT = r"(?P<sign>[\N{MULTIPLICATION SIGN}x*+\N{MINUS SIGN}\N{EN DASH}-]) ?(?P<count>[123])"
_STEPS = re.compile(
    r"(?:(?P<very>very (?:serious )?)|serious )?(?P<name>[a-z ]*[a-z])"
    rf"(?: ?\(?{_COUNT}\)?)?"
)


class Grounds(NamedTuple):
    """What is said of a level beside its reason; ``end`` is where the text of the reason begins.

    ``doubt`` is what is wrong with it, as the end of a message.
    """

    start: Certainty | None
    steps: tuple[Step, ...]
    end: int
    doubt: str = ""


def grounds(level: Certainty, text: str) -> Grounds:
    """Read what follows a level: ``from high (risk of bias, imprecision x2), because ...``.

    What is in parentheses is domains if each part of it is one, and else the beginning of
    the reason.
    """
    start, end = None, 0
    if found := _FROM.match(text):
        start, end = Certainty(found[1].casefold().replace("-", " ")), found.end()
    steps: tuple[Step, ...] = ()
    doubt = ""
    if inside := _INSIDE.match(text, end):
        parts = [part for part in _PARTS.split(inside[1]) if part]
        read = [_step(part) for part in parts]
        known = [step for step in read if step is not None]
        if known and len(known) == len(parts):
            steps, end = tuple(known), inside.end()
        else:
            unknown = [part for part, step in zip(parts, read, strict=True) if step is None]
            doubt = _near_domain(unknown, sure=start is not None)
    return Grounds(start, steps, end, doubt or doubt_about(level, start, steps))


def _step(text: str) -> Step | None:
    """Read one domain, and by how many levels it moves the certainty."""
    found = _STEPS.fullmatch(_folded(text))
    if found is None:
        return None
    # "Very large effect" has its "very" from GRADE, as "very serious" has.
    domain = _DOMAINS.get(found["name"])
    if domain is None:
        return None
    sign = found["sign"] or ""
    if sign and sign in "+-\N{MINUS SIGN}\N{EN DASH}" and (sign == "+") != domain.rates_up:
        return None
    count = int(found["count"] or (2 if found["very"] else 1))
    return Step(domain, count if domain.rates_up else -count)


def _folded(text: str) -> str:
    return " ".join(_HYPHEN.sub(" ", text.casefold()).split())


def _near_domain(unknown: Sequence[str], *, sure: bool) -> str:
    """Return what is wrong with parentheses in which parts are no domain, if they were meant so."""
    for part in unknown:
        near = near_miss(_folded(part), _DOMAINS, 0.8)
        if near is not None:
            offered = did_you_mean(_DOMAINS[near.name], near.odd)
            return f'"{part}" is no domain; {offered}'
    if not (sure and unknown):
        return ""
    verb = "are no domains" if len(unknown) > 1 else "is no domain"
    return f"{listed(unknown, 'and')} {verb}; the domains are {listed(CertaintyDomain, 'and')}"


def doubt_about(level: Certainty, start: Certainty | None, steps: Sequence[Step]) -> str:
    """Return what is wrong with a sum, with the arithmetic; nothing if it holds."""
    change = sum(step.levels for step in steps)
    if start is None and not change:
        return ""
    if start is None:
        if any(_moved(possible, change) is level for possible in _SCALE):
            return ""
        levels = f"{abs(change)} level{'s' * (abs(change) > 1)} {'down' if change < 0 else 'up'}"
        verb = "lead" if abs(change) > 1 else "leads"
        return (
            f'{levels} {verb} to "{level}" from no level there is; write a level that '
            "can be reached, or fewer steps"
        )
    result = _moved(start, change)
    if result is level:
        return ""
    if not steps:
        return (
            f'it starts at "{start}" and names nothing that makes it "{level}"; '
            f'write what does in parentheses, as in "{level} from {start} (imprecision)"'
        )
    signs = " ".join(
        f"{'+' if levels > 0 else _MINUS} {abs(levels)} ({domain})" for domain, levels in steps
    )
    return (
        f'{start} {signs} = {result}, not {level}; write "{result} from {start}", '
        "or name what else makes it lower or higher"
    )


def _moved(start: Certainty, change: int) -> Certainty:
    """Return the level so many above another one; the scale ends at very low and at high."""
    return _SCALE[min(max(_SCALE.index(start) + change, 0), len(_SCALE) - 1)]
