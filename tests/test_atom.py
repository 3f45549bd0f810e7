"""Feeds, held to what RFC 4287 says that they must be, and to what a reader of feeds makes of them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import feedparser
import pytest

from tests.conftest import Project
from tests.picture_samples import encoded, image

ADDRESS = "https://x.example/a/"
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OF_FEED = {
    "author",
    "category",
    "contributor",
    "entry",
    "generator",
    "icon",
    "id",
    "link",
    "logo",
    "rights",
    "subtitle",
}
OF_ENTRY = {"author", "category", "content", "contributor", "id", "link", "published", "rights", "source", "summary"}
EVERYWHERE = {"title", "updated"}
ONCE = {"content", "generator", "icon", "id", "logo", "published", "rights", "subtitle", "summary", "title", "updated"}
"""Elements of which there must not be more than one (sections 4.1.1 and 4.1.2)."""
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
TEXTS = {"text", "html", "xhtml"}


def violations(content: bytes) -> Iterator[str]:
    """What is wrong with a feed, each with the section of RFC 4287 that forbids it."""
    feed = ET.fromstring(content)  # noqa: S314  it is our own
    if feed.tag != f"{ATOM}feed":
        yield f"2: the document is {feed.tag}"
    yield from _of_element(feed, OF_FEED | EVERYWHERE, "feed")
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "4.1.1: neither the feed nor each of its entries has an author"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "4.1.1: the feed should say its own address"
    keys = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries]
    if len(set(keys)) < len(keys):
        yield "4.1.1: two entries have one id and one date"
    for entry in entries:
        yield from _of_element(entry, OF_ENTRY | EVERYWHERE, "entry")
        links = entry.findall(f"{ATOM}link")
        if entry.find(f"{ATOM}content") is None and not any(link.get("rel") == "alternate" for link in links):
            yield "4.1.2: an entry has neither content nor an alternate link"


def _of_element(element: ET.Element, allowed: set[str], kind: str) -> Iterator[str]:
    names = [child.tag.removeprefix(ATOM) for child in element]
    yield from (f"4.1: {kind} has {name}" for name in sorted(set(names) - allowed))
    yield from (f"4.1: {kind} has {name} twice" for name in sorted(ONCE & set(names)) if names.count(name) > 1)
    yield from (f"4.1: {kind} has no {name}" for name in ("id", "title", "updated") if name not in names)
    alternates = [(link.get("type"), link.get("hreflang")) for link in element if link.get("rel", "") == "alternate"]
    if len(set(alternates)) < len(alternates):
        yield f"4.1: {kind} has two alternate links of one type and language"
    for child in element:
        yield from _of_value(child, child.tag.removeprefix(ATOM))


def _of_value(child: ET.Element, name: str) -> Iterator[str]:
    text = child.text or ""
    if name in {"updated", "published"} and not (DATE.fullmatch(text) and datetime.fromisoformat(text)):
        yield f"3.3: {name} is {text!r}"
    if name == "id" and not urlsplit(text).scheme:
        yield f"4.2.6: the id {text!r} is no absolute IRI"
    if name == "link" and not urlsplit(child.get("href", "")).scheme:
        yield f"4.2.7: a link leads to {child.get('href')!r}"
    if name in {"title", "summary", "content"} and child.get("type", "text") not in TEXTS:
        yield f"3.1: {name} is {child.get('type')!r}"
    if name in {"title", "summary", "content"} and len(child):
        yield f"3.1: {name} has elements"
    if name == "author" and not (child.findtext(f"{ATOM}name") or "").strip():
        yield "3.2: an author has no name"


LAMPS = """---
tags: [sky]
---
# Lamps & <b>moths</b>

## Ada · 2020-01-01 10:00 {#p1}

See ![a cat](files/cat.png) and [the site](https://y.example/?a=1&b=2), or [below](#p2). `href="x"` is code.

## Ben · 2020-01-02 {#p2}

Ada wrote:

> See

Yes <i>&amp;</i>.

## Cid {#p3}

No date.
"""


@pytest.fixture(params=[False, True], ids=["excerpts", "whole posts"])
def fed(project: Project, request: pytest.FixtureRequest) -> Project:
    """A site with feeds of all kinds."""
    content = str(request.param).lower()
    project.write(
        "archiver.toml",
        f'base_url = "{ADDRESS}"\n[pages]\nfeeds = true\nposts = 1\nfeed_content = {content}\n'
        '[[feeds]]\nname = "lamps"\nquery = "moths"\n',
    )
    project.write("content/files/cat.png", encoded(image(400, 300), "PNG"))
    project.write("content/space/lamps.md", LAMPS.replace("files/", "../files/"))
    project.write("content/space/tea.md", "# Tea\n\n## 2021-02-03 {#p1}\n\nNobody wrote this.\n")
    assert not project.build().problems
    return project


def feeds(project: Project) -> dict[str, bytes]:
    return {path: content for path, content in project.tree().items() if path.endswith("feed.xml")}


def test_all_feeds_are_as_the_rfc_demands(fed: Project) -> None:
    found = feeds(fed)
    kinds = {path.split("/")[0] for path in found}
    assert kinds == {"feed.xml", "space", "tags", "authors", "search"}
    assert {path: wrong for path, content in found.items() if (wrong := list(violations(content)))} == {}


def test_a_reader_of_feeds_has_nothing_against_them(fed: Project) -> None:
    for path, content in feeds(fed).items():
        read = feedparser.parse(content)
        assert not read.bozo, f"{path}: {read.get('bozo_exception')}"
        assert read.version == "atom10"
        assert read.entries


def test_without_the_setting_no_entry_has_content(project: Project) -> None:
    project.write("archiver.toml", f'base_url = "{ADDRESS}"\n[pages]\nfeeds = true\n')
    project.write("content/space/lamps.md", LAMPS.replace("![a cat](files/cat.png)", ""))
    project.build()
    assert all(b"<content" not in content for content in feeds(project).values())


@pytest.mark.parametrize("fed", [True], indirect=True, ids=["whole posts"])
def test_posts_are_whole_and_their_addresses_absolute(fed: Project) -> None:
    for path in ("feed.xml", "space/feed.xml", "tags/sky/feed.xml", "space/lamps/feed.xml"):
        entries = feedparser.parse(
            fed.read(f"site/{path}").encode(), sanitize_html=False, resolve_relative_uris=False
        ).entries
        opening = next(e for e in entries if "cat" in e.content[0].value).content[0]
        assert opening.type == "text/html"
        addresses = re.findall(r'\s(?:href|src)="([^"]+)"', opening.value)
        assert len(addresses) == 4
        assert f"{ADDRESS}space/lamps/page-2/#p2" in addresses
        assert "https://y.example/?a=1&amp;b=2" in addresses
        assert "srcset" not in opening.value
        assert re.search(r'<code>href=(?:"|&quot;)x(?:"|&quot;)</code>', opening.value)
        pictures = [address for address in addresses if address.endswith(".png")]
        assert all((fed.root / "site" / picture.removeprefix(ADDRESS)).is_file() for picture in pictures)
    answer = next(e for e in entries if e.title.startswith("#2")).content[0].value
    assert answer.startswith("<p>Ada wrote:</p>\n<blockquote>\n<p")


def test_the_setting_can_be_turned_on_and_off(fed: Project) -> None:
    before = fed.tree()
    setting = fed.read("archiver.toml")
    other = setting.replace("content = true", "content = false") if "content = true" in setting else setting
    other = setting.replace("content = false", "content = true") if other == setting else other
    fed.write("archiver.toml", other)
    fed.build()
    assert fed.tree() != before
    fed.write("archiver.toml", setting)
    fed.build()
    assert fed.tree() == before


@pytest.mark.parametrize(
    ("wrong", "section"),
    [
        ("<updated>2020-01-01</updated>", "3.3"),
        ("<id>/a/</id>", "4.2.6"),
        ('<link rel="self" href="feed.xml"/>', "4.2.7"),
        ("<title>Twice</title>", "4.1"),
        ("<description>RSS</description>", "4.1"),
        ("<entry><id>a:b</id><title>T</title><updated>2020-01-01T00:00:00Z</updated></entry>", "4.1.2"),
    ],
)
def test_a_wrong_feed_would_be_found(fed: Project, wrong: str, section: str) -> None:
    content = fed.read("site/feed.xml").replace("</feed>", f"{wrong}</feed>")
    assert any(violation.startswith(f"{section}:") for violation in violations(content.encode()))
