"""The known formats: those of this package, and those of other packages by entry points. Finds the one of a source."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import NamedTuple, cast

from archiver.errors import ArchiverError
from archiver.importers.containers import Source
from archiver.importers.importer import NO, Importer
from archiver.values import advise_nearest

GROUP = "archiver.importers"
"""The group of entry points. The value of each is a class without arguments, or an instance, of `Importer`."""
OWN_FORMATS: Mapping[str, str] = {
    "forum-dl": "archiver.importers.forum_dl.importer:ForumDl",  # first: its entries have objects of other formats
    "csv": "archiver.importers.tables.formats:Csv",
    "discord": "archiver.importers.discord.importer:Discord",
    "discourse": "archiver.importers.discourse.reading:Discourse",
    "github": "archiver.importers.github.reading:GitHub",
    "hackernews": "archiver.importers.hackernews.importer:HackerNews",
    "irc": "archiver.importers.irc.importer:Irc",
    "jsonl": "archiver.importers.tables.formats:JsonLines",
    "maildir": "archiver.importers.mail.formats:MailFolder",
    "matrix": "archiver.importers.matrix.importer:Matrix",
    "mattermost": "archiver.importers.mattermost.importer:Mattermost",
    "mbox": "archiver.importers.mail.formats:Mbox",
    "pages": "archiver.importers.pages.importer:SavedPages",
    "public-inbox": "archiver.importers.mail.formats:PublicInbox",
    "reddit": "archiver.importers.reddit.importer:Reddit",
    "slack": "archiver.importers.slack.importer:Slack",
    "stackexchange": "archiver.importers.stackexchange.importer:StackExchange",
    "telegram": "archiver.importers.telegram.importer:Telegram",
    "text": "archiver.importers.text.importer:Text",
    "whatsapp": "archiver.importers.whatsapp.importer:WhatsApp",
    "zulip": "archiver.importers.zulip.importer:Zulip",
}
"""Our own formats: name, and `module:class`. `pyproject.toml` has the same table as entry points. Of importers that are
equally sure of a source the first one reads it.
"""


class UnknownFormatError(ArchiverError):
    """No importer has this name, or none knows the source."""


class Recognised(NamedTuple):
    """An importer that knows a source."""

    importer: Importer
    confidence: float
    """From 0 to 1."""


@cache
def find_importers() -> Mapping[str, Importer]:
    """All importers by name, ours first. Raises UnknownFormatError if one of another package cannot be imported."""
    others = {point.name: point.value for point in entry_points(group=GROUP) if point.name not in OWN_FORMATS}
    return {name: _load(name, place) for name, place in {**OWN_FORMATS, **others}.items()}


def _load(name: str, place: str) -> Importer:
    module, _, attribute = place.partition(":")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UnknownFormatError(f'the importer "{name}" ({place}) cannot be loaded: {error}') from error
    return cast("Importer", found() if isinstance(found, type) else found)


def find_importer(name: str) -> Importer:
    """The importer with this name. Raises UnknownFormatError."""
    importers = find_importers()
    if name not in importers:
        raise UnknownFormatError(f'there is no format "{name}"; {advise_nearest(name, set(importers))}')
    return importers[name]


def recognise(source: Source) -> tuple[Recognised, ...]:
    """The importers that know a source, the surest first; an empty tuple if none does. Reads little of it."""
    return tuple(sorted(_confidences(source), key=lambda recognised: -recognised.confidence))


def _confidences(source: Source) -> Iterator[Recognised]:
    for importer in find_importers().values():
        if (confidence := importer.confidence(source)) > NO:
            yield Recognised(importer, confidence)
