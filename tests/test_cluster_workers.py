"""What a build asks of a worker before it gets a task. The worker is this process, in which something is wrong."""

import pickle
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archiver.build.cluster_workers import find_worker_faults, zone_digest
from archiver.build.program import program_traits
from archiver.build.tasks import Job
from archiver.build.worker import renderer
from archiver.search import open_index
from archiver.theme import load_theme
from tests.conftest import Project


@pytest.fixture
def job(project: Project) -> Job:
    """What the tasks of a build share, while it runs."""
    project.write("content/a.md", "# A\n")
    project.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    project.write("archiver.toml", 'theme = "mine"\ntimezone = "Europe/Madrid"\n')
    config = project.config
    staging = project.root / "site/.archiver-staging"
    staging.mkdir(parents=True)
    config.state.mkdir()
    index = open_index(config.state / "search").begin(None).target()
    return Job(config=config, theme=load_theme(config), staging=staging, index=index)


def sent(job: Job) -> Job:
    """The job as a worker gets it."""
    arrived: Job = pickle.loads(pickle.dumps(job))  # noqa: S301  it is our own
    return arrived


def faults(job: Job) -> tuple[str, ...]:
    return find_worker_faults(job, "a.md", zone_digest(job.config.zone))


def test_nothing_is_wrong_where_all_is_shared(job: Job) -> None:
    assert faults(job) == ()
    assert faults(sent(job)) == ()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda root: shutil.rmtree(root / "content"), "does not see the threads in {root}/content; share the folder"),
        (lambda root: (root / "content/a.md").unlink(), "does not see the threads in {root}/content; share the folder"),
        (lambda root: shutil.rmtree(root / "site"), "cannot write to the site in {root}/site; share the folder"),
        (lambda root: shutil.rmtree(root / ".archiver"), "cannot write to the search index in {root}/.archiver; share"),
        (
            lambda root: (root / "themes/mine/theme.toml").write_text("#"),
            "has another theme than here (as {root}/themes",
        ),
        (lambda root: (root / "themes/mine/theme.toml").unlink(), "has another theme than here (as {root}/themes"),
    ],
)
def test_what_is_missing_or_differs_is_told(job: Job, spoil: Callable[[Path], object], told: str) -> None:
    root = job.config.root
    spoil(root)
    (fault,) = faults(job)
    assert fault.startswith(told.format(root=root))


def test_other_rules_of_the_time_zone_are_told(job: Job) -> None:
    elsewhere = replace(job.config, timezone="Europe/Lisbon")
    assert find_worker_faults(job, "a.md", zone_digest(elsewhere.zone)) == (
        "has other rules for the time zone Europe/Madrid; update its time zone data",
    )


def test_traits_name_the_program_and_the_libraries() -> None:
    traits = program_traits()
    assert {"archiver", "Python", "zlib", "jinja2", "markdown_it", "pyyaml"} <= traits.keys()
    assert all(traits.values())


def test_templates_are_compiled_once_for_jobs_that_are_equal(job: Job) -> None:
    other = sent(job)
    assert renderer(other.config, other.theme) is renderer(job.config, job.theme)
