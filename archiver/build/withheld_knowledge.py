"""All that is taken down in an archive, of the posts that its sources have."""

from collections.abc import Iterable, Mapping

from archiver import urls
from archiver.build.withheld_text import WithheldKnowledge
from archiver.config import Config
from archiver.manifest import TakenPostRow, WithheldRecord
from archiver.withhold.names import TakenNames
from archiver.withhold.taken_words import FirstUse, TakenText, join_words


def know(records: Mapping[str, WithheldRecord], config: Config) -> WithheldKnowledge:
    """What is taken down, by the `records` of all sources. `config` is the project."""
    entries = config.takedowns.entries
    rows = [row for record in records.values() for row in record.taken]
    gone = (row for row in rows if not entries[row.entry].anonymize)
    named = [row for row in rows if entries[row.entry].author]
    names = {*(row.author for row in named), *(entry.author for entry in entries)} - {""}
    return WithheldKnowledge(
        takedowns=config.takedowns,
        words=join_words(_text(row) for row in gone),
        names=TakenNames(names=tuple(sorted(names)), addresses=_addresses(named)),
    )


def _text(row: TakenPostRow) -> TakenText:
    return TakenText(row.text, FirstUse(row.time, urls.name_key(row.author) if row.author else ""))


def _addresses(rows: Iterable[TakenPostRow]) -> tuple[str, ...]:
    return tuple(sorted({row.address for row in rows} - {""}))
