"""Random changes of a project that is previewed: edits, checkouts, renames, files that are bad for a while.

What is bad is healed some changes later. `reset` brings the project back to its first state.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.parse import quote

from tests.bench.preview_saves import BRANCHES, Repository

CONTENT, CONFIG, THEME, STATE = "content", "archiver.toml", "themes/mine", ".archiver"
_ILL_FOR = (1, 12)  # changes until a bad file is healed
_NEW = "# A new thread\n\n## Ann · 2020-03-04T05:06:07Z {{#p1}}\n\n{text}\n\n## Bo · 2020-03-05T05:06:07Z\n\nYes.\n"
_BAD_THREADS = (
    b"# Invalid UTF-8\n\n## Ann \xc2\xb7 2020-01-01T00:00:00Z {#p1}\n\n\xff\xfe\x80 text\n",
    b"---\ntags: [unclosed\n---\n# Bad front matter\n\n## Ann \xc2\xb7 2020-01-01T00:00:00Z {#p1}\n\nText.\n",
    b"# Bad date\n\n## Ann \xc2\xb7 yesterday {#p1}\n\nText.\n",
    b"",
    b"\0" * 5_000,
    b"# A thread without posts",
)
_BAD_TEMPLATES = (
    "{% if %}",
    "{% include 'nowhere.html' %}",
    "{{ page.nothing.at.all }}",
    "{% extends 'thread.html' %}",
)
_BAD_CONFIGS = ("title = ", 'tilte = "typing error"\n', 'theme = "nowhere"\n', "\0", "base_url = 7\n")


class Edits:
    """Changes of one project, in an order that depends on `random` alone."""

    def __init__(self, root: Path, repository: Repository, random: Random) -> None:
        self._root, self._repository, self._random = root, repository, random
        self._first = {path: path.read_text(encoding="utf-8") for path in self._settings()}
        self._number = 0
        self._heal: list[tuple[int, Callable[[], object]]] = []
        self.left = set[str]()
        """The paths of the URLs of threads that were somewhere else, or are no more."""
        self._changes: dict[Callable[[], str], int] = {
            self._append: 30,
            self._write_in_steps: 8,
            self._empty_for_a_moment: 6,
            self._add: 6,
            self._remove: 4,
            self._rename: 4,
            self._rename_folder: 3,
            self._move_folder_away: 2,
            self._check_out: 5,
            self._spoil_thread: 6,
            self._spoil_template: 4,
            self._spoil_config: 4,
            self._change_template: 3,
            self._change_css: 3,
            self._change_title: 2,
            self._touch: 4,
            self._remove_state: 1,
            self._burst: 2,
        }

    def act(self) -> str:
        """Make one change; gives what was done."""
        self._number += 1
        due = [heal for number, heal in self._heal if number <= self._number]
        self._heal = [(number, heal) for number, heal in self._heal if number > self._number]
        for heal in due:
            heal()
        change = self._random.choices(list(self._changes), list(self._changes.values()))[0]
        return change()

    def reset(self) -> None:
        """Heal all, and take all changes back."""
        self._heal.clear()
        self.left |= {self.url_of(path) for path in self.threads()}
        for path, text in self._first.items():
            self._replace(path, text)
        self._repository.check_out("base")
        self._repository.clean()

    def last_edits(self) -> None:
        """Some good changes at once, so that the last state is none that was there before."""
        for change in (self._append, self._add, self._rename_folder, self._remove, self._change_template) * 3:
            change()
        self._change_title()

    def threads(self) -> list[Path]:
        return sorted((self._root / CONTENT).rglob("*.md"))

    def url_of(self, path: Path) -> str:
        return f"/{quote(path.relative_to(self._root / CONTENT).with_suffix('').as_posix())}/"

    def _settings(self) -> list[Path]:
        theme = self._root / THEME
        return [self._root / CONFIG, *(path for path in theme.rglob("*") if path.is_file())]

    def _thread(self) -> Path:
        return self._random.choice(self.threads())

    def _text(self) -> str:
        return f"Change {self._number}, sentence {self._random.randrange(10**6)}."

    def _later(self, heal: Callable[[], object]) -> None:
        self._heal.append((self._number + self._random.randint(*_ILL_FOR), heal))

    def _append(self) -> str:
        path = self._thread()
        text = path.read_bytes() + f"\n\n{self._text()}\n".encode()
        if self._random.random() < 0.5:
            path.write_bytes(text)
        else:
            self._replace(path, text)
        return f"edited {path.name}"

    def _burst(self) -> str:
        count = self._random.randint(5, 60)
        for _ in range(count):
            self._append()
            time.sleep(0.005)
        return f"edited {count} threads"

    def _write_in_steps(self) -> str:
        path = self._thread()
        text = path.read_bytes() + f"\n\n{self._text()}\n".encode()
        cuts = sorted(self._random.randrange(len(text)) for _ in range(4))
        with path.open("wb", buffering=0) as file:
            for begin, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
                file.write(text[begin:end])
                time.sleep(0.01)
        return f"wrote {path.name} in steps"

    def _empty_for_a_moment(self) -> str:
        path = self._thread()
        text = path.read_bytes()
        path.write_bytes(b"")
        time.sleep(self._random.random() * 0.08)
        path.write_bytes(text)
        return f"emptied {path.name} for a moment"

    def _add(self) -> str:
        path = self._thread().with_name(f"new-{self._number}-{self._random.randrange(10**6)}.md")
        path.write_text(_NEW.format(text=self._text()), encoding="utf-8")
        return f"added {path.name}"

    def _remove(self) -> str:
        path = self._thread()
        path.unlink()
        self.left.add(self.url_of(path))
        return f"removed {path.name}"

    def _rename(self) -> str:
        path = self._thread()
        path.rename(path.with_name(f"renamed-{self._number}-{path.name[-20:]}"))
        self.left.add(self.url_of(path))
        return f"renamed {path.name}"

    def _rename_folder(self) -> str:
        folder = self._thread().parent
        if folder == self._root / CONTENT:
            return "renamed nothing"
        self.left |= {self.url_of(path) for path in folder.rglob("*.md")}
        folder.rename(folder.with_name(f"board-{self._number}-{self._random.randrange(10**6)}"))
        return f"renamed the folder {folder.name}"

    def _move_folder_away(self) -> str:
        folder, place = self._thread().parent, self._root.with_name(f"away-{self._number}")
        if folder == self._root / CONTENT:
            return "moved nothing"
        self.left |= {self.url_of(path) for path in folder.rglob("*.md")}
        folder.rename(place)
        time.sleep(self._random.random() * 0.3)
        folder.parent.mkdir(parents=True, exist_ok=True)
        place.rename(folder)
        return f"moved the folder {folder.name} away and back"

    def _check_out(self) -> str:
        branch = self._random.choice(("base", *BRANCHES))
        self._repository.check_out(branch)
        if self._random.random() < 0.5:
            self.left |= {self.url_of(path) for path in self.threads()}
            self._repository.clean()
        return f"git checkout {branch}"

    def _spoil_thread(self) -> str:
        path, bad = self._thread(), self._random.choice(_BAD_THREADS)
        good = path.read_bytes()
        path.write_bytes(bad)
        self._later(lambda: path.parent.is_dir() and path.write_bytes(good))
        return f"spoilt {path.name}: {bad[:30]!r}"

    def _spoil_template(self) -> str:
        path, bad = self._root / THEME / "templates/thread.html", self._random.choice(_BAD_TEMPLATES)
        path.write_text(bad + self._first[path], encoding="utf-8")
        self._later(lambda: self._replace(path, self._first[path]))
        return f"spoilt the template: {bad}"

    def _spoil_config(self) -> str:
        path, bad = self._root / CONFIG, self._random.choice(_BAD_CONFIGS)
        path.write_text(bad, encoding="utf-8")
        self._later(lambda: self._replace(path, self._first[path]))
        return f"spoilt the configuration: {bad!r}"

    def _change_template(self) -> str:
        path = self._root / THEME / "templates/thread.html"
        text = self._first[path].replace('<div class="posts"', f'<p>{self._text()}</p><div class="posts"')
        self._replace(path, text)
        return "changed the template"

    def _change_css(self) -> str:
        path = self._root / THEME / "assets/style.css"
        self._replace(path, f"{self._first[path]}\n/* {self._text()} */\n")
        return "changed the CSS"

    def _change_title(self) -> str:
        path = self._root / CONFIG
        self._replace(path, self._first[path].replace("Archive", f"Archive {self._number}", 1))
        return "changed the title"

    def _touch(self) -> str:
        path = self._thread()
        os.utime(path)
        return f"touched {path.name}"

    def _remove_state(self) -> str:
        with contextlib.suppress(OSError):  # the preview writes there meanwhile
            shutil.rmtree(self._root / STATE)
        return "removed the state folder"

    def _replace(self, path: Path, text: str | bytes) -> None:
        new = path.with_name(f".{path.name}.tmp")
        new.write_bytes(text if isinstance(text, bytes) else text.encode())
        new.replace(path)
