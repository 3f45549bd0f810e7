"""What things are called, and when they were written: the values that the others are made of."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import NewType

Slug = NewType("Slug", str)
"""A path of the site without slashes at its ends: `space/lunar`."""
Url = NewType("Url", str)
"""A percent-encoded URL from the root of the site, with its anchor: `/space/lunar/#p1`."""
PostId = NewType("PostId", str)
"""What a post is called in its thread, and its anchor on the page: `p1`."""
Digest = NewType("Digest", str)
"""A hex BLAKE2b digest of 16 bytes."""


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""The same in every locale: pages depend on nothing but their sources."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Moment:
    """When something was written. `at` is aware, in the site's time zone; a day without a time is at its midnight."""

    at: datetime
    has_time: bool = True

    @property
    def iso(self) -> str:
        """As ISO 8601: a day, or a day with its time and zone."""
        return self.at.isoformat() if self.has_time else self.at.date().isoformat()


def digest_of(content: bytes) -> Digest:
    """What bytes are known by."""
    return Digest(hashlib.blake2b(content, digest_size=16).hexdigest())


def moment_to_fields(moment: Moment | None) -> tuple[str | None, bool]:
    """A moment as plain values, for what is kept on disk."""
    return (moment.at.isoformat(), moment.has_time) if moment else (None, False)


def moment_from_fields(at: str | None, has_time: bool, zone: tzinfo) -> Moment | None:  # noqa: FBT001  as it is kept
    """The moment that `moment_to_fields` has kept, in this time zone."""
    return Moment(at=datetime.fromisoformat(at).astimezone(zone), has_time=has_time) if at else None


def moment_to_text(moment: Moment | None) -> str:
    """A moment as text that sorts as moments do, what has no date before all."""
    if moment is None:
        return ""
    return f"{moment.at.astimezone(UTC).isoformat(timespec='microseconds')[:26]}{moment.has_time:d}"


def moment_from_text(text: str, zone: tzinfo) -> Moment | None:
    """The moment that `moment_to_text` has kept, in this time zone."""
    at = datetime.fromisoformat(f"{text[:-1]}+00:00").astimezone(zone) if text else None
    return Moment(at=at, has_time=text[-1] == "1") if at else None
