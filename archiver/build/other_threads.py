"""Reads threads for what other threads say of them: which key they have, and what is in them."""

from archiver.build.drawing import is_left_out, parse_source
from archiver.build.keys import parsing_key
from archiver.config import Config, convention_for
from archiver.model import Digest, Thread
from archiver.source import Source, read_source


def keys_of_sources(sources: tuple[Source, ...], config: Config) -> dict[str, Digest]:
    """The `parsing_key` of each source as it is now, by path; "" if it cannot be read."""
    return {source.path: _key_of_source(source, config) for source in sources}


def _key_of_source(source: Source, config: Config) -> Digest:
    try:
        return parsing_key(read_source(config.content, source), convention_for(source.path, config.conventions), config)
    except OSError:
        return Digest("")  # the worker that draws the thread meets the error again, and reports it


def read_thread(source: Source, config: Config) -> Thread | None:
    """The thread of a source; None if it is a draft that is left out, or cannot be read or parsed."""
    try:
        parsed = parse_source(
            read_source(config.content, source), source, config, convention_for(source.path, config.conventions)
        )
    except OSError:
        return None
    return None if parsed.thread is None or is_left_out(parsed.thread, config) else parsed.thread
