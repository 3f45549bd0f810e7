"""Slack's blocks as Markdown: rich text, which people write, and the sections, headers and pictures of bots.

See https://docs.slack.dev/reference/block-kit/blocks.
"""

from collections.abc import Callable, Iterator
from typing import Any

from archiver.importers.emoji.shortcodes import emoji_or_name
from archiver.importers.json_fields import dict_in, dicts_in, moment_at, number_in, text_in
from archiver.importers.markdown.escaping import code_block, code_span, escape_text, link
from archiver.importers.markdown.lines import join_text, quote
from archiver.importers.markdown.spans import BOLD, ITALIC, STRIKE, Span, join_spans
from archiver.importers.slack.mrkdwn import mrkdwn_to_markdown
from archiver.importers.slack.workspace import Workspace

_STYLES = (("bold", BOLD), ("italic", ITALIC), ("strike", STRIKE))
_DEEPEST_LIST = 8


def blocks_to_markdown(blocks: list[dict[str, Any]], workspace: Workspace) -> str:
    """The blocks of a message as Markdown; "" if none has words."""
    return "\n\n".join(filter(None, (_block(block, workspace) for block in blocks)))


def _block(block: dict[str, Any], workspace: Workspace) -> str:
    write = _BLOCKS.get(text_in(block, "type"))
    return write(block, workspace) if write else _text_object(dict_in(block, "text"), workspace)


def _section(block: dict[str, Any], workspace: Workspace) -> str:
    texts = [dict_in(block, "text"), *dicts_in(block, "fields")]
    return "\n\n".join(filter(None, (_text_object(text, workspace) for text in texts)))


def _header(block: dict[str, Any], _: Workspace) -> str:
    words = escape_text(" ".join(text_in(dict_in(block, "text"), "text").split()))
    return f"**{words}**" if words else ""


def _context(block: dict[str, Any], workspace: Workspace) -> str:
    return " ".join(filter(None, (_context_element(element, workspace) for element in dicts_in(block, "elements"))))


def _text_object(text: dict[str, Any], workspace: Workspace) -> str:
    words = text_in(text, "text")
    return mrkdwn_to_markdown(words, workspace) if text.get("type") == "mrkdwn" else _plain(words)


def _plain(words: str) -> str:
    return join_text("\n".join(map(escape_text, words.split("\n"))))


def _context_element(element: dict[str, Any], workspace: Workspace) -> str:
    return _picture(element, workspace) if element.get("type") == "image" else _text_object(element, workspace)


def _picture(block: dict[str, Any], _: Workspace) -> str:
    url = text_in(block, "image_url", "title_url", "video_url") or text_in(dict_in(block, "slack_file"), "url")
    title = block.get("title")
    label = text_in(title, "text") if isinstance(title, dict) else text_in(block, "title", "alt_text")
    shown = link(url, escape_text(" ".join((label or url).split()))) if url else escape_text(label)
    return f"!{shown}" if block.get("type") == "image" and shown.startswith("[") else shown


def _rich_text(block: dict[str, Any], workspace: Workspace) -> str:
    parts: list[str] = []
    was_list = False
    for element in dicts_in(block, "elements"):
        part = _element(element, workspace)
        is_list = element.get("type") == "rich_text_list"
        if part and is_list and was_list and parts:
            parts[-1] += f"\n{part}"  # Slack writes one of these for each level
        elif part:
            parts.append(part)
        was_list = is_list
    return "\n\n".join(parts)


def _element(element: dict[str, Any], workspace: Workspace) -> str:
    match element.get("type"):
        case "rich_text_list":
            return "\n".join(_list_lines(element, workspace))
        case "rich_text_quote":
            quoted = join_text(_inline(element, workspace).strip("\n"))
            return quote(quoted) if quoted else ""
        case "rich_text_preformatted":
            code = "".join(text_in(part, "text", "url") for part in dicts_in(element, "elements"))
            return code_block(code, text_in(element, "language")) if code.strip() else ""
    return join_text(_inline(element, workspace).strip("\n"))


def _list_lines(element: dict[str, Any], workspace: Workspace) -> Iterator[str]:
    level = min(max(number_in(element, "indent") or 0, 0), _DEEPEST_LIST)
    first = (number_in(element, "offset") or 0) + 1
    for position, entry in enumerate(dicts_in(element, "elements"), max(1, first)):
        mark = f"{position}." if element.get("style") == "ordered" else "-"
        indent = " " * (4 * level)
        lines = join_text(_inline(entry, workspace).strip("\n")).split("\n")
        yield f"{indent}{mark} {lines[0]}"
        yield from (f"{indent}{' ' * (len(mark) + 1)}{line}" for line in lines[1:])


def _inline(element: dict[str, Any], workspace: Workspace) -> str:
    return join_spans(_span(part, workspace) for part in dicts_in(element, "elements"))


def _span(part: dict[str, Any], workspace: Workspace) -> Span:
    style = dict_in(part, "style")
    styles = tuple(mark for name, mark in _STYLES if style.get(name) is True)
    text = text_in(part, "text")
    match part.get("type"):
        case "text":
            shown = _code(text) if style.get("code") is True else "\n".join(map(escape_text, text.split("\n")))
        case "link":
            label = code_span(text) if text and style.get("code") is True else escape_text(" ".join(text.split()))
            shown = link(text_in(part, "url"), "" if text == text_in(part, "url") else label)
        case _:
            shown = escape_text(_mention(part, workspace) or text)
    return Span(shown, styles)


def _code(text: str) -> str:
    """Lines of text as code, each by itself."""
    return "\n".join(map(code_span, text.split("\n")))


def _mention(part: dict[str, Any], workspace: Workspace) -> str:
    """A mention, an emoji or a date as plain text; "" for anything else."""
    channel = text_in(part, "channel_id")
    match part.get("type"):
        case "user" | "usergroup" | "broadcast":
            return f"@{workspace.person(text_in(part, 'user_id', 'usergroup_id', 'range'))}"
        case "channel":
            return f"#{workspace.names.get(channel, channel)}"
        case "emoji":
            return _emoji(part)
        case "date":
            moment = moment_at(number_in(part, "timestamp"))
            return text_in(part, "fallback") or (f"{moment.at:%Y-%m-%d %H:%M} UTC" if moment else "")
    return text_in(part, "value")


def _emoji(part: dict[str, Any]) -> str:
    try:
        return "".join(chr(int(code, 16)) for code in text_in(part, "unicode").split("-") if code) or _named(part)
    except (ValueError, OverflowError):
        return _named(part)


def _named(part: dict[str, Any]) -> str:
    tone = number_in(part, "skin_tone")
    return emoji_or_name(text_in(part, "name") + (f"::skin-tone-{tone}" if tone else ""))


_BLOCKS: dict[str, Callable[[dict[str, Any], Workspace], str]] = {
    "rich_text": _rich_text,
    "section": _section,
    "header": _header,
    "context": _context,
    "image": _picture,
    "video": _picture,
    "markdown": lambda block, _: text_in(block, "text"),
    "divider": lambda *_: "",
}
"""What writes each type of block."""
