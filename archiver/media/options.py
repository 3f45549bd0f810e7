"""What decides how files are published besides their bytes. Imports next to nothing: every build compares it."""

from msgspec import Struct

from archiver.libraries import library_version


class MediaOptions(Struct, frozen=True, kw_only=True):
    """The settings that decide how files are published."""

    keeps_metadata: bool
    """Pictures keep their metadata, such as where they were taken."""


def pillow_version() -> str:
    """The version of Pillow, as `pillow-11.0.0`, found without importing it; an empty text if it is not installed."""
    return library_version("PIL", "pillow")


def processing_key(options: MediaOptions) -> str:
    """A text of all that decides how a file is published, but for its name and bytes and this program's own code.

    Files are prepared again when it changes: with the settings, and when Pillow comes, goes or has another version.
    """
    return f"{options!r} {pillow_version()}"
