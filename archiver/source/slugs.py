"""The slug of each source, which is its URL in the site. Every file gets one, whatever its name is.

A slug depends on the path alone. Only if two files would have the same URL, the later one in the order of their paths
gets a digest of its own path at the end of its slug.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from archiver import urls
from archiver.errors import Problem, Severity
from archiver.model import Slug

_DIGITS = (8, 16, 32)  # lengths of a hex digest in a slug; a longer one is used if a shorter one is taken


class Source(NamedTuple):
    """A file that is a thread."""

    path: str
    """Relative to the content folder, with `/`."""
    project_path: str
    """Relative to the project's folder, with `/`: how messages name the file."""
    slug: Slug
    signature: int = 0
    """Stat signature of the file: while it is unchanged, so are the bytes. 0 if the file is too young to tell."""
    collides_with: str = ""
    """The file or folder that has the URL which the path alone would give; "" if there is none, the usual case."""


def assign_slug(name: str, path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a source, and a list of (path, message) for names that cannot be used in a URL as they are.

    `path` is relative to the content folder; `name` is `path` without its extension. A name without a letter or digit
    becomes a digest; a name of a page of the site itself gets a digest at its end. A path in the list is that of the
    source, or of a folder above it.
    """
    slug = urls.slug_of_path(name)
    if slug is not None and not urls.is_reserved(slug):
        return slug, []
    above, _, last = name.rpartition("/")
    slug, messages = _folder_slug(above) if above else (Slug(""), [])
    segment, why = _name_segment(last, path, is_first=not above)
    slug = Slug(f"{slug}/{segment}" if slug else segment)
    return slug, [*messages, (path, _renamed(slug, why))] if why else messages


@cache
def _folder_slug(path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a folder, and (path, message) for it and each folder above it whose name cannot be used as it is."""
    slug, messages = Slug(""), list[tuple[str, str]]()
    names = path.split("/")
    for count, name in enumerate(names, 1):
        folder = "/".join(names[:count])
        segment, why = _name_segment(name, folder, is_first=count == 1)
        slug = Slug(f"{slug}/{segment}" if slug else segment)
        if why:
            messages.append((f"{folder}/", _renamed(slug, why)))
    return slug, messages


def _renamed(slug: Slug, why: str) -> str:
    return f"{why}, so its URL is {urls.slug_url(slug)}; rename it"


def _name_segment(name: str, path: str, *, is_first: bool) -> tuple[str, str]:
    """The URL segment of a file or folder, and why it is not what the letters of its name give ("" if it is).

    `is_first` tells that `path` is directly in the content folder, where more names are reserved.
    """
    segment = urls.slug_segment(name)
    if not segment:
        return _digest(path), "a name without a letter or digit"
    if urls.is_further_page(segment) or (is_first and segment in urls.RESERVED):
        return f"{segment}-{_digest(path)}", "its name is that of a page of the site itself"
    return segment, ""


def with_unique_urls(sources: list[Source], problems: list[Problem]) -> Iterator[Source]:
    """The sources, each with a slug that no other source and no board has.

    `sources` must be ordered by path. A warning is appended to `problems` for each slug that had to change.
    """
    taken = _boards(sources)
    for source in sources:
        key = urls.collision_key(source.slug)
        if other := taken.get(key):
            candidates = (Slug(f"{source.slug}-{_digest(source.path, digits)}") for digits in _DIGITS)
            slug = next(slug for slug in candidates if urls.collision_key(slug) not in taken)
            message = (
                f"its URL {urls.slug_url(source.slug)} is that of {other}, so it is {urls.slug_url(slug)}; rename one"
            )
            problems.append(Problem(path=source.project_path, line=0, message=message, severity=Severity.WARNING))
            yield source._replace(slug=slug, collides_with=other)
            key = urls.collision_key(slug)
        else:
            yield source
        taken[key] = source.project_path


def _boards(sources: list[Source]) -> dict[str, str]:
    """The folders that are boards, by the collision keys of their slugs."""
    first_of_folder = {source.project_path.rpartition("/")[0]: source for source in reversed(sources)}
    boards: dict[str, str] = {}
    for source in sorted(first_of_folder.values()):
        for board, folder in zip(urls.boards_above(source.slug), _folders(source.project_path), strict=False):
            boards.setdefault(urls.collision_key(board), folder)
    return boards


def _folders(project_path: str) -> list[str]:
    """The folders between the content folder and a source, outermost first, with a slash at the end of each."""
    parts = project_path.split("/")[:-1]
    return ["/".join(parts[: i + 1]) + "/" for i in range(1, len(parts))]


def _digest(path: str, digits: int = _DIGITS[0]) -> str:
    return hashlib.blake2b(path.encode(), digest_size=digits // 2).hexdigest()
