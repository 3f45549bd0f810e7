"""Carries out a plan of a move, or shows what it would change."""

import difflib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from archiver.build.moving.plan import MovePlan
from archiver.errors import ArchiverError
from archiver.files import replace_bytes


def diff_of_move(root: Path, plan: MovePlan) -> str:
    """What a plan would change in the project in the folder `root`, as a unified diff. Raises OSError."""
    parts = [*_diffs(root, plan), *(f"rename {old} → {new}\n" for old, new in plan.renamed.items())]
    return "".join(parts)


def _diffs(root: Path, plan: MovePlan) -> Iterator[str]:
    contents: list[tuple[str, bytes | None]] = [*plan.written.items(), *((path, None) for path in plan.removed)]
    for path, new in contents:
        old = _read(root / path)
        if old != new:
            names = (f"a/{path}" if old is not None else "/dev/null", f"b/{path}" if new is not None else "/dev/null")
            yield from difflib.unified_diff(_lines(old), _lines(new), *names)


def apply_move(root: Path, plan: MovePlan, *, force: bool) -> None:
    """Carry out a plan in the project in the folder `root`.

    What moves is written in its new place first, and removed from the old one last.

    Args:
        root: the folder.
        plan: the plan.
        force: write also to files of the git work tree that have changes which are not committed.

    Raises ArchiverError if there are such changes, OSError.
    """
    touched = [*plan.written, *plan.renamed, *plan.removed]
    if not force:
        _refuse_changes(root, touched)
    written = [root / path for path in plan.written]
    removed = [path for path in plan.removed if not _rename_to_itself(root / path, written)]
    for path, content in plan.written.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        replace_bytes(root / path, content)
    for old, new in plan.renamed.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)
    for path in removed:
        (root / path).unlink()
    for folder in {(root / path).parent for path in (*plan.renamed, *plan.removed)}:
        if not any(folder.iterdir()):
            folder.rmdir()


def _rename_to_itself(path: Path, written: list[Path]) -> bool:
    """Rename a file to the one of the files to be written that the file system takes for it, as `a.md` for `A.md`.

    False if there is none.
    """
    for new in written:
        if new != path and new.exists() and new.samefile(path):
            path.rename(new)
            return True
    return False


def _refuse_changes(root: Path, paths: list[str]) -> None:
    """Raise ArchiverError if git knows of changes of files that are not committed."""
    existing = [path for path in paths if (root / path).exists()]
    command = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=no", "--", *existing]
    try:
        status = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  which git is the user's choice
    except OSError:
        return  # there is no git
    if status.returncode == 0 and status.stdout.strip():
        names = ", ".join(line[3:] for line in status.stdout.decode(errors="replace").splitlines())
        raise ArchiverError(
            f"not committed: {names}; commit that first, so that the move can be taken back, or --force"
        )


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "backslashreplace")
    return [line if line.endswith("\n") else f"{line}\n" for line in text.splitlines(keepends=True)]
