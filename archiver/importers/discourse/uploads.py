"""Finds the files that were uploaded to a forum and that an export has, by the addresses in bodies."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

from archiver.importers.containers import Member
from archiver.importers.threads import ImportedAttachment

_SHORT = re.compile(r"upload://([0-9A-Za-z]{1,64})(?:\.\w{1,10})?")
_LONG = re.compile(r"(?:(?:https?:)?//[\w.:-]{1,200}(?:/[\w./-]{0,200})?)?/uploads/[^\s\"'()<>\[\]?#]{1,1000}")
_SHA1 = re.compile(r"(?<![0-9a-f])([0-9a-f]{40})(_\d{1,3}_\d{1,5}x\d{1,5})?(?:\.\w{1,10})?\Z")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Of Discourse's base 62."""
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}


class DiscourseUploads:
    """The uploaded files of an export, by the digests in their names and by their paths below `uploads/`."""

    def __init__(self) -> None:
        self._by_digest: dict[str, Member] = {}
        self._by_path: dict[str, Member] = {}

    def add(self, member: Member) -> bool:
        """Add a file of the export, if it is an upload by its name. Returns whether it is."""
        path = _path_below_uploads(f"/{member.name}")
        digest = _SHA1.search(member.name)
        if path:
            self._by_path.setdefault(path, member)
        if digest and digest[2] is None:  # the original, not a smaller version
            self._by_digest[digest[1]] = member
        return bool(path or digest)

    def attachments(self, body: str, base_url: str | None) -> Iterator[ImportedAttachment]:
        """The uploads that a body shows or links to, and that the export has.

        Args:
            body: the body of a post, in Markdown or HTML.
            base_url: the URL of the forum, if it is known; addresses in bodies are relative to it.
        """
        if not (self._by_digest or self._by_path):
            return
        for address in dict.fromkeys(_addresses(body)):
            if member := self._find(address):
                full = address if address.startswith("upload:") or base_url is None else urljoin(base_url, address)
                name = PurePosixPath(member.name).name
                yield ImportedAttachment(name=name, read=member.read, address=full, is_in_body=True)

    def _find(self, address: str) -> Member | None:
        if short := _SHORT.fullmatch(address):
            return self._by_digest.get(digest_of_upload(short[1]) or "")
        path = unquote(address)
        digest = _SHA1.search(path)
        return self._by_path.get(_path_below_uploads(path) or "") or (
            self._by_digest.get(digest[1]) if digest else None
        )


def _addresses(body: str) -> Iterable[str]:
    if "upload" not in body:
        return
    yield from (match[0] for match in _SHORT.finditer(body))
    yield from (match[0] for match in _LONG.finditer(body))


def _path_below_uploads(path: str) -> str | None:
    _, mark, rest = path.rpartition("/uploads/")
    return rest if mark else None


def digest_of_upload(base62: str) -> str | None:
    """The SHA-1 digest in an address `upload://`, in hexadecimal; None if it is too large for one.

    >>> digest_of_upload("yLo9LOztVeamShxOYPXJYIqxiyg")
    'f3a54a402d2090e8250e68f52ad90e75440a822c'
    """
    number = 0
    for digit in base62[:64]:
        number = number * 62 + _VALUES.get(digit, 0)
    return f"{number:040x}" if number < 1 << 160 else None
