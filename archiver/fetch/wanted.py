"""What the sources show from elsewhere: the addresses of pictures, sound and video in all posts.

In comes a project, out come the addresses that are not relative, each with the number of posts that show it and the
first place. Reads every source; writes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import parse_source
from archiver.build.media_references import AddressLines, references_of
from archiver.build.scanning import scan_project
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.media.address_keys import base62_of_upload, is_web_address
from archiver.media.lookup import MediaLookup
from archiver.model import PostId
from archiver.pool import Pool, chunked, report_done, run_chunk
from archiver.source import Source, read_source

OnRead = Callable[[int, int], None]
_SMALLEST_BATCH = 32  # sources
_BATCHES = 32  # each is sent with the names of all files


class WantedAddress(Struct, frozen=True, kw_only=True):
    """An address on another site that sources show or, if it is an upload of Discourse, link to."""

    address: str
    posts: int
    """How many posts have it."""
    path: str
    """The first source with it, relative to the project."""
    line: int
    """The line of that source, from 1."""
    is_picture: bool
    """True if a post shows or plays the file in its place; False if posts only link to it."""


class WantedReport(Struct, frozen=True, kw_only=True):
    """The addresses of all sources, in the order of the sources, and the problems of sources that cannot be read."""

    addresses: tuple[WantedAddress, ...]
    problems: tuple[Problem, ...]


def find_wanted(config: Config, *, jobs: int | None = None, on_read: OnRead | None = None) -> WantedReport:
    """Read every source of a project, and find the addresses on other sites.

    Args:
        config: the configuration of the project.
        jobs: the number of processes; None chooses by the number of sources.
        on_read: called while sources are read, with the number of those that have been read, and that of all.
    """
    scan, _ = scan_project(config)
    total = len(scan.sources)
    found: dict[str, WantedAddress] = {}
    problems = list(scan.problems)
    on_done = partial(_report, on_read, total) if on_read else None
    with Pool(jobs) as pool:
        batches = chunked(scan.sources, max(_SMALLEST_BATCH, total // _BATCHES))
        find = partial(_find_in_batch, config, scan.files)
        for report in pool.run(find, batches, expected=total, chunk=1, on_done=on_done):
            problems += report.problems
            for wanted in report.addresses:
                found[wanted.address] = _merge(found.get(wanted.address), wanted)
    return WantedReport(addresses=tuple(found.values()), problems=tuple(sorted(problems)))


def _report(on_read: OnRead, total: int, done: int) -> None:
    on_read(done, total)


def _merge(first: WantedAddress | None, more: WantedAddress) -> WantedAddress:
    if first is None:
        return more
    return WantedAddress(
        address=first.address,
        posts=first.posts + more.posts,
        path=first.path,
        line=first.line,
        is_picture=first.is_picture or more.is_picture,
    )


def _find_in_batch(config: Config, files: Mapping[str, int], sources: list[Source]) -> WantedReport:
    """The addresses in some sources. `files` are the files that the sources may show, by content path."""
    found: dict[str, WantedAddress] = {}
    problems: list[Problem] = []
    for report in run_chunk(partial(_report_source, config, open_lookup(config, files)), sources):
        problems += report.problems
        for wanted in report.addresses:
            found[wanted.address] = _merge(found.get(wanted.address), wanted)
    return WantedReport(addresses=tuple(found.values()), problems=tuple(problems))


def _report_source(config: Config, lookup: MediaLookup, source: Source) -> WantedReport:
    report_done(1)
    try:
        return WantedReport(addresses=tuple(_find_in_source(config, lookup, source)), problems=())
    except OSError as error:
        problem = Problem(path=source.project_path, line=0, message=f"cannot be read: {error.strerror}")
        return WantedReport(addresses=(), problems=(problem,))


def _find_in_source(config: Config, lookup: MediaLookup, source: Source) -> Iterator[WantedAddress]:
    """The addresses of one source, each once for each post that has it. Raises OSError."""
    files = read_source(config, source)
    convention = convention_for(source.path, config.conventions)
    media = ThreadMediaLookup(lookup=lookup, source=source)
    parsed = parse_source(files, source, config, convention, media.has_file)
    if parsed.thread is None:
        return
    lines = AddressLines(files, convention)
    shown: dict[tuple[PostId, str], WantedAddress] = {}
    for post, reference in references_of(parsed.thread):
        address, key = reference.address, (post.id, reference.address)
        if key in shown:
            shown[key] = replace(shown[key], is_picture=shown[key].is_picture or reference.is_picture)
        elif is_web_address(address) or base62_of_upload(address):
            shown[key] = WantedAddress(
                address=address,
                posts=1,
                path=post.file,
                line=lines.line_of(address, post),
                is_picture=reference.is_picture,
            )
    yield from shown.values()
