"""Saved searches: the tables `[[feeds]]`, each a query whose newest posts are an Atom feed."""

import re
from dataclasses import dataclass, field

from archiver.values import WrongValueError, check_text

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RELATIVE = re.compile(r"\b(?:newer|older|order):", re.IGNORECASE)


def _check_name(value: object) -> str:
    """Check that a value is a name that can be a part of a URL."""
    if not _NAME.fullmatch(check_text(value)):
        raise WrongValueError('a name of small letters, digits and dashes, as "heat-shield"')
    return check_text(value)


def _check_query(value: object) -> str:
    """Check that a value is a query that finds the same posts on each day."""
    if not check_text(value).strip() or _RELATIVE.search(check_text(value)):
        raise WrongValueError("a query without newer:, older: and order:, since a feed has the same posts on each day")
    return check_text(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A table `[[feeds]]`. Each field is a key of the table; its metadata has the check of the value."""

    name: str = field(metadata={"check": _check_name})
    """The name of the feed, a part of its URL."""
    query: str = field(metadata={"check": _check_query})
    """The query as typed. The feed has the newest posts that it finds."""
    title: str | None = field(default=None, metadata={"check": check_text})
    """The title of the feed; None for the query."""
