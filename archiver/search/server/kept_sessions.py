"""Sessions with a search server, kept from one use to the next: to connect takes longer than a query."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar


class KeptSession(Protocol):
    """A connection to a server, in one thread at a time."""

    def is_open(self) -> bool:
        """False if the server has ended the connection, and the session cannot open it again."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


S = TypeVar("S", bound=KeptSession)


class KeptSessions(Generic[S]):
    """As many sessions as were in use at once; each is used by one thread at a time."""

    def __init__(self, connect: Callable[[], S]) -> None:
        """`connect` makes a session; it is called when none is idle."""
        self._connect = connect
        self._idle: list[S] = []
        self._lock = threading.Lock()

    @contextmanager
    def use(self) -> Iterator[S]:
        """A session for one use; it is kept for the next one, unless this one fails."""
        session = self._take() or self._connect()
        try:
            yield session
        except BaseException:
            session.close()
            raise
        with self._lock:
            self._idle.append(session)

    def close(self) -> None:
        """End all sessions that are not in use."""
        with self._lock:
            sessions, self._idle = self._idle, []
        for session in sessions:
            session.close()

    def _take(self) -> S | None:
        """An idle session that is open; None if there is none."""
        while True:
            with self._lock:
                session = self._idle.pop() if self._idle else None
            if session is None or session.is_open():
                return session
            session.close()
