"""Who may ask the preview's server for answers."""

import json
import time
from http.client import HTTPConnection
from urllib.parse import urlsplit

from tests.browser import preview
from tests.conftest import Project

PATIENCE = 60  # seconds for what takes a fraction of one


def test_only_pages_of_the_preview_get_answers(project: Project) -> None:
    project.write("content/a.md", "Moon\n\nThe moon is up.\n")
    with preview(project.root) as address:
        wait_for_the_recorder(address)
        for headers in ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}):
            status, content = ask(address, headers)
            assert (status, json.loads(content)["total"]) == (200, 1)
        for site in ("cross-site", "same-site"):
            assert ask(address, {"Sec-Fetch-Site": site})[0] == 403


def test_messages_are_answered_in_a_form_that_the_page_translates(project: Project) -> None:
    project.write("content/a.md", "Moon\n\nThe moon is up.\n")
    with preview(project.root) as address:
        answer = json.loads(ask(address, {}, "moon%20order:up")[1])
    values = {"field": "order", "value": "up", "values": ["relevance, newest or oldest", {}]}
    assert answer["hints"] == [['"%(field)s:%(value)s" says nothing: %(field)s: takes %(values)s', values]]


def wait_for_the_recorder(address: str) -> None:
    """Until it has recorded the posts, there are none to find."""
    end = time.monotonic() + PATIENCE
    while not json.loads(ask(address, {})[1])["total"]:
        assert time.monotonic() < end, "no post was recorded"
        time.sleep(0.05)


def ask(address: str, headers: dict[str, str], query: str = "moon") -> tuple[int, bytes]:
    connection = HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
    connection.request("GET", f"/search/data/answers?q={query}", headers=headers)
    reply = connection.getresponse()
    answer = reply.status, reply.read()
    connection.close()
    return answer
