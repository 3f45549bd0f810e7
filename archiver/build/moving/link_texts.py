"""Addresses in raw texts of sources that name other sources, files, or posts of the same source, and new ones for them.

Only what is surely an address is changed: the target of a link in Markdown, in BBCode or in HTML, and a name in the
attribute `files`. All else stays as it is, byte for byte.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, unquote

from archiver.media.lookup import MediaLookup, is_relative, may_name_a_file
from archiver.model import PostId

NewAddress = Callable[[str], str | None]
"""The new address for one that stands in a text; None: it stays."""
_ADDRESS = re.compile(
    r"""(\]\(\s*<?|^\s{0,3}\[[^\]\n]+\]:\s*<?|\b(?:href|src)\s*=\s*["']?|\[(?:url|img)=?["']?\]?)([^\s<>"')\[\]]+)""",
    re.IGNORECASE | re.MULTILINE,
)
_FILES = re.compile(r"""(?<=\s)(files=)(?:"([^"]*)"|([^\s"{}]+))""")


def replace_addresses(content: bytes, new_address: NewAddress) -> bytes:
    """A text in which addresses are replaced."""

    def replaced(match: re.Match[str]) -> str:
        new = new_address(match[2])
        return match[0] if new is None else f"{match[1]}{new}"

    return _ADDRESS.sub(replaced, content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def replace_files(heading: str, new_address: NewAddress) -> str:
    """The heading of a post in which the addresses of its files are replaced."""

    def replaced(match: re.Match[str]) -> str:
        names = (match[2] if match[2] is not None else match[3]).split()
        new = [new_address(name) or name for name in names]
        return match[0] if new == names else f'{match[1]}"{" ".join(new)}"'

    return _FILES.sub(replaced, heading)


class AddressMover:
    """Makes new addresses for those in a source that is now another one.

    Args:
        lookup: finds what addresses name.
        old: the content path of the source in which the addresses stood.
        new: the content path of the source in which they stand now.
        files: the new content paths of files that are moved, by the old ones.
        places: the posts that moved, as (content path, id), by the (content path, id) where they were.
        moved: the content paths of sources that have moved as wholes or are no more, with the new ones, and the id of
            the first post there.
    """

    def __init__(
        self,
        lookup: MediaLookup,
        old: str,
        new: str,
        files: Mapping[str, str],
        places: Mapping[tuple[str, PostId], tuple[str, PostId]],
        moved: Mapping[str, tuple[str, PostId | None]],
    ) -> None:
        self._lookup, self._old, self._new = lookup, old, new
        self._files, self._places, self._moved = files, places, moved

    def __call__(self, address: str) -> str | None:
        """The new address; None if it is right as it is."""
        if address.startswith("#"):
            return self._within(address)
        if not is_relative(address) or not may_name_a_file(address):
            return None
        name, mark, fragment = address.partition("#")
        path = self._named(name)
        if not path:
            return None
        target, id_ = self._place(path, PostId(unquote(fragment)))
        if target == path and id_ == unquote(fragment) and (name.startswith("/") or self._keeps(name, path)):
            return None
        if target == self._new and id_:
            return f"#{quote(id_)}"
        written = quote(f"/{target}") if name.startswith("/") else self._relative(target)
        return f"{written}{'#' if id_ else mark}{quote(id_)}"

    def _within(self, address: str) -> str | None:
        """The address of a post that stood in the same source; other places in it go with the text."""
        id_ = PostId(unquote(address[1:]))
        path, now = self._places.get((self._old, id_), (self._new, id_))
        if path == self._new:
            return None if now == id_ else f"#{quote(now)}"
        return f"{self._relative(path)}#{quote(now)}"

    def _named(self, name: str) -> str:
        """The content path of the source or file that an address names; "" if there is none."""
        found = self._lookup.find(name, self._old)
        return found.uses[-1][0] if found.url else found.path

    def _place(self, path: str, id_: PostId) -> tuple[str, PostId]:
        if id_ and (path, id_) in self._places:
            return self._places[path, id_]
        if path in self._moved:
            target, first = self._moved[path]
            return target, id_ or first or PostId("")
        return self._files.get(path, path), id_

    def _keeps(self, name: str, path: str) -> bool:
        """True if a relative address names the same in the new source."""
        here = posixpath.normpath(posixpath.join(posixpath.dirname(self._new), unquote(name).partition("?")[0]))
        return here == path

    def _relative(self, path: str) -> str:
        return quote(posixpath.relpath(path, posixpath.dirname(self._new) or "."))


def names_one_of(content: bytes, names: Iterable[str]) -> bool:
    """True if a text may have the address of a source or a file with one of these names."""
    forms = {form.encode() for name in names for form in (name, quote(name))}
    return any(form in content for form in forms)
