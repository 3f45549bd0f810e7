"""What is known of each source, of which only that is found again which is stale: its file has changed, or what decides
besides.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, Self, TypeVar

from archiver.build.keys import joined_digest, parsing_key
from archiver.config import Config, convention_for
from archiver.model import Digest
from archiver.source import Source
from archiver.stat_signatures import RACY


class SourceRecord(Protocol):
    """What is known of a source: a named tuple."""

    @property
    def signature(self) -> int:
        """The stat signature of the source when it was read; RACY: read it again."""

    @property
    def key(self) -> Digest:
        """The digest of all that decides besides the source."""

    def _replace(self, *, key: Digest) -> Self: ...


R = TypeVar("R", bound=SourceRecord)


def update_records(
    sources: tuple[Source, ...],
    config: Config,
    before: Mapping[str, R],
    common: str,
    read: Callable[[list[Source]], Iterable[R]],
) -> dict[str, R]:
    """What is known of each source, by path.

    Args:
        sources: the sources as they are.
        config: the project.
        before: what was known before.
        common: all that decides besides the sources and how they are parsed.
        read: reads the stale sources; the records need no keys.
    """
    keys = {
        source.path: joined_digest(common, parsing_key(convention_for(source.path, config.conventions), config))
        for source in sources
    }
    stale = [source for source in sources if not _is_current(source, before.get(source.path), keys[source.path])]
    found = dict(zip((source.path for source in stale), read(stale) if stale else (), strict=True))
    return {path: found[path]._replace(key=key) if path in found else before[path] for path, key in keys.items()}


def _is_current(source: Source, record: SourceRecord | None, key: Digest) -> bool:
    return record is not None and record.signature == source.signature != RACY and record.key == key
