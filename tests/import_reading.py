"""What tests of importers share: an export in a folder, the threads that are read of it, and mutations of its JSON."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from archiver.importers.containers import open_source
from archiver.importers.importer import ImportContext, Importer
from archiver.importers.run import ImportFolders, ImportOptions, ImportReport, import_source
from archiver.importers.threads import ImportedThread
from archiver.importers.writer import normal_form, write_source
from tests.conftest import Project


def write_export(folder: Path, files: dict[str, Any]) -> Path:
    """Write an export into a folder: bytes and texts as they are, other values as JSON."""
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read_export(
    importer: Importer, place: Path, settings: dict[str, str] | None = None
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


def run_import(project: Project, place: Path, **options: Any) -> ImportReport:
    """Import an export into a project."""
    folders = ImportFolders(project.root, project.root / "content", project.root / ".archiver")
    return import_source(folders, ImportOptions(place=str(place), **options))


_ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**30, -1, 0, 1e300, "", "x", "\ud800", "\0", [], {}, [[]], "9" * 400, "2020-01-01T00:00:00Z"])
    | st.text(max_size=8)
)


@st.composite
def mutated(draw: st.DrawFn, value: Any) -> Any:
    """A JSON value in which some values are others, or are gone."""
    if draw(st.integers(0, 11)) == 0:
        return draw(_ODD)
    if isinstance(value, dict):
        kept = {name: draw(mutated(inner)) for name, inner in value.items() if draw(st.integers(0, 15))}
        return {draw(st.text(max_size=5)) if not draw(st.integers(0, 40)) else name: v for name, v in kept.items()}
    return [draw(mutated(inner)) for inner in value] if isinstance(value, list) else value
