"""Compares the site and the index with those of a clean build: incremental builds must give equal files."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archiver.buckets import open_bucket
from archiver.build import build
from archiver.config import Config, FolderOrBucket
from archiver.errors import Problem, Severity
from archiver.manifest import open_manifest
from archiver.model import Report
from archiver.search import open_project_index

_HINT = "build with --clean, and tell us"


def verify(config: Config, report: Report, *, jobs: int | None = None) -> tuple[Problem, ...]:
    """A problem for each file and each indexed post that differs from a clean build in a folder of its own.

    Files of which the report has problems are not compared: somebody has edited them. If the report has errors, what
    could not be drawn differs too, and the only result is a warning with the number of differences.

    Args:
        config: the project.
        report: the result of the build to verify.
        jobs: the number of processes, as for `build`.

    Raises what `build` raises.
    """
    folder = config.state / "verify"
    clean = replace(config, state=folder, output_place=folder / "site", search_server=None)
    _remove(folder)
    try:
        build(clean, jobs=jobs)
        edited = {problem.path for problem in report.problems}
        differences = (*_differing_files(config, clean, edited), *_differing_posts(config, clean))
    finally:
        _remove(folder)
    if differences and report.errors:
        message = (
            f"{len(differences)} differences to a clean build: what could not be drawn stays as it was; mend the errors"
        )
        return (Problem(path=_shown(config), line=0, message=message, severity=Severity.WARNING),)
    return differences


def _differing_files(config: Config, clean: Config, ignored: set[str]) -> Iterator[Problem]:
    files, clean_files = _files(config), _files(clean)
    compared = [path for path in sorted(files | clean_files) if f"{_shown(config)}{path}" not in ignored]
    for path, content in _read_all(config.output_place, compared):
        shown = f"{_shown(config)}{path}"
        if path not in clean_files:
            yield Problem(path=shown, line=0, message=f"a clean build doesn't have it; {_HINT}")
        elif content != _read(clean.output / path):
            yield Problem(path=shown, line=0, message=f"a clean build gives something else; {_HINT}")


def _differing_posts(config: Config, clean: Config) -> Iterator[Problem]:
    if not config.search:
        return
    differing = open_project_index(config).indexed_posts() ^ open_project_index(clean).indexed_posts()
    for url in sorted({url for url, _ in differing}):
        yield Problem(path=url, line=0, message=f"a clean build indexes this post otherwise; {_HINT}")


def _files(config: Config) -> set[str]:
    with open_manifest(config.state, config.zone, config.root) as manifest:
        return set(manifest.recorded_files())


def _read_all(place: FolderOrBucket, paths: list[str]) -> Iterator[tuple[str, bytes | None]]:
    """The files of the site with these paths, and their bytes; None for those that it does not have."""
    if isinstance(place, Path):
        return ((path, _read(place / path)) for path in paths)
    return ((path, stored.content if stored else None) for path, stored in open_bucket(place).read_all(paths))


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _shown(config: Config) -> str:
    return f"{config.output_name}/"


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
