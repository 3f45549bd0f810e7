"""Places the attachments of a thread: beside its source, or in `content/_media/` if bodies have their URLs.

`plan_attachments` is pure: it names the files. `write_attachments` writes those that are not there yet.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from archiver.errors import Problem, Severity
from archiver.files import replace_bytes
from archiver.importers.store.names import attachment_name
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.media.at_home import FailureKind
from archiver.media.media_store import MediaStore


class PlannedFile(Struct, frozen=True):
    """An attachment, and where it is to be."""

    attachment: ImportedAttachment
    path: str
    """Relative to the folder of the source; "" if it belongs into `content/_media/`, under its address."""

    @property
    def address(self) -> str:
        """What the source names."""
        return quote(self.path) if self.path else self.attachment.address or ""


def plan_attachments(
    thread: ImportedThread, folder: str, left_out: Collection[PlannedFile] = ()
) -> tuple[ImportedThread, tuple[PlannedFile, ...]]:
    """Name the files of the attachments of a thread.

    Args:
        thread: the thread.
        folder: the name of the folder of its files, next to its source.
        left_out: files that could not be written.

    Returns:
        The thread without attachments, its posts with the addresses of their files; and the files to write.
    """
    planned: list[PlannedFile] = []
    posts = []
    for post in thread.posts:
        if post.attachments:
            files = tuple(_plan(post, folder))
            planned += files
            posts.append(_with_files(post, [file for file in files if file not in left_out]))
        else:
            posts.append(post)
    return replace(thread, posts=tuple(posts)), tuple(file for file in planned if file.attachment.read)


def _plan(post: ImportedPost, folder: str) -> Iterator[PlannedFile]:
    for number, attachment in enumerate(post.attachments):
        is_beside = attachment.read is not None and not attachment.is_in_body
        name = attachment_name(attachment.name, f"{post.id}/{number}")
        yield PlannedFile(attachment, f"{folder}/{name}" if is_beside else "")


def _with_files(post: ImportedPost, files: list[PlannedFile]) -> ImportedPost:
    """The post without attachments, with the addresses of files in its body, or below it."""
    body, below = post.body, list(post.files)
    for file in files:
        reference = f"cid:{file.attachment.content_id}"
        if file.attachment.content_id and reference in body:
            body = body.replace(reference, file.address)
        elif file.address and not file.attachment.is_in_body:
            below.append(file.address)
    return replace(post, body=body, files=tuple(below), attachments=())


class AttachmentWriter:
    """Writes attachments below a content folder, each once."""

    def __init__(self, content: Path, stack: ExitStack) -> None:
        """Write below `content`; what is opened is closed with `stack`."""
        self._content, self._stack = content, stack
        self._media: MediaStore | None = None
        self.written = 0
        """Files that were written."""

    def write(self, files: Collection[PlannedFile], folder: Path) -> Iterator[tuple[PlannedFile, Problem]]:
        """Write the files that are not there. Yields each one that cannot be read, with a problem.

        `folder` is that of the source. Raises OSError if the disk refuses.
        """
        for file in files:
            read = file.attachment.read
            if read is None or (file.path and (folder / file.path).exists()):
                continue
            if problem := self._write(file, read, folder):
                yield file, problem

    def _write(self, file: PlannedFile, read: Callable[[], bytes], folder: Path) -> Problem | None:
        address = file.attachment.address or ""
        if not file.path and self._is_at_home(address):
            return None
        try:
            content = read()
        except OSError as error:
            if not file.path:
                self._open_media().add_failure(address, FailureKind.NOT_FOUND, "the export lacks it")
            what = f"the attachment {file.attachment.name or address!r} is left out: {error.strerror or error}"
            shown = file.path or address
            return Problem(path=shown, line=0, message=what, severity=Severity.WARNING)
        if file.path:
            target = folder / file.path
            target.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(target, content)
        else:
            self._open_media().add_bytes(address, content, file.attachment.name)
        self.written += 1
        return None

    def _is_at_home(self, address: str) -> bool:
        row = self._open_media().at_home.find_row(address)
        return row is not None and row.file is not None

    def _open_media(self) -> MediaStore:
        if self._media is None:
            self._media = self._stack.enter_context(MediaStore(self._content))
        return self._media
