"""Files of the site, before and after they are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from archiver.model.identifiers import Digest, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site that is to be drawn: where, by which template, from what."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    context: object
    """One of the context types of `pages`."""
    absolute_links: bool = False
    """It is served at any depth, so its links start at the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site, ready to be published."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedFile:
    """A file that waits in the staging folder: moving it to its place is all that is left."""

    path: str
    digest: Digest
    size: int
    staged: str | None
    """Where it waits; None if the site has the same bytes already."""


class Folders(NamedTuple):
    """The folders of ours in the site, as they were looked through. A folder's path has a slash at its end, but for the
    site's own, "".
    """

    signatures: Mapping[str, int]
    """What the file system said of each."""
    foreign: Mapping[str, tuple[str, ...]]
    """What isn't ours in those that have something; the name of a folder ends in a slash."""

    def foreign_paths(self) -> tuple[str, ...]:
        """All that isn't ours, by path."""
        return tuple(sorted(f"{path}{name}" for path, names in self.foreign.items() for name in names))
