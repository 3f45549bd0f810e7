"""Makes posts of Slack's messages."""

import re
from collections.abc import Iterator
from typing import Any

from archiver.importers.containers import Source
from archiver.importers.emoji.shortcodes import emoji_or_name
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import dict_in, dicts_in, moment_at, number_in, text_in
from archiver.importers.markdown.escaping import escape_text, link
from archiver.importers.markdown.lines import quote, without_quotes
from archiver.importers.slack.mrkdwn import mrkdwn_to_markdown, unescape_mrkdwn, without_entities_of_pages
from archiver.importers.slack.rich_text import blocks_to_markdown
from archiver.importers.slack.workspace import Workspace
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat, Moment

_TS = re.compile(r"(\d{1,11})(?:\.(\d{1,6}))?")
_TOKEN = re.compile(r"[?&](?:t|pub_secret)=xox[^&#\s]*")
_OF_PAGES = ("title", "text", "fallback")
"""Fields of previews that Slack takes from the page of a link."""
_SKIPPED = {
    **dict.fromkeys(("channel_join", "group_join", "mpim_join", "bot_join"), "joins"),
    **dict.fromkeys(("channel_leave", "group_leave", "mpim_leave", "bot_remove"), "leaves"),
    **dict.fromkeys(("message_changed", "message_deleted", "message_replied"), "events of messages that are here too"),
}
"""Subtypes of messages that are left out, and what they are called."""


def parse_ts(value: Any) -> int | None:
    """The number of microseconds of a `ts`, which is the id of a message and its time; None if it is none.

    >>> parse_ts("1433558319.000002"), parse_ts("1433558319.5"), parse_ts("x")
    (1433558319000002, 1433558319500000, None)
    """
    match = _TS.fullmatch(value) if isinstance(value, str) else None
    return int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")) if match else None


def why_skipped(message: dict[str, Any]) -> str | None:
    """Why a message is left out; None if it is not."""
    if message.get("type", "message") != "message":
        return "records that are no messages"
    return _SKIPPED.get(text_in(message, "subtype"))


class SlackPosts:
    """Makes the posts of a workspace."""

    def __init__(self, source: Source, root: str, workspace: Workspace, context: ImportContext) -> None:
        """Names come from `workspace`, files from below the folder `root` of `source`; guesses go to `context`."""
        self._source, self._root = source, root
        self.workspace, self._context = workspace, context

    def post(self, message: dict[str, Any], root_ts: str | None, folder: str, channel: str) -> ImportedPost:
        """The post of a message.

        Args:
            message: the message, with a `ts`.
            root_ts: the `ts` of the message that it answers; None if it answers none.
            folder: the name of the folder of its channel.
            channel: the id of its channel.
        """
        ts = text_in(message, "ts")
        microseconds = parse_ts(ts) or 0
        is_deleted = text_in(message, "subtype") == "tombstone"
        files = tuple(self._files(message, folder))
        lost = (f"*file: {escape_text(file.name)}*" for file in files if not (file.read or file.address) and file.name)
        return ImportedPost(
            id=ts,
            author=self._author(message),
            date=moment_at(microseconds // 1_000_000),  # what follows the second may be a counter
            body="\n\n".join(filter(None, (self._body(message), *lost))),
            format=BodyFormat.MARKDOWN,
            reply_to=root_ts if root_ts != ts else None,
            url=self._permalink(channel, microseconds),
            edited=self._edited(message),
            reactions=tuple(_reactions(message)),
            pinned=bool(message.get("pinned_to")) and isinstance(message.get("pinned_to"), list),
            deleted=is_deleted,
            attachments=files,
            extra={"subtype": "thread broadcast"} if text_in(message, "subtype") == "thread_broadcast" else {},
        )

    def _permalink(self, channel: str, microseconds: int) -> str | None:
        """The address of a message; None if that of the workspace is not known."""
        workspace = self._context.settings.get("url", "").rstrip("/")
        return f"{workspace}/archives/{channel}/p{microseconds:016}" if workspace and channel and microseconds else None

    def _author(self, message: dict[str, Any]) -> str | None:
        user = text_in(message, "user") or text_in(dict_in(message, "comment"), "user")
        if user in self.workspace.people:
            return self.workspace.people[user]
        profile = dict_in(message, "user_profile")
        if profile and (name := text_in(profile, "display_name", "real_name", "name")):
            self.workspace.people[user] = name
            return name
        bot = text_in(message, "username") or text_in(dict_in(message, "bot_profile"), "name")
        name = bot or user or text_in(message, "bot_id")
        if not bot and name:
            self._context.note("messages of people and bots whose names the export lacks")
        return unescape_mrkdwn(name) or None

    def _edited(self, message: dict[str, Any]) -> Moment | None:
        microseconds = parse_ts(dict_in(message, "edited").get("ts"))
        return moment_at(microseconds // 1_000_000) if microseconds else None

    def _body(self, message: dict[str, Any]) -> str:
        blocks = blocks_to_markdown(dicts_in(message, "blocks"), self.workspace)
        body = blocks or mrkdwn_to_markdown(text_in(message, "text"), self.workspace)
        shared = (self._attachment(attachment) for attachment in dicts_in(message, "attachments"))
        return "\n\n".join(filter(None, (body, *shared)))

    def _attachment(self, attachment: dict[str, Any]) -> str:
        """What is below a message: another message that is shared, a preview of a link, or the words of a bot."""
        message = " ".join(text_in(attachment, "message_blocks", "pretext").split())
        pretext = mrkdwn_to_markdown(message, self.workspace)
        if attachment.get("is_msg_unfurl") or attachment.get("is_share") or text_in(attachment, "channel_id"):
            return "\n\n".join(filter(None, (pretext, self._shared(attachment, self._words(attachment)))))
        if text_in(attachment, "from_url"):
            shown = {**attachment, **{name: without_entities_of_pages(text_in(attachment, name)) for name in _OF_PAGES}}
            return "\n\n".join(filter(None, (pretext, without_quotes(self._words(shown)))))
        return "\n\n".join(filter(None, (pretext, self._words(attachment))))

    def _shared(self, attachment: dict[str, Any], words: str) -> str:
        """A message that is shared, as a quote with its author, and where it is from."""
        author = text_in(attachment, "author_name", "author_subname") or self.workspace.people.get(
            text_in(attachment, "author_id"), ""
        )
        channel = text_in(attachment, "channel_name") or self.workspace.names.get(text_in(attachment, "channel_id"), "")
        attribution = f"**{escape_text(author)} wrote:**" if author and words else ""
        url = text_in(attachment, "from_url")
        origin = link(url, escape_text(f"#{channel}") if channel else "") if url else ""
        return "\n\n".join(filter(None, (attribution, quote(words) if words else "", origin)))

    def _words(self, attachment: dict[str, Any]) -> str:
        """The title, the text, the fields and the pictures of an attachment."""
        blocks = [inner for block in dicts_in(attachment, "message_blocks") for inner in _inner_blocks(block)]
        text = blocks_to_markdown(blocks or dicts_in(attachment, "blocks"), self.workspace)
        text = text or mrkdwn_to_markdown(text_in(attachment, "text"), self.workspace)
        parts = [*self._title(attachment, has_text=bool(text)), text, *self._fields(attachment)]
        if picture := text_in(attachment, "image_url"):
            label = text_in(attachment, "title", "fallback") or picture
            shown = link(picture, escape_text(" ".join(unescape_mrkdwn(label).split())))
            parts.append(f"!{shown}" if shown.startswith("[") else shown)
        if not any(parts):
            parts.append(mrkdwn_to_markdown(text_in(attachment, "fallback"), self.workspace))
        return "\n\n".join(filter(None, parts))

    def _title(self, attachment: dict[str, Any], *, has_text: bool) -> Iterator[str]:
        title = escape_text(" ".join(unescape_mrkdwn(text_in(attachment, "title")).split()))
        url = unescape_mrkdwn(text_in(attachment, "title_link"))
        if title and (has_text or url):
            yield f"**{link(url, title) if url else title}**"
        elif title:
            yield title

    def _fields(self, attachment: dict[str, Any]) -> Iterator[str]:
        for field in dicts_in(attachment, "fields"):
            title = escape_text(" ".join(unescape_mrkdwn(text_in(field, "title")).split()))
            value = mrkdwn_to_markdown(text_in(field, "value"), self.workspace)
            yield "\\\n".join(filter(None, (f"**{title}**" if title else "", value)))

    def _files(self, message: dict[str, Any], folder: str) -> Iterator[ImportedAttachment]:
        for file in [*dicts_in(message, "files"), *filter(None, [dict_in(message, "file")])]:
            if text_in(file, "mode") in {"tombstone", "hidden_by_limit"}:
                self._context.note("files that were deleted, or that Slack had hidden")
                continue
            id_, name = text_in(file, "id"), text_in(file, "name", "title")
            places = (f"{folder}/attachments/{id_}-{name}", f"__uploads/{id_}/{name}", f"attachments/{id_}-{name}")
            found = next(filter(None, (self._source.find(self._root + place) for place in places)), None)
            url = text_in(file, "url_private_download", "url_private", "url_download", "permalink_public", "permalink")
            if _TOKEN.search(url):
                self._context.note("keys for files that addresses had, and that are left out")
            yield ImportedAttachment(
                name=name,
                type=text_in(file, "mimetype"),
                read=found.read if found else None,
                address=_without_token(url) or None,
            )


def _without_token(url: str) -> str:
    """The address of a file without the key that an export adds, which opens all files of a workspace."""
    return _TOKEN.sub("", url)


def _inner_blocks(block: dict[str, Any]) -> list[dict[str, Any]]:
    return dicts_in(dict_in(block, "message"), "blocks")


def _reactions(message: dict[str, Any]) -> Iterator[tuple[str, int]]:
    for reaction in dicts_in(message, "reactions"):
        users = reaction.get("users")
        count = number_in(reaction, "count")
        if name := text_in(reaction, "name"):
            yield emoji_or_name(name), count if count is not None else len(users) if isinstance(users, list) else 1
