"""What a thread's page tells besides its words: dates with their zones, polls, views, and quotes of quotes, folded."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from selectolax.lexbor import LexborHTMLParser

from archiver.model import Moment
from archiver.render.clock import exact, zone
from tests.conftest import Project

WORDS = "The kiln was cold again, and nobody had closed the door before the night. "


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("UTC", "UTC"),
        ("Europe/Berlin", "UTC+2"),
        ("America/St_Johns", "UTC-2:30"),
        ("Asia/Kathmandu", "UTC+5:45"),
        ("America/New_York", "UTC-4"),
    ],
)
def test_a_zone_is_told_by_its_offset_at_that_time(name: str, expected: str) -> None:
    moment = Moment(at=datetime(2022, 7, 5, 14, 3, 27, tzinfo=ZoneInfo(name)))
    assert zone(moment) == expected
    assert exact(moment) == f"2022-07-05 14:03:27 {expected}"


def test_a_day_has_no_zone() -> None:
    day = Moment(at=datetime(22, 7, 5, tzinfo=ZoneInfo("UTC")), has_time=False)
    assert (zone(day), exact(day)) == ("", "0022-07-05")


def built(project: Project, head: str, body: str) -> LexborHTMLParser:
    project.write("archiver.toml", 'timezone = "Europe/Berlin"\n')
    project.write("content/kiln.md", f"---\n{head}\n---\n# Kiln\n\n{body}\n")
    assert project.build().problems == ()
    return LexborHTMLParser(project.read("site/kiln/index.html"))


def text(page: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_dates_say_their_zone_and_the_second(project: Project) -> None:
    head = '## Ada · 2022-07-05T12:03:27Z {#p1 edited=2022-07-06 x-edit-reason="a slip"}'
    page = built(project, "views: 1200", f"{head}\n\nCold.\n\n## Bo · 2022-07-07 {{#p2}}\n\nWarm.")
    assert text(page, ".date time") == ["5 July 2022, 14:03 UTC+2", "7 July 2022"]
    assert [node.attributes["title"] for node in page.css(".date time")] == ["2022-07-05 14:03:27 UTC+2", "2022-07-07"]
    assert text(page, ".post .notes li") == ["edited 6 July 2022 · a slip"]
    assert "1,200 views" in text(page, ".facts")[0]


def test_a_poll_is_told(project: Project) -> None:
    page = built(project, "date: 2022-07-05", '## {#p1 x-poll="Yes 3, No 1"}\n\nIs it cold?')
    assert text(page, ".post .notes li") == ["poll: Yes 3, No 1"]


LONG = WORDS * 10


FOLDING = [
    f"> So it is.\n> > {LONG}\n\nYes.",
    f"> > {LONG}\n>\n> So it is.\n\nYes.",
    f"> So it is.\n> > Is it?\n> > > {LONG}\n\nYes.",
]
UNFOLDED = [f"> So it is.\n> > {WORDS}\n\nYes.", f"> > {LONG}\n\nYes.", f"> {LONG}\n\nYes."]


@pytest.mark.parametrize("body", FOLDING)
def test_a_long_quote_in_a_quote_with_words_of_its_own_folds_once(project: Project, body: str) -> None:
    page = built(project, "date: 2022-07-05", f"## {{#p1}}\n\n{body}")
    (folded,) = text(page, ".body details")
    assert LONG.strip() in folded
    assert "So it is." not in folded


@pytest.mark.parametrize("body", UNFOLDED)
def test_other_quotes_with_an_answer_do_not_fold(project: Project, body: str) -> None:
    page = built(project, "date: 2022-07-05", f"## {{#p1}}\n\n{body}")
    assert page.css(".body details") == []


def test_what_folds_keeps_the_markup_of_resolved_quotes(project: Project) -> None:
    first = f"## {{#p1 author=Ada}}\n\n{LONG}\n\n## {{#p2 author=Bo reply-to=p1}}\n\n> {LONG}\n\nSo it is.\n"
    page = built(
        project, "date: 2022-07-05", f"{first}\n## {{#p3 author=Ada reply-to=p2}}\n\n> > {LONG}\n>\n> So it is.\n\nYes."
    )
    (details,) = page.css("#p3 details")
    assert text(page, "#p3 summary") == [f"Quote of Ada, #1, {len(LONG.strip())} characters"]
    assert [str(link.attributes["href"]).partition(":")[0] for link in details.css("figcaption a")] == ["#p1"]
