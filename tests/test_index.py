"""The index as builds and searches open it: the order of its documents, its recognition, and what it imports."""

import gc
import os
import pickle
import shutil
import subprocess
import sys
from datetime import UTC
from pathlib import Path
from weakref import ref

import pytest

from archiver.errors import DamagedIndex
from archiver.search import open_index
from archiver.search.index.commit_point import CommitPoint
from archiver.search.index.current import open_current
from archiver.search.index.searcher import Searcher
from archiver.search.index.table_of_contents import read_table_of_contents, toc_file_name
from archiver.search.index.types import MergePolicy
from tests.stock_index import Edit, merge_all, no_merge, post, thread, write_ours

NOON, LATER = 1_650_000_000, 1_650_000_100
FIRST = Edit(
    (
        (thread("b", post("one", at=LATER), post("two", at=NOON)), thread("gone", post("x"))),
        (thread("a", post("three", at=NOON), post("four", at=None), post("five", at=NOON)),),
    )
)
SECOND = Edit(((thread("c", post("six", at=None), post("seven", at=NOON - 1)),),), gone=("gone",))
IN_ORDER = ["/c/#1", "/c/#2", "/a/#1", "/a/#2", "/a/#3", "/b/#1", "/b/#2"]
"""Thread by thread: the undated one, then those of one day by hashes of their URLs."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A search folder."""
    write_ours(tmp_path, [FIRST, SECOND], no_merge)
    return tmp_path


def posts_of(searcher: Searcher) -> list[str]:
    found = map(searcher.post, range(searcher.count))
    return [f"{one.thread.url}{one.post.relative_url}" for one in found]


def test_an_index_that_is_not_used_any_more_closes_its_files_at_once(folder: Path) -> None:
    current = commit_point(folder)
    searcher = Searcher.open(folder / current.name, current.generation)
    searcher.postings("text", "seven")
    searcher.is_in("en")
    posts_of(searcher)
    segment = ref(searcher.segments[0])
    gc.disable()
    try:
        del searcher
        assert segment() is None
    finally:
        gc.enable()


def commit_point(folder: Path) -> CommitPoint:
    current = CommitPoint.read(folder)
    assert current
    return current


@pytest.mark.parametrize("policy", [no_merge, merge_all], ids=["three segments", "one segment"])
def test_doc_ids_are_in_the_order_of_threads_over_all_segments(tmp_path: Path, policy: MergePolicy) -> None:
    write_ours(tmp_path, [FIRST, SECOND], policy)
    searcher = open_current(tmp_path)
    assert posts_of(searcher) == IN_ORDER
    assert [searcher.order.urls[number] for number in searcher.order.thread_numbers] == [
        post.rpartition("#")[0] for post in IN_ORDER
    ]
    noon = NOON // 86_400
    assert searcher.order.between(noon, noon + 1, UTC) == searcher.order.between(None, None, UTC) == {1, 2, 4, 5, 6}
    assert not searcher.order.between(noon + 1, None, UTC)
    assert searcher.order.by_date(range(7)) == [0, 3, 1, 2, 4, 6, 5]
    assert [searcher.post_in_thread(1, 2), *searcher.thread(0)] == [searcher.post(4), searcher.post(0).thread]
    assert sorted(searcher.postings("text", "seven").docs) == [1]
    assert sorted(searcher.postings("thread", "gone").docs) == []


def test_a_copied_index_is_recognized_and_one_with_other_bytes_is_not(folder: Path, tmp_path: Path) -> None:
    state = commit_point(folder).state(folder)
    copied = tmp_path / "copied"
    shutil.copytree(folder, copied, ignore=lambda *_: ["copied"])
    assert commit_point(copied).state(copied) != state
    assert not open_index(copied).begin(state).is_new
    file = copied / commit_point(copied).name / max(commit_point(copied).files)
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    stat = file.stat()
    file.write_bytes(content)
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    transaction = open_index(copied).begin(state)
    assert transaction.is_new
    assert len(transaction.messages) == 1


def test_an_index_of_another_commit_is_not_recognized(folder: Path) -> None:
    state = commit_point(folder).state(folder)
    write_ours(folder, [Edit(((thread("d", post("eight")),),))], no_merge)
    assert open_index(folder).begin(state).is_new
    assert open_index(folder).begin(None).messages == ()


def test_a_table_of_contents_can_run_no_code(folder: Path) -> None:
    current = commit_point(folder)
    place = folder / current.name
    file = place / toc_file_name(current.generation)
    content = file.read_bytes()
    assert len(read_table_of_contents(place, current.generation)) == 3
    file.write_bytes(content[: content.rindex(b"\x80\x05")] + pickle.dumps([print]))
    with pytest.raises(DamagedIndex, match="of another program"):
        read_table_of_contents(place, current.generation)


def test_a_search_imports_nothing_of_whoosh_but_its_version(folder: Path) -> None:
    code = (
        "import sys; from datetime import UTC; from pathlib import Path; from archiver.search import open_index;"
        "assert open_index(Path(sys.argv[1])).search('seven', limit=1, zone=UTC).total == 1;"
        "print([name for name in sys.modules if name.startswith('whoosh')])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout == "['whoosh']\n"
