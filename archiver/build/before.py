"""What earlier builds have left: their records, and what stands of them in the output folder."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archiver.config import Config
from archiver.manifest import Known, Manifest, OutputRecord
from archiver.model import Digest, Folders
from archiver.publish import Survey, survey
from archiver.search import IndexTransaction

SITE = ""
"""The owner of the files that belong to no thread and no group."""
INDEX, FOLDER, LISTS, VALUES = "index", "output", "lists", "values"
"""Facts of the manifest: which index it goes with, which folder its records are of, what the lists were planned from,
and what the names of all that pages read stood for.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The state that a build finds. Records of files are asked for by their owner: most are never needed."""

    manifest: Manifest
    files: Mapping[str, int]
    """The signatures of all files that are recorded."""
    folders: Folders
    threads: Mapping[str, Known]
    facts: Mapping[str, str | None]
    values: Mapping[str, str]
    """The digest of what each name stood for that pages have read."""
    claims: frozenset[str]
    survey: Survey
    torn_owners: frozenset[str]
    """The owners of files that don't stand as we wrote them."""
    is_trusted: bool
    """False if all is to be drawn: it was asked for, or index, manifest and folder do not go together."""
    _owned: dict[str, dict[str, OutputRecord]] = field(default_factory=dict)

    def records_of(self, owner: str) -> Mapping[str, OutputRecord]:
        """The files of an owner, by path; none if the records are of another folder."""
        if not self.files:
            return {}
        if owner not in self._owned:
            self._owned[owner] = self.manifest.outputs_of(owner)
        return self._owned[owner]

    def is_intact(self, path: str) -> bool:
        """True if a file stands as we wrote it."""
        return path in self.files and path not in self.survey.broken

    def known(self, owner: str) -> dict[str, Digest]:
        """The files of an owner that stand as we wrote them."""
        return self.known_files(owner, self.records_of(owner)) if self.is_trusted else {}

    def known_files(self, owner: str, paths: Iterable[str]) -> dict[str, Digest]:
        """Those of an owner's files that stand as we wrote them."""
        if not self.is_trusted:
            return {}
        records = self.records_of(owner)
        return {path: records[path].digest for path in paths if path in records and self.is_intact(path)}

    def stands(self, path: str) -> bool:
        """True if a file that we wrote is there, as we wrote it or edited."""
        return path in self.files and path not in self.survey.missing and path not in self.survey.torn

    def is_whole(self, owner: str) -> bool:
        """True if all that was written for an owner stands as it was written."""
        return self.is_trusted and owner not in self.torn_owners


def read_before(config: Config, manifest: Manifest, index: IndexTransaction, *, clean: bool, now_ns: int) -> Before:
    """Look at what stands in the output folder; `index` says whether the index is the one of the last build."""
    known = knows_output(config, manifest)
    files, folders = (manifest.signatures(), manifest.folders()) if known else ({}, Folders({}, {}))
    claims = manifest.claims.read() if known else frozenset[str]()
    facts = {name: manifest.fact(name) for name in (INDEX, FOLDER, LISTS, VALUES)}
    found = survey(str(config.output), files, manifest.digest_of_output, folders, claims, now_ns)
    return Before(
        manifest=manifest,
        files=files,
        folders=folders,
        threads=manifest.known(),
        facts=facts,
        values=_values(facts[VALUES]),
        claims=claims,
        survey=found,
        torn_owners=frozenset(record.owner for record in manifest.outputs(found.broken).values()),
        is_trusted=known and not clean and not index.is_new,
    )


def _values(text: str | None) -> Mapping[str, str]:
    """They only serve to give reasons: odd ones are none."""
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def knows_output(config: Config, manifest: Manifest) -> bool:
    """True if the manifest's records are of this output folder: those of one say nothing of another."""
    if manifest.is_new:
        return bool(manifest.claims.read())  # of a first build that did not end
    return manifest.fact(FOLDER) == output_name(config)


def output_name(config: Config) -> str:
    """The output folder as the manifest knows it."""
    return config.output.relative_to(config.root).as_posix()
