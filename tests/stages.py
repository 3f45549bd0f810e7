"""The stage of continuous integration that a test belongs to, and which tests one process has to run.

A stage is a marker: a test that no one has marked is `quick`, unless it builds sites or draws many examples.

The module is a plugin of pytest: a hook in a conftest.py sees the tests in its folder only, and not those in docstrings
of `archiver`.
"""

import pytest
from hypothesis import is_hypothesis_test

_STAGES = {"quick", "builds", "examples", "slow", "browser"}
_PROJECT = "project"
"""The fixture of those that build a site."""
_LAWS = "tests/laws/"
"""Where those are that build it many times."""
_LONGEST = (
    "tests/test_agreement.py",
    "tests/test_search_server.py",
    "tests/test_hostile.py",
    "tests/test_page_kinds.py",
    "tests/test_segments.py",
    "tests/test_offline_in_browser.py",
    "tests/test_damaged_index.py",
)
"""The modules with the groups that take longest, in the order in which they are begun."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test with its stage, and with the group that one process runs, for `--dist loadgroup`."""
    stages = {mark.name for mark in item.iter_markers()} & _STAGES
    if not stages:
        stage = _stage(item)
        item.add_marker(stage)
        stages = {stage}
    if group := _group(item, is_alone=bool(stages & {"slow", "examples"})):
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest tests, so that processes that share them are done at about the same time."""
    items.sort(key=_running_order)


def _running_order(item: pytest.Item) -> tuple[bool, int, bool]:
    module = item.nodeid.partition("::")[0]
    place = _LONGEST.index(module) if module in _LONGEST else len(_LONGEST)
    return item.get_closest_marker("quick") is not None, place, item.get_closest_marker("xdist_group") is None


def _stage(item: pytest.Item) -> str:
    if is_hypothesis_test(getattr(item, "obj", None)):
        return "examples"
    if _PROJECT not in getattr(item, "fixturenames", ()):
        return "quick"
    return "slow" if item.nodeid.startswith(_LAWS) else "builds"


def _group(item: pytest.Item, *, is_alone: bool) -> str:
    """The module, and the parameters of what its tests share; "" if any process may run the test."""
    module = item.nodeid.partition("::")[0]
    shared = _shared_fixtures(item)
    if not shared:
        return "" if is_alone else module
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    return ":".join([module, *(str(parameters[name]) for name in sorted(shared & parameters.keys()))])


def _shared_fixtures(item: pytest.Item) -> set[str]:
    """The fixtures that are made once for the module of a test."""
    found = getattr(item, "_fixtureinfo", None)
    definitions = found.name2fixturedefs.items() if found else ()
    return {name for name, made in definitions if made and made[-1].scope == "module"}
