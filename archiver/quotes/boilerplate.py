"""What machines add to a post when somebody quotes it: the footers of lists, services and mailers below the words, and
the header lines that mailers write above them.

The post that is kept has none of it, so it counts for nothing if the rest of a quote is found. Only what can hardly be
anybody's own words is taken for it: a footer stands at the end, is short, and says what only services say; header lines
stand at the begin, several at once, or below a line such as `-----Original Message-----`.
"""

import re

from archiver.quotes.omissions import GAP

_LONGEST_FOOTER = 14  # lines
_MOST_FOOTERS = 4
_LONGEST_HEADERS = 12  # lines
_LONGEST = 400  # characters of a line
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
_FORWARDED = re.compile(
    r"\s*[-_=*> ]*\s*(?:Original[ -]Message|Original[ -]?Nachricht|Forwarded message|Begin forwarded message"
    r"|Ursprüngliche Nachricht|Originalnachricht|Weitergeleitete Nachricht|Message d['’]origine|Message original"
    r"|Mensaje original|Mensagem original|Messaggio originale|Oorspronkelijk bericht|Исходное сообщение|Ursprungligt"
    r" meddelande|Oprindelig meddelelse|Opprinnelig melding|Alkuperäinen viesti|Wiadomość oryginalna|Původní zpráva"
    r"|Eredeti üzenet|Orijinal İleti|原始邮件|原始郵件|元のメッセージ|원본 메일|원본 메시지)\s*:?\s*[-_=* ]*\s*",
    re.IGNORECASE,
)
_HEADER = re.compile(
    r"\s*\*?(From|Sent|To|Cc|Bcc|Date|Subject|Reply-To|Message-ID|Organization|Newsgroups|Von|Gesendet|An|Betreff|Datum|De"
    r"|Envoyé|À|Objet|Para|Asunto|Enviado|Da|Inviato|A|Oggetto|Van|Verzonden|Aan|Onderwerp|Från|Skickat|Till|Ämne|Fra"
    r"|Sendt|Til|Emne|От|Отправлено|Кому|Тема|Od|Wysłano|Do|Temat|发件人|发送时间|收件人|主题|寄件者|差出人|送信日時|宛先"
    r"|件名)\s?[:：]\*?[ \t].{0,200}"
)
_FEWEST_HEADERS = 3  # without a line above them that tells what they are


def without_boilerplate(text: str) -> str:
    """A text in which the header lines at its begin and the footer at its end are spaces: offsets stay as they were."""
    lines = text.split("\n")
    first = _end_of_headers(lines)
    end = _start_of_footers(lines, first)
    if (first, end) == (0, len(lines)):
        return text
    blank = [" " * len(line) for line in lines]
    return "\n".join([*blank[:first], *lines[first:end], *blank[end:]])


def _end_of_headers(lines: list[str]) -> int:
    """The line behind the header lines that a text begins with; 0 if it has none."""
    first = next((n for n, line in enumerate(lines[:_LONGEST_HEADERS]) if line.strip()), 0)
    is_told = _FORWARDED.fullmatch(lines[first][:_LONGEST]) is not None
    end = start = first + is_told
    while end - start < _LONGEST_HEADERS and end < len(lines) and _HEADER.fullmatch(lines[end][:_LONGEST]):
        end += 1
    return end if end > first and (is_told or end - start >= _FEWEST_HEADERS) else 0


def _start_of_footers(lines: list[str], first: int) -> int:
    """The line at which the footers begin that a text ends with, each a list's, a service's, or a mailer's."""
    end = len(lines)
    for _ in range(_MOST_FOOTERS):
        start = _start_of_footer(lines, first, end)
        if start == end:
            break
        end = start
    return end


def _start_of_footer(lines: list[str], first: int, stop: int) -> int:
    """The line at which the last footer of the lines before `stop` begins; `stop` if they end in none.

    It begins at a rule with nothing but footer lines below it, or else with the first of the last lines that are such.
    """
    end = stop
    while end > first and not lines[end - 1].strip():
        end -= 1
    start, found = end, False
    for at in range(end - 1, max(first, end - _LONGEST_FOOTER) - 1, -1):
        line = lines[at].strip()
        if len(line) > _LONGEST:
            break
        if _FOOTER.match(line):
            start, found = at, True
        elif line and _RULE.fullmatch(lines[at]):
            start = at if found else start
            break
        elif line and not _FILLER.match(line):
            break
    return _before_gap(lines, first, start) if found else stop


def _before_gap(lines: list[str], first: int, start: int) -> int:
    """The line of a mark of an omission right above a footer: what was left out goes on to the footer's end."""
    above = start
    while above > first and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above > first and GAP.fullmatch(lines[above - 1].strip()) else start
