"""Finds the text of a mail and its attachments (MIME), and decodes the text.

Most mails are a single part of plain text: they take a fast path, without Python's `email` package, which gives the
same result for them, as a test holds.
"""

import quopri
import re
from dataclasses import dataclass, field
from email.errors import MessageError
from email.message import Message

from archiver.importers.mail.charsets import DecodedText, decode_text
from archiver.importers.mail.flowed import undo_flowed
from archiver.importers.mail.headers import Headers
from archiver.importers.mail.mime import MailPart, attachment_part, parse_parts, payload_of
from archiver.model import BodyFormat

_PLAIN_TYPE = re.compile(r"text/plain[ \t]*(?:;|\Z)", re.IGNORECASE)
_PARAMETER = re.compile(r";[ \t]*([A-Za-z-]+)[ \t]*=[ \t]*(?:\"([^\"\\]*)\"|([^\s;\"]+))")
_UNENCODED = frozenset({"", "7bit", "8bit", "binary"})
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_RELATIVE = re.compile(
    r"""(<[a-z][^<>]{0,2000}?\s(?:src|href|background|data)\s{0,9}=\s{0,9}["']?)(?=[^\s"'>#?])(?!//|[a-z][a-z0-9+.-]{0,20}:)""",
    re.IGNORECASE,
)
"""The begin of an address in HTML that is relative to nothing: mails have no address themselves, and bring no files
other than those of `cid:`. Without that scheme it would name a file beside the source."""
_UNREADABLE = "its structure cannot be read, so it is shown as it is"
_SAMPLE = 2048  # bytes of HTML in which its charset is declared


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
    if fast is not None:
        return fast
    try:
        return read_mime_body(mail)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MessageError):
        return MailBody(text=decode_text(body, None).text, fault=_UNREADABLE)


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


def read_mime_body(mail: bytes) -> MailBody:
    """Read the text and the attachments of any mail, by Python's `email` package, which raises many kinds of errors for
    damaged ones.
    """
    parts = parse_parts(mail)
    if not parts:
        return MailBody(text=decode_text(mail, None).text, fault=_UNREADABLE)
    found = MailBody()
    bodies, found.format = _choose_bodies(parts)
    texts = [_text(parts[index], found) for index in bodies]
    for index, part in enumerate(parts):
        is_empty = (
            part.get_content_type() == "text/plain" and part.get_filename() is None and not payload_of(part).strip()
        )
        if index not in bodies and not is_empty:
            found.parts.append(attachment_part(index, part))
    separator = "\n" if found.format is BodyFormat.HTML else "\n\n"
    found.text = separator.join(filter(str.strip, texts)) if len(texts) > 1 else "".join(texts)
    if found.format is BodyFormat.HTML:
        found.text = _RELATIVE.sub(r"\1cid:", found.text)
    return found


def _choose_bodies(parts: list[Message]) -> tuple[list[int], BodyFormat]:
    """The indices of the parts that are the text of the mail, and their format.

    That is all plain text without a name; if there is none, all HTML without one; else the first text.
    """
    unnamed = [i for i, part in enumerate(parts) if _is_shown_text(part) and part.get_filename() is None]
    if any(parts[i].get_content_subtype() != "html" and payload_of(parts[i]).strip() for i in unnamed):
        return [i for i in unnamed if parts[i].get_content_subtype() != "html"], BodyFormat.TEXT
    chosen = [i for i in unnamed if parts[i].get_content_subtype() == "html"]
    chosen = chosen or [i for i, part in enumerate(parts) if _is_shown_text(part)][:1]
    is_html = bool(chosen) and parts[chosen[0]].get_content_subtype() == "html"
    return chosen, BodyFormat.HTML if is_html else BodyFormat.TEXT


def _is_shown_text(part: Message) -> bool:
    """True for a text that is not said to be an attachment."""
    is_attachment = str(part.get("content-disposition", "")).lower().startswith("attachment")
    return part.get_content_maintype() == "text" and not is_attachment and part.get_content_subtype() != "calendar"


def _text(part: Message, found: MailBody) -> str:
    payload = payload_of(part)
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
