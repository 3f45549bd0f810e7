"""Lines that nobody wrote: what mailers and list servers add to a post before somebody quotes it.

The post that is kept has none of them, so a quote is compared without them if it is not found with them.
"""

import re

_LONGEST = 300  # characters
_FORWARDED = (
    "Original Message|Forwarded [Mm]essage|Ursprüngliche Nachricht|Weitergeleitete Nachricht|Message d'origine"
    "|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Исходное сообщение"
)
_HEADER = (
    "From|Sent|To|C[Cc]|Date|Subject|Reply-To|Message-ID|Organization|Newsgroups|Von|Gesendet|An|Betreff|Datum"
    "|De|Envoyé|À|Objet|Para|Asunto|Enviado"
)
_LINE = re.compile(
    r"[ \t]*(?:"
    r"[-_=*~#]{5,}"  # rulers
    rf"|[-_ ]{{2,}}\s*(?:{_FORWARDED})\s*[-_ ]{{2,}}.*"
    rf"|(?:{_HEADER})\s?:[ \t].{{0,200}}"
    r"|.{0,60}(?:mailing list|[Mm]ailingliste)"
    r"|\S{1,60}(?:@| at )\S{1,80}\.\w{2,10}"  # an address
    r"|<?https?://\S{1,120}/(?:listinfo|mailman|lists)\S{0,120}"
    r"|On .{0,120}\d{4}.{0,80}|.{0,120}\bwrote:?|.{0,120}\bschrieb:?|.{0,120}\ba écrit ?:?"  # a broken attribution
    r"|-- ?"
    r")[ \t]*"
)


def without_boilerplate(text: str) -> str:
    """A text in which the lines that nobody wrote are blank; what stands where stays there."""
    lines = text.split("\n")
    return "\n".join(" " * len(line) if len(line) <= _LONGEST and _LINE.fullmatch(line) else line for line in lines)
