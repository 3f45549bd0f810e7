"""The search index: one document for each post, and the queries that find them. The one user of Whoosh.

What is written: workers index threads into segments of their own (`segments`, `segment`, `words`, `blocks`, `store`), a
build makes them the next state of the index (`change`, `writer`, `merging`, `state`), and `share` gives browsers what
they need of it. What is asked: `grammar` reads a query into a tree (`ast`), `evaluate` finds its posts in the open
index (`reader`, `lexicon`, `archive`), and `hits` shows them. `schema` says in Whoosh's terms what an index is.

The index can be deleted at any time. Whoosh is imported when something is written or asked: a build that has nothing
to do would take twice as long.
"""

import sys
from os import PathLike
from pathlib import Path
from types import ModuleType

from archiver.model import Hit


def search_project(query: str, *, project: str | PathLike[str], limit: int) -> tuple[Hit, ...]:
    """Search the last build of the project in the folder `project`: what `archiver.search` does.

    Returns at most `limit` hits. Raises ConfigError if the project's configuration cannot be used, QueryError if there
    is no index or a damaged one.
    """
    from archiver.config import read_config
    from archiver.search.query.answer import search

    config = read_config(Path(project).resolve())
    return search(config.state / "search", query, limit=limit, zone=config.zone).hits


class _CallablePackage(ModuleType):
    """Makes this package answer calls as the function `archiver.search` does.

    Python binds a package to its name in the parent package when it is first imported, here over the function of that
    name. Type checkers see the function.
    """

    def __call__(self, query: str, *, project: str | PathLike[str] = ".", limit: int = 10) -> tuple[Hit, ...]:
        return search_project(query, project=project, limit=limit)


sys.modules[__name__].__class__ = _CallablePackage
