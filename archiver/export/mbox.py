"""Threads as mails in an mbox (mboxrd): each post is a mail, and replies name what they answer."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.utils import format_datetime
from pathlib import Path
from typing import BinaryIO

from archiver import urls
from archiver.config import Config
from archiver.export.archive import Archive, ExportedThread
from archiver.export.bodies import read_bodies
from archiver.export.elements import Adaptation, adapt_document
from archiver.export.files import is_medium, mime_type
from archiver.export.links import FileLinks, resolve
from archiver.export.mail_ids import address_of_name, message_id, thread_id
from archiver.export.mail_parts import MailFile, make_mail, one_line
from archiver.export.mail_text import text_of_blocks
from archiver.model import BodyFormat, Page, Post, PostId, Url
from archiver.pages.contexts import MailPage, PostView

_ADDRESS = re.compile(r"([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*)@([A-Za-z0-9.-]+)")
_MOST_ANCESTORS = 20
"""Ids in the field References: those of the nearest mails above a mail."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNDATED = "posts without a date are mails without a Date field"
_MIDNIGHT = "dates without a time of day are written as midnight"


class MboxFormat:
    """Mails that mail programs read, and `archiver import` as equal posts."""

    suffix = "mbox"
    suffix_of_several = "mbox"

    def settings(self, config: Config) -> Config:
        """The settings of the project, unchanged."""
        return config

    def write(self, archive: Archive, file: BinaryIO) -> None:
        """Write the mails of each thread when it is read."""
        for exported in archive:
            mails = _ThreadMails(archive, exported)
            pages = exported.pages(archive.renderer)
            views = ((url, view) for url, context in pages for view in context.posts)
            for post, (url, view) in zip(exported.thread.posts, views, strict=True):
                file.write(_envelope(post) + mails.mail(post, view, url) + b"\n")


def _envelope(post: Post) -> bytes:
    """The line that begins a mail. That of a mail without a date has the epoch, since readers want one."""
    at = post.date.at.astimezone(UTC) if post.date else _EPOCH
    return f"From MAILER-DAEMON {time.asctime(at.utctimetuple())}\n".encode()


class _ThreadMails:
    """Makes the mails of a thread."""

    def __init__(self, archive: Archive, exported: ExportedThread) -> None:
        self._archive, self._exported = archive, exported
        self._bodies = read_bodies(exported)
        posts = exported.thread.posts
        self._parents = {post.id: post.reply_to for post in posts}
        self._links = FileLinks(place_of=lambda *_: None, base_url=archive.config.base_url)
        # Where only some posts say what they answer, an id that no mail has holds the mails together.
        self._is_scattered = any(self._parents[post.id] not in self._parents for post in posts[1:])

    def mail(self, post: Post, view: PostView, page: Url) -> bytes:
        """The mail of a post. Raises TemplateError.

        Args:
            post: the post.
            view: the post as templates show it.
            page: the URL of its page.
        """
        if post.date is None:
            self._archive.notes[_UNDATED] += 1
        elif not post.date.has_time:
            self._archive.notes[_MIDNIGHT] += 1
        files = _PostFiles(exported=self._exported, page=page, links=self._links)
        html = self._html(view, page, files)
        body = self._bodies.get(post.id)
        is_text = body is not None and body.format is BodyFormat.TEXT
        plain = body.text if body is not None and is_text else text_of_blocks(post.blocks)
        return make_mail(tuple(self._fields(post)), plain, "" if is_text else html, tuple(files.found.values()))

    def _fields(self, post: Post) -> Iterator[tuple[str, object]]:
        """The fields of the header of a mail."""
        name = one_line(post.author) if post.author else None
        yield "From", Address(display_name=name or "", addr_spec=self._address(post, name))
        if post.date:
            yield "Date", format_datetime(post.date.at.replace(microsecond=0))
        yield "Subject", self._subject(post)
        yield "Message-ID", f"<{self._id(post.id)}>"
        if post.reply_to:
            yield "In-Reply-To", f"<{self._id(post.reply_to)}>"
        if ancestors := self._ancestors(post):
            yield "References", " ".join(f"<{ancestor}>" for ancestor in ancestors)

    def _address(self, post: Post, name: str | None) -> str:
        """The address of the author if it may be shown, else one that nobody has."""
        shown = _ADDRESS.fullmatch(post.address or "")
        return shown[0] if shown else address_of_name(name)

    def _subject(self, post: Post) -> str:
        title = one_line(self._exported.thread.title)
        if post.position == 1:
            return title
        return one_line(post.subject) if post.subject else f"Re: {title}"

    def _id(self, post: PostId) -> str:
        return message_id(self._exported.thread.slug, post)

    def _ancestors(self, post: Post) -> list[str]:
        """The ids of the nearest mails above a mail, the oldest first."""
        above: list[PostId] = []
        parent = post.reply_to
        while parent and parent != post.id and parent not in above and len(above) < _MOST_ANCESTORS:
            above.append(parent)
            parent = self._parents.get(parent)
        root = [thread_id(self._exported.thread.slug)] if self._is_scattered else []
        return [*root, *(self._id(ancestor) for ancestor in reversed(above))]

    def _html(self, view: PostView, page: Url, files: "_PostFiles") -> str:
        """The HTML of a post, whose files are added to `files`."""
        context = MailPage(title=self._exported.thread.title, lang=self._exported.thread.lang, post=view)
        drawn = Page(path="mail.html", url=page, template="mail.html", context=context)
        html = self._archive.renderer.render(drawn, lambda _: None).content.decode()
        return adapt_document(html, Adaptation(link=files.link, media=files.media))


@dataclass(slots=True, kw_only=True)
class _PostFiles:
    """The files that a post shows or links to, as they are found in its HTML."""

    exported: ExportedThread
    page: Url
    links: FileLinks
    found: dict[str, MailFile] = field(default_factory=dict)
    """By their paths on the site."""
    _names: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        records = self.exported.resolved.source.media.record().files
        self._names = {urls.output_path(r.medium.url): r.path.rpartition("/")[2] for r in records}

    def link(self, link: str) -> str | None:
        """The address of a link in the mail: a file that comes with it, or one on the site or elsewhere."""
        target = resolve(link, self.page)
        return self._add(target, is_shown=False) if target and is_medium(target) else self.links.link(link, self.page)

    def media(self, _element: str, address: str) -> str | None:
        """The address of a picture, a sound or a video in the mail; None if the archive lacks it."""
        target = resolve(address, self.page)
        return self._add(target, is_shown=True) if target and is_medium(target) else None

    def _add(self, target: str, *, is_shown: bool) -> str | None:
        """The address of a file, which is added to those that come with the mail; None if the thread lacks it."""
        path = urls.output_path(Url(target))
        staged = self.exported.media.get(path)
        if staged is None:
            return None
        before = self.found.get(path)
        name = path.rpartition("/")[2]
        content_id = f"{name}@archiver.invalid"
        if before is None or is_shown > before.is_shown:
            content = before.content if before else Path(staged).read_bytes()
            self.found[path] = MailFile(self._names.get(path, name), mime_type(name), content, content_id, is_shown)
        return f"cid:{content_id}"
