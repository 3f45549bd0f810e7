"""How sources separate their posts, and where titles are from. `archiver check --explain` shows both."""

from enum import StrEnum


class SourceForm(StrEnum):
    """How a file separates its posts."""

    PLAIN = "plain"
    """By two or more blank lines."""
    HEADED = "headed"
    """By headings of the form `## author · date {#id}`."""
    CONVENTION = "convention"
    """By the pattern of a `[[source]]` table."""
    WHOLE = "whole"
    """Not at all: the text is one post."""


class TitleSource(StrEnum):
    """The part of a source that the title of its thread is from."""

    FRONT_MATTER = "front matter"
    TEXT = "text"
    """In the first heading, in the first line, or where the pattern of a `[[source]]` table matches."""
    FILE_NAME = "file name"
