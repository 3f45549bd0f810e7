"""The saves that the bench of previews makes: an edit of one file, or many files at once by git.

Each puts a marker (see `preview_probes`) into the open page or its style sheet, and can be taken back.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path

from tests.bench.previewers import Previewer

CSS_URL = "/assets/style.css"
_POSTS = '<div class="posts"'  # in each template of threads
BASE = "base"
BRANCHES = ("mark900001end", "mark900002end")
_CHECKED_OUT = 500  # files
_GIT = ("user.name=bench", "user.email=bench@example.invalid", "commit.gpgsign=false", "gc.auto=0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """A way to save."""

    name: str
    asked: str
    """The path of the URL whose answer shows the marker."""
    do: Callable[[], str]
    """Saves; gives the marker."""
    undo: Callable[[], None]


class Repository:
    """The threads of a project in git, outside of its folder: two branches that differ in hundreds of files."""

    def __init__(self, root: Path, content: str, opened: Path) -> None:
        self._root, self._content, self._folder = root, content, root.with_suffix(".git")
        self._git("init", "--quiet")
        self._commit(content, BASE)
        others = sorted((root / content).rglob("[0-9]*.md"))
        files = [opened, *(path for path in others if path != opened)][:_CHECKED_OUT]
        texts = {path: path.read_text(encoding="utf-8") for path in files}
        for branch in BRANCHES:
            for path, text in texts.items():
                path.write_text(f"{text}\n{branch}\n", encoding="utf-8")
            self._commit(content, branch)
        self.check_out(BASE)
        self.files = len(files)

    def check_out(self, branch: str) -> None:
        """Bring the files of git to their state in a branch; files that git does not know stay."""
        self._git("checkout", "--quiet", "--force", branch)

    def clean(self) -> None:
        """Remove threads that git does not know."""
        self._git("clean", "--quiet", "--force", "-d", "--", self._content)

    def _commit(self, content: str, branch: str) -> None:
        self._git("checkout", "--quiet", "-b", branch)
        self._git("add", "--", content)
        self._git("commit", "--quiet", "--allow-empty", "-m", branch)

    def _git(self, *arguments: str) -> None:
        settings = [word for setting in _GIT for word in ("-c", setting)]
        places = ["--git-dir", str(self._folder), "--work-tree", str(self._root)]
        command = [shutil.which("git") or "git", *settings, *places, *arguments]
        subprocess.run(command, cwd=self._root, check=True, stdout=subprocess.DEVNULL)


def make_saves(root: Path, program: Previewer, opened: Path, page: str, repository: Repository | None) -> list[Save]:
    """All saves.

    Args:
        root: The folder of the project.
        program: The program whose project it is.
        opened: The source of the open page.
        page: The path of its URL.
        repository: Its threads in git; None without the save that needs it.
    """
    numbers = count(1)
    template, config, css = root / program.template, root / program.config, root / program.css
    saves = [
        _edit("content, renamed", page, opened, _append, _replace, numbers),
        _edit("content, written", page, opened, _append, _write, numbers),
        _edit("template", page, template, _add_above_posts, _replace, numbers),
        _edit("title", page, config, _add_to_title, _replace, numbers),
        _edit("CSS", CSS_URL, css, _add_property, _replace, numbers),
    ]
    return saves if repository is None else [*saves, _checkout(page, repository)]


def _edit(
    name: str,
    asked: str,
    path: Path,
    change: Callable[[str, str], str],
    write: Callable[[Path, str], None],
    numbers: Iterator[int],
) -> Save:
    before = path.read_text(encoding="utf-8")

    def do() -> str:
        marker = f"mark{next(numbers)}end"
        write(path, change(before, marker))
        return marker

    return Save(name=name, asked=asked, do=do, undo=lambda: _replace(path, before))


def _checkout(page: str, repository: Repository) -> Save:
    branches = cycle(BRANCHES)

    def do() -> str:
        branch = next(branches)
        repository.check_out(branch)
        return branch

    return Save(
        name=f"git checkout, {repository.files} files", asked=page, do=do, undo=lambda: repository.check_out(BASE)
    )


def _append(text: str, marker: str) -> str:
    return f"{text.rstrip()}\n\n{marker}\n"


def _add_above_posts(text: str, marker: str) -> str:
    assert _POSTS in text
    return text.replace(_POSTS, f"<p>{marker}</p>{_POSTS}", 1)


def _add_to_title(text: str, marker: str) -> str:
    assert "Archive" in text
    return text.replace("Archive", f"Archive {marker}", 1)


def _add_property(text: str, marker: str) -> str:
    return f"{text}\n:root {{ --bench: {marker}; }}\n"


def _replace(path: Path, text: str) -> None:
    """As editors save that write a new file and rename it."""
    new = path.with_name(f".{path.name}.tmp")
    new.write_text(text, encoding="utf-8")
    new.replace(path)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
