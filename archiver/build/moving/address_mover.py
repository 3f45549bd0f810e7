"""New addresses for those in sources that name what has moved."""

import posixpath
from collections.abc import Mapping
from urllib.parse import quote, unquote

from archiver.media.lookup import MediaLookup, is_relative, may_name_a_file
from archiver.model import PostId


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
