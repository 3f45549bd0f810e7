"""Scans one volume of an archive at a time, and finds in the others what threads of it name."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.build.own_page_addresses import owners_of_addresses
from archiver.build.scanning import Names, scan_originals
from archiver.config import Config
from archiver.errors import ConfigError, Problem
from archiver.model import PartedMapping, Slug
from archiver.source import Source, SourceScan, Volume

_MOST_OTHERS = 2  # other volumes that are in memory
_NO_NAMES: Names = {}


class PublishedOtherwise(Struct, frozen=True, kw_only=True):
    """What is published otherwise than sources say: without what is taken down, and with other names of people."""

    sources: Mapping[str, Source]
    """The sources of all volumes that are published so, by path."""
    removed_slugs: frozenset[str]
    """The slugs of threads that are taken down as a whole."""
    scan: SourceScan
    """A scan of all volumes, with the pages that are no threads, and what stands for removed threads; no sources."""


class _Scanned(NamedTuple):
    """A volume that was scanned for what others name."""

    scan: SourceScan
    sources: Mapping[str, Source]
    slugs: Mapping[str, Slug]


_scanned: dict[tuple[object, ...], _Scanned] = {}
"""The last ones of them."""


class VolumeScanner:
    """Scans the volumes of a project. It pickles.

    Args:
        config: the project.
        volumes: its volumes, the rest first.
        published: what is published of them otherwise than sources say; None if nothing is.
        now_ns: the time of the build in nanoseconds since the epoch, for stat signatures.
    """

    def __init__(
        self, config: Config, volumes: tuple[Volume, ...], published: PublishedOtherwise | None, now_ns: int
    ) -> None:
        self.config, self.volumes, self.now_ns = config, volumes, now_ns
        self._published = published

    def volume_of(self, path: str) -> Volume | None:
        """The volume that a content path belongs to, in whatever case and Unicode form; None: the rest."""
        folders = accumulate(_form(path).split("/")[:-1], lambda above, name: f"{above}/{name}")
        return next((self._by_folder[folder] for folder in folders if folder in self._by_folder), None)

    def near(self, slug: Slug) -> Iterable[Volume]:
        """The volumes whose URLs are below or above that of a page, or equal to it."""
        key = urls.collision_key(slug)
        return (v for v in self.volumes[1:] if f"{key}/".startswith(f"{v.key}/") or v.key.startswith(f"{key}/"))

    def scan(self, volume: Volume, names: Names = _NO_NAMES) -> tuple[SourceScan, Names]:
        """Scan a volume, as it is published.

        Args:
            volume: the volume.
            names: which threads files are parts of, as `scan_originals` has it; the second result is so, too.

        Raises ConfigError if a `[[source]]` table puts a thread of it into the folder of another volume.
        """
        scan, found = scan_originals(self.config, names, now_ns=self.now_ns, volume=volume)
        if any(convention.thread for convention in self.config.conventions):
            self._check_places(volume, scan.sources)
        if published := self._published:
            kept = (s for s in scan.sources if s.slug not in published.removed_slugs)
            scan = replace(scan, sources=tuple(published.sources.get(s.path, s) for s in kept))
            if volume.is_rest:
                whole = published.scan
                scan = replace(
                    scan, removed=whole.removed, withheld_names=whole.withheld_names, own_pages=whole.own_pages
                )
        return scan, found

    def _check_places(self, volume: Volume, sources: Iterable[Source]) -> None:
        keys = {one.key for one in self.volumes[1:]}
        for source in sources:
            above = [urls.collision_key(board) for board in urls.boards_above(source.slug)]
            if (volume.key not in above) if volume.key else not keys.isdisjoint(above):
                message = (
                    f"it is at {urls.slug_url(source.slug)}, which is not in its volume {volume.name}; change the "
                    f"[[source]] table that names it so, or remove volumes"
                )
                raise ConfigError((Problem(path=source.project_path, line=0, message=message),))

    @cached_property
    def _by_folder(self) -> dict[str, Volume]:
        return {_form(folder[:-1]): volume for volume in self.volumes[1:] for folder in volume.folders}

    def __reduce__(self) -> tuple[object, ...]:
        return VolumeScanner, (self.config, self.volumes, self._published, self.now_ns)

    def scan_other(self, volume: Volume) -> _Scanned:
        """Scan a volume that is not the one at work. The last ones stay in memory."""
        key = self.config.content_place, volume.key, self.now_ns
        if key not in _scanned:
            if len(_scanned) == _MOST_OTHERS:
                del _scanned[next(iter(_scanned))]
            scan, _ = self.scan(volume)
            _scanned[key] = _Scanned(scan, scan.sources_by_path(), scan.source_slugs())
        return _scanned[key]


class OtherVolumes:
    """What is in all volumes but one (see `BeyondScan`). It pickles.

    Args:
        scanner: scans volumes.
        current: the volume that is at work.
        rest: the scan of the rest, which is always in memory; None if that is at work.
    """

    def __init__(self, scanner: VolumeScanner, current: Volume, rest: SourceScan | None = None) -> None:
        self._scanner, self._current, self._rest = scanner, current, rest

    def view(self, scan: SourceScan) -> SourceScan:
        """The scan of the current volume, in which what it names can be found wherever that is."""
        if rest := self._rest:
            scan = replace(scan, own_pages=rest.own_pages, files={**rest.files, **scan.files})
        return replace(scan, files=PartedMapping(scan.files, self._files), beyond=self)

    def with_sources(self, found: Mapping[str, Source]) -> Mapping[str, Source]:
        """Sources by the paths of their files, and those of other volumes."""
        near = self._rest.sources_by_path() if self._rest else {}
        return PartedMapping({**near, **found}, self._sources)

    def with_slugs(self, found: Mapping[str, Slug]) -> Mapping[str, Slug]:
        """Slugs by the paths of sources, and those of other volumes."""
        near = self._rest.source_slugs() if self._rest else {}
        return PartedMapping({**near, **found}, self._slugs)

    def owners_of(self, slug: Slug) -> Mapping[Slug, str]:
        """What has the slugs of threads and boards in volumes that may have one of a page, as messages name it."""
        others = (self._scanner.scan_other(volume).scan for volume in self._scanner.near(slug))
        return {slug: owner for scan in others for slug, owner in owners_of_addresses(scan.sources).items()}

    def _files(self, path: str) -> Mapping[str, int] | None:
        other = self._other(path)
        return other and other.scan.files

    def _sources(self, path: str) -> Mapping[str, Source] | None:
        other = self._other(path)
        return other and other.sources

    def _slugs(self, path: str) -> Mapping[str, Slug] | None:
        other = self._other(path)
        return other and other.slugs

    def _other(self, path: str) -> _Scanned | None:
        """The other volume that a content path belongs to; None if it belongs to what is in memory."""
        volume = self._scanner.volume_of(path)
        return None if volume is None or volume == self._current else self._scanner.scan_other(volume)

    def __reduce__(self) -> tuple[object, ...]:
        return OtherVolumes, (self._scanner, self._current)


def forget_other_volumes() -> None:
    """Forget what was scanned for what other volumes name: the next build finds it as it is then."""
    _scanned.clear()


def _form(path: str) -> str:
    return path.casefold() if path.isascii() else normalize("NFC", path).casefold()
