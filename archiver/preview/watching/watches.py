"""Watches folders in the way that the system has."""

import sys

from archiver.preview.watching.changes import Listener, Watches
from archiver.preview.watching.inotify_watches import InotifyWatches
from archiver.preview.watching.watchdog_watches import WatchdogWatches


def open_watches(listener: Listener) -> Watches:
    """Tell a listener of changes in folders, none at first. Raises OSError where the system refuses."""
    return InotifyWatches(listener) if sys.platform == "linux" else WatchdogWatches(listener)
