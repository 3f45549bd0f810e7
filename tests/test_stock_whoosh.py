"""Whoosh's own parser and searcher find in our index what our grammar finds, and read the fields of its posts."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from whoosh.index import open_dir
from whoosh.qparser import MultifieldParser, QueryParser
from whoosh.qparser.dateparse import DateParserPlugin
from whoosh.query import DateRange, Every, FuzzyTerm, Prefix
from whoosh.searching import Searcher

from archiver import open_index
from archiver.search.index.table_of_contents import toc_file_name
from tests.agreement.archive import build_archive
from tests.conftest import Project
from tests.forks import QUIETLY

pytestmark = pytest.mark.builds

ALIKE = """
lamp | lamps | walking | WALKED | kettles | telescope | repairs | hopefully | Café | cafe
naive | résumés | 2024 | 42 | the | Haus | Häusern | Straßen | STRASSE | schöner | Öl
étoiles | œuvres | chevaux | книгами | звёзды | ЛУНА | الكتاب | المعلمون | كِتَابٌ
लड़कों | किताबें | 月亮 | 月 | 望远镜 | 数据库 | 数据库程序 | 한국어 | ฐานข้อมูล | データ | v2.0.1 | 2.0 | c#
x86_64 | foo_bar | don't | lamp kettle | walking garden | lamp OR kettle | lamp NOT the
(lamp OR kettle) garden | lamp AND moon | 月亮 花园 | Haus OR 月亮 | книги NOT и | "of the"
"the moon" | "lamps of" | "don't walk" | "und die" | "de la" | "और है" | "数据库" | "月亮花园"
"und nicht" | "version 2.0.1" | "c# and" | "that works" | wal* | lam* | re* | книг* | häu*
data* | 数据* | кни* NOT книги | title:lamp | title:moon | title:"of the"
title:(lamp OR moon) | title:月亮 | title:walk* | quoted:lamp | quoted:"of the"
quoted:книги | lamp title:kettle | author:ada | author:"Ada Lind" | author:берта
author:王小明 | author:Renée | author:lukasz | author:"зоя ким" | author:ad*
author:Lind lamp | NOT author:ada lamp | board:space | board:"space/moon" | board:книги
board:SPACE | board:nowhere | board:workshop lamp | tag:moon | tag:MOON
tag:"weather report" | tag:книги | tag:数据库 | tag:moon tag:tips | tag:moon NOT tag:tips
tag:nothing | date:2015 | date:2015-03 | date:2012-10-28 | lamp date:2016
date:2015 OR date:2017 | NOT date:2015 lamp | thread:"space/t00000"
author:(ada OR berta) lamp | tag:moon date:2014 | board:space the | title:lamp text:kettle
"""
"""What both grammars have in common."""
TRANSLATED = {
    "date:[2012 TO 2014]": "date:2012..2014",
    "date:[2012-03 TO 2014-05-06]": "date:2012-03..2014-05-06",
    "date:[TO 2010]": "date:..2010",
    "date:[2020 TO]": "date:2020..",
    "lamp date:[2011 TO 2019]": "lamp date:2011..2019",
    "flag:quote": "has:quote",
    "flag:first lamp": "is:first lamp",
    'cites:"space/t00003#p1"': "quotes:space/t00003#p1",
}
"""Queries of Whoosh's grammar, in ours."""
QUERIES = {query: query for line in ALIKE.strip().split("\n") for query in line.split(" | ")} | TRANSLATED
SMALL, LARGE = 400, 6_000
FIELDS = ["text", "title"]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return build_archive(tmp_path_factory.mktemp("small") / "project", SMALL)


@pytest.fixture(scope="module")
def searcher(small: Project) -> Iterator[Searcher]:
    with open_dir(open_index(small.root).path).searcher() as searcher:
        yield searcher


def found_by_whoosh(searcher: Searcher, query: Any) -> set[str]:
    return {searcher.stored_fields(document)["url"] for document in searcher.docs_for_query(query)}


def differing(project: Project, searcher: Searcher, queries: dict[str, str]) -> dict[str, tuple[int, int]]:
    """The queries that find other posts in the two ways, with the numbers of posts that one of them alone finds."""
    parser = MultifieldParser(FIELDS, searcher.schema)
    found = {}
    for theirs, ours in queries.items():
        there = found_by_whoosh(searcher, parser.parse(theirs))
        results = project.search(ours, limit=100_000)
        here = {str(hit.url) for hit in results.hits[: results.total]}
        if here != there:
            found[theirs] = (len(there - here), len(here - there))
    return found


def test_there_are_a_hundred_queries_of_each_kind() -> None:
    assert len(QUERIES) >= 100
    for kind in ('"', "*", " OR ", "NOT ", "title:", "quoted:", "author:", "board:", "tag:", "date:"):
        assert sum(kind in query for query in QUERIES) >= 3, kind


def test_whoosh_finds_the_posts_that_we_find(small: Project, searcher: Searcher) -> None:
    assert differing(small, searcher, QUERIES) == {}


@pytest.mark.slow
def test_whoosh_finds_the_posts_that_we_find_in_many(tmp_path: Path) -> None:
    large = build_archive(tmp_path / "project", LARGE)
    with open_dir(open_index(large.root).path).searcher() as searcher:
        assert differing(large, searcher, QUERIES) == {}
        parser = MultifieldParser(FIELDS, searcher.schema)
        empty = [query for query in QUERIES if not found_by_whoosh(searcher, parser.parse(query))]
        assert len(empty) < len(QUERIES) / 8, empty


def test_a_hit_has_the_fields_of_its_post(small: Project, searcher: Searcher) -> None:
    wanted = {str(hit.url): hit for hit in small.search("text:lamp", limit=1000).hits}
    hits = searcher.search(QueryParser("text", searcher.schema).parse("lamp"), limit=None)
    assert len(hits) == len(wanted) > 10
    for hit in hits:
        same = wanted[hit["url"]]
        assert (hit["title"], hit["author"]) == (same.title, same.author)
        assert hit["date"] == (same.date.at if same.date else None)
    assert all(hits.score(n) > 0 for n in range(len(hits)))
    assert any('<b class="match' in hit.highlights("text") for hit in hits)


def test_hits_are_sorted_by_date(searcher: Searcher) -> None:
    query = QueryParser("date", searcher.schema).parse("[2010 TO 2020]")
    hits = searcher.search(query, sortedby="date", limit=None)
    dates = [hit["date"] for hit in hits]
    assert dates == sorted(dates)
    assert len(dates) > 10


def test_queries_that_no_parser_makes_find_posts(small: Project, searcher: Searcher) -> None:
    first, last = datetime(2012, 1, 1), datetime(2013, 12, 31, 23, 59, 59)  # noqa: DTZ001  of the site's time zone
    ours = {str(hit.url) for hit in small.search("date:2012..2013", limit=1000).hits}
    assert found_by_whoosh(searcher, DateRange("date", first, last)) == ours
    assert found_by_whoosh(searcher, Prefix("text", "kett")) >= found_by_whoosh(searcher, FuzzyTerm("text", "kettel"))
    assert len(found_by_whoosh(searcher, Every())) == searcher.doc_count()
    assert len(found_by_whoosh(searcher, QueryParser("text", searcher.schema).parse("la?p"))) > 0


def test_facets_suggestions_and_posts_like_one_work(small: Project, searcher: Searcher) -> None:
    query = QueryParser("text", searcher.schema).parse("lamp")
    found = small.search("text:lamp", limit=1000)
    hits = searcher.search(query, limit=None, groupedby="author", terms=True)
    assert sum(map(len, hits.groups().values())) == found.total
    assert hits.matched_terms() == {("text", b"lamp")}
    assert len(list(searcher.search(query, limit=None, collapse="thread"))) == found.threads
    assert "lampe" in searcher.suggest("text", "lampp")
    assert hits.key_terms("text")
    assert len(hits[0].more_like_this("text")) > 0
    ada = QueryParser("author", searcher.schema).parse("ada")
    assert len(searcher.search(query, mask=ada)) + len(searcher.search(query, filter=ada)) == found.total


def test_plugins_of_the_parser_read_dates(small: Project, searcher: Searcher) -> None:
    parser = QueryParser("text", searcher.schema, plugins=[*QueryParser("text", None).plugins, DateParserPlugin()])
    ours = {str(hit.url) for hit in small.search("date:2012-03..2015-06", limit=1000).hits}
    assert found_by_whoosh(searcher, parser.parse("date:'march 2012 to june 2015'")) == ours


def test_without_this_package_whoosh_says_what_is_missing(small: Project, tmp_path: Path) -> None:
    program = (
        "import sys; sys.meta_path.insert(0, type('None_', (), {'find_spec': staticmethod(lambda name, *_:"
        " exec('raise ModuleNotFoundError(name)') if name.startswith('archiver') else None)}));"
        "from whoosh.index import open_dir; open_dir(sys.argv[1])"
    )
    path = open_index(small.root).path
    assert (path / toc_file_name(1)).exists()
    command = [sys.executable, *QUIETLY, "-c", program, str(path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("ModuleNotFoundError: archiver")
