"""Threads and boards as one file, for those who want to keep them: mbox, EPUB, HTML, Markdown, JSON.

In: the sources of a project, and names of threads and boards. Out: one file. `selection` finds what is named,
`archive` reads its threads one by one as a build does, and a module for each format writes them: a class with the
attributes and methods of `formats.Format`, and a row in `formats.FORMATS`. `run` puts the file in its place. No site is
needed, and neither the site nor the manifest is written to.

`elements` makes HTML of a page fit for a file of its own, and `links` knows where in the file its links lead.
"""

from archiver.export.formats import FORMATS
from archiver.export.run import ExportReport, ExportTask, export, export_to_stream

__all__ = ["FORMATS", "ExportReport", "ExportTask", "export", "export_to_stream"]
