"""Words between tags, and addresses in them: entities, bare links, what is a line and what a paragraph."""

import re
from html import escape, unescape

from archiver.bodies.bbcode.html_output import PARAGRAPH, Output
from archiver.bodies.html.addresses import resolve_address
from archiver.bodies.links import BareLinks

_BARE_LINKS = BareLinks()
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)
_BREAKS = re.compile(r"\n[ \t]*+(?:\n\s*+)?")
_HOST = re.compile(
    r"(?>(?:[a-z0-9-]{1,63}\.){1,8})(?!(?:php|html?|aspx?|cgi|jsp|pl)(?:[/?#]|\Z))[a-z]{2,24}(?:[/?#]|\Z)", re.I
)
_ADDRESS = re.compile(r"https?:\S+\Z|[^\s\[\]]+\Z", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@<>\"'\[\]:/?#]{1,64}@[\w.-]{1,253}\Z")


def decoded(words: str) -> str:
    """Words without entities, as a database has them: only those that end in a semicolon, for addresses have others.

    >>> decoded("&quot;a &amp; b&quot; &copy=1")
    '"a & b" &copy=1'
    """
    return _ENTITY.sub(lambda entity: unescape(entity[0]), words) if "&" in words else words


def write_words(out: Output, words: str, *, links: bool = True) -> None:
    """Write words that may run over lines; a blank line parts paragraphs."""
    at = 0
    for gap in _BREAKS.finditer(words):
        _write_line(out, words[at : gap.start()], links=links)
        out.space(PARAGRAPH if "\n" in gap[0][1:] else "<br>")
        at = gap.end()
    _write_line(out, words[at:], links=links)


def _write_line(out: Output, line: str, *, links: bool) -> None:
    at = 0
    for link in (_BARE_LINKS.match(line) or ()) if links and not out.is_inside("a") else ():
        out.words(line[at : link.index])
        write_link(out, link.url, link.text)
        at = link.last_index
    out.words(line[at:])


def link_opening(address: str) -> str:
    """The begin of a link, for `bodies.html` to read."""
    return f'<a href="{escape(address)}">'


def write_link(out: Output, address: str, words: str) -> None:
    """A link with its words; only the words in another link."""
    if out.is_inside("a"):
        out.words(words)
        return
    out.begin_inline("a", link_opening(address))
    out.words(words)
    out.end_inline("a")


def address_of(said: str, base: str | None, *, mail: bool = False) -> str | None:
    """The address that a member meant, who may have left out its scheme; None if no page of ours may link to it.

    >>> address_of("www.x.example", None)
    'http://www.x.example'
    >>> address_of("bob@x.example", None, mail=True)
    'mailto:bob@x.example'
    """
    said = said.strip()
    if mail:
        said = said.removeprefix("mailto:")
        return f"mailto:{said}" if _MAIL.match(said) else None
    address = f"http://{said}" if _HOST.match(said) else said
    return resolve_address(address, base) if _ADDRESS.match(address) else None
