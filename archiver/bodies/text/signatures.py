"""Signatures at the end of a text body: the author's, a mail program's (`Sent from my iPhone`), and the footers of
mailing lists and mail services.

In come the last lines of a body, none of them quoted, out come the author's own lines, and the signatures below. In
doubt lines are the author's own: rulers between paragraphs, and all that reads like sentences.
"""

import re
from collections.abc import Callable, Sequence

_LONGEST_SIGNATURE = 20  # lines below `-- `
_MOST_NON_BLANK = 12  # of these lines
_LONGEST_UNSURE_SIGNATURE = 8  # lines below `--`, which without the space may be a ruler
_LONGEST_FOOTER = 8  # lines below a ruler
_MOST_SIGNATURES = 6
_MOST_NAME_WORDS = 6  # in the first line of a signature
_FEWEST_SENTENCE_WORDS = 8
_RULER = re.compile(r"(?:_{20,}|-{20,}|={20,}|\*{20,})\s*\Z")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S| at \S+\.\w")
_LIST_FOOTER = re.compile(
    r"^.{0,60}\b(?:mailing[ -]?lists?|mail ?list|mailingliste|liste de diffusion|lista de correo|list)\s*$"
    r"|https?://\S{0,200}(?:listinfo|mailman|sympa|/lists?/|/groups?/|lists\.)"
    r"|unsubscribe|désabonner|désinscrire|abmelden|abbestellen|abbestellung|darse de baja|cancelar (?:la|a|su)"
    r"|cancellar[ts]i|uitschrijven|afmelden|wypisać|отписаться|відписатися|退订|退訂|mail preferences",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_SERVICE = re.compile(
    r"yahoo[!.]|\bmsn\b|hotmail|windows live|live\.com|gmx|web\.de|freenet|lycos|\baol\b|netscape|juno\b|sponsored by"
    r"|sf\.net|mail\.ru|yandex|laposte|caramail|voila\.fr|libero|tiscali|rediff|netzero|mail\.com|fastmail|hushmail",
    re.IGNORECASE,
)
_HEADER = re.compile(r"[^\W\d][\w-]{0,20} ?[:：] ?\S")
_NEXT_PART = re.compile(r"-{10,} next part -{10,}\s*\Z")
_LONGEST_ATTACHMENTS = 60  # lines about attachments
_ATTACHMENT_LINE = re.compile(
    r"An? (?:HTML|non-text|embedded|multipart|text)\b.{0,60} scrubbed"
    r"|(?:Name|Type|Size|Desc|Url ?|URL|From|Subject|Date|Skipped content of type)\b|-{10,} next part|\s*\Z"
)
_SENT_FROM = re.compile(
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
_LONGEST_SENT_FROM = 90  # characters


def split_signatures(lines: Sequence[str]) -> tuple[Sequence[str], tuple[Sequence[str], ...]]:
    """Split the author's own lines from the lines of each signature below them, in order."""
    found: list[Sequence[str]] = []
    end = _end_without_blanks(lines, len(lines))
    for _ in range(_MOST_SIGNATURES):
        start = next((start for find_start in _FINDERS if (start := find_start(lines, end)) < end), end)
        if start == end:
            break
        found.insert(0, lines[start:end])
        end = _end_without_blanks(lines, start)
    return lines[:end], tuple(found)


def _end_without_blanks(lines: Sequence[str], end: int) -> int:
    """Return the index after the last line before `end` that is not blank; 0 if there is none."""
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _start_of_attachments(lines: Sequence[str], end: int) -> int:
    """Find the line at which pipermail starts to describe removed attachments. Returns its index; `end` if there is
    none.
    """
    start = end
    for at in range(end - 1, max(-1, end - 1 - _LONGEST_ATTACHMENTS), -1):
        if not _ATTACHMENT_LINE.match(lines[at]):
            break
        start = at if _NEXT_PART.match(lines[at]) else start
    return start


def _start_of_footer(lines: Sequence[str], end: int) -> int:
    """Find the ruler above the footer of a mailing list or a mail service. Returns its index; `end` if there is none.

    Right below the ruler the footer names the list or service, or explains how to unsubscribe, with an address.
    """
    for start in range(end - 2, max(-1, end - 2 - _LONGEST_FOOTER), -1):
        if _RULER.match(lines[start]):
            below = lines[start + 1 : end]
            text = "\n".join(below)
            is_footer = _ADDRESS.search(text) and (_LIST_FOOTER.search(text) or _MAIL_SERVICE.search(text))
            return start if is_footer and below[0].strip() and not _is_authors(below) else end
    return end


def _is_authors(below: Sequence[str]) -> bool:
    """True if lines below a ruler are the author's: mail headers, or paragraphs of sentences after a blank line."""
    blank = next((n for n, line in enumerate(below) if not line.strip()), len(below))
    rest = "\n".join(below[blank:])
    is_footer = _LIST_FOOTER.search(rest) or _ADDRESS.search(rest)
    return _HEADER.match(below[0]) is not None or (not is_footer and any(map(_is_sentence, below[blank:])))


def _start_of_sent_from(lines: Sequence[str], end: int) -> int:
    """Find a line like `Sent from my iPhone` in the last two lines before `end`. Returns its index; `end` if there is
    none.
    """
    for start in range(end - 1, max(-1, end - 3), -1):
        line = lines[start].strip()
        if not line or len(line) > _LONGEST_SENT_FROM:
            return end
        if _SENT_FROM.match(line) and _DEVICE.search(line) and not _is_sentence(line):
            return start
    return end


def _start_of_author_signature(lines: Sequence[str], end: int) -> int:
    """Find the line `-- ` (RFC 3676, section 4.3), or `--` above a name, near the end. Returns its index; `end` if
    there is none.
    """
    for start in range(max(0, end - _LONGEST_SIGNATURE - 1), end):
        if lines[start] == "-- " and sum(bool(line.strip()) for line in lines[start + 1 : end]) <= _MOST_NON_BLANK:
            return start
    for start in range(max(0, end - _LONGEST_UNSURE_SIGNATURE - 1), end - 1):
        if lines[start] == "--" and _is_name(lines[start + 1]) and not any(map(_is_sentence, lines[start + 2 : end])):
            return start
    return end


def _is_name(line: str) -> bool:
    """True if a line may be the first of a signature: a name, an address or a title. False for a blank line."""
    words = line.split()
    if not words or _is_sentence(line):
        return False
    return bool(_ADDRESS.search(line)) or (len(words) <= _MOST_NAME_WORDS and words[-1][-1] not in ".!?:;")


def _is_sentence(line: str) -> bool:
    return len(line.split()) >= _FEWEST_SENTENCE_WORDS and not _ADDRESS.search(line)


_FINDERS: tuple[Callable[[Sequence[str], int], int], ...] = (
    _start_of_attachments,
    _start_of_footer,
    _start_of_sent_from,
    _start_of_author_signature,
)
"""Functions for one kind of signature each. They return the index of the first line of a signature that ends before
line `end`, or `end` if there is none."""
