"""What stands between the level of a certainty and its reason."""

import pytest

from sphinx_versus.grammar.certainty import doubt_about, grounds
from sphinx_versus.model.facts import Certainty, CertaintyDomain, Step

HIGH, MODERATE, LOW, VERY_LOW = (
    *(Certainty.HIGH, Certainty.MODERATE),
    *(Certainty.LOW, Certainty.VERY_LOW),
)


def steps(text: str) -> list[tuple[str, int]]:
    """Return what is in parentheses, as plain data."""
    return [(str(domain), levels) for domain, levels in grounds(LOW, f" ({text})").steps]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("risk of bias", [("risk of bias", -1)]),
        ("Risk of Bias", [("risk of bias", -1)]),
        ("risk of bias, imprecision ×2", [("risk of bias", -1), ("imprecision", -2)]),
        ("imprecision x2", [("imprecision", -2)]),
        ("imprecision x 2", [("imprecision", -2)]),
        ("very serious imprecision", [("imprecision", -2)]),
        ("serious indirectness; inconsistency", [("indirectness", -1), ("inconsistency", -1)]),
        ("risk of bias and imprecision", [("risk of bias", -1), ("imprecision", -1)]),
        ("risk of bias −1", [("risk of bias", -1)]),
        ("risk of bias (−1), imprecision (-2)", [("risk of bias", -1), ("imprecision", -2)]),
        ("large effect", [("large effect", 1)]),
        ("very large effect", [("large effect", 2)]),
        ("large effect +2", [("large effect", 2)]),
        ("dose-response", [("dose response", 1)]),
        ("dose–response gradient", [("dose response", 1)]),
        ("plausible confounding", [("opposing confounding", 1)]),
        ("publication  bias", [("publication bias", -1)]),
        # One part that is none makes all of it words of the reason.
        ("risk of bias, few people", []),
        ("two studies", []),
        ("", []),
        # A reason to rate down cannot rate up.
        ("imprecision +1", []),
        ("large effect -1", []),
    ],
)
def test_parentheses_are_domains_if_every_part_is_one(
    text: str, expected: list[tuple[str, int]]
) -> None:
    assert steps(text) == expected


def test_a_domain_can_be_written_as_it_is_named() -> None:
    for domain in CertaintyDomain:
        assert steps(domain) == [(domain, 1 if domain.rates_up else -1)]


@pytest.mark.parametrize(
    ("text", "start", "rest"),
    [
        (" from high (imprecision ×2), because few", HIGH, ", because few"),
        (" from very low (very large effect), because", VERY_LOW, ", because"),
        (" from Very-Low (very large effect): so", VERY_LOW, ": so"),
        (" (imprecision), because few", None, ", because few"),
        (" (few studies), because", None, " (few studies), because"),
        (", because it comes from high places", None, ", because it comes from high places"),
        (", because (imprecision) counts", None, ", because (imprecision) counts"),
    ],
)
def test_the_reason_begins_behind_them(text: str, start: Certainty | None, rest: str) -> None:
    found = grounds(LOW, text)
    assert (found.start, text[found.end :]) == (start, rest)


@pytest.mark.parametrize(
    ("level", "text", "doubt"),
    [
        (LOW, " from high (risk of bias, imprecision), because", ""),
        (VERY_LOW, " from high (risk of bias ×2, imprecision ×2), because", ""),
        (HIGH, " from low (very large effect), because", ""),
        (MODERATE, " from moderate, because", ""),
        (
            LOW,
            " from high (imprecision), because",
            'high − 1 (imprecision) = moderate, not low; write "moderate from high", '
            "or name what else makes it lower or higher",
        ),
        (
            LOW,
            " from low (risk of bias, large effect ×2), because",
            "low − 1 (risk of bias) + 2 (large effect) = moderate, not low; "
            'write "moderate from low", or name what else makes it lower or higher',
        ),
        (
            LOW,
            " from high, because",
            'it starts at "high" and names nothing that makes it "low"; '
            'write what does in parentheses, as in "low from high (imprecision)"',
        ),
        (
            HIGH,
            " (imprecision), because",
            '1 level down leads to "high" from no level there is; '
            "write a level that can be reached, or fewer steps",
        ),
        (MODERATE, " (imprecision ×2, large effect), because", ""),
        (
            LOW,
            " (risk of bais), because",
            '"risk of bais" is no domain; did you mean "risk of bias"?',
        ),
        (
            LOW,
            " from high (risk of bias, few people), because",
            '"few people" is no domain; the domains are "risk of bias", "inconsistency", '
            '"indirectness", "imprecision", "publication bias", "large effect", "dose response" '
            'and "opposing confounding"',
        ),
        (LOW, " (risk of bias, few people), because", ""),
        (LOW, " (few people, most of them young), because", ""),
        (LOW, " (a bias of recall), because", ""),
        (LOW, " (2 studies), because", ""),
    ],
)
def test_what_is_wrong_is_told_with_the_arithmetic(level: Certainty, text: str, doubt: str) -> None:
    assert grounds(level, text).doubt == doubt


@pytest.mark.parametrize("level", Certainty)
@pytest.mark.parametrize("start", Certainty)
def test_a_sum_that_holds_can_be_found_for_any_two_levels(
    level: Certainty, start: Certainty
) -> None:
    scale = [VERY_LOW, LOW, MODERATE, HIGH]
    change = scale.index(level) - scale.index(start)
    domain = CertaintyDomain.LARGE_EFFECT if change > 0 else CertaintyDomain.IMPRECISION
    given = [Step(domain, change)] if change else []
    assert not doubt_about(level, start, given)
    if start is not level:
        assert doubt_about(start, start, given)


# Cochrane Handbook for Systematic Reviews of Interventions 5.1.0 (2011), table 12.2.a: trials
# begin at high, observational studies at low; Guyatt et al. 2011, Journal of Clinical
# Epidemiology 64(12), 1311-1316: an effect that is twice as large moves the level by one, one
# that is five times as large by two.
@pytest.mark.parametrize(
    ("start", "domains", "level"),
    [
        (HIGH, "", HIGH),  # randomised trials
        (HIGH, "risk of bias", MODERATE),  # randomised trials, downgraded
        (HIGH, "risk of bias, imprecision", LOW),  # double-downgraded
        (HIGH, "very serious risk of bias", LOW),
        (HIGH, "risk of bias, indirectness, imprecision", VERY_LOW),  # triple-downgraded
        (LOW, "", LOW),  # observational studies
        (LOW, "inconsistency", VERY_LOW),  # observational studies, downgraded
        (LOW, "large effect", MODERATE),  # observational studies, upgraded
        (LOW, "very large effect", HIGH),  # double-upgraded
        (LOW, "dose response, opposing confounding", HIGH),
    ],
)
def test_published_examples_hold(start: Certainty, domains: str, level: Certainty) -> None:
    text = f" from {start}" + f" ({domains})" * bool(domains)
    for claimed in Certainty:
        assert bool(grounds(claimed, text).doubt) is (claimed is not level)
