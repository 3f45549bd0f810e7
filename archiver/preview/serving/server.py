"""The preview's web server: the site with the preview's script added to pages, its events, and the search."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from mimetypes import guess_type
from urllib.parse import quote

from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route, request_response
from starlette.types import ASGIApp, Receive, Scope, Send

from archiver.errors import ArchiverError
from archiver.model import Digest, SearchResults
from archiver.preview.client import scripts, status_page
from archiver.preview.faults import source_fields
from archiver.preview.serving.addresses import CLIENT_FOLDER, folder_address
from archiver.preview.serving.assets import find_static_file
from archiver.preview.serving.events import Hub
from archiver.preview.serving.guards import guarded
from archiver.preview.serving.page_tag import PageAddress, with_client
from archiver.preview.serving.search import ANSWERS, META, META_FIELDS, META_SCRIPT, META_SCRIPT_CONTENT
from archiver.preview.serving.status import status_fields
from archiver.preview.session import Session
from archiver.preview.site.site_file import NOT_READ_YET, SiteFile, output_path_of
from archiver.search import FIRST_POSTS, answer_fields, open_project_index
from archiver.urls import NOT_FOUND_URL

_MOST_HITS = 10_000
_MOST_PAGES = 200  # open pages of a stream
_LONGEST_PATH = 4096  # characters
_PATIENCE = 8.0  # seconds that lists and the search are waited for, before any thread is recorded


def make_app(session: Session, hub: Hub, host: str, names: Iterable[str] = ()) -> ASGIApp:
    """The preview as a web application.

    Args:
        session: The project.
        hub: Sends events to open pages.
        host: The address that the server listens on.
        names: Further names under which browsers may ask for the preview, as that of a proxy.
    """
    live, site = _Live(session, hub), _Site(session)
    routes = [
        Route(f"/{CLIENT_FOLDER}/events", live.events),
        Route(f"/{CLIENT_FOLDER}/page", live.page),
        Route(f"/{CLIENT_FOLDER}/source", live.source),
        Route(f"/{CLIENT_FOLDER}/status", live.status),
        Route(f"/{CLIENT_FOLDER}/{{name}}.js", live.script),
        Route(f"/{CLIENT_FOLDER}/", live.about),
        Route(META, site.search_meta),
        Route(META_SCRIPT, site.search_meta_script),
        Route(ANSWERS, site.search),
        Route("/{path:path}", site.file),
    ]
    app = _BelowSubpath(session, Starlette(routes=routes), site)
    return guarded(app, host, names, lambda: session.config.base_url if session.config else None)


class _BelowSubpath:
    """Passes on requests for what is below the site's subpath, which a change of the settings may change, with the path
    on the site.
    """

    def __init__(self, session: Session, app: ASGIApp, site: "_Site") -> None:
        self._session, self._app, self._site = session, app, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        subpath, path = self._session.subpath, scope["path"]
        app = self._app
        if path.startswith(subpath):
            scope = {**scope, "path": path[len(subpath) - 1 :]}
        elif path == "/":
            app = RedirectResponse(f".{subpath}")
        else:
            scope = {**scope, "path": NOT_FOUND_URL}  # else the page would take itself for one of the site
            app = request_response(self._site.missing)
        await app(scope, receive, send)


class _Live:
    """Handlers of requests of the preview's own scripts."""

    def __init__(self, session: Session, hub: Hub) -> None:
        self._session, self._hub = session, hub

    async def events(self, request: Request) -> Response:
        """The stream of events for the open pages that the parameters `page` name."""
        pages = tuple(dict.fromkeys(p for p in request.query_params.getlist("page") if len(p) <= _LONGEST_PATH))
        return StreamingResponse(self._hub.listen(pages[-_MOST_PAGES:]), media_type="text/event-stream")

    def page(self, request: Request) -> Response:
        """The HTML of the page `page` as JSON: as it is now, and as it was in the version `from`."""
        page, version = request.query_params.get("page", "/"), Digest(request.query_params.get("from", ""))
        file, former = self._session.page(page), self._session.former(page, version)
        return JSONResponse({"version": file.version, "from": _text(former), "to": _text(file.content)})

    def source(self, request: Request) -> Response:
        """Where the page `page` is written, or the post of its thread with the number `post`, as JSON."""
        number = request.query_params.get("post", "")
        place = self._session.source_of(
            request.query_params.get("page", "/"), int(number) if re.fullmatch("[0-9]{1,9}", number) else 0
        )
        if place is None or (config := self._session.config) is None:
            return PlainTextResponse("this page is of no single source", status_code=HTTPStatus.NOT_FOUND)
        return JSONResponse(source_fields(*place, config))

    def status(self, _request: Request) -> Response:
        """What the page about the preview shows, as JSON."""
        return JSONResponse(status_fields(self._session, self._hub.open_pages()))

    def about(self, _request: Request) -> Response:
        """The page about the preview."""
        return HTMLResponse(status_page())

    def script(self, request: Request) -> Response:
        """One of the preview's scripts."""
        content = scripts().get(f"{request.path_params['name']}.js")
        return Response(
            content or b"", HTTPStatus.OK if content else HTTPStatus.NOT_FOUND, media_type="text/javascript"
        )


class _Site:
    """The files of the site, and the search, below the site's subpath, which a change of the settings may change."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def search_meta(self, _request: Request) -> Response:
        """The file `meta.bin`, which tells the site's scripts to send queries to the server."""
        return JSONResponse(META_FIELDS)

    def search_meta_script(self, _request: Request) -> Response:
        """The file `meta.bin.js`, for a site that works offline."""
        return Response(META_SCRIPT_CONTENT, media_type="text/javascript")

    def file(self, request: Request) -> Response:
        """A file of the site; its page for missing files if there is none."""
        site, page = self._session.site, request.scope["path"]
        path = output_path_of(page)
        if static := find_static_file(self._session, path):
            media_type = guess_type(path)[0]
            if isinstance(static, bytes):
                return Response(static, media_type=media_type)
            return FileResponse(static, media_type=media_type)
        file = site.file(path)
        if file is NOT_READ_YET and site.has_lists.wait(_PATIENCE):
            file = site.file(path)
        if file is None:
            is_folder = not page.endswith("/") and site.file(f"{path}/index.html")
            return _to_folder(request) if is_folder else self.missing(request)
        if path.endswith(".html"):
            return self._html(file, request)
        return Response(file.content, file.status, media_type=guess_type(path)[0] or "text/plain")

    def missing(self, request: Request) -> Response:
        """The site's page for missing files."""
        return self._html(replace(self._session.missing_page(), status=HTTPStatus.NOT_FOUND), request)

    def _html(self, file: SiteFile, request: Request) -> Response:
        page = PageAddress(path=request.scope["path"], address=_encoded_path(request), subpath=self._session.subpath)
        return HTMLResponse(with_client(file, page, self._session.asset_versions), file.status)

    def search(self, request: Request) -> Response:
        """The results of the query in the parameter `q` as JSON, with at most `limit` hits."""
        if (config := self._session.config) is None:
            unavailable = HTTPStatus.SERVICE_UNAVAILABLE
            return PlainTextResponse("the configuration has problems; see the terminal", status_code=unavailable)
        self._session.site.has_lists.wait(_PATIENCE)
        limit = request.query_params.get("limit", "")
        hits = min(int(limit), _MOST_HITS) if re.fullmatch(r"[1-9][0-9]{0,8}", limit) else FIRST_POSTS
        query = request.query_params.get("q", "")
        try:
            results = open_project_index(config).search(query, limit=hits, zone=config.zone, facets=True)
        except ArchiverError as error:
            return JSONResponse(answer_fields(_no_results(str(error))))
        return JSONResponse(answer_fields(results))


def _no_results(message: str) -> SearchResults:
    """Results without hits, for an index that cannot be read: the search page shows the message."""
    return SearchResults(hits=(), order="relevance", group="thread", total=0, threads=0, by_thread={}, hints=(message,))


def _to_folder(request: Request) -> Response:
    """Redirects to the folder of a page, with the query, as other servers do."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{folder_address(_encoded_path(request))}{query}")


def _encoded_path(request: Request) -> str:
    """The path of the URL that was asked for, percent-encoded."""
    raw: bytes = request.scope.get("raw_path") or quote(request.scope["path"]).encode()
    return raw.decode("ascii", "replace").partition("?")[0]


def _text(content: bytes | None) -> str | None:
    return content.decode() if content is not None else None
