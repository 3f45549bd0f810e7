"""Finds files in a folder that somebody has saved: by `wget -r`, by HTTrack, or as a copy of a forum's own folder.

In comes the folder and what is wanted, out come the paths of files. A file is found for an address

- by host and path, anywhere in the folder (`www.x.example/img/cat.png`), where the host may have its port
  (`x.example:8080`, `x.example+8080`), the path may be percent-encoded or not, and the query may be in the name of the
  file (`show.php?id=7`, `show.php@id=7`) or be four digits of its MD5 before the extension, which may be that of the
  type (`show8f14.png`), as HTTrack names files;
- by the path alone, if the folder is named as the host, or the path is below `uploads/`, where Discourse keeps files;
- by the name alone, if it begins with a SHA-1 digest, as the names of Discourse's files do. That is also how `upload://`
  addresses are found: they have the digest in base 62.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG
from urllib.parse import SplitResult, unquote, urlsplit

from archiver.fetch.addresses import url_of_address
from archiver.media.address_keys import base62_of_upload

_SHA1_NAME = re.compile(r"[0-9a-f]{40}(?=[._])")
_HTTRACK_NAME = re.compile(r"(.*[^/][0-9a-f]{4})\.[^./]{1,5}")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Of Discourse's base 62 (the gem `base62-rb`: digits, then small letters, then capitals)."""
_SHA1_BITS = 160


class SavedFolder:
    """The files of a folder, by the names under which addresses may look for them. Links and pipes are passed over."""

    def __init__(self, folder: Path) -> None:
        """Read the names of all files below `folder`. Raises OSError if it cannot be read."""
        self._folder = folder
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        for path in _paths_below(folder):
            parts = path.split("/")
            for start, part in enumerate(parts):
                if start == 0 or "." in part or part == "uploads":
                    name = "/".join(parts[start:])
                    self._by_path.setdefault(name, path)
                    if stem := _HTTRACK_NAME.fullmatch(name):
                        self._by_path.setdefault(stem[1], path)
            if _SHA1_NAME.match(parts[-1]):
                self._by_name.setdefault(parts[-1], path)
            if sha1 := sha1_in_name(path):
                self._by_name.setdefault(sha1, path)

    def find(self, address: str) -> Path | None:
        """Find the file of an address; None if there is none."""
        for name in _names_of(address, self._folder.resolve().name):
            if path := self._by_path.get(name):
                return self._folder / path
        found = self._by_name.get(sha1_of_upload(address) or address.partition("?")[0].rpartition("/")[2])
        return self._folder / found if found else None


def sha1_of_upload(address: str) -> str | None:
    """The SHA-1 digest in an address `upload://` of Discourse, in hexadecimal; None for another address.

    >>> sha1_of_upload("upload://1.png")
    '0000000000000000000000000000000000000001'
    """
    base62 = base62_of_upload(address)
    if base62 is None or len(base62) > 27:  # digits of the largest digest
        return None
    number = 0
    for digit in base62:
        number = number * 62 + _DIGITS.index(digit)
    return f"{number:040x}" if number < 1 << _SHA1_BITS else None


def sha1_in_name(path: str) -> str:
    """The SHA-1 digest that is the name of a file or URL before its extension, in hexadecimal; "" if there is none."""
    name = path.partition("?")[0].rpartition("/")[2]
    return name[:40] if _SHA1_NAME.match(name) and name[40] == "." else ""


def _paths_below(folder: Path) -> Iterator[str]:
    """The sorted paths of all regular files below a folder, relative to it."""
    for parent, folders, names in os.walk(folder, onerror=_raise):
        folders.sort()
        prefix = Path(parent).relative_to(folder).as_posix()
        for name in sorted(names):
            if S_ISREG((Path(parent) / name).lstat().st_mode):
                yield name if prefix == "." else f"{prefix}/{name}"


def _raise(error: OSError) -> None:
    raise error


def _names_of(address: str, folder_name: str) -> Iterator[str]:
    """The paths under which the file of a web address may have been saved, the most exact first."""
    try:
        parts = urlsplit(url_of_address(address, None) or "")
        port = parts.port
    except ValueError:
        return
    if not parts.hostname:
        return
    hosts = [f"{parts.hostname}:{port}", f"{parts.hostname}+{port}"] if port else []
    for path in dict.fromkeys(_paths_of(parts)):
        for host in (*hosts, parts.hostname):
            yield f"{host}/{path}"
            if folder_name == host:
                yield path
        if path.startswith("uploads/"):
            yield path


def _paths_of(parts: SplitResult) -> Iterator[str]:
    raw = parts.path.lstrip("/")
    for path in (raw, unquote(raw)):
        if not parts.query:
            yield path
            continue
        for query in (parts.query, unquote(parts.query)):
            yield from (f"{path}?{query}", f"{path}@{query}", f"{path}%3F{query}")
        md5 = hashlib.md5(parts.query.encode(errors="surrogatepass"), usedforsecurity=False).hexdigest()
        folder, slash, name = path.rpartition("/")
        yield f"{folder}{slash}{name.rpartition('.')[0] or name}{md5[:4]}"
