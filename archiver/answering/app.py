"""The web application of `archiver answer`: queries, health, and metrics. It only reads."""

import asyncio
import re
import time
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from math import ceil
from typing import Any

from anyio import CapacityLimiter, to_thread
from msgspec import Struct
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from archiver.answering.limits import RateLimit, client_of
from archiver.answering.metrics import CONTENT_TYPE, Metrics
from archiver.config import Config
from archiver.errors import ArchiverError
from archiver.model import SearchResults
from archiver.search import ANSWERS_NAME, FIRST_POSTS, answer_fields, open_project_index

LONGEST_QUERY = 2_000
"""Characters."""
_MOST_HITS = 1_000
_KEPT = 60  # seconds for which browsers and proxies may keep an answer
_QUEUE = 8  # searches that wait for each that runs


class Settings(Struct, frozen=True, kw_only=True):
    """How queries are answered."""

    origins: tuple[str, ...]
    """The origins of pages that may read answers, as `https://archive.example`; `*` for all pages."""
    per_second: float = 2.0
    """How many queries a client may ask in a second, in the long run."""
    at_once: int = 20
    """How many queries a client may ask at once."""
    proxies: int = 0
    """How many proxies requests come through."""
    seconds: float = 5.0
    """How long a search may take."""
    searches: int = 4
    """How many searches run at a time."""


def make_app(config: Config, settings: Settings, log: Callable[[str], None]) -> Starlette:
    """The application that answers queries of a project.

    Args:
        config: The project.
        settings: The limits.
        log: Prints a line about a search that failed. It has no query.
    """
    answers = _Answers(config, settings, log)
    routes = [
        Route(f"/{ANSWERS_NAME}", answers.answer),
        Route("/healthz", answers.health),
        Route("/metrics", answers.metrics_text),
    ]
    origins = Middleware(CORSMiddleware, allow_origins=settings.origins, allow_methods=["GET"], max_age=86_400)
    return Starlette(routes=routes, middleware=[origins])


class _Answers:
    """The handlers of requests."""

    def __init__(self, config: Config, settings: Settings, log: Callable[[str], None]) -> None:
        self._config, self._settings, self._log = config, settings, log
        self._limit = RateLimit(settings.per_second, settings.at_once)
        self._metrics = Metrics()
        self._threads = CapacityLimiter(settings.searches)

    async def answer(self, request: Request) -> Response:
        """The results of the query in the parameter `q` as JSON, with at most `limit` hits."""
        response = await self._answer(request)
        response.headers["x-content-type-options"] = "nosniff"
        self._metrics.count_answer(response.status_code)
        return response

    async def _answer(self, request: Request) -> Response:
        query, limit = request.query_params.get("q", ""), request.query_params.get("limit", str(FIRST_POSTS))
        if len(query) > LONGEST_QUERY or not re.fullmatch("[1-9][0-9]{0,8}", limit):
            message = f"q takes up to {LONGEST_QUERY} characters, limit a number"
            return _error(HTTPStatus.BAD_REQUEST, message)
        peer = request.client.host if request.client else ""
        client = client_of(peer, request.headers.get("x-forwarded-for", ""), self._settings.proxies)
        if wait := self._limit.wait_of(client, time.monotonic()):
            return _error(HTTPStatus.TOO_MANY_REQUESTS, "too many queries; ask again later", ceil(wait))
        if self._threads.statistics().tasks_waiting >= _QUEUE * self._settings.searches:
            return _error(HTTPStatus.SERVICE_UNAVAILABLE, "too many people search; ask again later", 1)
        try:
            results = await self._search(query, min(int(limit), _MOST_HITS))
        except TimeoutError:
            return _error(HTTPStatus.SERVICE_UNAVAILABLE, "the search took too long; ask for less")
        except ArchiverError as error:
            self._log(str(error))
            return _error(HTTPStatus.SERVICE_UNAVAILABLE, "the search cannot answer now")
        return JSONResponse(answer_fields(results), headers={"cache-control": f"public, max-age={_KEPT}"})

    async def _search(self, query: str, limit: int) -> SearchResults:
        """Search in a thread. Raises TimeoutError when the time is over; the thread is left alone then, and counts as a
        search that runs until it ends.
        """
        run = partial(self._search_here, query, limit)
        return await asyncio.wait_for(
            to_thread.run_sync(run, limiter=self._threads, abandon_on_cancel=True), self._settings.seconds
        )

    def _search_here(self, query: str, limit: int) -> SearchResults:
        start = time.monotonic()
        self._metrics.running += 1
        try:
            index = open_project_index(self._config)
            return index.search(query, limit=limit, zone=self._config.zone, facets=True)
        finally:
            self._metrics.running -= 1
            self._metrics.count_search(time.monotonic() - start)

    async def health(self, _request: Request) -> Response:
        """`ok`, if the index can be read."""
        try:
            await self._search("", 1)
        except (TimeoutError, ArchiverError) as error:
            self._log(str(error) or "the index did not answer in time")
            return PlainTextResponse("the index cannot be read\n", HTTPStatus.SERVICE_UNAVAILABLE)
        return PlainTextResponse("ok\n")

    async def metrics_text(self, _request: Request) -> Response:
        """All that is counted."""
        return Response(self._metrics.text(len(self._limit)), media_type=CONTENT_TYPE)


def _error(status: HTTPStatus, message: str, wait: int = 0) -> Response:
    headers: dict[str, Any] = {"cache-control": "no-store"} | ({"retry-after": str(wait)} if wait else {})
    return JSONResponse({"error": message}, status, headers)
