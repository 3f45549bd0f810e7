"""The media of threads while a worker draws them: their files are read, staged, and shown in the HTML of the posts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from msgspec import Struct

from archiver import urls
from archiver.build.keys import media_key
from archiver.build.media_references import AddressLines
from archiver.build.tasks import Job, ThreadTask, media_store
from archiver.build.thread_media import ThreadMediaLookup, is_missing
from archiver.config import CONFIG_NAME
from archiver.errors import Problem, Severity
from archiver.manifest import UNREAD, MediaFileRecord, ThreadMedia
from archiver.media.elements import medium_html, missing_html, page_link_html
from archiver.media.file_words import Translate
from archiver.media.lookup import MediaLookup
from archiver.media.options import MediaOptions
from archiver.media.prepare import prepare_file
from archiver.media.references import MediaReference, replace_references
from archiver.model import Digest, MediaKind, ShowMedia, StagedFile, Thread, Url
from archiver.publish import Stager
from archiver.source import copy_of


class _PreparedFile(Struct, frozen=True, kw_only=True):
    """A content file, and what was staged of it; nothing if the site has it already."""

    record: MediaFileRecord
    staged: tuple[StagedFile, ...] = ()


@dataclass(slots=True, kw_only=True)
class MediaReader:
    """Reads the files of a batch of threads. A file that several of them use is read once."""

    files: Mapping[str, int]
    """The stat signatures of the files that posts may show or link to, by content path."""
    lookup: MediaLookup
    job: Job
    stager: Stager
    """Takes what is to be published."""
    _prepared: dict[tuple[str, Digest], _PreparedFile] = field(default_factory=dict)

    def read(self, path: str, options: MediaOptions, known: Mapping[str, MediaFileRecord]) -> _PreparedFile:
        """Read a content file, and stage what is to be published of it. Raises OSError.

        Args:
            path: the content path.
            options: how files are read.
            known: the records of files that have not changed, by content path: they are not read.
        """
        key = media_key(options)
        if path in known and known[path].key == key:
            return _PreparedFile(record=known[path])
        if (path, key) not in self._prepared:
            self._prepared[path, key] = self._prepare(path, options, key)
        return self._prepared[path, key]

    def _prepare(self, path: str, options: MediaOptions, key: Digest) -> _PreparedFile:
        file = copy_of(self.job.config, path, self.files[path])
        prepared = prepare_file(file, options, media_store(self.job.config))
        record = MediaFileRecord(
            path=path,
            stat_signature=self.files[path],
            content=prepared.digest,
            key=key,
            medium=prepared.medium,
        )
        return _PreparedFile(record=record, staged=self.stager.stage(prepared.outputs, {}))


class MediaOfThread:
    """The media of one thread, while it is drawn.

    Args:
        reader: reads files for this and other threads.
        task: has the source, and the records of files that have not changed.
    """

    def __init__(self, reader: MediaReader, task: ThreadTask) -> None:
        self._reader = reader
        self._known = {record.path: record for record in task.media}
        self._prepared: dict[str, _PreparedFile] = {}
        self._unread: set[str] = set()
        self._avatars: dict[str, str] = {}
        self.lookup = ThreadMediaLookup(lookup=reader.lookup, source=task.source, links=task.cross_thread.source_links)

    def read(self, thread: Thread, lines: AddressLines, options: MediaOptions) -> tuple[Problem, ...]:
        """Read and stage the files that a thread uses; returns the problems of those that are missing.

        Args:
            thread: the parsed source.
            lines: finds the lines of problems in the source.
            options: how files are read.
        """
        return self.lookup.read_all(thread, lines, partial(self._read, options))

    def read_avatars(self, thread: Thread, avatars: Mapping[str, str], options: MediaOptions) -> tuple[Problem, ...]:
        """Read and stage the pictures of those who wrote in a thread; returns the problems of unreadable ones.

        Missing ones are told by `find_missing_avatars`, once for all threads.

        Args:
            thread: the parsed source.
            avatars: content paths, by the keys of names.
            options: how files are read.
        """
        names = {urls.name_key(post.author) for post in thread.posts if post.author}
        problems: list[Problem] = []
        for name in sorted(names.intersection(avatars)):
            if path := self.lookup.find_content_path(avatars[name]):
                try:
                    self._read(options, path)
                    self._avatars[name] = path
                except OSError as error:
                    message = f"the avatar {path} cannot be read: {error.strerror or error}; initials are shown"
                    problems.append(Problem(path=CONFIG_NAME, line=0, message=message, severity=Severity.WARNING))
        return tuple(problems)

    def _read(self, options: MediaOptions, path: str) -> None:
        self._unread.add(path)
        self._prepared[path] = self._reader.read(path, options, self._known)
        self._unread.discard(path)

    @property
    def avatars(self) -> Mapping[str, Url]:
        """The published pictures of those who wrote in the thread, by the keys of their names: each in its narrowest
        version.
        """
        media = {name: self._prepared[path].record.medium for name, path in self._avatars.items()}
        return {
            name: medium.variants[0].url if medium.variants else medium.url
            for name, medium in media.items()
            if medium.kind is MediaKind.PICTURE
        }

    @property
    def staged(self) -> tuple[StagedFile, ...]:
        """All files that were staged for the thread."""
        return tuple(file for path in sorted(self._prepared) for file in self._prepared[path].staged)

    def record(self) -> ThreadMedia:
        """What the manifest records of the media of the thread."""
        records = [self._prepared[path].record for path in sorted(self._prepared)]
        uses = sorted(self.lookup.uses.items())
        return ThreadMedia(
            uses=tuple((name, UNREAD if path in self._unread else path) for name, path in uses),
            files=tuple(record for record in records if record != self._known.get(record.path)),
            outputs=tuple(sorted({path for record in records for path in urls.media_paths(record.medium)})),
            is_complete=not self._unread,
        )

    def shown(self, translate: Translate) -> ShowMedia:
        """The function that shows the media in the HTML of the posts; `translate` is for words of the interface."""

        def show(html: str, page: Url) -> str:
            return replace_references(html, lambda reference: self._show(reference, page, translate))

        return show

    def _show(self, reference: MediaReference, page: Url, translate: Translate) -> str | None:
        found = self.lookup.find_referenced(reference)
        if found and found.path in self._prepared:
            medium = self._prepared[found.path].record.medium
            return medium_html(reference, medium, urls.file_name(reference.address), page, translate)
        if found and (url := found.url and self.lookup.link_url(reference, found.url)):
            return page_link_html(reference, self._reader.job.config.relative(url, page))
        if found and (found.path or found.url or is_missing(reference)):
            return missing_html(reference, urls.file_name(reference.address), translate)
        return None
