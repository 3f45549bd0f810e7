"""The ids of mails that posts become, and the addresses of authors that have none.

They end in a host that nobody has (RFC 2606), and are made of the slug of the thread and the id of the post, so that
they are equal in each export, and `importers.mail` finds the ids of posts in them.
"""

import hashlib
from urllib.parse import quote

from archiver import urls
from archiver.mail_addresses import OWN_HOST
from archiver.model import PostId, Slug

_LONGEST_NAME = 60  # characters before the @ of an address


def message_id(thread: Slug, post: PostId) -> str:
    """The id of the mail that a post becomes, without angle brackets.

    >>> message_id(Slug("space/öl"), PostId("p1."))
    'space/%C3%B6l#p1%2E@archiver.invalid'
    """
    is_bare = not post.endswith(".") and ".." not in post
    return f"{quote(thread)}#{post if is_bare else post.replace('.', '%2E')}@{OWN_HOST}"


def thread_id(thread: Slug) -> str:
    """The id under which the mails of a thread belong together, of which none has it.

    >>> thread_id(Slug("space/lunar"))
    'space/lunar@archiver.invalid'
    """
    return f"{quote(thread)}@{OWN_HOST}"


def address_of_name(name: str | None) -> str:
    """The mail address of an author whose address is not known, or not to be shown.

    >>> address_of_name("Ada Lovelace"), address_of_name(None)
    ('ada-lovelace@archiver.invalid', 'unknown@archiver.invalid')
    """
    if name is None:
        return f"unknown@{OWN_HOST}"
    segment = urls.name_segment(name)
    if not segment.isascii() or len(segment) > _LONGEST_NAME or segment.startswith(".") or ".." in segment:
        segment = hashlib.blake2b(segment.encode("utf-8", "replace"), digest_size=8).hexdigest()
    return f"{segment}@{OWN_HOST}"
