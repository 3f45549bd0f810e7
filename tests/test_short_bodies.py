"""The short way of reading a body gives what the parser gives, wherever it is taken."""

import hypothesis
import pytest
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions
from archiver.bodies.markdown import parse_markdown, parser_for
from archiver.bodies.markdown.paragraphs import read_paragraphs
from archiver.model import Block

OPTIONS = MarkdownOptions()


def read_short(body: str) -> tuple[Block, ...] | None:
    return read_paragraphs(body, parser_for(OPTIONS))


STARTS = ("", "> ", ">", "> > ", ">> ", "    ", "\t", " ", "1. ", "- ", "+", "# ", "--- ", "===", "a. ", "(", '"', "|")
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
                "&amp;",
            )
        ),
        min_size=1,
        max_size=2,
    ),
)
plain_bodies = st.lists(st.one_of(plain_lines, st.sampled_from(("", ">", "> "))), max_size=9).map("\n".join)


@hypothesis.settings(max_examples=1500, deadline=None)
@hypothesis.given(st.one_of(bodies, plain_bodies, st.text(max_size=40)))
def test_the_short_way_is_the_parsers(body: str) -> None:
    plain = read_short(body)
    assert plain is None or plain == parse_markdown(body, OPTIONS)


@pytest.mark.parametrize(
    "body",
    [
        "One line.",
        'Two\nlines.\n\nAnd a paragraph; 5 > 4, R"D".',
        "> Said.\n\nOwn words.",
        "On 3 May 2021, Ada wrote:\n> One.\n>\n> Two.\nOwn words.\n\nAda wrote:\n\n> Three.",
        "Own words.\nOn 3 May 2021,\nAda Lovelace wrote:\n> Said.",
        "> ",
        "*So* [it](https://x.example/) is,\nhttps://x.example/ `so`.\n\n> <https://x.example/>",
        "So it is.\n**Ada wrote:**\n\n> Said.",
        "A [b](https://x.example/) wrote:\n> Said.",
        "**Ada wrote:**\n\n> Said.\n\n5 moons",
    ],
)
def test_these_go_the_short_way(body: str) -> None:
    assert read_short(body) == parse_markdown(body, OPTIONS)


@pytest.mark.parametrize(
    "body", ["* So", "a\n===", "- a", "1. a", "    a", "a  \nb", "[a]: b", "***", "```", "``` a", "> > a", "a\r\nb"]
)
def test_these_do_not(body: str) -> None:
    assert read_short(body) is None
