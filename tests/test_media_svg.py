import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.media.svg import MAX_SVG_SIZE, read_svg
from archiver.media.svg.names import ELEMENTS
from tests.picture_samples import SECRET, jpeg

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
ELSEWHERE = "https://elsewhere.example/x"


def svg(body: str, attributes: str = 'width="10" height="10"') -> bytes:
    return f"<svg {NAMESPACES} {attributes}>{body}</svg>".encode()


def cleaned(body: str) -> str:
    clean = read_svg(svg(body))
    assert clean is not None
    check_inert(clean.content)
    text = clean.content.decode()
    return text[text.index(">") + 1 :].removesuffix("</svg>")


def check_inert(content: bytes) -> None:
    """Nothing in a clean document runs or loads anything, however it is read."""
    text = content.decode()
    assert "<!" not in text
    assert "<?" not in text
    for element in ET.fromstring(text).iter():  # noqa: S314, our own output, without declarations
        namespace, _, name = element.tag.removeprefix("{").partition("}")
        assert namespace == "http://www.w3.org/2000/svg"
        assert name in ELEMENTS
        for key, value in element.attrib.items():
            assert not key.lower().startswith("on")
            if key not in {"id", "class", "aria-label", "requiredExtensions"}:
                check_value(key, value)
        if name == "style":
            check_value("style", element.text or "")


def check_value(key: str, value: str) -> None:
    if key == "href":
        assert re.fullmatch(r"#[^\s]+|data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+", value)
        return
    assert "\\" not in value
    assert "@" not in value
    assert "//" not in value
    for function, argument in re.findall(r"([\w-]*)\s*\(\s*(.?.?)", value):
        assert function.lower() not in {"src", "image-set", "image", "cross-fade", "element", "expression", "attr"}
        assert function.lower() != "url" or argument.strip("\"'").startswith("#")


DROPPED = {
    "script": "<script>alert(1)</script>",
    "script with a prefix": '<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>',
    "script of XHTML": '<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>',
    "script in CDATA": "<script><![CDATA[</svg>]]></script>",
    "nested in what is dropped": "<foreignObject><g><script/></g></foreignObject>",
    "foreign content": '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="x()"/></foreignObject>',
    "frame": '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:1"/>',
    "handler": '<handler type="application/ecmascript">x</handler><listener/>',
    "animation": '<animate attributeName="href" values="javascript:alert(1)"/>',
    "set": '<set attributeName="onclick" to="alert(1)"/>',
    "another language of styles": '<style type="text/x">rect{fill:red}</style>',
    "metadata": "<metadata>where somebody lives</metadata>",
    "unknown namespace": '<i:pgf xmlns:i="http://ns.example/">data</i:pgf>',
    "font": f'<font-face><font-face-src><font-face-uri href="{ELSEWHERE}"/></font-face-src></font-face>',
    "import": f"<style>@import url({ELSEWHERE});</style>",
    "import as a string": f'<style>@import "{ELSEWHERE}";</style>',
    "escaped import": f'<style>@\\69mport "{ELSEWHERE}";</style>',
    "font-face": f"<style>@font-face{{font-family:a;src:url({ELSEWHERE})}}</style>",
    "image-set": f'<style>rect{{background:image-set("{ELSEWHERE}" 1x)}}</style>',
    "image-set as fill": f'<style>rect{{fill:image-set("{ELSEWHERE}" 1x)}}</style>',
    "src": f'<style>rect{{fill:src("{ELSEWHERE}")}}</style>',
    "behaviour": f"<style>rect{{behavior:url({ELSEWHERE});-moz-binding:url({ELSEWHERE})}}</style>",
    "end of the style sheet": "<style><![CDATA[</style><script>alert(1)</script>]]></style>",
    "media rule": f"<style>@media all{{rect{{fill:url({ELSEWHERE})}}}}</style>",
    "comment": "<!-- a comment --><?php x ?>",
    "text out of place": "alert(1)",
}


@pytest.mark.parametrize("name", DROPPED)
def test_what_runs_or_loads_is_left_out(name: str) -> None:
    assert cleaned(DROPPED[name]) == ""


ATTRIBUTES = {
    "handler": 'onclick="alert(1)" ONLOAD="alert(1)" onbegin="x()"',
    "external fill": f'fill="url({ELSEWHERE}#a)"',
    "external fill in quotes": f"fill='URL( \"{ELSEWHERE}#a\" )'",
    "escaped": f'fill="\\75rl({ELSEWHERE}#a)"',
    "comment in a function": f'fill="url/**/({ELSEWHERE})"',
    "without a scheme": 'filter="url(//elsewhere.example/x#a)" mask="url(other.svg#m)"',
    "fallback": f'fill="url(#a) url({ELSEWHERE})"',
    "style": f'style="fill:url({ELSEWHERE})"',
    "style with a comment": f'style="fill:u/**/rl({ELSEWHERE})"',
    "image-set": f"style='background:image-set(\"{ELSEWHERE}\" 1x)'",
    "background": f"style='background:url({ELSEWHERE});background-color:image-set(\"{ELSEWHERE}\" 1x)'",
    "cursor": f'cursor="url({ELSEWHERE}),auto" style="cursor:url({ELSEWHERE})"',
    "property of another": 'style="content:attr(x);position:fixed"',
    "base": f'xml:base="{ELSEWHERE}"',
    "foreign namespace": 'xmlns:i="http://ns.example/" i:label="x"',
    "address": f'href="{ELSEWHERE}" xlink:href="{ELSEWHERE}" src="{ELSEWHERE}" data-src="{ELSEWHERE}"',
}


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_attributes_that_run_or_load_are_left_out(name: str) -> None:
    assert cleaned(f"<rect {ATTRIBUTES[name]}/>") == "<rect/>"


@pytest.mark.parametrize(
    "address",
    [
        ELSEWHERE,
        f"{ELSEWHERE}#a",
        "//elsewhere.example/a",
        "other.svg#a",
        "javascript:alert(1)",
        "java&#10;script:alert(1)",
        "data:image/svg+xml,%3Csvg/%3E",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/png;base64,PHNjcmlwdD4=",
        "?#a",
        "# a",
        "",
    ],
)
def test_references_to_elsewhere_are_left_out(address: str) -> None:
    elements = ("use", "image", "feImage", "linearGradient", "textPath", "pattern", "a", "filter")
    sources = [f'<{element} {name}="{address}"/>' for element in elements for name in ("href", "xlink:href")]
    assert [source for source in sources if "href" in cleaned(source)] == []


def test_references_within_the_file_stay() -> None:
    assert cleaned('<use xlink:href="#a"/>') == '<use href="#a"/>'
    assert cleaned('<use xlink:href="#a" href="#b"/>') == '<use href="#b"/>'
    assert cleaned('<use href="#b" xlink:href="#a"/>') == '<use href="#b"/>'
    assert cleaned('<path d="M0,0z" fill="url(#a)"/>') == '<path d="M0,0z" fill="url(#a)"/>'
    assert cleaned("<g clip-path='url(\"#a\") '/>") == "<g clip-path='url(\"#a\") '/>"


def test_what_is_shown_on_a_condition_stays_so() -> None:
    condition = '<rect requiredExtensions="http://ns.example/"/>'
    assert cleaned(f"<switch>{condition}<g/></switch>") == f"<switch>{condition}<g/></switch>"


def test_a_link_keeps_what_it_shows() -> None:
    assert cleaned(f'<a href="{ELSEWHERE}" fill="red"><path d="M0"/></a>') == '<g fill="red"><path d="M0"/></g>'
    assert cleaned(f'<text>a <a href="{ELSEWHERE}">b</a></text>') == "<text>a <tspan>b</tspan></text>"


def test_style_sheets_keep_what_draws() -> None:
    css = """
        /* } */ @charset "x"; .cls-1, #a > rect:hover { fill: #fff; FILL-RULE: evenodd; cursor: pointer }
        @media (min-width: 1px) { .b { fill: red } } .c{fill:url(#g);font-family:"Open Sans", 'Arial'}
        .d{} g{a{fill:red}} [x="url("]{fill:red} .e{stroke:rgb(1, 2, 3)!important
    """
    assert cleaned(f"<style>{css.replace('>', '&gt;')}</style>") == (
        "<style>.cls-1, #a &gt; rect:hover {fill:#fff;fill-rule:evenodd}\n"
        ".c {fill:url(#g);font-family:\"Open Sans\", 'Arial'}</style>"
    )
    assert cleaned('<rect style="fill:red; x:url(y);/*;*/opacity : .5"/>') == '<rect style="fill:red;opacity:.5"/>'


def test_pictures_within_lose_their_metadata() -> None:
    from base64 import b64decode, b64encode

    original = jpeg(6)
    text = cleaned(f'<image xlink:href="data:image/jpg;base64,{b64encode(original).decode()}" width="4"/>')
    match = re.search(r"data:image/jpeg;base64,([^\"]+)", text)
    assert match
    assert SECRET in original
    assert SECRET not in b64decode(match[1])


REFUSED = {
    "no namespace": b"<svg/>",
    "another root": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "entities": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>',
    "external entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("<text>&a;</text>"),
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "http://elsewhere.example/"> %a;]>' + svg(""),
    "entity of an external document type": b'<!DOCTYPE svg SYSTEM "http://elsewhere.example/">'
    + svg("<text>&a;</text>"),
    "not well-formed": svg("<g>"),
    "trailing content": svg("") + b"<script/>",
    "unknown encoding": b'<?xml version="1.0" encoding="x"?>' + svg(""),
    "encoding that is no encoding": b'<?xml version="1.0" encoding="rot13"?>' + svg(""),
    "invalid UTF-8": svg("<text>\xe9</text>").replace(b"\xc3\xa9", b"\xe9"),
    "deep": svg("<g>" * 300 + "</g>" * 300),
    "too large": svg("<g/>" * (MAX_SVG_SIZE // 4)),
    "circle": svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'),
    "itself": svg('<g id="a"><use href="#a"/></g>'),
    "chain": svg("".join(f'<use id="a{n}" href="#a{n + 1}"/>' for n in range(1000))),
    "references of a style sheet": svg(
        f"<style>{''.join(f'.a{{mask:url(#x{n})}}' for n in range(5_000))}</style>"
        + "".join(f'<g id="x{n}" class="a"/>' for n in range(5_000))
    ),
    "no size": svg("", 'width="0" height="10"'),
    "nothing": b"",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_cleaned_is_none(name: str) -> None:
    assert read_svg(REFUSED[name]) is None


@pytest.mark.parametrize(
    "reference", ['<use href="#a{0}"/>', '<rect fill="url(#a{0})"/>', '<g style="mask:url(#a{0})"/>']
)
def test_a_bomb_of_references_is_none(reference: str) -> None:
    elements = [f'<g id="a{n}">{reference.format(n - 1) * 10}</g>' for n in range(1, 11)]
    assert read_svg(svg("".join(elements) + reference.format(10))) is None
    assert read_svg(svg("".join(elements[:4]) + reference.format(4))) is not None


@pytest.mark.parametrize("selector", [".a{0}", "g > .b.a{0}:first-child", "#none, .a{0}", ":is(.a{0})"])
def test_a_bomb_in_a_style_sheet_is_none(selector: str) -> None:
    sheet = "".join(f"{selector.format(n)} {{mask:url(#m{n})}}" for n in range(10))
    masks = [f'<mask id="m{n}">{f"""<g class="b a{n - 1}"/>""" * 10}</mask>' for n in range(1, 10)]
    assert read_svg(svg("".join(masks) + f'<style>{sheet}</style><g class="b a9"/>')) is None


@pytest.mark.parametrize(
    "content",
    [
        '<marker id="a"><g marker-start="url(#b)"><path d="M0 0"/></g></marker><marker id="b"><path/></marker>',
        '<marker id="a"><g fill="url(#b)"><path d="M0 0"/></g></marker><pattern id="b"><path d="M0 0"/></pattern>',
        '<pattern id="a"><use href="#g"/></pattern><g id="g" fill="url(#b)"/><pattern id="b"><path/></pattern>',
        f'<marker id="a">{"<path/>" * 1000}</marker><g marker-mid="url(#a)"><polyline points="{"0,1 " * 1001}"/></g>',
    ],
    ids=["markers", "pattern in marker", "pattern by use", "corners"],
)
def test_markers_and_patterns_that_are_drawn_again_and_again_are_none(content: str) -> None:
    assert read_svg(svg(content)) is None


def test_markers_and_patterns_of_one_level_stay() -> None:
    content = (
        '<linearGradient id="g"><stop/></linearGradient><pattern id="t"><rect fill="url(#g)"/></pattern>'
        '<pattern id="p" href="#t"/><marker id="m"><path d="M0 0L9 9" fill="url(#g)"/></marker>'
    )
    assert read_svg(svg(f'{content}<path d="M0 0L9 9" fill="url(#p)" marker-end="url(#m)"/>')) is not None


def test_style_sheets_that_refer_to_gradients_stay() -> None:
    sheet = ".a,.b{fill:url(#g)}path{marker-end:url(#arrow)}"
    ends = '<linearGradient id="g"><stop/></linearGradient><marker id="arrow"><path d="M0 0"/></marker>'
    clean = read_svg(svg(f"<style>{sheet}</style>{ends}" + '<path class="a c" d="M0 0"/>' * 10_000))
    assert clean is not None
    assert b"marker-end:url(#arrow)" in clean.content


def test_a_document_type_without_entities_is_left_out() -> None:
    start = b'<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    clean = read_svg(start + svg("<text>\xe9</text>").replace(b"\xc3\xa9", b"\xe9"))
    assert clean is not None
    assert clean.content.endswith("<text>é</text></svg>".encode())


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="10" height="20px"', (10, 20)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('width="100%" height="100%" viewBox="0 0 24 12"', (24, 12)),
        ('viewBox="-1,-1 , 24.4 1e2"', (24, 100)),
        ('width="100" viewBox="0 0 20 10"', (100, 50)),
        ('height="100" viewBox="0 0 20 10"', (200, 100)),
        ('width="40"', (40, 40)),
        ("", (300, 150)),
        ('width="10em" height="x" viewBox="0 0 a b"', (300, 150)),
        ('viewBox="0 0 655350 10"', (65_535, 1)),
        ('viewBox="0 0 1e99 1e99"', (65_535, 65_535)),
        ('width="0.1" height="0.1"', (1, 1)),
    ],
)
def test_the_size_is_that_of_the_attributes_or_the_view_box(attributes: str, size: tuple[int, int]) -> None:
    clean = read_svg(svg("", attributes))
    assert clean is not None
    assert (clean.width, clean.height) == size


def test_cleaning_twice_changes_nothing() -> None:
    text = "<text xml:space='preserve'> a\n b</text>"
    body = f"<title>a &lt; b</title><style>.a{{fill:red}}</style><g id='x' class='a'>{text}</g>"
    once = read_svg(svg(body, 'viewBox="0 0 1 1"'))
    assert once is not None
    assert read_svg(once.content) == once


@pytest.mark.parametrize(
    "body",
    [
        f'<rect fill="url({" " * 500_000}"/>',
        f'<rect fill="{"url(" * 400_000}"/>',
        f'<rect fill="{"a" * 1_900_000}"/>',
        f"<style>{'/*/' * 600_000}</style>",
        f"<style>{'{' * 1_900_000}</style>",
        "<rect " + " ".join(f'a{number}=""' for number in range(150_000)) + "/>",
    ],
    ids=["spaces", "functions", "word", "comments", "braces", "attributes"],
)
def test_cleaning_is_linear(body: str) -> None:
    """A quadratic pattern would take hours for two megabytes."""
    assert read_svg(svg(body)) is not None


FRAGMENTS = [*DROPPED.values(), *(f"<rect {attributes}/>" for attributes in ATTRIBUTES.values())]
CSS = [
    "url(",
    "@import",
    '"',
    "'",
    "\\",
    "/*",
    "*/",
    "{",
    "}",
    ";",
    ":",
    "fill",
    "rect",
    "#a",
    ")",
    "//x.example",
    " ",
    "\n",
]


@given(st.lists(st.sampled_from([*FRAGMENTS, "<g>", "</g>", "<style>", "</style>", "<text>", "</text>", "]]>"])))
def test_any_fragments_are_inert_or_refused(fragments: list[str]) -> None:
    if clean := read_svg(svg("".join(fragments))):
        check_inert(clean.content)


@given(st.lists(st.sampled_from(CSS)).map("".join))
def test_any_css_is_inert(css: str) -> None:
    escaped = css.replace('"', "&quot;")
    cleaned(f'<style>{css}</style><rect style="{escaped}" fill="{escaped}"/>')


@given(st.binary(max_size=100), st.integers(0, 300))
def test_any_change_of_bytes_is_inert_or_refused(change: bytes, offset: int) -> None:
    content = svg("".join(FRAGMENTS[:8]))
    if clean := read_svg(content[:offset] + change + content[offset + len(change) :]):
        check_inert(clean.content)
