"""The link to a random thread: a script leads to one, under a subpath too; without scripts its place is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser import PATIENCE, Complaints, open_context, serve_folder
from tests.conftest import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

THREADS = "abcde"
PLACES = """[...document.querySelectorAll(".ways li, .section, .rows > li")].map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x, y, width, height];
})"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the home page of five threads on two pages of lists, under a subpath."""
    root = tmp_path_factory.mktemp("random")
    project = Project(root)
    project.write("archiver.toml", "[pages]\nthreads = 2\n")
    for day, name in enumerate(THREADS, 1):
        project.write(f"content/{name}.md", f"# Thread {name}\n\n## Ada · 2020-01-0{day} {{#p1}}\n\nWords.\n")
    assert not project.build().problems
    (root / "www").mkdir()
    (root / "site").rename(root / "www/sub")
    with serve_folder(root / "www") as address:
        yield f"{address}/sub/"


@pytest.mark.browser
@pytest.mark.parametrize(("chance", "arrives"), [(0, "b"), (0.5, "d"), (0.99, "c")])
def test_it_leads_to_a_thread_of_any_page_of_the_list(browser: Browser, home: str, chance: float, arrives: str) -> None:
    complaints = Complaints()
    with open_context(browser) as context:
        context.add_init_script(f"Math.random = () => {chance}")
        page = context.new_page()
        complaints.listen(page)
        follow(page, home)
        page.wait_for_url(f"{home}{arrives}/", timeout=PATIENCE)
        assert page.locator("h1").text_content() == f"Thread {arrives}"
        assert complaints.heard == []


@pytest.mark.browser
def test_chance_reaches_more_than_one_thread(browser: Browser, home: str) -> None:
    with open_context(browser) as context:
        page = context.new_page()
        reached = set()
        for _ in range(40):  # all at one thread: a chance of less than 1 in 10**20
            follow(page, home)
            page.wait_for_url(lambda url: url != home, timeout=PATIENCE)
            reached.add(page.url.removeprefix(home).strip("/"))
            if len(reached) > 1:
                break
    assert len(reached) > 1
    assert reached <= set(THREADS)


@pytest.mark.browser
def test_it_leads_to_the_list_of_all_where_no_page_of_it_can_be_read(page: Page, home: str) -> None:
    page.route(
        "**/all/**", lambda route: route.abort() if route.request.resource_type == "fetch" else route.continue_()
    )
    follow(page, home)
    page.wait_for_url(f"{home}all/", timeout=PATIENCE)


def follow(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("link", name="A random thread").click()


@pytest.mark.browser
def test_without_scripts_it_is_not_there_but_nothing_stands_elsewhere(browser: Browser, home: str) -> None:
    places = {}
    for scripts in (True, False):
        with open_context(browser, viewport={"width": 320, "height": 640}, java_script_enabled=scripts) as context:
            page = context.new_page()
            page.goto(home)
            assert page.get_by_role("link", name="A random thread").count() == scripts
            assert page.locator("#_random").is_visible() == scripts
            places[scripts] = page.evaluate(PLACES)
    assert len(places[True]) > 5
    assert places[True] == places[False]


def test_one_thread_needs_no_chance(project: Project) -> None:
    project.write("content/a.md", "# T\n\nWords.\n")
    project.build()
    assert "_random" not in project.read("site/index.html")
    project.write("content/b.md", "# T\n\nWords.\n")
    project.build()
    assert "_random" in project.read("site/index.html")
