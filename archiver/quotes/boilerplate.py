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
    r"[-_=*~#]{5,}"  # rulers
    rf"|[-_ ]{{2,}}\s*(?:{_FORWARDED})\s*[-_ ]{{2,}}.*"
    rf"|(?:{_HEADER})\s?:[ \t].{{0,200}}"
    r"|\S{1,60}(?:@| at )\S{1,80}\.\w{2,10}"  # an address
    r"|<?https?://\S{1,120}/(?:listinfo|mailman|lists)\S{0,120}"
    r"|On .{0,120}\d{4}.{0,80}"  # the first line of an attribution that is wrapped, or broken
    r"|--"
)
_ENDS = (
    *("mailing list", "Mailing list", "Mailing List", "mailingliste", "Mailingliste"),
    *("wrote:", "wrote", "schrieb:", "schrieb", "a écrit :", "a écrit:", "escribió:", "ha scritto:"),
)
_LONGEST_END = 130  # characters of a line that ends so; a longer one is prose


def without_boilerplate(text: str) -> str:
    """A text in which the lines that nobody wrote are blank; what stands where stays there."""
    return "\n".join([" " * len(line) if _is_boilerplate(line) else line for line in text.split("\n")])


def _is_boilerplate(line: str) -> bool:
    shown = line.strip()
    if len(shown) > _LONGEST or not shown:
        return False
    return (len(shown) <= _LONGEST_END and shown.endswith(_ENDS)) or _LINE.fullmatch(shown) is not None
