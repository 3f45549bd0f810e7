"""Connections to PostgreSQL. The one user of pg8000, of which errors become ours, without passwords."""

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from archiver.config import SearchServer
from archiver.errors import ArchiverError, SearchServerError

try:
    from pg8000.exceptions import DatabaseError, InterfaceError
    from pg8000.native import Connection
except ImportError:
    raise SearchServerError(
        "PostgreSQL needs the library pg8000; install it with: pip install 'archiver[postgresql]'"
    ) from None

_PATIENCE = 10  # seconds to connect
_NO_TABLE = "42P01"
_CANCELLED = "57014"

Row = list[Any]


class GoneError(Exception):
    """A table is gone: a build has replaced it since its name was read."""


class Session:
    """A connection, in one thread at a time."""

    def __init__(self, server: SearchServer) -> None:
        """Connect. Raises SearchServerError."""
        self._server, self._patience = server, _PATIENCE
        at = server.option("host", server.host) or "localhost"
        port = int(server.port or server.option("port", "5432"))
        place = {"unix_sock": f"{at}/.s.PGSQL.{port}"} if at.startswith("/") else {"host": at, "port": port}
        with self._telling():
            self._connection = Connection(
                server.user or "postgres",
                database=server.database or server.user or "postgres",
                password=server.password or None,
                timeout=self._patience,
                ssl_context=_ssl_context(server.option("sslmode", "prefer")),
                application_name="archiver",
                **place,
            )
            self._connection._usock.settimeout(None)  # noqa: SLF001  the time is for connecting alone

    def run(
        self, sql: str, values: Mapping[str, object] | None = None, rows: Iterable[bytes] | None = None
    ) -> list[Row]:
        """Run a statement; returns its rows. Raises SearchServerError, and GoneError for a missing table.

        Args:
            sql: The statement, with values as `:name`.
            values: The values by their names.
            rows: The rows of a COPY statement.
        """
        with self._telling():
            return self._connection.run(sql, stream=rows, **(values or {})) or []

    def is_open(self) -> bool:
        """False if the server has ended the connection."""
        try:
            self.run("SELECT 1")
        except SearchServerError:
            return False
        return True

    def close(self) -> None:
        """End the connection; what is not committed is gone."""
        try:
            self._connection.close()
        except (DatabaseError, InterfaceError, OSError):
            return  # the server is away, or has ended it

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except (DatabaseError, InterfaceError, OSError) as error:
            fields = error.args[0] if error.args and isinstance(error.args[0], dict) else {}
            if fields.get("C") == _NO_TABLE:
                raise GoneError from error
            raise SearchServerError(_describe(self._server, error, fields)) from None


def _describe(server: SearchServer, error: Exception, fields: Mapping[str, str]) -> str:
    if fields.get("C") == _CANCELLED:
        return "the search server took too long for this; ask for less"
    message = fields.get("M") or getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"the search server {server} says: {message}"


def _ssl_context(mode: str) -> ssl.SSLContext | bool | None:
    """What pg8000 does for an `sslmode` of PostgreSQL's programs; None tries TLS, and goes on without it."""
    match mode:
        case "disable":
            return False
        case "prefer" | "allow":
            return None
        case "require":
            return True
        case "verify-ca" | "verify-full":
            return ssl.create_default_context()
    raise ArchiverError(f'"sslmode={mode}" is not known; it takes disable, prefer, require or verify-full')
