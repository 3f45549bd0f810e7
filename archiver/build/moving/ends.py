"""From where a move goes, and to where: what users name, and why it cannot be moved."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from archiver import urls
from archiver.build.named_threads import find_named_thread
from archiver.config import TAKEDOWNS_NAME, Config, convention_for, matches, read_takedowns
from archiver.errors import ArchiverError, ConfigError
from archiver.model import Slug
from archiver.source import Source, SourceScan, assign_slug, is_markdown, without_extension

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class PostRange(NamedTuple):
    """Posts of a thread, as users name them: `p5`, `p5..p9`, `p5..`, `..p9`."""

    first: str
    """"" for the first one of the thread."""
    last: str
    """"" for the last one of the thread."""


class MoveEnds(NamedTuple):
    """The two ends of a move."""

    source: Source
    posts: PostRange | None
    """None: all that the source has."""
    target: Source
    is_new: bool
    """True if there is no source at the target yet."""


def find_ends(config: Config, scan: SourceScan, name: str, target: str) -> MoveEnds:
    """The ends of a move. Raises ArchiverError with the reason if there can be none, UnknownNameError.

    Args:
        config: the project.
        scan: its sources, with nothing withheld.
        name: a thread, as `find_named_thread` knows it, with `#` and a range of posts for a part of it.
        target: the path of a source, or a folder with a slash at its end.
    """
    if not isinstance(config.content_place, Path):
        raise ArchiverError("the content is in a bucket; move in a folder, and upload that")
    thread, mark, posts = name.partition("#")
    source = find_named_thread(scan, config, thread)
    path = _target_path(config, source, target)
    existing = next((one for one in scan.sources if path in one.paths), None)
    to = existing or Source(path, source.prefix, _free_slug(config, scan, source, path))
    if to.path == source.path:
        raise ArchiverError(f"{source.project_path} is there already")
    for one in (source, to):
        if len(one.paths) > 1:
            raise ArchiverError(f"{one.project_path} is one of {len(one.paths)} files of its thread; join them first")
    _refuse_other_conventions(config, source, to)
    _refuse_taken_down(config, source)
    return MoveEnds(source, _post_range(posts) if mark else None, to, existing is None)


def _target_path(config: Config, source: Source, target: str) -> str:
    """The content path of the target."""
    content = f"{config.content}/"
    path = target.removeprefix(content) if target.startswith("/") else target.removeprefix("./")
    if path.startswith("/"):
        raise ArchiverError(f"{target} is not below {content}")
    path = path.removeprefix(f"{config.content_name}/")
    if path.endswith("/") or path in {"", "."} or (config.content / path).is_dir():
        path = f"{path.strip('/')}/{source.path.rpartition('/')[2]}".lstrip("/")
    if not is_markdown(path):
        path += ".md"
    segments = path.split("/")
    place = (config.content / path).parent.resolve()
    is_inside = place.is_relative_to(config.content.resolve()) and not path.startswith("/") and path.isprintable()
    is_read = not any(matches(path, glob) for glob in config.exclude)
    if not is_inside or not is_read or any(segment[:1] in {".", "_", ""} for segment in segments):
        raise ArchiverError(f"{target} can be no source: it has to be below {config.content_name}/, and be read there")
    return path


def _free_slug(config: Config, scan: SourceScan, source: Source, path: str) -> Slug:
    """The slug of a new source. Raises ArchiverError if something else has its address, or its file."""
    slug = assign_slug(without_extension(path), path)[0]
    others = {one.slug: one.project_path for one in scan.sources if one.path != source.path}
    boards = {board for other in others for board in urls.boards_above(other)}
    if slug in others or slug in boards:
        raise ArchiverError(f"the address /{slug}/ is that of {others.get(slug, 'a board')}; choose another name")
    place, own = config.content / path, config.content / source.path
    if os.path.lexists(place) and not (place.exists() and own.exists() and place.samefile(own)):
        raise ArchiverError(f"there is a file {path} that is no thread; choose another name")
    return slug


def _refuse_other_conventions(config: Config, source: Source, to: Source) -> None:
    if convention_for(source.path, config.conventions) != convention_for(to.path, config.conventions):
        raise ArchiverError(f"another [[source]] table reads {to.project_path} than {source.project_path}")


def _refuse_taken_down(config: Config, source: Source) -> None:
    """What is taken down is named by its address: moved, it would be published again."""
    takedowns, problems = read_takedowns(config.root)
    if problems:
        raise ConfigError(tuple(problems))
    entry = next((entry for entry in takedowns.entries if entry.thread == source.slug), None)
    if entry:
        place = f"{TAKEDOWNS_NAME}:{entry.line}"
        raise ArchiverError(f"{place} takes down {entry.target}, and would not follow it; lift that, move, and add it")


def _post_range(text: str) -> PostRange:
    first, dots, last = text.partition("..")
    if not (first or last) or not all(_ID.fullmatch(id_) for id_ in (first, last) if id_):
        raise ArchiverError(f'"#{text}" names no posts; write #p5, #p5..p9, #p5.. or #..p9')
    return PostRange(first, last if dots else first)
