"""Records grouped on the disk, and the Markdown that importers write."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.importers.markdown.code_parts import outside_code, without_code
from archiver.importers.markdown.escaping import code_block, code_span, escape_text, link
from archiver.importers.markdown.spans import BOLD, ITALIC, Span, join_spans
from archiver.importers.markdown.titles import title_of
from archiver.importers.record_groups import RecordGroup, RecordGroups


def test_records_come_out_by_group_and_by_order(tmp_path: Path) -> None:
    with RecordGroups[int](tmp_path) as groups:
        for number in reversed(range(5000)):
            groups.add(number % 3, number, b"%d" % number)
        groups.add(2**63 - 1, 1, b"last")
        groups.add(1, 1, b"one again")
        assert groups.count == 5002
        found = list(groups.groups())
        assert list(tmp_path.iterdir()) != []
    assert [group.key for group in found] == [0, 1, 2, 2**63 - 1]
    assert found[1].records[:3] == [b"1", b"one again", b"4"]
    assert [len(group.records) for group in found] == [1667, 1668, 1666, 1]
    assert found[3] == RecordGroup(2**63 - 1, [b"last"])
    assert list(tmp_path.iterdir()) == []


KEYS = st.sampled_from(["b", "a", "\ud800", "\0", "", "é"])


@given(st.lists(st.tuples(KEYS, st.integers(0, 3), st.binary(max_size=3)), max_size=30))
def test_groups_come_out_as_they_were_added(
    tmp_path_factory: pytest.TempPathFactory, records: list[tuple[str, int, bytes]]
) -> None:
    expected: dict[str, list[tuple[int, bytes]]] = {}
    with RecordGroups[str](tmp_path_factory.mktemp("records")) as groups:
        for key, order, record in records:
            groups.add(key, order, record)
            expected.setdefault(key, []).append((order, record))
        assert list(groups.groups_as_added()) == [
            RecordGroup(key, [record for _, record in sorted(added, key=lambda pair: pair[0])])
            for key, added in expected.items()
        ]


def test_a_full_disk_is_an_error_of_the_disk(tmp_path: Path) -> None:
    with RecordGroups[int](tmp_path) as groups:
        groups._database.execute("PRAGMA max_page_count = 4")
        for number in range(1999):
            groups.add(number, 0, b"x" * 1000)
        with pytest.raises(OSError, match="cannot be kept on the disk"):
            groups.add(1999, 0, b"x" * 1000)


@pytest.mark.parametrize(
    ("url", "label", "markdown"),
    [
        ("https://x.example/a b(c)", "d", "[d](https://x.example/a%20b%28c%29)"),
        ("https://x.example/", "", "<https://x.example/>"),
        ("javascript:alert(1)", "d", "d (javascript:alert(1))"),
        ("https://x.example/<b>", "a]b\\]`", "[a]b\\]`](https://x.example/%3Cb%3E)"),
        ("https://x.example/", "a]b\\]", "[a\\]b\\]](https://x.example/)"),
    ],
)
def test_links_stay_whole(url: str, label: str, markdown: str) -> None:
    assert link(url, label) == markdown


def test_texts_mean_themselves() -> None:
    assert escape_text("1 * 2 * 3, a_b, `c`, &lt; $5 and $6 ~~no~~ ||x||") == (
        "1 \\* 2 \\* 3, a_b, \\`c\\`, \\&lt; \\$5 and \\$6 \\~\\~no\\~\\~ \\|\\|x\\|\\|"
    )
    assert code_span("``a") == "``` ``a ```"
    assert code_block("```\n", "c++!") == "````c++\n```\n````"
    assert join_spans([Span("a"), Span("b", (BOLD,)), Span(" c\nd ", (ITALIC,))]) == "a**b** *c*\n*d* "


def test_titles_are_short_and_without_marks() -> None:
    assert title_of("> only quoted\n\n```\ncode\n```") == ""
    assert title_of("word " * 40) == "word " * 14 + "word…"
    assert title_of("x" * 200) == "x" * 79 + "…"


@pytest.mark.parametrize(
    ("markdown", "rest"),
    [
        ("a `b\nc` d", "a  d"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("a ``b ` c`` d `e", "a  d `e"),
        ("\\`a `b`", "\\`a "),
        ("a\n```\nb\n\nc\n```\nd", "a\n\nd"),
        ("- a\n\n    b", "- a\n\n    b"),
        ("~~~\nnever closed", ""),
    ],
)
def test_code_ends_where_commonmark_ends_it(markdown: str, rest: str) -> None:
    assert without_code(markdown) == rest
    changed = outside_code(markdown, lambda part: f"<{part}>", has_indented=False)
    assert "".join(re.findall("<([^<>]*)>", changed)) == rest
    assert re.sub("[<>]", "", changed) == markdown
