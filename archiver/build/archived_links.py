"""The stage that finds links to the former addresses of archived threads: the setting `[links] archived`.

Prefixes tell which sources may link to each other; only these are parsed. Which links lead where is stored in the
manifest; if a thread with such a link, or one that it may lead to, comes, goes, moves or changes, all are followed
again, so that the threads that link to it are drawn again.
"""

from archiver.build.keys import joined_digest, links_key
from archiver.build.linked_sources import find_linked_sources
from archiver.build.openings import OpeningRecords
from archiver.config import Config
from archiver.manifest import Manifest
from archiver.model import CrossThread
from archiver.pool import Pool
from archiver.source import Source


def update_archived_links(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> dict[str, CrossThread]:
    """The links to former addresses, by the path of the source that links, or is linked to.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project's settings; sources are read from its content folder.
        manifest: has the links that the last build has found; new ones are written to it.
        pool: parses changed sources.
    """
    linked = find_linked_sources(sources, records, config, manifest.old_addresses)
    old = manifest.old_addresses.keys()
    key = joined_digest(
        links_key(config), old.content if old else "", *(text for one in linked for text in (*one.source[:3], one.key))
    )
    if manifest.archived_links.key() == key:
        return manifest.archived_links.read()
    from archiver.build.followed_links import follow_links  # imports the parsers

    found = follow_links(linked, config, manifest, pool)
    manifest.archived_links.replace(key, found)
    return found
