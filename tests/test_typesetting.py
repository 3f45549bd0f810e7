"""Typesetting of formulas: MathML on pages, and nowhere else, made of what strangers write."""

import json
import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_body, typeset_formulas
from archiver.bodies.typesetting import tex
from archiver.bodies.typesetting.mathml import _ATTRIBUTES, _ELEMENTS, clean_mathml
from archiver.bodies.typesetting.tex import TexFormula, find_mathml
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.model import BodyFormat, Prose
from tests.conftest import Project

SQUARE = "<msup><mi>x</mi><mn>2</mn></msup>"
DISPLAYED = '<math display="block">'


def typeset(body: str, form: BodyFormat = BodyFormat.MARKDOWN) -> str:
    blocks = parse_body(body, form, None, options=MarkdownOptions())
    return "".join(typeset_formulas(block.html) for block in blocks if isinstance(block, Prose))


def mathml(formula: str) -> str:
    found = find_mathml(TexFormula(tex=formula, is_displayed=True))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("form", "body", "start"),
    [
        (BodyFormat.MARKDOWN, "It is $x^2$.", "<math>"),
        (BodyFormat.MARKDOWN, "It is $`x^2`$.", "<math>"),
        (BodyFormat.MARKDOWN, r"It is \(x^2\).", "<math>"),
        (BodyFormat.MARKDOWN, r"It is \[x^2\].", DISPLAYED),
        (BodyFormat.MARKDOWN, "It is $$x^2$$.", DISPLAYED),
        (BodyFormat.MARKDOWN, "$$\nx^2\n$$", f'<div class="formula" tabindex="0">{DISPLAYED}'),
        (BodyFormat.MARKDOWN, "\\begin{gather}\nx^2\n\\end{gather}", DISPLAYED),
        (BodyFormat.MARKDOWN, "```math\nx^2\n```", DISPLAYED),
        (BodyFormat.MIXED, "<b>It</b> is $x^2$.", "<math>"),
        (BodyFormat.MIXED, "```math\nx^2\n```", DISPLAYED),
        (BodyFormat.HTML, '<p>It is <span class="math">x^2</span>.</p>', "<math>"),
        (BodyFormat.HTML, '<p><math><annotation encoding="application/x-tex">x^2</annotation></math>', "<math>"),
        (BodyFormat.BBCODE, "It is [tex]x^2[/tex].", "<math>"),
    ],
)
def test_formulas_are_typeset_in_each_format_and_keep_their_tex(form: BodyFormat, body: str, start: str) -> None:
    html = typeset(body, form)
    assert start in html
    assert SQUARE in html
    assert re.search(r'<annotation encoding="application/x-tex">[^<]*x\^2[^<]*</annotation></semantics></math>', html)
    assert 'class="math"' not in html


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        (r"\begin{align}a&=b\label{one}\\c&=d\nonumber\end{align}", '<mtd class="align-right"><mi>c</mi></mtd>'),
        (r"\begin{eqnarray}a&=&b\end{eqnarray}", '<mtd class="align-left"><mi>b</mi></mtd>'),
        (r"\begin{equation*}x\tag{7}\end{equation*}", "<mtext>(7)</mtext>"),
        (r"\begin{matrix}&1\\2&3\end{matrix}", "<mtr><mtd></mtd><mtd><mn>1</mn></mtd></mtr>"),
        (r"\begin{array}{c|c}a&b\\\hline c&d\end{array}", '<mtd class="rule-right rule-top"><mi>c</mi></mtd>'),
        (r"\mbox{if }x", "<mtext>if\N{NO-BREAK SPACE}</mtext>"),
        (r"\sqrt{x}", '<mrow class="line-over"><mspace height="0.9em"></mspace><mi>x</mi></mrow>'),
        (r"\sqrt[3]{x}", "<msup><mrow></mrow><mn>3</mn></msup>"),
        (r"\overline{x}", '<mrow class="line-over"><mi>x</mi></mrow>'),
        (r"\underline{x}", '<mrow class="line-under"><mi>x</mi></mrow>'),
        (r"\dfrac12", '<mstyle displaystyle="true"><mfrac><mn>1</mn><mn>2</mn></mfrac></mstyle>'),
        (r"\displaystyle x", '<mstyle displaystyle="true" scriptlevel="0"><mi>x</mi></mstyle>'),
        (r"\color{red}{x}", "<mrow><mi>x</mi></mrow>"),
        (r"\text{a<b>}", "<mtext>a&lt;b&gt;</mtext>"),
    ],
)
def test_what_styles_and_missing_fonts_would_lose_is_written_without_them(formula: str, part: str) -> None:
    assert part in mathml(formula)


def test_equations_have_no_numbers_that_nobody_wrote() -> None:
    for name in ("equation", "align", "gather", "multline"):
        assert "(1)" not in mathml(rf"\begin{{{name}}}x\end{{{name}}}")


@pytest.mark.parametrize(
    "formula",
    [
        r"\ce{H2O}",
        r"\cancel{x}",
        r"\href{javascript:alert(1)}{x}",
        r"\frac{1}",
        "{x",
        "x}",
        "a & b",
        r"\(a\) and \(b\)",
        r"\def\a{xxxxx}\a\a",
        "x" * 5001,
        r"\alpha" * 251,
        "{" * 61 + "x" + "}" * 61,
        r"\left(" * 61 + "x" + r"\right)" * 61,
        "",
        "\ud800",
    ],
)
def test_what_cannot_be_typeset_stays_as_it_is_written(formula: str) -> None:
    assert find_mathml(TexFormula(tex=formula, is_displayed=False)) is None
    html = f'<p>It is <span class="math" dir="ltr">${formula.replace("&", "&amp;")}$</span>.</p>'
    assert typeset_formulas(html) == html


@pytest.mark.parametrize("body", ["It costs $5 and $10.", "`$x^2$`", "    $x^2$", "\\$x^2\\$"])
def test_money_and_code_are_no_formulas(body: str) -> None:
    assert "<math" not in typeset(body)


@pytest.mark.parametrize(
    "written",
    [
        "<math><script>x</script></math>",
        '<math><mi href="https://evil.example/">x</mi></math>',
        '<math><mi onclick="x">x</mi></math>',
        '<math><mi mathvariant="bold">x</mi></math>',
        "<math><mi>x</mrow></math>",
        "<math><mi>x</math>",
        "<math><mi>x<y</mi></math>",
        "<math></math><math></math>",
        "<mi>x</mi> y",
        "</math>",
        "",
    ],
)
def test_markup_that_is_not_on_the_list_is_not_shown(written: str) -> None:
    assert clean_mathml(written, "x") is None


PARTS = st.sampled_from(
    [
        *(
            "x",
            "1",
            "{",
            "}",
            "[",
            "]",
            "^",
            "_",
            "&",
            "\\\\",
            "<",
            ">",
            '"',
            "'",
            "%",
            "#",
            "~",
            " ",
            "é",
            "🙂",
            "\0",
            "$",
        ),
        *(r"\frac", r"\sqrt", r"\text{", r"\left(", r"\right)", r"\hat", r"\begin{matrix}", r"\end{matrix}", r"\def\a"),
        *(r"\begin{align}", r"\end{align}", r"\tag{", r"\color{", r"\mathrm{", r"\overline", r"\unicode", r"\href{"),
        *("<script>", "</math>", "</mtext>", "<img onerror=x>", "-->", "<![CDATA[", "&lt;", "&#60;"),
    ]
)


@given(st.lists(PARTS, max_size=25).map("".join))
def test_only_what_is_on_the_list_comes_out_of_any_formula(formula: str) -> None:
    found = find_mathml(TexFormula(tex=formula, is_displayed=False)) or ""
    tags = re.findall(r"<(/?)([^\s<>]*)((?: [\w-]+=\"[^\"<>]*\")*)>", found)
    assert found.count("<") == found.count(">") == len(tags)
    assert {name for _, name, _ in tags} <= _ELEMENTS | {"semantics", "annotation", "mstyle"}
    names = {name for _, _, attributes in tags for name in re.findall(r" ([\w-]+)=", attributes)}
    assert names <= set(_ATTRIBUTES) | {"class", "encoding"}
    if found:
        assert unescape(re.findall(r"x-tex\">([^<]*)<", found)[-1]) == formula


NESTED = r"""
import threading
from archiver.bodies.typesetting.tex import _DEEPEST, _MOST_COMMANDS, TexFormula, find_mathml
deepest, most = _DEEPEST, _MOST_COMMANDS
def nest(start, end): return start * deepest + "x" + end * deepest
formulas = [
    nest("{", "}"), nest("x^{", "}"), nest(r"\frac{1}{", "}"), nest(r"\mathrm{", "}"), nest(r"\sqrt[", "]y"),
    nest(r"\left(", r"\right)"), nest(r"\begin{matrix}", r"\end{matrix}"), r"\sqrt " * most + "x",
    r"\hat " * most + "x", r"\frac1" * most + "x", "{" * deepest + r"\sqrt " * most + "x" + "}" * deepest,
    r"\sqrt{" * deepest + r"\hat " * (most - deepest) + "x" + "}" * deepest, "'" * 5000, "x_1" * 1666,
]
def run():
    for formula in formulas: find_mathml(TexFormula(tex=formula, is_displayed=True))
    print("all of them")
threading.stack_size(512 * 1024)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


@pytest.mark.slow
def test_what_is_nested_as_deep_as_formulas_may_be_takes_less_than_a_small_stack() -> None:
    done = subprocess.run([sys.executable, "-c", NESTED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "all of them\n")


SETTINGS = 'base_url = "https://a.example/"\n[pages]\njson = true\nfeeds = true\nfeed_content = true\nmath = true\n'
THREAD = """---
date: 2020-01-01
---
# Sums

## {#p1 author=Ada}

It is $x^2$, or $\\ce{H2O}$.

## {#p2}

> It is $x^2$

Yes.
"""


def test_only_pages_have_mathml_and_quotes_and_the_search_find_the_tex(project: Project) -> None:
    project.write("archiver.toml", SETTINGS)
    project.write("content/sums.md", THREAD)
    assert project.build().problems == ()
    page = project.read("site/sums/index.html")
    assert page.count(SQUARE) == 2
    assert '<span class="math" dir="ltr">$\\ce{H2O}$</span>' in page
    assert "exact" in page
    files = [path for path in project.root.joinpath("site").rglob("*") if path.is_file() and path.name != "index.html"]
    others = [path for path in files if "assets" not in path.parts]
    assert {path.suffix for path in others} >= {".json", ".md", ".xml"}
    assert not [path for path in others if b"msup" in path.read_bytes()]
    assert "x^2" in json.loads(project.read("site/sums/index.json"))["posts"][0]["blocks"][0]["text"]
    assert [hit.thread for hit in project.search("ce has:quote OR H2O").hits]


def test_the_setting_is_off_at_first_and_only_threads_with_formulas_depend_on_it(project: Project) -> None:
    project.write("archiver.toml", SETTINGS.replace("math = true\n", ""))
    project.write("content/sums.md", THREAD)
    project.write("content/words.md", "# Words\n\n## {#p1}\n\nNo formula.\n")
    project.build()
    assert "<math" not in project.read("site/sums/index.html")
    project.write("archiver.toml", SETTINGS)
    assert project.build().drawn == 1
    assert SQUARE in project.read("site/sums/index.html")


def test_a_missing_library_is_told_where_the_setting_is(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("archiver.toml", "[pages]\nmath = true\n")
    monkeypatch.setattr("archiver.config.checks.library_version", lambda _: "")
    with pytest.raises(ConfigError) as told:
        read_config(project.root)
    assert [(problem.line, "pip install math-core" in problem.message) for problem in told.value.problems] == [
        (2, True)
    ]


def test_formulas_are_converted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    mathml("y^2")
    monkeypatch.setattr(tex, "_open_library", lambda: 1 / 0)
    assert "<mi>y</mi>" in mathml("y^2")
