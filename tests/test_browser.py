"""The site as people have it: in a browser, from a static host and from the preview."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import PATIENCE, Complaints, open_context, preview, wait_until_read
from tests.conftest import SUBPATH, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

LISTS = {"dates", "authors", "tags"}
LAMPS = "Streetlamps on again\n\nThe trial is over.\n\n\n> The trial is over.\n\nIt never began.\n"
THEME = {
    "archiver.toml": 'theme = "mine"\n',
    "themes/mine/theme.toml": 'name = "mine"\nextends = "default"\n',
    "themes/mine/templates/thread.html": '{% extends "!default/thread.html" %}\n',
}
BROKEN = '{% extends "!default/thread.html" %}\n{% block posts %}{{ nobody.knows.this }}{% endblock %}\n'


def test_the_way_from_home_to_a_quoted_post_and_back_can_be_clicked_under_a_subpath(
    page: Page, published_site: str
) -> None:
    complaints = Complaints()
    complaints.listen(page)
    page.goto(f"{published_site}/")
    page.get_by_role("link", name="Space", exact=True).first.click()
    arrives(page, f"{published_site}/space/")
    page.get_by_role("link", name=re.compile("streetlamps")).click()
    arrives(page, f"{published_site}/space/dark-sky-lamps/")
    quoting = page.locator("article", has=page.get_by_text("the trial did not fail", exact=False))
    quoting.locator("figure figcaption a").first.click()
    quoted = page.locator("article", has=page.get_by_text("faintest star that you can see"))
    lands_on(page, quoted)
    quoted.get_by_text("quoted by").get_by_role("link").first.click()
    lands_on(page, quoting)
    page.get_by_role("link", name="Home", exact=True).click()
    arrives(page, f"{published_site}/")
    page.wait_for_load_state("networkidle")
    assert complaints.heard == []


def test_all_posts_of_a_thread_are_readable_without_javascript(browser: Browser, published_site: str) -> None:
    with open_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{published_site}/space/dark-sky-lamps/")
        posts = page.locator("article .body")
        assert posts.count() == 6
        for post in posts.all():
            visible(post)
        for words in ("I am not against lamps.", "return 7.93 - 5 * log10", "from a county.", "keeping it from him."):
            visible(page.get_by_text(words, exact=False).last)


def test_no_page_complains_or_scrolls_sideways_on_a_narrow_phone(
    browser: Browser, published_site: str, published: Path
) -> None:
    complaints = Complaints()
    wide = {}
    with open_context(browser, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        complaints.listen(page)
        for path in pages_of(published):
            page.goto(f"{published_site}/{path}")
            widest = page.evaluate("document.documentElement.scrollWidth")
            if widest > 320:
                wide[path] = widest
    assert wide == {}
    assert complaints.heard == []


def test_the_search_form_of_the_preview_finds_a_post_and_leads_to_it(project: Project, page: Page) -> None:
    project.write("content/space/lamps.md", LAMPS)
    complaints = Complaints()
    complaints.listen(page)
    with preview(project.root) as address:
        wait_until_read(address)
        page.goto(f"{address}/search/")
        page.get_by_role("searchbox").fill("never began")
        page.get_by_role("button", name="Search").click()
        page.locator("main").get_by_role("link", name="Streetlamps on again").click()
        lands_on(page, page.locator("article", has=page.get_by_text("It never began.")))
        assert complaints.heard == []
        page.close()


def test_the_search_page_of_the_preview_is_that_of_the_published_site(project: Project, page: Page) -> None:
    for number in range(60):
        text = f"# Lamp {number}\n\n## Ada · {2010 + number % 9}-05-01 {{#p1}}\n\nIt shone.\n"
        project.write(f"content/space/lamp-{number}.md", text)
    project.write("content/space/tea.md", "# Tea\n\n## Ben · 2024-05-01\n\n> marmalade\n\nNone.\n")
    complaints = Complaints()
    complaints.listen(page)
    with preview(project.root) as address:
        wait_until_read(address)
        page.goto(f"{address}/search/?q=lamp%20tea")
        visible(page.get_by_text("60 posts without “tea”"))
        page.goto(f"{address}/search/?q=shome")
        page.get_by_text("Did you mean").get_by_role("link", name="shone").click()
        arrives(page, f"{address}/search/?q=shone")
        expected(page.get_by_role("status")).to_have_text("60 posts in 60 threads", timeout=PATIENCE)
        expected(page.locator("#_results > li")).to_have_count(12)
        page.get_by_role("button", name="More threads").click()
        expected(page.locator("#_results > li")).to_have_count(48, timeout=PATIENCE)
        page.get_by_role("button", name="More threads").click()
        expected(page.locator("#_results > li")).to_have_count(60, timeout=PATIENCE)
        gone(page.get_by_role("button", name="More threads"))
        page.get_by_role("link", name="oldest first").click()
        page.locator("#_facets").get_by_role("link", name="2011").click()
        arrives(page, f"{address}/search/?q=shone%20order%3Aoldest%20date%3A2011")
        expected(page.get_by_role("status")).to_have_text("7 posts in 7 threads", timeout=PATIENCE)
        page.get_by_role("searchbox").fill("autor:ada lamp")
        visible(page.get_by_text('there is no "autor:"'))
        page.goto(f"{address}/search/?q=marmalade")
        visible(page.get_by_text("1 post with “marmalade” in words that are quoted"))
        assert not list(project.root.rglob("preview/site/search/data")), "the preview answers itself"
        assert complaints.heard == []
        page.close()


def test_an_edit_reloads_the_open_page(project: Project, page: Page) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address:
        page.goto(f"{address}/space/lamps/")
        visible(page.get_by_text("It never began."))
        project.write("content/space/lamps.md", LAMPS.replace("never", "has only just"))
        visible(page.get_by_text("It has only just began."))
        page.close()


def test_a_bad_source_shows_its_problem_over_the_page_until_it_is_mended(project: Project, page: Page) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address:
        page.goto(f"{address}/space/lamps/")
        project.write("content/space/lamps.md", LAMPS.encode() + b"\xff\n")
        visible(problems(page).get_by_text("content/space/lamps.md:9", exact=False))
        visible(problems(page).get_by_text("not UTF-8", exact=False))
        visible(page.get_by_text("It never began.", exact=True))
        page.reload()
        visible(problems(page))
        visible(page.get_by_text("It never began.", exact=True))
        project.write("content/space/lamps.md", LAMPS)
        gone(problems(page))
        visible(page.get_by_text("It never began.", exact=True))
        page.close()


def test_a_broken_template_shows_its_problem_until_it_is_mended(project: Project, page: Page) -> None:
    for path, text in {**THEME, "content/space/lamps.md": LAMPS}.items():
        project.write(path, text)
    template = "themes/mine/templates/thread.html"
    with preview(project.root) as address:
        page.goto(f"{address}/space/lamps/")
        visible(page.get_by_text("It never began.", exact=True))
        project.write(template, BROKEN)
        visible(problems(page).get_by_text(f"{template}:2:21", exact=False))
        visible(problems(page).get_by_text("'nobody' is undefined", exact=False))
        visible(page.get_by_text("It never began."))
        project.write(template, THEME[template] + "{% block outline %}Mended{% endblock %}\n")
        visible(page.get_by_text("Mended"))
        gone(problems(page))
        page.close()


def test_a_mistake_in_the_configuration_shows_until_it_is_mended(project: Project, page: Page) -> None:
    project.write("content/space/lamps.md", LAMPS)
    project.write("archiver.toml", 'title = "Before"\n')
    with preview(project.root) as address:
        page.goto(f"{address}/")
        project.write("archiver.toml", 'titel = "After"\n')
        visible(problems(page).get_by_text('did you mean "title"?', exact=False))
        visible(page.get_by_role("heading", name="Before"))
        project.write("archiver.toml", 'title = "After"\n')
        visible(page.get_by_role("heading", name="After"))
        gone(problems(page))
        page.close()


def pages_of(folder: Path) -> list[str]:
    """The pages of the site below the subpath, as a static host names them; of tags, authors and dates a few."""
    site = folder / SUBPATH
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(site.rglob("index.html")):
        if 'http-equiv="refresh"' in path.read_text(encoding="utf-8"):
            continue  # it leads away before it can be looked at
        name = path.relative_to(site).as_posix().removesuffix("index.html")
        found[name.partition("/")[0]].append(name)
    return [name for kind, names in found.items() for name in (names[:4] if kind in LISTS else names)]


def problems(page: Page) -> Locator:
    return page.get_by_role("alert", name="Problems")


def visible(locator: Locator) -> None:
    expected(locator).to_be_visible(timeout=PATIENCE)


def gone(locator: Locator) -> None:
    expected(locator).to_have_count(0, timeout=PATIENCE)


def arrives(page: Page, address: str) -> None:
    expected(page).to_have_url(address, timeout=PATIENCE)


def lands_on(page: Page, post: Locator) -> None:
    """The address names the post, and the post is on the screen."""
    arrives(page, f"{page.url.partition('#')[0]}#{post.get_attribute('id')}")
    expected(post).to_be_in_viewport(timeout=PATIENCE)


def expected(what: Any) -> Any:
    from playwright.sync_api import expect

    return expect(what)
