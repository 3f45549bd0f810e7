"""Pictures as links to their files, since a page loads nothing from other sites. The text of a link is the alternative
text of the picture, or the name of its file.

Discourse appends a size to the alternative text (`cat|690x388`), which is removed. Uploaded files have addresses that
only the forum can resolve (`upload://a.png`): they become text, with the address as its title.
"""

import re

from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from archiver.bodies.links import file_name
from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.inline import PICTURE

_DISCOURSE_SIZE = re.compile(r"\|\s*(?:\d{1,5}(?:x\d{1,5})?(?:\s*,\s*\d{1,3}%)?|thumbnail|video|audio|attachment)\s*\Z")
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
        opening.attrSet("class", PICTURE)
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
    attributes = {"src": opening.attrGet("href"), "alt": "".join(token.content for token in text)}
    if title := opening.attrGet("title"):
        attributes["title"] = title
    source = "".join(f' {name}="{escape_html(str(value))}"' for name, value in attributes.items())
    state.push("html_inline", "", 0).content = f"<img{source}>"


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
    if not silent and state.md.options.html:
        text = escape_html(_DISCOURSE_SIZE.sub("", match[2]).strip() or file_name(match[3]))
        element = f'<img src="{match[3]}" alt="{text}">' if match[1] else f'<a href="{match[3]}">{text}</a>'
        state.push("html_inline", "", 0).content = element
    elif not silent:
        title = " ".join(filter(None, (match[4], match[3])))
        opening = state.push("upload_open", "span", 1)
        opening.attrs = {"title": title}
        if match[1]:
            opening.attrSet("class", PICTURE)
        state.push("text", "", 0).content = _DISCOURSE_SIZE.sub("", match[2]).strip() or file_name(match[3])
        state.push("upload_close", "span", -1)
    state.pos = match.end()
    return True
