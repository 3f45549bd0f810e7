"""Links to former addresses of threads, in first and later builds, and the setting `[links] archived`."""

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from archiver.model import LinkFacts, PostId, PostName
from archiver.quotes.archived_links import PostPlaces, Wanted, replace_links
from tests.conftest import Project

OLD = "https://forum.example/t/lost-probe/991"
OFF = "[links]\narchived = false\n"
TARGET = f"""---
source: {OLD}
aliases: ["/viewtopic.php?t=7"]
---
# Lost probe

## anna · 2020-01-01 {{#1}}

One.

## cora · 2020-01-02 {{#2 url="https://forum.example/p/77#top"}}

Two. See {OLD}/1.
"""
LINKING = f"""# Other

## bert · 2020-01-02 {{#1}}

See {OLD}/ and [that post]({OLD}/2) and <{OLD}#post-1> and {OLD}/9.

## dora · 2020-01-03 {{#2}}

> Look at http://www.forum.example/p/77#top

[x](https://forum.example/viewtopic.php?t=7#p2 "y"), https://forum.example/t/other/5
"""


@pytest.fixture
def both(project: Project) -> Project:
    project.write("content/b/a.md", TARGET)
    project.write("content/z.md", LINKING)
    return project


def clean_tree(project: Project, folder: Path) -> dict[str, bytes]:
    """The site that a first build of the project's sources makes in another folder."""
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".archiver"))
    other = Project(folder)
    other.build()
    return other.tree()


def test_links_to_former_addresses_lead_to_the_archived_posts(both: Project) -> None:
    assert both.build().problems == ()
    page = both.read("site/z/index.html")
    assert f'See <a href="../b/a/">{OLD}/</a>' in page
    assert '<a href="../b/a/#2">that post</a>' in page
    assert f'<a href="../b/a/#1">{OLD}#post-1</a>' in page
    assert f'<a href="{OLD}/9" rel=' in page  # the thread has no such post
    assert 'Look at <a href="../b/a/#2">' in page
    assert '<a href="../b/a/#2" title="y">x</a>' in page
    assert '<a href="https://forum.example/t/other/5" rel=' in page


def test_a_post_names_the_posts_of_other_threads_that_link_to_it(both: Project) -> None:
    both.build()
    page = both.read("site/b/a/index.html")
    assert page.count("linked from") == 2
    assert 'linked from <a href="../../z/#1"><bdi>Other</bdi> #1</a></li>' in page  # once, however many links
    both_posts = '<a href="../../z/#1"><bdi>Other</bdi> #1</a>, <a href="../../z/#2"><bdi>Other</bdi> #2</a>'
    assert f"linked from {both_posts}</li>" in page
    assert f'See <a href="#1">{OLD}/1</a>' in page  # a link within the thread is none from another


def test_links_stay_if_the_setting_is_off(both: Project) -> None:
    both.write("archiver.toml", OFF)
    both.build()
    assert f'href="{OLD}/2"' in both.read("site/z/index.html")
    assert "linked from" not in both.read("site/b/a/index.html")


def test_addresses_of_discourse_need_no_title(project: Project) -> None:
    project.write("content/a.md", "---\nsource: https://forum.example/t/991\n---\n# A\n\n## ada {#1}\n\nA.\n")
    project.write("content/b.md", "---\nsource: https://forum.example/t/old/8\n---\n# B\n\n## ben {#1}\n\nB.\n")
    links = " ".join(f"https://forum.example/t/{end}" for end in ("any-title/991", "991/1", "8", "new/8/1", "8/9"))
    project.write("content/c.md", f"# C\n\n## cora {{#1}}\n\n{links}\n")
    project.build()
    found = re.findall(r'<a href="([^"]*)"[^>]*>https:', project.read("site/c/index.html"))
    assert found == ["../a/", "../a/#1", "../b/", "../b/#1", "https://forum.example/t/8/9"]


def test_numbers_that_two_threads_have_name_none(project: Project) -> None:
    for board in ("x", "y"):
        head = f"---\nsource: https://forum.example/t/{board}/7\n---\n"
        project.write(f"content/{board}.md", f"{head}# A\n\n## ada {{#1}}\n\nA.\n")
    project.write("content/c.md", "# C\n\n## cora {#1}\n\nhttps://forum.example/t/y/7 https://forum.example/t/z/7\n")
    project.build()
    found = re.findall(r'<a href="([^"]*)"[^>]*>https:', project.read("site/c/index.html"))
    assert found == ["../y/", "https://forum.example/t/z/7"]


def test_aliases_are_addresses_of_the_site_itself(project: Project) -> None:
    project.write("archiver.toml", 'base_url = "https://www.archive.example/"\n')
    project.write("content/a.md", "---\naliases: [/old/991.html]\n---\n# A\n\n## ada {#1}\n\nA.\n")
    project.write("content/b.md", "# B\n\n## ben {#1}\n\nhttps://archive.example/old/991.html#p1\n")
    project.build()
    assert 'href="../a/#1"' in project.read("site/b/index.html")


def test_the_first_of_two_threads_has_an_address(both: Project) -> None:
    both.write("content/c.md", TARGET.replace("Lost probe", "Again"))
    both.build()
    assert '<a href="../b/a/#2">that post</a>' in both.read("site/z/index.html")


@pytest.mark.parametrize(
    "edits",
    [
        {"content/b/a.md": TARGET.replace(OLD, "https://forum.example/t/else/3")},
        {"content/b/a.md": TARGET.replace("{#1}", "{#5}")},
        {"content/b/a.md": None},
        {"content/b/a.md": None, "content/moved.md": TARGET},
        {"content/b/a.md": TARGET.replace("# Lost", "---\n# Lost").replace("---\n# Lost", "draft: true\n---\n# Lost")},
        {"content/b/A.md": TARGET},
        {"content/a.md": TARGET},
        {"content/z.md": LINKING.replace("# Other", "# Others")},
        {"content/z.md": LINKING.replace("/2)", "/1)")},
        {"content/z.md": None},
        {"content/z.md": None, "content/y.md": LINKING},
        {"archiver.toml": OFF},
        {"archiver.toml": "[pages]\nposts = 1\njson = true\n"},
        {"archiver.toml": 'base_url = "https://forum.example/"\n'},
    ],
)
def test_after_an_edit_the_site_is_that_of_a_clean_build(
    both: Project, edits: dict[str, str | None], tmp_path_factory: pytest.TempPathFactory
) -> None:
    both.build()
    for path, text in edits.items():
        if text is None:
            (both.root / path).unlink()
        else:
            both.write(path, text)
    both.build()
    assert both.tree() == clean_tree(both, tmp_path_factory.mktemp("clean") / "project")
    assert both.build().written == ()


def test_damaged_facts_are_found_anew(both: Project) -> None:
    both.build()
    before = both.tree()
    with sqlite3.connect(both.root / ".archiver/manifest.sqlite") as connection:
        connection.execute("UPDATE link_facts SET facts = '['")
        connection.execute("DELETE FROM followed_links")
    assert both.build().problems == ()
    assert both.tree() == before


def test_several_processes_follow_equal_links(both: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    both.build(jobs=2)
    assert both.tree() == clean_tree(both, tmp_path_factory.mktemp("clean") / "project")


@pytest.mark.parametrize(
    ("wanted", "position"),
    [
        (Wanted("k", fragment="p12"), 2),
        (Wanted("k", fragment="post_12"), 2),
        (Wanted("k", fragment="msg7"), 1),
        (Wanted("k", fragment="top"), 0),
        (Wanted("k", number=12), 2),
        (Wanted("k", number=1), 1),
        (Wanted("k", number=3), 0),
    ],
)
def test_fragments_and_numbers_name_posts(wanted: Wanted, position: int) -> None:
    posts = (PostName(PostId("msg7"), 1), PostName(PostId("p12"), 2))
    assert PostPlaces(LinkFacts(posts=posts)).position(wanted) == position


def test_only_links_are_replaced() -> None:
    html = '<p>href="http://a.example" <a href="http://a.example?b=1&amp;c=2" rel="nofollow ugc noopener">x</a></p>'
    links = {"http://a.example?b=1&c=2": "../<&"}
    assert replace_links(html, links.get) == '<p>href="http://a.example" <a href="../&lt;&amp;">x</a></p>'
