"""A server that speaks as OpenSearch documents it, on loopback and in this process: as much of it as builds and queries
ask for. Documents are found once their index is refreshed, and by a point in time as they were then.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
from contextlib import contextmanager
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.opensearch.answers import answer_search
from tests.opensearch.matching_python import PythonMatcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.opensearch.answers import Matcher
    from tests.opensearch.matching_python import Dsl

    MakeMatcher = Callable[[Mapping[str, Dsl], Dsl], Matcher]
    Fault = Callable[[str, str], "tuple[int, bool] | None"]
    """Given the method and the path of a request, the status to answer, and whether to do it; None: no fault."""


_NAME = "/([^/_][^/]*)"
_ROUTES = (
    ("GET", "/", "_about"),
    ("GET", f"{_NAME}/_mapping", "_mappings"),
    ("PUT", _NAME, "_create"),
    ("DELETE", _NAME, "_delete"),
    ("GET", f"{_NAME}/_doc/(.+)", "_read"),
    ("PUT", f"{_NAME}/_doc/(.+)", "_write"),
    ("POST", f"{_NAME}/_bulk", "_bulk"),
    ("POST", f"{_NAME}/_refresh", "_refresh"),
    ("POST", f"{_NAME}/_search/point_in_time", "_open_point"),
    ("DELETE", "/_search/point_in_time", "_close_points"),
    ("POST", "/_search", "_search_point"),
    ("POST", f"{_NAME}/_search", "_search"),
)


class HttpProblem(Exception):  # noqa: N818  it is an answer
    """An answer that tells an error."""

    def __init__(self, status: int, kind: str = "") -> None:
        super().__init__(kind)
        self.status, self.kind = status, kind


class Index:
    """An index: documents as they are written, and as searches find them."""

    def __init__(self, body: Dsl, make: MakeMatcher) -> None:
        self.body, self._make = body, make
        self.documents: dict[str, Dsl] = {}
        self.seq_nos: dict[str, int] = {}
        self.writes = 0
        self.refresh()

    def write(self, name: str, document: Dsl | None) -> None:
        """Write a document; None deletes it."""
        self.writes += 1
        if document is None:
            self.documents.pop(name, None)
            self.seq_nos.pop(name, None)
            return
        properties = self.body["mappings"].get("properties")
        assert properties is None or document.keys() <= properties.keys(), "the mapping is strict"
        assert len(name.encode()) <= 512
        self.documents[name], self.seq_nos[name] = document, self.writes

    def load(self, documents: Mapping[str, Dsl]) -> None:
        """Have these documents, and no others."""
        self.documents, self.seq_nos = {}, {}
        for name, document in documents.items():
            self.write(name, document)
        self.refresh()

    def refresh(self) -> None:
        """Let searches find what has been written."""
        self.found = dict(self.documents)
        self._matcher: Matcher | None = None

    def view(self) -> tuple[dict[str, Dsl], Matcher]:
        """What searches find."""
        if self._matcher is None:
            self._matcher = self._make(self.found, self.body)
        return self.found, self._matcher


class OpenSearchDouble:
    """The server's state. `make` makes what finds documents."""

    def __init__(self, make: MakeMatcher = PythonMatcher) -> None:
        self._make = make
        self.indexes: dict[str, Index] = {}
        self.points: dict[str, tuple[dict[str, Dsl], Matcher]] = {}
        self.requests: list[tuple[str, str]] = []
        self.fault: Fault = lambda _, __: None
        self.refused = 0
        """Of the next batches, how many documents are refused with 429, one in each batch."""
        self.version: Any = {"number": "2.19.1", "distribution": "opensearch"}
        self.login = ""
        """What `Authorization` must be; "": anything."""
        self.lock = threading.RLock()

    def answer(self, method: str, target: str, body: bytes) -> Any:
        """The answer to a request. Raises HttpProblem."""
        parts = urlsplit(target)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for verb, pattern, handler in _ROUTES:
            match = re.fullmatch(pattern, parts.path)
            if verb == method and match:
                return getattr(self, handler)(*match.groups(), body, options)
        raise HttpProblem(400, f"{method} {target}")

    def _about(self, *_: object) -> Dsl:
        return {"version": self.version}

    def _delete(self, name: str, *_: object) -> Dsl:
        self._index(name)
        del self.indexes[name]
        self.points = {key: point for key, point in self.points.items() if not key.startswith(f"{name}/")}
        return {"acknowledged": True}

    def _refresh(self, name: str, *_: object) -> Dsl:
        self._index(name).refresh()
        return {"_shards": {"failed": 0}}

    def _open_point(self, name: str, _: bytes, options: Mapping[str, str]) -> Dsl:
        assert options["keep_alive"]
        point = f"{name}/{len(self.requests)}"
        self.points[point] = self._index(name).view()
        return {"pit_id": point}

    def _close_points(self, body: bytes, _: object) -> Dsl:
        for point in json.loads(body)["pit_id"]:
            self.points.pop(point, None)
        return {"pits": []}

    def _search_point(self, body: bytes, _: object) -> Dsl:
        asked = json.loads(body)
        if asked["pit"]["id"] not in self.points:
            raise HttpProblem(404, "search_context_missing_exception")
        return answer_search(*self.points[asked["pit"]["id"]], asked)

    def _search(self, name: str, body: bytes, _: object) -> Dsl:
        return answer_search(*self._index(name).view(), json.loads(body))

    def _index(self, name: str) -> Index:
        if name not in self.indexes:
            raise HttpProblem(404, "index_not_found_exception")
        return self.indexes[name]

    def _mappings(self, pattern: str, *_: object) -> Dsl:
        found = {name: {"mappings": index.body["mappings"]} for name, index in self.indexes.items()}
        if "*" not in pattern:
            self._index(pattern)
        return {name: body for name, body in found.items() if fnmatch(name, pattern)}

    def _create(self, name: str, body: bytes, _: object) -> Dsl:
        if name in self.indexes:
            raise HttpProblem(400, "resource_already_exists_exception")
        self.indexes[name] = Index(json.loads(body), self._make)
        return {"acknowledged": True}

    def _read(self, place: str, name: str, *_: object) -> Dsl:
        index = self._index(place)
        if name not in index.documents:
            raise HttpProblem(404)
        return {"_source": index.documents[name], "_seq_no": index.seq_nos[name], "_primary_term": 1}

    def _write(self, place: str, name: str, body: bytes, options: Mapping[str, str]) -> Dsl:
        index = self._index(place)
        known = index.seq_nos.get(name)
        is_wanted = known is None if options.get("op_type") == "create" else str(known) == options["if_seq_no"]
        if not is_wanted:
            raise HttpProblem(409, "version_conflict_engine_exception")
        index.write(name, json.loads(body))
        return {"_seq_no": index.seq_nos[name], "_primary_term": 1}

    def _bulk(self, alias: str, body: bytes, options: Mapping[str, str]) -> Dsl:
        assert options["require_alias"] == "true"
        index = next((index for index in self.indexes.values() if alias in index.body.get("aliases", ())), None)
        items: list[Dsl] = []
        lines = iter(body.split(b"\n"))
        for line in filter(None, lines):
            ((verb, action),) = json.loads(line).items()
            document = json.loads(next(lines)) if verb == "index" else None
            item: Dsl = {"_id": action["_id"], "status": 200}
            if index is None:
                item |= {"status": 404, "error": {"type": "index_not_found_exception", "reason": "no alias"}}
            elif self.refused and not items:
                self.refused -= 1
                item |= {"status": 429, "error": {"type": "rejected_execution_exception", "reason": "busy"}}
            else:
                index.write(action["_id"], document)
            items.append({verb: item})
        return {"items": items}


@contextmanager
def run_double(
    make: MakeMatcher = PythonMatcher, *, tls: ssl.SSLContext | None = None
) -> Iterator[tuple[OpenSearchDouble, str]]:
    """Run a server, which speaks TLS if there is a context; gives its state, and the URL of an index `forum`."""
    double = OpenSearchDouble(make)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with double.lock:
                status, found = _result(double, self.command, self.path, body, self.headers.get("Authorization", ""))
            content = json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815  the library calls them so

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        server.daemon_threads = True
        thread.start()
        try:
            yield double, f"opensearch+http{'s' if tls else ''}://localhost:{server.server_port}/forum"
        finally:
            server.shutdown()
            thread.join()


def _result(double: OpenSearchDouble, method: str, target: str, body: bytes, login: str) -> tuple[int, Any]:
    double.requests.append((method, target))
    if double.login and login != double.login:
        return 401, {}
    status, is_done = double.fault(method, target) or (0, True)
    error = {"error": {"root_cause": [{"type": "fault", "reason": "as the test wants"}]}}
    if not is_done:
        return status, error
    try:
        answer = double.answer(method, target, body)
    except HttpProblem as problem:
        return problem.status, {"error": {"root_cause": [{"type": problem.kind, "reason": problem.kind}]}}
    return (status, error) if status else (200, answer)
