"""What is at former addresses of threads and posts, in a site whose project has an `archive.lock`."""

import json
import shutil

import pytest

from tests.conftest import Project

MOON = """# Moon

## ada · 2022-07-01T14:03:00Z {#p1}

The moon is up.

## ben · 2022-07-02T14:03:00Z {#p2}

So it is.

## ada · 2022-07-03T14:03:00Z {#p3}

And the stars.
"""


@pytest.fixture
def locked(project: Project) -> Project:
    """A project with a thread of two pages and another one, which were locked and built."""
    project.write("archiver.toml", 'base_url = "https://a.example/"\n[pages]\nposts = 2\n')
    project.write("content/space/moon.md", MOON)
    project.write("content/salt.md", "# Salt\n\n## cleo · 2022-07-01 {#p1}\n\nSalt by weight.\n")
    assert project.run("lock").returncode == 0
    project.build()
    return project


def test_without_a_lock_nothing_is_kept_of_former_addresses(project: Project) -> None:
    project.write("content/a.md", MOON)
    project.build()
    (project.root / "content/a.md").rename(project.root / "content/b.md")
    report = project.build()
    assert not (project.root / "site/a/index.html").exists()
    assert not report.messages


def test_a_renamed_thread_is_led_to_page_by_page(locked: Project) -> None:
    (locked.root / "content/space/moon.md").rename(locked.root / "content/luna.md")
    report = locked.build()
    first, second = (locked.read(f"site/space/moon/{page}index.html") for page in ("", "page-2/"))
    assert 'data-target="../../luna/"' in first
    assert 'content="0; url=../../luna/"' in first
    assert 'data-target="../../../luna/page-2/"' in second
    assert report.messages == ("archive.lock does not know of 1 moved thread yet: archiver lock",)
    assert not report.problems


def test_a_thread_that_is_gone_leaves_a_page_that_is_in_no_list(locked: Project) -> None:
    (locked.root / "content/space/moon.md").unlink()
    locked.build()
    assert "The thread that stood here is no longer here." in locked.read("site/space/moon/index.html")
    locked.run("lock")
    locked.build()
    page = locked.read("site/space/moon/index.html")
    assert "The thread that stood here was removed on" in page
    assert '<meta name="robots" content="noindex">' in page
    others = {path: text for path, text in locked.tree().items() if not path.startswith(("space/moon/", "assets/"))}
    assert not [path for path, text in others.items() if b"space/moon" in text]
    assert not locked.search("moon").hits


def test_a_post_that_is_gone_leaves_its_anchor(locked: Project) -> None:
    locked.write("content/space/moon.md", MOON.replace("## ben · 2022-07-02T14:03:00Z {#p2}\n\nSo it is.\n\n", ""))
    locked.build()
    page = locked.read("site/space/moon/index.html")
    assert page.index('id="p1"') < page.index('<p class="notes tombstone" id="p2"') < page.index('id="p3"')
    assert "The post that stood here is no longer here." in page
    assert 'data-target="../" data-posts=""' in locked.read("site/space/moon/page-2/index.html")


def test_a_post_that_moved_is_led_to(locked: Project) -> None:
    moved = "## ben · 2022-07-02T14:03:00Z {#p2}\n\nSo it is.\n"
    locked.write("content/space/moon.md", MOON.replace(moved, ""))
    locked.write("content/salt.md", locked.read("content/salt.md") + "\n" + moved.replace("{#p2}", "{#p7}"))
    locked.build()
    page = locked.read("site/space/moon/index.html")
    assert 'This post has moved: <a href="../../salt/#p7">#p2</a>' in page


def test_a_new_thread_at_a_former_address_has_it_and_that_is_told(locked: Project) -> None:
    (locked.root / "content/space/moon.md").rename(locked.root / "content/luna.md")
    locked.write("content/space/moon.md", "# Other\n\n## dora · 2023-01-01 {#p1}\n\nQuite another talk.\n")
    (warning,) = locked.build().warnings
    assert warning.path == "archive.lock"
    assert "content/luna.md" in warning.message
    assert "content/space/moon.md" in warning.message
    assert "Quite another talk." in locked.read("site/space/moon/index.html")
    locked.run("lock")
    assert not locked.build().problems


def test_a_name_in_other_case_is_the_same_address(locked: Project) -> None:
    (locked.root / "content/space/moon.md").rename(locked.root / "content/space/Moon.md")
    before = locked.tree()
    report = locked.build()
    assert locked.tree().keys() == before.keys()
    assert not report.messages


def test_a_lock_that_is_damaged_stops_the_build_and_the_site_stays(locked: Project) -> None:
    before = locked.tree()
    text = locked.read("archive.lock")
    locked.write("archive.lock", f"{text}<<<<<<< ours\n")
    locked.write("content/salt.md", "# Salt\n\nOther words.\n")
    run = locked.run("build")
    assert (run.returncode, locked.tree()) == (2, before)
    assert f"archive.lock:{text.count(chr(10)) + 1}: marks of a merge conflict" in run.stderr
    again = locked.run("lock")
    assert (again.returncode, locked.read("archive.lock")) == (2, f"{text}<<<<<<< ours\n")


def test_a_thread_that_cannot_be_told_is_a_problem_in_each_build(locked: Project) -> None:
    source = locked.root / "content/space/moon.md"
    shutil.copy(source, locked.root / "content/a.md")
    source.rename(locked.root / "content/b.md")
    for _ in range(2):
        (problem,) = locked.build().errors
        assert "content/a.md and content/b.md" in problem.message
    before = locked.read("archive.lock")
    assert (locked.run("lock").returncode, locked.read("archive.lock")) == (1, before)
    locked.write("content/b.md", f"---\naliases: [/space/moon/]\n---\n{MOON}")
    assert not locked.build().problems
    assert 'data-target="../../../b/page-2/"' in locked.read("site/space/moon/page-2/index.html")


def test_the_records_of_builds_are_not_needed(locked: Project) -> None:
    (locked.root / "content/space/moon.md").rename(locked.root / "content/luna.md")
    (locked.root / "content/salt.md").unlink()
    locked.build()
    before = locked.tree()
    shutil.rmtree(locked.root / ".archiver")
    locked.build()
    assert locked.tree() == before


def test_a_second_build_writes_nothing(locked: Project) -> None:
    (locked.root / "content/space/moon.md").rename(locked.root / "content/luna.md")
    locked.build()
    report = locked.build()
    assert (report.written, report.removed, report.messages) == ((), 0, ())


def test_a_page_goes_when_its_line_is_deleted(locked: Project) -> None:
    (locked.root / "content/salt.md").unlink()
    locked.build()
    lines = [line for line in locked.read("archive.lock").splitlines(keepends=True) if not line.startswith("salt")]
    locked.write("archive.lock", "".join(lines))
    locked.build()
    assert not (locked.root / "site/salt").exists()


def test_an_id_of_a_source_that_a_table_describes_stays_with_the_other_keys(project: Project) -> None:
    project.write(
        "archiver.toml", "[[source]]\nglob = '*.md'\nsource = 'https://a.example/t/{id}'\n[pages]\njson = true\n"
    )
    project.write("content/a.md", "---\nid: 77\n---\n# A\n\n## ada · 2022-07-01\n\nWords.\n")
    project.build()
    assert json.loads(project.read("site/a/index.json"))["source"] == "https://a.example/t/77"
    project.run("lock")
    assert "\na\t77\t" in project.read("archive.lock")


def test_a_name_that_a_merged_thread_had_for_a_while_leads_back(project: Project) -> None:
    """Two threads became one, which was renamed, locked, and then got the name of one of the two again."""
    project.write("content/moon.md", "# M\n\n## a {#p2}\n\ntides\n\n## b {#p4}\n\ncraters\n")
    project.write("content/salt.md", "---\nid: 8\n---\n# S\n\n## a {#p9}\n\nbrine\n")
    assert project.run("lock").returncode == 0
    (project.root / "content/salt.md").unlink()
    (project.root / "content/moon.md").unlink()
    merged = "# M\n\n## a {#p2}\n\ntides\n\n## b {#p4}\n\ncraters\n\n## a {#m1}\n\nbrine\n"
    project.write("content/bin.md", merged)
    assert project.run("lock").returncode == 0
    (project.root / "content/bin.md").unlink()
    project.write("content/moon.md", merged)
    project.build()
    assert 'href="../moon/"' in project.read("site/bin/index.html")
