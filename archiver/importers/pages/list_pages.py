"""Reads the pages of the archives of mailing lists: Hypermail, MHonArc and pipermail, one message a page. Pure.

In comes the source of a page, out come the fields of the message. Comments in the pages have them for programs.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html import unescape
from string import ascii_lowercase, ascii_uppercase
from typing import Any
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from archiver.importers.mail.headers import find_ids, parse_author
from archiver.importers.pages.markup import parse_page

_HYPERMAIL = re.compile(r'<!--\s?(subject|name|email|sent|isosent|id|inreplyto)="([^<>]{0,1000})"\s?-->')
_HYPERMAIL_BODY = re.compile(r'<!--\s?body="(start|end)"\s?-->')
_MHONARC = re.compile(r"<!--X-(Subject|From|From-R13|Date|Message-Id|Reference):\s?(.{0,2000}?)\s?-->")
_MHONARC_BODY = re.compile(r"<!--X-(Body-of-Message|Body-of-Message-End|MsgBody-End)-->|<div class=\"msgButtons")
_PIPERMAIL = re.compile(
    r"<H1>([^<]{0,1000})</H1>\s{0,20}<B>([^<]{0,300})</B>\s{0,20}<A HREF=\"(mailto:[^\"]{0,2000}|[^\"]{0,2000})\""
    r"[^>]{0,2000}>([^<]{0,300})</A><BR>\s{0,20}<I>([^<]{0,100})</I>",
    re.IGNORECASE,
)
_PIPERMAIL_BODY = re.compile(r"<!--(begin|end)article-->")
_OWN_ID = re.compile(r"[?&;]In-Reply-To=([^&\"]{1,1000})", re.IGNORECASE)
_INDEX_ROW = re.compile(
    r"<!--(\d) [\d-]{0,2000}\s{0,3}-->\s{0,5}<LI>\s{0,5}<A HREF=\"([^\"<>]{1,200})\"", re.IGNORECASE
)
_CAPITALS = f"@{ascii_uppercase}["
_HIDDEN = str.maketrans(
    _CAPITALS + ascii_lowercase, _CAPITALS[14:] + _CAPITALS[:14] + ascii_lowercase[13:] + ascii_lowercase[:13]
)
"""How MHonArc hides senders from programs: by ROT13, with `@` and `[` among the capitals."""
_LINE = re.compile(r"[ \t]*\n\s*")
_BLOCKS = frozenset(str.split("p div pre blockquote ul ol li table tr h1 h2 h3 h4 hr address"))
_SIMPLE = re.compile(r"</?(?:a|b|br|i|em|strong|tt|pre|p|span|dfn|address|font|u|code|div)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z]")
_MARKS = ("<!--beginarticle-->", '<!-- body="start"', "<!--X-Body-of-Message-->")


@dataclass(slots=True, kw_only=True)
class ListMessage:
    """A message of a list."""

    id: str = ""
    """The message id; "" if the page lacks it."""
    references: list[str] = field(default_factory=list)
    """The ids of messages above it, its parent last."""
    subject: str = ""
    author: str = ""
    address: str = ""
    date: str = ""
    body: str = ""
    is_html: bool = False
    """True if the body is HTML, and not a text."""
    member: str = ""
    url: str = ""

    def to_fields(self) -> dict[str, Any]:
        """The message as JSON."""
        return asdict(self)


def may_be_list_page(text: str) -> bool:
    """True if a page may be a message of a list."""
    return any(mark in text for mark in _MARKS)


def read_message(text: str) -> ListMessage | None:
    """Read the message of a page; None if it has none."""
    return _read_mhonarc(text) or _read_hypermail(text) or _read_pipermail(text)


def _read_mhonarc(text: str) -> ListMessage | None:
    body = _between(text, _MHONARC_BODY)
    if body is None:
        return None
    fields: dict[str, list[str]] = {}
    for match in _MHONARC.finditer(text[: text.find("<!--X-Body-of-Message-->")]):
        fields.setdefault(match[1], []).append(unescape(match[2]))
    if "Message-Id" not in fields:
        return None
    sender = fields["From-R13"][0].translate(_HIDDEN) if "From-R13" in fields else fields.get("From", [""])[0]
    author, address = parse_author(sender)
    shown, is_html = _body(body)
    return ListMessage(
        id=fields["Message-Id"][0].strip("<> "),
        references=[found.strip("<> ") for found in fields.get("Reference", [])],
        subject=fields.get("Subject", [""])[0],
        author=author or "",
        address=address or "",
        date=fields.get("Date", [""])[0],
        body=shown,
        is_html=is_html,
    )


def _read_hypermail(text: str) -> ListMessage | None:
    body = _between(text, _HYPERMAIL_BODY)
    if body is None:
        return None
    fields = {match[1]: unescape(match[2]) for match in reversed(list(_HYPERMAIL.finditer(text)))}
    shown, is_html = _body(body)
    parent = fields.get("inreplyto", "").replace("_at_", "@").strip("<> ")
    return ListMessage(
        id=fields.get("id", "").replace("_at_", "@").strip("<> "),
        references=[parent] if parent else [],
        subject=fields.get("subject", ""),
        author=fields.get("name", "") or fields.get("email", ""),
        address=fields.get("email", "") if "@" in fields.get("email", "") else "",
        date=fields.get("sent", ""),
        body=shown,
        is_html=is_html,
    )


def _read_pipermail(text: str) -> ListMessage | None:
    body, head = _between(text, _PIPERMAIL_BODY), _PIPERMAIL.search(text)
    if body is None or head is None:
        return None
    own = _OWN_ID.search(unescape(head[3]))
    ids = find_ids(unquote(own[1])) if own else []
    author, address = parse_author(f"{unescape(head[4]).strip()} ({unescape(head[2]).strip()})")
    shown, is_html = _body(body)
    return ListMessage(
        id=ids[0] if ids else "",
        subject=" ".join(unescape(head[1]).split()),
        author=unescape(head[2]).strip() or author or "",
        address=address or "",
        date=head[5].strip(),
        body=shown,
        is_html=is_html,
    )


def _between(text: str, marks: re.Pattern[str]) -> str | None:
    """What is between the first two marks; None if there is no mark, or nothing behind one."""
    start = marks.search(text)
    if start is None:
        return None
    end = marks.search(text, start.end())
    return text[start.end() : end.start() if end else len(text)]


def read_body(body: str) -> tuple[str, bool]:
    """The body of a message in a part of a page, as a text if no more than that is in it, else as HTML; and whether it
    is HTML.
    """
    within = _between(body, _HYPERMAIL_BODY)
    return _body(body if within is None else within)


def _body(body: str) -> tuple[str, bool]:
    """The body as a text if no more than a text is in it, else as HTML; and whether it is HTML."""
    if len(_TAG.findall(body)) > len(_SIMPLE.findall(body)):
        return body.strip(), True
    root = parse_page(f"<body>{body}").body
    if root is None:
        return "", False
    for header in root.css("address.headers, #received"):
        header.decompose()
    return "".join(_text_of(root)).replace("\xa0", " ").strip("\n"), False


def _text_of(root: LexborNode) -> Iterator[str]:
    """The text of a tree, with its lines: those of `pre` as they are, others where `br` and blocks end them."""
    waiting: list[tuple[LexborNode | None, bool]] = [(root.first_child, False)]
    while waiting:
        node, is_pre = waiting.pop()
        if node is None:
            continue
        waiting.append((node.next, is_pre))
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            yield text if is_pre else _LINE.sub(" " if text.strip() else "", text.strip("\n"))
        elif tag == "br" or tag in _BLOCKS:
            yield "\n"
        waiting.append((node.first_child, is_pre or tag == "pre"))


def read_thread_index(text: str) -> Iterator[tuple[str, str]]:
    """The messages that answer another by the index of threads of pipermail: the file of each, and that of its parent.

    >>> row = '<!--%d 0093- -->\\n<LI> <A HREF="%s.html">Moons</A>'
    >>> list(read_thread_index(row % (0, "a") + row % (1, "b")))
    [('b.html', 'a.html')]
    """
    above: list[str] = []
    for match in _INDEX_ROW.finditer(text):
        depth = min(int(match[1]), len(above))
        del above[depth:]
        if above:
            yield match[2], above[-1]
        above.append(match[2])
