"""The search: an index with one document for each post, and the queries that find them.

Other rooms import the names of this module only, which are those of `port`: a build changes the index in a
transaction, workers write segments, the command line and the preview search. The port is implemented by the rooms

    server              the index on a search server, in place of all below but `query` and `analysis`
    whoosh_format       lets Whoosh's own parser and searcher read the index
    query | browser     evaluates queries | exports the index as files with which browsers search
    index               writes, reads and merges segments, in Whoosh's format
    analysis            from texts to terms

The index can be deleted at any time. Whoosh is imported when something is written: a build that has nothing to
do would take twice as long.

The module itself can be called, as `archiver.search("lunar probe")`.
"""

import json
import sys
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from types import ModuleType

from archiver.config import Config, read_config
from archiver.model import NO_SYNONYMS, Hit, IndexLocation, Output, Synonyms
from archiver.search.index.types import SegmentMeta
from archiver.search.null_index import NullIndex
from archiver.search.page_answers import FIRST_POSTS, POSTS_OF_ROW, answer_fields
from archiver.search.port import BrowserExport, FileForm, IndexTransaction, SearchIndex, SegmentTarget, SegmentWriter
from archiver.search.sentences import ADVICE_SENTENCES, SENTENCES, list_words
from archiver.search.whoosh_index import WhooshIndex

__all__ = [
    "ADVICE_SENTENCES",
    "ANSWERS_NAME",
    "FIRST_POSTS",
    "POSTS_OF_ROW",
    "SENTENCES",
    "BrowserExport",
    "FileForm",
    "IndexTransaction",
    "NullIndex",
    "SearchIndex",
    "SegmentMeta",
    "SegmentTarget",
    "SegmentWriter",
    "answer_fields",
    "describe_query_fields",
    "encode_script",
    "find_orphans",
    "list_words",
    "locate_project_index",
    "make_server_meta",
    "open_index",
    "open_project_index",
    "search_project",
]

ANSWERS_NAME = "answers"
"""What follows the address of `archiver answer` in the URL that answers queries."""


def open_index(folder: Path, *, enabled: bool = True, synonyms: Synonyms = NO_SYNONYMS) -> SearchIndex:
    """The index in the search folder of a project; a `NullIndex` where the search is not enabled. Reads nothing.

    Args:
        folder: The search folder.
        enabled: Whether the project has a search.
        synonyms: What words of queries find, too.
    """
    return WhooshIndex(folder, synonyms) if enabled else NullIndex(folder)


def open_project_index(config: Config) -> SearchIndex:
    """The index of a project: on its search server, if it has one, else in its search folder. Reads nothing.

    Raises SearchServerError if the library for the server is not installed.
    """
    folder = config.state / "search"
    if config.search_server is None or not config.search:
        return open_index(folder, enabled=config.search, synonyms=config.synonyms)
    from archiver.search.server.index import ServerIndex
    from archiver.search.server.opening import connect

    return ServerIndex(folder, connect(config.search_server), config.synonyms)


def describe_query_fields() -> str:
    """The part of the command line's help that lists the fields of queries, as lines."""
    from archiver.search.index.fields import describe_query_fields

    return describe_query_fields()


def encode_script(content: bytes) -> bytes:
    """The script that hands over bytes to the search page of a site which works offline."""
    from archiver.search.browser import script_files

    return script_files.encode_script(content)


def make_server_meta(address: str) -> Output:
    """The file by which pages learn that `archiver answer` answers at an address, in place of a browser index."""
    from archiver.search.browser.files import META

    return Output(path=META, content=json.dumps({"server": f"{address}{ANSWERS_NAME}"}).encode())


def find_orphans(site: Path) -> Iterator[str]:
    """The paths of the files in an output folder `site` that are surely of a browser index, which a build may delete.

    For a build that has lost its records. Reads each file that may be one, since its name has its content's digest.
    """
    from archiver.search.browser import orphans

    return orphans.find_orphans(site)


def search_project(query: str, *, project: str | PathLike[str], limit: int) -> tuple[Hit, ...]:
    """Find posts in the last build of the project in the folder `project`. This is the public `archiver.search`.

    `query` is what a person would type. Returns at most `limit` hits. Raises ConfigError if the project's configuration
    cannot be used, QueryError if there is no index or a damaged one.
    """
    config = read_config(Path(project).resolve())
    return open_project_index(config).search(query, limit=limit, zone=config.zone).hits


def locate_project_index(project: str | PathLike[str]) -> IndexLocation:
    """Where the index of the last build of the project in a folder is. This is the public `archiver.open_index`.

    Raises ConfigError if the project's configuration cannot be used, QueryError if there is no index or a damaged one.
    """
    config = read_config(Path(project).resolve())
    return open_project_index(config).locate()


class _CallablePackage(ModuleType):
    """Makes this package answer calls as the function `archiver.search` does.

    Python binds a package to its name in the parent package when it is first imported, here over the function of that
    name. Type checkers see the function.
    """

    def __call__(self, query: str, *, project: str | PathLike[str] = ".", limit: int = 10) -> tuple[Hit, ...]:
        return search_project(query, project=project, limit=limit)


sys.modules[__name__].__class__ = _CallablePackage
