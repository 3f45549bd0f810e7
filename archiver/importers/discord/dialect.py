"""Discord's Markdown as ours: every line stays a line, mentions become names, `>>> ` quotes all that follows.

Spoilers (`||x||`), bold, italic, code, masked links and lists are alike in both; tables, rules, headings below a line
and indented code are none in Discord.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from archiver.importers.json_fields import moment_at
from archiver.importers.markdown.code_parts import outside_code
from archiver.importers.markdown.escaping import code_block, escape_text
from archiver.importers.markdown.lines import Kind, join_lines, kind_of, quote

_FENCED = re.compile(r"```(?:(?P<language>[\w+#.-]{1,20})\n)?(?P<code>.*?)```", re.DOTALL)
_LONG_QUOTE = re.compile(r"^>>> ", re.MULTILINE)
_NO_QUOTE = re.compile(r">(?! )")
_NO_HEADING = re.compile(r"#{4,}|#{1,3}(?! )")
_SUBTEXT = re.compile(r"-# +(?=\S)")
_TOKEN = re.compile(
    r"<@!?(?P<user>\d{1,20})>|<@&(?P<role>\d{1,20})>|<#(?P<channel>\d{1,20})>"
    r"|<a?:(?P<emoji>\w{1,64}):\d{1,20}>"
    r"|<t:(?P<time>-?\d{1,14})(?::[tTdDfFRsS])?>"
    r"|</(?P<command>[^:<>\n]{1,100}):\d{1,20}>"
    r"|<id:(?P<guide>\w{1,20})>"
)
_AROUND = {"role": ("@", ""), "emoji": (":", ":"), "command": ("/", "")}
"""What is around the name in a mention, by its kind."""
_LIST_MARK = re.compile(r"(?P<indent> *)(?P<mark>[-*]|\d{1,9}\.) +(?=\S)")
_RULE = re.compile(r"[-=*_ ]+\Z")


class Names(NamedTuple):
    """The names of what a message mentions, by ids."""

    users: Mapping[str, str]
    channels: Mapping[str, str]


NO_NAMES = Names({}, {})


def discord_to_markdown(content: str, names: Names = NO_NAMES) -> str:
    r"""The content of a message as Markdown.

    Args:
        content: the content as the export has it.
        names: the names of what it mentions, for exports in which mentions are ids.

    >>> print(discord_to_markdown("a\nb <@7>\n>>> c\nd", Names({"7": "Ada"}, {})))
    a\
    b @Ada
    <BLANKLINE>
    > c\
    > d
    """
    match = _LONG_QUOTE.search(_without_code(content))
    if match is None:
        return _blocks(content, names)
    before, quoted = content[: match.start()], content[match.end() :]
    parts = (_blocks(before, names), quote(_blocks(quoted, names)) if quoted.strip() else "")
    return "\n\n".join(filter(None, parts))


def _without_code(content: str) -> str:
    """The content with other characters in place of blocks of code, of equal length."""
    return _FENCED.sub(lambda fenced: "`" * len(fenced[0]), content)


def _blocks(content: str, names: Names) -> str:
    blocks: list[str] = []
    end = 0
    for fenced in _FENCED.finditer(content):
        blocks.append(_text(content[end : fenced.start()], names))
        if fenced["code"].strip():
            blocks.append(code_block(fenced["code"], fenced["language"] or ""))
        end = fenced.end()
    blocks.append(_text(content[end:], names))
    return "\n\n".join(filter(None, blocks))


def _text(text: str, names: Names) -> str:
    """Text without blocks of code."""
    if not text.strip():
        return ""
    plain = outside_code(text, lambda part: _TOKEN.sub(lambda token: _mention(token, names), part), has_indented=False)
    return join_lines(_line(line) for line in plain.split("\n"))


def _line(line: str) -> tuple[Kind, str]:
    """A line with its kind; what begins a block in our Markdown alone is escaped."""
    stripped = line.strip()
    if _SUBTEXT.match(stripped):
        return Kind.TEXT, _SUBTEXT.sub("", stripped, count=1)
    if _LIST_MARK.match(line) and not _RULE.match(stripped):
        return Kind.LIST, line.rstrip()
    kind = kind_of(stripped)
    is_text = _NO_QUOTE.match(stripped) or _NO_HEADING.match(stripped) or kind is Kind.LIST
    return (Kind.TEXT if is_text else kind), stripped


def _mention(token: re.Match[str], names: Names) -> str:
    if token["time"]:
        moment = moment_at(int(token["time"]))
        return f"{moment.at:%Y-%m-%d %H:%M} UTC" if moment else token["time"]
    if token["user"]:
        return "@" + escape_text(names.users.get(token["user"], token["user"]))
    if token["channel"]:
        return "#" + escape_text(names.channels.get(token["channel"], token["channel"]))
    kind = token.lastgroup or ""
    before, after = _AROUND.get(kind, ("", ""))
    return before + escape_text(token[kind]) + after


def escape_mentions(content: str, shown: Mapping[str, str]) -> str:
    """The content of a message, in which mentions are names, with these escaped.

    Args:
        content: the content.
        shown: names as they are shown, with `@`, and as Markdown.
    """
    if not shown:
        return content
    pattern = "|".join(re.escape(name) for name in sorted(shown, key=len, reverse=True))
    return re.sub(pattern, lambda match: shown[match[0]], content)
