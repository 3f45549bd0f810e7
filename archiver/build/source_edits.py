"""Redactions of the texts of a source as edits of its files, and whether it has the same posts with them."""

from collections.abc import Iterator, Mapping

from archiver.build.source_regions import OriginalSource, parse_original
from archiver.config import convention_for
from archiver.model import Edit, SourceFile
from archiver.withhold.redaction import Redaction, apply


def is_parsed_alike(original: OriginalSource, edited: Mapping[str, list[Redaction]]) -> bool:
    """True if the source with these redactions has the posts that it has without them."""
    convention = convention_for(original.source.path, original.config.conventions)
    encoding = (convention and convention.encoding) or "utf-8"
    files = tuple(
        file._replace(content=apply(original.texts[file.path], edited[file.path]).encode(encoding, "replace"))
        for file in original.files
    )
    thread = parse_original(original.config, original.source, files).thread
    if thread is None or original.thread is None:
        return thread is original.thread
    kept = [
        [(post.id, post.position, post.date, post.reply_to) for post in one.posts] for one in (original.thread, thread)
    ]
    return kept[0] == kept[1]


def edits_of(original: OriginalSource, file: SourceFile, redactions: list[Redaction]) -> Iterator[Edit]:
    """The redactions of a file as edits of its bytes: of all of them, if its text is not written as it is read.

    Args:
        original: the source.
        file: one of its files.
        redactions: those of the text of the file, in order.
    """
    if not redactions:
        return
    convention = convention_for(original.source.path, original.config.conventions)
    encoding, text = (convention and convention.encoding) or "utf-8", original.texts[file.path]
    if text.encode(encoding, "replace") != file.content:
        yield Edit(file.path, 0, len(file.content), apply(text, redactions).encode(encoding, "replace"))
        return
    at = size = 0
    for start, end, replacement in redactions:
        size += len(text[at:start].encode(encoding))
        length = len(text[start:end].encode(encoding))
        yield Edit(file.path, size, size + length, replacement.encode(encoding, "replace"))
        at, size = end, size + length
