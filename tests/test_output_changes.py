"""What a build notes of the files of the site, and what it looks up of them, in tables and not in memory."""

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.manifest import Manifest, OutputChanges, OutputRecord, open_manifest
from archiver.model import Digest

OLD, NEW = Digest("1" * 32), Digest("2" * 32)


def record(path: str, owner: str = "a.md", digest: Digest = NEW) -> OutputRecord:
    return OutputRecord(path=path, owner=owner, digest=digest)


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    """The manifest of a site with two files of a thread, and one of another."""
    with open_manifest(tmp_path / "state", UTC, tmp_path) as opened:
        files = (record("b/index.html", "b.md", OLD), record("a/2/index.html", digest=OLD), record("a/index.html"))
        opened.write_outputs(files, ())
        opened.commit({})
        yield opened


@pytest.fixture
def changes(manifest: Manifest) -> OutputChanges:
    return manifest.output_changes


def test_recorded_files_are_a_mapping_in_the_order_of_their_paths(manifest: Manifest) -> None:
    files = manifest.recorded_files()
    assert list(files) == ["a/2/index.html", "a/index.html", "b/index.html"]
    assert dict(files.items()) == {path: files[path] for path in files} == dict.fromkeys(files, 0)
    assert (len(files), "a/index.html" in files, "a" in files) == (3, True, False)
    with pytest.raises(KeyError):
        files["a"]


def test_records_of_another_output_folder_are_no_recorded_files(manifest: Manifest) -> None:
    files = manifest.recorded_files(are_known=False)
    assert (list(files), len(files), "a/index.html" in files) == ([], 0, False)


def test_files_of_visited_owners_that_are_neither_drawn_nor_retained_are_obsolete(changes: OutputChanges) -> None:
    assert changes.obsolete() == set()
    changes.visit(["a.md"])
    assert changes.obsolete() == {"a/index.html", "a/2/index.html"}
    changes.draw(record("a/index.html"))
    changes.retain(["a/2/index.html"])
    assert changes.obsolete() == set()
    assert [changes.has_kept(path) for path in ("a/index.html", "a/2/index.html", "b/index.html")] == [
        True,
        True,
        False,
    ]


def test_a_file_that_was_written_counts_as_written_when_it_is_drawn_again(changes: OutputChanges) -> None:
    changes.draw(record("a/index.html", digest=OLD), is_written=True)
    changes.draw(record("a/index.html"))
    assert (changes.written(), changes.digest("a/index.html")) == (("a/index.html",), NEW)
    assert [file.record for file in changes.drawn()] == [record("a/index.html")]


def test_the_stat_signature_that_a_bucket_has_given_a_file_stays_with_its_record(changes: OutputChanges) -> None:
    put = replace(record("a/index.html"), key=OLD, dependencies=NEW, stat_signature=-(2**63))
    changes.draw(record("a/index.html"))
    changes.draw(put, is_written=True)
    assert [file.record for file in changes.drawn()] == [put]


def test_files_with_new_bytes_and_files_without_a_record_change_their_folders(changes: OutputChanges) -> None:
    for path, is_written in (("a/index.html", True), ("b/index.html", False), ("c/index.html", False)):
        changes.draw(record(path), is_written=is_written)
    assert list(changes.changed()) == ["a/index.html", "c/index.html"]


def test_nothing_is_committed_for_owners_that_have_no_files(manifest: Manifest, changes: OutputChanges) -> None:
    before = manifest.fact("built")
    changes.visit(["nobody.md"])
    changes.retain(())
    manifest.write_outputs((), ())
    manifest.commit({})
    assert manifest.fact("built") == before
