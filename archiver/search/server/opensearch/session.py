"""Requests to OpenSearch over HTTP, by the standard library: what is asked of it is too little to need a client.

The server's certificate is verified. Answers are bounded in size, requests in time. A server that is busy (429, 502,
503, 504) is asked again some times, with growing pauses; so is one whose kept connection has ended.
"""

import json
import ssl
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any

import msgspec

from archiver.config import SearchServer
from archiver.errors import SearchServerError

PAUSES = (0.1, 0.3, 1.0)
"""Seconds before each further try of a query."""
LONG_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""The same of a build, which loads a server more."""
PATIENCE, LONG_PATIENCE = 30, 600
"""Seconds without a byte, of a query and of a build."""
_LARGEST = 64 * 1024 * 1024  # bytes of an answer
_BUSY = frozenset({429, 502, 503, 504})
_OLDEST = (2, 4)  # the first version with points in time
pause = time.sleep
"""Waits so many seconds; tests do not."""

Json = dict[str, Any]


class MissingError(Exception):
    """What was asked for is not there (404)."""


class ConflictError(Exception):
    """A document is not as it was when it was read (409)."""


class HttpSession:
    """A connection to the server, in one thread at a time."""

    def __init__(self, server: SearchServer, pauses: Sequence[float] = PAUSES, patience: float = PATIENCE) -> None:
        """Connects when it is used. `pauses` are those before further tries, in seconds, as is `patience`."""
        self._server, self._pauses, self._patience = server, pauses, patience
        self._connection: HTTPConnection | None = None
        login = b64encode(f"{server.user}:{server.password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {login}"} if server.user else {}

    def ask(self, method: str, path: str, body: object = None) -> Json:
        """The answer to a request, which may be sent more than once.

        Args:
            method: GET, POST, PUT or DELETE.
            path: The path and the query string.
            body: Bytes are lines of JSON; other values are sent as JSON.

        Raises:
            SearchServerError: There is no answer, or it tells an error.
            MissingError: What was asked for is missing.
            ConflictError: A condition of a write is not met.
        """
        content = body if isinstance(body, bytes) else None if body is None else msgspec.json.encode(body)
        kind = "application/x-ndjson" if isinstance(body, bytes) else "application/json"
        headers = {**self._headers, "Content-Type": kind, "Accept": "application/json"}
        for seconds in (*self._pauses, None):
            status, answer = self._send(method, path, content, headers)
            if status not in _BUSY or seconds is None:
                break
            pause(seconds)
        if status == 404:
            raise MissingError
        if status == 409:
            raise ConflictError
        if not 200 <= status < 300:
            raise SearchServerError(f"the search server {self._server} says: {_describe(status, answer)}")
        return self._decoded(answer)

    def check(self) -> None:
        """Raise SearchServerError if the server is no OpenSearch, or too old."""
        version = self.ask("GET", "/").get("version")
        number = str(version.get("number", "")) if isinstance(version, dict) else ""
        if not isinstance(version, dict) or version.get("distribution") != "opensearch":
            raise SearchServerError(f"the search server {self._server} is not OpenSearch")
        parts = tuple(int(part) for part in number.split(".")[:2] if part.isdecimal())
        if parts < _OLDEST:
            raise SearchServerError(f"the search server {self._server} has OpenSearch {number}; 2.4 or newer is needed")

    def is_open(self) -> bool:
        """True always: a request opens a connection again that the server has ended."""
        return True

    def close(self) -> None:
        """End the connection."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _send(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        """Send a request; a connection that was kept may have ended, and is then opened anew."""
        was_kept = self._connection is not None
        with self._telling():
            try:
                return self._exchange(method, path, content, headers)
            except (ConnectionError, HTTPException):
                self.close()
                if not was_kept:
                    raise
            return self._exchange(method, path, content, headers)

    def _exchange(self, method: str, path: str, content: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._connection is None:
            self._connection = self._open()
        self._connection.request(method, path, content, headers)
        response = self._connection.getresponse()
        return response.status, self._read(response)

    def _read(self, response: HTTPResponse) -> bytes:
        answer = response.read(_LARGEST + 1)
        if len(answer) > _LARGEST:
            raise SearchServerError(f"the search server {self._server} answers with too much; ask for less")
        return answer

    def _open(self) -> HTTPConnection:
        server = self._server
        port = int(server.port) if server.port else 9200
        if server.scheme == "opensearch+http":
            return HTTPConnection(server.host, port, timeout=self._patience)
        context = ssl.create_default_context(cafile=server.option("ca", "") or None)
        return HTTPSConnection(server.host, port, timeout=self._patience, context=context)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except SearchServerError:
            self.close()
            raise
        except TimeoutError:
            self.close()
            raise SearchServerError(f"the search server {self._server} does not answer in time") from None
        except (OSError, HTTPException) as error:
            self.close()
            message = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise SearchServerError(f"the search server {self._server} says: {message}") from None

    def _decoded(self, answer: bytes) -> Json:
        try:
            found = msgspec.json.decode(answer)
        except msgspec.DecodeError:
            found = None
        if not isinstance(found, dict):
            raise SearchServerError(f"the search server {self._server} is not OpenSearch: its answer is no JSON object")
        return found


def _describe(status: int, answer: bytes) -> str:
    """An error in the words of the server, and what to do."""
    match status:
        case 401:
            return "wrong user or password (OPENSEARCH_USER, OPENSEARCH_PASSWORD)"
        case 403:
            return f"this user may not do that: {_reason(answer)}"
        case 413:
            return "the request is too large; raise http.max_content_length"
        case 429:
            return "too busy; ask again later"
    return f"{status} {_reason(answer)}"


def _reason(answer: bytes) -> str:
    """The innermost reason that an answer gives; at most 300 characters."""
    try:
        error = json.loads(answer)["error"]
        causes = error.get("root_cause") or [error]
        reason = str(causes[0].get("reason") or causes[0]["type"])
    except (ValueError, LookupError, TypeError, AttributeError):
        reason = answer.decode("utf-8", "replace").strip()
    return reason[:300]
