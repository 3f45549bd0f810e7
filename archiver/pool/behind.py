"""Runs one call at a time in a thread, while whoever wants it done goes on."""

import threading
from collections.abc import Callable


class Behind:
    """A thread for calls that mostly wait, as for a network. What a call raises is raised by the next `wait`."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None

    def start(self, call: Callable[[], None]) -> None:
        """Wait for the call before, then start this one. Raises what the call before has raised."""
        self.wait()
        self._thread = threading.Thread(target=self._run, args=(call,))
        self._thread.start()

    def wait(self) -> None:
        """Wait for the last call, and raise what it has raised."""
        self.close()
        error, self._error = self._error, None
        if error:
            raise error

    def close(self) -> None:
        """Wait for the last call, whatever it raises."""
        if self._thread:
            self._thread.join()
        self._thread = None

    def _run(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Exception as error:  # noqa: BLE001  it is raised where somebody waits for the call
            self._error = error
