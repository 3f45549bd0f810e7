"""Law 2: parallel = serial."""

import os
import shutil

from tests.conftest import Project
from tests.laws.small_site import found, write_small_site


def test_two_processes_build_the_same_tree_as_one(project: Project) -> None:
    write_small_site(project)
    project.build(jobs=1)
    serial, answers = project.tree(), found(project)
    for folder in ("site", ".archiver"):
        shutil.rmtree(project.root / folder)
    project.build(jobs=2)
    assert project.tree() == serial
    assert found(project) == answers


def test_hash_seed_locale_and_time_zone_leave_no_trace(project: Project) -> None:
    write_small_site(project)
    trees = []
    for seed, zone, locale in (("1", "Pacific/Auckland", "C"), ("2", "America/St_Johns", "tr_TR.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        assert project.run("build", "--clean", env=env).returncode == 0
        trees.append(project.tree())
        shutil.rmtree(project.root / "site")
    assert trees[0] == trees[1]
