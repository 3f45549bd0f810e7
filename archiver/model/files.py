"""Files of the site, before and after they are drawn."""

from dataclasses import dataclass
from typing import NamedTuple

from archiver.model.names import Digest, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site that is to be drawn: where, by which template, from what."""

    path: str
    """The file, relative to the output folder."""
    url: Url
    template: str
    context: object
    """One of the context types of `pages`."""
    anywhere: bool = False
    """It is served at any depth, so its links start at the root of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site, ready to be published."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that waits in the staging folder: moving it to its place is all that is left."""

    path: str
    digest: Digest
    staged: str | None
    """Where it waits; None if the site has the same bytes already."""


class Folder(NamedTuple):
    """A folder of the site as it was looked through: what the file system said of it, and what isn't ours in it."""

    signature: str
    foreign: tuple[str, ...]
