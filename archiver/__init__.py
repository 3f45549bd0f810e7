"""archiver: discussions kept as Markdown, published as a static site that can be searched.

The API for programs is the functions `search` and `open_index` and their values `Hit` and `IndexLocation`; all else is
internal and may change:

    import archiver

    for hit in archiver.search("lunar probe", project="talks"):
        print(hit.title, hit.author, hit.url)
"""

from os import PathLike

from archiver.model import Hit, IndexLocation

__all__ = ["Hit", "IndexLocation", "__version__", "open_index", "search"]

__version__ = "0.1.0"


def search(query: str, *, project: str | PathLike[str] = ".", limit: int = 10) -> tuple[Hit, ...]:
    """Search the last build of a project.

    Args:
        query: A query as the search box takes it; `archiver search --help` has the grammar.
        project: The folder of the project, the one with `content/` in it.
        limit: The largest number of hits.

    Returns:
        The first hits in the order that the query asks for: by relevance, unless it has `order:`.

    Raises:
        ConfigError: The project's `archiver.toml` cannot be used.
        QueryError: The project has no search index, or a damaged one.
    """
    from archiver.search import search_project

    return search_project(query, project=project, limit=limit)


def open_index(project: str | PathLike[str] = ".") -> IndexLocation:
    """Find the index of the last build of a project, for `whoosh.index.open_dir` to open its `path`.

    The files of the index are compared with their checksums. Reading it takes the same fork of Whoosh, and this package
    beside it, whose classes the index names. Writing to it is of no use: the next build replaces it.

    Args:
        project: The folder of the project, the one with `content/` in it.

    Raises:
        ConfigError: The project's `archiver.toml` cannot be used.
        QueryError: The project has no search index, or a damaged one.
    """
    from archiver.search import locate_project_index

    return locate_project_index(project)
