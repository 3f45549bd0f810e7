"""All that is taken down in an archive, of the posts that its sources have."""

from collections.abc import Iterable, Iterator, Mapping

from archiver import urls
from archiver.build.withheld_text import WithheldKnowledge
from archiver.config import Config, People
from archiver.manifest import NO_ENTRY, TakenPostRow, WithheldRecord
from archiver.withhold.names import TakenNames
from archiver.withhold.pseudonyms import Alias, HiddenNames
from archiver.withhold.taken_words import FirstUse, TakenText, join_words


def know(records: Mapping[str, WithheldRecord], config: Config) -> WithheldKnowledge:
    """What is taken down, by the `records` of all sources. `config` is the project."""
    entries, people = config.takedowns.entries, config.people
    all_rows = [row for record in records.values() for row in record.taken]
    rows = [row for row in all_rows if row.entry != NO_ENTRY]
    gone = (row for row in rows if not entries[row.entry].anonymize)
    named = [row for row in rows if entries[row.entry].author]
    persons = {*(row.author for row in named), *(entry.author for entry in entries)} - {""}
    names = {name for person in persons for name in people.names_of(person)}
    return WithheldKnowledge(
        takedowns=config.takedowns,
        words=join_words(_text(row) for row in gone),
        names=TakenNames(
            names=tuple(sorted(name for name in names if "@" not in name)),
            addresses=tuple(sorted({*_addresses(named), *(name for name in names if "@" in name)})),
        ),
        hidden=HiddenNames(aliases=tuple(sorted(set(_aliases(all_rows, people))))),
    )


def _aliases(rows: Iterable[TakenPostRow], people: People) -> Iterator[Alias]:
    """The names and addresses of authors with pseudonyms: those that posts have, and those in `authors.toml`."""
    hidden = {(row.author, row.address, row.pseudonym) for row in rows if row.entry == NO_ENTRY}
    for author, address, pseudonym in hidden:
        entry = people.find(author, address)
        for name in {author, address, *(entry.names if entry else ())} - {""}:
            yield Alias(name, pseudonym, is_address="@" in name, is_everywhere=not people.everybody)
    for person in people.hidden:
        for name in people.names_of(person):
            yield Alias(name, people.pseudonym_of(person), is_address="@" in name)


def _text(row: TakenPostRow) -> TakenText:
    return TakenText(row.text, FirstUse(row.time, urls.name_key(row.author) if row.author else ""))


def _addresses(rows: Iterable[TakenPostRow]) -> tuple[str, ...]:
    return tuple(sorted({row.address for row in rows} - {""}))
