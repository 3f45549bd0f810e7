"""The stages that draw threads, one volume after the other.

In memory are the sources of one volume, those of the rest, and what was found of links between threads.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from archiver.build.avatars import find_missing_avatars
from archiver.build.changed_media import ChangedMedia, find_changed_media
from archiver.build.former_pages import update_former_pages
from archiver.build.lasting_addresses import LastingAddresses
from archiver.build.lists import read_new_assets
from archiver.build.old_address_inputs import OldAddressInputs
from archiver.build.old_addresses import update_old_addresses
from archiver.build.opening import OpenBuild
from archiver.build.openings import update_openings
from archiver.build.plan import BuildPlan, plan_build
from archiver.build.site_writer import SITE
from archiver.build.tasks import Progress
from archiver.build.thread_stages import DrawnThreads, FoundInAll, draw_own_pages, find_cross_thread
from archiver.build.threads import draw_threads
from archiver.build.volume_scans import OtherVolumes, VolumeScanner
from archiver.identity.lock_file import LOCK_NAME
from archiver.model import ALL_PATHS, CrossThread, PathRanges
from archiver.source import Source, SourceScan, Volume

_OWN_PAGES = ("_pages/", "_pages0")
"""The range of the paths of pages that are no threads, which use files, too."""


class VolumeStages:
    """The stages of one build, for its volumes.

    Args:
        opened: the build.
        scanner: scans volumes.
        asked: those that are built.
    """

    def __init__(self, opened: OpenBuild, scanner: VolumeScanner, asked: tuple[Volume, ...]) -> None:
        self._opened, self._scanner, self._asked = opened, scanner, asked
        self._config, self._manifest = opened.job.config, opened.transaction.manifest
        rest = self._scan_with_names(scanner.volumes[0])
        self._rest = OtherVolumes(scanner, scanner.volumes[0]).view(rest)
        self._unreadable: list[str] = []
        self._last: tuple[Volume, SourceScan] | None = None
        """The volume that was scanned last, which may be needed again at once."""

    def draw(self, progress: Progress | None) -> DrawnThreads:
        """Draw the threads of the volumes that are asked for, and the pages that belong to none."""
        job, pool, _, transaction = self._opened
        transaction.add_problems(find_missing_avatars(job.config, self._rest.files))
        found = self._find_in_all()
        transaction.apply_lasting_addresses(found.lasting)
        media = self._find_changed_media()
        transaction.times.end("plan")
        own_pages = draw_own_pages(self._rest, job, transaction)
        transaction.publish(SITE, read_new_assets(job, transaction.previous.records_of(SITE)))
        for volume in self._asked:
            plan = self._plan(volume, found, media)
            transaction.apply_threads(plan, draw_threads(plan, transaction.previous, job, pool, progress))
        if not self._has_all:
            self._postpone(self._manifest.media.users(sorted(self._manifest.media.replaced)))
        return DrawnThreads(own_pages, found.lasting)

    def _plan(self, volume: Volume, found: FoundInAll, media: ChangedMedia) -> BuildPlan:
        """The plan of the threads of a volume.

        Args:
            volume: the volume.
            found: what threads show of others that may be anywhere.
            media: the files that have changed.
        """
        job, pool, check, transaction = self._opened
        scan, ranges = self._scan(volume), volume.ranges
        records = update_openings(scan.sources, job.config, self._manifest, pool, ranges, with_terms=False)
        quoting = {s.path: found.quoting[s.path] for s in scan.sources if s.path in found.quoting}
        in_volume = found._replace(quoting=quoting)
        cross_thread = find_cross_thread(scan, records, in_volume, self._opened, ranges)
        is_new = transaction.index.is_new
        return plan_build(scan, cross_thread, check, job.config, index_is_new=is_new, media=media, ranges=ranges)

    def _scan(self, volume: Volume) -> SourceScan:
        """The scan of a volume, in which what its threads name can be found in the others, too."""
        if volume.is_rest:
            return self._rest
        if self._last is None or self._last[0] != volume:
            self._last = None  # before another one is in memory
            scan = self._scan_with_names(volume)
            self._last = volume, OtherVolumes(self._scanner, volume, self._rest).view(scan)
        return self._last[1]

    def _scan_with_names(self, volume: Volume) -> SourceScan:
        names = self._manifest.thread_names
        before = names.read(volume.ranges)
        scan, now = self._scanner.scan(volume, before)
        names.replace(before, now)
        return scan

    def _find_in_all(self) -> FoundInAll:
        """What threads show of others that may be anywhere. What is known of each is brought up to date for that: of
        all volumes if there is a lock, by which threads are recognized wherever they are.
        """
        has_lock = (self._config.root / LOCK_NAME).is_file()
        sources: list[Source] = []
        for volume in self._scanner.volumes if has_lock else self._asked:
            scan, ranges = self._scan(volume), volume.ranges
            self._unreadable += scan.unreadable_folders
            pool = self._opened.pool
            update_openings(scan.sources, self._config, self._manifest, pool, ranges, with_terms=False)
            sources += scan.sources if has_lock else ()
        return FoundInAll(self._find_lasting(sources), self._find_linked(), {})

    def _find_lasting(self, sources: list[Source]) -> LastingAddresses:
        """What leads on from former addresses; `sources` are all of the archive, none if there is no lock. There are no
        addresses of other systems in an archive that has volumes.
        """
        records = self._manifest.openings.read() if sources else {}
        unreadable = tuple(self._unreadable)
        scan = replace(self._rest, sources=tuple(sorted(sources)), unreadable_folders=unreadable, beyond=None)
        config, manifest, pool = self._config, self._manifest, self._opened.pool
        former_pages = update_former_pages(scan, records, config, manifest, pool)
        inputs = OldAddressInputs(
            scan=scan,
            records=records,
            former_pages=former_pages.pages,
            own_pages=frozenset(),
            config=config,
            manifest=manifest,
            pool=pool,
        )
        return LastingAddresses(former_pages, update_old_addresses(inputs))

    def _find_linked(self) -> Mapping[str, CrossThread]:
        """Which links to former addresses lead from one thread to another, by source. Only volumes with such threads
        are scanned.
        """
        if not self._config.archived_links or next(self._manifest.openings.links(), None) is None:
            return {}
        from archiver.build.archived_links import update_archived_links
        from archiver.build.linked_sources import find_linked_paths

        paths = find_linked_paths(self._manifest.openings)
        keys = {volume.key if (volume := self._scanner.volume_of(path)) else "" for path in paths}
        linked = [
            source
            for volume in self._scanner.volumes
            if volume.key in keys
            for source in self._scan(volume).sources
            if source.path in paths
        ]
        records = {source.path: self._manifest.openings.read_one(source.path) for source in linked}
        return update_archived_links(tuple(sorted(linked)), records, self._config, self._manifest, self._opened.pool)

    def _find_changed_media(self) -> ChangedMedia:
        """What has changed among the files that the threads of these volumes, and pages, show or link to."""
        scan = replace(self._rest, unreadable_folders=tuple(self._unreadable))
        ranges = ALL_PATHS if self._has_all else (*self._ranges, _OWN_PAGES)
        media = find_changed_media(scan, self._opened.transaction.previous, self._config, ranges)
        if not self._has_all:
            self._postpone(media.reasons)
        return media

    def _postpone(self, sources: Iterable[str]) -> None:
        """Let the next build of their volumes draw threads that this one does not draw, whose files have changed: the
        records of the files are those of all threads.
        """
        ranges = (*self._ranges, _OWN_PAGES)
        others = (s for s in sorted(sources) if not any(first <= s < beyond for first, beyond in ranges))
        self._opened.transaction.threads.postpone(others)

    @property
    def _has_all(self) -> bool:
        return len(self._asked) == len(self._scanner.volumes)

    @property
    def _ranges(self) -> PathRanges:
        return tuple(one for volume in self._asked for one in volume.ranges)
