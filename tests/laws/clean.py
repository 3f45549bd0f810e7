"""What a clean build makes of a project: it is made in another folder, and once for the same sources."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.errors import Problem
from tests.conftest import Project
from tests.laws.seen import contents, look
from tests.laws.small_site import copy_of, found_or_none

_MOST_KEPT = 200
_kept: dict[str, "Clean"] = {}


@dataclass(frozen=True)
class Clean:
    """A clean build, and what it says."""

    tree: dict[str, bytes]
    answers: dict[str, frozenset[str]] | None
    threads: int
    posts: int
    problems: frozenset[Problem]
    has_errors: bool
    """Something could not be drawn."""

    def leaves(self, path: str, content: bytes | None) -> bool:
        """True if a build like this surely leaves a file that has this content as it is."""
        return self.tree.get(path) == content and not self.has_errors


def clean_build(project: Project, folder: Path) -> Clean:
    key = _key(project)
    if key not in _kept:
        clean = copy_of(project, folder)
        report = clean.build(jobs=1)
        if len(_kept) == _MOST_KEPT:
            del _kept[next(iter(_kept))]
        _kept[key] = Clean(
            tree=contents(look(clean.config.output)),
            answers=found_or_none(clean),
            threads=report.threads,
            posts=report.posts,
            problems=of_content(report.problems),
            has_errors=any(problem.line for problem in report.errors),
        )
    return _kept[key]


def of_content(problems: Iterable[Problem]) -> frozenset[Problem]:
    """The problems of what the author wrote, not those of the site; where one showed first may differ."""
    return frozenset(replace(p, example="") for p in problems if not p.path.startswith("site/"))


def of_sources(problems: Iterable[Problem]) -> frozenset[Problem]:
    """The problems that a source has by itself.

    A thread that cannot be drawn any more still has its aliases, and the files that it showed; these are not told to
    be no threads.
    """
    return frozenset(
        problem
        for problem in of_content(problems)
        if "its alias" not in problem.message and "not Markdown and not read" not in problem.message
    )


def _key(project: Project) -> str:
    """The digest of all that is built from."""
    digest = hashlib.blake2b(digest_size=16)
    settings = project.root / "archiver.toml"
    digest.update(settings.read_bytes() if settings.exists() else b"")
    for name in ("content", "themes"):
        for path, content in contents(look(project.root / name)).items():
            digest.update(f"\n{name}/{path}:{len(content)}\n".encode() + content)
    return digest.hexdigest()
