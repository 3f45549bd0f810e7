"""Pictures as links to them, since a page loads nothing from elsewhere; one without words is called by its file's name.

Discourse keeps the size of a picture behind its words (`cat|690x388`), and what was uploaded to it has addresses that
lead nowhere (`upload://a.png`): of the one the words are left, of the other also the address, as a title.
"""

import re

from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from archiver.bodies.links import file_name
from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.inline import PICTURE

_SIZE = re.compile(r"\|\s*(?:\d{1,5}(?:x\d{1,5})?(?:\s*,\s*\d{1,3}%)?|thumbnail|video|audio|attachment)\s*\Z")
_UPLOAD = re.compile(r"(!?)\[([^\[\]\n]{0,300})\]\((upload://[\w.-]{1,120})(?: \"([^\"\n]{0,300})\")?\)")


def picture(state: StateInline, silent: bool) -> bool:
    """`![alt](address)` as a link to the picture; in a link as its words, with its address as their title, for links
    don't nest.
    """
    if not state.src.startswith("![", state.pos):
        return False
    if not silent and state.pending:
        state.pushPending()
    first = len(state.tokens)
    state.pos += 1
    if not link(state, silent):
        state.pos -= 1
        return False
    if not silent:
        opening, closing = state.tokens[first], state.tokens[-1]
        opening.attrSet("class", PICTURE)
        _name(state, first)
        if state.md.options.html:
            _write_element(state, first)
        elif state.linkLevel:
            opening.type, opening.tag = "picture_open", "span"
            closing.type, closing.tag = "picture_close", "span"
            title = " ".join(filter(None, (str(opening.attrGet("href")), str(opening.attrGet("title") or ""))))
            opening.attrs = {"title": title, "class": PICTURE}
    return True


def _write_element(state: StateInline, first: int) -> None:
    """The picture as HTML, for a reader of HTML."""
    opening, *words = state.tokens[first:]
    del state.tokens[first:], state.tokens_meta[first:]
    said = {"src": opening.attrGet("href"), "alt": "".join(token.content for token in words)}
    if title := opening.attrGet("title"):
        said["title"] = title
    attributes = "".join(f' {name}="{escape_html(str(value))}"' for name, value in said.items())
    state.push("html_inline", "", 0).content = f"<img{attributes}>"


def _name(state: StateInline, first: int) -> None:
    """Give the picture that begins at a token its words: without a size, and never none."""
    words = [token for token in state.tokens[first + 1 : -1] if token.content]
    if words and words[-1].type == "text":
        words[-1].content = _SIZE.sub("", words[-1].content)
    if not any(token.content.strip() for token in words):
        name = Token("text", "", 0, content=file_name(str(state.tokens[first].attrGet("href"))))
        name.level = state.tokens[first].level + 1
        del state.tokens[first + 1 : -1], state.tokens_meta[first + 1 : -1]
        state.tokens.insert(-1, name)
        state.tokens_meta.insert(-1, None)


def upload(state: StateInline, silent: bool) -> bool:
    """A picture or a file that was uploaded to Discourse."""
    if state.src[state.pos] not in "![":
        return False
    found = _UPLOAD.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent and state.md.options.html:
        words = escape_html(_SIZE.sub("", found[2]).strip() or file_name(found[3]))
        element = f'<img src="{found[3]}" alt="{words}">' if found[1] else f'<a href="{found[3]}">{words}</a>'
        state.push("html_inline", "", 0).content = element
    elif not silent:
        title = " ".join(filter(None, (found[4], found[3])))
        opening = state.push("upload_open", "span", 1)
        opening.attrs = {"title": title}
        if found[1]:
            opening.attrSet("class", PICTURE)
        state.push("text", "", 0).content = _SIZE.sub("", found[2]).strip() or file_name(found[3])
        state.push("upload_close", "span", -1)
    state.pos = found.end()
    return True
