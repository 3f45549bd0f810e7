"""Slack's markup of texts, `mrkdwn`, as Markdown: `*bold*`, `_italic_`, `<@U1>`, `<https://x.example|label>`, `:+1:`.

See https://docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import groupby

from archiver.importers.emoji.shortcodes import SHORTCODE, emoji_or_name
from archiver.importers.markdown.escaping import code_block, code_span, escape_text, link
from archiver.importers.markdown.lines import Kind, join_lines, quote
from archiver.importers.markdown.spans import BOLD, ITALIC, STRIKE, Span, join_spans
from archiver.importers.slack.workspace import Workspace

_FENCED = re.compile(r"```(.*?)(?:```|\Z)", re.DOTALL)
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ENTITY = re.compile("&(?:lt|gt|amp);")
_ESCAPED_TWICE = re.compile(r"&amp;(#?\w{2,8};)", re.ASCII)
_STYLES = {"*": BOLD, "_": ITALIC, "~": STRIKE}
_TOKEN = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|<(?P<angle>[^<>\n]{1,4000})>"
    r"|(?<![\w*_~`])(?P<mark>[*_~])(?=[^\s*_~]|[*_~][^\s])(?P<styled>(?:(?!(?P=mark))[^\n])*)(?<=\S)(?P=mark)(?![\w`])"
    rf"|(?<![\w:])(?:{SHORTCODE.pattern.replace('?P<name>', '?:')})+"
)
_QUOTED = re.compile(r"(?:&gt;|>) ?")
_LONG_QUOTE = re.compile(r"^(?:&gt;|>){3}", re.MULTILINE)
_DEEPEST = 3  # styles within one another


def mrkdwn_to_markdown(text: str, workspace: Workspace) -> str:
    """A text in Slack's markup as Markdown. Every line stays a line."""
    blocks: list[str] = []
    end = 0
    for fenced in _FENCED.finditer(text):
        blocks += (_lines(text[end : fenced.start()], workspace), _code(fenced[1], workspace))
        end = fenced.end()
    blocks.append(_lines(text[end:], workspace))
    return "\n\n".join(filter(None, blocks))


def unescape_mrkdwn(text: str) -> str:
    """The text with the three entities of Slack as characters."""
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text) if "&" in text else text


def without_entities_of_pages(text: str) -> str:
    """The text without the entities of HTML that previews have of pages, besides those of Slack.

    >>> without_entities_of_pages("R&amp;amp;D &amp;gt; &lt;x&gt;")
    'R&amp;D &gt; &lt;x&gt;'
    """
    return _ESCAPED_TWICE.sub(lambda match: escape(unescape(f"&{match[1]}"), quote=False), text)


def _code(code: str, workspace: Workspace) -> str:
    """A block of code. Links in it are URLs."""
    plain = re.sub(r"<([^<>\n]{1,4000})>", lambda match: _angle_as_text(match[1], workspace), code)
    return code_block(unescape_mrkdwn(plain)) if code.strip() else ""


def _lines(text: str, workspace: Workspace) -> str:
    """Lines of text and of quotes: `&gt; quoted`, and `&gt;&gt;&gt;` for all that follows."""
    before, mark, rest = _split_long_quote(text)
    written = list(_short_quotes(before, workspace))
    if mark:
        quoted = join_lines(_short_quotes(rest, workspace))
        written += [(Kind.QUOTE, part) for part in quote(quoted).split("\n")]
    return join_lines(written)


def _short_quotes(text: str, workspace: Workspace) -> Iterator[tuple[Kind, str]]:
    """Lines of text, and of quotes in which each line is marked."""
    for is_quoted, lines in groupby(text.split("\n"), lambda line: _QUOTED.match(line) is not None):
        if is_quoted:
            quoted = join_lines(_line(_QUOTED.sub("", line, count=1), workspace) for line in lines)
            yield from ((Kind.QUOTE, part) for part in quote(quoted).split("\n"))
        else:
            yield from (_line(line, workspace) for line in lines)


def _split_long_quote(text: str) -> tuple[str, str, str]:
    match = _LONG_QUOTE.search(text)
    return (text[: match.start()].rstrip("\n"), match[0], text[match.end() :].lstrip()) if match else (text, "", "")


def _line(line: str, workspace: Workspace) -> tuple[Kind, str]:
    return (Kind.TEXT if line.strip() else Kind.BLANK), join_spans(_spans(line, workspace, ()))


def _spans(text: str, workspace: Workspace, styles: tuple[str, ...]) -> Iterator[Span]:
    end = 0
    for token in _TOKEN.finditer(text):
        if text[end : token.start()]:
            yield Span(escape_text(unescape_mrkdwn(text[end : token.start()])), styles)
        end = token.end()
        if token["mark"]:
            yield from _styled(token, workspace, styles)
        elif token["code"]:
            yield Span(code_span(unescape_mrkdwn(_angles_as_text(token["code"], workspace))), styles)
        elif token["angle"]:
            yield Span(_angle(token["angle"], workspace), styles)
        else:
            yield Span(escape_text(SHORTCODE.sub(lambda code: emoji_or_name(code["name"]), token[0])), styles)
    if text[end:]:
        yield Span(escape_text(unescape_mrkdwn(text[end:])), styles)


def _styled(token: re.Match[str], workspace: Workspace, styles: tuple[str, ...]) -> Iterator[Span]:
    style = _STYLES[token["mark"]]
    if style in styles or len(styles) >= _DEEPEST:
        yield Span(escape_text(unescape_mrkdwn(_angles_as_text(token[0], workspace))), styles)
    else:
        yield from _spans(token["styled"], workspace, (*styles, style))


def _angles_as_text(text: str, workspace: Workspace) -> str:
    return re.sub(r"<([^<>\n]{1,4000})>", lambda match: _angle_as_text(match[1], workspace), text)


def _angle_as_text(inner: str, workspace: Workspace) -> str:
    """What stands between `<` and `>` as plain text: the URL of a link."""
    target, _, label = inner.partition("|")
    return mention(inner, workspace) if target[:1] in {"@", "#", "!"} else target.removeprefix("mailto:") or label


def _angle(inner: str, workspace: Workspace) -> str:
    """What stands between `<` and `>` as Markdown: a mention or a link."""
    target, _, label = inner.partition("|")
    if target[:1] in {"@", "#", "!"}:
        return escape_text(mention(inner, workspace))
    plain = unescape_mrkdwn(label)
    if target.startswith("mailto:"):
        return escape_text(plain or target.removeprefix("mailto:"))
    url = unescape_mrkdwn(target)
    is_same = not plain or url.removeprefix("https://").removeprefix("http://").rstrip("/") == plain.rstrip("/")
    return link(url, "" if is_same else escape_text(plain))


def mention(inner: str, workspace: Workspace) -> str:
    """A mention as plain text: `@U1`, `#C1|general`, `!here`, `!subteam^S1|@us`, `!date^…|then`, without brackets."""
    target, _, label = inner.partition("|")
    name, label = target[1:], unescape_mrkdwn(label)
    if target[0] == "@":
        return f"@{workspace.people.get(name) or label.removeprefix('@') or name}"
    if target[0] == "#":
        return f"#{workspace.names.get(name) or label.removeprefix('#') or name}"
    if name.startswith(("date^", "subteam^")):
        return label or f"@{name.split('^')[1]}"
    return f"@{label.removeprefix('@') or name}"
