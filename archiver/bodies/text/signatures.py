"""What stands under a text body: the writer's signature, what a mail program says of itself, and the lines that a
mailing list or a mail service has added.

In come the last lines of a body, none of them quoted, out come those that are its own, and the signatures below. What
is uncertain is the writer's own: rulers between paragraphs, and whatever reads like sentences.
"""

import re
from collections.abc import Callable, Sequence

_LONGEST = 20  # lines below `-- `, and
_MOST_SAYING = 12  # of them lines that are not blank
_LONGEST_UNSURE = 8  # lines below `--`, which without its space may be a ruler
_LONGEST_FOOTER = 8  # lines below a ruler
_MOST_PARTS = 6
_MOST_WORDS = 6  # of a name, at the begin of a signature
_WORDS_OF_SENTENCE = 8
_RULE = re.compile(r"(?:_{20,}|-{20,}|={20,}|\*{20,})\s*\Z")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S| at \S+\.\w")
_LISTS = re.compile(
    r"^.{0,60}\b(?:mailing[ -]?lists?|mail ?list|mailingliste|liste de diffusion|lista de correo|list)\s*$"
    r"|https?://\S{0,200}(?:listinfo|mailman|sympa|/lists?/|/groups?/|lists\.)"
    r"|unsubscribe|désabonner|désinscrire|abmelden|abbestellen|abbestellung|darse de baja|cancelar (?:la|a|su)"
    r"|cancellar[ts]i|uitschrijven|afmelden|wypisać|отписаться|відписатися|退订|退訂|mail preferences",
    re.IGNORECASE | re.MULTILINE,
)
_SERVICES = re.compile(
    r"yahoo[!.]|\bmsn\b|hotmail|windows live|live\.com|gmx|web\.de|freenet|lycos|\baol\b|netscape|juno\b|sponsored by"
    r"|sf\.net|mail\.ru|yandex|laposte|caramail|voila\.fr|libero|tiscali|rediff|netzero|mail\.com|fastmail|hushmail",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[^\W\d][\w-]{0,20} ?[:：] ?\S")
_NEXT_PART = re.compile(r"-{10,} next part -{10,}\s*\Z")
_LONGEST_PARTS = 60  # lines about attachments
_ABOUT_PART = re.compile(
    r"An? (?:HTML|non-text|embedded|multipart|text)\b.{0,60} scrubbed"
    r"|(?:Name|Type|Size|Desc|Url ?|URL|From|Subject|Date|Skipped content of type)\b|-{10,} next part|\s*\Z"
)
_SENT = re.compile(
    r"[\[(<*_\s]*(?:sent (?:from|via|with|using|by)|get outlook for|from my|envoyé (?:de|depuis|à partir)|télécharge"
    r"|von meinem|gesendet|diese nachricht wurde|enviado|enviat|inviato da|verzonden|verstuurd|sendt fra|trimis"
    r"|skickat från|lähetetty|wysłan[eo]|odesláno|odoslané|poslano|отправлено|надіслано|изпратено|נשלח|发自|發自"
    r"|dikirim dari|được gửi từ|στάλθηκε|أرسلت من)"
    r"|.{0,80}(?:gesendet|küldve|gönderildi|发送|傳送|發送|から送信|에서 보냄)[.。)\]]?\s*\Z",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"i-?phone|i-?pad|i-?pod|apple watch|android|mobile?|mobiltelefon|mobilgerät|handy|smartphone|phone|samsung|galaxy"
    r"|black ?berry|nokia|htc|xperia|sony|huawei|xiaomi|redmi|oneplus|pixel|motorola|\blg\b|windows|mac\b|tablet|yahoo"
    r"|outlook|\bmail\b|gmail|thunderbird|proton|airmail|k-9|spark|handheld|wireless|device|gerät|手机|手機|hushmail",
    re.IGNORECASE,
)
_LONGEST_SENT = 90  # characters


def part_signatures(lines: Sequence[str]) -> tuple[Sequence[str], tuple[Sequence[str], ...]]:
    """The lines before the signatures, and the lines of each: the writer's, then those that were added."""
    found: list[Sequence[str]] = []
    end = _end(lines, len(lines))
    for _ in range(_MOST_PARTS):
        start = next((start for begin in _BEGINS if (start := begin(lines, end)) < end), end)
        if start == end:
            break
        found.insert(0, lines[start:end])
        end = _end(lines, start)
    return lines[:end], tuple(found)


def _end(lines: Sequence[str], end: int) -> int:
    """Where the lines end, without blank ones."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _parts(lines: Sequence[str], end: int) -> int:
    """The line at which pipermail tells of attachments."""
    start = end
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_PARTS), -1):
        if not _ABOUT_PART.match(lines[at]):
            break
        start = at if _NEXT_PART.match(lines[at]) else start
    return start


def _footer(lines: Sequence[str], end: int) -> int:
    """The line at which a list's or a service's lines begin: a ruler, and at once what it is or how to leave it."""
    for start in range(end - 2, max(-1, end - 2 - _LONGEST_FOOTER), -1):
        if _RULE.match(lines[start]):
            below = lines[start + 1 : end]
            text = "\n".join(below)
            is_signed = _ADDRESS.search(text) and (_LISTS.search(text) or _SERVICES.search(text))
            return start if is_signed and below[0].strip() and not _is_own(below) else end
    return end


def _is_own(below: Sequence[str]) -> bool:
    """True if paragraphs of sentences follow below a blank line, or the headers of a mail do at once."""
    blank = next((n for n, line in enumerate(below) if not line.strip()), len(below))
    rest = "\n".join(below[blank:])
    is_told = _LISTS.search(rest) or _ADDRESS.search(rest)
    return _HEADER.match(below[0]) is not None or (not is_told and any(map(_is_sentence, below[blank:])))


def _sent_from(lines: Sequence[str], end: int) -> int:
    """The line in which a mail program says what it is: the last one, or the one before a last one."""
    for start in range(end - 1, max(-1, end - 3), -1):
        line = lines[start].strip()
        if not line or len(line) > _LONGEST_SENT:
            return end
        if _SENT.match(line) and _DEVICE.search(line) and not _is_sentence(line):
            return start
    return end


def _dashes(lines: Sequence[str], end: int) -> int:
    """The line at which the writer's signature begins; the first of those that are near enough to the end."""
    for start in range(max(0, end - _LONGEST - 1), end):
        if lines[start] == "-- " and sum(bool(line.strip()) for line in lines[start + 1 : end]) <= _MOST_SAYING:
            return start
    for start in range(max(0, end - _LONGEST_UNSURE - 1), end - 1):
        if lines[start] == "--" and _is_name(lines[start + 1]) and not any(map(_is_sentence, lines[start + 2 : end])):
            return start
    return end


def _is_name(line: str) -> bool:
    """True for what a signature begins with: a name, an address, a title; not a sentence, and not nothing."""
    words = line.split()
    if not words or _is_sentence(line):
        return False
    return bool(_ADDRESS.search(line)) or (len(words) <= _MOST_WORDS and words[-1][-1] not in ".!?:;")


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _WORDS_OF_SENTENCE and not _ADDRESS.search(line)


_BEGINS: tuple[Callable[[Sequence[str], int], int], ...] = (_parts, _footer, _sent_from, _dashes)
