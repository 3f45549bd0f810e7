"""HTML bodies: the cases in `spec`, what strangers may try, and markup that makes parsers slow."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from archiver.bodies.html import parse_html
from archiver.bodies.html.quote_markup import ENGINES
from archiver.bodies.html.tag_balancer import balance_tags
from archiver.bodies.links import LinkBase
from archiver.model import Block, Prose, Quote, all_text
from tests.conftest import SPEC, spec_cases

HOSTILE_JS = (SPEC.parent / "hostile.js").read_text(encoding="utf-8")
ALLOWED = {
    tag: re.findall(r'"([^"]+)"', names)
    for tag, names in re.findall(r"^  (\w+): \[(.*)\],$", HOSTILE_JS.partition("const CLASSES")[0], re.MULTILINE)
}
CLASSES = {tag: re.compile(pattern) for tag, pattern in re.findall(r"^  (\w+): /(.*)/,$", HOSTILE_JS, re.MULTILINE)}
SPECS = ("html", "engines", "drawn")
PAYLOADS = [json.loads(line) for line in (SPEC / "hostile.txt").read_text("utf-8").splitlines() if line.startswith('"')]
SLOTS = (
    "{}",
    "<p>{}",
    '<a href="{}">x</a>',
    "<a href='{}' title='{}'>x</a>",
    "<img src={} alt={}>",
    '<img src="{}" alt="{}" class="emoji">',
    "<pre><code class='lang-{}'>{}",
    '<aside class="quote" data-username="{}" data-post="{}"><div class="title">{}</div><blockquote>{}',
    "<table><tr><td style='{}'>{}<th align={}>",
    '<iframe src="{}"></iframe><video src="{}"><source src="{}"></video><object data="{}">{}</object>',
    "<ul><li><input type=checkbox checked={}>{}<ol start='{}'>",
    "<svg><style>{}</style><a href='{}'>{}",
    '<img data-src="{}" srcset="{}" src="data:,"><noscript><img src="{}"></noscript>',
    '<div class="quotetitle">{}</div><div class="quotecontent">{}</div><div class="spoiler" style="{}">{}</div>',
    '<span class="math">{}</span><script type="math/tex; mode=display">{}</script><math alttext="{}">{}</math>',
    "a<sup>{}</sup><sub class='{}'>{}</sub><span class='spoiler {}'>{}</span>",
    "<xmp>{}</xmp><textarea>{}</textarea><noscript>{}</noscript><title>{}",
)
MARKUP = [
    *(
        "<b>",
        "</b>",
        "<p>",
        "</p>",
        "<a href=/x>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<ul>",
        "<li>",
    ),
    *(
        "</ul>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<blockquote>",
        "</blockquote>",
        "<details>",
        "<summary>",
        "</details>",
    ),
    *(
        "<div>",
        "</div>",
        "<br>",
        "<hr>",
        "<aside class=quote>",
        "</aside>",
        "<img src=i alt=i>",
        "<svg>",
        "<math>",
        "<i>",
    ),
    *("<div class=quoteheader>ada wrote:", "<div class=spoiler>", "<sup></sup>", "<noscript>", "</noscript>", "&gt; "),
    *("words", " ", "&lt;", "&amp;", "<!--", "-->", "<script>", "</script>", "<button>", "<object>", "<select>", "\n"),
]


@pytest.mark.parametrize(("body", "expected"), [case for name in SPECS for case in spec_cases(name)])
def test_a_body_becomes_this_html(body: str, expected: str) -> None:
    assert "".join(map(html, parse_html(body, LinkBase()))).rstrip("\n") == expected


@pytest.mark.parametrize("slot", SLOTS)
def test_nothing_that_strangers_write_is_more_than_words_and_links(slot: str) -> None:
    bodies = [slot.replace("{}", payload) for payload in PAYLOADS]
    texts = [text for body in bodies for text in (body, "<i>" * 100 + body)]
    bases = (LinkBase(), LinkBase(url="https://forum.example/t/1"))
    found = {(text, base): list(wrong_in(parse_html(text, base))) for text in texts for base in bases}
    assert not {place: wrong for place, wrong in found.items() if wrong}


@given(st.lists(st.sampled_from(MARKUP), max_size=40).map("".join))
def test_what_comes_out_of_any_markup_is_sound_and_reads_as_its_text(body: str) -> None:
    for text in (body, "<i></i>" * 100 + body):
        blocks = parse_html(text, LinkBase())
        assert list(wrong_in(blocks)) == []
        for block in prose_of(blocks):
            assert shown(block.html) == "".join(block.text.split())


@pytest.mark.parametrize("tag", ["div", "b", "p", "blockquote", "table", "ul", "details", "a", "svg", "span", "object"])
def test_what_is_nested_too_deep_keeps_its_words(tag: str) -> None:
    text = all_text(parse_html(f"<{tag}>" * 20_000 + "deep" + f"</{tag}>" * 20_000 + "<p>after", LinkBase()))
    assert text.split() == ["deep", "after"]


def test_quotes_that_are_too_deep_are_in_the_innermost() -> None:
    blocks: tuple[Block, ...] = parse_html("<blockquote>" * 100 + "deep" + "</blockquote>" * 100 + "mine", LinkBase())
    assert isinstance(blocks[-1], Prose)
    depth = 0
    while isinstance(blocks[0], Quote):
        depth += 1
        assert blocks[0].number == depth
        blocks = blocks[0].blocks
    assert depth == 64


def test_many_tags_are_balanced_and_few_stay_as_they_are() -> None:
    assert balance_tags("<p>a<b>c") == "<p>a<b>c"
    assert (
        balance_tags("<p>a<b x=1 onclick>c<p class='d\"'>" + "<q>" * 100)[:50]
        == '<p>a<b>c</b></p><p class="d&quot;"><q><q><q><q><q>'
    )


def test_a_file_beside_the_source_has_precedence_over_the_original() -> None:
    base = LinkBase(url="https://x.example/t/1", has_file={"a%20b.png", "c.pdf", "d.png"}.__contains__)
    body = (
        "<img src='a b.png'> <a href=c.pdf>c</a> <a href=e.pdf>e</a> <a href=//c.pdf>f</a> "
        "<img src=d.png data-src=https://y.example/d-large.png>"
    )
    (block,) = prose_of(parse_html(body, base))
    hrefs = re.findall('href="([^"]*)"', block.html)
    assert hrefs == ["a%20b.png", "c.pdf", "https://x.example/t/e.pdf", "https://c.pdf", "d.png"]


def test_links_and_pictures_are_relative_to_the_original() -> None:
    (block,) = prose_of(
        parse_html('<a href="../b">x</a> <img src="//y.example/c.png">', LinkBase(url="https://x.example/t/1/2"))
    )
    assert re.findall(r'href="([^"]*)"', block.html) == ["https://x.example/t/b", "https://y.example/c.png"]


def test_a_base_that_is_none_raises_nothing() -> None:
    assert all_text(parse_html('<a href="b">x</a>', LinkBase(url="http://["))) == "x"


def test_controls_of_latin_1_are_characters_of_windows_1252() -> None:
    assert all_text(parse_html("\x93a\x94 \x80\x81", LinkBase())) == "“a” €\ufffd"


@pytest.mark.parametrize(
    ("body", "text", "pictures"),
    [
        ('a <img src="x/cat.jpg"> b', "a cat.jpg b", ["cat.jpg"]),
        (
            '<p><br></p><p><img src="x/cat.jpg" alt="my cat "> </p><p>b <img class="smilies" alt=":)"></p>',
            "my cat\nb :)",
            ["my cat", ":)"],
        ),
        ('<blockquote>mira wrote:<br><img class="emoji" alt="😀"> yes</blockquote>', "😀 yes", ["😀"]),
        ('<p>on <img src="x/cat.jpg"></p><p>mira wrote:</p><blockquote>b</blockquote>', "on cat.jpg", ["cat.jpg"]),
        ('&gt; a <img alt=":)" class="smiley"><br>&gt; b<p>c <img src="data:,"></p>', "a :)\nb", [":)"]),
        ('<div class="spoiler">plot</div>', "Spoiler\nplot", ["Spoiler"]),
        ('<ul><li><img src="a.png">x</li></ul>', "a.pngx", ["a.png"]),
    ],
)
def test_placeholders_of_pictures_are_marked_in_the_text(body: str, text: str, pictures: list[str]) -> None:
    block = next(prose_of(parse_html(body, LinkBase())))
    assert block.text == text
    assert [block.text[start:end] for start, end in block.pictures] == pictures


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("10<sup>6</sup> H<sub>2</sub>O 4<sup>th</sup> n<sup>[1]</sup> 5<sup>*</sup>", "10⁶ H₂O 4th n[1] 5*"),
        ("2<sup>10x</sup> e<sup>i π</sup> x<sub>i+1</sub> x<sub>i</sub>", "2^10x e^(i π) x_(i+1) xi"),
        ('n<sup><a href="#1">1</a></sup> H<sub><b>2</b></sub>O a<sup> 6 </sup>b', "n¹ H₂O a ⁶ b"),
        ("x<sup>a<sup>2</sup></sup>", "x^a²"),
    ],
)
def test_superscripts_and_subscripts_differ_in_text_from_what_is_before_them(body: str, text: str) -> None:
    assert all_text(parse_html(body, LinkBase())) == text


def test_every_row_of_the_engines_has_a_case() -> None:
    titles = " ".join(str(case.id) for case in spec_cases("engines"))
    assert [name for row in ENGINES for name in re.findall(r"[^\W\d]{2,}", row)[:1] if name not in titles] == []


def test_what_engines_write_reads_alike_in_posts_of_any_size() -> None:
    for name in SPECS[1:]:
        for case in spec_cases(name):
            body = case.values[0]
            long = parse_html(body + "<p>" + "<i></i>" * 100, LinkBase())
            assert [*map(html, long)] == [*map(html, parse_html(body, LinkBase()))], case.id


def test_lone_halves_of_pairs_and_nul_are_marked() -> None:
    assert all_text(parse_html("a\ud83db\0c", LinkBase())) == "a\ufffdb\ufffdc"


def html(block: Block) -> str:
    if isinstance(block, Prose):
        return block.html
    source = block.attribution
    author = f' author="{source.author}"' if source else ""
    post = f' post="{source.post or source.post_id}"' if source and (source.post or source.post_id) else ""
    return f"<quote{author}{post}>\n{''.join(map(html, block.blocks))}</quote>\n"


def prose_of(blocks: tuple[Block, ...]) -> Iterator[Prose]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block
        else:
            yield from prose_of(block.blocks)


def shown(markup: str) -> str:
    body = LexborHTMLParser(f"<!doctype html><body>{markup}").body
    assert body is not None
    return "".join(body.text().split())


def wrong_in(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What `hostile.js` would find, without a browser."""
    for block in prose_of(blocks):
        body = LexborHTMLParser(f"<!doctype html><body>{block.html}").body
        assert body is not None
        for node in body.traverse():
            tag = node.tag or ""
            if node.mem_id == body.mem_id:
                continue
            if tag not in ALLOWED:
                yield tag
            for name, value in node.attributes.items():
                if name not in ALLOWED.get(tag, ()):
                    yield f"{tag} {name}"
                if name == "class" and not (tag in CLASSES and CLASSES[tag].search(value or "")):
                    yield f"{tag} {value}"
                if name == "href" and not re.match(
                    r"(?:https?|mailto):|(?![^/?#]*:|//|/\\|\\|[\x00-\x20])", value or "", re.I
                ):
                    yield f"a link to {value}"
