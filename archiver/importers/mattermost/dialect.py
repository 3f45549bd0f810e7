"""Mattermost's Markdown as ours: every line stays a line, and emoji become characters."""

import re

from archiver.importers.emoji.shortcodes import find_emoji
from archiver.importers.markdown.code_parts import outside_code
from archiver.importers.markdown.lines import Kind, join_lines, kinds_of_lines

_FENCED = re.compile(
    r"^ {0,3}(?P<mark>`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}(?P=mark))[^\n]*)*(?:\n {0,3}(?P=mark)[^\n]*)?", re.M
)
_EMOJI = re.compile(r"(?<![\w:]):(?P<name>[a-z0-9_+-]{1,60}):(?![\w/])")
_TAG = re.compile(r"<(?=[A-Za-z/!])(?!(?:https?|ftp|mailto):)")


def mattermost_to_markdown(message: str) -> str:
    r"""The text of a post as Markdown.

    >>> print(mattermost_to_markdown("a :+1:\nb\n- c"))
    a 👍\
    b
    <BLANKLINE>
    - c
    """
    lines: list[tuple[Kind, str]] = []
    end = 0
    message = message.replace("\r\n", "\n")
    for fenced in _FENCED.finditer(message):
        lines += _text(message[end : fenced.start()].rstrip("\n"))
        lines += ((Kind.CODE, line) for line in fenced[0].split("\n"))
        end = fenced.end() + 1
    lines += _text(message[end:])
    return join_lines(lines)


def _text(text: str) -> list[tuple[Kind, str]]:
    return list(kinds_of_lines(outside_code(text, _inline, has_indented=False))) if text else []


def _inline(text: str) -> str:
    return _EMOJI.sub(lambda match: find_emoji(match["name"]) or match[0], _TAG.sub(r"\\<", text))
