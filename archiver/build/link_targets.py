"""Finds where links between sources lead: to which page of a thread, and whether the post that they name exists."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple, Self
from urllib.parse import unquote

from msgspec import Struct

from archiver import pages
from archiver.build.drawing import is_left_out, parse_source
from archiver.build.media_references import references_of
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, convention_for
from archiver.media.lookup import MediaLookup
from archiver.model import LinkFault, PostId, Slug, SourceFile, SourceLinks, Thread, Url
from archiver.source import Source, SourceScan, read_source, read_sources_ahead

_FOOTNOTE = ":fn"
"""Is between the id of a post and the number of a footnote in it, in the id of the footnote."""


class LinkTargets(Struct, frozen=True, kw_only=True):
    """The sources to which links may lead. It pickles."""

    config: Config
    slugs: Mapping[str, Slug]
    """See `SourceScan.source_slugs`."""
    threads: Mapping[str, Source]
    """The sources of threads, by the content paths of all their files."""
    own_pages: Mapping[str, SourceFile]
    """The files of pages that are no threads, by content path."""

    @classmethod
    def of(cls, scan: SourceScan, config: Config) -> Self:
        """The sources of a scan of the project `config`."""
        return cls(
            config=config,
            slugs=scan.source_slugs(),
            threads=scan.sources_by_path(),
            own_pages={file.path: file for file in scan.own_pages},
        )


class FoundLinks(NamedTuple):
    """Where the links of a source lead, and what was looked up for it."""

    links: SourceLinks
    names: tuple[str, ...]
    """The content paths that the links may name, whether or not there are such sources."""


class _ReadTarget(NamedTuple):
    """A source that a link leads to. A draft that is left out has no posts."""

    is_left_out: bool
    posts: Mapping[PostId, Url]
    """The permalinks of its posts, by id."""


class LinkFinder:
    """Follows links between sources. Each source that one leads to is read once; its bodies are not parsed."""

    def __init__(self, targets: LinkTargets) -> None:
        self._targets = targets
        self._lookup = MediaLookup((), lambda _: None, targets.slugs)
        self._target = lru_cache(None)(self._read_target)

    def find_in_source(self, source: Source) -> FoundLinks:
        """Where the links of a source lead, which is read and parsed for it; nothing if it has no thread."""
        config = self._targets.config
        media = ThreadMediaLookup(lookup=self._lookup, source=source)
        try:
            files = read_source(config, source)
        except OSError:  # the worker that draws the thread meets the error again, and reports it
            return FoundLinks({}, ())
        convention = convention_for(source.path, config.conventions)
        thread = parse_source(files, source, config, convention, media.has_file).thread
        return self._find(thread, media) if thread else FoundLinks({}, ())

    def find_in_thread(self, thread: Thread, source: Source) -> FoundLinks:
        """Where the links in a parsed `source` lead."""
        return self._find(thread, ThreadMediaLookup(lookup=self._lookup, source=source))

    def _find(self, thread: Thread, media: ThreadMediaLookup) -> FoundLinks:
        links: dict[str, Url | LinkFault] = {}
        for _, reference in references_of(thread):
            found = media.find_referenced(reference)
            if found and found.url and (target := self._follow(found.uses[-1][0], reference.address)):
                links[reference.address] = target
        return FoundLinks(links, tuple(sorted(name for name in media.uses if not name.startswith("/"))))

    def _follow(self, name: str, address: str) -> Url | LinkFault | None:
        """The post that an address names; what is wrong with it; None if it names no post.

        `name` is the content path of the source that the address leads to.
        """
        target, fragment = self._target(name), unquote(address.partition("#")[2])
        if target is None or target.is_left_out:
            return target and LinkFault.DRAFT
        if not fragment or name in self._targets.own_pages:
            return None
        if url := target.posts.get(PostId(fragment)):
            return url
        url = target.posts.get(PostId(fragment.rpartition(_FOOTNOTE)[0]))
        return Url(f"{url.partition('#')[0]}#{address.partition('#')[2]}") if url else LinkFault.NO_POST

    def _read_target(self, name: str) -> _ReadTarget | None:
        """The source with a content path; None if it cannot be read or parsed."""
        config = self._targets.config
        own_page = self._targets.own_pages.get(name)
        source = self._targets.threads.get(name) or Source(name, "", self._targets.slugs[name])
        try:
            files = (own_page,) if own_page else read_source(config, source)
        except OSError:
            return None
        convention = None if own_page else convention_for(source.path, config.conventions)
        thread = parse_source(files, source, config, convention, with_bodies=False).thread
        if thread is None:
            return None
        posts = {post.id: pages.post_permalink(source.slug, post.id, post.position, config) for post in thread.posts}
        return _ReadTarget(is_left_out(thread, config), posts)


def find_links(targets: LinkTargets, sources: Iterable[Source]) -> list[FoundLinks]:
    """Where the links of each of some sources lead."""
    return list(map(LinkFinder(targets).find_in_source, read_sources_ahead(targets.config, sources)))
