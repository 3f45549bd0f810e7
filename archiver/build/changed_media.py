"""Finds the threads whose media have changed since the previous build: files that they use, or have looked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from archiver.build.previous import Fact, PreviousBuild
from archiver.files import read_chunks
from archiver.manifest import NO_DIGEST
from archiver.media import MediaLookup, read_table
from archiver.model import Digest, digest_of, digest_of_chunks
from archiver.source import SourceScan
from archiver.stat_signatures import RACY


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedMedia:
    """What has changed among the files that threads show or link to."""

    names: frozenset[str] = frozenset()
    """Content paths with other content, and names that lead to another file."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why a thread has to be drawn, by its source."""
    stat_signatures: Mapping[str, int] = field(default_factory=dict)
    """The stat signatures of files which differ from the recorded ones, though the content does not."""


def find_changed_media(scan: SourceScan, previous: PreviousBuild, content: Path) -> ChangedMedia:
    """Compare the files of a scan with the records of the previous build. Files are read if their stat signatures have
    changed.

    Args:
        scan: has all files that posts may show or link to.
        previous: the previous build.
        content: the content folder.
    """
    if not previous.trusts_records:
        return ChangedMedia()
    users, broken = previous.manifest.media, previous.scan.broken
    reasons = dict.fromkeys(users.users_of_outputs(broken), "a file that it shows is not as it was written")
    if snapshot_digest(scan.files) == previous.facts[Fact.MEDIA] != NO_DIGEST:
        return ChangedMedia(reasons=reasons)
    names, signatures = _changed_files(scan, previous, content)
    if indirect := users.indirect_uses():
        lookup = open_lookup(content, scan.files)
        names |= {name for name, path in indirect.items() if lookup.resolve(name) != path}
    named = {thread: f"{name} has changed" for thread, name in users.users(sorted(names)).items()}
    return ChangedMedia(names=frozenset(names), reasons={**named, **reasons}, stat_signatures=signatures)


def snapshot_digest(files: Mapping[str, int]) -> Digest:
    """The digest of the stat signatures of files, by path; NO_DIGEST if one has none, and so may have changed."""
    if RACY in files.values():
        return NO_DIGEST
    return digest_of(repr(files).encode("utf-8", "surrogatepass"))


def open_lookup(content: Path, files: Mapping[str, int]) -> MediaLookup:
    """Read the table of the files that are at home, and make a lookup of them and `files`, which are in the folder
    `content`.
    """
    return MediaLookup(files, read_table(content).find if files else lambda _: None)


def _changed_files(scan: SourceScan, previous: PreviousBuild, content: Path) -> tuple[set[str], dict[str, int]]:
    """The used files whose content has changed, and the new stat signatures of others. Files in folders that cannot be
    read count as unchanged.
    """
    media = previous.manifest.media
    changed: set[str] = set()
    signatures: dict[str, int] = {}
    for path, recorded in media.stat_signatures().items():
        found = scan.files.get(path)
        if found == recorded != RACY or path.startswith(scan.unreadable_folders):
            continue
        if found is not None and _content_digest(content / path) == media.content_digest(path):
            signatures[path] = found
        else:
            changed.add(path)
    return changed, signatures


def _content_digest(path: Path) -> Digest:
    """The digest of a content file; NO_DIGEST if it cannot be read."""
    try:
        return digest_of_chunks(read_chunks(path))
    except OSError:
        return NO_DIGEST
