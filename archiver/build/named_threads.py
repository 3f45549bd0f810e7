"""Finds the threads and boards that users name: by the path of a source, a URL, a full address, or a slug."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from archiver import urls
from archiver.config import Config
from archiver.errors import UnknownNameError
from archiver.model import Slug
from archiver.source import Source, SourceScan

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_NAME = 1000  # characters of a path; file systems allow less in a segment
_MOST_ADVISED = 3  # nearest names in a message
_LEAST_SIMILAR = 0.75
"""By `difflib`: one wrong letter of four, or two that are missing of ten."""
_SHORTEST_PART = 4  # letters that are searched for in other names


class NamedThreads(Struct, frozen=True, kw_only=True):
    """What a name stands for: a thread, or a board with all threads in it and in the boards below it."""

    slug: Slug
    """Of the thread or the board; the root of the site has the empty one."""
    is_thread: bool
    sources: tuple[Source, ...]
    """One, or those of the board, ordered by path."""


def find_named_thread(scan: SourceScan, config: Config, name: str) -> Source:
    """The source of the thread that a name stands for. Raises UnknownNameError if it stands for none.

    Args:
        scan: the sources.
        config: the project.
        name: see `find_named_threads`.
    """
    found = _find_thread(scan, config, name)
    if found is None:
        raise _unknown(scan, config, name, [source.slug for source in scan.sources], "thread")
    return found


def find_named_threads(scan: SourceScan, config: Config, name: str) -> NamedThreads:
    """The thread or board that a name stands for. Raises UnknownNameError if there is none.

    Args:
        scan: the sources.
        config: the project.
        name: of a thread, the path of a file of its source, which may start at the working directory, the project or
            its content folder; its path or address on the site, or in a preview; its slug, as `space/lunar`, also with
            the id of a post behind it. Of a board, its folder, path, address, slug or title. `/` is the whole archive.
    """
    if source := _find_thread(scan, config, name):
        return NamedThreads(slug=source.slug, is_thread=True, sources=(source,))
    boards = {board for source in scan.sources for board in urls.boards_above(source.slug)}
    board = _find_board(boards, config, name)
    if board is None:
        names = sorted({*boards, *(source.slug for source in scan.sources)})
        raise _unknown(scan, config, name, names, "thread or board")
    prefix = f"{board}/" if board else ""
    found = tuple(source for source in scan.sources if source.slug.startswith(prefix))
    return NamedThreads(slug=board, is_thread=False, sources=found)


def _find_thread(scan: SourceScan, config: Config, name: str) -> Source | None:
    paths = _content_paths(config, name)
    by_path = next((source for source in scan.sources if not paths.isdisjoint(source.paths)), None)
    if by_path:
        return by_path
    slug = _slug_of(config, name)
    return next((source for source in scan.sources if source.slug == slug), None) if slug else None


def _find_board(boards: set[Slug], config: Config, name: str) -> Slug | None:
    slug = _slug_of(config, name)
    folders = [Slug("") if path == "." else urls.slug_of_path(path) for path in sorted(_content_paths(config, name))]
    titled = [board for board in sorted(boards) if (config.board(board).title or "").casefold() == name.casefold()]
    return next((board for board in (slug, *folders, *(titled if name else ())) if board in {*boards, ""}), None)


def _content_paths(config: Config, name: str) -> set[str]:
    """The paths that a name may stand for, relative to the content folder."""
    if not name or "\0" in name or len(name) > _LONGEST_NAME:
        return set()
    if not isinstance(config.content_place, Path):
        return {name.removeprefix(f"{config.content_name}/")}
    paths = ((base / name).resolve() for base in (Path.cwd(), config.root, config.content))
    return {path.relative_to(config.content).as_posix() for path in paths if path.is_relative_to(config.content)}


def _slug_of(config: Config, name: str) -> Slug | None:
    """The slug in a name that is a slug, a path or an address of the site; None for an address of another site."""
    if "://" in name:
        try:
            parts = urlsplit(name)
        except ValueError:
            return None
        own = urlsplit(config.base_url or "").hostname
        if own and parts.hostname not in {own, *_LOOPBACK}:
            return None
        name = parts.path
        if name.startswith(config.subpath):
            name = f"/{name.removeprefix(config.subpath)}"
    path = unquote(name.partition("#")[0]).removesuffix("index.html")
    if not path:
        return None
    return Slug(urls.first_page(path).strip("/"))


def _unknown(scan: SourceScan, config: Config, name: str, known: list[Slug], what: str) -> UnknownNameError:
    """The error of a name that nothing has.

    Args:
        scan: the sources.
        config: the project.
        name: the name.
        known: the slugs of all that could be named.
        what: the kinds of things that could be named.
    """
    paths = _content_paths(config, name) if isinstance(config.content_place, Path) else ()
    unread = [path for path in paths if (config.content / path).is_file()]
    if unread and not any(path in source.paths for path in unread for source in scan.sources):
        return UnknownNameError(f"{name} is not read: it is excluded, no Markdown file, or its name begins with . or _")
    nearest = _nearest(_slug_of(config, name) or Slug(name), known)
    advice = f"; did you mean {' or '.join(nearest)}?" if nearest else ""
    return UnknownNameError(f"there is no {what} {name} in {config.content_name}/{advice}")


def _nearest(slug: Slug, known: list[Slug]) -> list[str]:
    """The slugs whose last segments are that of another slug, or else much like it."""
    import difflib  # takes milliseconds, and is needed only for a name that is wrong

    last = urls.slug_segment(slug.rpartition("/")[2].removesuffix(".md"))
    by_last: dict[str, list[str]] = {}
    for one in known:
        by_last.setdefault(one.rpartition("/")[2], []).append(one)
    parts = [segment for segment in by_last if len(last) >= _SHORTEST_PART and last in segment]
    similar = [] if last in by_last else difflib.get_close_matches(last, by_last, _MOST_ADVISED, _LEAST_SIMILAR)
    segments = dict.fromkeys((*((last,) if last in by_last else ()), *similar, *parts))
    return [one for segment in segments for one in by_last[segment]][:_MOST_ADVISED]
