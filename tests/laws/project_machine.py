"""The project that the machines of the laws change. What they do to it is in the modules `*_rules`."""

import shutil
import time
from pathlib import Path
from typing import ClassVar

from hypothesis.stateful import RuleBasedStateMachine

from tests.conftest import Project
from tests.laws.clean import Clean, clean_build

_RACY_NS = 2_000_000_000


class ProjectMachine(RuleBasedStateMachine):
    """A project, and the clock of its builds. What must be true of it is an invariant of a subclass."""

    base: ClassVar[Path]
    """Where all happens. One place: templates are kept by it."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Project(self.base / "project")
        shutil.rmtree(self.project.root, ignore_errors=True)
        (self.project.root / "content").mkdir(parents=True)
        self.held = 0
        """How often the invariant is not looked at, since more changes are to come."""
        self.now = time.time_ns() + _RACY_NS
        """The clock of the builds. It stands still, but for a rule: what is there by then has rested, all else is
        young."""

    @property
    def state(self) -> Path:
        """The folder with the records of the builds."""
        return self.project.root / ".archiver"

    def clean(self) -> Clean:
        return clean_build(self.project, self.base / "clean")
