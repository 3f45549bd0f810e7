"""Outlook's head of a quoted mail: `From: …`, `Sent: …`, `To: …`, `Subject: …` under a line. All below it
may be quoted, or have answers between its lines: nothing marks them.

In comes an element, out comes the attribution that it is, or None.
"""

import re

from selectolax.lexbor import LexborNode

from archiver.bodies.html.quote_elements import Attributes
from archiver.model import Attribution

_IDS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg"})
_RULED = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid", re.IGNORECASE)
_FROM = "From|Von|De|Da|Van|Från|Fra|Od|Lähettäjä|От|Від|Feladó|Kimden|Από|发件人|寄件者|差出人|보낸 사람|مאת|من"
_SENT = (
    "Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el| em)?|Fecha|Data|Inviato|Verzonden|Skickat|Sendt|Wysłano|Odesláno"
    "|Lähetetty|Отправлено|Дата|Надіслано|Elküldve|Küldve|Gönderildi|Στάλθηκε|发送时间"
    "|發送時間|寄件日期|送信日時|보낸 날짜"
)
_HEAD = re.compile(
    rf"\s*(?:{_FROM})\s?[:：]\s*(?P<who>[^\s<\[(][^<\[:：]{{0,79}}?)?\s*(?:[<\[(][^<>\[\]]{{1,120}}[>\])]+)*\s*(?:{_SENT})\s?[:：]",
    re.IGNORECASE,
)
_LONGEST = 4000  # characters; many may be written to


def read_head(node: LexborNode, attributes: Attributes) -> Attribution | None:
    """The attribution that an element is, if it is such a head."""
    is_head = attributes.get("id") in _IDS or _RULED.search(attributes.get("style") or "")
    words = " ".join(node.text(separator=" ").split()) if is_head else ""
    found = _HEAD.match(words) if len(words) <= _LONGEST else None
    if found is None:
        return None
    author = (found["who"] or "").strip("\"' ")
    return Attribution(text=words, author=author or None)
