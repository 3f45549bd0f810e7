"""Which requests the preview's server answers, and the headers of all its responses.

Any page that the user's browser shows can send requests to the preview, and a page on the same machine or network can
guess its address. Such a page must not read threads, drafts, paths of sources or the state of the preview, nor make the
preview work. Four checks are made before a request is looked at: its method, its path, the host that it asks for
(see `host_names`), and the page that it comes from (Fetch Metadata, W3C).
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from archiver.preview.serving.addresses import CLIENT_FOLDER
from archiver.preview.serving.host_names import HostNames, parse_authority
from archiver.preview.serving.search import ANSWERS

_METHODS = ("GET", "HEAD")
_LONGEST_PATH = 4096  # bytes; the limit of Linux for a path
_OWN_SITE = ("same-origin", "none")  # values of Sec-Fetch-Site; none: the user typed the address
_PAGE_FRAMES = ("", "document", "iframe", "frame")  # values of Sec-Fetch-Dest of a navigation that shows a page
_UNKNOWN_NAME = """This preview does not know the name that it was asked for.
If it is a name of yours, as that of a proxy, start the preview with: archiver serve --name NAME
"""
_HEADERS = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}
"""Of all responses. Browsers guess no type, and give nothing to scripts, images and styles of other sites."""


def guarded(
    app: ASGIApp, host: str, names: Iterable[str] = (), base_url: Callable[[], str | None] = lambda: None
) -> ASGIApp:
    """The application behind the checks of requests, with the headers of all responses.

    Args:
        app: The application.
        host: The address that the server listens on.
        names: Further names under which browsers ask for the preview.
        base_url: Gives the address of the published site, whose host is a name of the preview, too; None if it is not
            known.
    """
    return _Guards(app, HostNames.of_preview(host, names), base_url)


class _Guards:
    """Refuses requests, or passes them on."""

    def __init__(self, app: ASGIApp, hosts: HostNames, base_url: Callable[[], str | None]) -> None:
        self._app, self._hosts, self._base_url = app, hosts, base_url

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_HEADERS)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        app = self._refusal(scope, Headers(scope=scope)) or self._app
        await app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The response to a request that is refused; None for one that is answered."""
        if scope["method"] not in _METHODS:
            allowed = {"allow": ", ".join(_METHODS)}
            return PlainTextResponse("pages can be read only", HTTPStatus.METHOD_NOT_ALLOWED, allowed)
        if not self._is_known(headers.getlist("host")):
            return PlainTextResponse(_UNKNOWN_NAME, HTTPStatus.BAD_REQUEST)
        if not is_path(scope["path"]):
            return PlainTextResponse("there is no such page", HTTPStatus.NOT_FOUND)
        if not is_own_request(scope["path"], headers):
            return PlainTextResponse("only pages of this preview may ask", HTTPStatus.FORBIDDEN)
        return None

    def _is_known(self, hosts: list[str]) -> bool:
        authority = parse_authority(hosts[0]) if len(hosts) == 1 else None
        return authority is not None and (self._hosts.has(authority.host) or authority.host == self._published_host())

    def _published_host(self) -> str | None:
        return urlsplit(self._base_url() or "").hostname


def is_path(path: str) -> bool:
    """True for the path of a URL, decoded, that some site could publish: no hidden file, nothing above the site.

    >>> is_path("/space/lunar/"), is_path("/space/../../secret"), is_path("/.git/config"), is_path("/space/\\0")
    (True, False, False, False)
    """
    is_plain = path.startswith("/") and "\\" not in path and not any(char < " " or char == "\x7f" for char in path)
    is_short = len(path) <= _LONGEST_PATH and len(path.encode("utf-8", "replace")) <= _LONGEST_PATH
    return is_plain and is_short and "/." not in path


def is_own_request(path: str, headers: Headers) -> bool:
    """True unless a page of another site sent the request, except to show a page, as its links do.

    Old browsers, and browsers that ask over http under a name other than localhost, do not say which site sent it; the
    Origin header, which they send with requests whose answers scripts read, must then be the preview's own.

    Args:
        path: the path of the URL, decoded.
        headers: the headers of the request.
    """
    site = headers.get("sec-fetch-site")
    if site is None:
        origins = [parse_authority(origin.partition("://")[2]) for origin in headers.getlist("origin")]
        return all(origin == parse_authority(headers["host"]) for origin in origins)
    return site in _OWN_SITE or (_shows_page(headers) and not _is_internal(path))


def _shows_page(headers: Headers) -> bool:
    return headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "") in _PAGE_FRAMES


def _is_internal(path: str) -> bool:
    """True for what only the preview's own pages ask for: its client and state, and answers of the search."""
    return CLIENT_FOLDER in path.split("/") or path.endswith(ANSWERS)
