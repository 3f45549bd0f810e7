"""Pictures and attachments that come, change and go, beside the threads and from other sites."""

import os
import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from archiver.media.at_home import MEDIA_FOLDER, TABLE_NAME
from archiver.media.media_store import MediaStore
from tests.laws.content_rules import ContentRules
from tests.laws.media_changes import ELSEWHERE, file_paths, kinds
from tests.laws.media_files import FILES

DAMAGES = ("lost", "emptied", "a folder", "a file")


class MediaRules(ContentRules):
    """Edits of files that threads show or link to."""

    def beside(self) -> list[Path]:
        content = self.project.root / "content"
        return sorted(path for path in content.rglob("*") if path.is_file() and path.suffix not in {".md", ".markdown"})

    def pick_file(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.beside()))

    @rule(path=file_paths, kind=kinds)
    def write_a_file(self, path: str, kind: str) -> None:
        self.put_a_file(path, FILES[kind])

    @rule(path=file_paths, other=file_paths, kind=kinds)
    def write_equal_files(self, path: str, other: str, kind: str) -> None:
        self.put_a_file(path, FILES[kind])
        self.put_a_file(other, FILES[kind])

    @precondition(lambda self: self.beside())
    @rule(data=st.data(), keeps_time=st.booleans(), rests=st.booleans())
    def edit_a_file_to_the_same_size(self, data: st.DataObject, keeps_time: bool, rests: bool) -> None:  # noqa: FBT001  drawn by name
        file = self.pick_file(data)
        stat, content = file.stat(), file.read_bytes()
        middle = len(content) // 2
        file.write_bytes(
            content[:middle] + bytes(255 - byte for byte in content[middle : middle + 1]) + content[middle + 1 :]
        )
        if keeps_time:
            os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        if rests:
            self.rest()

    @precondition(lambda self: self.beside())
    @rule(data=st.data(), path=file_paths)
    def rename_a_file(self, data: st.DataObject, path: str) -> None:
        file = self.pick_file(data)
        content, stat = file.read_bytes(), file.stat()
        file.unlink()
        self.put_a_file(path, content)
        os.utime(self.project.root / "content" / path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @precondition(lambda self: self.beside())
    @rule(data=st.data())
    def touch_a_file(self, data: st.DataObject) -> None:
        os.utime(self.pick_file(data), ns=(0, 10**18))

    @precondition(lambda self: self.beside())
    @rule(data=st.data(), is_folder=st.booleans())
    def remove_a_file(self, data: st.DataObject, is_folder: bool) -> None:  # noqa: FBT001  drawn by name
        file = self.pick_file(data)
        file.unlink()
        if is_folder:
            file.mkdir()

    @rule(address=st.sampled_from(ELSEWHERE), kind=kinds)
    def bring_a_file_home(self, address: str, kind: str) -> None:
        content = self.project.root / "content"
        for path in (content / MEDIA_FOLDER).rglob("*.*"):
            if path.is_dir():
                path.rmdir()  # in place of a file, by a rule
        with MediaStore(content) as store:
            store.add_bytes(address, FILES[kind])

    @precondition(lambda self: (self.project.root / "content" / MEDIA_FOLDER / TABLE_NAME).is_file())
    @rule(data=st.data(), line=st.none() | st.sampled_from([b"damaged\n", b"{}\n"]))
    def remove_a_row(self, data: st.DataObject, line: bytes | None) -> None:
        table = self.project.root / "content" / MEDIA_FOLDER / TABLE_NAME
        rows = table.read_bytes().splitlines(keepends=True)
        number = data.draw(st.integers(0, len(rows)))
        table.write_bytes(b"".join([*rows[:number], line or b"", *rows[number + 1 :]]))

    @rule(damage=st.sampled_from(DAMAGES))
    def damage_the_variants(self, damage: str) -> None:
        """What is stored between builds of smaller versions of pictures."""
        store = self.state / "media"
        stored = [path for path in store.rglob("*") if path.is_file()]
        if damage == "lost":
            shutil.rmtree(store, ignore_errors=True)
        for path in stored if damage != "lost" else ():
            path.write_bytes(path.read_bytes()[:-9] if damage == "emptied" else b"")
            if damage == "a folder":
                path.unlink()
                path.mkdir()
