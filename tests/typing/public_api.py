"""What programs may write against archiver: `mypy --strict` reads this file, as it would read theirs.

It is run too, by `tests/test_public_api.py`, with the folder of a built project.
"""

import sys
from pathlib import Path
from typing import assert_type

import archiver
from archiver import Hit, IndexLocation, open_index, search


def titles(project: Path) -> list[str]:
    hits = archiver.search("helium order:oldest", project=project, limit=2)
    assert_type(hits, tuple[Hit, ...])
    assert_type(search("helium", project=str(project)), tuple[Hit, ...])
    for hit in hits:
        assert_type(hit.title, str)
        assert_type(hit.author, str | None)
        assert_type(hit.snippet, str)
        assert_type(hit.marks, tuple[tuple[int, int], ...])
    return [f"{hit.title}: {hit.author}" for hit in hits]


def folder_of_the_index(project: Path) -> Path:
    location = archiver.open_index(project)
    assert_type(location, IndexLocation)
    assert_type(open_index(str(project)).fork, str)
    assert_type(location.version, str)
    return location.path


if __name__ == "__main__":
    sys.stdout.write("\n".join(titles(Path(sys.argv[1]))) + "\n")
    assert folder_of_the_index(Path(sys.argv[1])).is_dir()
