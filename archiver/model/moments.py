"""Dates of posts, with or without a time of day, and their serialized forms."""

from datetime import UTC, datetime, tzinfo

from msgspec import Struct

from archiver.model.interface_text import InterfaceText

MONTHS = (
    InterfaceText("January"),
    InterfaceText("February"),
    InterfaceText("March"),
    InterfaceText("April"),
    InterfaceText("May"),
    InterfaceText("June"),
    InterfaceText("July"),
    InterfaceText("August"),
    InterfaceText("September"),
    InterfaceText("October"),
    InterfaceText("November"),
    InterfaceText("December"),
)
"""The names of the months."""


class Moment(Struct, frozen=True, kw_only=True, order=True):
    """A date, with or without a time of day."""

    at: datetime
    """Aware, in the time zone of the site; midnight if there is no time of day."""
    has_time: bool = True

    @property
    def iso(self) -> str:
        """ISO 8601: `2022-07-05`, or `2022-07-05T14:03:00+00:00`."""
        return self.at.isoformat() if self.has_time else self.at.date().isoformat()


def moment_to_fields(moment: Moment | None) -> tuple[str | None, bool]:
    """A moment as two JSON values: ISO 8601 with its offset, and whether it has a time of day."""
    return (moment.at.isoformat(), moment.has_time) if moment else (None, False)


def moment_from_fields(at: str | None, has_time: bool, zone: tzinfo) -> Moment | None:  # noqa: FBT001  as it is stored
    """Parse the result of `moment_to_fields`, the fields `at` and `has_time`, into a moment in the time zone `zone`."""
    return Moment(at=datetime.fromisoformat(at).astimezone(zone), has_time=has_time) if at else None


def moment_to_text(moment: Moment | None) -> str:
    """A moment as text, in UTC. Texts sort like their moments; None is "", which sorts first."""
    if moment is None:
        return ""
    return f"{moment.at.astimezone(UTC).isoformat(timespec='microseconds')[:26]}{moment.has_time:d}"


def moment_from_text(text: str, zone: tzinfo) -> Moment | None:
    """Parse the result of `moment_to_text` into a moment in the time zone `zone`."""
    at = datetime.fromisoformat(f"{text[:-1]}+00:00").astimezone(zone) if text else None
    return Moment(at=at, has_time=text[-1] == "1") if at else None
