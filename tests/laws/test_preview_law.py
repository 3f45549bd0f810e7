"""Law 1, played through the preview: when its queue has run dry, it serves what a clean build publishes, and no more.

`HYPOTHESIS_PROFILE=deep` plays many examples, as in `test_incremental`.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck

from tests.laws.preview_machine import PreviewMachine
from tests.laws.preview_rules import PreviewRules
from tests.laws.small_site import IS_DEEP


class PreviewIsClean(PreviewRules):
    """All rules together."""


PreviewIsClean.TestCase.settings = hypothesis.settings(
    max_examples=int(os.environ.get("ARCHIVER_LAW_EXAMPLES", "400" if IS_DEEP else "10")),
    stateful_step_count=40 if IS_DEEP else 12,
    derandomize=not IS_DEEP,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def place() -> Iterator[None]:
    """A place of this process's own."""
    PreviewMachine.base = Path(tempfile.mkdtemp(prefix="archiver-laws-"))
    yield
    shutil.rmtree(PreviewMachine.base)


@pytest.mark.slow
class TestPreviewIsClean(PreviewIsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes, and of events that tell of them."""
