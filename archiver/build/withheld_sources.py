"""What is withheld from each source, in three steps, each of which is remembered: which posts are taken down; where
their words and names are; and what is withheld.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.keys import joined_digest
from archiver.build.source_records import update_records
from archiver.build.taken_posts import find_taken_posts, find_words, withhold_from_source
from archiver.build.withheld_addresses import hidden_people
from archiver.build.withheld_knowledge import know
from archiver.build.withheld_pages import withhold_from_page
from archiver.build.withheld_text import WithheldKnowledge
from archiver.config import Config
from archiver.manifest import NO_ENTRY, TakenPostRow, WithheldRecord, unpack_shingles
from archiver.model import Digest, SourceFile
from archiver.pool import Pool
from archiver.source import Source, SourceScan
from archiver.withhold.taken_words import OwnUse, everybodys

T = TypeVar("T")
R = TypeVar("R")

Records = Mapping[str, WithheldRecord]
"""What is known of each source, by path."""
_Know = Callable[[], WithheldKnowledge]
_CHUNK = 512  # sources that are sent to a worker with all words that are taken down


class FoundWithheld(NamedTuple):
    """What is withheld from an archive."""

    records: Records
    """What is known of each source, with what is withheld from it."""
    pages: tuple[SourceFile, ...]
    """The files of the site's own pages without what is withheld."""
    names: tuple[str, ...]
    """All names of authors who are not to be named, sorted."""


def find_withheld(scan: SourceScan, config: Config, before: Records, pool: Pool | None) -> FoundWithheld:
    """What is withheld from an archive. The arguments are those of `withhold_taken`.

    Args:
        scan: all sources of the archive.
        config: the project.
        before: what was known before.
        pool: reads sources.
    """
    sources = scan.sources
    stage = _Stage(config=config, before=before, pool=pool)
    records = stage.find_taken(sources)
    knowledge = cache(lambda: know(records, config))
    rows = [(path, row) for path, record in records.items() for row in record.taken]
    taken = joined_digest(*(f"{path} {row}" for path, row in rows if row.entry != NO_ENTRY))
    hidden = sorted({row[2:4] + row[6:] for _, row in rows if row.entry == NO_ENTRY})
    found = stage.find_words(sources, records, joined_digest(taken, repr(hidden)), knowledge)
    records = stage.withhold(sources, found, taken, knowledge)
    names = {name for _, row in rows if _names_author(row, config) for name in config.people.names_of(row.author)}
    names |= {name for person in hidden_people(config) for name in config.people.names_of(person)}
    pages = tuple(withhold_from_page(page, _for_pages(knowledge(), records)) for page in scan.own_pages)
    return FoundWithheld(records, pages, tuple(sorted(names - {""})))


def _names_author(row: TakenPostRow, config: Config) -> bool:
    """True if the author of a post is not to be named anywhere."""
    return row.entry == NO_ENTRY or bool(config.takedowns.entries[row.entry].author)


def _for_pages(knowledge: WithheldKnowledge, records: Records) -> WithheldKnowledge:
    """What is taken down, with the words that are everybody's, by the `records` of all sources."""
    uses = (OwnUse(frozenset(r.own_use[0]), frozenset(r.own_use[1])) for r in records.values())
    return replace(knowledge, words=replace(knowledge.words, everybodys=everybodys(uses)))


class _Stage(Struct, frozen=True, kw_only=True):
    """The steps, with the arguments of `withhold_taken`."""

    config: Config
    before: Records
    pool: Pool | None

    def find_taken(self, sources: tuple[Source, ...]) -> dict[str, WithheldRecord]:
        """The posts that are taken down, of each source."""
        entries = [replace(entry, line=0) for entry in self.config.takedowns.entries]
        common = repr((self.config.takedowns.key, entries, self.config.people.identity))
        read = partial(self._run, partial(find_taken_posts, self.config))
        return update_records(sources, self.config, self.before, common, read)

    def find_words(
        self, sources: Iterable[Source], records: Records, words: Digest, knowledge: _Know
    ) -> dict[str, WithheldRecord]:
        """The records with what each source has of the words that are taken down.

        Args:
            sources: all sources.
            records: their posts that are taken down.
            words: the digest of all words and names that are taken down.
            knowledge: gives them.
        """
        stale = [(source, records[source.path]) for source in sources if records[source.path].words != words]
        found = self._run(partial(find_words, self.config, knowledge()), stale) if stale else ()
        return {**records, **{s.path: r._replace(words=words) for (s, _), r in zip(stale, found, strict=True)}}

    def withhold(
        self, sources: Iterable[Source], records: Records, taken: Digest, knowledge: _Know
    ) -> dict[str, WithheldRecord]:
        """The records with what is withheld from each source.

        Args:
            sources: all sources.
            records: what is known of them.
            taken: the digest of all words and names that are taken down.
            knowledge: gives them.
        """
        shared = self._everybodys(sources, records)
        keys = {
            path: joined_digest(records[path].key, taken, records[path].named, repr(sorted(some)))
            for path, some in shared.items()
        }
        touched = [(source, records[source.path]) for source in sources if source.path in shared]
        stale = [(s, record, shared[s.path]) for s, record in touched if record.everybodys != keys[s.path]]
        found = self._run(partial(withhold_from_source, self.config, knowledge()), stale) if stale else ()
        new = {
            source.path: record._replace(everybodys=keys[source.path], withheld=withheld)
            for (source, record, _), withheld in zip(stale, found, strict=True)
        }
        others = records.keys() - keys.keys()
        free = {path: records[path]._replace(everybodys=Digest(""), withheld=None) for path in others}
        return {**records, **free, **new}

    def _everybodys(self, sources: Iterable[Source], records: Records) -> dict[str, frozenset[int]]:
        """The shingles that are everybody's of each source from which something may have to be withheld, by path.

        Args:
            sources: all sources.
            records: what is known of them.
        """
        uses = (OwnUse(frozenset(r.own_use[0]), frozenset(r.own_use[1])) for r in records.values())
        common = everybodys(uses)
        named = {entry.thread for entry in self.config.takedowns.entries}
        found = dict[str, frozenset[int]]()
        for source in sources:
            record = records[source.path]
            shingles = unpack_shingles(record.shingles)
            if shingles - common or record.has_names or record.taken or source.slug in named:
                found[source.path] = shingles & common
        return found

    def _run(self, function: Callable[[T], R], tasks: list[T]) -> Iterable[R]:
        if self.pool is None:
            return map(function, tasks)
        return self.pool.run(function, tasks, expected=len(tasks), chunk=_CHUNK if len(tasks) > 2 * _CHUNK else 64)
