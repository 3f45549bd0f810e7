"""Zulip's Markdown as ours: every line stays a line, mentions become names, quotes say which post they are from.

Bold, code, links, lists, tables, formulas and spoilers are alike in both. See https://zulip.com/help/format-your-message-using-markdown.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote as percent_encode

from archiver.importers.emoji.shortcodes import find_emoji
from archiver.importers.json_fields import moment_of
from archiver.importers.markdown.addresses import with_whole_addresses
from archiver.importers.markdown.code_parts import outside_code
from archiver.importers.markdown.escaping import escape_text, link
from archiver.importers.markdown.lines import Kind, join_lines, kinds_of_lines

_FENCE = re.compile(r"[ ]{0,3}(?P<mark>`{3,}|~{3,})[ ]*(?P<info>[^`\n]*?)[ ]*\Z")
_ATTRIBUTION = re.compile(
    r"[ ]*@_?\*\*(?P<name>[^*|\n\"\[\]]{1,200})(?:\|\d{1,12})?\*\* "
    r"\[[^\[\]\n]{1,40}\]\([^()\s]{0,2000}?/near/(?P<post>\d{1,18})[^()\s]{0,100}\):[ ]*"
)
"""The line before a quote: who said it, with a link to the post."""
_TOKEN = re.compile(
    r"@(?P<silent>_?)\*\*(?P<name>[^*|\n]{1,200})(?:\|\d{1,12})?\*\*"
    r"(?P<attributes>(?= \[[^\[\]\n]{1,40}\]\([^()\s]{1,2000}\):))?"
    r"|@_?\*(?P<group>[^*\n]{1,200})\*"
    r"|#\*\*(?P<stream>[^*>\n]{1,200})(?:>(?P<topic>[^*\n]{0,200}?)(?:@(?P<near>\d{1,18}))?)?\*\*"
    r"|<time:(?P<time>[^<>\n]{1,64})>"
    r"|(?<![\w:]):(?P<emoji>[a-z0-9_+-]{1,60}):(?![\w/])"
    r"|(?P<tag><(?=[A-Za-z/!])(?!(?:https?|ftp|mailto):))"
)
_BLOCKS = {"quote", "spoiler"}


class Realm(NamedTuple):
    """Where addresses in messages lead."""

    url: str
    """The URL of the server, without a slash at its end; "" if it is not known."""
    streams: Mapping[str, str]
    """The ids of streams, by their names."""

    def narrow(self, stream_id: str, stream: str, topic: str = "", near: str = "") -> str:
        """The URL of a stream, of a topic in it, or of a message; "" if the server is not known.

        Args:
            stream_id: the id of the stream.
            stream: the name of the stream.
            topic: the name of the topic.
            near: the id of the message.
        """
        if not self.url:
            return ""
        place = f"{self.url}/#narrow/channel/{stream_id}-{_encode(stream.replace(' ', '-'))}"
        return place + (f"/topic/{_encode(topic)}" if topic else "") + (f"/near/{near}" if topic and near else "")


def _encode(name: str) -> str:
    encoded = percent_encode(name.encode("utf-8", "replace"), safe="")
    return encoded.replace(".", "%2E").replace("%", ".")


def zulip_to_markdown(content: str, realm: Realm) -> str:
    r"""The content of a message as Markdown.

    >>> print(zulip_to_markdown("hi @**Ada|7**\n:+1: #**sky>the moon**", Realm("", {})))
    hi @Ada\
    👍 #sky > the moon
    """
    writer = _Writer(realm)
    for line in content.replace("\r\n", "\n").split("\n"):
        writer.add(line)
    return writer.finish()


class _Writer:
    """Writes lines of Markdown, with a stack of the fences that are open."""

    def __init__(self, realm: Realm) -> None:
        self._realm = realm
        self._text: list[str] = []
        self._written: list[tuple[Kind, str]] = []
        self._open: list[tuple[str, str]] = []  # the mark and the line that closes it; "" in code

    def add(self, line: str) -> None:
        """Add a line of the message."""
        mark, closing = self._open[-1] if self._open else ("", "")
        if mark and not closing:
            self._written.append((Kind.CODE, line))
            if line.strip() == mark:
                self._open.pop()
        elif mark and line.strip() == mark:
            self._block(closing)
            self._open.pop()
        elif fence := _FENCE.match(line):
            self._fence(fence)
        else:
            self._text.append(line)

    def _fence(self, fence: re.Match[str]) -> None:
        kind = fence["info"].partition(" ")[0].lower()
        attribution = _ATTRIBUTION.fullmatch(self._text[-1]) if self._text and kind == "quote" else None
        if attribution:
            self._text.pop()
            self._block(f'[quote="{attribution["name"].strip()}" post_id={attribution["post"]}]')
            self._open.append((fence["mark"], "[/quote]"))
        elif kind in _BLOCKS:
            self._block(fence[0].strip())
            self._open.append((fence["mark"], fence["mark"]))
        else:
            self._block(fence[0].strip())
            self._open.append((fence["mark"], ""))

    def _block(self, line: str) -> None:
        """Write a line that begins or ends a block."""
        self._flush()
        self._written.append((Kind.CODE, line))

    def _flush(self) -> None:
        if not self._text:
            return
        text = outside_code("\n".join(self._text), self._inline, has_indented=False)
        if self._realm.url:
            text = with_whole_addresses(text, f"{self._realm.url}/")
        self._text.clear()
        self._written += kinds_of_lines(text)

    def _inline(self, text: str) -> str:
        return _TOKEN.sub(self._token, text)

    def _token(self, token: re.Match[str]) -> str:
        if token["name"]:
            return (
                f"{'@' if not token['silent'] or token['attributes'] is not None else ''}{escape_text(token['name'])}"
            )
        if token["group"]:
            return f"@{escape_text(token['group'])}"
        if token["stream"]:
            return self._stream(token)
        if token["time"]:
            moment = moment_of(token["time"])
            return f"{moment.at:%Y-%m-%d %H:%M} {moment.at.tzname()}" if moment else escape_text(token["time"])
        if token["emoji"]:
            return find_emoji(token["emoji"]) or token[0]
        return "\\<"

    def _stream(self, token: re.Match[str]) -> str:
        stream, topic = token["stream"], token["topic"] or ""
        shown = escape_text(" > ".join(filter(None, (f"#{stream}", topic))))
        id_ = self._realm.streams.get(stream)
        url = self._realm.narrow(id_, stream, topic, token["near"] or "") if id_ else ""
        return link(url, shown) if url else shown

    def finish(self) -> str:
        """All that was written. Fences that nobody has closed are closed."""
        self._flush()
        while self._open:
            mark, closing = self._open.pop()
            self._written.append((Kind.CODE, closing or mark))
        return join_lines(self._written)
