"""Records of the manifest as JSON text."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from archiver.manifest.records import summary_from_json, summary_to_json
from archiver.model import Moment, Participant, Slug, ThreadSummary, Url

NOON = Moment(at=datetime(2022, 7, 5, 12, tzinfo=UTC), has_time=True)
BARE = ThreadSummary(path="a.md", slug=Slug("a"), url=Url("/a/"), title="Öl “x”", excerpt="", posts=0)
FULL = ThreadSummary(
    path="a/b.md",
    slug=Slug("a/b"),
    url=Url("/a/b/"),
    title="T",
    excerpt="E",
    posts=2,
    tags=("moon", "mars"),
    lang="de",
    started=Moment(at=NOON.at, has_time=False),
    latest=NOON,
    participants=(Participant(name="ada", posts=2),),
    aliases=("t/1/index.html",),
)


@pytest.mark.parametrize("summary", [BARE, FULL], ids=["bare", "full"])
def test_a_summary_comes_back_as_it_was(summary: ThreadSummary) -> None:
    read = summary_from_json(summary_to_json(summary), UTC)
    assert read == summary
    assert hash(read) == hash(summary)


def test_moments_come_back_in_the_sites_zone() -> None:
    read = summary_from_json(summary_to_json(FULL), ZoneInfo("Asia/Tokyo"))
    assert read == FULL
    assert read.latest
    assert read.latest.at.hour == 21


def test_a_text_of_another_version_is_read_as_far_as_it_goes() -> None:
    fields = json.loads(summary_to_json(FULL))
    del fields["tags"]
    fields["mood"] = "calm"
    assert summary_from_json(json.dumps(fields), UTC).tags == ()
