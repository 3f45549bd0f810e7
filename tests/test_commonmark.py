"""CommonMark: what a Markdown body shares with it, and where it differs on purpose.

The cases in `spec/commonmark.md` are our own, for each section of the specification. The specification's own examples
are not ours to keep: they are read from where ARCHIVER_COMMONMARK_SPEC says.
"""

import os
import re
from functools import cache
from pathlib import Path

import pytest

from archiver.bodies import MarkdownOptions, parse_markdown
from archiver.model import Block, Prose
from tests.conftest import spec_cases

VERSION, EXAMPLES = "0.31.2", 652
VARIABLE = "ARCHIVER_COMMONMARK_SPEC"
needs_spec = pytest.mark.skipif(
    VARIABLE not in os.environ,
    reason=f"needs https://spec.commonmark.org/{VERSION}/spec.txt as a file that {VARIABLE} names",
)

RAW_HTML = "raw HTML is text"
LAZY = "a quote ends where its marks end"
SCHEME = "an address of another scheme stays text"
BARE = "a bare address is a link"
PICTURE_IN_LINK = "a picture is a link, and links don't nest: in a link, a picture is its words"
LINK_IN_PICTURE = "a picture is a link, and links don't nest: a picture of links stays text"
UNUSED = "a definition that no link uses is text, and so is the second one of a name"
NO_ADDRESS = "a definition whose target is no address is text"
NO_WORDS = "a picture without words is called by its file's name"
LAST_BREAK = "a backslash that ends a paragraph is a break that nothing follows"
DIFFERENT = {
    **dict.fromkeys([21, 31, *range(148, 192), 201, 308, 309, 344, 475, 476, 477], RAW_HTML),
    **dict.fromkeys([491, 494, 524, 536, *range(613, 618), 623, *range(625, 632), 642, 643], RAW_HTML),
    **dict.fromkeys([93, 232, 233, 238, 247, 250, 251, 292, 293], LAZY),
    **dict.fromkeys([500, 596, 598, 599, 601], SCHEME),
    **dict.fromkeys([602, 608, 611], BARE),
    **dict.fromkeys([517, 531], PICTURE_IN_LINK),
    **dict.fromkeys([520, 575], LINK_IN_PICTURE),
    **dict.fromkeys([207, 208, 210, 317, 537, 538, 544, 545, 563, 565, 567, 571, 592], UNUSED),
    **dict.fromkeys([203, 204], NO_ADDRESS),
    **dict.fromkeys([581], NO_WORDS),
    **dict.fromkeys([644], LAST_BREAK),
}
"""The examples that come out differently on purpose, by number."""

_EXAMPLE = re.compile(r"^(`{32}) example\n(.*?)^\.\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_ADDED = re.compile(
    r' (?:dir="(?:auto|ltr)"|tabindex="0"|rel="nofollow ugc noopener")'
    r'|(?<=<pre dir="ltr" tabindex="0") title="[^"]*"|(?<=<li) value="[0-9]+"'
)
_TABLE = re.compile(r'<div class="table">\n(<table>.*?</table>\n)</div>\n', re.DOTALL)
_PICTURE = re.compile(r'<a href="([^"]*)"((?: title="[^"]*")?) class="picture">(.*?)</a>', re.DOTALL)
_HEADING = re.compile(r"(</?)h([1-6])>")
_RANKS = 4  # h3 to h6
_TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize(("body", "expected"), spec_cases("commonmark"))
def test_a_body_becomes_what_commonmark_says(body: str, expected: str) -> None:
    assert without_additions(html(body)).rstrip("\n") == ranked(expected)


@needs_spec
def test_the_examples_of_the_specification_come_out_as_there_unless_the_table_says_why() -> None:
    found = {n: (without_additions(html(body)), ranked(expected)) for n, (body, expected) in enumerate(examples(), 1)}
    assert {n: pair for n, pair in found.items() if pair[0] != pair[1] and n not in DIFFERENT} == {}
    assert {n: reason for n, reason in DIFFERENT.items() if found[n][0] == found[n][1]} == {}, "no longer different"


@needs_spec
def test_lazy_quotes_restore_the_way_of_the_specification() -> None:
    lazy = [examples()[number - 1] for number, reason in DIFFERENT.items() if reason == LAZY]
    found = [(without_additions(html(body, lazy_quotes=True)), ranked(expected)) for body, expected in lazy]
    assert [pair for pair in found if pair[0] != pair[1]] == []


@needs_spec
def test_lazy_quotes_change_nothing_else() -> None:
    others = [body for n, (body, _) in enumerate(examples(), 1) if DIFFERENT.get(n) != LAZY]
    assert [body for body in others if html(body) != html(body, lazy_quotes=True)] == []


@cache
def examples() -> list[tuple[str, str]]:
    """The examples of the specification, in order: Markdown and HTML."""
    text = Path(os.environ[VARIABLE]).read_text(encoding="utf-8")
    assert f"version: '{VERSION}'\n" in text, "the numbers in the table are those of another version"
    found = [(m[2].replace("→", "\t"), m[3].replace("→", "\t")) for m in _EXAMPLE.finditer(text)]
    assert len(found) == EXAMPLES, f"a draft behind {VERSION}; its numbers are others"
    return found


def html(body: str, *, lazy_quotes: bool = False) -> str:
    """A body as HTML, with our additions."""
    return "".join(map(_block_html, parse_markdown(body, MarkdownOptions(lazy_quotes=lazy_quotes))))


def _block_html(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html
    return f"<blockquote>\n{''.join(map(_block_html, block.blocks))}</blockquote>\n"


def without_additions(text: str) -> str:
    """Our HTML without what we add to CommonMark's. In text a quotation mark is an entity, so tags alone change."""
    text = _TABLE.sub(r"\1", _ADDED.sub("", text))
    text = _PICTURE.sub(lambda m: f'<img src="{m[1]}" alt="{_TAG.sub("", m[3])}"{m[2]} />', text)
    return ranked(text)


def ranked(text: str) -> str:
    """HTML whose headings tell how they stand to each other, instead of their levels."""
    levels = sorted({match[2] for match in _HEADING.finditer(text)})
    return _HEADING.sub(lambda match: f"{match[1]}h{min(_RANKS, levels.index(match[2]) + 1)}>", text)
