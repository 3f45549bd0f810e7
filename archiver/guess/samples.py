"""Reads some of the files of a folder: enough to see what repeats in them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from archiver.errors import GuessError
from archiver.source.extensions import is_markdown

_MOST_FILES = 24
_RUN, _RUNS = 60, 8  # files that follow one another, and places in which they are read
_LARGEST = 32 * 1024  # bytes that are read of a file
_LONGEST_LINE = 1000  # characters that are kept of a line: patterns may take time in proportion to its square
_TEXT_EXTENSIONS = (".txt", ".text")
_NO_THREADS = frozenset(
    str.split(
        "authors changelog changes code_of_conduct contributing copying index install licence license notice readme "
        "requirements robots security setup summary todo"
    )
)
"""Names of files that are about the others, in lower case and without extensions."""


class Sample(NamedTuple):
    """The begin of a file."""

    path: str
    """Relative to the folder."""
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines behind the front matter."""
        lines = self.text.split("\n")
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), 0) if lines[0] == "---" else 0
        return lines[end + 1 :] if end else lines


class Samples(NamedTuple):
    """What was read of a folder."""

    folder: Path
    files: tuple[Sample, ...]
    paths: tuple[str, ...]
    """All Markdown and text files of the folder that may be threads, in order."""
    others: tuple[str, ...]
    """The other ones by their paths: files that are about the threads, as README.md."""
    is_utf_8: bool
    texts: int
    """How many of the files are no Markdown by their names: a build passes over them."""

    @property
    def total(self) -> int:
        """How many files may be threads."""
        return len(self.paths)

    def neighbours(self) -> tuple[Sample, ...]:
        """Files that follow one another in the order of paths, in several places: files of one thread are among them.

        Raises OSError.
        """
        step = max(_RUN, len(self.paths) // _RUNS)
        paths = [path for start in range(0, len(self.paths), step) for path in self.paths[start : start + _RUN]]
        encoding = _encoding(is_utf_8=self.is_utf_8)
        return tuple(Sample(path, _text(_read(self.folder / path), encoding)) for path in paths[: _RUN * _RUNS])


def read_samples(folder: Path) -> Samples:
    """Read at most 24 Markdown and text files, evenly chosen. Raises GuessError if there are none, and OSError."""
    if not folder.is_dir():
        raise GuessError(f"{folder} is not a folder")
    paths, others = _split_by_names(sorted(_paths(folder)))
    if not paths:
        but = f" but {', '.join(others[:3])}, by whose names they are no threads" if others else ""
        raise GuessError(f"{folder} has no Markdown or text files{but}")
    step = max(1, len(paths) / _MOST_FILES)
    chosen = [paths[int(n * step)] for n in range(min(len(paths), _MOST_FILES))]
    contents = [(path, _read(folder / path)) for path in chosen]
    is_utf_8 = all(_is_utf_8(content) for _, content in contents)
    encoding = _encoding(is_utf_8=is_utf_8)
    files = tuple(Sample(path, _text(content, encoding)) for path, content in contents)
    texts = sum(path.lower().endswith(_TEXT_EXTENSIONS) for path in paths)
    return Samples(folder=folder, files=files, paths=tuple(paths), others=others, is_utf_8=is_utf_8, texts=texts)


def _encoding(*, is_utf_8: bool) -> str:
    return "utf-8-sig" if is_utf_8 else "cp1252"


def _split_by_names(paths: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Split files into those that may be threads, and those that are about them; where most have one such name, as
    `index.md` in folders of their own, they are threads.
    """
    names = [PurePosixPath(path).name.partition(".")[0].lower() for path in paths]
    counts = Counter(names)
    are_others = [name in _NO_THREADS and (counts[name] == 1 or 2 * counts[name] <= len(paths)) for name in names]
    others = tuple(path for path, is_other in zip(paths, are_others, strict=True) if is_other)
    return [path for path, is_other in zip(paths, are_others, strict=True) if not is_other], others


def _paths(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        is_hidden = any(part.startswith((".", "_")) for part in relative.parts)
        is_text = is_markdown(path.name) or path.suffix.lower() in _TEXT_EXTENSIONS
        if is_text and not is_hidden and path.is_file() and not path.is_symlink():
            yield relative.as_posix()


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(_LARGEST)
    return content if len(content) < _LARGEST else content[: content.rfind(b"\n") + 1] or content


def _is_utf_8(content: bytes) -> bool:
    """True if the begin of a file is UTF-8, whose last character may be cut."""
    cut = content[:-4] if len(content) == _LARGEST else content
    try:
        cut.decode()
    except UnicodeDecodeError as error:
        return error.start > len(cut) - 4 and len(content) == _LARGEST
    return True


def _text(content: bytes, encoding: str) -> str:
    text = content.decode(encoding, "replace").replace("\r\n", "\n").replace("\0", "\ufffd")
    return "\n".join(line[:_LONGEST_LINE] for line in text.split("\n"))
