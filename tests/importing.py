"""Reads exports that tests make: a folder of files, an importer, and the threads that come out of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from archiver.importers.containers import UnreadableError, open_source
from archiver.importers.formats import find_importer, recognise
from archiver.importers.importer import ImportContext, Importer
from archiver.importers.run import ImportFolders, ImportOptions, ImportReport, import_source
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.importers.writer import normal_form, write_source
from archiver.model import Slug, SourceFile
from archiver.parse import parse_thread
from tests.conftest import Project

Files = Mapping[str, Any]
"""The files of an export by name: bytes or text as they are, anything else as JSON."""


@dataclass(frozen=True)
class Read:
    """What an importer has made of an export."""

    threads: list[ImportedThread]
    context: ImportContext

    @property
    def posts(self) -> list[ImportedPost]:
        return [post for thread in self.threads for post in thread.posts]

    @property
    def bodies(self) -> list[str]:
        return [post.body for post in self.posts]

    @property
    def problems(self) -> list[str]:
        return [str(problem) for problem in self.context.problems]


def write_files(folder: Path, files: Files) -> Path:
    """Write the files of an export below a folder."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read_export(folder: Path, files: Files, **settings: str) -> Read:
    """Read an export with the importer that is found by looking."""
    with open_source(str(write_files(folder / "export", files)), folder / "temporary") as source:
        importer = recognise(source)[0].importer
        context = ImportContext(settings=settings)
        return Read(list(importer.read(source, context)), context)


def read_place(
    importer: Importer, place: Path, settings: Mapping[str, str] | None = None
) -> tuple[list[ImportedThread], ImportContext]:
    """The threads that an importer reads, and what it has reported. Each thread is one that can be written."""
    context = ImportContext(settings=settings or {})
    with open_source(str(place), place.parent / "temporary") as source:
        threads = list(importer.read(source, context))
        assert 0 <= importer.confidence(source) <= 1
    for thread in threads:
        write_source(normal_form(thread)).join()
    return threads, context


def confidence_of(importer: Importer, place: Path) -> float:
    """How surely an importer knows an export."""
    with open_source(str(place), place.parent / "temporary") as source:
        return importer.confidence(source)


def import_into(project: Project, place: Path, **options: Any) -> ImportReport:
    """Import an export into a project."""
    folders = ImportFolders(project.root, project.root / "content", project.root / ".archiver")
    return import_source(folders, ImportOptions(place=str(place), **options))


def read_anyhow(folder: Path, name: str, files: Files) -> Read:
    """Read what may be damaged with an importer, and hold it to the laws of all importers: no error, sound sources."""
    context = ImportContext()
    threads = []
    with open_source(str(write_files(folder / "export", files)), folder / "temporary") as source:
        recognise(source)
        try:
            for thread in find_importer(name).read(source, context):
                threads.append(thread)
                source_text = write_source(normal_form(thread)).join()
                parsed = parse_thread(
                    (SourceFile("a.md", "a.md", source_text),),
                    slug=Slug("a"),
                    zone=UTC,
                    parse_body=lambda *_, **__: (),
                )
                assert parsed.problems == ()
        except UnreadableError:
            pass  # the run reports it as a problem
    return Read(threads, context)


ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    10**30,
    1e308,
    "",
    "\ud800",
    "x" * 5000,
    "&gt;" * 50,
    "`" * 99,
    [],
    {},
    [[[]]],
    {"type": "rich_text", "elements": [None, {"type": 3}]},
    "<@U1|\x00>",
    "1.5",
    "t1_zzzzzzzzzzzzz",
    "\0",
    "9" * 400,
    "2020-01-01T00:00:00Z",
)
"""Values of any type, which no field expects."""


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """A JSON value in which some values are others, are gone, have other names, or are there twice."""
    if draw(st.integers(0, 11)) == 0:
        return draw(st.sampled_from(ODD) | st.integers() | st.text(max_size=8))
    if isinstance(value, dict):
        kept = {name: draw(mutated(inner)) for name, inner in value.items() if draw(st.integers(0, 15))}
        return {draw(st.text(max_size=5)) if not draw(st.integers(0, 40)) else name: v for name, v in kept.items()}
    if isinstance(value, list):
        return [draw(mutated(inner)) for inner in value for _ in range(draw(st.sampled_from((1, 1, 1, 1, 2))))]
    return value


def mutated_files(files: Files) -> st.SearchStrategy[dict[str, str]]:
    """The files of an export, each with its JSON mutated."""
    return st.fixed_dictionaries({name: mutated(content).map(json.dumps) for name, content in files.items()})
