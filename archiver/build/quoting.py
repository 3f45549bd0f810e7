"""The stages that find what threads quote of others, and which links lead from one thread to another."""

from collections.abc import Mapping

from msgspec.structs import replace

from archiver.build.openings import OpeningRecords
from archiver.config import Config
from archiver.manifest import Manifest
from archiver.model import CrossThread, Origins
from archiver.pool import Pool
from archiver.source import Source


def find_quoting(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> Mapping[str, CrossThread]:
    """What threads quote of others, and which links lead from one to another, by source; nothing if it is not asked
    for.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project.
        manifest: has what the last build has found; what is new is written to it.
        pool: reads changed sources.
    """
    origins: Mapping[str, Origins] = {}
    linked: Mapping[str, CrossThread] = {}
    if config.across_threads:
        from archiver.build.cross_thread import update_cross_thread_origins

        origins = update_cross_thread_origins(sources, records, config, manifest, pool)
    if config.archived_links and any(record.links for record in records.values()):
        from archiver.build.archived_links import update_archived_links

        linked = update_archived_links(sources, records, config, manifest, pool)
    return {
        source: replace(linked.get(source, CrossThread()), origins=origins.get(source, {}))
        for source in {*origins, *linked}
    }
