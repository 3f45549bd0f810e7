"""Finds the content file that an address in a source names.

A relative address is relative to the folder of the source, one with a slash at its start to the content folder. Only
files that the scan of the content folder has found can be named, so no address leads out of it. The address of a file
on another site leads to the copy that `archiver media fetch` or an importer has brought home, if there is one. The
address of a source leads to its page. Pure.
"""

import posixpath
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from archiver import urls
from archiver.model import PartedMapping, Slug, Url

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BROKEN_ESCAPE = "\ufffd"
_FILE_SUFFIX = re.compile(
    r"\.(?:png|apng|jpe?g|jfif|gif|webp|avif|bmp|svg|heic|heif|tiff?|ico|psd|xcf|mp3|m4a|aac|ogg|oga|opus|wav|flac|mid"
    r"|mp4|m4v|mov|webm|mkv|ogv|avi|wmv|mpe?g|3gp|pdf|epub|djvu|ps|docx?|odt|rtf|xlsx?|ods|csv|tsv|pptx?|odp|txt|log"
    r"|diff|patch|zip|gz|tgz|bz2|xz|zst|7z|rar|tar|exe|dmg|iso|apk|deb|rpm|jar|stl|dxf|dwg|step|blend|ttf|otf|eml|ics)\Z",
    re.IGNORECASE,
)
"""The end of an address that names a file for certain: a file that is missing if there is none."""

_SOURCE_SUFFIX = re.compile(r"\.(?:md|markdown|mdown|mdwn|mkdn?)\Z", re.IGNORECASE)
"""The end of an address that names a source."""

_ANY_CASE = "/"
"""Begins a name that is looked for in any case. No content path begins with it."""
_MOST_FORMS = 4
_SUFFIX = re.compile(r"[^./\\]\.[^./\\]{1,16}\Z")


class FoundMedia(Struct, frozen=True, kw_only=True):
    """The result of a lookup."""

    path: str
    """The content path of the file; "" if there is none."""
    url: Url | None = None
    """The page of the source that is named, in place of a file; None if none is."""
    uses: tuple[tuple[str, str], ...]
    """The names that were looked for, each with the content path that it led to, the URL of a page, or "". If none is
    found, also each name in any case (see `MediaLookup.resolve`): other files are hints."""
    hint: str = ""
    """If there is no file: why, or which file may have been meant; may be empty."""


class MediaLookup:
    """Looks up addresses among the files of one scan.

    Args:
        files: the content paths of all files that sources may name.
        find_at_home: finds the content path of the copy of another site's file by its address; None if there is none.
        sources: the slugs of pages by the content paths of their sources.
    """

    def __init__(
        self,
        files: Collection[str],
        find_at_home: Callable[[str], str | None],
        sources: Mapping[str, Slug] | None = None,
    ) -> None:
        self._files = files
        self._sources = sources or {}
        self._find_at_home = find_at_home
        self._forms: dict[tuple[Callable[[str], str], int], tuple[Collection[str], dict[str, str]]] = {}
        """Files by forms of their paths, which are the last ones; with their collection, whose id is in the key."""

    def find(self, address: str, source: str) -> FoundMedia:
        """Find the file that an address names in a source, whose path is relative to the content folder.

        The candidates, in this order: the address without its percent-encoding; with it; with a second encoding
        removed, as some exporters encode twice; each as a whole, without `#…`, and without `?…`. Backslashes count as
        slashes if there is no file otherwise.
        """
        if _SCHEME.match(address):
            path = self.resolve(address)
            return FoundMedia(path=path, uses=((address, path),))
        uses: list[tuple[str, str]] = []
        for name in dict.fromkeys(_content_paths(address, posixpath.dirname(source))):
            path = self.resolve(name)
            uses.append((name, path))
            if path.startswith("/"):
                return FoundMedia(path="", url=Url(path), uses=tuple(uses))
            if path:
                return FoundMedia(path=path, uses=tuple(uses))
        other_cases = [(case, self.resolve(case)) for case in (f"{_ANY_CASE}{name}" for name, _ in uses)]
        return FoundMedia(path="", uses=(*uses, *other_cases), hint=_hint(other_cases))

    def resolve(self, name: str) -> str:
        """The content path of the file with this content path or address; "" if there is none. Of a source, the URL of
        its page, which begins with a slash.

        A content path may differ from the name of the file in its Unicode form, as names from macOS do. After a slash,
        it may also differ in case; then the result begins with a slash, too.
        """
        if name in self._files:
            return name
        if name in self._sources:
            return urls.slug_url(self._sources[name])
        if _SCHEME.match(name):
            path = self._find_at_home(name)
            return path if path and path in self._files else ""
        if name.startswith(_ANY_CASE):
            path = name.removeprefix(_ANY_CASE)
            other = self._by_form(path, str.casefold).get(path.casefold())
            return f"{_ANY_CASE}{other}" if other else ""
        return "" if name.isascii() else self._by_form(name, _composed).get(_composed(name), "")

    def _by_form(self, name: str, form: Callable[[str], str]) -> dict[str, str]:
        """The files by a form of their content paths: all of them, or those in the part of the archive that `name`
        belongs to. Of several with one form, the first in order.
        """
        files = self._files.part(name) if isinstance(self._files, PartedMapping) else self._files
        key = form, id(files)
        if key not in self._forms:
            if len(self._forms) == _MOST_FORMS:
                self._forms.clear()
            self._forms[key] = files, {form(path): path for path in sorted(files, reverse=True)}
        return self._forms[key][1]


def _composed(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _hint(other_cases: list[tuple[str, str]]) -> str:
    """The hint for a file that is missing, by the files whose names differ from it only in case."""
    if not other_cases:
        return "only files in the content folder are shown"
    other = next((path for _, path in other_cases if path), "")
    return f"there is {posixpath.basename(other)}" if other else ""


def names_a_file(address: str) -> bool:
    """True if a relative address certainly names a file and no page, by the suffix of its path.

    >>> names_a_file("files/plan.PDF?raw=1"), names_a_file("../topic/991"), names_a_file("index.html")
    (True, False, False)
    """
    return _FILE_SUFFIX.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None


def names_a_source(address: str) -> bool:
    """True if a relative address certainly names a source, by the suffix of its path.

    >>> names_a_source("../moon/tides.md#p3"), names_a_source("files/plan.pdf")
    (True, False)
    """
    return _SOURCE_SUFFIX.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None


def may_name_a_file(address: str) -> bool:
    """True if the path of a relative address ends in a suffix. Links to anything else are not looked up.

    >>> may_name_a_file("page.html#top"), may_name_a_file("../topic/991"), may_name_a_file("..")
    (True, False, False)
    """
    return _SUFFIX.search(re.split(r"[?#]", address, maxsplit=1)[0]) is not None


def is_relative(address: str) -> bool:
    """True for an address without scheme and host that does not only lead to a place on its page.

    >>> is_relative("a/b.png"), is_relative("//host/b.png"), is_relative("mailto:a@b.example"), is_relative("#p1")
    (True, False, False, False)
    """
    return bool(address) and not address.startswith(("//", "#", "?")) and not _SCHEME.match(address)


def _content_paths(address: str, folder: str) -> Iterator[str]:
    """The content paths that a relative address may stand for, the likeliest first; none outside of `content/`."""
    for text in _decoded(address):
        for part in (text, text.partition("#")[0], re.split(r"[?#]", text, maxsplit=1)[0]):
            path = posixpath.normpath(part.lstrip("/") if part.startswith("/") else posixpath.join(folder, part))
            if part and not path.startswith("../") and path not in {".", ".."}:
                yield path


def _decoded(address: str) -> Iterator[str]:
    once = unquote(address)
    texts = [once, address] if "%" in address else [address]
    if "%" in once:
        texts.append(unquote(once))
    texts = [text for text in texts if _BROKEN_ESCAPE not in text]
    yield from texts
    yield from (text.replace("\\", "/") for text in texts if "\\" in text)
