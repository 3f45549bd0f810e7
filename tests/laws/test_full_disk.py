"""Law 5: old or new, never half: a disk that takes no more."""

import resource
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.small_site import STAGING, found, make_changes, thread, tree_of_clean_build


@pytest.mark.parametrize("limit", [0, 1_000, 6_000, 20_000, 60_000])
def test_a_full_disk_is_told_and_the_next_build_mends_it(site: Project, elsewhere: Path, limit: int) -> None:
    old, answers = site.tree(), found(site)
    make_changes(site)
    site.write("content/long.md", thread("Long talk", "word " * 8_000))
    new = tree_of_clean_build(site, elsewhere)
    done = site.run("build", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    assert done.returncode not in (0, 1)
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    left = {path: content for path, content in site.tree().items() if not path.startswith(STAGING)}
    assert not [path for path, content in left.items() if content not in (old.get(path), new.get(path))]
    assert set(old) - set(new) <= set(left) or set(left) <= set(new)
    assert found(site) in (answers, found(Project(elsewhere)))
    assert not site.build().problems
    assert (site.tree(), found(site)) == (new, found(Project(elsewhere)))
