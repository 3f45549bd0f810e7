"""The related threads at the end of a thread."""

from archiver import urls
from archiver.config import Config
from archiver.model import RelatedThread, moment_from_text
from archiver.pages.boards import board_link
from archiver.pages.contexts import RelatedRow


def related_rows(threads: tuple[RelatedThread, ...], config: Config) -> tuple[RelatedRow, ...]:
    """The rows of related threads. `config` has the time zone and the titles of boards."""
    return tuple(
        RelatedRow(
            title=thread.title,
            lang=thread.lang,
            url=thread.url,
            board=board_link(board, config) if (board := urls.board_of(urls.slug_of_url(thread.url))) else None,
            started=moment_from_text(thread.started, config.zone),
        )
        for thread in threads
    )
