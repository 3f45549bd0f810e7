"""Prefixes of addresses: whatever markup a link to a former address is written in, the raw text has its prefix."""

import re
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.build.drawing import parse_source
from archiver.config import read_config
from archiver.model import Slug, SourceFile
from archiver.parse import parse_opening
from archiver.quotes.address_prefixes import find_address_prefixes, find_link_prefixes
from archiver.quotes.archived_links import find_link_facts
from archiver.source import Source

OLD = "https://forum.example/t/lost-probe/991"
SPELLINGS = {
    "markdown": (
        "{}",
        "See {}.",
        "<{}>",
        "({})",
        "*{}*",
        "_{}_",
        "**see {}**",
        "[x]({})",
        '[x]( <{}> "title")',
        "[x][1]\n\n[1]: {}",
        "> {}",
        "“{}”",
        "{}https://x.example/",
        "[url={}]x[/url]",
        "| a |\n|---|\n| {} |",
    ),
    "html": (
        '<a href="{}">x</a>',
        "<a href={}>x</a>",
        "<a href = '{}'>x</a>",
        "{}<br>",
        '<blockquote><a class=x href=" {} ">x</a></blockquote>',
        '<iframe src="{}"></iframe>',
    ),
    "bbcode": ("[url={}]x[/url]", '[url="{}"]x[/url]', "[url]{}[/url]", "[quote]{}[/quote]", "[b]{}[/b]"),
    "text": ("{}", "<{}>", "({}),", "> {}", "see:{}!"),
    "mixed": ('<a href="{}">x</a>', "[x]({})", "{}"),
}
HOST = re.compile(r"https?://[\w.-]+\.\w+[/?#]", re.IGNORECASE)
CASES = [(markup, text) for markup, texts in SPELLINGS.items() for text in texts]
ADDRESSES = (
    OLD,
    f"{OLD}/",
    f"{OLD}/2",
    f"{OLD}#post-3",
    "HTTP://www.Forum.example:80/viewtopic.php?t=991&f=2#p7",
    "https://forum.example/viewtopic.php?f=2&amp;t=991",
    "https://forum.example/t/lost%2Dprobe/991",
    "https://forum.example/t/lost_probe~(old)/991",
    "https://forum.example/t/ge%C3%B6ffnet",
    "https://forum.example/t/geöffnet",
    "https://web.example/20100101/https://forum.example/t/991",
    "https://lists.example/a.b/msg00001.html",
)


def wanted_and_found(markup: str, body: str, base: str = "") -> tuple[set[int], frozenset[int]]:
    """The prefixes of all links that are on the page of a post, by its HTML; and those that its raw text has."""
    front = f"source: {base}\n" if base else ""
    text = f"---\nformat: {markup}\n{front}---\n# T\n\n## ada {{#1}}\n\n{body}\n"
    files = (SourceFile("a.md", "content/a.md", text.encode("utf-8", "replace")),)
    source = Source(path="a.md", slug=Slug("a"), signature=0, prefix="content/")
    config = read_config(Path("/nowhere"))
    thread = parse_source(files, source, config, None).thread
    opened = parse_opening(files, zone=UTC, convention=None)
    assert thread
    assert opened
    links = [link.address for link in find_link_facts(thread).links]
    prefixes = [
        find_address_prefixes(known, (), ()) for address in links if HOST.match(address) for known in known_as(address)
    ]
    found = find_link_prefixes([(post.text, post.base_url) for post in opened.posts], "")
    return set().union(*prefixes), found


def known_as(address: str) -> set[str]:
    """The addresses of threads and posts that a link may lead to: with and without its fragment and its last number."""
    page = address.partition("#")[0]
    return {address, page, re.sub(r"/[0-9]{1,9}/*\Z", "", page)}


@pytest.mark.parametrize(("markup", "spelling"), CASES)
def test_the_raw_text_of_a_link_has_its_prefix(markup: str, spelling: str) -> None:
    asked = {body: wanted_and_found(markup, body) for body in (spelling.replace("{}", each) for each in ADDRESSES)}
    assert not {body: wanted - found for body, (wanted, found) in asked.items() if not wanted <= found}


@pytest.mark.parametrize("body", ['<a href="/t/lost-probe/991#p2">x</a>', "<a href='../lost-probe/991'>x</a>"])
def test_relative_links_start_from_the_original(body: str) -> None:
    wanted, found = wanted_and_found("html", body, "https://forum.example/t/other/5")
    assert wanted
    assert wanted <= found


def test_entities_escapes_and_broken_lines_do_not_hide_a_link() -> None:
    bodies = {
        "markdown": (
            "[x](https\\://forum.example/t/lost\\-probe/991)",
            "<https://forum.example&#47;t/lost&#45;probe/991>",
        ),
        "html": ('<a href="https&#58;//forum.example/t/lost&#x2d;probe/\n991">x</a>',),
        "text": ("<URL:https://forum.example/t/lost-\n  probe/991>",),
    }
    for markup, texts in bodies.items():
        for body in texts:
            wanted, found = wanted_and_found(markup, body)
            assert find_address_prefixes(OLD, (), ()) <= wanted <= found, body


def test_aliases_are_known_on_the_host_of_the_original_and_on_that_of_the_site() -> None:
    prefixes = find_address_prefixes(OLD, ("v.php/~t=7/index.html",), ())
    assert prefixes & find_link_prefixes([("https://forum.example/v.php?t=7", None)], "")
    assert prefixes & find_link_prefixes([("https://archive.example/v.php?t=7", None)], "//archive.example")
    assert not prefixes & find_link_prefixes([("https://archive.example/v.php?t=7", None)], "")


def test_texts_without_links_have_no_prefixes() -> None:
    assert not find_link_prefixes([("Words // and [brackets] e.g. a.b, and 1/2; `x->y`", None), ("", OLD)], "")


MARKS = st.sampled_from(
    [
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "*",
        "_",
        "\\",
        "&amp;t",
        "&",
        "%20",
        "%28",
        '"',
        "'",
        " ",
        "\n",
        "`",
        "#",
        "?",
        "=",
        "/",
        ".",
        ",",
        "a",
        "é",
        "字",
        "http://x.example/a",
        "7",
    ]
)
PARTS = st.lists(MARKS, max_size=6).map("".join)


@given(markup=st.sampled_from(sorted(SPELLINGS)), data=st.data(), parts=st.tuples(PARTS, PARTS, PARTS))
def test_no_markup_hides_a_link_from_its_prefix(markup: str, data: st.DataObject, parts: tuple[str, str, str]) -> None:
    spelling = data.draw(st.sampled_from(SPELLINGS[markup]))
    body = parts[0] + spelling.replace("{}", f"https://h.example/{parts[1]}") + parts[2]
    wanted, found = wanted_and_found(markup, body, data.draw(st.sampled_from(["", OLD])))
    assert wanted <= found
