"""The lines that the preview prints on the terminal."""

import threading
from collections.abc import Callable
from contextlib import suppress


class Terminal:
    """Prints lines of several threads, and nothing after the last one. `say` prints a line."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._lock = threading.Lock()
        self._has_ended = False

    def say(self, line: str) -> None:
        """Print a line. One that cannot be printed is lost: pages follow changes though nobody reads of it."""
        with self._lock, suppress(OSError):
            if not self._has_ended:
                self._say(line)

    def end(self, line: str) -> None:
        """Print the last line."""
        with self._lock:
            self._has_ended = True
            self._say(line)
