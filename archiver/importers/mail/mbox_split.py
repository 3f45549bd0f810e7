"""Splits an mbox into its mails: mboxo, mboxrd, mboxcl, the text archives of pipermail, Usenet in mbox form.

A mail begins at a line `From … <date>` that a header field follows, so that a sentence in a body which begins with
"From" is none. Where a `Content-Length` leads exactly to the next such line, or to the end, it is believed: the mail
may then have such lines in its body (mboxcl).
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from mmap import mmap
from typing import NamedTuple

from archiver.importers.mail.headers import find_end

_DAY, _MONTH = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)", "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = (
    rf"(?:{_DAY},?[ \t]+)?(?:{_MONTH}[ \t]+\d\d?|\d\d?[ \t]+{_MONTH})[^\n]{{0,60}}?\d{{1,2}}:\d\d[^\n]{{0,60}}"
    r"|\d{4}-\d\d-\d\d[^\n]{0,60}"
)
SEPARATOR = re.compile(
    rf"From (?P<rest>[^\n]{{0,300}}?(?:{_DATE})|-?\d{{5,25}}[ \t]*\r?)\n(?=>?[!-9;-~]{{1,100}}:|>From )".encode()
)
"""The line that begins a mail, and the start of the header field after it."""
_OF_GIT = re.compile(rb"From [0-9a-f]{40} Mon Sep 17 00:00:00 2001")
"""Begins a patch of `git format-patch`, which often is a part of a mail."""
_CONTENT_LENGTH = re.compile(rb"\n[Cc]ontent-[Ll]ength:[ \t]*(\d{1,10})[ \t]*\r?(?=\n|\Z)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


Buffer = bytes | mmap


class MboxMail(NamedTuple):
    """The place of a mail in an mbox, with its `From ` line."""

    begin: int
    end: int
    has_length: bool
    """True if its `Content-Length` was believed: then no line of its body is escaped."""


def is_mbox(head: bytes) -> bool:
    """True if a file that begins with `head` is an mbox. Blank lines may come first."""
    return SEPARATOR.match(head.lstrip(b"\r\n")) is not None


def split_mbox(mbox: Buffer) -> Iterator[MboxMail]:
    """The mails of an mbox. Text before the first one is in none. Linear in the size.

    `mbox` has the bytes of the file, in memory or mapped.
    """
    begin, of_git, trusted = -1, False, 0
    for at, following in pairwise(chain(_separators(mbox), [len(mbox)])):
        is_git = _OF_GIT.match(mbox, at) is not None
        if begin < 0:
            of_git = is_git
        elif at < trusted or (is_git and not of_git):
            continue
        else:
            yield MboxMail(begin, at, trusted == at)
        begin = at
        trusted = _end_by_length(mbox, at, following)
    if begin >= 0:
        yield MboxMail(begin, len(mbox), trusted == len(mbox))


def _separators(mbox: Buffer) -> Iterator[int]:
    """The offsets of all lines that may begin a mail."""
    if SEPARATOR.match(mbox, 0):
        yield 0
    at = mbox.find(b"\nFrom ")
    while at >= 0:
        if SEPARATOR.match(mbox, at + 1):
            yield at + 1
        at = mbox.find(b"\nFrom ", at + 1)


def _end_by_length(mbox: Buffer, begin: int, following: int) -> int:
    """The offset of the end of a mail by its `Content-Length`; 0 if that leads to no separator.

    Args:
        mbox: the mbox.
        begin: the offset of the mail.
        following: that of the next separator, before which its header ends.
    """
    header_end, empty_line = find_end(mbox, begin, following)
    declared = _CONTENT_LENGTH.search(mbox[begin:header_end])
    if declared is None:
        return 0
    end = header_end + empty_line + int(declared[1])
    for blank in (b"", b"\n", b"\r\n"):
        after = end + len(blank)
        if after <= len(mbox) and mbox[end:after] == blank and (after == len(mbox) or SEPARATOR.match(mbox, after)):
            return after
    return 0


def unescape(body: bytes) -> bytes:
    """The body of a mail with `From ` in place of `>From ` at the start of lines (mboxrd; mboxo has no other)."""
    return _ESCAPED.sub(rb"\1", body) if b">From " in body else body
