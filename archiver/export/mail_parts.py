"""Makes mails: header fields, texts and files become a message of MIME parts (RFC 5322, RFC 2045).

No line of a message begins with `From `, so that no reader of an mbox takes one for the begin of the next. Equal
arguments give equal messages.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from typing import NamedTuple

_FIELDS_OF_IDS = frozenset({"message-id", "in-reply-to", "references"})
_FROM_LINE = re.compile(r"^(>*)F(?=rom )", re.MULTILINE)
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


class _Policy(EmailPolicy):
    """Writes mails in ASCII. Ids stay as they are, one a line: Python's own policy encodes what is longer than a line,
    and nobody would find the id again.
    """

    def fold(self, name: str, value: str) -> str:
        """A field of a header, with the line break at its end."""
        if name.lower() in _FIELDS_OF_IDS:
            ids = "\n ".join(value.split())
            return f"{name}: {ids}\n"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """The bytes of a field of a header."""
        is_of_ids = name.lower() in _FIELDS_OF_IDS
        return self.fold(name, value).encode() if is_of_ids else super().fold_binary(name, value)


POLICY = _Policy(cte_type="7bit", mangle_from_=False)


class MailFile(NamedTuple):
    """A file that comes with a mail."""

    name: str
    type: str
    """The MIME type."""
    content: bytes
    content_id: str
    """The id by which HTML shows it, as `cid:…`."""
    is_shown: bool
    """True for a picture, a sound or a video that is shown in the text."""


def one_line(text: str) -> str:
    """The text in one line, as a field of a header must be; what UTF-8 cannot encode is replaced."""
    return " ".join(_CONTROLS.sub(" ", text).split()).encode("utf-8", "replace").decode()


def make_mail(fields: Iterable[tuple[str, object]], plain: str, html: str, files: Sequence[MailFile]) -> bytes:
    """The bytes of a mail, with `\\n` at the ends of lines.

    Args:
        fields: names and values of header fields in order. Texts are in one line (see `one_line`).
        plain: the text.
        html: the text as HTML; "" if the plain one says all.
        files: what comes with it.
    """
    seed = "\0".join((str(dict(fields).get("Message-ID")), plain, html))
    shown = [_file_part(file) for file in files if file.is_shown and html]
    others = [_file_part(file) for file in files if not (file.is_shown and html)]
    body = _text_part(plain, "plain")
    if html:
        body = _multipart("alternative", [body, _text_part(html, "html")], seed)
    if shown:
        body = _multipart("related", [body, *shown], seed, type=body.get_content_type())
    if others:
        body = _multipart("mixed", [body, *others], seed)
    mail = EmailMessage(POLICY)
    for name, value in (*fields, ("MIME-Version", "1.0"), *_content_fields(body)):
        mail[name] = value
    mail.set_payload(body.get_payload())
    return mail.as_bytes()


def _content_fields(part: MIMEPart) -> list[tuple[str, object]]:
    return [(name, value) for name, value in part.items() if name.lower() != "mime-version"]


def _text_part(text: str, subtype: str) -> MIMEPart:
    """A part with a text; its lines are as long as they are."""
    part = MIMEPart(POLICY)
    sound = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    part.set_content(sound, subtype=subtype, charset="utf-8")
    if _FROM_LINE.search(str(part.get_payload())):
        part = MIMEPart(POLICY)
        part.set_content(sound, subtype=subtype, charset="utf-8", cte="quoted-printable")
        part.set_payload(_FROM_LINE.sub(r"\1=46", str(part.get_payload())))
    return part


def _file_part(file: MailFile) -> MIMEPart:
    part = MIMEPart(POLICY)
    main, _, sub = file.type.partition("/")
    part.set_content(
        file.content,
        maintype=main,
        subtype=sub,
        disposition="inline" if file.is_shown else "attachment",
        filename=one_line(file.name),
        cid=f"<{file.content_id}>",
    )
    return part


def _multipart(subtype: str, parts: Sequence[MIMEPart], seed: str, **parameters: str) -> MIMEPart:
    """A part of several parts.

    Args:
        subtype: how they belong together: `alternative`, `related` or `mixed`.
        parts: the parts.
        seed: what the line between them is made from, which is in none of them.
        parameters: those of the content type.
    """
    whole = MIMEPart(POLICY)
    digest = hashlib.blake2b(f"{subtype}\0{seed}".encode("utf-8", "replace"), digest_size=12).hexdigest()
    whole.add_header("Content-Type", f"multipart/{subtype}", boundary=f"=_{digest}", **parameters)
    for part in parts:
        whole.attach(part)
    return whole
