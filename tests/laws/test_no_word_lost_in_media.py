"""Law 7, no word lost: what a post says of a picture or a file is on its page when the file is shown, and when not.

Words of a passage are compared before and after media are put into it. Only the address of a file that is shown goes:
the file stands in its place, and its name is the one under which it is saved.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.media.elements import medium_html, missing_html
from archiver.media.references import MediaReference, find_references, replace_references
from archiver.model import Block, BodyFormat, MediaKind, Medium, Prose, Url, Variant
from archiver.urls import file_name
from tests.bench.linear import read
from tests.laws.composed import bodies
from tests.laws.constructs import CONSTRUCTS, fill, words_in
from tests.laws.constructs.construct import put_into
from tests.laws.shown import in_html
from tests.laws.small_site import IS_DEEP

FORMS = tuple(BodyFormat)
HEAD = "# t\n\n## ada {#p1}\n\n"
PAGE = Url("/a/")
DIGEST = "3f" + "0" * 30
_HOST = re.compile(r"http://(?=q\d+y\.example/)")

Show = Callable[[MediaReference], str]


def _medium(kind: MediaKind, mime_type: str, extension: str, width: int = 0, *variants: Variant) -> Show:
    medium = Medium(
        kind=kind,
        url=Url(f"/assets/media/3f/{DIGEST}.{extension}"),
        mime_type=mime_type,
        size=5_000,
        width=width,
        height=width,
        variants=variants,
    )
    return lambda reference: medium_html(reference, medium, file_name(reference.address), PAGE, str)


SMALLER = Variant(width=720, url=Url(f"/assets/media/3f/{DIGEST}.webp"))
SHOWN: dict[str, Show] = {
    "a picture": _medium(MediaKind.PICTURE, "image/png", "png", 300),
    "a smiley": _medium(MediaKind.PICTURE, "image/gif", "gif", 16),
    "a photograph": _medium(MediaKind.PICTURE, "image/jpeg", "jpg", 3000, SMALLER),
    "a sound": _medium(MediaKind.SOUND, "audio/mpeg", "mp3"),
    "a film": _medium(MediaKind.VIDEO, "video/mp4", "mp4", 640),
    "a file": _medium(MediaKind.FILE, "application/pdf", "pdf"),
}


def _missing(reference: MediaReference) -> str:
    return missing_html(reference, file_name(reference.address), str)


TEMPLATES: dict[BodyFormat, tuple[str, ...]] = {
    BodyFormat.MARKDOWN: (
        "![§](¤.png)",
        '![§](¤.png "¤ ¤")',
        "![](¤.png)",
        "[§](¤.pdf '¤')",
        "[![§](¤.png '¤')](http://¤.example/¤)",
        "[![§](¤.png)](¤.png)",
        "[§ ![§](¤.png) §](¤.mp3)",
        "[**§** `§`](¤.pdf)",
        "[![](¤.png)](¤.pdf)",
        "![§ *§*](¤/¤%20¤.png?¤#¤)",
        "[](¤.pdf)",
        "§![§](upload://¤.png)§",
    ),
    BodyFormat.HTML: (
        '<img src="¤.png" alt="§" title="¤">',
        '<a href="¤.png" title="¤"><img src="¤.png" alt="§"></a>',
        '<a href="¤.pdf">§ <b>§</b></a>',
        '<video src="¤.mp4" title="¤">§</video>',
        "<figure><img src='¤.png'><figcaption>§</figcaption></figure>",
    ),
    BodyFormat.BBCODE: (
        "[img]¤.png[/img]",
        "[url=¤.pdf]§ [b]§[/b][/url]",
        "[url=http://¤.example/¤][img]¤.png[/img][/url]",
    ),
}


def template_cases() -> list[object]:
    return [pytest.param(form, text, id=f"{form}-{text!r}") for form, texts in TEMPLATES.items() for text in texts]


@pytest.mark.parametrize("how", [*SHOWN, "missing"])
@pytest.mark.parametrize(("form", "template"), template_cases())
def test_what_is_said_of_a_file_is_on_the_page_wherever_it_stands(form: BodyFormat, template: str, how: str) -> None:
    for around in CONSTRUCTS[form].around:
        body = fill(put_into(around, template)).source
        assert lost(body, form, how) == [], body


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=3_000 if IS_DEEP else 200, deadline=None, derandomize=not IS_DEEP)
@given(data=st.data())
def test_no_word_of_a_body_is_lost_when_its_media_are_shown(form: BodyFormat, data: st.DataObject) -> None:
    body = data.draw(bodies(CONSTRUCTS[form])).source
    how = data.draw(st.sampled_from([*SHOWN, "missing"]))
    assert lost(_HOST.sub("", body) if data.draw(st.booleans()) else body, form, how) == []


def test_templates_have_files() -> None:
    """The tests above can fail."""
    for form, templates in TEMPLATES.items():
        for template in templates:
            body = fill(template).source
            assert any(list(find_references(html)) for html in passages(body, form)), template


def lost(body: str, form: BodyFormat, how: str) -> list[str]:
    """The words of a body that can be read before media are put into it, and not afterwards."""
    words = []
    for html in passages(body, form):
        references = list(find_references(html))
        is_gone = how != "missing"
        addresses = " ".join(reference.address for reference in references if is_gone)
        after = "\n".join(said(replace_references(html, SHOWN.get(how, _missing))))
        before = "\n".join(said(html))
        words += [word for word in words_in(before) if word not in after and word not in addresses]
    return words


def said(html: str) -> list[str]:
    text, attributes = in_html(html)
    return [text, *attributes]


def passages(body: str, form: BodyFormat) -> list[str]:
    thread = read(f"{HEAD}{body}".encode(), form).thread
    return [html for post in (thread.posts if thread else ()) for html in _prose(post.blocks)]


def _prose(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield block.html
        else:
            yield from _prose(block.blocks)
