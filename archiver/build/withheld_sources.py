"""What is withheld from each source, in three steps, each of which is remembered: which posts are taken down; where
their words and names are; and what is withheld.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.keys import joined_digest, parsing_key
from archiver.build.taken_posts import find_taken_posts, find_words, withhold_from_source
from archiver.build.withheld_knowledge import know
from archiver.build.withheld_text import WithheldKnowledge
from archiver.config import Config, Convention, convention_for
from archiver.manifest import WithheldRecord, unpack_shingles
from archiver.model import Digest
from archiver.pool import Pool
from archiver.source import Source
from archiver.stat_signatures import RACY
from archiver.withhold.taken_words import OwnUse, everybodys

T = TypeVar("T")
R = TypeVar("R")

Records = Mapping[str, WithheldRecord]
"""What is known of each source, by path."""
_Know = Callable[[], WithheldKnowledge]
_CHUNK = 512  # sources that are sent to a worker with all words that are taken down


def find_withheld(sources: tuple[Source, ...], config: Config, before: Records, pool: Pool | None) -> Records:
    """What is known of each source, with what is withheld from it. The arguments are those of `withhold_taken`.

    Args:
        sources: all sources of the archive.
        config: the project.
        before: what was known before.
        pool: reads sources.
    """
    stage = _Stage(config=config, before=before, pool=pool)
    records = stage.find_taken(sources)
    knowledge = cache(lambda: know(records, config))
    words = joined_digest(*(f"{path} {record.taken}" for path, record in records.items() if record.taken))
    found = stage.find_words(sources, records, words, knowledge)
    return stage.withhold(sources, found, knowledge)


class _Stage(Struct, frozen=True, kw_only=True):
    """The steps, with the arguments of `withhold_taken`."""

    config: Config
    before: Records
    pool: Pool | None

    def find_taken(self, sources: Iterable[Source]) -> dict[str, WithheldRecord]:
        """The posts that are taken down, of each source."""
        entries = [replace(entry, line=0) for entry in self.config.takedowns.entries]
        common = repr((self.config.takedowns.key, entries))
        keys = {s.path: joined_digest(common, parsing_key(self._convention(s), self.config)) for s in sources}
        stale = [source for source in sources if not self._is_current(source, keys[source.path])]
        found = dict(
            zip((s.path for s in stale), self._run(partial(find_taken_posts, self.config), stale), strict=True)
        )
        return {
            path: found[path]._replace(entries=key) if path in found else self.before[path]
            for path, key in keys.items()
        }

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

    def withhold(self, sources: Iterable[Source], records: Records, knowledge: _Know) -> dict[str, WithheldRecord]:
        """The records with what is withheld from each source.

        Args:
            sources: all sources.
            records: what is known of them.
            knowledge: gives what is taken down.
        """
        uses = (OwnUse(frozenset(r.own_use[0]), frozenset(r.own_use[1])) for r in records.values())
        common = everybodys(uses)
        named = {entry.thread for entry in self.config.takedowns.entries}
        touched = [s for s in sources if s.slug in named or records[s.path].has_words or records[s.path].taken]
        shared = {s.path: common & unpack_shingles(records[s.path].shingles) for s in touched}
        keys = {path: joined_digest(records[path].words, repr(sorted(some))) for path, some in shared.items()}
        stale = [(s, records[s.path], shared[s.path]) for s in touched if records[s.path].everybodys != keys[s.path]]
        found = self._run(partial(withhold_from_source, self.config, knowledge()), stale) if stale else ()
        new = {
            s.path: r._replace(everybodys=keys[s.path], withheld=withheld)
            for (s, r, _), withheld in zip(stale, found, strict=True)
        }
        return {**records, **new}

    def _run(self, function: Callable[[T], R], tasks: list[T]) -> Iterable[R]:
        if self.pool is None:
            return map(function, tasks)
        return self.pool.run(function, tasks, expected=len(tasks), chunk=_CHUNK if len(tasks) > 2 * _CHUNK else 64)

    def _is_current(self, source: Source, key: Digest) -> bool:
        record = self.before.get(source.path)
        return record is not None and record.signature == source.signature != RACY and record.entries == key

    def _convention(self, source: Source) -> Convention | None:
        return convention_for(source.path, self.config.conventions)
