"""Which requests the preview's server answers, and the headers of all its responses."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOCAL = ("127.0.0.1", "::1", "localhost")
_ANYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  only where the user asks for it by --host
_HEADERS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


def guarded(app: ASGIApp, host: str) -> ASGIApp:
    """The application behind the checks of requests, with the headers of all responses.

    `host` is the address that the server listens on: requests are refused unless their Host header names this machine
    or `host`.
    """
    names = None if host in _ANYWHERE else frozenset({*_LOCAL, host})
    return _LocalOnly(_Headers(app), names=names)


class _LocalOnly:
    """Refuses requests whose Host or Origin header names another host: pages of strangers could send them."""

    def __init__(self, app: ASGIApp, names: frozenset[str] | None) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        asked = (f"//{headers.get('host', '')}", headers.get("origin", f"//{_LOCAL[0]}"))
        if self._names is not None and not all(_host_of(address) in self._names for address in asked):
            await PlainTextResponse("not a name of this preview", status_code=400)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _host_of(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class _Headers:
    """Adds headers to all responses: browsers cache nothing and guess no type."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)
