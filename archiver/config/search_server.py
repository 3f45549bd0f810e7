"""The address of a search server, as `[search] server` has it, with what the environment adds."""

import os
import re
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from archiver.values import WrongValueError

POSTGRESQL = "postgresql"
OPENSEARCH, OPENSEARCH_PLAIN = "opensearch+https", "opensearch+http"
_TAKES = 'the URL of a server, as "postgresql://user@host/database" or "opensearch+https://user@host/index"'
_VARIABLES = {
    POSTGRESQL: {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "database": "PGDATABASE",
    },
    OPENSEARCH: {"user": "OPENSEARCH_USER", "password": "OPENSEARCH_PASSWORD"},
    OPENSEARCH_PLAIN: {"user": "OPENSEARCH_USER", "password": "OPENSEARCH_PASSWORD"},
}
_is_index_name = re.compile(r"[a-z0-9][a-z0-9_-]{0,199}").fullmatch
_OPENSEARCH_OPTIONS = {"ca": ".+", "shards": "[1-9][0-9]{0,2}", "replicas": "[0-9]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchServer:
    """A search server. Its text (`str`) is for messages, and has no password."""

    scheme: str = POSTGRESQL
    """That of the URL."""
    host: str = ""
    port: str = ""
    """Digits; "" for the usual one."""
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""
    """The database of PostgreSQL, the index of OpenSearch."""
    options: tuple[tuple[str, str], ...] = ()
    """What the URL has after its question mark."""

    def __str__(self) -> str:
        at = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{at}{self.host}{port}/{self.database}"

    def option(self, name: str, default: str) -> str:
        """The value of an option; `default` if the URL does not have it."""
        return dict(self.options).get(name, default)

    def with_environment(self) -> Self:
        """The server, with what its URL leaves out from the environment: `PGPASSWORD` and the other variables of
        PostgreSQL's programs; for OpenSearch `OPENSEARCH_USER` and `OPENSEARCH_PASSWORD`.
        """
        variables = _VARIABLES[self.scheme]
        missing = {
            name: os.environ.get(variable, "") for name, variable in variables.items() if not getattr(self, name)
        }
        mode = os.environ.get("PGSSLMODE") if self.scheme == POSTGRESQL else None
        return replace(self, options=(("sslmode", mode), *self.options) if mode else self.options, **missing)


def check_search_server(value: object) -> SearchServer:
    """The server at a URL. Raises WrongValueError, whose message does not have the URL: it may have a password."""
    if not isinstance(value, str):
        raise WrongValueError(_TAKES)
    try:
        parts = urlsplit(value)
        port = "" if parts.port is None else str(parts.port)
        options = tuple(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise WrongValueError(_TAKES) from None
    if parts.scheme not in _VARIABLES:
        raise WrongValueError(_TAKES)
    if parts.scheme != POSTGRESQL:
        _check_opensearch(parts, options)
    return SearchServer(
        scheme=parts.scheme,
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.strip("/")),
        options=options,
    )


def _check_opensearch(parts: SplitResult, options: tuple[tuple[str, str], ...]) -> None:
    """Raise WrongValueError if these are not the parts of a URL of an index of OpenSearch."""
    if not parts.hostname or not _is_index_name(parts.path.strip("/")):
        raise WrongValueError(
            'a host and an index of lowercase letters, digits, "-" and "_", as "opensearch+https://user@host/index"'
        )
    if parts.scheme == OPENSEARCH_PLAIN and not _is_loopback(parts.hostname):
        raise WrongValueError('"opensearch+https://…": without TLS only a server on this machine is asked')
    for name, value in options:
        if not re.fullmatch(_OPENSEARCH_OPTIONS.get(name, "(?!)"), value):
            raise WrongValueError("a URL with the options ca (a file), shards or replicas (numbers), or without any")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
