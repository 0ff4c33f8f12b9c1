"""Markup of other Markdown is told apart from words, and tags from names in angle brackets."""

import pytest

from sphinx_versus.grammar.html import tag_of
from sphinx_versus.grammar.lookalikes.found import Context, Place
from sphinx_versus.grammar.lookalikes.markup import unread_markup, without_code
from sphinx_versus.model.facts import Run


def _remedies(text: str, *syntaxes: str, place: Place = "lines") -> list[tuple[int, str]]:
    context = Context(syntaxes=frozenset(syntaxes), place=place)
    return [(found.line, found.message) for found in unread_markup(text, context)]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("a $x^2$ b", "{math}`x^2`"),
        ("$n$ of them", "{math}`n`"),
        ("takes $O(n)$ steps", "{math}`O(n)`"),
        (r"$P(A\|B)$", r"{math}`P(A\|B)`"),
        ("$a + b$", '"dollarmath" to myst_enable_extensions'),
        ("$$\nx^2\n$$\nZ", '"dollarmath" to myst_enable_extensions'),
        (r"\(x^2\)", "{math}`x^2`"),
        (r"\[ \frac{1}{2} \]", r"{math}`\frac{1}{2}`"),
        (r"\begin{align*}", '"amsmath"'),
        ("go :rocket: now", "🚀"),
        (":warning: hot", "⚠"),
        (":material-close:{ .red } no", "a word or a sign"),
        ("{{ name }}", '"substitution"'),
        ("{% raw %}", "`{% raw %}`"),
        ("x^[a note]", '"[^note]: a note"'),
        ("H~2~O", "<sub>2</sub>"),
        ("m^3^", "<sup>3</sup>"),
        ("==hot==", "<mark>hot</mark>"),
        ("++new text++", "<ins>new text</ins>"),
        ("see [[Page#part]]", "[Page#part](page.md)"),
        ("see [[Page|shown]]", "[shown](page.md)"),
        ("![a](my file.png)", "![a](<my file.png>)"),
        ("see [a page] (page.md#part)", "[a page](page.md#part)"),
        ("see [them] (https://example.org/x)", "[them](https://example.org/x)"),
        ("see (a page)[page.md]", "[a page](page.md)"),
        ("(them)[https://example.org]", "[them](https://example.org)"),
        ('[a](my page.md "t")', '[a](<my page.md> "t")'),
        ('!!! tip "When so"\n    - large', '":::{admonition} When so"'),
        ("??? note", '":::{note}"'),
        ("[!INFO]\nx", "NOTE, TIP"),
        ("[TOC]", "take it out"),
        ("*[HTML]: Hypertext", '<abbr title="Hypertext">HTML</abbr>'),
    ],
)
def test_markup_that_nobody_reads_is_told_once_with_what_to_type(text: str, remedy: str) -> None:
    ((_, message),) = _remedies(text)
    assert remedy in message


@pytest.mark.parametrize(
    "text",
    [
        "$5 to $10",
        "US$5, or US$10",
        "$5-$10, between $5 and 10$",
        "$1,000 = £800 and $2,000",
        "$HOME and $PATH, or $HOME/$USER",
        r"\$x\$ and \(see below\)",
        "`$x$`, ``a `$x$` b`` and {math}`x^2`",
        "a == b == c, x==y, C++ or D++",
        "2^10, a^2 + b^2, ~5 to ~10",
        "[[1]](#a), [[0.28, 0.60]], a[b[i]]",
        "[1] (https://example.org), f(x)[i] and a[i] (see below)",
        '[a](b.md "my title") and [a](<my file.png>), [sic](as it was)',
        "at 10:30:45, key:value:other, x::y::z",
        "{ref}`x` and ${{ secrets.X }}",
        "a note[^1]",
        "~~old~~, [x] done, - [ ] open",
        "https://x.org/a$b$c?d==e== and <span title='==a=='>",
        "Great!!! note that, what??? note this",
        "[!NOTE]\nread",
        r"C:\dir and 5 > 3",
        ":tags: drinks",
        "",
    ],
)
def test_words_are_left_alone(text: str) -> None:
    assert _remedies(text) == []


def test_a_syntax_is_told_once_in_a_text_and_a_wrong_address_each_time() -> None:
    assert [line for line, _ in _remedies("a\n$x$\n$y$ b")] == [1]
    assert [line for line, _ in _remedies("[a](b c.md)\n[d](e f.md)")] == [0, 1]


def test_what_is_turned_on_is_not_told() -> None:
    assert _remedies("$x$ and {{ y }}", "dollarmath", "substitution") == []
    assert len(_remedies("$x$ and {{ y }}", "dollarmath")) == 1


def test_short_codes_of_marks_are_read_at_the_beginning_of_a_cell_alone() -> None:
    for code in (":white_check_mark:", ":x: no", ":octicons-x-16:", ":material-check:{ .green }"):
        assert _remedies(code, place="cell") == []
        assert _remedies(f"so {code}", place="cell")
        assert _remedies(code)
    assert _remedies(":rocket:", place="cell")


def test_what_is_to_be_typed_into_a_cell_does_not_end_it() -> None:
    assert r"{math}`\|x\|`" in _remedies("$|x|$", place="cell")[0][1]


def test_attributes_are_told_in_headings_alone() -> None:
    assert "take it out" in _remedies("Pros {.pros}", place="heading")[0][1]
    assert _remedies("Pros {.pros}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a `b` c", "a     c"),
        ("``a ` b`` c ` d", "          c ` d"),
        ("`a\nb` c", "  \n   c"),
        ("`` a ` b", "`` a ` b"),
    ],
)
def test_code_is_blank(text: str, expected: str) -> None:
    assert without_code(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "opens"),
    [
        ("<br>", "br", True),
        ("<BR />", "br", True),
        ('<sup class="x">', "sup", True),
        ("</SUP >", "sup", False),
        ("<Button id='a'>", "button", True),
    ],
)
def test_a_tag_is_one_in_any_spelling(text: str, name: str, opens: bool) -> None:
    tag = tag_of(text)
    assert tag
    assert (tag.name, tag.opens, tag.is_element, tag.written) == (name, opens, True, text)


@pytest.mark.parametrize("text", ["<T>", "<Button>", "<your-name>", "</String>"])
def test_a_name_in_angle_brackets_is_no_element(text: str) -> None:
    tag = tag_of(text)
    assert tag
    assert not tag.is_element


@pytest.mark.parametrize("text", ["<!-- br -->", "a", "<b>c", ""])
def test_other_text_is_no_tag(text: str) -> None:
    assert tag_of(text) is None


def test_a_raised_number_is_not_glued_to_the_one_before_it() -> None:
    assert [Run(text, "superscript").plain for text in ("6", "-3", "th")] == ["⁶", "⁻³", "th"]
    assert Run("2", "subscript").plain == "2"
