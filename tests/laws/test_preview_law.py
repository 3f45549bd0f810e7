"""Law 1, played through the preview: when its queue has run dry, it serves what a clean build publishes, and no more.

`HYPOTHESIS_PROFILE=deep` plays many examples, as in `test_incremental`.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.laws.preview_machine import PreviewMachine
from tests.laws.preview_rules import PreviewRules
from tests.laws.small_site import law_settings


class PreviewIsClean(PreviewRules):
    """All rules together."""


PreviewIsClean.TestCase.settings = law_settings(examples=10, steps=12, deep_steps=40)


@pytest.fixture(scope="module", autouse=True)
def place() -> Iterator[None]:
    """A place of this process's own."""
    PreviewMachine.base = Path(tempfile.mkdtemp(prefix="archiver-laws-"))
    yield
    shutil.rmtree(PreviewMachine.base)


@pytest.mark.slow
class TestPreviewIsClean(PreviewIsClean.TestCase):  # type: ignore[misc, valid-type]  # made by hypothesis
    """After any sequence of changes, and of events that tell of them."""
