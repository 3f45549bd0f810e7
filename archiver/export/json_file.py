"""Threads as JSON: what a site has as `index.json` of each, and of several a list."""

from dataclasses import replace
from typing import BinaryIO

from archiver.config import Config
from archiver.export.archive import Archive


class JsonFormat:
    """One thread as an object, several as a list of such objects; URLs are those of the site."""

    suffix = "json"
    suffix_of_several = "json"

    def settings(self, config: Config) -> Config:
        """Threads have JSON."""
        return replace(config, thread_json=True)

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the threads, each when it is read."""
        texts = (exported.json(archive.renderer) for exported in archive)
        if archive.selection.is_thread:
            file.writelines(texts)
            return
        separator = b"[\n"
        for text in texts:
            file.write(separator + text.rstrip(b"\n"))
            separator = b",\n"
        file.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
