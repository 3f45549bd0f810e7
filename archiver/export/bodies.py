"""The bodies of posts as their sources have them, not parsed: for formats that are text."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from archiver.build.hidden_addresses import hiding_addresses
from archiver.export.archive import ExportedThread
from archiver.mail_addresses import Addresses
from archiver.model import Block, BodyFormat, PostId
from archiver.parse import parse_thread

_FILE = re.compile(r"\]\(<([^<>]*)>\)$", re.MULTILINE)


class SourceBody(NamedTuple):
    """The body of a post as its source has it, with mail addresses as the settings want them."""

    text: str
    format: BodyFormat
    breaks: bool | None
    """Whether a single line break in Markdown counts; None for the project's choice."""
    files: tuple[str, ...] = ()
    """The addresses of files that are shown below the body."""


def read_bodies(exported: ExportedThread) -> Mapping[PostId, SourceBody]:
    """The bodies of all posts of a thread, by the ids of the posts."""
    found: dict[PostId, SourceBody] = {}

    def keep(
        body: str, body_format: BodyFormat, _base_url: str | None, post: PostId, /, *, breaks: bool | None
    ) -> tuple[Block, ...]:
        if post in found:  # the second text of a post shows its files (see `parse_thread`)
            found[post] = found[post]._replace(files=tuple(_FILE.findall(body)))
        else:
            found[post] = SourceBody(body, body_format, breaks)
        return ()

    source = exported.resolved.source
    parse_thread(
        source.files,
        slug=exported.source.slug,
        zone=source.config.zone,
        parse_body=hiding_addresses(keep, Addresses(source.config.addresses)),
        convention=source.convention,
    )
    return found
