"""archiver: discussions kept as Markdown, published as a static site that can be searched.

`archiver.search("lunar probe", project="talks")` gives the posts that a query finds, as `Hit` values.
"""

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The room `search` can be called, and is imported when it is: most programs that import this one don't search."""
    if name != "search":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return import_module("archiver.search")
