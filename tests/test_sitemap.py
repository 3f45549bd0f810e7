"""The sitemap: all pages, with the dates of the posts on them, in files of the size that the protocol allows."""

import xml.etree.ElementTree as ET
from itertools import pairwise
from urllib.parse import unquote

import pytest

from archiver.model import GroupKey, GroupKind
from archiver.pages import sitemap
from tests.conftest import Project

ADDRESS = "https://x.example/a/"
_NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def write_threads(project: Project) -> None:
    """Threads of several pages, in lists of several pages."""
    project.write(
        "archiver.toml", f'base_url = "{ADDRESS}"\ntimezone = "Asia/Tokyo"\n[pages]\nposts = 2\nthreads = 2\n'
    )
    for number in range(5):
        project.write(
            f"content/space/lamp-{number}.md",
            f"---\ntags: [dark, sky]\n---\n# Lamp {number}\n\n"
            f"## Ada · {2010 + number}-05-01T03:00:00Z {{#p1}}\n\nIt shone.\n\n"
            f"## Ben · {2010 + number}-06-01 {{#p2}}\n\nIt did.\n\n"
            "## Cid {#p3}\n\nNo date.\n",
        )
    project.write("content/öl.md", "Öl\n\nWords.\n")


def read_sitemap(project: Project, name: str = "sitemap.xml") -> dict[str, str | None]:
    """The paths of a sitemap, with their dates."""
    root = ET.fromstring(project.read(f"site/{name}"))  # noqa: S314  it is our own
    assert root.tag in {f"{_NS}urlset", f"{_NS}sitemapindex"}
    found = [(entry.findtext(f"{_NS}loc") or "", entry.findtext(f"{_NS}lastmod")) for entry in root]
    assert all(url.startswith(ADDRESS) for url, _ in found)
    paths = {unquote(url.removeprefix(ADDRESS)): date for url, date in found}
    assert len(paths) == len(found)
    return paths


def indexable(project: Project) -> set[str]:
    """The pages of the built site that do not ask search engines to leave them out."""
    pages = {path: text.decode() for path, text in project.tree().items() if path.endswith(".html")}
    return {path.removesuffix("index.html") for path, html in pages.items() if 'content="noindex"' not in html}


def test_all_pages_are_listed_and_no_other(project: Project) -> None:
    write_threads(project)
    project.write("content/space/moved.md", "---\naliases: [/t/1/]\n---\n# Moved\n\nWords.\n")
    project.build()
    listed = read_sitemap(project).keys()
    assert listed == indexable(project)
    assert {"", "space/", "space/page-1/", "space/lamp-0/page-2/", "tags/", "dates/2011/05/", "öl/"} <= listed


def test_a_date_is_that_of_the_latest_post_that_the_page_shows(project: Project) -> None:
    write_threads(project)
    project.build()
    dates = read_sitemap(project)
    assert dates["space/lamp-3/"] == "2013-06-01"  # which in Tokyo begins on the last day of May
    assert dates["space/lamp-3/page-2/"] is None
    assert dates["öl/"] is None
    assert dates[""] == dates["space/"] == dates["tags/sky/"] == "2014-06-01"
    assert dates["authors/ada/page-1/"] is None
    project.write("content/space/new.md", "# New\n\n## Ada · 2020-05-01T03:00:00+09:00 {#p1}\n\nWords.\n")
    project.build()
    assert read_sitemap(project)[""] == read_sitemap(project)["space/new/"] == "2020-04-30T18:00:00Z"


@pytest.mark.parametrize(("limit", "value"), [("_MOST_URLS", 4), ("_MOST_BYTES", 700)])
def test_what_is_too_much_for_a_file_is_split(
    project: Project, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    write_threads(project)
    project.build()
    whole = read_sitemap(project)
    monkeypatch.setattr(sitemap, limit, value)
    (project.root / ".archiver/manifest.sqlite").unlink(missing_ok=True)
    project.write("archiver.toml", project.read("archiver.toml") + "json = true\n")
    project.build(jobs=1)
    parts = read_sitemap(project)
    assert {"sitemap-lists.xml", "sitemap-boards.xml", "sitemap-2010.xml", "sitemap-undated.xml"} <= parts.keys()
    found = [read_sitemap(project, name) for name in parts]
    assert {path: date for part in found for path, date in part.items()} == whole
    assert sum(map(len, found)) == len(whole)
    sizes = [
        len(part) if limit == "_MOST_URLS" else len(project.read(f"site/{name}"))
        for part, name in zip(found, parts, strict=True)
    ]
    assert max(sizes) <= value
    assert parts.keys() == {path for path in project.tree() if path.startswith("sitemap-")}


def test_an_added_post_changes_its_year_and_its_lists(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "_MOST_URLS", 30)
    write_threads(project)
    project.build(jobs=1)
    before = project.tree()
    text = project.read("content/space/lamp-2.md")
    project.write("content/space/lamp-2.md", f"{text}\n## Dot · 2012-07-01 {{#p4}}\n\nLate.\n")
    project.build(jobs=1)
    after = project.tree()
    changed = {path for path in after if path.startswith("sitemap") and after[path] != before.get(path)}
    assert changed == {"sitemap-2012.xml", "sitemap-authors.xml", "sitemap-months.xml"}


def test_robots_are_told_where_it_is(project: Project) -> None:
    write_threads(project)
    project.build()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in project.read("site/robots.txt")


def test_the_pages_of_threads_are_in_the_order_of_lists(project: Project) -> None:
    write_threads(project)
    project.build()
    from archiver.manifest import open_reader

    with open_reader(project.config.state, project.config.zone) as reader:
        assert reader is not None
        pages = list(reader.groups.thread_pages())
        assert len(pages) == 11
        assert all((a.started, a.thread, a.number) <= (b.started, b.thread, b.number) for a, b in pairwise(pages))
        group = reader.groups.group(GroupKey(GroupKind.SITE, ""))
        assert group is not None
        assert group.threads == 6
