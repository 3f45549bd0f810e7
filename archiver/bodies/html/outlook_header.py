"""Outlook's header of a quoted mail: `From: …`, `Sent: …`, `To: …`, `Subject: …` below a horizontal line.

In comes an element, out comes the attribution in its text. Nothing marks where the quoted mail ends: all that is below
the header may be quoted, or answers may be between its lines.
"""

import re

from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Attributes
from archiver.model import Attribution

_HEADER_IDS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg"})
_TOP_BORDER = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid", re.IGNORECASE)
_FROM = "From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä|От|Від|Feladó|Kimden|Από|发件人|寄件者|差出人|보낸 사람|مאת|من"
_SENT = (
    "Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el| em)?|Fecha|Data|Inviato|Verzonden|Skickat|Sendt|Wysłano|Odesláno"
    "|Lähetetty|Отправлено|Дата|Надіслано|Elküldve|Küldve|Gönderildi|Στάλθηκε|发送时间"
    "|發送時間|寄件日期|送信日時|보낸 날짜"
)
_HEADER = re.compile(
    rf"\s*(?:{_FROM})\s?[:：]\s*(?P<author>[^\s<\[(][^<\[:：]{{0,79}}?)?\s*(?:[<\[(][^<>\[\]]{{1,120}}[>\])]+)*\s*(?:{_SENT})\s?[:：]",
    re.IGNORECASE,
)
_MAX_LENGTH = 4000  # characters; a mail may have many recipients


def parse_outlook_header(node: LexborNode, attributes: Attributes) -> Attribution | None:
    """Parse Outlook's header of a quoted mail at `node`; None if the element is no such header.

    A header is recognised by its id or its border, which are in `attributes`, and by its text: `From:` and `Sent:` in
    one of the languages of Outlook.
    """
    is_candidate = attributes.get("id") in _HEADER_IDS or _TOP_BORDER.search(attributes.get("style") or "")
    text = " ".join(node.text(separator=" ").split()) if is_candidate else ""
    header = _HEADER.match(text) if len(text) <= _MAX_LENGTH else None
    if header is None:
        return None
    author = (header["author"] or "").strip("\"' ")
    return Attribution(text=text, author=author or None)
