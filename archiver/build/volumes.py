"""What a build does with the threads of an archive that has volumes: the stages of `thread_stages`, one volume after
the other.

All volumes have one manifest and one search index, and are committed together: so lists, media, files of others, scores
and searches are those of an archive without volumes, and so is each page.
"""

from collections.abc import Collection
from difflib import get_close_matches

from msgspec.structs import replace

from archiver.build.opening import OpenBuild
from archiver.build.previous import Fact
from archiver.build.tasks import Progress
from archiver.build.thread_stages import DrawnThreads, scan_all, shows_related_threads
from archiver.build.volume_scans import PublishedOtherwise, VolumeScanner, forget_other_volumes
from archiver.build.volume_stages import VolumeStages
from archiver.build.withholding import removed_threads, withheld_key
from archiver.config import CONFIG_NAME, REDIRECTS_NAME, Config, read_key_lines
from archiver.errors import ConfigError, Problem
from archiver.manifest import NO_DIGEST
from archiver.source import Volume, find_volumes


def draw_volumes(names: Collection[str], opened: OpenBuild, now_ns: int, progress: Progress | None) -> DrawnThreads:
    """Plan and draw threads, volume by volume.

    Args:
        names: the volumes to build; none: all.
        opened: the build.
        now_ns: its time in nanoseconds since the epoch.
        progress: called as threads are drawn, for each volume anew.

    Raises ConfigError if the archive cannot be built in volumes, or has none of a name.
    """
    try:
        return _open_stages(names, opened, now_ns).draw(progress)
    finally:
        forget_other_volumes()


def _open_stages(names: Collection[str], opened: OpenBuild, now_ns: int) -> VolumeStages:
    config = opened.job.config
    if not config.volumes:
        raise _error(config, 'there are no volumes; with volumes = ["*"], each folder in content/ is one')
    if shows_related_threads(opened.job):
        raise _error(
            config,
            "related threads are found among all threads at once, and volumes are built one after the other; set "
            "related = false in [theme_options], or remove volumes",
        )
    if config.former_sites or (config.root / REDIRECTS_NAME).is_file():
        message = f"what addresses of other systems ({REDIRECTS_NAME}, former sites) lead to is found among all threads"
        raise _error(config, f"{message} at once, and volumes are built one after the other; choose one of the two")
    volumes = find_volumes(config)
    asked = _asked(names, volumes, config)
    if len(asked) < len(volumes) and (why := _why_all(opened)):
        opened.transaction.add_messages((f"all volumes are built: {why}",))
        asked = volumes
    published = _find_published(opened, now_ns)
    stages = VolumeStages(opened, VolumeScanner(config, volumes, published, now_ns), asked)
    opened.transaction.times.end("scan")
    return stages


def _asked(names: Collection[str], volumes: tuple[Volume, ...], config: Config) -> tuple[Volume, ...]:
    by_name = {name.rstrip("/") or volume.name: volume for volume in volumes for name in volume.folders}
    for name in names:
        if name.strip("/") not in by_name:
            near = get_close_matches(name, by_name, 1)
            hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(list(by_name)[:5])}"
            raise _error(config, f'there is no volume "{name}"; {hint}')
    asked = {by_name[name.strip("/")].key for name in names}
    return tuple(volume for volume in volumes if volume.key in asked) if names else volumes


def _error(config: Config, message: str) -> ConfigError:
    line = read_key_lines(config.root / CONFIG_NAME).get("volumes", 0)
    return ConfigError((Problem(path=CONFIG_NAME, line=line, message=message),))


def _why_all(opened: OpenBuild) -> str:
    """Why pages of volumes that are not asked for may be wrong, too; "" if they are not."""
    previous = opened.transaction.previous
    if not previous.trusts_records:
        return previous.distrust
    if opened.transaction.index.is_new:
        return "the search index has to be made anew"
    if previous.facts[Fact.LISTS] != opened.check.tracker.everything:
        return "settings, the theme or the program have changed, or the last build had errors"
    has_changed = (previous.facts[Fact.TAKEDOWNS] or NO_DIGEST) != withheld_key(opened.job.config)
    return "something else is withheld than before" if has_changed else ""


def _find_published(opened: OpenBuild, now_ns: int) -> PublishedOtherwise | None:
    """What is published of all volumes otherwise than sources say, for which all sources are looked at; None if nothing
    is taken down, and no author has several names or a pseudonym.
    """
    config, manifest = opened.job.config, opened.transaction.manifest
    if not config.takedowns.entries and not config.people:
        manifest.withheld.replace(manifest.withheld.read(), {})
        manifest.known_people.replace(manifest.known_people.read(), {})
        return None
    scan = scan_all(opened, now_ns)
    opened.transaction.add_problems(scan.problems)
    sources = {s.path: s for s in scan.sources if s.withheld or s.people or s.is_renamed}
    removed_slugs = frozenset(removed_threads(config))
    return PublishedOtherwise(sources=sources, removed_slugs=removed_slugs, scan=replace(scan, sources=()))
