"""What the author of a project does: threads, settings, theme."""

import os
import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from tests.laws.changes import (
    ALIASES,
    BAD,
    OVERRIDES,
    OWN_PAGES,
    OWN_TEXTS,
    SETTINGS_TEXTS,
    paths,
    threads,
)
from tests.laws.media_files import FILES
from tests.laws.project_machine import ProjectMachine


class ContentRules(ProjectMachine):
    """Edits, each of which the next build must follow."""

    def sources(self) -> list[Path]:
        return sorted((self.project.root / "content").rglob("*.md"))

    def pick(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.sources()))

    def change(self, change: object) -> None:
        """Make one of `changes`."""
        match change:
            case (str(path), str(text)):
                self.write_a_thread(path, text)
            case int(number):
                for source in self.sources()[number : number + 1]:
                    source.unlink()
            case str(text):
                self.change_the_settings(text)
            case {"file": path, "kind": kind}:
                self.put_a_file(path, FILES[kind] if kind else None)
            case dict(files):
                self.change_the_theme(files)

    def put_a_file(self, path: str, content: bytes | None) -> None:
        """Write a file below `content/`, whatever is in its way; None leaves nothing there."""
        target = self.project.root / "content" / path
        for place in (*target.parents[: len(Path(path).parents) - 1], target):
            if place.is_file():
                place.unlink()
        if target.is_dir():
            shutil.rmtree(target)
        if content is not None:
            self.project.write(f"content/{path}", content)

    @initialize(texts=st.dictionaries(paths, threads, min_size=2, max_size=4))
    def start(self, texts: dict[str, str]) -> None:
        for path, text in texts.items():
            self.project.write(f"content/{path}", text)

    @rule(count=st.integers(1, 3))
    def several_changes_come_at_once(self, count: int) -> None:
        self.held = count

    @rule(path=paths, text=threads)
    def write_a_thread(self, path: str, text: str) -> None:
        self.project.write(f"content/{path}", text)

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), keeps_time=st.booleans(), rests=st.booleans())
    def edit_to_the_same_size(self, data: st.DataObject, keeps_time: bool, rests: bool) -> None:  # noqa: FBT001  drawn by name
        source = self.pick(data)
        stat, text = source.stat(), source.read_bytes()
        source.write_bytes(text.replace(b"moon", b"noom") if b"moon" in text else text.replace(b"noom", b"moon"))
        if keeps_time:
            os.utime(source, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        if rests:
            self.rest()

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), path=paths)
    def rename(self, data: st.DataObject, path: str) -> None:
        source = self.pick(data)
        target = self.project.root / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)

    @precondition(lambda self: len(self.sources()) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.pick(data).unlink()

    @precondition(lambda self: self.sources())
    @rule(data=st.data())
    def turn_into_a_draft_or_back(self, data: st.DataObject) -> None:
        source = self.pick(data)
        text, flag = source.read_bytes(), b"---\ndraft: true\n"
        source.write_bytes(b"---\n" + text.removeprefix(flag) if text.startswith(flag) else flag + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), alias=st.sampled_from(ALIASES))
    def give_an_alias(self, data: st.DataObject, alias: str) -> None:
        source = self.pick(data)
        text = source.read_bytes()
        if text.startswith(b"---\n") and b"aliases" not in text:
            source.write_bytes(f"---\naliases: [{alias}]\n".encode() + text[4:])

    @precondition(lambda self: self.sources())
    @rule(data=st.data(), content=st.sampled_from(BAD))
    def spoil(self, data: st.DataObject, content: bytes) -> None:
        self.pick(data).write_bytes(content)

    @rule(path=st.sampled_from(OWN_PAGES), text=st.sampled_from(OWN_TEXTS))
    def write_or_remove_a_page(self, path: str, text: str | None) -> None:
        if text is None:
            (self.project.root / "content" / path).unlink(missing_ok=True)
        else:
            self.project.write(f"content/{path}", text)

    @rule(text=st.sampled_from(SETTINGS_TEXTS))
    def change_the_settings(self, text: str) -> None:
        self.project.write("archiver.toml", text)

    @rule(files=st.sampled_from(OVERRIDES))
    def change_the_theme(self, files: dict[str, str]) -> None:
        """Overrides are added, replaced and removed."""
        shutil.rmtree(self.project.root / "themes", ignore_errors=True)
        for name, text in files.items():
            self.project.write("themes/default/theme.toml", 'extends = "default"\n')
            self.project.write(f"themes/default/{name}", text)

    @rule()
    def rest(self) -> None:
        """All that is there now is old enough for its time to tell that it has not changed."""
        probe = self.base / "probe"
        probe.write_bytes(b"")
        now = probe.stat().st_ctime_ns
        while probe.stat().st_ctime_ns == now:  # the file system's clock is coarse
            probe.write_bytes(b"")
        self.now = now + 2_000_000_000
