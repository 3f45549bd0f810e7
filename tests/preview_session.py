"""The preview of a project without its server, its process and its watcher: what happens when, a test decides."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archiver.build import build
from archiver.preview.recording.recorder import RecordOutcome
from archiver.preview.session import Session
from archiver.preview.site.site_file import SiteFile


@dataclass
class PreviewedProject:
    """A project that is previewed."""

    session: Session
    root: Path
    staging: Path
    problems: list[str] = field(default_factory=list)

    def change(self, *paths: str) -> None:
        """Tell of changed files, relative to the project; of none: all may have changed."""
        self.session.change(self.root / path for path in paths)
        self.session.scan()

    def record(self) -> None:
        """Bring lists and search up to date."""
        if self.session.config:
            self.session.record(RecordOutcome(report=build(self.session.config, pages=False)))

    def settle(self) -> None:
        """Look at all files, and bring lists and search up to date."""
        self.change()
        self.record()

    def file(self, path: str) -> SiteFile | None:
        return self.session.site.file(path)

    def text(self, path: str) -> str:
        """The text of a file that exists."""
        file = self.file(path)
        assert file
        return file.content.decode()

    def messages(self) -> list[str]:
        return [problem.message for problem in self.session.problems()]


@contextmanager
def previewed(root: Path, *, drafts: bool = False) -> Iterator[PreviewedProject]:
    """The preview of a project, with lists and search."""
    with tempfile.TemporaryDirectory() as folder:
        staging = Path(folder)
        project = PreviewedProject(Session(root, staging, drafts=drafts), root, staging)
        project.settle()
        yield project
