"""Mail addresses in what is imported: kept, masked (`a…@example.org`) or dropped, wherever a source would show them."""

from collections.abc import Callable

from msgspec.structs import replace

from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.mail_addresses import Addresses, drop_all, mask_all

_MAIL_TYPE, _MAIL_SUFFIX = "message/rfc822", ".eml"


def treat_addresses(thread: ImportedThread, addresses: Addresses) -> ImportedThread:
    """The thread with the addresses in its attributes and bodies kept, masked or dropped."""
    if addresses is Addresses.KEEP:
        return thread
    hide = mask_all if addresses is Addresses.MASK else drop_all
    posts = tuple(_post(post, hide, addresses) for post in thread.posts)
    return replace(thread, title=hide(thread.title), posts=posts)


def _post(post: ImportedPost, hide: Callable[[str], str], addresses: Addresses) -> ImportedPost:
    author = hide(post.author) if post.author else post.author
    address = hide(post.address) if post.address and addresses is Addresses.MASK else None
    subject = hide(post.subject) if post.subject else post.subject
    extra = {name: hide(value) for name, value in post.extra.items()} if post.extra else post.extra
    attachments = tuple(_attachment(attachment, hide) for attachment in post.attachments)
    return replace(
        post,
        author=author,
        address=address,
        subject=subject,
        body=hide(post.body),
        extra=extra,
        attachments=attachments,
    )


def _attachment(attachment: ImportedAttachment, hide: Callable[[str], str]) -> ImportedAttachment:
    """The attachment; a mail, which is full of addresses, with these hidden too where they are not encoded."""
    read = attachment.read
    if read is None or not (attachment.type == _MAIL_TYPE or attachment.name.lower().endswith(_MAIL_SUFFIX)):
        return attachment
    return replace(attachment, read=lambda: _hidden(read(), hide))


def _hidden(content: bytes, hide: Callable[[str], str]) -> bytes:
    return hide(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
