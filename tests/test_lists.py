"""Lists of threads: their pages, their orders, what the home page and the calendar make of them."""

import re

from archiver.model import Url
from archiver.pages.paging import paginate
from tests.conftest import Project

SMALL_PAGES = "[pages]\nthreads = 2\n"


def write_thread(project: Project, name: str, *days: str, quote: bool = False) -> None:
    """A thread `name` with a post at each of these days; the last one quotes the first if `quote` is True."""
    first = f"The words of {name} are up there all night, and nobody counts them."
    posts = [f"## ada · {day} {{#p{n}}}\n\n{first if n == 0 else 'Yes.'}\n" for n, day in enumerate(days)]
    end = f"\n> {first}\n\nWell said.\n" if quote else ""
    project.write(f"content/b/{name}.md", f"# Thread {name}\n\n" + "\n".join(posts) + end)


def titles(project: Project, page: str) -> list[str]:
    return re.findall(r"Thread (\w+)</a>", project.read(f"site/{page}/index.html"))


def write_threads(project: Project) -> None:
    project.write("archiver.toml", SMALL_PAGES)
    write_thread(project, "old", "2020-01-01", "2024-05-01")
    write_thread(project, "busy", "2020-02-01", "2020-02-02", "2020-02-03", "2020-02-04")
    write_thread(project, "said", "2020-03-01", "2020-03-02", quote=True)
    write_thread(project, "late", "2021-01-01")
    write_thread(project, "none", "")


def test_the_pages_of_a_list_are_numbered_from_the_oldest(project: Project) -> None:
    write_threads(project)
    project.build()
    assert titles(project, "b") == ["late", "said", "busy"]
    assert titles(project, "b/page-1") == ["old", "none"]
    assert titles(project, "all") == titles(project, "b")
    pager = project.read("site/b/page-1/index.html").partition('class="pager"')[2]
    assert re.findall(r'href="([^"]*)"[^>]*>([^<]*)<', pager.partition("</nav>")[0]) == [
        ("./", "1"),
        ("../", "newest"),
        ("../", "Newer threads"),
    ]


def test_a_list_of_several_pages_can_be_read_in_other_orders(project: Project) -> None:
    write_threads(project)
    project.build()
    assert titles(project, "b/page-latest") == ["old", "late"]
    assert titles(project, "b/page-replies") == ["busy", "said"]
    assert titles(project, "b/page-quoted") == ["said"]
    assert titles(project, "all/page-replies") == ["busy", "said"]
    assert 'href="page-replies/"' in project.read("site/b/index.html")


def test_a_list_of_one_page_has_no_other_orders(project: Project) -> None:
    write_threads(project)
    project.write("archiver.toml", "")
    project.build()
    assert "page-replies" not in project.read("site/b/index.html")
    assert not (project.root / "site/b/page-replies").exists()


def test_no_thread_has_the_address_of_an_order(project: Project) -> None:
    project.write("content/b/page-replies.md", "# T\n\nWords.\n")
    (problem,) = project.build().problems
    assert "its name is that of a page of the site itself" in problem.message


def test_the_home_page_shows_what_stands_out(project: Project) -> None:
    write_threads(project)
    for number in range(10):
        write_thread(project, f"x{number}", f"2022-01-{number + 10}")
    project.build()
    sections = re.split(r'<h2 class="section" id="_', project.read("site/index.html"))
    shown = {section.partition('"')[0]: section for section in sections[1:]}
    assert 'href="b/said/#p0"' in shown["quoted"]
    assert re.findall(r"Thread (\w+)</a>", shown["replied"])[:2] == ["busy", "said"]
    assert re.findall(r"Thread (\w+)</a>", shown["longest"])[:2] == ["old", "busy"]
    assert re.findall(r">(\d{4})</a>", shown["years"]) == ["2020", "2021", "2022", "2024"]
    assert 'href="authors/ada/"' in shown["people"]


def test_dates_count_posts_and_not_beginnings(project: Project) -> None:
    write_threads(project)
    project.build()
    assert titles(project, "dates/2024/05") == ["old"]
    assert 'href="../../../b/old/#p1"' in project.read("site/dates/2024/05/index.html")
    assert titles(project, "dates/undated") == ["none"]
    calendar = project.read("site/dates/index.html")
    assert re.findall(r'href="(\d{4}/\d\d/)">(\d+)<', calendar)[:2] == [("2020/01/", "1"), ("2020/02/", "4")]
    assert 'href="undated/"' in calendar


def test_a_page_links_to_ever_fewer_pages_further_away() -> None:
    found = paginate(500, 2000, lambda number: Url(f"/{number}/"))
    numbers = [link.number for link in found.pages]
    assert numbers == [1, 400, 490, 498, 499, 500, 501, 502, 510, 600, 1500, 2000]
    assert (found.previous, found.next, found.newest) == ("/499/", "/501/", None)
    assert paginate(1, 1, lambda number: Url(f"/{number}/")).pages == ()


def test_lists_show_beginnings_on_request(project: Project) -> None:
    write_threads(project)
    project.build()
    assert "nobody counts them" not in project.read("site/b/index.html")
    project.write("archiver.toml", f'{SMALL_PAGES}[theme_options]\nlists = "excerpts"\n')
    project.build()
    assert "nobody counts them" in project.read("site/b/index.html")


def test_of_many_boards_those_with_the_most_posts_are_seen_and_the_others_fold(project: Project) -> None:
    for number in range(31):
        posts = "".join(f"## Ada · 2020-01-01 {{#p{n}}}\n\nYes.\n\n" for n in range(1 + number // 20))
        project.write(f"content/board-{number:02}/a.md", f"# T\n\n{posts}")
    project.build()
    for page in ("index.html", "404.html", "search/index.html"):
        seen, fold, folded = project.read(f"site/{page}").partition('<details class="others">')
        assert re.findall(r">(board-\d\d)</a>", seen)[:12] == [f"board-{n:02}" for n in (*range(20, 31), 0)]
        assert fold
        assert "<summary>19 other boards</summary>" in folded
        folded = folded.partition("</details>")[0]
        assert re.findall(r">(board-\d\d)</a>", folded) == [f"board-{n:02}" for n in range(1, 20)]
    (project.root / "content/board-30/a.md").unlink()
    project.build()
    assert '<details class="others">' not in project.read("site/index.html")


def test_the_bars_of_boards_are_drawn_to_the_largest_board_and_not_to_all_others_together(project: Project) -> None:
    for number in range(30):
        project.write(f"content/board-{number:02}/a.md", "# T\n\n## Ada · 2020-01-01 {#p1}\n\nYes.\n")
    project.build()
    rows = project.read("site/statistics/index.html").partition('id="_boards"')[2].partition("</table>")[0]
    assert rows.count('<rect width="100.0%"') == rows.count("<svg") == 20
    assert "<bdi>Other boards</bdi></th><td>10</td><td></td>" in rows
    printed = project.run("stats").stdout
    assert re.search(r"^Other boards +10$", printed, re.MULTILINE)


def test_years_are_bars_and_many_of_them_fold_on_a_phone(project: Project) -> None:
    def write(years: int) -> str:
        posts = "".join(f"## Ada · {2000 + n}-01-01 {{#p{n}}}\n\nYes.\n\n" for n in range(years))
        project.write("content/a.md", f"# T\n\n{posts}")
        project.build()
        pages = [project.read(f"site/{page}index.html") for page in ("", "authors/ada/")]
        sections = [
            page.partition('<section aria-labelledby="_years">')[2].partition("</section>")[0] for page in pages
        ]
        assert {section.count("<li>") for section in sections} == {years if years > 1 else 0}
        return "".join(sections)

    assert write(1) == ""
    assert "<details" not in write(15)
    assert write(16).count("<summary>2000 – 2015</summary>") == 2


def test_a_post_changes_no_page_that_only_names_its_board(project: Project) -> None:
    write_threads(project)
    deep = "# Deep\n\n## ada · 2024-01-01 {#p1}\n\nDown there.\n"
    project.write("content/b/below/deep.md", deep)
    project.build()
    before = project.tree()
    assert 'href="../below/"' in project.read("site/b/page-1/index.html")
    project.write("content/b/below/deep.md", f"{deep}\n## bo · 2024-01-02 {{#p2}}\n\nYes.\n")
    project.build()
    changed = {path for path, content in project.tree().items() if before.get(path) != content}
    assert "b/index.html" in changed
    assert not changed & {"b/page-1/index.html", "404.html", "search/index.html", "llms.txt"}
