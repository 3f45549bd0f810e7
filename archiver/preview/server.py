"""The preview's web server: the built files with the preview's script added to pages, the search, the events."""

import re
from collections.abc import Iterable
from functools import partial
from http import HTTPStatus
from importlib.resources import files
from os import PathLike, stat_result
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from archiver.errors import ArchiverError
from archiver.model import SearchResults
from archiver.preview.addresses import folder_address
from archiver.preview.events import Hub
from archiver.preview.guards import guarded
from archiver.preview.search import ANSWERS, META, META_FIELDS, results_fields
from archiver.preview.session import Session
from archiver.search import open_index

_CLIENT = "/_archiver/live.js"
_WORKER = "/_archiver/worker.js"
_EVENTS = "/_archiver/events"
_HITS = 50
_NO_PAGE = b"<!doctype html><html lang=en><title>Preview</title><body><p>There is no such page yet.</p></body></html>"
_MOST_HITS = 10_000


def make_app(session: Session, hub: Hub, host: str, names: Iterable[str] = ()) -> ASGIApp:
    """The preview as a web application.

    Args:
        session: The project.
        hub: Sends events to open pages.
        host: The address that the server listens on.
        names: Further names under which browsers may ask for the preview, as that of a proxy.
    """
    return guarded(_Site(session, hub), host, names, lambda: session.config.base_url if session.config else None)


class _Site:
    """Passes requests on by the site's subpath, which a change of the configuration may change."""

    def __init__(self, session: Session, hub: Hub) -> None:
        self._session, self._hub = session, hub
        self._subpath, self._app = session.subpath, _routes(session, hub)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._subpath != self._session.subpath:
            self._subpath, self._app = self._session.subpath, _routes(self._session, self._hub)
        await self._app(scope, receive, send)


def _routes(session: Session, hub: Hub) -> Starlette:
    live = _Live(session, hub)
    subpath = session.subpath.rstrip("/")
    routes = [
        Route(_CLIENT, partial(_script, "live.js")),
        Route(_WORKER, partial(_script, "worker.js")),
        Route(_EVENTS, live.events),
        Route(f"{subpath}{META}", live.search_meta),
        Route(f"{subpath}{ANSWERS}", live.search),
        Mount(subpath, _Files(session, hub)),
    ]
    if subpath:
        routes.insert(0, Route("/", lambda _: RedirectResponse(f".{session.subpath}")))
    return Starlette(routes=routes)


class _Live:
    """Handlers of requests for anything but built files."""

    def __init__(self, session: Session, hub: Hub) -> None:
        self._session, self._hub = session, hub

    async def events(self, _request: Request) -> Response:
        """The stream of events for open pages."""
        return StreamingResponse(self._hub.listen(), media_type="text/event-stream")

    def search_meta(self, _request: Request) -> Response:
        """The file `meta.bin`, which tells the site's scripts to send queries to the server (see `preview.search`)."""
        return JSONResponse(META_FIELDS)

    def search(self, request: Request) -> Response:
        """The results of the query in the parameter `q` as JSON, with at most `limit` hits."""
        config = self._session.config
        if config is None:
            return PlainTextResponse("the configuration has problems; see the terminal", status_code=503)
        limit = request.query_params.get("limit", "")
        hits = min(int(limit), _MOST_HITS) if re.fullmatch(r"[1-9][0-9]{0,8}", limit) else _HITS
        query = request.query_params.get("q", "")
        try:
            index = open_index(config.state / "search", enabled=config.search)
            results = index.search(query, limit=hits, zone=config.zone, facets=True)
        except ArchiverError as error:
            return JSONResponse(results_fields(_no_results(str(error))))
        return JSONResponse(results_fields(results))


def _script(name: str, _request: Request) -> Response:
    """A script of the preview: `live.js` of each page, or `worker.js`, which pages share."""
    script = (files("archiver.preview") / name).read_text(encoding="utf-8")
    return Response(script, media_type="text/javascript")


def _no_results(message: str) -> SearchResults:
    """Results without hits, for an index that cannot be read: the search page shows the message."""
    return SearchResults(hits=(), order="relevance", group="thread", total=0, threads=0, by_thread={}, hints=(message,))


class _Files(StaticFiles):
    """Serves the built files. Pages get the preview's script; for a missing file the site's 404 page is sent."""

    def __init__(self, session: Session, hub: Hub) -> None:
        super().__init__(directory=session.output, html=True, check_dir=False)
        self._hub = hub

    async def check_config(self) -> None:
        """There may be no site yet, or not any more; see `get_response`."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The response to a request; an empty page with the preview's script if there is no page, nor a 404 page.

        Args:
            path: the path of the file below the folder of the site.
            scope: the request (ASGI).
        """
        version = self._hub.version
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND:
                raise
            return HTMLResponse(_with_client(_NO_PAGE, version), status_code=HTTPStatus.NOT_FOUND)
        if isinstance(response, RedirectResponse):  # to a folder, with the slash at its end
            response.headers["location"] = folder_address(scope["raw_path"].decode("ascii"))
        return response

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The response for a file; a page gets the preview's script.

        Args:
            full_path: the file.
            stat_result: its stat result.
            scope: the request (ASGI).
            status_code: the status of the response.
        """
        path = Path(full_path)
        if path.suffix == ".html":
            version = self._hub.version  # read before the page: else a build in between would be missed
            return HTMLResponse(_with_client(path.read_bytes(), version), status_code=status_code)
        return super().file_response(full_path, stat_result, scope, status_code)


def _with_client(page: bytes, version: str) -> bytes:
    places = f'data-worker="{_WORKER}" data-events="{_EVENTS}"'
    script = f'<script src="{_CLIENT}" {places} data-version="{version}" defer></script>'
    head, end, tail = page.rpartition(b"</body>")
    return head + script.encode() + end + tail if end else page + script.encode()
