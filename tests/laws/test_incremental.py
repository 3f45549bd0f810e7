"""Law 1: incremental = clean, after any sequence of changes and accidents.

The suite plays a few, the same in each run. `HYPOTHESIS_PROFILE=deep` plays many, others each time:
ARCHIVER_LAW_EXAMPLES says how many, and `--hypothesis-seed` which, so that several processes can share the work.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.accident_rules import AccidentRules
from tests.laws.disk import mount_small_disk, unmount, why_never_read_only
from tests.laws.driver import Driver
from tests.laws.machine import Machine
from tests.laws.media_rules import MediaRules
from tests.laws.site_rules import SiteRules
from tests.laws.small_site import law_settings


class IncrementalIsClean(SiteRules, AccidentRules, MediaRules):
    """All rules together."""


IncrementalIsClean.TestCase.settings = law_settings(examples=15, steps=8, deep_steps=30)


@pytest.fixture(scope="module", autouse=True)
def place(driver: Driver) -> Iterator[None]:
    """A small disk for the machine, if one can be had, in a place of this process's own."""
    base = Path(tempfile.mkdtemp(prefix="archiver-laws-"))
    Machine.base, Machine.driver = base, driver
    Machine.why_no_small_disk = mount_small_disk(base, 64)
    Machine.why_never_read_only = why_never_read_only(base)
    yield
    if not Machine.why_no_small_disk:
        unmount(base)
    shutil.rmtree(base)


@pytest.mark.slow
class TestIncrementalIsClean(IncrementalIsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes."""
