"""Takes a mail apart by Python's `email` package (MIME): its parts, their bytes, the names of attachments."""

import binascii
import email
import re
from email.errors import MessageError
from email.message import Message
from email.policy import Compat32

from msgspec import Struct

from archiver.importers.mail.headers import decode_words

MOST_PARTS = 2000
"""Parts of a mail that are looked at."""
_LONGEST_FIELD, _MOST_PARAMETERS = 4000, 100  # characters and parameters of fields that tell of a part
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


class MailPart(Struct, frozen=True, kw_only=True):
    """A part of a mail that is an attachment."""

    index: int
    """Its position among all parts of the mail."""
    name: str
    type: str
    content_id: str | None


class _BoundedFields(Compat32):
    """Cuts fields that tell of a part: Python takes quadratic time for their parameters."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """The name and the value of a field, as `email.policy` has it."""
        name, value = super().header_source_parse(sourcelines)
        if name[:8].lower() == "content-":
            value = ";".join(value[:_LONGEST_FIELD].split(";", _MOST_PARAMETERS)[:_MOST_PARAMETERS])
        return name, value


_POLICY = _BoundedFields()


def parse_parts(mail: bytes) -> list[Message]:
    """The parts of a mail that are no multiparts, in order. An attached mail is one part. Never raises."""
    try:
        whole = email.message_from_bytes(mail, policy=_POLICY)
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
    plain = [child for child in children if child.get_content_type() == "text/plain" and payload_of(child).strip()]
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


def payload_of(part: Message) -> bytes:
    """The bytes of a part, decoded. Of an attached mail, its own bytes. Never raises."""
    try:
        if part.is_multipart():
            inner = part.get_payload()
            return b"".join(child.as_bytes() for child in inner if isinstance(child, Message))
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, KeyError, AttributeError, TypeError, binascii.Error, RecursionError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def attachment_part(index: int, part: Message) -> MailPart:
    """The part with this index, as an attachment."""
    kind = part.get_content_type()
    try:
        name = decode_words(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, MessageError):
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


def read_part(mail: bytes, index: int) -> bytes:
    """The bytes of an attachment, by its index. Raises OSError if the mail has no such part."""
    parts = parse_parts(mail)
    if index >= len(parts):
        raise OSError("the part is not there")
    return payload_of(parts[index])
