"""Addresses of systems that an archive replaces, with what is here in place of what was there."""

from msgspec import Struct

from archiver.model.identifiers import Url


class LedAddress(Struct, frozen=True, kw_only=True):
    """An address of another system, and where it leads."""

    host: str
    """As in keys of addresses: `//forum.example`; "" if it is not known."""
    key: str
    """Path and query, as in keys of addresses."""
    fragment: str
    place: str
    """Equal for addresses that cannot have a file each."""
    path: str
    """The file that stands at it, relative to the output folder; "" if there is none."""
    url: Url
    """Where it leads."""
    title: str
    """What the thread that it leads to is called, or the URL."""
    source: str
    """The path of the source of that thread; "" if it leads to another page."""
    position: int
    """That of the post that it leads to, from 1; 0 for the whole thread."""
    line: int
    """The line of `redirects.csv`; 0 if the address follows from what sources say."""


class AddressFile(Struct, frozen=True, kw_only=True):
    """The file that stands at addresses of another system which differ in their fragments alone."""

    addresses: tuple[LedAddress, ...]
    """These, that without a fragment first."""
    whole: LedAddress
    """The one without a fragment, or else any: where an unknown fragment leads."""
    parts: int
    """The number of files for further fragments, which are too many for one (see `urls.fragment_page`)."""
