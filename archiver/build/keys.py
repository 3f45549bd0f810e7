"""Digests of what threads and list pages are rendered from, besides the dependencies that are recorded meanwhile."""

from functools import cache

from archiver.build.program import program_digest
from archiver.config import Config, Convention
from archiver.media.options import MediaOptions, processing_key
from archiver.model import CrossThread, Digest, PagePlan, digest_of
from archiver.source import Source

_PARSING_SETTINGS = ("timezone", "markdown_breaks", "lazy_quotes", "cjk_emphasis", "drafts", "addresses")


def thread_inputs(cross_thread: CrossThread, convention: Convention | None, source: Source) -> str:
    """The digest of what a thread is rendered from besides the files of its source; "" if there is nothing.

    Args:
        cross_thread: what it shows of other threads.
        convention: the `[[source]]` table for its source.
        source: has what is known besides: whether its URL is that of another one, what is withheld, who people are.
    """
    known = (source.collides_with, source.withheld, source.people, source.is_renamed and source.slug)
    if not cross_thread and convention is None and not any(known):
        return ""
    is_moved = (*(("moved",) if source.collides_with else ()), *(repr(one) for one in known[1:] if one))
    origins = sorted(cross_thread.origins.items(), key=lambda pair: pair[0])
    found = (cross_thread.links, cross_thread.linked_from, cross_thread.source_links)
    links = [repr(sorted(some.items())) for some in found]
    links += [repr(cross_thread.tombstones)] if cross_thread.tombstones else []
    others = [repr(cross_thread.before), repr(cross_thread.after), repr(cross_thread.related)]
    return joined_digest(repr(origins), repr(convention), *links, *others, *is_moved)


def parsing_key(convention: Convention | None, config: Config) -> Digest:
    """The digest of all but its source that decides what other threads may quote of a thread.

    `convention` is its `[[source]]` table; `config` has the settings that parsing depends on.
    """
    settings = [repr(getattr(config, name)) for name in _PARSING_SETTINGS]
    return joined_digest(repr(convention), *settings, program_digest())


@cache
def naming_key(convention: Convention, config: Config) -> Digest:
    """The digest of all but its path and its content that decides which thread a file is a part of.

    `convention` is the `[[source]]` table for the file, `config` the project.
    """
    return joined_digest(repr(convention), repr(config.timezone), program_digest())


def opening_key(convention: Convention | None, config: Config, *, with_terms: bool) -> Digest:
    """The digest of all but its path and its content that decides which `OpeningRecord` and which terms a source has.

    `convention` is the `[[source]]` table for it, `config` the project; `with_terms`: terms are stored.
    """
    own_address = config.archived_links and config.base_url
    settings = (config.timezone, config.addresses, config.archived_links, own_address, with_terms)
    return joined_digest(repr(convention), repr(settings), program_digest())


def links_key(config: Config) -> Digest:
    """The digest of the settings that decide where links to archived threads lead."""
    return joined_digest(repr((config.base_url, config.posts_per_page)), program_digest())


def media_key(options: MediaOptions) -> Digest:
    """The digest of everything but its name and its bytes that a content file is published from."""
    return joined_digest(program_digest(), processing_key(options))


def page_key(plan: PagePlan) -> Digest:
    """The digest of what a list page shows, besides what its templates read."""
    rows = [text for row in plan.rows for text in row]
    authored = [str(value) for row in plan.authored for value in row]
    return joined_digest(plan.path, plan.template, repr(plan.head), repr(plan.absolute_links), *rows, *authored)


def joined_digest(*texts: str) -> Digest:
    """The digest of several texts, with a separator between them."""
    return digest_of("\x1e".join(texts).encode("utf-8", "replace"))
