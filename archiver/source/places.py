"""Where each source stands in the site: a URL of its own, whatever the file is called.

A URL comes from the path alone. Only where two files would meet does it depend on the other: then the later by its
path has a digest of its own path in its URL.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from archiver import urls
from archiver.errors import Problem, Severity
from archiver.model import Slug

_DIGITS = (8, 16, 32)  # of a digest; more where the first are taken


class Source(NamedTuple):
    """A file that is a thread. `path` is relative to the content folder, `shown` to the project."""

    path: str
    shown: str
    slug: Slug
    signature: int = 0
    """What the file system says of it, to save the reading; 0 while it is too young for that to tell a change."""
    met: str = ""
    """What has the URL that its path alone would give it; "" for nothing, as for most."""


def place(name: str, path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a source, by its path with and without its ending; and what is wrong with its name and its folders'.

    What cannot stand in a URL by itself has a digest: a name without a letter or digit, one of a page of ours.
    """
    slug = urls.slug_of_path(name)
    if slug is not None and not urls.is_reserved(slug):
        return slug, []
    above, _, last = name.rpartition("/")
    slug, wrong = _place_of_folder(above) if above else (Slug(""), [])
    own, why = _place_of_name(last, path, is_first=not above)
    slug = Slug(f"{slug}/{own}" if slug else own)
    return slug, [*wrong, (path, f"{why}, so its URL is {urls.slug_url(slug)}; rename it")] if why else wrong


@cache
def _place_of_folder(path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a folder, and what is wrong with the names that lead to it."""
    slug, wrong = Slug(""), list[tuple[str, str]]()
    names = path.split("/")
    for count, name in enumerate(names, 1):
        folder = "/".join(names[:count])
        segment, why = _place_of_name(name, folder, is_first=count == 1)
        slug = Slug(f"{slug}/{segment}" if slug else segment)
        if why:
            wrong.append((f"{folder}/", f"{why}, so its URL is {urls.slug_url(slug)}; rename it"))
    return slug, wrong


def _place_of_name(name: str, path: str, *, is_first: bool) -> tuple[str, str]:
    """What a name is called in a URL; and why, if it isn't what its letters say."""
    segment = urls.slug_segment(name)
    if not segment:
        return _digest(path), "a name without a letter or digit"
    if urls.is_further_page(segment) or (is_first and segment in urls.RESERVED):
        return f"{segment}-{_digest(path)}", "its name is that of a page of the site itself"
    return segment, ""


def with_distinct_urls(sources: list[Source], problems: list[Problem]) -> Iterator[Source]:
    """The sources, in the order of their paths, each at a URL of its own."""
    taken = _boards(sources)
    for source in sources:
        key = urls.collision_key(source.slug)
        if other := taken.get(key):
            free = (Slug(f"{source.slug}-{_digest(source.path, digits)}") for digits in _DIGITS)
            slug = next(slug for slug in free if urls.collision_key(slug) not in taken)
            message = (
                f"its URL {urls.slug_url(source.slug)} is that of {other}, so it is {urls.slug_url(slug)}; rename one"
            )
            problems.append(Problem(path=source.shown, line=0, message=message, severity=Severity.WARNING))
            yield source._replace(slug=slug, met=other)
            key = urls.collision_key(slug)
        else:
            yield source
        taken[key] = source.shown


def _boards(sources: list[Source]) -> dict[str, str]:
    """The folders by the keys of their URLs."""
    first_of = {source.shown.rpartition("/")[0]: source for source in reversed(sources)}  # of each folder
    boards: dict[str, str] = {}
    for source in sorted(first_of.values()):
        for board, folder in zip(urls.boards_above(source.slug), _folders(source.shown), strict=False):
            boards.setdefault(urls.collision_key(board), folder)
    return boards


def _folders(shown: str) -> list[str]:
    """The folders below `content/` that a source stands in, outermost first, with a slash behind each."""
    parts = shown.split("/")[:-1]
    return ["/".join(parts[: i + 1]) + "/" for i in range(1, len(parts))]


def _digest(path: str, digits: int = _DIGITS[0]) -> str:
    return hashlib.blake2b(path.encode(), digest_size=digits // 2).hexdigest()
