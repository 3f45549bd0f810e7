"""Where the content of a project is, and where its site goes: in folders of the project, or in buckets."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from archiver.config.checks import check_place
from archiver.config.setting_keys import key_metadata
from archiver.errors import ConfigError, Problem
from archiver.model import BucketUrl

FolderOrBucket = Path | BucketUrl
"""A folder, or a bucket."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPlaces:
    """The folders of a project, which are absolute and resolved, and its buckets."""

    root: Path
    content_place: FolderOrBucket = field(
        metadata=key_metadata("content", check_place, "the folder of the threads, or s3://bucket (content)")
    )
    output_place: FolderOrBucket = field(
        metadata=key_metadata("output", check_place, "the folder of the site, or s3://bucket (site)")
    )
    state: Path
    """The manifest, the search index and the lock; can be deleted at any time."""

    @property
    def content(self) -> Path:
        """The content folder, for what works with a folder only. Raises ConfigError if the content is in a bucket."""
        return _folder(self.content_place, "content")

    @property
    def output(self) -> Path:
        """The output folder, for what works with a folder only. Raises ConfigError if the site is in a bucket."""
        return _folder(self.output_place, "output")

    @property
    def is_in_buckets(self) -> bool:
        """True if both content and site are in buckets, so that other machines can have them."""
        return not isinstance(self.content_place, Path) and not isinstance(self.output_place, Path)

    @property
    def content_name(self) -> str:
        """The content folder relative to the project's, or the address of its bucket, as messages name it."""
        return _name(self.content_place, self.root)

    @property
    def output_name(self) -> str:
        """The output folder relative to the project's, or the address of its bucket, as messages name it."""
        return _name(self.output_place, self.root)


def place_of(root: Path, text: str) -> FolderOrBucket:
    """The place that a value of `content` or `output` names: the address of a bucket, or a folder below `root`.

    Links to a folder are followed; one that leads in a circle stays as it is.
    """
    return BucketUrl(text.rstrip("/")) if "://" in text else Path(os.path.realpath(root / text))


def lie_in_one_another(a: FolderOrBucket, b: FolderOrBucket) -> bool:
    """True if one of two places is inside the other one, or is the other one."""
    if isinstance(a, Path) or isinstance(b, Path):
        return isinstance(a, Path) and isinstance(b, Path) and (a.is_relative_to(b) or b.is_relative_to(a))
    return f"{a}/".startswith(f"{b}/") or f"{b}/".startswith(f"{a}/")


def _name(place: FolderOrBucket, root: Path) -> str:
    return Path(os.path.relpath(place, root)).as_posix() if isinstance(place, Path) else place


def _folder(place: FolderOrBucket, key: str) -> Path:
    if isinstance(place, Path):
        return place
    message = f'"{key}" is a bucket ({place}); this works with a folder of the project only'
    raise ConfigError((Problem(path="archiver.toml", line=0, message=message),))
