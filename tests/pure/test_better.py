"""Which headings say which way is better, and what is left of them."""

import pytest

from sphinx_versus.grammar.better import read_better


@pytest.mark.parametrize(
    ("heading", "rest", "way"),
    [
        ("Latency (ms, lower is better)", "Latency (ms)", "lower"),
        ("Throughput (higher is better)", "Throughput", "higher"),
        ("Latency, lower is better", "Latency", "lower"),
        ("Speed: the higher, the better", "Speed", "higher"),
        ("Score (↑ better)", "Score", "higher"),
        ("Accuracy (%) ↑", "Accuracy (%)", "higher"),
        ("FID ↓", "FID", "lower"),
        ("Latency ↓ (ms)", "Latency (ms)", "lower"),
        ("Latency (ms ↓)", "Latency (ms)", "lower"),
        ("Lower-is-better score", "score", "lower"),
        ("Preis (€, niedriger ist besser)", "Preis (€)", "lower"),
        ("Größe (MB; weniger = besser)", "Größe (MB)", "lower"),
        ("Je höher, desto besser: Tempo", "Tempo", "higher"),
    ],
)
def test_a_heading_says_what_is_better(heading: str, rest: str, way: str) -> None:
    assert read_better(heading) == (rest, way)


@pytest.mark.parametrize(
    "heading",
    [
        "Latency (ms)",
        "Better sleep",
        "Lower back pain",
        "Longer battery life",
        "More is better than less",
        "Which is better, lower or higher",
        "Speed ↑↓",
        "Download ↓ (Mbit/s)",
        "Stars (sorted ↓)",
        "",
    ],
)
def test_other_headings_say_nothing(heading: str) -> None:
    assert read_better(heading) == (heading, None)
