"""`archiver check --links`: links that lead nowhere, and those to former addresses."""

import json

import pytest

from archiver.build.link_check import check_links
from archiver.errors import Severity, StateError
from tests.conftest import Project

LUNAR = """---
source: https://forum.example/t/lost-probe/991
---
# Lunar

## ada · 2022-07-01 {#p1 url=https://forum.example/t/lost-probe/991/1}

The moon is up.

## ben · 2022-07-02 {#p2}

So it is.
"""


@pytest.fixture
def talks(project: Project) -> Project:
    project.write("archiver.toml", 'base_url = "https://a.example/sub/"\n[search]\nenabled = false\n')
    project.write("content/space/lunar.md", LUNAR)
    project.write("content/files/plan.txt", "A plan.\n")
    return project


def found(project: Project, link: str, *, own_page: bool = False) -> list[tuple[str, int, str, str]]:
    """What is told of a post or page with a link."""
    if own_page:
        project.write("content/_pages/about.md", f"# About\n\n{link}\n")
    else:
        project.write("content/b.md", f"# B\n\n## cleo · 2022-07-03 {{#p1}}\n\n### Part\n\n{link}\n")
    project.build()
    return [(one.path, one.line, one.message, one.severity.name) for one in check_links(project.config, jobs=1)]


@pytest.mark.parametrize(
    "link",
    [
        "[x](#p1)",
        "[x](space/lunar.md#p2)",
        "[x](space/lunar.md)",
        "[x](files/plan.txt)",
        "[x](/sub/space/lunar/#p2)",
        "[x](/sub/space/)",
        "[x](/sub/all/)",
        "<https://a.example/sub/space/lunar/#p2>",
        "<https://a.example/other/>",
        "<https://else.example/t/lost-probe/992>",
        "<https://forum.example/u/ada>",
        "<https://forum.example/>",
        "[x](mailto:ada@a.example)",
        "[x](#)",
        "[x](#Top)",
        "[x](#:~:text=moon)",
        "[x](/sub/space/lunar/#p2:~:text=it)",
        "[x](/sub/robots.txt)",
        "[x](/sub/space/lunar/index.md)",
        "[x](../all/)",
        "[x](/elsewhere/)",
    ],
)
def test_a_link_that_leads_somewhere_is_not_told(talks: Project, link: str) -> None:
    assert found(talks, link) == []


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[x](#p9)", "#p9: there is no such place here"),
        ("[x](space/lunar.md#p9)", "the thread has no place p9"),
        ("[x](gone.md)", "there is no file gone.md"),
        ("[x](/sub/space/lunar/#p9)", "the thread has no place p9"),
        ("[x](/sub/space/moon/)", "there is nothing at this address"),
        ("<https://a.example/sub/space/lunar/#p9>", "the thread has no place p9"),
        ("<https://a.example/sub/moon/>", "there is nothing at this address"),
        ("[x](/space/lunar/)", "the site is below /sub/"),
        ("[x](/sub/space/lunar/no.txt)", "there is no file"),
    ],
)
def test_a_link_to_nowhere_is_told_with_its_line(talks: Project, link: str, message: str) -> None:
    ((path, line, told, severity),) = found(talks, link)
    assert (path, line, severity) == ("content/b.md", 7, "ERROR")
    assert message in told


def test_links_of_one_line_are_all_told(talks: Project) -> None:
    assert len(found(talks, "[x](#p9) [y](gone.md) [z](/sub/no/) [w](space/lunar.md#p9)")) == 4


def test_pages_are_looked_at_too(talks: Project) -> None:
    ((path, line, told, _),) = found(talks, "[x](/sub/space/lunar/#p9)", own_page=True)
    assert (path, line) == ("content/_pages/about.md", 3)
    assert "no place p9" in told


@pytest.mark.parametrize(
    ("link", "now"),
    [
        ("<https://forum.example/t/lost-probe/991/1>", "/space/lunar/#p1"),
        ("<https://forum.example/v.php?p=7>", "/space/lunar/#p2"),
        ("[x](/sub/old/)", "/space/lunar/#p1"),
        ("[x](/sub/older/)", "/space/lunar/"),
        ("[x](/sub/older/#p2)", "/space/lunar/#p2"),
        ("[x](/sub/older/#msg2)", "/space/lunar/"),
    ],
)
def test_a_link_to_a_former_address_could_be_written_anew(talks: Project, link: str, now: str) -> None:
    talks.write(
        "redirects.csv", "https://forum.example/v.php?p=7,space/lunar#p2\n/old,space/lunar#p1\n/older,space/lunar\n"
    )
    ((_, line, told, severity),) = found(talks, link)
    assert (line, severity) == (7, "WARNING")
    assert told.endswith(f"could be written /sub{now}")


def test_a_thread_that_moved_has_a_former_address(talks: Project) -> None:
    talks.run("lock")
    (talks.root / "content/space/lunar.md").rename(talks.root / "content/moon.md")
    ((_, _, told, severity),) = found(talks, "[x](/sub/space/lunar/#p2)")
    assert severity == "WARNING"
    assert told.endswith("could be written /sub/moon/#p2")


@pytest.mark.parametrize("link", ["https://forum.example/t/other/992", "https://forum.example/t/other/992/3"])
def test_a_thread_that_is_missing_is_an_error_on_a_site_that_is_replaced(talks: Project, link: str) -> None:
    ((*_, told, severity),) = found(talks, f"<{link}>")
    assert ("but not this one" in told, severity) == (True, "WARNING")
    forms = 'thread = ["/t/{slug}/{id}"]\npost = ["/t/{slug}/{id}/{post}"]\n'
    talks.write("archiver.toml", f'[[former_site]]\naddress = "https://forum.example/"\n{forms}')
    ((*_, told, severity),) = found(talks, f"<{link}>")
    assert ("but not this one" in told, severity) == (True, "ERROR")


def test_a_post_that_moved_away_has_a_former_address(talks: Project) -> None:
    talks.run("lock")
    words, moved = LUNAR.split("## ben")
    talks.write("content/space/lunar.md", f"{words}[x](#p2)\n")
    talks.write("content/moon.md", f"# Moon\n\n## ben{moved}")
    told = found(talks, "[x](/sub/space/lunar/#p2) [y](space/lunar.md#p2) [z](/space/lunar.md#p2)")
    assert len(told) == 4
    assert {(path, severity) for path, _, _, severity in told} == {
        ("content/b.md", "WARNING"),
        ("content/space/lunar.md", "WARNING"),
    }
    assert all(message.endswith("could be written /sub/moon/#p2") for _, _, message, _ in told)


@pytest.mark.parametrize("link", ["/sub/space/lunar/#p2", "space/lunar.md#p2", "/space/lunar.md#p2"])
def test_the_note_in_place_of_a_post_that_is_gone_is_somewhere(talks: Project, link: str) -> None:
    talks.run("lock")
    talks.write("content/space/lunar.md", LUNAR.partition("## ben")[0])
    assert found(talks, f"[x]({link})") == []
    ((*_, told, severity),) = found(talks, f"[x]({link[:-1]}9)")
    assert ("the thread has no place p9" in told, severity) == (True, "ERROR")


def test_an_anchor_that_is_not_where_a_former_address_leads_is_told(talks: Project) -> None:
    talks.run("lock")
    (talks.root / "content/space/lunar.md").rename(talks.root / "content/moon.md")
    ((*_, told, severity),) = found(talks, "[x](/sub/space/lunar/#p9)")
    assert ("the thread has no place p9" in told, severity) == (True, "ERROR")


def test_the_exit_code_tells_and_json_has_all(talks: Project) -> None:
    assert found(talks, "[x](#p1)") == []
    assert talks.run("check", "--links").returncode == 0
    assert [one[3] for one in found(talks, "[x](/sub/no/)")] == [Severity.ERROR.name]
    run = talks.run("check", "--links", "--json")
    first, last = map(json.loads, run.stdout.splitlines())
    assert run.returncode == 1
    assert (first["path"], first["line"], first["severity"]) == ("content/b.md", 7, "error")
    assert last == {"errors": 1, "warnings": 0}


def test_without_a_build_there_is_nothing_to_follow(talks: Project) -> None:
    with pytest.raises(StateError, match="archiver build"):
        check_links(talks.config, jobs=1)
