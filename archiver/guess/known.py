"""Conventions of archives that are known, as the `[[source]]` tables that describe them."""

from collections.abc import Mapping

from msgspec import Struct


class KnownConvention(Struct, frozen=True, kw_only=True):
    """A convention that is known."""

    name: str
    """What writes it, as people are told."""
    keys: Mapping[str, str]
    """The keys of its `[[source]]` table but for `glob`, with their values."""


KNOWN = (
    KnownConvention(
        name="a Discourse archive kept as Markdown",
        keys={
            "post": r"^## Post #(?P<id>\d+) by @(?P<author>\S*) \((?P<date>[^)]+)\)$",
            "separator": "---",
            "title": "^# (.+)$",
        },
    ),
    KnownConvention(
        name="Discourse's /raw",
        keys={"post": r"^(?P<author>\S+) \| (?P<date>\d[^|]+) \| #(?P<id>\d+)$", "separator": "-{10,}"},
    ),
    KnownConvention(
        name="issues of GitHub, as gh2md writes them",
        keys={
            "post": r"^#### <img [^<>]*>\[(?P<author>[^\[\]]+)\]\(\S*\) (?:opened|commented)[\w ]* at "
            r"\[(?P<date>[^\[\]]+)\]\(\S*\):$",
            "separator": "-{10,}",
            "title": r"^# \[\\#\d+\]\(\S*\) `\w+`: (.+)$",
        },
    ),
    KnownConvention(
        name="a Discuz forum, with headings on two lines",
        keys={"post": r"^#### (?P<author>.+)\n##### (?P<id>\d+)#\s+发表于 (?P<date>.+)$"},
    ),
    KnownConvention(
        name="a list archive, with a heading and From and Date in bold",
        keys={"post": r"^#{1,6} .*\n- \*\*From:\*\* (?P<author>.+)\n- \*\*Date:\*\* (?P<date>.+)$"},
    ),
    KnownConvention(
        name="messages with From and Date",
        keys={"post": r"^From: (?P<author>.+)\n(?:To: .*\n)?Date: (?P<date>.+?)(?:\nSubject: .*)?$", "format": "text"},
    ),
)
"""More special ones first."""
