"""What decides where addresses of other systems lead."""

from dataclasses import dataclass

from archiver.build.openings import OpeningRecords
from archiver.config import Config
from archiver.manifest import Manifest
from archiver.model import FormerPages, Slug
from archiver.pool import Pool
from archiver.source import SourceScan


@dataclass(frozen=True, slots=True, kw_only=True)
class OldAddressInputs:
    """The archive, as the stage needs it that finds where addresses of other systems lead."""

    scan: SourceScan
    """All sources."""
    records: OpeningRecords
    """What is known of them."""
    former_pages: FormerPages
    """What leads on from former addresses of threads."""
    own_pages: frozenset[Slug]
    """The slugs of the pages that are no threads and no lists."""
    config: Config
    manifest: Manifest
    """Has what the last build has found; what is new is written to it."""
    pool: Pool
    """Reads changed sources."""
