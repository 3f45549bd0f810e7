"""What the page about the preview shows: the open pages with their sources, the problems, and what was done lately."""

from typing import Any
from urllib.parse import quote

from archiver.preview.faults import source_fields
from archiver.preview.session import Session


def status_fields(session: Session, pages: tuple[str, ...]) -> dict[str, Any]:
    """The JSON fields of the state of the preview. `pages` are the paths of the open pages on the site."""
    state = session.site.state
    threads = f"{len(state.scan.sources)} sources" if state else "The project cannot be read"
    return {
        "summary": f"{state.config.title}: {threads}" if state else threads,
        "pages": [_page_fields(session, page) for page in pages],
        "problems": session.problem_fields(),
        "log": [entry.fields() for entry in session.log.newest()],
    }


def _page_fields(session: Session, page: str) -> dict[str, Any]:
    place, config = session.source_of(page, 0), session.config
    return {
        "page": page,
        "url": f"..{quote(page)}",
        "source": source_fields(*place, config) if place and config else None,
    }
