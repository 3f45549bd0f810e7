"""Writes an imported thread as the text of a source in the headed form.

In: an `ImportedThread` whose attachments have been stored. Out: the parts of a source, whose text the package `parse`
reads as an equal thread: `normal_form` says what is lost, which is what no source can have. Pure.
"""

from archiver.importers.writer.headed import SourceText, write_source
from archiver.importers.writer.normal_form import normal_form

__all__ = ["SourceText", "normal_form", "write_source"]
