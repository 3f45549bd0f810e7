"""Mail and Usenet: the cases in `spec/text.md` and `spec/attributions.md`, and what holds for every body."""

import re
from html import unescape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archiver.bodies.attribution import parse_attribution
from archiver.bodies.limits import MAX_NESTING
from archiver.bodies.text import parse_text
from archiver.model import Block, Prose, Quote
from tests.conftest import spec_cases

_PIECES = (
    "> ",
    ">",
    ">> ",
    ">>> ",
    "\n",
    "\n",
    "\n\n",
    "  ",
    "\t",
    "word",
    "Mira wrote:",
    "x@x.example",
    "-- \n",
    "--",
)
_MORE = (
    "http://x.example/",
    "<",
    "&",
    "From ",
    "Mira> ",
    "| ",
    "@@ -1,2 +1,2 @@\n",
    "--- a\n+++ b\n",
    "_" * 30,
    "…",
    "1",
    "-----Original Message-----\n",
    "On 3 March 2021, Mira wrote:\n",
    "From: Mira\nSent: 1\nTo: x\n",
    ">>12\n",
    "Sent from my iPhone\n",
    "<http://x.example/a\n",
)
_OTHER_NAMED_MARK = re.compile(r"(?<!\w)(?!Mira>)[^\W\d_]\w{0,9}>")  # `_without_marks` knows only the one of `_PIECES`
bodies = st.one_of(st.text(), st.lists(st.sampled_from(_PIECES + _MORE), max_size=40).map("".join))


def html(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html
    attribution = block.attribution
    opening = f'<quote by="{attribution.author}" said="{attribution.text}">' if attribution else "<quote>"
    return f"{opening}\n{''.join(map(html, block.blocks))}</quote>\n"


@pytest.mark.parametrize(("body", "expected"), spec_cases("text"))
def test_a_text_body_becomes_this_html(body: str, expected: str) -> None:
    assert "".join(map(html, parse_text(body))).rstrip("\n") == expected


WRAPPED = [
    "The kiln was cold again when we came back, and nobody had\nclosed the door.",
    "A narrow column has its lines, too, and they\nare as long as words let them be.",
    "So at last I thought\nabout firing it once more, with the door shut and the damper in, as\nit says in the book.",
    "It stood open the whole night, as far as I know,\nbecause the latch has been broken since we bought it.",
    "PS. The damper is not where the drawing has it, it is at the back, and\nit is rusty.",
]
AS_WRITTEN = [
    "A line.",
    "Roses are red,\nviolets are blue.",
    "Mira Lund\nKiln 4, the yard behind the station",
    "The kiln was cold again, as it has been on each morning:\nFirst, the door was open.\nThen it was not.",
    "1. The kiln was cold again when we came back, and nobody had\n2. closed the door.",
    "We have the following things to do before we fire it once again:\n  close the door",
    "warning: this is what it said while nobody looked\nerror: it went out, and why is not known",
    "clay/large/box/one/of/many/in/the/yard\nclay/small/box",
]


@pytest.mark.parametrize("body", WRAPPED)
def test_a_paragraph_whose_lines_end_within_sentences_is_wrapped(body: str) -> None:
    assert html(parse_text(body)[0]).startswith('<p class="text wrapped"')


@pytest.mark.parametrize("body", AS_WRITTEN)
def test_other_paragraphs_keep_their_lines(body: str) -> None:
    assert "wrapped" not in html(parse_text(body)[0])


@pytest.mark.parametrize(("lines", "expected"), spec_cases("attributions"))
def test_a_line_names_this_author(lines: str, expected: str) -> None:
    assert [_author(line) for line in lines.split("\n")] == expected.split("\n")


def _author(line: str) -> str:
    attribution = parse_attribution(line)
    return "-" if attribution is None else attribution.author or "?"


@given(bodies)
def test_blocks_have_every_word_once(body: str) -> None:
    assume(not _OTHER_NAMED_MARK.search(body))
    texts = "".join(_texts(parse_text(body)))
    assert sorted(_without_marks(texts)) == sorted(_without_marks(body))


@given(bodies)
def test_words_stay_in_their_order(body: str) -> None:
    words = iter(_without_marks(body))
    prose = "".join(_texts(parse_text(body), with_attributions=False))
    if not re.search(r"\[|snip|\.\.\.|…", body):  # an attribution is moved over a mark of an omission
        assert all(char in words for char in _without_marks(prose))


@given(bodies)
def test_html_and_plain_text_have_the_same_words(body: str) -> None:
    for block in _prose(parse_text(body)):
        shown = unescape(re.sub(r"<[^>]*>", "", block.html))
        assert "".join(shown.split()) == "".join(unescape(block.text.replace("&", "&amp;")).split())


@given(bodies)
def test_quotes_are_numbered_outer_before_inner(body: str) -> None:
    numbers = list(_numbers(parse_text(body)))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("mark", [">", "> ", " >"])
def test_quotes_nested_too_deep_keep_their_marks(mark: str) -> None:
    blocks = parse_text(mark * 200 + "deep")
    levels = 0
    while isinstance(blocks[0], Quote):
        levels, blocks = levels + 1, blocks[0].blocks
    assert levels == MAX_NESTING
    assert blocks[0].text.replace(" ", "") == ">" * (200 - MAX_NESTING) + "deep"


def test_a_long_line_is_no_attribution() -> None:
    assert parse_attribution("On 3 March 2021, " + "Mira " * 20_000 + "wrote:") is None


def _without_marks(text: str) -> str:
    """The characters of a text that are no quote mark in any line; a name or a bar is one in some lines."""
    return "".join(re.sub(r"Mira(?=>)|[>|]", "", "".join(text.split())).split("Mira"))


def _texts(blocks: tuple[Block, ...], *, with_attributions: bool = True) -> list[str]:
    texts = []
    for block in blocks:
        if isinstance(block, Prose):
            texts.append(block.text)
        else:
            texts += [block.attribution.text] if with_attributions and block.attribution else []
            texts += _texts(block.blocks, with_attributions=with_attributions)
    return texts


def _prose(blocks: tuple[Block, ...]) -> list[Prose]:
    return [prose for b in blocks for prose in ([b] if isinstance(b, Prose) else _prose(b.blocks))]


def _numbers(blocks: tuple[Block, ...]) -> list[int]:
    return [n for b in blocks if isinstance(b, Quote) for n in (b.number, *_numbers(b.blocks))]
