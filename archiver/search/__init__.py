"""The search index: one document for each post, and the queries that find them. The one user of Whoosh.

What is written: workers index threads into segments of their own (`segments`, `segment`, `words`, `blocks`, `store`), a
build makes them the next state of the index (`change`, `writer`, `merging`, `state`), and `share` gives browsers what
they need of it. What is asked: `grammar` reads a query into a tree (`ast`), `evaluate` finds its posts in the open
index (`reader`, `lexicon`, `archive`), and `hits` shows them. `schema` says in Whoosh's terms what an index is.

The index can be deleted at any time. Whoosh is imported when something is written or asked: a build that has nothing
to do would take twice as long.

The room itself can be called, as `archiver.search("lunar probe")`.
"""

import sys
from os import PathLike
from pathlib import Path
from types import ModuleType

from archiver.model import Hit


class _Room(ModuleType):
    """A module that can be called."""

    def __call__(self, query: str, *, project: str | PathLike[str] = ".", limit: int = 10) -> tuple[Hit, ...]:
        """The first posts that a query finds in the last build of a project, in the order that it asks for.

        Raises ConfigError if the project's configuration cannot be read, QueryError if there is no index.
        """
        from archiver.config import read_config
        from archiver.search.query.answer import search

        config = read_config(Path(project).resolve())
        return search(config.state / "search", query, limit=limit, zone=config.zone).hits


sys.modules[__name__].__class__ = _Room
