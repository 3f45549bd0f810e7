"""What readers and programs are told of quotes: where they come from, what was altered, who quotes a post."""

import json

import pytest

from tests.conftest import Project

THREAD = """# T

## ada {#p1}

The dish at Canberra is back after eleven months of silence.

Nobody knows who paid for it - not even the well-known "Friends of the Dish".

## ben {#p2}

> The dish at Canberra is back after eleven weeks of silence.

Months.

## cyd {#p3}

> Nobody knows who paid for it - not even the well-known "Friends of the Dish".

> These words stand in no post before this one.

## dee {#p4 reply-to=p1}

> Nobody knows who paid for it […] "Friends of the Dish".
"""


def page(project: Project) -> str:
    return project.read("site/a/index.html")


@pytest.fixture
def built(project: Project) -> Project:
    project.write("archiver.toml", "[pages]\njson = true\n")
    project.write("content/a.md", THREAD)
    project.build()
    return project


def test_a_quote_leads_to_its_words(built: Project) -> None:
    words = "Nobody%20knows%20who%20paid%20for%20it%20%2D%20not%20even%20the%20well%2Dknown"
    assert f'href="#p1:~:text={words}' in page(built)
    assert 'href="#p1:~:text=Nobody%20knows%20who%20paid%20for%20it&amp;text=%22Friends' in page(built)


def test_the_changes_of_an_altered_quote_are_shown(built: Project) -> None:
    assert "<del>months</del> <ins>weeks</ins> of silence." in page(built)


def test_the_state_of_a_quote_is_shown_in_words(built: Project) -> None:
    for state in ("altered", "exact", "outside · not found in this thread"):
        assert f"{state}</span>" in page(built)


def test_a_reply_that_only_a_quote_shows_is_marked_as_inferred(built: Project) -> None:
    assert page(built).count(", which it quotes</p>") == 2
    assert "quoted by" in page(built)


def test_the_json_has_quotes_and_replies(built: Project) -> None:
    first, second, third, _ = json.loads(built.read("site/a/index.json"))["posts"]
    assert first["quoted_by"] == ["/a/#p2", "/a/#p3", "/a/#p4"]
    assert second["inferred_reply_to"] == "/a/#p1"
    origin = second["blocks"][0]["origin"]
    assert (origin["state"], origin["posts"], origin["method"]) == ("altered", ["p1"], "text")
    ((start, end),) = origin["spans"]
    own = "\n".join(block["text"] for block in first["blocks"])
    assert own[start:end].startswith("The dish at Canberra")
    assert third["blocks"][1]["origin"] == {"state": "outside", "method": "text", "score": 0.0}
