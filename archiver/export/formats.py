"""The formats of exports, by their names."""

from collections.abc import Mapping
from typing import BinaryIO, Protocol

from archiver.config import Config
from archiver.export.archive import Archive
from archiver.export.epub import EpubFormat
from archiver.export.html_file import HtmlFormat
from archiver.export.json_file import JsonFormat
from archiver.export.markdown_file import MarkdownFormat
from archiver.export.mbox import MboxFormat


class Format(Protocol):
    """A format: how files are named, and how they are written."""

    suffix: str
    """What the name of a file with one thread ends in, without the dot: `epub`."""
    suffix_of_several: str
    """What the name of a file with several threads ends in."""

    def settings(self, config: Config) -> Config:
        """The settings with which threads are read, by those of the project."""
        ...

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the threads of an archive to a file, one after the other. Equal threads give equal bytes.

        `file` need not be seekable. Raises OSError, and TemplateError.
        """
        ...


FORMATS: Mapping[str, Format] = {
    "mbox": MboxFormat(),
    "epub": EpubFormat(),
    "html": HtmlFormat(),
    "md": MarkdownFormat(),
    "json": JsonFormat(),
}
"""The formats by the values of the option `--to`."""
