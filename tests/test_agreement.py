"""The command, the preview and the published site find the same posts in the same order, whatever they are asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiver.model import Url
from tests.agreement.archive import NAMES, build_archive
from tests.agreement.places import (
    MOST,
    as_shown,
    ask_command,
    ask_here,
    ask_modules,
    ask_node,
    ask_page,
    ask_preview,
    copy_modules,
    show_here,
    show_in_node,
    suggested_here,
    suggested_on_page,
    today,
)
from tests.agreement.queries import all_queries, named_queries
from tests.browser import open_browser, open_context, preview, serve_folder, wait_until_read
from tests.conftest import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from tests.agreement.places import Answer

SMALL, LARGE = 300, 20_000
SUBPATH = "some/where"
QUERIES = all_queries()
PAGE_POSTS = 12
"""That the published page shows at first."""
SOME = (
    *('"of the"', "lamp -kettle", "(lamp of) OR kettle", "wal* order:newest", "telescpoe~", "книгами", "月亮花园"),
    *("лампа OR Häusern", "title:moon", "@ada date:2012..2014", "#moon is:first", "author:renee", "लड़कों group:none"),
    *("كتاب", "-lamp", "xyzzy"),
)
"""Those that are asked where each takes its time."""
MISSPELLED = (
    "lampp",
    "title:lampp",
    "telescpoe lamp",
    "lampp kettel",
    "книиги",
    "teh lampp",
    "lampp OR kettel",
    " ".join(["lampp kettel"] * 6),
    " ".join(["lampp kettel"] * 7),
    "xyzzy",
    "xyzzy lampp",
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_archive(tmp_path_factory.mktemp("small") / "project", SMALL)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_archive(tmp_path_factory.mktemp("large") / "project", LARGE)


@pytest.fixture(scope="module")
def here(large: Project) -> dict[str, Answer]:
    return dict(zip(QUERIES, ask_here(large, QUERIES), strict=True))


@pytest.fixture(scope="module")
def site(large: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The published site below a folder of a plain static host."""
    host = tmp_path_factory.mktemp("host")
    (host / SUBPATH).parent.mkdir(parents=True)
    (host / SUBPATH).symlink_to(large.config.output)
    copy_modules(host / "modules")
    with serve_folder(host) as address:
        yield f"{address}/{SUBPATH}"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_browser() as browser, open_context(browser) as context:
        yield context.new_page()


@pytest.mark.slow
def test_a_small_archive_is_searched_alike_in_python_and_javascript(small: Project, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("needs node, which runs the browser's scripts here")
    answers = ask_node(small.config.output, QUERIES, today(small), tmp_path)
    assert_alike(QUERIES, list(ask_here(small, QUERIES)), answers)


@pytest.mark.slow
def test_what_is_shown_of_a_small_archive_is_alike_in_python_and_javascript(small: Project, tmp_path: Path) -> None:
    if shutil.which("node") is None:
        pytest.skip("needs node, which runs the browser's scripts here")
    there = show_in_node(small.config.output, QUERIES, tmp_path)
    here = list(show_here(small, QUERIES))
    for query, one, other in zip(QUERIES, here, there, strict=True):
        assert one == other, query
    hits = [hit for answer in here for row in answer["rows"] for hit in row]
    assert sum(bool(hit["quotedAuthors"]) for hit in hits) > 50


@pytest.mark.slow
def test_names_paths_addresses_numbers_and_pictures_are_found(small: Project) -> None:
    for post, query in named_queries():
        hits = {hit.url: hit for hit in small.search(query).hits if not hit.is_partial}
        hit = hits.get(Url(f"/{NAMES}/#{post}"))
        assert hit, query
        assert any(is_marked for _, is_marked in hit.snippet_parts), query


def test_the_queries_ask_for_all_kinds_of_things_and_most_find_some() -> None:
    assert len(QUERIES) > 500
    for kind in ('"', " OR ", "-", "(", "*", "~", "title:", "quoted:", "author:", "@", "#", "date:", "order:oldest"):
        assert sum(kind in query for query in QUERIES) >= 5, kind


@pytest.mark.slow
def test_most_queries_find_posts_and_scores_tie(here: dict[str, Answer]) -> None:
    assert sum(answer.total > 0 for answer in here.values()) > 0.8 * len(QUERIES)
    assert sum(answer.total > MOST for answer in here.values()) > 0.5 * len(QUERIES)


@pytest.mark.slow
def test_the_command_finds_what_the_index_finds(large: Project, here: dict[str, Answer]) -> None:
    assert_alike(
        SOME,
        [here.get(query) or next(ask_here(large, [query])) for query in SOME],
        [ask_command(large, query) for query in SOME],
    )


@pytest.mark.slow
def test_the_preview_finds_what_the_index_finds(large: Project, here: dict[str, Answer]) -> None:
    with preview(large.root) as address:
        wait_until_read(address)
        answers = [ask_preview(address, query) for query in QUERIES]
    assert_alike(QUERIES, [as_shown(query, here[query], PAGE_POSTS) for query in QUERIES], answers)


@pytest.mark.slow
@pytest.mark.browser
def test_the_modules_in_a_browser_find_what_the_index_finds(
    large: Project, here: dict[str, Answer], site: str, page: Page
) -> None:
    page.goto(f"{site}/search/")
    modules = f"{site.removesuffix(SUBPATH)}modules/"
    assert_alike(QUERIES, list(here.values()), ask_modules(page, modules, site, QUERIES, today(large)))


@pytest.mark.slow
@pytest.mark.browser
def test_the_published_page_shows_what_the_index_finds(large: Project, site: str, page: Page) -> None:
    queries = [*SOME, *(query for query in QUERIES[::12] if query.strip())]
    expected = [
        as_shown(query, answer, PAGE_POSTS) for query, answer in zip(queries, ask_here(large, queries), strict=True)
    ]
    assert_alike(queries, expected, [ask_page(page, site, query) for query in queries])


@pytest.mark.slow
@pytest.mark.browser
def test_what_may_have_been_meant_is_the_same(large: Project, site: str, page: Page) -> None:
    meant = {query: suggested_here(large, query) for query in MISSPELLED}
    assert {query: suggested_on_page(page, site, query) for query in MISSPELLED} == meant
    assert meant["lampp kettel"] == "lampe kettle", "of two that are as near, the more frequent one"
    assert meant["xyzzy"] is None


def assert_alike(queries: Sequence[str], here: Sequence[Answer], there: Sequence[Answer]) -> None:
    pairs = zip(queries, here, there, strict=True)
    assert not {query: (one, other) for query, one, other in pairs if one != other}
