"""Queries become trees: the same in Python and in the browser's JavaScript, whatever people type."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import astuple

from archiver.search.index.fields import QUERY_FIELDS
from archiver.search.query.ast import (
    Alternatives,
    And,
    Dates,
    Everything,
    FieldValue,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Query,
    Required,
    Signed,
)
from archiver.search.query.parser import parse_query
from tests.conftest import spec_cases

SCRIPTS = Path(__file__).parent.parent / "themes" / "default" / "client" / "search"
TODAY = date(2024, 2, 29)
EPOCH = date(1970, 1, 1)
RUN = """
const { parseQuery } = await import(process.argv[1]);
let given = "";
for await (const chunk of process.stdin.setEncoding("utf8")) given += chunk;
console.log(JSON.stringify(JSON.parse(given).map(([text, today]) => parseQuery(text, today))));
"""
Parsed = dict[str, Any]
ParseInBrowser = Callable[[list[tuple[str, date]]], list[Parsed]]

PIECES = (
    'autor: TITLE: foo: x: :: date:.. thread:/ #p2 page-2/ - -- NOT OR AND | ( ) " “ « * ~ ~2 @ # .. / : \\ '
    "moon Ada don't c# c++ a Straße Лунное затмение ΟΔΟΣ كِتَاب चन्द्रमा 数据库 月 데이터 ไทย ı ½ é İ 2024 2024-02-29 "
    "2023-13 0000 9999 3m 2y 40w 9999y 0d newest none first quote https://x.org/ %C3%B6l %FF con _ — 🙂 𠀀 𝐛oard: "
    "👩🏽‍🚀 🇫🇷🇩🇪 ☑ v1.7.1 SetPosition set_position e-mail HTTPServer2 utf-8 2024-05"
)
SPACES = [" ", " ", " ", " ", " ", "\n", "\x1c", "\x85", "\xa0", "\u3000", "\ufeff"]
TEXTS = st.lists(
    st.sampled_from([*PIECES.split(), *SPACES, *SPACES, *(f"{name}:" for name in QUERY_FIELDS)]), max_size=12
).map("".join)


@pytest.fixture(scope="module")
def parse_in_browser(tmp_path_factory: pytest.TempPathFactory) -> ParseInBrowser:
    """Many queries at once, as the browser's script reads them."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node, which runs the browser's scripts here")
    folder = tmp_path_factory.mktemp("scripts")
    for path in SCRIPTS.glob("*.js"):
        shutil.copy(path, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    command = [node, "--input-type=module", "--eval", RUN, (folder / "query.js").as_uri()]

    def parse(queries: list[tuple[str, date]]) -> list[Parsed]:
        asked = json.dumps([(text, (today - EPOCH).days) for text, today in queries])
        done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", timeout=120, check=False)
        assert not done.stderr
        answer: list[Parsed] = json.loads(done.stdout)
        return answer

    return parse


@pytest.mark.parametrize(("text", "expected"), spec_cases("query"))
def test_a_query_becomes_this_tree(text: str, expected: str) -> None:
    assert outline(to_json(parse_query(text, TODAY))) == expected


def test_the_browser_makes_the_same_tree_of_it(parse_in_browser: ParseInBrowser) -> None:
    cases = [case.values for case in spec_cases("query")]
    parsed = parse_in_browser([(text, TODAY) for text, _ in cases])
    assert [(case[0], outline(query)) for case, query in zip(cases, parsed, strict=True)] == cases


@pytest.mark.slow
def test_the_browser_reads_all_queries_alike(parse_in_browser: ParseInBrowser) -> None:
    queries = list[tuple[str, date]]()

    @settings(max_examples=4_000, database=None, deadline=None, derandomize=True)
    @given(TEXTS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    def collect(text: str, today: date) -> None:
        queries.append((text, today))

    collect()
    for (text, today), query in zip(queries, parse_in_browser(queries), strict=True):
        assert (text, query) == (text, to_json(parse_query(text, today)))


@given(st.text() | TEXTS, st.dates())
def test_no_query_is_an_error(text: str, today: date) -> None:
    assert isinstance(parse_query(text, today), Query)


@pytest.mark.builds
@pytest.mark.parametrize(
    "piece", ["(", ")", '"', "-", "|", "@", "*", "NOT ", "OR ", "AND ", "a:", "title:(", "-(", "x/", " ", "月", "foo:("]
)
def test_a_query_of_any_length_is_read_at_once(piece: str, parse_in_browser: ParseInBrowser) -> None:
    text = piece * (100_000 // len(piece))
    query = to_json(parse_query(text, TODAY))
    assert "only the first 2,000 characters were read" in query["hints"]
    assert parse_in_browser([(text, TODAY), (f"board:{text}", TODAY)])[0] == query


def test_days_are_those_of_the_calendar() -> None:
    for offset in range(0, 4_000, 7):
        day = date(2020, 1, 1) + timedelta(offset)
        assert parse_query(f"date:{day}", TODAY).node == Dates((day - EPOCH).days, (day - EPOCH).days + 1)


def outline(query: Parsed) -> str:
    """A query as the cases write it: the tree, then what is not as ever."""
    lines = [json.dumps(query["node"], ensure_ascii=False)]
    lines += [f"order: {query['order']}"] if query["order"] != "relevance" else []
    lines += [f"group: {query['group']}"] if query["group"] != "thread" else []
    lines += [f"hint: {hint}" for hint in query["hints"]]
    return "\n".join([*lines, *(f"if nothing is found: {hint}" for hint in query["readings"])])


def to_json(query: Query) -> Parsed:
    """A query as the browser has it."""
    return {
        "node": _array(query.node),
        "order": query.order,
        "group": query.group,
        "hints": list(query.hints),
        "readings": list(query.readings),
    }


def _array(node: Node) -> list[Any]:
    match node:
        case And(parts) | Or(parts):
            return [type(node).__name__.lower(), *map(_array, parts)]
        case Not(part) | Required(part) | Alternatives(part):
            return [type(node).__name__.lower(), _array(part)]
        case Signed(meant, typed):
            return ["signed", _array(meant), _array(typed)]
        case Phrase(field, terms, is_run):
            return ["phrase", field, list(terms), *[True] * is_run]
    kind = {Everything: "all", Nothing: "none", FieldValue: "value"}.get(type(node), type(node).__name__.lower())
    return [kind, *astuple(node)]
