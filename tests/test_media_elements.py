"""The HTML of published files, and of what is missing."""

import pytest
from msgspec.structs import replace

from archiver.media.elements import medium_html, missing_html
from archiver.media.references import MediaReference
from archiver.model import InterfaceText, MediaKind, Medium, Url, Variant

PAGE = Url("/space/lunar/")
PICTURE = MediaReference(address="map.png", label="the <em>old</em> map &amp; town", is_picture=True)
LINK = MediaReference(address="plan.pdf", label="the <em>plan</em>")
MAP = Medium(
    kind=MediaKind.PICTURE, url=Url("/assets/media/3f/a.png"), mime_type="image/png", size=1234, width=400, height=300
)
SOUND = Medium(kind=MediaKind.SOUND, url=Url("/assets/media/3f/a.ogg"), mime_type="audio/ogg", size=52_000)
FILM = replace(
    SOUND, kind=MediaKind.VIDEO, url=Url("/assets/media/3f/a.mp4"), mime_type="video/mp4", width=320, height=240
)
PLAN = replace(SOUND, kind=MediaKind.FILE, url=Url("/assets/media/3f/a.pdf"), mime_type="application/pdf")


def shown(reference: MediaReference, medium: Medium, name: str = "a.bin") -> str:
    return medium_html(reference, medium, name, PAGE, str).replace("../../assets/media/3f/", "/")


@pytest.mark.parametrize(
    ("reference", "medium", "html"),
    [
        (
            PICTURE,
            MAP,
            '<a href="/a.png" class="image"><img src="/a.png" width="400" height="300" alt="the old map &amp; town"'
            ' loading="lazy" decoding="async"></a>',
        ),
        (
            replace(PICTURE, is_in_link=True, title='a "b"'),
            replace(MAP, height=20),
            '<img src="/a.png" width="400" height="20" alt="the old map &amp; town" title="a &quot;b&quot;"'
            ' class="small" loading="lazy" decoding="async">',
        ),
        (
            replace(PICTURE, is_in_link=True),
            replace(MAP, width=0, height=0),
            '<img src="/a.png" alt="the old map &amp; town" loading="lazy" decoding="async">',
        ),
        (
            replace(PICTURE, is_in_link=True),
            replace(MAP, width=1000, height=2000, variants=(Variant(width=480, url=Url("/assets/media/3f/b.png")),)),
            '<img src="/a.png" srcset="/b.png 480w, /a.png 1000w" sizes="auto, (min-width: 320px) 320px, 100vw"'
            ' width="320" height="640" alt="the old map &amp; town" loading="lazy" decoding="async">',
        ),
        (
            LINK,
            MAP,
            f'<a href="/a.png" type="image/png">{LINK.label}</a> <small dir="auto">(PNG,\xa01.2\xa0kB)</small>',
        ),
        (
            replace(LINK, label='<img src="t.png" alt="a">'),
            MAP,
            '<a href="/a.png" type="image/png"><img src="t.png" alt="a"></a>',
        ),
        (
            replace(LINK, title="1903"),
            PLAN,
            '<a href="/a.pdf" title="1903" download="a.bin" type="application/pdf">the <em>plan</em></a>'
            ' <small dir="auto">(PDF,\xa052\xa0kB)</small>',
        ),
        (replace(PICTURE, is_in_link=True), PLAN, f'{PICTURE.label} <small dir="auto">(PDF,\xa052\xa0kB)</small>'),
        (replace(PICTURE, is_in_link=True), SOUND, f'{PICTURE.label} <small dir="auto">(Ogg,\xa052\xa0kB)</small>'),
        (
            LINK,
            SOUND,
            '<a href="/a.ogg" download="a.bin" type="audio/ogg">the <em>plan</em></a>'
            ' <small dir="auto">(Ogg,\xa052\xa0kB)</small>'
            ' <audio controls preload="none" src="/a.ogg" aria-label="the plan"></audio>',
        ),
        (
            replace(PICTURE, label="a.bin"),
            FILM,
            '<video controls preload="metadata" src="/a.mp4" width="320" height="240" aria-label="a.bin"></video>'
            ' <a href="/a.mp4" download="a.bin" type="video/mp4">a.bin</a>'
            ' <small dir="auto">(MP4,\xa052\xa0kB)</small>',
        ),
    ],
)
def test_a_file_is_shown_so(reference: MediaReference, medium: Medium, html: str) -> None:
    assert shown(reference, medium) == html


@pytest.mark.parametrize(
    ("reference", "html"),
    [
        (PICTURE, f'{PICTURE.label} <small dir="auto">(picture not in this archive: &lt;map&gt;.png)</small>'),
        (LINK, f'{LINK.label} <small dir="auto">(file not in this archive: &lt;map&gt;.png)</small>'),
        (replace(LINK, label="&lt;map&gt;.png"), '&lt;map&gt;.png <small dir="auto">(not in this archive)</small>'),
        (replace(LINK, label=" "), '&lt;map&gt;.png <small dir="auto">(not in this archive)</small>'),
    ],
)
def test_a_missing_file_has_a_placeholder(reference: MediaReference, html: str) -> None:
    assert (
        missing_html(reference, "<map>.png", str) == f'<span class="missing" title="{reference.address}">{html}</span>'
    )


def test_words_of_the_interface_are_translated_and_escaped() -> None:
    words = missing_html(replace(LINK, title="a"), "b", lambda text: f"<{text.msgid}>")
    assert words == (
        '<span class="missing" title="a plan.pdf">the <em>plan</em>'
        ' <small dir="auto">(&lt;file not in this archive: %(name)s&gt;)</small></span>'
    )
    assert "(&lt;file&gt;,\xa0" in medium_html(
        LINK, replace(PLAN, url=Url("/a.bin")), "c", PAGE, lambda text: f"<{text}>"
    )
    assert isinstance(InterfaceText("file"), str)


@pytest.mark.parametrize(("address", "placeholders"), [("a/map.png", 1), ("b/large.png", 2)])
def test_a_link_around_the_placeholder_of_its_own_file_is_that_placeholder(address: str, placeholders: int) -> None:
    picture = missing_html(MediaReference(address="a/map.png", label="the map", is_picture=True), "map.png", str)
    link = missing_html(MediaReference(address=address, label=picture), address.rpartition("/")[2], str)
    assert link.count('class="missing"') == placeholders
    assert picture in link
