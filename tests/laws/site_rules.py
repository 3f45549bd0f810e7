"""What is done to the site and the records by other hands than ours, and by time."""

import os
import shutil
from pathlib import Path

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.laws.changes import FOREIGN, steps
from tests.laws.content_rules import ContentRules
from tests.laws.machine import MARKER, Machine
from tests.laws.seen import BROWSER_INDEX, contents, see

HOW = ("rewrite", "append", "link", "same size and time", "same size and time, then rest")


class SiteRules(ContentRules, Machine):
    """Files that come, change and go in the output folder, and records that are lost."""

    def note(self, path: str) -> None:
        """Look again at a path of the site, and at the folders above it."""
        self.standing = dict(self.standing)
        *folders, _ = path.rstrip("/").split("/")
        for place in ("/".join(folders[: n + 1]) + "/" for n in range(len(folders))):
            self.standing.pop(place, None)
            if (self.site / place).is_dir():
                self.standing[place] = see(self.site / place)
        self.standing.pop(path, None)
        if os.path.lexists(self.site / path):
            self.standing[path] = see(self.site / path)

    def pick_output(self, data: st.DataObject) -> str:
        """A file of ours that stands as we wrote it."""
        ours = [path for path in contents(self.standing) if path not in self.theirs and path != MARKER]
        hypothesis.assume(ours)  # somebody may have edited all of them
        return data.draw(st.sampled_from(ours))

    def put_theirs(self, path: str) -> None:
        self.note(path)
        self.theirs[path] = self.standing[path]

    @precondition(lambda self: self.is_built and not self.tried)
    @rule(data=st.data(), is_emptied=st.booleans())
    def lose_an_output(self, data: st.DataObject, is_emptied: bool) -> None:  # noqa: FBT001  drawn by name
        path = self.pick_output(data)
        if is_emptied:  # as a power cut does
            (self.site / path).write_bytes(b"")
        else:
            (self.site / path).unlink()
        self.note(path)

    @precondition(lambda self: self.is_built and not self.tried)
    @rule(data=st.data())
    def lose_a_folder(self, data: st.DataObject) -> None:
        path = self.pick_output(data).partition("/")[0]
        whole = f"{path}/"
        if (self.site / path).is_dir() and not any(theirs.startswith(whole) for theirs in self.theirs):
            shutil.rmtree(self.site / path)
            self.standing = {p: seen for p, seen in self.standing.items() if not p.startswith(whole)}

    @precondition(lambda self: self.is_built and not self.tried)
    @rule()
    def lose_the_marker(self) -> None:
        (self.site / MARKER).unlink(missing_ok=True)
        self.note(MARKER)

    @precondition(lambda self: self.is_built and not self.tried)
    @rule(data=st.data(), how=st.sampled_from(HOW))
    def edit_an_output_by_hand(self, data: st.DataObject, how: str) -> None:
        path = self.pick_output(data)
        hypothesis.assume(not path.startswith(BROWSER_INDEX))  # nobody edits these: they are damaged, and mended
        page = self.site / path
        stat, content = page.stat(), page.read_bytes()
        if how == "link":
            page.unlink()
            page.symlink_to(self.outside / "index.html")
        elif how == "rewrite":
            page.write_bytes(b"by hand")
        else:
            page.write_bytes(content[:-1] + b"~" + (b"by hand" if how == "append" else b""))
        if how.startswith("same size and time"):
            os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        if how.endswith("then rest"):
            self.rest()
        self.put_theirs(path)

    @precondition(lambda self: self.is_built and not self.tried)
    @rule(data=st.data())
    def touch_an_output(self, data: st.DataObject) -> None:
        """Its bytes stay: it is ours as before, and its time is left as it is now."""
        path = self.pick_output(data)
        os.utime(self.site / path, ns=(0, 10**18))
        self.note(path)

    def places(self) -> list[str]:
        """Where something of theirs can be put: nothing stands there, and nothing but folders above."""
        free = (path for path in FOREIGN if not os.path.lexists(self.site / path))
        above = ((path, [self.site / folder for folder in Path(path).parents]) for path in free)
        return [
            path
            for path, folders in above
            if all((f.is_dir() and not f.is_symlink()) or not os.path.lexists(f) for f in folders)
        ]

    @precondition(lambda self: self.is_built and not self.tried and self.places())
    @rule(data=st.data(), is_link=st.booleans())
    def put_in_a_foreign_file(self, data: st.DataObject, is_link: bool) -> None:  # noqa: FBT001  drawn by name
        path = data.draw(st.sampled_from(self.places()))
        target = self.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            target.mkdir()
        elif is_link:
            target.symlink_to(self.outside)
        else:
            target.write_bytes(b"theirs")
        self.put_theirs(path)

    @precondition(lambda self: self.theirs and not self.tried)
    @rule(data=st.data())
    def take_away_what_is_theirs(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.theirs)))
        target = self.site / path
        if path.endswith("/"):
            target.rmdir()
        else:
            target.unlink()
        del self.theirs[path]
        for folder in target.relative_to(self.site).parents[:-1]:
            if any((self.site / folder).iterdir()):
                break
            (self.site / folder).rmdir()
        self.note(path)

    @precondition(lambda self: self.is_built and not self.tried and not self.has_errors)
    @rule(
        name=st.sampled_from(["search", "manifest.sqlite", ""]),
        at=st.none() | steps,
    )
    def lose_the_records(self, name: str, at: int | None) -> None:
        """And a build that sets out to make them again may die, too."""
        path = self.state / name
        clean = self.clean()
        if clean.has_errors or not path.exists() or not (self.site / MARKER).exists():
            return
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        self.held, self.has_lost_records = 0, name != "search"
        if at is not None:
            self.driver.crash(self.project, at, now=self.now)
            self.a_build_was_tried(again=True)
