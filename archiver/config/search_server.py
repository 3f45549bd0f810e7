"""The address of a search server, as `[search] server` has it, with what the environment adds."""

import os
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from archiver.values import WrongValueError

_SCHEME = "postgresql"
_TAKES = 'the URL of a server, as "postgresql://user@host/database"'
_VARIABLES = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "database": "PGDATABASE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchServer:
    """A search server. Its text (`str`) is for messages, and has no password."""

    host: str = ""
    port: str = ""
    """Digits; "" for the usual one."""
    user: str = ""
    password: str = field(default="", repr=False)
    database: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """What the URL has after its question mark."""

    def __str__(self) -> str:
        at = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{_SCHEME}://{at}{self.host}{port}/{self.database}"

    def option(self, name: str, default: str) -> str:
        """The value of an option; `default` if the URL does not have it."""
        return dict(self.options).get(name, default)

    def with_environment(self) -> Self:
        """The server, with what its URL leaves out from the environment: `PGPASSWORD` and the other variables of
        PostgreSQL's programs.
        """
        missing = {
            name: os.environ.get(variable, "") for name, variable in _VARIABLES.items() if not getattr(self, name)
        }
        mode = os.environ.get("PGSSLMODE")
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
    if parts.scheme != _SCHEME:
        raise WrongValueError(_TAKES)
    return SearchServer(
        host=parts.hostname or "",
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.strip("/")),
        options=options,
    )
