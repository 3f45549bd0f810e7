"""Finds the text of a mail and its attachments (MIME), and decodes the text.

Most mails are a single part of plain text: they take a fast path, without Python's `email` package, which gives the
same result for them, as a test holds.
"""

import binascii
import email
import email.policy
import quopri
import re
from dataclasses import dataclass, field
from email.message import Message

from archiver.importers.mail.charsets import DecodedText, decode_text
from archiver.importers.mail.flowed import undo_flowed
from archiver.importers.mail.headers import Headers, decode_words
from archiver.model import BodyFormat

MOST_PARTS = 2000
"""Parts of a mail that are looked at."""
_PLAIN_TYPE = re.compile(r"text/plain[ \t]*(?:;|\Z)", re.IGNORECASE)
_PARAMETER = re.compile(r";[ \t]*([A-Za-z-]+)[ \t]*=[ \t]*(?:\"([^\"\\]*)\"|([^\s;\"]+))")
_UNENCODED = frozenset({"", "7bit", "8bit", "binary"})
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_SAMPLE = 2048  # bytes of HTML in which its charset is declared


@dataclass(frozen=True, slots=True, kw_only=True)
class MailPart:
    """A part of a mail that is an attachment."""

    index: int
    """Its position among all parts of the mail."""
    name: str
    type: str
    content_id: str | None


@dataclass(slots=True, kw_only=True)
class MailBody:
    """The text of a mail, and its attachments."""

    text: str = ""
    format: BodyFormat = BodyFormat.TEXT
    parts: list[MailPart] = field(default_factory=list)
    guesses: int = 0
    """Texts whose charset was guessed."""
    fault: str = ""
    """What is wrong with the structure of the mail; "" if nothing is."""


def read_body(headers: Headers, body: bytes, mail: bytes) -> MailBody:
    """Read the text and the attachments of a mail.

    Args:
        headers: the fields of the mail.
        body: the bytes after its header.
        mail: the whole mail.
    """
    fast = read_plain_body(headers, body)
    return fast if fast is not None else read_mime_body(mail)


def read_plain_body(headers: Headers, body: bytes) -> MailBody | None:
    """Read the text of a mail that is a single part of plain text; None for any other."""
    content_type = headers.get("content-type", "")
    if content_type and not (content_type.isascii() and _PLAIN_TYPE.match(content_type)):
        return None
    if headers.get("content-disposition", "").lower().startswith("attachment") or "*" in content_type:
        return None
    encoding = headers.get("content-transfer-encoding", "").lower().strip()
    parameters = _parameters(content_type)
    if "name" in parameters:
        return None
    if encoding == "quoted-printable":
        body = quopri.decodestring(body)
    elif encoding not in _UNENCODED:
        return None
    decoded = decode_text(body, parameters.get("charset"))
    return MailBody(text=_finished(decoded.text, parameters), guesses=decoded.is_guess)


def _parameters(content_type: str) -> dict[str, str]:
    """The parameters of a content type; the first of each name."""
    found: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(content_type):
        found.setdefault(name.lower(), quoted or bare)
    return found


def _finished(text: str, parameters: dict[str, str]) -> str:
    """The text of a part with `\\n` at the ends of lines, and unflowed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if parameters.get("format", "").lower() == "flowed":
        return undo_flowed(text, deletes_space=parameters.get("delsp", "").lower() == "yes")
    return text


def parse_parts(mail: bytes) -> list[Message]:
    """The parts of a mail that are no multiparts, in order. An attached mail is one part. Never raises."""
    try:
        whole = email.message_from_bytes(mail, policy=email.policy.compat32)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        return []
    leaves: list[Message] = []
    waiting = [whole]
    while waiting and len(leaves) < MOST_PARTS:
        part = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_children(part)))
        else:
            leaves.append(part)
    return leaves


def _children(part: Message) -> list[Message]:
    """The parts of a multipart that are to be read: of alternatives, the best one, and what is no text."""
    children = [child for child in part.get_payload() if isinstance(child, Message)]
    if part.get_content_subtype() != "alternative":
        return children
    plain = [child for child in children if child.get_content_type() == "text/plain" and _payload(child).strip()]
    if not plain:
        return [child for child in children if child.get_content_type() != "text/plain"] or children
    return [child for child in children if child in plain or not _has_html(child)]


def _has_html(part: Message) -> bool:
    """True for HTML, and for a multipart of HTML and its pictures."""
    if part.get_content_type() == "text/html":
        return True
    if part.get_content_type() != "multipart/related":
        return False
    children = part.get_payload()
    return isinstance(children, list) and any(
        isinstance(child, Message) and child.get_content_type() in {"text/html", "multipart/alternative"}
        for child in children
    )


def read_mime_body(mail: bytes) -> MailBody:
    """Read the text and the attachments of any mail, by Python's `email` package. Never raises."""
    parts = parse_parts(mail)
    if not parts:
        return MailBody(
            text=decode_text(mail, None).text, fault="its structure cannot be read, so it is shown as it is"
        )
    found = MailBody()
    texts: list[str] = []
    is_html = not any(_is_text(part, "plain") and _payload(part).strip() for part in parts)
    for index, part in enumerate(parts):
        if _is_text(part, "html" if is_html else None) and (is_html or part.get_content_subtype() != "html"):
            text = _text(part, found)
            texts.append(text)
        elif not (_is_text(part, "plain") and not _payload(part).strip()):
            found.parts.append(_attachment(index, part))
    separator = "\n" if is_html else "\n\n"
    found.text = separator.join(filter(str.strip, texts)) if len(texts) > 1 else "".join(texts)
    if is_html and texts:
        found.format = BodyFormat.HTML
    return found


def _is_text(part: Message, subtype: str | None) -> bool:
    """True for a text that is part of the body; with `subtype`, only for that kind of text."""
    if part.get_content_maintype() != "text" or part.get_filename() is not None:
        return False
    if str(part.get("content-disposition", "")).lower().startswith("attachment"):
        return False
    return subtype is None or part.get_content_subtype() == subtype


def _text(part: Message, found: MailBody) -> str:
    payload = _payload(part)
    charset = _parameter(part, "charset")
    if part.get_content_subtype() == "html" and not charset and (meta := _META_CHARSET.search(payload[:_SAMPLE])):
        charset = meta[1].decode()
    decoded: DecodedText = decode_text(payload, charset or None)
    found.guesses += decoded.is_guess
    return _finished(decoded.text, {name: _parameter(part, name) for name in ("format", "delsp")})


def _parameter(part: Message, name: str) -> str:
    value = part.get_param(name)
    if isinstance(value, tuple):
        value = value[2]
    return str(value) if value else ""


def _payload(part: Message) -> bytes:
    """The bytes of a part, decoded. Of an attached mail, its own bytes. Never raises."""
    try:
        if part.is_multipart():
            inner = part.get_payload()
            return b"".join(child.as_bytes() for child in inner if isinstance(child, Message))
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, KeyError, AttributeError, TypeError, binascii.Error, RecursionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _attachment(index: int, part: Message) -> MailPart:
    kind = part.get_content_type()
    try:
        name = decode_words(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        name = ""
    id_ = str(part.get("content-id", "")).strip().strip("<>")
    return MailPart(index=index, name=name or _default_name(part, kind), type=kind, content_id=id_ or None)


def _default_name(part: Message, kind: str) -> str:
    """A name for a part without one, by its type."""
    if kind == "message/rfc822":
        return "mail.eml"
    if kind == "application/pgp-signature":
        return "signature.asc"
    suffix = _SUFFIXES.get(kind, part.get_content_subtype() if part.get_content_maintype() == "image" else "bin")
    return f"part.{re.sub('[^a-z0-9]', '', suffix.lower())[:8] or 'bin'}"


_SUFFIXES = {
    "text/plain": "txt",
    "text/html": "html",
    "text/calendar": "ics",
    "text/x-patch": "patch",
    "text/x-diff": "diff",
    "application/pdf": "pdf",
    "application/pgp-encrypted": "asc",
    "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s",
    "application/zip": "zip",
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
}


def read_part(mail: bytes, index: int) -> bytes:
    """The bytes of an attachment, by its index. Raises OSError if the mail has no such part."""
    parts = parse_parts(mail)
    if index >= len(parts):
        raise OSError("the part is not there")
    return _payload(parts[index])
