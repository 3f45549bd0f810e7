"""Opens the connections to search servers, which stay for the next query."""

from archiver.config import SearchServer
from archiver.search.server.connection import ServerConnection

_connections: dict[SearchServer, ServerConnection] = {}


def connect(server: SearchServer) -> ServerConnection:
    """The connection to a server.

    Raises SearchServerError if the library for the server is not installed.
    """
    if server not in _connections:
        _connections[server] = _open(server)
    return _connections[server]


def _open(server: SearchServer) -> ServerConnection:
    if server.scheme == "postgresql":
        from archiver.search.server.postgres.connection import PostgresConnection

        return PostgresConnection(server)
    from archiver.search.server.opensearch.connection import OpenSearchConnection

    return OpenSearchConnection(server)


def disconnect() -> None:
    """End all connections that are not in use."""
    while _connections:
        _connections.popitem()[1].close()
