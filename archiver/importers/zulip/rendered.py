"""Zulip's HTML of messages, as our parser reads it: emoji are characters, addresses are whole."""

import re

_EMOJI = re.compile(
    r"<span\b[^<>]{0,300}\bclass=\"emoji emoji-(?P<code>[0-9a-f-]{2,60})\"[^<>]{0,300}>:[^<>:]{1,60}:</span>"
)
_OWN_EMOJI = re.compile(
    r"<img\b(?=[^<>]{0,500}\bclass=\"emoji\")[^<>]{0,500}\balt=\"(?P<name>:[\w+-]{1,60}:)\"[^<>]{0,500}>"
)
_THUMBNAIL = re.compile(r"/user_uploads/thumbnail/([^\"<>\s]{1,500})/\d{1,5}x\d{1,5}(?:-anim)?\.\w{3,5}\"")
_RELATIVE = re.compile(r"(?<=\s)(href|src)=\"(?:/(?!/)|(?=#narrow))")
_ME = "<p>/me "
_LARGEST_CODE = 0x10FFFF


def adapt_html(content: str, author: str, url: str) -> str:
    """The HTML of a message.

    Args:
        content: the HTML as Zulip has rendered it.
        author: the HTML of the author's name, for what `/me` does.
        url: the URL of the server, without a slash at its end; "" if it is not known.

    >>> adapt_html('<p><span class="emoji emoji-1f642" title="x">:x:</span> <a href="/a">b</a></p>', "", "https://z.example")
    '<p>🙂 <a href="https://z.example/a">b</a></p>'
    """
    if "emoji" in content:
        content = _OWN_EMOJI.sub(lambda match: match["name"], _EMOJI.sub(_emoji, content))
    if "/thumbnail/" in content:
        content = _THUMBNAIL.sub(r'/user_uploads/\1"', content)
    if url:
        content = _RELATIVE.sub(lambda match: f'{match[1]}="{url}/', content)
    return f"<p><em>{author}</em> {content.removeprefix(_ME)}" if content.startswith(_ME) else content


def has_relative_addresses(content: str) -> bool:
    """True if the HTML has addresses that are relative to the server."""
    return _RELATIVE.search(content) is not None


def _emoji(match: re.Match[str]) -> str:
    codes = [int(code, 16) for code in match["code"].split("-") if code]
    is_sound = codes and all(0x20 < code <= _LARGEST_CODE and not 0xD800 <= code < 0xE000 for code in codes)
    return "".join(map(chr, codes)) if is_sound else match[0]
