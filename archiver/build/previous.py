"""The previous build: what the manifest has of it, and what a scan finds of its files. Read only."""

import json
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum

from msgspec import Struct, field

from archiver.buckets import Version
from archiver.build.tasks import Scope
from archiver.config import Config
from archiver.errors import Severity
from archiver.manifest import NO_DIGEST, Manifest, OutputRecord
from archiver.model import Digest, Folders
from archiver.publish import OutputScan, RecordedOutput

BROWSER_INDEX = ".search"
"""The owner of the files with which browsers search. No source has this path: those that begin with a dot are none."""
_NO_DIGESTS: Mapping[str, Digest] = {}  # one for all threads of a clean build


class Fact(StrEnum):
    """The names of facts in the manifest."""

    INDEX = "index"
    """The state of the search index."""
    OUTPUT = "output"
    """The output folder that the records are of."""
    LISTS = "lists"
    """The digest of all that lists were planned from."""
    VALUES = "values"
    """The digests of the values of all dependencies, as JSON."""
    ADDRESSES = "addresses"
    """The digest of all that leads on from addresses at which something was before follows from."""
    SCOPE = "scope"
    """What the build has brought up to date (see `Scope`)."""
    TAKEDOWNS = "takedowns"
    """The digest of all that is taken down."""
    MEDIA = "media"
    """The digest of all files that posts may show or link to (see `snapshot_digest`)."""


class PreviousBuild(Struct, frozen=True, kw_only=True):
    """What a build finds. Records of files are read from the manifest by their owner, since most are not needed."""

    manifest: Manifest
    files: Mapping[str, int]
    """The stored stat signature of each recorded file, by path; none if the records are of another output folder."""
    folders: Folders
    """The folders as they are recorded."""
    facts: Mapping[Fact, str | None]
    values: Mapping[str, str]
    """The digest of the value of each dependency of any page, by its text."""
    intents: AbstractSet[str]
    """See `FoundSite.intents`."""
    scan: OutputScan
    versions: Mapping[str, Version]
    """The versions of the files that may be replaced, by path, if the site is in a bucket."""
    broken_owners: frozenset[str]
    """The owners of the recorded files that are not as they were written."""
    distrust: str
    """Why the records are not trusted, so that everything is drawn: a reason for the user, or ""."""
    are_known: bool
    """False if the records are of another output folder."""
    _records: dict[str, dict[str, OutputRecord]] = field(default_factory=dict)
    """The records of the owner that was asked for last: pages are compared owner by owner."""

    @property
    def trusts_records(self) -> bool:
        """False forces a full rebuild."""
        return not self.distrust

    def records_of(self, owner: str) -> Mapping[str, OutputRecord]:
        """The records of the files of an owner, by path; none if the records are of another output folder."""
        if not self.are_known:
            return {}
        if owner not in self._records:
            self._records.clear()
            self._records[owner] = self.manifest.outputs_of(owner)
        return self._records[owner]

    def is_intact(self, owner: str) -> bool:
        """True if all files of an owner are as they were written, and the records are trusted."""
        return self.trusts_records and owner not in self.broken_owners

    def is_intact_file(self, path: str) -> bool:
        """True if a recorded file is as it was written."""
        return path not in self.scan.broken and path in self.files

    def exists(self, path: str) -> bool:
        """True if a recorded file exists, as it was written or edited by somebody."""
        return path not in self.scan.missing and path not in self.scan.truncated and path in self.files

    def intact_digests(self, owner: str, paths: Iterable[str] | None = None) -> Mapping[str, Digest]:
        """The digests of files of an owner that are as they were written, by path; of all of them, or of `paths`."""
        records = self.records_of(owner) if self.trusts_records else {}
        if not records:
            return _NO_DIGESTS
        wanted, broken = records if paths is None else paths, self.scan.broken
        return {path: records[path].digest for path in wanted if path in records and path not in broken}

    def versions_of(self, owner: str, paths: Iterable[str] | None = None) -> dict[str, Version]:
        """The versions of files of an owner that may be replaced, by path; of all of them, or of `paths`.

        None if the site is in a folder.
        """
        wanted = self.records_of(owner) if paths is None and self.versions else paths or ()
        return {path: self.versions[path] for path in wanted if path in self.versions}

    def failed_sources(self) -> frozenset[str]:
        """The sources of threads that have recorded errors. The last build may not have drawn and indexed them."""
        recorded = self.manifest.problems().items()
        return frozenset(source for source, problems in recorded if any(p.severity is Severity.ERROR for p in problems))

    def mendable(self) -> set[str]:
        """The paths that this build may write to though no intact file of ours is there: truncated files, intents, and
        damaged files of the browser index, which nobody edits.
        """
        edited = self.manifest.outputs(self.scan.edited).values()
        damaged = {record.path for record in edited if record.owner == BROWSER_INDEX and record.digest != NO_DIGEST}
        return {*self.scan.truncated, *damaged, *self.intents}


class FoundSite(Struct, frozen=True, kw_only=True):
    """The site as a build finds it."""

    recorded: RecordedOutput
    """What the manifest has of it."""
    scan: OutputScan
    intents: AbstractSet[str]
    """Paths that a build which died was about to write; in a bucket, only those at which it has put a file."""
    versions: Mapping[str, Version] = field(default_factory=dict)
    """The versions of the files that may be replaced, by path, if the site is in a bucket."""


def read_recorded_output(config: Config, manifest: Manifest) -> RecordedOutput:
    """What the manifest has of the output of a project; nothing if its records are of another folder or bucket."""
    is_known = has_records_of_output(config, manifest)
    return RecordedOutput(
        stat_signatures=manifest.recorded_files(are_known=is_known),
        digest=manifest.digest_of_output,
        folders=manifest.folders() if is_known else Folders({}, {}),
        intents=manifest.intents.read() if is_known else frozenset(),
    )


def read_previous_build(
    config: Config, manifest: Manifest, found: FoundSite, scope: Scope, *, clean: bool
) -> PreviousBuild:
    """Read what the manifest has of the previous build.

    Args:
        config: the project.
        manifest: the open manifest.
        found: the site.
        scope: what this build brings up to date.
        clean: the user has asked for a full rebuild: the records are not trusted.
    """
    is_known = has_records_of_output(config, manifest)
    facts = {name: manifest.fact(name) for name in Fact}
    return PreviousBuild(
        manifest=manifest,
        files=found.recorded.stat_signatures,
        folders=found.recorded.folders,
        facts=facts,
        values=_read_values(facts[Fact.VALUES]),
        intents=found.intents,
        scan=found.scan,
        versions=found.versions,
        broken_owners=frozenset(record.owner for record in manifest.outputs(found.scan.broken).values()),
        are_known=is_known,
        distrust="all was asked for" if clean else _why_distrusted(facts, scope, is_known=is_known),
    )


def _why_distrusted(facts: Mapping[Fact, str | None], scope: Scope, *, is_known: bool) -> str:
    if not is_known:
        is_first = facts[Fact.OUTPUT] is None
        return "the last build did not end" if is_first else "the last build was into another folder"
    if facts[Fact.SCOPE] not in {None, scope}:
        return "the last build drew no pages" if scope is Scope.SITE else "the last build drew pages"
    return ""


def _read_values(text: str | None) -> Mapping[str, str]:
    """The digests of values; none if the text is damaged, for they only serve to give reasons."""
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def has_records_of_output(config: Config, manifest: Manifest) -> bool:
    """True if the manifest has records, or intents of a first build that died, of this output folder."""
    if manifest.is_new:
        return bool(manifest.intents.read())
    return manifest.fact(Fact.OUTPUT) == config.output_name
