"""What goes wrong while a build is at work."""

from contextlib import suppress

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archiver.build import build
from archiver.errors import ArchiverError, ConfigError
from tests.laws.changes import WRONG_SETTINGS, changes, steps
from tests.laws.content_rules import ContentRules
from tests.laws.crash_driver import DISK_FAILED, FAILED, FINISHED, LOCKED
from tests.laws.disk import full_disk, read_only
from tests.laws.machine import Machine
from tests.laws.seen import look

FOLDERS = ("site", "site/b", "site/tags", "content", "themes", ".archiver", ".archiver/search", ".archiver/search/*")


class AccidentRules(ContentRules, Machine):
    """Builds that die, fail, or run at once, when something has changed; the next one must mend all.

    It comes `again` at once, or else when there was one more change.
    """

    @rule(text=st.sampled_from(WRONG_SETTINGS))
    def try_settings_that_are_wrong(self, text: str) -> None:
        path, before = self.project.root / "archiver.toml", look(self.site)
        good = path.read_bytes() if path.exists() else b""
        path.write_text(text)
        try:
            build(self.project.config, jobs=1)
        except ConfigError:
            assert look(self.site) == before
        else:
            raise AssertionError(text)
        path.write_bytes(good)

    @rule(change=changes, at=steps, clean=st.booleans(), again=st.booleans())
    def crash(self, change: object, at: int, clean: bool, again: bool) -> None:  # noqa: FBT001  drawn by name
        self.change(change)
        self.driver.crash(self.project, at, clean=clean, now=self.now)
        self.a_build_was_tried(again=again)

    @precondition(lambda self: not self.why_no_small_disk)
    @rule(change=changes, pages=st.integers(0, 100), again=st.booleans())
    def fill_the_disk(self, change: object, pages: int, again: bool) -> None:  # noqa: FBT001  drawn by name
        self.change(change)
        with full_disk(self.base, free=pages * 4096):
            (status,) = self.driver.build(self.project, now=self.now)
        assert status in {FINISHED, FAILED, DISK_FAILED}
        self.a_build_was_tried(again=again)

    @precondition(lambda self: not self.why_never_read_only)
    @rule(change=changes, name=st.sampled_from(FOLDERS), again=st.booleans())
    def make_a_folder_read_only(self, change: object, name: str, again: bool) -> None:  # noqa: FBT001  drawn by name
        """One of these, or else that of the project."""
        self.change(change)
        folder = next(iter(sorted(self.project.root.glob(name))), self.project.root)
        if folder.is_dir() and not folder.is_symlink():
            with read_only(folder), suppress(OSError, ArchiverError):
                self.build()
            self.a_build_was_tried(again=again)

    @rule(change=changes)
    def build_twice_at_once(self, change: object) -> None:
        self.change(change)
        statuses = self.driver.build(self.project, processes=2, now=self.now)
        assert sorted(statuses) in ([FINISHED, FINISHED], [FINISHED, LOCKED])
        self.a_build_was_tried(again=True)
