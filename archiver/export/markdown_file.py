"""Threads as sources: one thread as a file of Markdown, several as an archive of such files and what they show.

A source in our own format, which is one file, stays as it is, but for its mail addresses; all others are written anew
in the headed form.
"""

from collections import Counter
from collections.abc import Mapping
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from archiver import urls
from archiver.config import Config
from archiver.export.archive import Archive, ExportedThread
from archiver.export.bodies import SourceBody, read_bodies
from archiver.export.zip_entries import zip_entry
from archiver.importers.threads import Extra, ImportedPost, ImportedThread
from archiver.importers.writer import write_source
from archiver.model import BodyFormat, Post, PostId, copy_fields_to

_AT_HOME = "_media/"
_NOT_IN_IT = "files that it shows or links to are not in a source, but beside it"


class MarkdownFormat:
    """A source, which a build reads as an equal thread; of several threads a ZIP archive for a content folder."""

    suffix = "md"
    suffix_of_several = "zip"

    def settings(self, config: Config) -> Config:
        """The settings of the project, unchanged."""
        return config

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the threads, each when it is read."""
        if archive.selection.is_thread:
            for exported in archive:
                file.write(source_text(exported))
                if exported.media:
                    archive.notes[_NOT_IN_IT] += len(exported.resolved.source.media.record().files)
            return
        with ZipFile(file, "w", ZIP_DEFLATED) as packed:
            written = set[str]()
            for exported in archive:
                packed.writestr(zip_entry(_source_path(exported, written)), source_text(exported))
                _write_files(exported, packed, written)


def _source_path(exported: ExportedThread, written: set[str]) -> str:
    """The path of a source in the archive, which is added to those that are `written`: that in the content folder."""
    path = f"{exported.source.path.rpartition('.')[0]}.md"
    path = path if path not in written else f"{exported.thread.slug}.md"
    written.add(path)
    return path


def _write_files(exported: ExportedThread, packed: ZipFile, written: set[str]) -> None:
    """Write the files that a thread shows or links to, without metadata, where its source names them.

    Args:
        exported: the thread.
        packed: the archive.
        written: the paths in it; those of the files are added.
    """
    for record in exported.resolved.source.media.record().files:
        staged = exported.media.get(urls.output_path(record.medium.url))
        if staged and record.path not in written and not record.path.startswith(_AT_HOME):
            written.add(record.path)
            packed.writestr(zip_entry(record.path), staged.read_bytes())


def source_text(exported: ExportedThread) -> bytes:
    """The source of a thread as one file in our own format."""
    source = exported.resolved.source
    if source.convention is None and len(source.files) == 1:
        return source.text
    bodies = read_bodies(exported)
    posts = exported.thread.posts
    formats = Counter(bodies[post.id].format for post in posts if post.id in bodies)
    common = formats.most_common(1)[0][0] if formats else BodyFormat.MARKDOWN
    breaks = next((body.breaks for body in bodies.values() if body.breaks is not None), None)
    thread = copy_fields_to(
        ImportedThread,
        exported.thread,
        id=exported.thread.slug,
        url=exported.thread.source,
        format=common,
        breaks=breaks,
        extra=cast("Mapping[str, Extra]", exported.thread.extra),
        posts=tuple(_post(post, bodies) for post in posts),
    )
    return write_source(thread).join()


def _post(post: Post, bodies: Mapping[PostId, SourceBody]) -> ImportedPost:
    body = bodies[post.id]
    return copy_fields_to(
        ImportedPost,
        post,
        id=post.id,
        reply_to=post.reply_to,
        body=body.text,
        format=body.format,
        files=body.files,
        extra=dict(post.extra),
    )
