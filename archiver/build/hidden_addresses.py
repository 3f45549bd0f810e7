"""Mail addresses of threads that pages do not show as they are: the setting `[authors] addresses`.

Ids of posts stay as they are, since replies name them.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from archiver.mail_addresses import Addresses, hide_addresses
from archiver.model import Block, Post, Thread
from archiver.parse import ParseBody


def hide_in_source(content: bytes, addresses: Addresses) -> bytes:
    """A source in UTF-8, as its copy on the site has it."""
    if addresses is Addresses.KEEP:
        return content
    return hide_addresses(content.decode(errors="surrogateescape"), addresses).encode(errors="surrogateescape")


def hiding_addresses(parse_body: ParseBody, addresses: Addresses) -> ParseBody:
    """A parser of bodies whose results have no addresses but hidden ones."""
    if addresses is Addresses.KEEP:
        return parse_body

    def parse(body: str, *arguments: object, **options: object) -> tuple[Block, ...]:
        return parse_body(hide_addresses(body, addresses), *arguments, **options)  # type: ignore[arg-type]  # as they are

    return parse


def hide_in_thread(thread: Thread, addresses: Addresses) -> Thread:
    """A thread with the addresses in its title, its names and other attributes hidden; those in bodies are already."""
    if addresses is Addresses.KEEP:
        return thread
    return replace(
        thread,
        title=hide_addresses(thread.title, addresses),
        tags=tuple(hide_addresses(tag, addresses) for tag in thread.tags),
        extra=_hide_in_table(thread.extra, addresses),
        posts=tuple(_hide_in_post(post, addresses) for post in thread.posts),
    )


def _hide_in_post(post: Post, addresses: Addresses) -> Post:
    return replace(
        post,
        author=hide_addresses(post.author, addresses) if post.author else post.author,
        subject=hide_addresses(post.subject, addresses) if post.subject else post.subject,
        address=hide_addresses(post.address, addresses) if post.address else post.address,
        other_names=tuple(name for name in post.other_names if hide_addresses(name, addresses) == name),
        extra=tuple((name, hide_addresses(value, addresses)) for name, value in post.extra),
    )


def _hide_in_table(table: Mapping[str, object], addresses: Addresses) -> dict[str, object]:
    return {key: _hide_in_value(value, addresses) for key, value in table.items()}


def _hide_in_value(value: object, addresses: Addresses) -> object:
    match value:
        case str():
            return hide_addresses(value, addresses)
        case Mapping():
            return _hide_in_table(value, addresses)
        case tuple():
            return tuple(_hide_in_value(one, addresses) for one in value)
        case _:
            return value
