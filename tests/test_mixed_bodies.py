"""Mixed bodies: what holds for every body. The cases are in `spec/mixed.md` and run in `test_spec.py`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.bodies import MarkdownOptions, parse_markdown
from archiver.bodies.links import LinkBase
from archiver.bodies.mixed import parse_mixed

_PIECES = (
    *("*", "**", "_", "`", "[", "]", "](/x)", "![", "[x]", "[x]: /y", "[^1]", "[^1]: a", "{.c}", "upload://a.png)"),
    *("<b>", "</b>", "<div>", "</div>", "<details>", "</details>", "<!--", "-->", "<script>", "</script>", "a<b"),
    *("\n", "\n\n", "> ", "- ", "1. ", "    ", "# ", "---", "-- ", "|", "|-|", "```", "||", ">!", "!<", "$", "\\"),
    *("moon", "is up", "Ada wrote:", "[quote=Ada]", "[/quote]", "https://x.example/", "&amp;", "数据，", " "),
)
bodies = st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)


@given(bodies)
def test_no_body_raises(body: str) -> None:
    for options in (MarkdownOptions(), MarkdownOptions(breaks=True, lazy_quotes=True, cjk_emphasis=False)):
        parse_mixed(body, LinkBase(url="https://x.example/"), options)


@pytest.mark.parametrize(
    "tag", ['[quote="ada, post:3, topic:12"]', '[quote="ada, post:3, topic:12, full:true"]', "[quote=ada post_id=12]"]
)
def test_a_quote_tag_tells_as_much_as_in_markdown(tag: str) -> None:
    body = f'{tag}\n[quote="bo, post:1, topic:12"]\nThat.\n[/quote]\nThe words.\n[/quote]\n\nWell.'
    read = parse_mixed(body, LinkBase(url="https://x.example/t/12/4"), MarkdownOptions())
    assert read == parse_markdown(body, MarkdownOptions())
