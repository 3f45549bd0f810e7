"""Law 1 in volumes: whatever happens to an archive that is built volume by volume, its site is that of a clean build of
all threads at once.

Threads move from one volume to another, volumes come and go, are named otherwise or not at all, and are built alone.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from archiver.build import build_volumes
from tests.laws.accident_rules import AccidentRules
from tests.laws.changes import SETTINGS_TEXTS, threads
from tests.laws.clean import Clean
from tests.laws.driver import Driver
from tests.laws.machine import Machine
from tests.laws.media_rules import MediaRules
from tests.laws.seen import look
from tests.laws.site_rules import SiteRules
from tests.laws.small_site import law_settings

VOLUMES = ('"*"', '"*"', '"b"', '"b/*"', '"b/*", "files"', '"B"', '"nothing/*"')
_LINE = re.compile(r"\Avolumes = .*\n")
"""Is replaced by a comment: problems name lines."""


def in_volumes(text: str, volumes: str) -> str:
    """Settings with volumes, but without what is found among all threads at once."""
    if "'/" in text:  # threads are put into other folders than their files
        return text
    text = text.replace("across_threads = true", "across_threads = false")
    if "[theme_options]" in text:
        text = text.replace("[theme_options]", "[theme_options]\nrelated = false")
    else:
        text += "\n[theme_options]\nrelated = false\n"
    return f"volumes = [{volumes}]\n{text}"


class VolumesAreOneArchive(SiteRules, AccidentRules, MediaRules):
    """All rules of law 1, and those of volumes."""

    volumes = VOLUMES[0]
    text = ""

    @initialize(texts=st.dictionaries(st.sampled_from(("a.md", "b/c.md", "b/d/a.md", "e/f.md")), threads, min_size=2))
    def start(self, texts: dict[str, str]) -> None:
        super().start(texts)
        self.change_the_settings("")

    @rule(text=st.sampled_from(SETTINGS_TEXTS))
    def change_the_settings(self, text: str) -> None:
        self.text = text
        self.project.write("archiver.toml", in_volumes(text, self.volumes))

    @rule(volumes=st.sampled_from(VOLUMES))
    def change_the_volumes(self, volumes: str) -> None:
        self.volumes = volumes
        self.change_the_settings(self.text)

    @rule()
    def build_all_at_once(self) -> None:
        path = self.project.root / "archiver.toml"
        path.write_text(_LINE.sub("#\n", path.read_text(encoding="utf-8")), encoding="utf-8")

    @rule(data=st.data(), name=st.sampled_from(("b", "B", "e", "new")))
    def move_to_another_volume(self, data: st.DataObject, name: str) -> None:
        source = self.pick(data) if self.sources() else None
        target = self.project.root / "content" / name
        if source and "_pages" not in source.parts and not target.is_file():
            target.mkdir(exist_ok=True)
            source.rename(target / source.name)

    @rule(name=st.sampled_from(("b", "e", "files")))
    def remove_a_volume(self, name: str) -> None:
        shutil.rmtree(self.project.root / "content" / name, ignore_errors=True)

    @precondition(lambda self: self.is_built and not self.tried and not self.has_lost_records and not self.theirs)
    @rule(name=st.sampled_from(("b", "e", "files", ".")))
    def build_one_volume(self, name: str) -> None:
        config = self.project.config
        if config.volumes == ("*",) and (name == "." or (self.project.root / "content" / name).is_dir()):
            build_volumes(config, [name], jobs=1, clock=lambda: self.now)
            self.standing, self.answers = look(self.site), self.find()
            self.tried.append(self.clean())

    def clean(self) -> Clean:
        path = self.project.root / "archiver.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(_LINE.sub("#\n", text), encoding="utf-8")
        try:
            return super().clean()
        finally:
            path.write_text(text, encoding="utf-8")


VolumesAreOneArchive.TestCase.settings = law_settings(examples=15, steps=8, deep_steps=30)


@pytest.fixture(scope="module", autouse=True)
def place(driver: Driver) -> Iterator[None]:
    base = Path(tempfile.mkdtemp(prefix="archiver-volumes-"))
    Machine.base, Machine.driver = base, driver
    Machine.why_no_small_disk = Machine.why_never_read_only = "law 1 has it"
    yield
    shutil.rmtree(base)


@pytest.mark.slow
class TestVolumes(VolumesAreOneArchive.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
