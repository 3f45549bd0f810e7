"""Finds the threads whose media have changed since the previous build: files that they use, or have looked for."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from archiver.build.keys import joined_digest, media_key
from archiver.build.previous import Fact, PreviousBuild
from archiver.build.tasks import media_options
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST
from archiver.media.content_files import read_regular
from archiver.model import ALL_PATHS, Digest, PathRanges, digest_of_chunks
from archiver.source import SourceScan, copy_of
from archiver.stat_signatures import RACY


class ChangedMedia(Struct, frozen=True, kw_only=True):
    """What has changed among the files that threads show or link to."""

    names: frozenset[str] = frozenset()
    """Content paths with other content, and names that lead to another file."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a thread has to be drawn, by its source."""
    stat_signatures: Mapping[str, int] = field(default_factory=dict)
    """The stat signatures of files which differ from the recorded ones, though the content does not."""
    problems: tuple[Problem, ...] = ()
    """Those of the table of the files that are at home."""
    snapshot: Digest = NO_DIGEST
    """The `snapshot_digest` of this build's files."""


def find_changed_media(
    scan: SourceScan, previous: PreviousBuild, config: Config, ranges: PathRanges = ALL_PATHS
) -> ChangedMedia:
    """Compare the files of a scan with the records of the previous build. Files are read if their stat signatures have
    changed.

    Args:
        scan: has all files that posts may show or link to.
        previous: the previous build.
        config: has the settings that decide how files are published.
        ranges: the sources of the threads whose files are compared. The result names all threads that use them.
    """
    snapshot = NO_DIGEST if scan.beyond else snapshot_digest(scan.files, config)
    return replace(_find_changes(scan, previous, config, snapshot, ranges), snapshot=snapshot)


def _find_changes(
    scan: SourceScan, previous: PreviousBuild, config: Config, snapshot: Digest, ranges: PathRanges
) -> ChangedMedia:
    """The changes; nothing is compared if `snapshot`, the digest of all files, is that of the previous build."""
    if not previous.trusts_records:
        from archiver.build.content_lookup import read_media_table

        return ChangedMedia(problems=read_media_table(config, scan.files).problems)
    users, broken = previous.manifest.media, previous.scan.broken
    reasons = dict.fromkeys(users.users_of_outputs(broken), "a file that it shows is not as it was written")
    moved = _moved_sources(scan, previous, ranges)
    links = dict.fromkeys(users.users(sorted(moved)), "a thread that it links to has come, gone or moved")
    if snapshot == previous.facts[Fact.MEDIA] != NO_DIGEST:
        return ChangedMedia(reasons={**links, **reasons})
    from archiver.build.content_lookup import read_media_table  # a build with nothing to do needs none of it
    from archiver.media.lookup import MediaLookup

    names, signatures = _changed_files(scan, previous, config, ranges)
    table = read_media_table(config, scan.files)
    if indirect := users.indirect_uses(ranges):
        lookup = MediaLookup(scan.files, table.find)
        names |= {name for name, path in indirect.items() if not _is_url(name, path) and lookup.resolve(name) != path}
    named = {thread: f"{name} has changed" for thread, name in users.users(sorted(names)).items()}
    return ChangedMedia(
        names=frozenset(names),
        reasons={**named, **links, **reasons},
        stat_signatures=signatures,
        problems=table.problems,
    )


def snapshot_digest(files: Mapping[str, int], config: Config) -> Digest:
    """The digest of the stat signatures of files, by path, and of all else that decides how they are published;
    NO_DIGEST if a file has no signature, and so may have changed.
    """
    if RACY in files.values():
        return NO_DIGEST
    return joined_digest(media_key(media_options(config)), repr(files))


def _changed_files(
    scan: SourceScan, previous: PreviousBuild, config: Config, ranges: PathRanges
) -> tuple[set[str], dict[str, int]]:
    """The used files whose content has changed, and the new stat signatures of others. Files in folders that cannot be
    read count as unchanged.
    """
    media, key = previous.manifest.media, media_key(media_options(config))
    changed: set[str] = set()
    signatures: dict[str, int] = {}
    for path, recorded_signature, recorded_key in media.states(ranges):
        found = scan.files.get(path)
        if (found == recorded_signature != RACY and recorded_key == key) or path.startswith(scan.unreadable_folders):
            continue
        if (
            found is not None
            and recorded_key == key
            and _content_digest(config, path, found) == media.content_digest(path)
        ):
            signatures[path] = scan.files[path]
        else:
            changed.add(path)
    return changed, signatures


def _content_digest(config: Config, path: str, signature: int) -> Digest:
    """The digest of a content file; NO_DIGEST if it cannot be read, or is no regular file any more.

    `config` is the project; the file has the content path `path` and the `signature`.
    """
    try:
        return digest_of_chunks(read_regular(copy_of(config, path, signature)))
    except OSError:
        return NO_DIGEST


def _is_url(name: str, path: str) -> bool:
    """True if a name led to the page of a source; names that are looked for in any case begin with a slash."""
    return path.startswith("/") and not name.startswith("/")


def _moved_sources(scan: SourceScan, previous: PreviousBuild, ranges: PathRanges) -> set[str]:
    """The names that lead to the page of another source than before, or to none any more. Sources in folders that
    cannot be read count as unchanged.
    """
    uses = previous.manifest.media.source_uses(ranges)
    if not uses:
        return set()
    from archiver.media.lookup import MediaLookup, names_a_source

    lookup = MediaLookup(scan.files, lambda _: None, scan.source_slugs())
    return {
        name
        for name, url in uses.items()
        if not name.startswith(scan.unreadable_folders)
        and (url or names_a_source(name))
        and lookup.resolve(name) != url
    }
