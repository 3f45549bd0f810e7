"""Reads threads for what other threads say of them."""

from archiver.build.drawing import is_left_out, parse_source
from archiver.config import Config, convention_for
from archiver.model import Thread
from archiver.source import Source, read_source


def read_thread(source: Source, config: Config, *, with_bodies: bool = True) -> Thread | None:
    """The thread of a source; None if it is a draft that is left out, or cannot be read or parsed.

    Args:
        source: the source.
        config: the project.
        with_bodies: False: the bodies of its posts are left empty, which takes a third of the time.
    """
    convention = convention_for(source.path, config.conventions)
    try:
        files = read_source(config, source)
    except OSError:
        return None
    thread = parse_source(files, source, config, convention, with_bodies=with_bodies).thread
    return None if thread is None or is_left_out(thread, config) else thread
