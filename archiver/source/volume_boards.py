"""Which boards volumes have, whose URLs no thread of the rest may have."""

from collections.abc import Iterable

from archiver.config import Config, matches
from archiver.source.volume import Volume, key_of_folder
from archiver.source.walk import ContentWalk


def boards_of_volumes(config: Config, folders: Iterable[str]) -> dict[str, str]:
    """The folders relative to the project's folder that are boards, since the folders of volumes are there and have
    threads, by the collision keys of their URLs. Only as much is read as it takes to find one source in each.
    """
    boards: dict[str, str] = {}
    for folder in sorted(folders):
        names = folder[:-1].split("/")
        above = ["/".join(names[:count]) for count in range(1, len(names) + 1)]
        if key_of_folder(above[-1]) not in boards and _has_sources(config, folder):
            for one in above:
                boards.setdefault(key_of_folder(one), f"{config.content_name}/{one}/")
    return boards


def _has_sources(config: Config, folder: str) -> bool:
    walk = ContentWalk(config.content, config.content_name, 0, Volume(key="", folders=(folder,)))
    return any(not any(matches(path, glob) for glob in config.exclude) for path, _ in walk.markdown_files())
