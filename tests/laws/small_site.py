"""What the tests of the laws share: a small project, and what can be seen of it."""

import os
import shutil
from datetime import tzinfo
from pathlib import Path

import hypothesis

from archiver.build import Report
from archiver.errors import QueryError
from archiver.search import open_index
from tests.conftest import Project
from tests.laws.media_files import ANOTHER_LARGE, FILES

STAGING = ".archiver-staging"
IS_DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "deep"
"""Tries every step to crash at, and many more changes: for a run at night."""
QUERIES = ("moon", "salt", "author:ada", "board:space", "tag:night", "title:talk")


def law_settings(examples: int, steps: int, deep_steps: int) -> hypothesis.settings:
    """The settings of a state machine: the same changes in each run, and others when there is time for many.

    `examples` are played with `steps` changes each, at night 400 with `deep_steps` each. ARCHIVER_LAW_EXAMPLES says how
    many instead.
    """
    return hypothesis.settings(
        max_examples=int(os.environ.get("ARCHIVER_LAW_EXAMPLES", "400" if IS_DEEP else str(examples))),
        stateful_step_count=deep_steps if IS_DEEP else steps,
        derandomize=not IS_DEEP,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )


def thread(title: str, *bodies: str, tags: str = "night") -> str:
    """A headed thread; its posts are by ada and ben in turn."""
    posts = (
        f"## {'ada' if n % 2 else 'ben'} · 2022-07-0{n}T14:03:00Z {{#p{n}}}\n\n{b}\n" for n, b in enumerate(bodies, 1)
    )
    return f"---\ntags: [{tags}]\n---\n# {title}\n\n" + "\n".join(posts)


def write_small_site(project: Project) -> None:
    """Two threads show one picture; one of them links to a file, too, the other shows one with a smaller version."""
    picture = "![a picture](/files/moon.png)"
    moon = f"> The moon is up.\n\nSo it is. {picture}\n\n![a photograph](photograph.jpg)"
    project.write("content/space/moon.md", thread("Moon talk", "The moon is up.", moon))
    salt = f"Salt by weight. {picture} [the table](table.pdf)"
    project.write("content/kitchen/brine.md", thread("Brine talk", "How much salt?", salt, tags="salt"))
    project.write("content/files/moon.png", FILES["picture"])
    project.write("content/space/photograph.jpg", FILES["photograph"])
    project.write("content/kitchen/table.pdf", FILES["PDF"])
    project.write("content/plain.md", "Plain talk\n\nFirst, about the moon.\n\n\nSecond, about salt.\n")


def found(project: Project) -> dict[str, frozenset[str]]:
    """What a few searches find: the URLs of the hits."""
    return found_in(project.config.state / "search", project.config.zone)


def found_or_none(project: Project) -> dict[str, frozenset[str]] | None:
    """What is found; None if there is no index yet, or nothing in it."""
    return found_in_or_none(project.config.state / "search", project.config.zone)


def found_in(index: Path, zone: tzinfo) -> dict[str, frozenset[str]]:
    """What a few searches find in the index in a folder: the URLs of the hits."""
    hits = {query: open_index(index).search(query, limit=50, zone=zone).hits for query in QUERIES}
    return {query: frozenset(hit.url for hit in found) for query, found in hits.items()}


def found_in_or_none(index: Path, zone: tzinfo) -> dict[str, frozenset[str]] | None:
    """What is found there; None if there is no index yet, or nothing in it."""
    try:
        answers = found_in(index, zone)
    except QueryError:
        return None
    return answers if any(answers.values()) else None


def copy_of(project: Project, folder: Path) -> Project:
    """A project with the same sources, theme and settings, that was never built."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name in ("content", "themes"):
        if (project.root / name).exists():
            shutil.copytree(project.root / name, folder / name, symlinks=True)
    if (project.root / "archiver.toml").exists():
        shutil.copy2(project.root / "archiver.toml", folder / "archiver.toml")
    return Project(folder)


def tree_of_clean_build(project: Project, folder: Path) -> dict[str, bytes]:
    clean = copy_of(project, folder)
    clean.build()
    return clean.tree()


def times(folder: Path) -> dict[str, int]:
    return {p.relative_to(folder).as_posix(): p.lstat().st_mtime_ns for p in sorted(folder.rglob("*"))}


def lines(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems]


def make_changes(project: Project) -> None:
    """One of each: an edit, a new thread, one that is gone with its board and tag, and so for files."""
    picture = "![a picture](/files/moon.png)"
    project.write("content/space/moon.md", thread("Moon talk", "The moon is down.", f"Salt on the moon. {picture}"))
    project.write("content/files/moon.png", FILES["turned picture"])
    star = f"A night without moon. {picture} ![a star](star.jpg)"
    project.write("content/fresh/star.md", thread("Star talk", star, tags="star"))
    project.write("content/fresh/star.jpg", ANOTHER_LARGE)
    shutil.rmtree(project.root / "content/kitchen")
