"""BBCode bodies and quote tags: the cases in `spec/bbcode.md` and `spec/quote_tags.md`, what strangers may try, and
that no word is lost in tags that overlap, that nothing closes, or that nobody knows.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.bodies.bbcode import parse_bbcode
from archiver.bodies.bbcode.paired_tags import ATTRIBUTION_REFERENCE
from archiver.bodies.bbcode.tag_names import KNOWN
from archiver.bodies.bbcode.to_html import bbcode_to_html
from archiver.bodies.links import LinkBase
from archiver.bodies.quote_tags import find_quote_tags
from archiver.model import Attribution, Quote, all_text
from tests.conftest import spec_cases
from tests.test_html_bodies import PAYLOADS, html, prose_of, shown, wrong_in

SLOTS = (
    "{}",
    "[b]{}[/b]",
    "[url={}]x[/url][url='{}']x[/url]",
    '[url="{}"]x[/url][url]{}[/url]',
    '[img]{}[/img][img alt="{}"]https://x.example/{}.png[/img]',
    "[code={}]{}[/code][code]{}[/code][icode]{}[/icode]",
    '[quote="{}" post_id=1]{}[/quote]',
    "[quote={}]{}[/quote][quote author={} link={}]x[/quote]",
    "[youtube]{}[/youtube][media={}]{}[/media][media=youtube]{}[/media]",
    "[list={}][*]{}[/list][table={}][tr][td={}]{}[/td][/tr][/table]",
    "[spoiler={}]{}[/spoiler] [spoiler]{}[/spoiler] [tex]{}[/tex] [acronym={}]{}[/acronym]",
    "[color={}]{}[/color][size={}]{}[/size][email={}]{}[/email]",
    '<!-- m --><a class="postlink" href="{}">{}</a><!-- m --><!-- s{} --><img src="{}"><!-- s{} -->',
    "<r>{}<B><s>[b]</s>{}<e>[/b]</e></B></r>",
    "[noparse]{}[/noparse][{}]{}[/{}]",
)
MARKUP = [
    *(f"[{name}]" for name in sorted(KNOWN)),
    *(f"[/{name}]" for name in sorted(KNOWN)),
    *("[quote=ada]", '[quote="ada" post_id=1]', "[url=/a]", '[url="javascript:x"]', "[list=1]", "[color=red]", "[foo]"),
    *("[spoiler=b]", "[acronym=c]", "[quote", "[", "]", "[/", "=", '"', "\n", "\n\n", " ", "&lt;", "<", "[b:1a2b3c4d]"),
]
WORDS = st.integers(1, 10**6).map("wq{}".format)


@pytest.mark.parametrize(("body", "expected"), spec_cases("bbcode"))
def test_a_body_becomes_this_html(body: str, expected: str) -> None:
    assert "".join(map(html, parse_bbcode(body, LinkBase()))).rstrip("\n") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a [spoiler]b[/spoiler] c", 'a <span class="spoiler" tabindex="0">b</span> c'),
        ("[spoiler]b[/spoiler]", '<details class="spoiler"><summary>Spoiler</summary>b</details>'),
        ("a [spoiler=Why?]b[/spoiler]", 'a <details class="spoiler"><summary>Why?</summary>b</details>'),
        (
            'a [details="Long <log>"]b[/details]',
            'a <details class="spoiler"><summary>Long &lt;log&gt;</summary>b</details>',
        ),
        ("a [hide]b\n[/hide]", 'a <details class="spoiler"><summary>Spoiler</summary>b<br></details>'),
        ("[ispoiler]b[/ispoiler]", '<span class="spoiler" tabindex="0">b</span>'),
        (
            "[tex]x*y[/tex] [math]$z$[/math]",
            r'<span class="math" dir="ltr">\(x*y\)</span> <span class="math" dir="ltr">$z$</span>',
        ),
        ("[tex]\nx\ny[/tex]", '<div class="math" dir="ltr" tabindex="0">\\[x\ny\\]</div>'),
        ("H[sub]2[/sub]O [sup]a[/sup]", "H<sub>2</sub>O <sup>a</sup>"),
    ],
)
def test_what_html_bodies_read_is_handed_to_them(body: str, expected: str) -> None:
    assert bbcode_to_html(body, LinkBase()).html == expected


@pytest.mark.parametrize(("text", "expected"), spec_cases("quote_tags"))
def test_quote_tags_say_who_is_quoted(text: str, expected: str) -> None:
    assert "\n".join(map(_tags_of, text.split("\n"))) == expected


@pytest.mark.parametrize("slot", SLOTS)
def test_nothing_that_strangers_write_is_more_than_words_and_links(slot: str) -> None:
    bodies = [slot.replace("{}", payload) for payload in PAYLOADS]
    texts = [text for body in bodies for text in (body, "[i]" * 100 + body)]
    bases = (LinkBase(), LinkBase(url="https://forum.example/t/1"))
    found = {(text, base): list(wrong_in(parse_bbcode(text, base))) for text in texts for base in bases}
    assert not {place: wrong for place, wrong in found.items() if wrong}


@given(st.lists(st.sampled_from(MARKUP) | WORDS, max_size=40).map("".join))
def test_no_word_is_lost_whatever_is_around_it(body: str) -> None:
    blocks = parse_bbcode(body, LinkBase())
    assert list(wrong_in(blocks)) == []
    assert re.findall(r"wq\d+", all_text(blocks)) == re.findall(r"wq\d+", body)
    for block in prose_of(blocks):
        assert shown(block.html) == "".join(block.text.split())


@given(st.text(st.sampled_from("[]/=\"'*: \n&;<>!-bquote1aγ"), max_size=60))
def test_letters_and_digits_outside_tags_are_kept(body: str) -> None:
    letters = "".join(filter(str.isalnum, all_text(parse_bbcode(body, LinkBase()))))
    if not re.search(r"\[[^\[\]]*\]|&|<", body):  # it has no tags
        assert letters == "".join(filter(str.isalnum, body))


@pytest.mark.parametrize("name", [f"{ATTRIBUTION_REFERENCE}0", f"{ATTRIBUTION_REFERENCE}1", "bbcode 1"])
def test_nobody_can_take_the_place_of_a_name(name: str) -> None:
    (quote, *_) = parse_bbcode(f"{name} wrote:\n[quote]words[/quote]\n[quote=ada]words[/quote]", LinkBase())
    assert isinstance(quote, Quote)
    assert quote.attribution
    assert quote.attribution.author != "ada"


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["b", "quote", "list", "table", "spoiler", "url", "center", "code", "color"])
def test_what_is_nested_too_deep_keeps_its_words(tag: str) -> None:
    body = f"[{tag}]" * 20_000 + "deep" + f"[/{tag}]" * 20_000 + "\n\nafter"
    assert re.findall("deep|after", all_text(parse_bbcode(body, LinkBase()))) == ["deep", "after"]


def _tags_of(line: str) -> str:
    tags = ("[/]" if tag.closes else _describe(tag.attribution) for tag in find_quote_tags(line))
    return " ".join(tags) or "text"


def _describe(attribution: Attribution | None) -> str:
    if attribution is None:
        return "[]"
    text, author = attribution.text, attribution.author
    named = text if text == author else f"{text} = {author}"
    place = f" #{attribution.post}" if attribution.post else ""
    known = f" id {attribution.post_id}" if attribution.post_id else ""
    return f"[{named}{place}{known}]"


def test_a_file_beside_the_source_has_precedence_over_a_host() -> None:
    base = LinkBase(url="https://x.example/t/1", has_file={"b.zip", "my%20cat.png"}.__contains__)
    blocks = parse_bbcode("[url=b.zip]b[/url] [url=c.zip]c[/url] [img]my cat.png[/img] [img]d.png[/img]", base)
    hrefs = re.findall('href="([^"]*)"', "".join(map(html, blocks)))
    assert hrefs == ["b.zip", "http://c.zip", "my%20cat.png", "https://x.example/t/d.png"]
