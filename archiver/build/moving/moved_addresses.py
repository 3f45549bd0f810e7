"""The texts of sources with new addresses in them, when something has moved."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import parse_source
from archiver.build.moving.address_mover import AddressMover
from archiver.build.moving.headed_text import HeadedText, PostText
from archiver.build.moving.link_texts import names_one_of, replace_addresses, replace_files
from archiver.build.own_page_files import WHOLE_PAGE
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, convention_for
from archiver.model import PostId, SourceFile, Thread
from archiver.parse import parse_heading
from archiver.source import Source, SourceScan, read_content


class Moved(NamedTuple):
    """What moves. Paths are relative to the content folder."""

    places: Mapping[tuple[str, PostId], tuple[str, PostId]]
    """The posts, as (path, id), by what they were."""
    whole: Mapping[str, tuple[str, PostId | None]]
    """The sources that move as wholes or are no more, with the new ones, and the id of the first post there."""
    files: Mapping[str, str]
    """The new paths of files that are no sources."""


class MovedAddresses:
    """Writes new addresses into sources.

    Args:
        config: the project.
        scan: its sources, with nothing withheld.
        moved: what moves.
    """

    def __init__(self, config: Config, scan: SourceScan, moved: Moved) -> None:
        self._config, self._scan, self.moved = config, scan, moved
        self._lookup = open_lookup(config, scan.files, scan.source_slugs())
        self._own_pages = {page.path for page in scan.own_pages}

    def in_source(self, content: bytes, old: Source, new: Source) -> bytes:
        """A content of the source `old` as that of the source `new`, which may be the one that it was."""
        mover = self._mover(old, new)
        changed = self._in_bodies(content, old, mover, lambda text: text)
        return changed if old.path in self._own_pages else _with_files(changed, mover)

    def in_post(self, post: PostText, start: bytes, old: Source, new: Source) -> PostText:
        """A post that was in the source `old` as one of the source `new`, in which `start` stands before the posts."""
        mover = self._mover(old, new)

        def as_source(body: bytes) -> bytes:
            return HeadedText(start, (post._replace(body=body),)).join()

        body = self._in_bodies(post.body, old, mover, as_source)
        return post._replace(heading=replace_files(post.heading, mover), body=body)

    def in_others(self, *paths: str) -> Iterator[tuple[str, bytes]]:
        """The sources and pages in which addresses change, but for those with some `paths`: their paths in the project,
        and their new contents.
        """
        slugs = self._scan.source_slugs()
        own = [
            Source(page.path, page.project_path.removesuffix(page.path), slugs[page.path])
            for page in self._scan.own_pages
        ]
        names = {path.rpartition("/")[2] for path, _ in self.moved.places}
        names |= {path.rpartition("/")[2] for path in (*self.moved.whole, *self.moved.files)}
        for source in (*self._scan.sources, *own):
            for path in source.paths:
                content = read_content(self._config, path)
                if path not in paths and names_one_of(content, names):
                    one = source._replace(path=path)
                    new = self.in_source(content, one, one)
                    if new != content:
                        yield one.project_path, new

    def _in_bodies(
        self, content: bytes, source: Source, mover: AddressMover, as_source: Callable[[bytes], bytes]
    ) -> bytes:
        """A text with new addresses of links in bodies.

        Args:
            content: the text.
            source: the source in which it stood.
            mover: makes the addresses.
            as_source: makes a whole source of the text.
        """
        media = ThreadMediaLookup(lookup=self._lookup, source=source)
        is_page = source.path in self._own_pages
        convention = WHOLE_PAGE if is_page else convention_for(source.path, self._config.conventions)

        def parse(marked: bytes, without_mark: Callable[[str], str]) -> Thread | None:
            files = (SourceFile(source.path, source.project_path, as_source(marked)),)
            return parse_source(
                files, source, self._config, convention, lambda address: media.has_file(without_mark(address))
            ).thread

        return replace_addresses(content, parse, mover)

    def _mover(self, old: Source, new: Source) -> AddressMover:
        moved = self.moved
        return AddressMover(self._lookup, old.path, new.path, moved.files, moved.places, moved.whole)


def _with_files(content: bytes, mover: AddressMover) -> bytes:
    """A text with new addresses of files in the headings of posts."""
    text = content.decode("utf-8", "surrogateescape")
    lines = (replace_files(line, mover) if parse_heading(line) else line for line in text.split("\n"))
    return "\n".join(lines).encode("utf-8", "surrogateescape")
