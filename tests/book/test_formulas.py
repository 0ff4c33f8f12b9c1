"""Formulas are set, and nothing in one of them runs as code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tylax
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from books import Pdf
from sphinx_versus.site.book.assets import Assets
from sphinx_versus.site.book.formula_code import LONGEST, RefusedError, checked, without_texts
from sphinx_versus.site.book.links import Place
from sphinx_versus.site.book.maths import Formulas

HERE = Place("doc", "doc.md", 3)
NAMES = {"sum", "alpha", "arrow", "dots"}, {"thin", "sin"}


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Formulas:
    return Formulas(Assets(tmp_path_factory.mktemp("formulas")))


SET = [
    r"\frac{a}{b}", r"\tfrac12 + \dfrac12", r"\sum_{i=1}^{n} x_i", r"\prod_{i} \coprod \bigcup",
    r"\int_0^\infty e^{-x^2}\,dx", r"\iint \oint", r"\lim_{x \to 0} \frac{\sin x}{x}",
    r"\sqrt{x} + \sqrt[3]{y}", r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
    r"\begin{bmatrix} a \\ b \end{bmatrix}", r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}",
    r"\begin{align} a &= b \\ c &= d \end{align}",
    r"\begin{aligned} a &= b \\ c &= d \end{aligned}",
    r"\begin{gather} a \\ b \end{gather}", r"\begin{split} a &= b \end{split}",
    r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{else} \end{cases}",
    r"\hat{x} + \bar y + \vec v + \widetilde{ab} + \dot x + \ddot x", r"\overline{x} + \cancel{x}",
    r"\underbrace{a + b}_{n}", r"\overset{!}{=}", r"a \xrightarrow{f} b", r"\stackrel{a}{b}",
    r"\operatorname{softmax}(x)", r"\operatorname*{arg\,max}_x f(x)", r"\arg\max_\theta",
    r"\mathrm{softmax}\left(\frac{QK^T}{\sqrt{d_k}}\right)V", r"\mathbb{R}^n",
    r"\mathcal{L} = -\sum p \log q", r"\mathfrak{g} \mathsf{x} \mathtt{x}", r"\mathbf{x}",
    r"\boldsymbol{\theta}", r"\alpha(x) + \beta'", r"\nabla \cdot E = \partial_t", r"\binom{n}{k}",
    r"\left(\frac{1}{2}\right]", r"|x|, \|x\|, \lVert x \rVert, \lfloor x \rfloor",
    r"\text{km/h} + \text{C\#} + \text{50\% of $x$}", r"\textbf{bold} \textit{slanted} \mbox{box}",
    r"\leq \geq \neq \approx \equiv \sim \propto", r"A \implies B \iff C", r"\Pr(X \mid Y)",
    r"\ldots \cdots \vdots", r"x \mod 5, \pmod{5}", r"a \quad b \qquad c \; d \! e",
    r"\hspace{1cm} x",
    r"1{,}000 + 3.14 + 50\% + \$5", r"\{a\} + a/b + a<b>c", r"x^{2}_{i} + x'", r"\not= + \phi",
    r"E = mc^2 \label{eq} \tag{7}",
]  # fmt: skip
DRAWN = [
    r"\color{red} x", r"\textcolor{blue}{x^2}", r"\boxed{x}", r"\phantom{x} y", r"\underline{x}",
    r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
]  # fmt: skip


@pytest.mark.parametrize("latex", SET)
def test_a_usual_formula_is_set_by_the_compiler(formulas: Formulas, latex: str) -> None:
    assert formulas.get(latex, HERE, display=True) == f"formulas.at({len(formulas.code) - 1})"


@pytest.mark.parametrize("latex", DRAWN)
def test_what_the_converter_makes_code_of_is_drawn(formulas: Formulas, latex: str) -> None:
    shown = formulas.get(latex, HERE, display=False)
    assert shown is not None
    assert re.fullmatch(r'"/images/\d+\.svg"', shown)


# Each would show 55 or SECRET, from a file next to it.
TEXTS = [
    "#(50+5)", "#calc.pow(55,1)", '#read("x")', '#read("/x")', '#include "x"', '#image("x")',
    '#eval("50+5")', "#sys.version", '#import "x": *', "#let a = 55; #a", "] #(50+5) [",
    "] + #(50+5) + [", '" + #(50+5) + "', '"; #(50+5); "', "$ #(50+5) $", "/* */ #(50+5)",
    "// #(50+5)", "`#(50+5)`", "*bold* _slanted_ @ref <label>", "~#(50+5)", "a #[b #(50+5)] c",
    "#{50+5}", "##(50+5)", "＃(50+5)", "\ufe5f(50+5)", "\u200b#(50+5)", "#\u200d(50+5)",
    'std.read("x")', 'a"b', "a'b", "https://example.org/#(50+5)",
]  # fmt: skip
COMMANDS = [
    r"\read{x}", r'\read("x")', r'\std.read("x")', r'std.read("x")', r'\mathrm{std}.read("x")',
    r"\href{x}{#(50+5)}", r'\href{") #(50+5) ("}{y}', r'\includegraphics{x}', r"\input{x}",
    r'\includegraphics{"); #read("x"}', r"\label{a} \label{*/ #(50+5) /*}", r"\ref{#(50+5)}",
    r'\SI{10}{"); #(50+5) ("}', r"\si{#(50+5)}", r"\num{#(50+5)}", r"\color{*/ #(50+5) /*} y",
    r"\textcolor{red)[#(50+5)]}{y}", r"\textcolor{rgb(#(50+5))}{#(50+5)}", r"\fbox{#(50+5)}",
    r'\operatorname{a") + #(50+5) + op("b}', r'\operatorname{std.read("x")}', r"\verb|#(50+5)|",
    r"\newcommand{\a}{#(50+5)} \a", r"\def\a{\text{#(50+5)}} \a", r"\hspace{1em) #(50+5) h(1em}",
    r'\tag{") #(50+5) ("}', r"\unknown{#(50+5)}[#(50+5)]", r"\mathrm{#(50+5)}", r"\text #(50+5)",
    r'\begin{"#(50+5)} x \end{"#(50+5)}', r"\begin{array}{#(50+5)} x \end{array}", r"\ce{#(50+5)}",
    r"% \n #(50+5)", "x % \n#(50+5)", r"\text{\text{#(50+5)}}", r"\text{a $#(50+5)$ b}",
    r"\text{a} \} #(50+5)", r"\text{unclosed #(50+5)", r"\u{23}(50+5)", "\\u{23}(50+5)", "\ue000",
    r"\text{a}" + "\ue000", r"\eval{50+5}", r"\sys.version", r"\csname read\endcsname",
    r"\url{x} \path{x}", r"\cite{#(50+5)}", r"\footnote{#(50+5)}",
    r"#(50+5) \# #(50+5)", "@ref <a>",
]  # fmt: skip
ATTACKS = [*(f"\\text{{{text}}}" for text in TEXTS), *COMMANDS]


def test_no_attack_computes_or_reads_anything(tmp_path: Path) -> None:
    """All of them in a document that could read the file: it shows what was typed, or pictures."""
    formulas = Formulas(Assets(tmp_path))
    shown = [formulas.get(latex, HERE, display=False) for latex in ATTACKS]
    (tmp_path / "formulas.typ").write_text(formulas.file(), encoding="utf-8")
    (tmp_path / "x").write_text("SECRET", encoding="utf-8")
    calls = [code for code in shown if code and code.startswith("formulas")]
    body = "".join(f"#box({code})\n" for code in calls)
    (tmp_path / "main.typ").write_text(f'#import "formulas.typ": formulas\n{body}')
    typst.Compiler(tmp_path / "main.typ", root=tmp_path).compile(output=tmp_path / "a.pdf")
    text = " ".join(Pdf(tmp_path / "a.pdf").pages)
    assert "50+5" in text
    assert "55" not in text.replace("(55,1)", "").replace("a = 55; #a", "")
    assert "SECRET" not in text
    for picture in (tmp_path / "images").iterdir():
        tags = set(re.findall(r"<(\w+)", picture.read_text(encoding="utf-8")))
        assert tags <= {"svg", "symbol", "use", "path", "rect"}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_as_it_was_typed(text: str) -> None:
    bare, texts = without_texts(f"x_{{\\text{{{text}}}}}".replace("$ #(50+5) $", ""))
    typed = text.partition("$")[0].translate({ord("{"): "", ord("}"): "", ord("~"): "\xa0"})
    assert typed.replace('"', '\\"') in " ".join(texts)
    assert re.fullmatch("x_\\{\\{[\ue000-\ue009]*\\}\\}", bare)


@pytest.mark.parametrize(
    "code",
    [
        *('#read("x")', 'std.read("x")', "std", "x + std", 'read("x")', 'eval("1")', "#none.at(1)"),
        *("#none(1)", "#none[1]", "#none", "#h(1cm).a", "#h(1e9cm)", "#h(99999cm)", "#h(x)"),
        *("#text[a]", "#{1}", "a // b", "a /* b */ c", "a */ b", "<a>", "@a", "`a`", "a $ b $"),
        *("frac.with(1)", "op(x).func()", "(x).y", "x.y", '"a".len()', "sin.func()", "..x"),
        *('"a\\"b"', '"a\nb"', '"unclosed', "\\u{23}", "\\a", "unknown(x)", "text(x)", "x2"),
        *("equation(x)", "a\u200bb", "a\x00b", "a\u202eb", "\ue000", "\ue005", "", "$", "$ $"),
        *("delim", "a: b std", "fra\u0441tion", "arrow.r(x).read", "\uff53td.read(x)"),
    ],
)
def test_what_a_converter_could_let_through_is_refused(code: str) -> None:
    with pytest.raises(RefusedError):
        checked(code, [], *NAMES)


def test_what_is_only_a_formula_is_not_changed() -> None:
    code = 'sum_(i = 1)^(n) arrow.r.long(x) + frac(a, "b // c") \\ & mat(delim: #none, a ; b) \\#'
    assert checked(code, [], *NAMES) == f"$ {code} $"
    assert checked("$ a \ue000 + b #h(1cm)c $", ['"t"'], *NAMES) == '$ a"t"+ b #h(1cm) c $'


SIGNS = st.sampled_from(
    [
        *"#$\"'`\\/*<>@()[]{}.,;:_^&x1 \n",
        "std",
        "read",
        "sum",
        "frac",
        "//",
        "\\text{",
        "\u200b",
        "é",
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(SIGNS, max_size=12).map("".join))
def test_nothing_but_texts_can_hold_code(code: str) -> None:
    try:
        formula = checked(code, [], *NAMES)
    except RefusedError:
        return
    rest = re.sub(r'"[^"]*"|\\[^\w\s]|#none(?=\s*[,)])', " ", formula[1:-1])
    assert not re.search(r"[#$@`]|//|/\*|std|read|<[a-z]", rest)


def test_no_depth_of_a_formula_ends_the_process(formulas: Formulas) -> None:
    for piece, end in (("{", "}"), (r"\sqrt{", "}"), ("x^", "y"), (r"\hat", "x"), (r"\frac", "1")):
        for length in (LONGEST, 10 * LONGEST):
            count = length // len(piece + end)
            formulas.get(piece * count + "x" + end * count, HERE, display=True)


def test_a_formula_that_nothing_can_show_is_none(formulas: Formulas) -> None:
    assert formulas.get(r"\frac", HERE, display=True) is None


def test_a_panic_of_the_converter_is_no_panic_here(formulas: Formulas) -> None:
    latex = "\\label{dots\u200b"
    with pytest.raises(BaseException, match="char boundary") as panic:
        tylax.latex_to_typst_diagnostics(latex)
    assert not isinstance(panic.value, Exception)
    formulas.get(latex, HERE, display=True)


def test_the_compiler_of_formulas_reads_no_file(formulas: Formulas) -> None:
    for name in ("x", "/x", "pyproject.toml", "/etc/hostname"):
        with pytest.raises(typst.TypstError, match="failed to load file"):
            formulas.compiler.compile(f'#read("{name}")'.encode())


def test_without_the_converter_formulas_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sphinx_versus.site.book.maths.tylax", None)
    shown = Formulas(Assets(tmp_path)).get(r"\frac{a}{b}", HERE, display=True)
    assert shown is not None
    assert (tmp_path / shown.strip('"/')).read_text().startswith("<svg")
