"""What happens to a preview besides changes of the project: events, readers, builds, restarts, lost records."""

import shutil

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.laws.changes import WRONG_SETTINGS
from tests.laws.media_rules import MediaRules
from tests.laws.preview_machine import PreviewMachine

PAGES = ("/", "/a/", "/b/", "/b/c/", "/b/d/a/", "/tags/", "/tags/moon/", "/none/")


class PreviewRules(MediaRules, PreviewMachine):
    """Events come in any order, twice, late, or never."""

    @precondition(lambda self: self.events)
    @rule(data=st.data(), come_again=st.booleans())
    def hear_of_some(self, data: st.DataObject, come_again: bool) -> None:  # noqa: FBT001  drawn by name
        numbers = data.draw(st.lists(st.integers(0, len(self.events) - 1), min_size=1, max_size=4))
        paths = [self.events[number] for number in numbers]
        self.hear(paths)
        self.events = [path for path in self.events if come_again or path not in paths]

    @precondition(lambda self: self.events)
    @rule()
    def hear_of_all(self) -> None:
        paths, self.events = self.events, []
        self.hear(paths)

    @precondition(lambda self: self.events)
    @rule()
    def lose_all_events(self) -> None:
        self.events = []

    @rule(pages=st.sets(st.sampled_from(PAGES)))
    def open_tabs(self, pages: set[str]) -> None:
        """And close others. What they show is not known before the state is told."""
        self.tabs.pages = tuple(sorted(pages))
        self.tabs.announce()

    @rule(data=st.data())
    def look_at_any_file(self, data: st.DataObject) -> None:
        """A reader gets something, whatever it is at the moment."""
        self.served(data.draw(st.sampled_from(sorted({*self.known, "index.html"}))))

    @rule()
    def record_early(self) -> None:
        """A slice, while some changes are not known yet."""
        self.record(1)

    @rule()
    def start_again(self) -> None:
        self.open_preview()

    @rule(name=st.sampled_from(["", "search", "manifest.sqlite", "site"]))
    def lose_records(self, name: str) -> None:
        path = self.state / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

    @rule(text=st.sampled_from(WRONG_SETTINGS), is_heard=st.booleans())
    def try_settings_that_are_wrong(self, text: str, is_heard: bool) -> None:  # noqa: FBT001  drawn by name
        path = self.project.root / "archiver.toml"
        good = path.read_bytes() if path.exists() else b""
        path.write_text(text)
        self.hear([path])
        assert self.session.problems()
        self.record_all()
        self.served("index.html")
        path.write_bytes(good)
        if is_heard:
            self.hear([path])

    @rule(name=st.sampled_from(["b", "b/d", "files"]), other=st.sampled_from(["b", "g", "B/d"]))
    def move_a_folder(self, name: str, other: str) -> None:
        content = self.project.root / "content"
        source, target = content / name, content / other
        if source.is_dir() and target.parent.is_dir() and not target.exists() and not target.is_relative_to(source):
            source.rename(target)
