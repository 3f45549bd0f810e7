"""What goes wrong while a build is at work."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archiver.errors import ArchiverError
from tests.laws.changes import steps
from tests.laws.disk import full_disk, read_only
from tests.laws.machine import Machine

FOLDERS = ("site", "site/b", "site/tags", "content", "themes", ".archiver", ".archiver/search", ".archiver/search/*")
FINISHED, FAILED, DISK_FAILED, LOCKED = 0, 2, 5, 4


class AccidentRules(Machine):
    """Builds that die, fail, or run at once; the next one must mend all."""

    @rule(at=steps, clean=st.booleans())
    def crash(self, at: int, clean: bool) -> None:  # noqa: FBT001  drawn by name
        self.driver.crash(self.project, at, clean=clean, now=self.now)
        self.a_build_was_tried()

    @precondition(lambda self: not self.why_no_small_disk)
    @rule(pages=st.integers(0, 150))
    def fill_the_disk(self, pages: int) -> None:
        with full_disk(self.base, free=pages * 4096):
            (status,) = self.driver.build(self.project, now=self.now)
        assert status in {FINISHED, FAILED, DISK_FAILED}
        self.a_build_was_tried()

    @precondition(lambda self: not self.why_never_read_only)
    @rule(name=st.sampled_from(FOLDERS))
    def make_a_folder_read_only(self, name: str) -> None:
        """One of these, or else that of the project."""
        folder = next(iter(sorted(self.project.root.glob(name))), self.project.root)
        if folder.is_dir() and not folder.is_symlink():
            with read_only(folder), suppress(OSError, ArchiverError):
                self.build()
            self.a_build_was_tried()

    @rule()
    def build_twice_at_once(self) -> None:
        statuses = self.driver.build(self.project, processes=2, now=self.now)
        assert sorted(statuses) in ([FINISHED, FINISHED], [FINISHED, LOCKED])
        self.a_build_was_tried()
