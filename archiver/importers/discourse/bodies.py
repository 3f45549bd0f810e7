"""Makes the body of a post: as its author wrote it where we read that, else as Discourse has rendered it. Pure.

Emoji become characters, and addresses that are relative to the forum whole ones.
"""

import re

from archiver.importers.discourse.bracket_quotes import mark_bracket_quotes
from archiver.importers.discourse.emoji import emoji_of
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject, text_in
from archiver.importers.markdown.addresses import has_relative_addresses, with_whole_addresses
from archiver.importers.markdown.body_format import format_of_markdown
from archiver.importers.markdown.code_parts import outside_code, without_code
from archiver.model import BodyFormat

_BBCODE = re.compile(
    r"\[(?:/(?:b|code|color|i|img|list|size|u|url|wrap)|poll|date|date-range|chat)(?:[\s=][^\[\]\n]{0,500})?\]",
    re.IGNORECASE,
)
"""Tags of Discourse's BBCode that `format: markdown` does not read."""
_SHORTCODE = re.compile(r"(?<![\w:]):([a-z0-9_+-]{1,60})(?::t([2-6]))?:(?![\w/])")
_PICTURE = re.compile(r"<img\b[^<>]{1,1000}>")
_ALTERNATIVE = re.compile(r"\balt=\":([a-z0-9_+-]{1,60})(?::t([2-6]))?:\"")
_EMOJI_CLASS = 'class="emoji'


def make_body(post: JsonObject, topic_url: str | None, context: ImportContext) -> tuple[str, BodyFormat]:
    """The body of a post, and the markup in which it is.

    Args:
        post: all fields of the post.
        topic_url: the URL of the topic, if it is known.
        context: counts what the user may want to know.
    """
    raw, cooked = text_in(post, "raw"), text_in(post, "cooked")
    if not raw:
        return _rendered(cooked), BodyFormat.HTML
    if cooked and "[" in raw and _BBCODE.search(without_code(raw)):
        context.note("posts with tags of BBCode, kept as Discourse has rendered them")
        return _rendered(cooked), BodyFormat.HTML
    if topic_url:
        raw = with_whole_addresses(raw, topic_url)
    elif has_relative_addresses(raw):
        context.note("posts with addresses that --set url=https://… would make whole")
    if raw.count(":") > 1:
        raw = outside_code(raw, lambda part: _SHORTCODE.sub(_emoji, part), has_indented=False)
    return raw, format_of_markdown(raw)


def _rendered(cooked: str) -> str:
    """The body as Discourse has rendered it, with what it has left unrendered."""
    return mark_bracket_quotes(_PICTURE.sub(_emoji_of_picture, cooked))


def _emoji(match: re.Match[str]) -> str:
    """The characters of an emoji; what matched if it is the forum's own."""
    return emoji_of(match[1], match[2]) or match[0]


def _emoji_of_picture(picture: re.Match[str]) -> str:
    """The characters of an emoji that is shown as a picture; the tag of any other picture."""
    name = _ALTERNATIVE.search(picture[0]) if _EMOJI_CLASS in picture[0] else None
    if name is None:
        return picture[0]
    found = _emoji(name)
    return picture[0] if found == name[0] else found
