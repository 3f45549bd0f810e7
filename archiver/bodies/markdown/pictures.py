"""Pictures as links to their files, since a page loads nothing from other sites. The text of a link is the alternative
text of the picture, or the name of its file.

Discourse appends a size to the alternative text (`cat|690x388`), which is removed. Uploaded files have addresses that
only the forum can resolve (`upload://a.png`): they become text, with the address as its title.
"""

import re

from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from archiver.bodies.links import encode_spaces, with_slashes
from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.file_tokens import push_file, push_image, push_text
from archiver.bodies.markdown.inline import PICTURE
from archiver.urls import file_name

_DISCOURSE_SIZE = re.compile(r"\|\s*(?:\d{1,5}(?:x\d{1,5})?(?:\s*,\s*\d{1,3}%)?|thumbnail|video|audio|attachment)\s*\Z")
_SPACED = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,300})\]\("
    r"(?P<address>(?>(?:[^()<>\"\n\\.]|\([^()\n]{0,99}\)|\.(?!\w{3,5}(?:[ ]+\"|[ ]*\)))){1,300})"
    r"\.(?:jpe?g|png|gif|webp|svg|bmp|tiff?|avif))(?:[ ]+\"(?P<title>[^\"\n]{0,300})\")?[ ]*\)",
    re.IGNORECASE,
)
_UPLOAD = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\((upload://[\w.-]{1,120})(?: \"([^\"\n]{0,300})\")?\)")


def picture(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: `![alt](address)` becomes a link to the picture.

    In a link the picture becomes text with the address as its title, because links do not nest.
    """
    if not state.src.startswith("![", state.pos):
        return False
    if not silent and state.pending:
        state.pushPending()
    first, first_delimiters = len(state.tokens), len(state.tokens_meta)
    state.pos += 1
    if not link(state, silent):
        state.pos -= 1
        return False
    if not silent:
        opening, closing = state.tokens[first], state.tokens[-1]
        opening.attrs = {**opening.attrs, "href": with_slashes(str(opening.attrGet("href"))), "class": PICTURE}
        _set_text(state, first)
        if state.md.options.html:
            _replace_by_html(state, first, first_delimiters)
        elif state.linkLevel:
            opening.type, opening.tag = "picture_open", "span"
            closing.type, closing.tag = "picture_close", "span"
            title = " ".join(filter(None, (str(opening.attrGet("title") or ""), str(opening.attrGet("href")))))
            opening.attrs = {"title": title, "class": PICTURE}
    return True


def _replace_by_html(state: StateInline, first: int, first_delimiters: int) -> None:
    """Replace the tokens of a picture by an HTML element `img`, for a parser whose output is parsed again as an HTML
    body.

    Args:
        state: the state of the parser; the tokens of the picture are its last ones.
        first: index of the token that opens the picture.
        first_delimiters: index in `state.tokens_meta` of the picture's delimiters of emphasis. It may be less than
            `first`: markdown-it-py adds nothing to that list for plain text.
    """
    opening, *text = state.tokens[first:]
    del state.tokens[first:], state.tokens_meta[first_delimiters:]
    alt = "".join(token.content for token in text)
    push_image(state, str(opening.attrGet("href")), alt, str(opening.attrGet("title") or ""))


def _set_text(state: StateInline, first: int) -> None:
    """Set the text of a picture: its alternative text without a size, or the name of the file if that is empty.

    `first` is the index of the token that opens the picture, whose tokens are the last ones of the state.
    """
    text = [token for token in state.tokens[first + 1 : -1] if token.content]
    if text and text[-1].type == "text":
        text[-1].content = _DISCOURSE_SIZE.sub("", text[-1].content)
    if not any(token.content.strip() for token in text):
        name = Token("text", "", 0, content=file_name(str(state.tokens[first].attrGet("href"))))
        name.level = state.tokens[first].level + 1
        del state.tokens[first + 1 : -1], state.tokens_meta[first + 1 : -1]
        state.tokens.insert(-1, name)
        state.tokens_meta.insert(-1, None)


def discourse_upload(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: a picture or a file that was uploaded to Discourse becomes text."""
    if state.src[state.pos] not in "![":
        return False
    match = _UPLOAD.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    label = _DISCOURSE_SIZE.sub("", match[2]).strip() or file_name(match[3])
    title = match[4] or ""
    if not silent and not state.md.options.html:
        class_attribute = {"class": PICTURE} if match[1] else {}
        push_text(state, label, {"title": f"{title} {match[3]}".strip(), **class_attribute})
    elif not silent and match[1]:
        push_image(state, match[3], label, title)
    elif not silent:
        title_attribute = f' title="{escape_html(title)}"' if title else ""
        link = f'<a href="{match[3]}"{title_attribute}>{escape_html(label)}</a>'
        state.push("html_inline", "", 0).content = link
    state.pos = match.end()
    return True


def spaced_picture(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: a picture whose address has spaces, which CommonMark does not allow.

    Many programs write the names of files so: `![](files/Pasted image 3.png)`.
    """
    match = _SPACED.match(state.src, state.pos, state.posMax) if state.src.startswith("![", state.pos) else None
    address = state.md.normalizeLink(encode_spaces(match["address"].strip())) if match else ""
    if match is None or not state.md.validateLink(address):
        return False
    if not silent:
        label = _DISCOURSE_SIZE.sub("", match["alt"]).strip() or file_name(address)
        title = match["title"] or ""
        if state.md.options.html:
            push_image(state, address, label, title)
        else:
            push_file(state, address, label, title=title, replaces=PICTURE)
    state.pos = match.end()
    return True
