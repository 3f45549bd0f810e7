"""A site that is made to be read as files, and what its links lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from tests.conftest import Project
from tests.page_kinds import build_site_of_all_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES = frozenset({"href", "src", "action", "poster", "data"})
_REFRESH = re.compile(r"\d+; url=(.*)")
_LINKED = """---
source: https://old.example/talk/9
---
# Linked

## Ada · 2019-10-02 {#p1}

See [the code](code.md#p2), [what was said](before-it.md), [where it was](https://old.example/talk/9) and 月亮の話.
"""
_LINKING = "# Linking\n\n## Ada · 2019-10-02 {#p1}\n\nSee https://old.example/talk/9 and [that](linked.md).\n"
_GUIDE = "# Guide\n\n[Home](/), [about](about.md), [moons](../space/linked.md#p1), [found](/search/?q=moon).\n"


def without_host(settings: str) -> str:
    """The settings of the sample archive without the address of its host."""
    return re.sub(r"(?m)^base_url = .*\n", "", settings)


def offline(settings: str) -> str:
    """Settings with which a site works as files."""
    return f"offline = true\n{settings}"


def build_and_unpack(root: Path, elsewhere: Path) -> Path:
    """Build a site with every kind of page into a zip, and unpack it; gives the folder in which the pages are."""
    build_site_of_all_kinds(root, configure=lambda settings: offline(without_host(settings)))
    add_linking_threads(Project(root))
    done = Project(root).run("build", "--zip", str(root / "Lantern archive.zip"))
    assert done.returncode == 0, done.stderr
    with ZipFile(root / "Lantern archive.zip") as packed:
        packed.extractall(elsewhere)
    return elsewhere / "Lantern archive"


def add_linking_threads(project: Project) -> None:
    """Write threads and pages that link to each other in every way in which sources do."""
    project.write("content/space/linked.md", _LINKED)
    project.write("content/space/linking.md", _LINKING)
    project.write("content/_pages/guide.md", _GUIDE)
    project.write("synonyms.toml", '[[synonyms]]\nwords = ["kettle", "pot"]\n')


@dataclass
class _Page(HTMLParser):
    """The addresses that a page names, and the ids in it."""

    text: str
    addresses: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            text = value or ""
            if name in _ADDRESSES or (name, tag) == ("data-thread", "nav"):
                self.addresses.append(text)
            elif name == "srcset":
                self.addresses += [version.split()[0] for version in text.split(",")]
            elif name == "content" and (match := _REFRESH.fullmatch(text)):
                self.addresses.append(match[1])
            elif name == "id":
                self.ids.add(text)


def broken_links(site: Path) -> Iterator[tuple[str, str, str]]:
    """What is wrong with each link of each page that leads to no file of the site: the page, the address, and why."""
    pages = {path.resolve(): _Page(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        for address in page.addresses:
            if why := _what_is_wrong(address, path, pages, site.resolve()):
                yield path.relative_to(site.resolve()).as_posix(), address, why


def _what_is_wrong(address: str, path: Path, pages: dict[Path, _Page], site: Path) -> str:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return "absolute"
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_relative_to(site) or not target.is_file():
        return "no file"
    fragment = unquote(parts.fragment.partition(":~:")[0])
    return "no such id" if fragment and target in pages and fragment not in pages[target].ids else ""
