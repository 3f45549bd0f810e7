"""Decides whether threads and list pages have to be drawn: each answer is the reason in words, "" for a current page.

Nothing is written here. Records of files come from the manifest, and the content of a source is read only where its
stat signature differs from the stored one.
"""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from archiver.build.dependencies import DependencyTracker
from archiver.build.previous import PreviousBuild
from archiver.build.renaming import AssetNames
from archiver.manifest import NO_DIGEST, ThreadState
from archiver.model import Digest
from archiver.source import Source

_NEW = "it is new"
_MAX_NAMED = 3  # changed dependencies that a reason names


class StaleCheck(Struct, frozen=True, kw_only=True):
    """Compares threads and list pages with the previous build.

    Args:
        previous: what the previous build has left.
        tracker: the values of dependencies in this build.
        content_digest: reads a source and gives the digest of its content; NO_DIGEST if it cannot be read.
        renames: the new names of assets.
        before_renames: the values of dependencies, if assets had their old names.
    """

    previous: PreviousBuild
    tracker: DependencyTracker
    content_digest: Callable[[Source], Digest]
    renames: AssetNames
    before_renames: DependencyTracker

    def why_thread(self, source: Source, state: ThreadState | None, inputs: str, changed_media: str) -> str:
        """Why a thread has to be drawn.

        Args:
            source: its source.
            state: its record; None if it has none.
            inputs: its `thread_inputs` in this build.
            changed_media: the reason if a file that it shows or links to has changed, else "".
        """
        if state is None:
            return _NEW
        if self.previous.distrust:
            return self.previous.distrust
        if not self.previous.is_intact(source.path):
            return self._why_broken(source.path)
        if state.inputs != inputs:
            return "its [[source]] table, its URL, or what other threads say, has changed"
        if not self.tracker.is_current(state.dependencies):
            return self._why_dependencies(state.dependencies)
        return changed_media or self._why_source(source, state)

    def renames_of(self, source: Source, state: ThreadState | None, inputs: str, changed_media: str) -> AssetNames:
        """The new names of assets, if nothing else that a thread is drawn from has changed, else none.

        `source`, `state`, `inputs` and `changed_media` are what `why_thread` takes.
        """
        before = replace(self, tracker=self.before_renames)
        return {} if self.renames and before.why_thread(source, state, inputs, changed_media) else self.renames

    def why_page(self, owner: str, path: str, key: Digest) -> str:
        """Why a list page has to be drawn.

        Args:
            owner: the group that the page is of, or the site.
            path: its file.
            key: its `page_key` in this build.
        """
        record = self.previous.records_of(owner).get(path)
        if record is None:
            return _NEW
        if self.previous.distrust:
            return self.previous.distrust
        if not self.previous.is_intact_file(path):
            return self._why_broken(owner)
        if record.key != key:
            return "it says something else now" if record.key else "it could not be drawn before"
        return "" if self.tracker.is_current(record.dependencies) else self._why_dependencies(record.dependencies)

    def _why_source(self, source: Source, state: ThreadState) -> str:
        if source.signature and source.signature == state.stat_signature:
            return ""
        content = self.content_digest(source)
        if content == NO_DIGEST:
            return "it cannot be read"  # the worker meets the error again, and reports it
        return "" if content == state.content else "its source has changed"

    def _why_broken(self, owner: str) -> str:
        missing = [path for path in self.previous.records_of(owner) if path in self.previous.scan.missing]
        return f"{missing[0]} is gone from the site" if missing else "a file of it is not as it was written"

    def _why_dependencies(self, dependency_digest: Digest) -> str:
        words = self.tracker.changed(dependency_digest, self.previous.values)
        if not words:
            return "what it is drawn from has changed"
        more = f" and {len(words) - _MAX_NAMED} more" if len(words) > _MAX_NAMED else ""
        return f"{', '.join(words[:_MAX_NAMED])}{more} changed"
