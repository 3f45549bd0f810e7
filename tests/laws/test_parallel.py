"""Law 2: parallel = serial."""

import os
import shutil

from tests.conftest import Project
from tests.laws.media_files import ANOTHER_LARGE, FILES
from tests.laws.small_site import found, thread, write_small_site
from tests.picture_samples import png


def test_two_processes_build_the_same_tree_as_one(project: Project) -> None:
    write_small_site(project)
    project.build(jobs=1)
    serial, answers = project.tree(), found(project)
    for folder in ("site", ".archiver"):
        shutil.rmtree(project.root / folder)
    project.build(jobs=2)
    assert project.tree() == serial
    assert found(project) == answers


def test_processes_that_show_the_same_files_build_the_same_tree_as_one(project: Project) -> None:
    """Equal files have several paths, and one of them has a smaller version, which all processes make at once."""
    for number in range(100):
        names = ("a.png", "copy of a.png", "photograph.jpg", "../photograph.jpg", f"p{number % 7}.png", "none.png")
        said = " ".join(f"![picture]({name.replace(' ', '%20')})" for name in names)
        project.write(f"content/b{number % 5}/t{number}.md", thread(f"Talk {number}", said))
        for name in ("a.png", "copy of a.png"):
            project.write(f"content/b{number % 5}/{name}", FILES["picture"])
        project.write(f"content/b{number % 5}/p{number % 7}.png", png(size=(9 + number % 7, 9)))
        project.write(f"content/b{number % 5}/photograph.jpg", FILES["photograph"])
    project.write("content/photograph.jpg", ANOTHER_LARGE)
    reports, trees = [], []
    for jobs in (1, 3):
        reports.append([str(problem) for problem in project.build(jobs=jobs).problems])
        trees.append(project.tree())
        assert project.build(jobs=jobs).written == ()
        for folder in ("site", ".archiver"):
            shutil.rmtree(project.root / folder)
    assert trees[0] == trees[1]
    assert reports[0] == reports[1]
    assert len([path for path in trees[0] if path.startswith("assets/media/")]) == 1 + 7 + 2 * 2


def test_hash_seed_locale_and_time_zone_leave_no_trace(project: Project) -> None:
    write_small_site(project)
    trees = []
    for seed, zone, locale in (("1", "Pacific/Auckland", "C"), ("2", "America/St_Johns", "tr_TR.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        assert project.run("build", "--clean", env=env).returncode == 0
        trees.append(project.tree())
        shutil.rmtree(project.root / "site")
    assert trees[0] == trees[1]
