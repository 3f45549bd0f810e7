"""The fast path gives the same blocks as markdown-it-py for each Markdown body that it parses."""

import os

import hypothesis
import pytest
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions
from archiver.bodies.markdown.fast_path import parse_fast
from archiver.bodies.markdown.parser import parse_with_markdown_it

OPTIONS = MarkdownOptions()
EXAMPLES = 60_000 if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else 2_000


STARTS = (
    "",
    "> ",
    ">",
    "> > ",
    ">>1 ",
    ">! ",
    "-- ",
    "--",
    "$$",
    "[^1]: ",
    "[a]: ",
    ">> ",
    "    ",
    "\t",
    " ",
    "1. ",
    "- ",
    "+",
    "# ",
    "--- ",
    "===",
    "a. ",
    "(",
    '"',
    "|",
)
WORDS = (
    *(
        "moon",
        "is up.",
        "Ada wrote:",
        "On 3 May 2021, Ada Lovelace wrote:",
        "On 3 May 2021,",
        "Ada <a@b.example> wrote:",
    ),
    *(
        "a|b",
        "--|--",
        'said "so"',
        "5 > 4",
        "R&D",
        "x:y",
        "https://x.example/",
        "*so*",
        "a_b",
        "`c`",
        "[quote]",
        "!",
        "~~",
    ),
    *("Öl", "数据", "و", "़", "\u00a0", "\u2028", "\x1c", "\ufeff", "\u200f", "\\", "<b>", "&amp;", "a  ", " ", "\t"),
)
lines = st.builds(
    lambda start, words: start + " ".join(words), st.sampled_from(STARTS), st.lists(st.sampled_from(WORDS), max_size=3)
)
bodies = st.lists(st.one_of(lines, st.just("")), max_size=8).map("\n".join)
plain_lines = st.builds(
    lambda start, words: start + " ".join(words),
    st.sampled_from(("", "> ")),
    st.lists(
        st.sampled_from(
            (
                *WORDS[:6],
                "*so*",
                "**Ada wrote:**",
                "`c`",
                "https://x.example/",
                "[a](b)",
                "*",
                "a_b",
                "_",
                "R&D",
            )
        ),
        min_size=1,
        max_size=2,
    ),
)
plain_bodies = st.lists(st.one_of(plain_lines, st.sampled_from(("", ">", "> "))), max_size=9).map("\n".join)


MARKED = (
    *("*so*", "**so**", "**Ada wrote:**", "*a*b", "***b***", "*a.*", "5 * 3", "_a_", "a__b", "~5", "~~a~~", "5 < 6"),
    *("`c`", "``c``", "`*c*`", "` c`", "`", "*", "**", "[a b](https://x.example/)", "![a](https://x.example/)", "[a]"),
    *(
        "https://x.example/a_b.",
        "(https://x.example)",
        "ahttps://x.example",
        "https://X.example/",
        "<https://x.example>",
    ),
    *("[quote]", "[*a*](/b)", "[a](<b>)", "[](/b)", "R&D", "&amp;", "*a&b;*", "\\*", "*\\*", "`\\`", "\\", "[\\a](/b)"),
    *("$a$", "$5", "||a||", ">!a!<", "[^1]", "![](/a.png)", "[![a](/b.png)](/c)", "&#150;", "[spoiler]a[/spoiler]"),
    *("[quote=a]b[/quote]", "**数，**据", "{.a}", "— Ada", "a:", "\\(x\\)", "<div>", "upload://a"),
    *(
        '<img src="a.png">',
        "<img src=b alt='*a'>",
        '[<img src="](c)">](d)',
        "<img",
        '<video src="e"></video>',
        "<img\nsrc=a>",
    ),
    *(
        "![a](/b c (1).png)",
        "[![](b c.png 'd')](e)",
        '<video src="e"></video>',
        "[a](https://x.example/){.b}",
        "`c`{.b}",
    ),
    *("![](a\\b.png)", "![a](b c (1).png)"),
    *("数*据*", "\u2028", "\u0301", "€", ".", ":", "-5", "h"),
)
marked = st.builds(str.join, st.sampled_from((" ", "")), st.lists(st.sampled_from((*WORDS[:6], *MARKED)), max_size=3))
paragraphs = st.lists(st.one_of(marked, marked.map("moon {}".format)), min_size=1, max_size=3)
items = st.builds(
    lambda bullet, words: [start.replace("-", bullet) + line for start, line in words],
    st.sampled_from("-*+"),
    st.lists(st.tuples(st.sampled_from(("- ", "- moon ", "- ", "  ", "-", "")), marked), min_size=1, max_size=4),
)
fences = st.builds(
    lambda mark, language, code, end: [mark + language, *code, end.replace("`", mark[0])],
    st.sampled_from(("```", "~~~", "````")),
    st.sampled_from(("", "py", "c++", " py", "a b", "`")),
    st.lists(st.one_of(lines, st.sampled_from(("", "```", "~~~", "\tx", "  x"))), max_size=3),
    st.sampled_from(("```", "````", " ``` ", "    ```", "```x", "```~", "")),
)
parts = st.one_of(paragraphs, items, fences)
quotes = st.builds(
    lambda mark, inner: [mark + line for line in inner],
    st.sampled_from(("> ", ">", "> > ", "> - ")),
    st.lists(parts, max_size=3).map(lambda inner: [line for part in inner for line in (*part, "")]),
)
wholes = st.lists(st.one_of(parts, quotes, st.sampled_from(([""], ["", ""], [" "]))), max_size=6).map(
    lambda found: "\n".join(line for part in found for line in part)
)


@hypothesis.settings(max_examples=EXAMPLES, deadline=None)
@hypothesis.given(st.one_of(bodies, plain_bodies, wholes, st.text(max_size=40)), st.booleans())
def test_the_fast_path_gives_the_blocks_of_markdown_it(body: str, breaks: bool) -> None:  # noqa: FBT001
    blocks = parse_fast(body, breaks=breaks)
    assert blocks is None or blocks == parse_with_markdown_it(body, MarkdownOptions(breaks=breaks))


@pytest.mark.parametrize(
    "body",
    [
        "One line.",
        'Two\nlines.\n\nAnd a paragraph; 5 > 4, R"D", R&D.',
        "> Said.\n\nOwn words.",
        "On 3 May 2021, Ada wrote:\n> One.\n>\n> Two.\nOwn words.\n\nAda wrote:\n\n> Three.",
        "Own words.\nOn 3 May 2021,\nAda Lovelace wrote:\n> Said.",
        "> ",
        "*So* [it](https://x.example/) is,\nhttps://x.example/ `so`.\n\n> <https://x.example/>",
        "So it is.\n**Ada wrote:**\n\n> Said.",
        "A [b](https://x.example/) wrote:\n> Said.",
        "**Ada wrote:**\n\n> Said.\n\n5 moons",
        "Ada wrote:\n> > Said.\n\n> > Said.",
        "> Bo wrote:\n> > Ada wrote:\n> > > One.\n> >\n> > Two.\n>\n> Three.",
        "Moons:\n- one *so*\n- two,\n  or more\n\nAnd\n\n* three\n\n> - four",
        "> Ada wrote:\n> a\n> — *b*\n\n> a\n> — Bo",
        "> **Ada** wrote:\n>\n> ![](/a.png)\n\n> [Ada](https://x.example/) wrote:\n> a",
        "It is $5 or ![a|1x1](/b.png), not a[^1].",
        "Code:\n```py\na = 1\n\n# > b & c\n```\nAnd so on.\n> ~~~~\n> ~~~\n> ~~~~",
        "a\\\nb \\*c\\* &amp; `\\` R&D\\",
        "![a](https://x.example/) glued.https://x.example/",
        '<img src="a.png">\nmoon <img\nsrc="b.png">',
    ],
)
def test_the_fast_path_parses(body: str) -> None:
    assert parse_fast(body) == parse_with_markdown_it(body, OPTIONS)


@pytest.mark.parametrize(
    "body",
    [
        *(
            "* So\n* ",
            "a\n===",
            "- a\nb",
            "- a\n\n- b",
            "- a\n  - b",
            "1. a",
            "    a",
            "a  \nb",
            "[a]: b",
            "***",
            "```",
        ),
        *(
            "``` a",
            "> ```",
            "```\n    ```",
            "```\n```~",
            "- [ ] a",
            "[quote]",
            "> " * 9 + "a",
            "a\r\nb",
            "a\0b",
            "a [quote]b[/quote]",
            "> >>123",
            ">! a",
            "```quote\na\n```",
            "$$\na\n$$",
        ),
    ],
)
def test_the_fast_path_leaves_to_markdown_it(body: str) -> None:
    assert parse_fast(body) is None
