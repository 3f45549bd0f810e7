"""Reads the header of a mail: the fields that the importers use, unfolded and decoded (RFC 5322, RFC 2047)."""

import re
from collections.abc import Iterator, Mapping
from email.errors import HeaderParseError
from email.header import decode_header
from email.utils import parseaddr
from mmap import mmap

from archiver.importers.mail.charsets import decode_text

LONGEST = 1 << 16
"""Bytes of a header that are read."""
_NAMES = {
    name.encode(): name
    for name in (
        "message-id",
        "in-reply-to",
        "references",
        "date",
        "from",
        "subject",
        "list-id",
        "newsgroups",
        "received",
        "resent-date",
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "delivery-date",
        "nntp-posting-date",
    )
}
_IDS = re.compile(r"<([^<>\s]{1,900})>")
_BARE_ID = re.compile(r"(?<![^\s<>@])[^\s<>@]{1,400}@[^\s<>@]{1,400}")
_NAME_AND_ADDRESS = re.compile(r'"?([^"<>()@\\,;:]*+)"?[ \t]*<([^<>\s"(),@]+@[^<>\s"(),]+)>')
_OBFUSCATED = re.compile(r"([\w.+%=/-]{1,100}) at ([\w-]{1,60}(?:\.[\w-]{1,60})*) \(([^()]*(?:\([^()]*\)[^()]*)*)\)")
_OBFUSCATED_ADDRESS = re.compile(r"([\w.+%=/-]{1,100}) at ([\w-]{1,60}(?:\.[\w-]{1,60})+)")
_NAME_THEN_ADDRESS = re.compile(r"([^<>()@,]{1,100}) ([^<>()@\s,]+@[^<>()@\s,]+)")
_WHITE_SPACE = frozenset({b" ", b"\t"})
_LONGEST_VALUE = 20_000  # characters
_LONGEST_ENCODED, _LONGEST_AUTHOR = 4000, 1000  # characters that are decoded, in no more than quadratic time
_ENCODED_WORD = "=?"
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")

Headers = Mapping[str, str]
"""The first field of each name, by the name in lower case: unfolded, bytes beyond ASCII as surrogates
(`surrogateescape`). `received` has the topmost one."""


def split_mail(mail: bytes) -> tuple[bytes, bytes]:
    """The header and the body of a mail, which have an empty line between them."""
    end, blank = find_end(mail, 0, len(mail))
    return mail[:end], mail[end + blank :]


def find_end(mail: "bytes | mmap", begin: int, end: int) -> tuple[int, int]:
    """The offset of the end of a header, and the length of the empty line after it.

    Args:
        mail: bytes that have the mail.
        begin: the offset of the header.
        end: the offset of the end of the mail. A header without an empty line ends there, or after `LONGEST` bytes.
    """
    limit = min(end, begin + LONGEST)
    if mail[begin : begin + 1] == b"\n":
        return begin, 1
    blank = mail.find(b"\n\n", begin, limit)
    with_returns = mail.find(b"\n\r\n", begin, blank if blank >= 0 else limit)
    if with_returns >= 0:
        return with_returns, 3
    return (blank, 2) if blank >= 0 else (limit, 0)


def read_headers(header: bytes) -> dict[str, str]:
    """The fields of a header that importers use. Of several with one name, the first."""
    lines: dict[str, list[bytes]] = {}
    current: list[bytes] = []
    for line in header.split(b"\n"):
        if line[:1] in _WHITE_SPACE:
            current.append(line.strip())
            continue
        name, colon, value = line.partition(b":")
        key = _NAMES.get(name.strip().lower()) if colon else None
        current = []
        if key is not None and key not in lines:
            lines[key] = current
            current.append(value.strip())
    return {name: b" ".join(parts)[:_LONGEST_VALUE].decode("ascii", "surrogateescape") for name, parts in lines.items()}


def decode_words(value: str) -> str:
    """The text of a field: encoded words (RFC 2047) decoded, and bytes that nobody has declared, too."""
    if not value.isascii():
        value = decode_text(value.encode("utf-8", "surrogateescape"), "utf-8").text
    if _ENCODED_WORD not in value or len(value) > _LONGEST_ENCODED:
        return " ".join(value.split())
    return " ".join(_decode_encoded(value).split())


def _decode_encoded(value: str) -> str:
    # Some programs cut a character in two between words, so words of one charset are joined before they are decoded.
    try:
        parts = decode_header(_BETWEEN_WORDS.sub(r"\1 ", value))
    except (ValueError, LookupError, IndexError, HeaderParseError):
        return value
    return "".join(
        decode_text(part, charset or "utf-8").text if isinstance(part, bytes) else part for part, charset in parts
    )


def find_ids(value: str) -> list[str]:
    """The message ids in a field, in order: those in angle brackets; else words that look like one.

    >>> find_ids("<a@b> (Ada's message of Monday) <c@d>"), find_ids("a@b"), find_ids("your message")
    (['a@b', 'c@d'], ['a@b'], [])
    """
    return _IDS.findall(value) or _BARE_ID.findall(value)


def parse_author(value: str) -> tuple[str | None, str | None]:
    """The name and the address in a `From:` field, each None if there is none.

    >>> parse_author("Ada Byron <ada@example.org>"), parse_author("ada at example.org (Ada Byron)")
    (('Ada Byron', 'ada@example.org'), ('Ada Byron', 'ada@example.org'))
    >>> parse_author("ada@example.org"), parse_author("Ada")
    ((None, 'ada@example.org'), ('Ada', None))
    """
    name, address = _split_author(value[:_LONGEST_AUTHOR])
    if name and (hidden := _OBFUSCATED_ADDRESS.fullmatch(name)):
        return None, address or f"{hidden[1]}@{hidden[2]}"
    return name, address


def _split_author(value: str) -> tuple[str | None, str | None]:
    usual = _NAME_AND_ADDRESS.fullmatch(value)
    if usual:
        return decode_words(usual[1]) or None, usual[2]
    if obfuscated := _OBFUSCATED.match(value):
        return decode_words(obfuscated[3]) or None, f"{obfuscated[1]}@{obfuscated[2]}"
    if plain := _NAME_THEN_ADDRESS.fullmatch(value):
        return decode_words(plain[1]).strip("\"' ") or None, plain[2]
    name, address = _parse_address(value)
    if "@" in address and " " not in address:
        return decode_words(name).strip("\"' ") or None, address
    return decode_words(value).strip("\"'<> ") or None, None


def _parse_address(value: str) -> tuple[str, str]:
    try:
        return parseaddr(value)
    except (ValueError, IndexError, TypeError, RecursionError):
        return "", ""


def iterate_ids(headers: Headers) -> Iterator[str]:
    """The ids of the mails that a mail answers, the likeliest parent first."""
    references = find_ids(headers.get("references", ""))
    answered = find_ids(headers.get("in-reply-to", ""))
    yield from dict.fromkeys([*reversed(references), *answered])
