"""Builds clean beside the site, and compares: the first law of a build, for everybody to check."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archiver.build import build
from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.manifest import open_manifest
from archiver.model import Report
from archiver.search import open_index

_MEND = "build with --clean, and tell us"


def verify(config: Config, report: Report, *, jobs: int | None = None) -> tuple[Problem, ...]:
    """What differs between the site and its index, as the build of this report has left them, and clean ones.

    Files that somebody has edited stay as they are (the report names them), and so does what could not be drawn: then
    one warning counts what differs. Raises as `build` does.
    """
    beside = config.state / "verify"
    clean = replace(config, state=beside, output=beside / "site")
    _remove(beside)
    try:
        build(clean, jobs=jobs)
        found = (
            *_differing_files(config, clean, {problem.path for problem in report.problems}),
            *_differing_posts(config, clean),
        )
    finally:
        _remove(beside)
    if found and report.errors:
        message = f"{len(found)} differences to a clean build: what could not be drawn stays as it was; mend the errors"
        return (Problem(path=_shown(config), line=0, message=message, severity=Severity.WARNING),)
    return found


def _differing_files(config: Config, clean: Config, known: set[str]) -> Iterator[Problem]:
    ours, theirs = _files(config), _files(clean)
    for path in sorted(ours | theirs):
        shown = f"{_shown(config)}{path}"
        if shown in known:
            continue
        if path not in theirs:
            yield Problem(path=shown, line=0, message=f"a clean build doesn't have it; {_MEND}")
        elif _read(config.output / path) != _read(clean.output / path):
            yield Problem(path=shown, line=0, message=f"a clean build gives something else; {_MEND}")


def _differing_posts(config: Config, clean: Config) -> Iterator[Problem]:
    if not config.search:
        return
    differing = open_index(config.state / "search").contents() ^ open_index(clean.state / "search").contents()
    for url in sorted({url for url, _ in differing}):
        yield Problem(path=url, line=0, message=f"a clean build indexes this post otherwise; {_MEND}")


def _files(config: Config) -> set[str]:
    with open_manifest(config.state, config.zone) as manifest:
        return set(manifest.stat_signatures())


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _shown(config: Config) -> str:
    return f"{config.output.relative_to(config.root).as_posix()}/"


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
