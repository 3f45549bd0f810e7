"""The slug of each source, which is its URL in the site. Every file gets one, whatever its name is.

A slug depends on the path alone, or on the name that a `[[source]]` table gives to a thread of several files. Only if
two files would have the same URL, the later one in the order of their paths gets a digest of its own path at the end of
its slug.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from archiver import urls
from archiver.errors import Problem, Severity
from archiver.model import KnownPerson, Slug, Withheld, digest_of
from archiver.stat_signatures import RACY

_DIGITS = (8, 16, 32)  # lengths of a hex digest in a slug; a longer one is used if a shorter one is taken


class Source(NamedTuple):
    """A file that is a thread, or several files that are one (see `source.parts`)."""

    path: str
    """The file, relative to the content folder, with `/`; the first one of several."""
    prefix: str
    """What stands before `path` in messages: the content folder relative to the project's, with a slash at its end."""
    slug: Slug
    signature: int = 0
    """Stat signature of the file, or of all of several: while it is unchanged, so are the bytes. 0 (RACY) if a file was
    changed less than 2 s ago: its bytes have to be compared."""
    collides_with: str = ""
    """The file or folder, relative to the project's folder, that already has the URL which this path alone would give,
    so that the slug has a digest at its end; "" if there is none, the usual case."""
    parts: tuple[str, ...] = ()
    """All files of a thread that several files are, in order, relative to the content folder; empty for one file."""
    withheld: Withheld | None = None
    """What is withheld from the source, since it is taken down; `read_source` gives the rest."""
    people: tuple[KnownPerson, ...] = ()
    """Those people of `authors.toml` with several names of whom the source has a name."""

    is_renamed: bool = False
    """The slug is not that of the path, which would name somebody who is not to be named."""

    def with_known(self, **values: Any) -> "Source":
        """The source with what is known of it. Its signature changes with that, so that all that is remembered of the
        source is found anew.
        """
        known = self._replace(**values)
        if known.signature != RACY:
            text = repr((known.signature, *values.values()))
            known = known._replace(signature=int(digest_of(text.encode("utf-8", "replace"))[:15], 16) or 1)
        return known

    @property
    def project_path(self) -> str:
        """The file, relative to the project's folder, with `/`, as messages name it; the first one of several."""
        return f"{self.prefix}{self.path}"

    @property
    def paths(self) -> tuple[str, ...]:
        """All files of the thread, in order, relative to the content folder."""
        return self.parts or (self.path,)


def assign_slug(name: str, path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a source, and warnings about names that cannot be used in a URL as they are.

    A name without a letter or digit becomes a digest. A name of a page of the site itself (`tags`) gets a digest at its
    end. A warning is a pair (path, message), where the path is the source's or that of a folder above it.

    `path` is relative to the content folder; `name` is `path` without its extension.
    """
    slug = urls.slug_of_path(name)
    if slug is not None and not urls.is_reserved(slug):
        return slug, []
    above, _, last = name.rpartition("/")
    slug, messages = _folder_slug(above) if above else (Slug(""), [])
    segment, why = _name_segment(last, path, is_first=not above)
    slug = Slug(f"{slug}/{segment}" if slug else segment)
    return slug, [*messages, (path, _renamed(slug, why))] if why else messages


def folder_slug(path: str) -> Slug:
    """The slug of a folder, relative to the content folder."""
    return _folder_slug(path)[0]


@cache
def _folder_slug(path: str) -> tuple[Slug, list[tuple[str, str]]]:
    """The slug of a folder, and a warning (path, message) for each name in its path that cannot be used as it is."""
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
    """The URL segment of a file or folder, and why it has a digest: a clause for a warning, "" if it has none.

    Args:
        name: the name of the file without its extension, or of the folder.
        path: the file or folder, relative to the content folder, of which the digest is made.
        is_first: True directly in the content folder, where more names are reserved.
    """
    segment = urls.slug_segment(name)
    if not segment:
        return _digest(path), "a name without a letter or digit"
    if urls.is_further_page(segment) or (is_first and segment in urls.RESERVED):
        return f"{segment}-{_digest(path)}", "its name is that of a page of the site itself"
    return segment, ""


def with_unique_urls(
    sources: list[Source], problems: list[Problem], boards: Mapping[str, str] | None = None
) -> Iterator[Source]:
    """The sources, each with a slug that no other source and no board has.

    Two paths can give one slug: `a b.md` and `a-b.md`. The later one gets a digest at its end.

    Args:
        sources: the sources, ordered by path.
        problems: a warning is appended for each slug that had to change.
        boards: the folders that are boards though no source is in them, by the collision keys of their slugs.
    """
    taken = {**_boards(sources), **(boards or {})}
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
    """The folders that are boards, relative to the project's folder, by the collision keys of their slugs."""
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
