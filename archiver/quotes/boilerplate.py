"""Boilerplate: text that software adds to a quoted post, as footers of mailing lists and headers of mail programs.

The archived post lacks the boilerplate, so it is left out when the rest of a quote is compared. Only text that people
hardly ever write themselves counts: a footer is at the end, short, and has the phrases of a service; header lines are
at the start, several in a row, or below a line such as `-----Original Message-----`.
"""

import re

from archiver.quotes.omissions import OMISSION

_LONGEST_FOOTER = 14  # lines
_MOST_FOOTERS = 4
_LONGEST_HEADERS = 12  # lines
_LONGEST_LINE = 400  # characters
_RULE = re.compile(r"\s*(?:-- ?|—|–|[-_=*~#]{2,}|[━─]{2,})\s*")
_FOOTER = re.compile(
    r"(?:to )?(?:un|de)subscri(?:be|ption)\b.*(?:[:@/]|e?-?mail|visit|send|click|list|link|here)"
    r"|unsubscribe[.!]?$"
    r"|\S+ (?:e?-?mailing[ -]?list|mailinglist)(?: (?:--|[-–—]) \S+@\S+)?$"
    r"|mailing list\s*:?\s*\S+@\S+"
    r"|(?:this|the) (?:message|mail|e-?mail) (?:was|is) (?:posted|distributed|archived|sent) (?:to|at|by|through) .*"
    r"(?:list|group|@|https?://)"
    r"|you(?:'re| are) (?:currently |now )?(?:receiv(?:ing|ed)|subscribed)\b"
    r"|you (?:received|got) this (?:message|mail|e-?mail|because)"
    r"|repl(?:y|ies) to this (?:e-?mail|message|mail) (?:directly|to)\b"
    r"|(?:directly )?,? ?(?:or )?(?:view|see) it on (?:github|gitlab|the web|gitter|bitbucket|codeberg|gitea)"
    r"|(?:view|visit) (?:this )?(?:topic|discussion|message|thread|post)\b.*(?:https?://|online|reply|respond|web)"
    r"|visit topic or reply"
    r"|(?:for )?(?:more )?options,? visit https?://"
    r"|to (?:post|send|reply) to this (?:group|list|thread|discussion),? "
    r"|to (?:view|see|read) (?:this )?(?:discussion|message|thread|archives?)\b"
    r"|(?:message|list|mail) archive[sd]?\b.*https?://"
    r"|(?:manage|change|edit|update) your (?:subscription|settings|preferences|notification|e-?mail)"
    r"|configure (?:bugmail|your notification)"
    r"|(?:please )?(?:do not|don't) reply to this (?:automated |e-?mail|message)"
    r"|triage notifications on the go"
    r"|add me to your address book"
    r"|this (?:e-?mail|message)(?: and any attachments)? (?:has been|was|is) (?:checked|scanned|virus|confidential"
    r"|intended only)"
    r"|(?:sent|posted) (?:from|via|with|using|by) (?:my |the )?(?:iphone|ipad|ipod|android|blackberry|samsung|htc"
    r"|nokia|mobile|phone|tablet|outlook|yahoo|gmail|mail for windows|windows (?:phone|mail)|k-9|tapatalk|nabble"
    r"|protonmail|proton|thunderbird|forum|web|web\.de|gmx)\b"
    r"|(?:von meinem|enviado desde mi|envoyé de mon|inviato da|enviado do meu|verzonden vanaf mijn|skickat från min"
    r"|sendt fra min|lähetetty|отправлено с|wysłane z|gesendet (?:von|mit)|iphone ?から送信|从我的 ?iphone|发自我的)"
    r"|get outlook for\b|do you yahoo!?|yahoo! groups (?:links|sponsor)"
    r"|<?https?://\S*(?:/listinfo|/mailman|/lists?/|/groups?/|unsubscribe|/optout|/archives?/|faq\.html)\S*>?$"
    r"|(?:last )?edited (?:by|\d+ times?)\b|last edited\b|zuletzt geändert (?:von|durch)",
    re.IGNORECASE,
)
_FILLER = re.compile(r".*(?:https?://|www\.|\S@\S|\S at \S+\.\w{2,}$|mailing list|because)", re.IGNORECASE)
_FORWARDED = re.compile(  # one class for spaces and marks: with two, a line of 400 spaces took 0.7 s
    r"[-_=*>\s]*(?:Original[ -]Message|Original[ -]?Nachricht|Forwarded message|Begin forwarded message"
    r"|Ursprüngliche Nachricht|Originalnachricht|Weitergeleitete Nachricht|Message d['’]origine|Message original"
    r"|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Исходное сообщение|Ursprungligt"
    r" meddelande|Oprindelig meddelelse|Opprinnelig melding|Alkuperäinen viesti|Wiadomość oryginalna|Původní zpráva"
    r"|Eredeti üzenet|Orijinal İleti|原始邮件|原始郵件|元のメッセージ|원본 메일|원본 메시지)[-_=*\s]*(?::[-_=*\s]*)?",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s*\*?(From|Sent|To|Cc|Bcc|Date|Subject|Reply-To|Message-ID|Organization|Newsgroups|Von|Gesendet|An|Betreff|Datum|De"
    r"|Envoyé|À|Objet|Para|Asunto|Enviado|Da|Inviato|A|Oggetto|Van|Verzonden|Aan|Onderwerp|Från|Skickat|Till|Ämne|Fra"
    r"|Sendt|Til|Emne|От|Отправлено|Кому|Тема|Od|Wysłano|Do|Temat|发件人|发送时间|收件人|主题|寄件者|差出人|送信日時|宛先"
    r"|件名)\s?[:：]\*?[ \t].{0,200}"
)
_FEWEST_HEADERS = 3  # header lines, if no line as `-----Original Message-----` introduces them


def blank_boilerplate(text: str) -> str:
    """The text with spaces in place of header lines at its start and footers at its end: offsets do not change."""
    lines = text.split("\n")
    first = _end_of_headers(lines)
    end = _start_of_footers(lines, first)
    if (first, end) == (0, len(lines)):
        return text
    blank = [" " * len(line) for line in lines]
    return "\n".join([*blank[:first], *lines[first:end], *blank[end:]])


def _end_of_headers(lines: list[str]) -> int:
    """The index of the first line after the header lines that a text starts with; 0 if it has none."""
    first = next((n for n, line in enumerate(lines[:_LONGEST_HEADERS]) if line.strip()), 0)
    is_introduced = _FORWARDED.fullmatch(lines[first][:_LONGEST_LINE]) is not None
    end = start = first + is_introduced
    while end - start < _LONGEST_HEADERS and end < len(lines) and _HEADER.fullmatch(lines[end][:_LONGEST_LINE]):
        end += 1
    return end if end > first and (is_introduced or end - start >= _FEWEST_HEADERS) else 0


def _start_of_footers(lines: list[str], first: int) -> int:
    """The index of the first line of the footers at the end of a text; `len(lines)` if it has none.

    Lines before the index `first` are not part of a footer.
    """
    end = len(lines)
    for _ in range(_MOST_FOOTERS):
        start = _start_of_footer(lines, first, end)
        if start == end:
            break
        end = start
    return end


def _start_of_footer(lines: list[str], first: int, stop: int) -> int:
    """The index of the first line of the last footer in `lines[first:stop]`; `stop` if there is none at their end.

    A footer starts at a ruler with only footer lines below it; without a ruler, at the first of the footer lines.
    """
    end = stop
    while end > first and not lines[end - 1].strip():
        end -= 1
    start, has_footer = end, False
    for at in range(end - 1, max(first, end - _LONGEST_FOOTER) - 1, -1):
        line = lines[at].strip()
        if len(line) > _LONGEST_LINE:
            break
        if _FOOTER.match(line):
            start, has_footer = at, True
        elif line and _RULE.fullmatch(lines[at]):
            start = at if has_footer else start
            break
        elif line and not _FILLER.match(line):
            break
    return _with_omission(lines, first, start) if has_footer else stop


def _with_omission(lines: list[str], first: int, start: int) -> int:
    """The index of the mark of omission right above the footer that starts at `start`; `start` if there is none.

    Such a mark replaces words between the quote and the footer, so the footer begins with the mark.
    """
    above = start
    while above > first and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above > first and OMISSION.fullmatch(lines[above - 1].strip()) else start
