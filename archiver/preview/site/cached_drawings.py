"""What stays in memory of the files that were drawn, and how it is known that they are current."""

import time
from weakref import ReferenceType

from msgspec import Struct

from archiver.build.single_thread import ReadThread, ThreadReader
from archiver.errors import Problem
from archiver.model import CrossThread
from archiver.preview.site.list_plans import ListPlans
from archiver.preview.site.site_file import SiteFile
from archiver.preview.watching.scan import Signature
from archiver.render import Renderer
from archiver.source import Source

_UNSETTLED_NS = 200_000_000  # after a change of a file, in which the watcher finds out whether it is complete


class CachedThread(Struct, frozen=True, kw_only=True):
    """A source that was read; current while reader, signature and what it shows of other threads are as they were."""

    source: Source
    read: ReadThread
    reader: ReferenceType[ThreadReader]
    signature: Signature | None
    """None if the file has changed since, or cannot be read."""
    cross_thread: CrossThread
    generation: str
    """The commit of the manifest that `cross_thread` is from."""

    def is_read(self, signature: Signature | None) -> bool:
        """True if the file, which has this signature now, is as it was read, or has changed so lately that the watcher
        has not told of it yet.
        """
        if self.signature is None or signature is None or self.signature == signature:
            return self.signature == signature
        return 0 <= time.time_ns() - signature[0] < _UNSETTLED_NS

    def is_made_of(self, reader: ThreadReader, source: Source, shown: CrossThread) -> bool:
        """True if the thread was read by a `reader`, shows `shown` of other threads, and has withheld what its `source`
        has, and names the same people.
        """
        known = (source.withheld, source.people)
        is_equal = self.cross_thread == shown and (self.source.withheld, self.source.people) == known
        return is_equal and self.reader() is reader


class CachedFile(Struct, frozen=True, kw_only=True):
    """A file that was drawn. The references are weak: a file keeps nothing else in memory."""

    file: SiteFile
    renderer: ReferenceType[Renderer]
    made_from: ReferenceType[ReadThread | ListPlans]
    problem: Problem | None = None
    """Why the file is an older version, or stands in for one."""

    def is_current(self, renderer: Renderer, made_from: ReadThread | ListPlans) -> bool:
        """True if the file was drawn with the renderer, from what was read or planned."""
        return self.renderer() is renderer and self.made_from() is made_from
