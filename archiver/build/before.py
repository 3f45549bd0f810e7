"""What earlier builds have left: their records, and what stands of them in the output folder."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from archiver.config import Config
from archiver.manifest import Known, Manifest, OutputRecord
from archiver.model import Digest
from archiver.publish import Survey, survey
from archiver.search import index_state

SITE = ""
"""The owner of the files that belong to no thread and no group."""
INDEX, FOLDER, LISTS = "index", "output", "lists"
"""Facts of the manifest: which index it goes with, which folder its records are of, what the lists were drawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The state that a build finds."""

    outputs: Mapping[str, OutputRecord]
    owned: Mapping[str, tuple[OutputRecord, ...]]
    """The same records by their owners."""
    threads: Mapping[str, Known]
    facts: Mapping[str, str | None]
    claims: frozenset[str]
    survey: Survey
    is_trusted: bool
    """False if all is to be drawn: it was asked for, or index, manifest and folder do not go together."""

    def known(self, owner: str) -> dict[str, Digest]:
        """The files of an owner that stand as we wrote them."""
        if not self.is_trusted:
            return {}
        return {r.path: r.digest for r in self.owned.get(owner, ()) if r.path in self.survey.intact}

    def known_files(self, paths: Iterable[str]) -> dict[str, Digest]:
        """Those of the files that stand as we wrote them."""
        return {path: self.outputs[path].digest for path in paths if self.is_trusted and path in self.survey.intact}

    def stands(self, path: str) -> bool:
        """True if a file that we wrote is there, as we wrote it or edited."""
        return path in self.survey.intact or path in self.survey.edited

    def is_whole(self, owner: str) -> bool:
        """True if all that was written for an owner stands as it was written."""
        return self.is_trusted and all(r.path in self.survey.intact for r in self.owned.get(owner, ()))

    def is_current(self, path: str, key: Digest) -> bool:
        """True if a page was drawn from the same as now, and stands as it was written."""
        record = self.outputs.get(path)
        return self.is_trusted and record is not None and record.key == key != "" and path in self.survey.intact


def read_before(config: Config, manifest: Manifest, *, clean: bool) -> Before:
    """Look at what stands in the output folder, and whether the index is the one we know."""
    known = knows_output(config, manifest)
    outputs, claims = (manifest.outputs, manifest.claims.read()) if known else ({}, frozenset[str]())
    owned: dict[str, list[OutputRecord]] = defaultdict(list)
    for record in outputs.values():
        owned[record.owner].append(record)
    index = index_state(config.state / "search")
    facts = {name: manifest.fact(name) for name in (INDEX, FOLDER, LISTS)}
    return Before(
        outputs=outputs,
        owned={owner: tuple(records) for owner, records in owned.items()},
        threads=manifest.known(),
        facts=facts,
        claims=claims,
        survey=look_at(config.output, outputs, claims),
        is_trusted=known and not clean and index == facts[INDEX] and (index != "" or not config.search),
    )


def knows_output(config: Config, manifest: Manifest) -> bool:
    """True if the manifest's records are of this output folder: those of one say nothing of another."""
    if manifest.is_new:
        return bool(manifest.claims.read())  # of a first build that did not end
    return manifest.fact(FOLDER) == output_name(config)


def output_name(config: Config) -> str:
    """The output folder as the manifest knows it."""
    return config.output.relative_to(config.root).as_posix()


def look_at(folder: Path, records: Mapping[str, OutputRecord], claims: frozenset[str]) -> Survey:
    """Hold the output folder against records and claims."""
    return survey(folder, records, claims, time.time_ns())
