"""The text of a quote's title, as engines write it: `Originally Posted by ann`, `Quote from: ann on <date>`.

In come the text and the links of a title, out comes an attribution. Attributions as mail programs and people write them
(`On <date>, ann wrote:`) are parsed by `bodies.attribution`; the tables here have phrases that only engines use.
"""

import re
from collections.abc import Iterable
from urllib.parse import unquote

from msgspec.structs import replace

from archiver.bodies.attribution import parse_attribution
from archiver.model import Attribution

MAX_TITLE_LENGTH = 300  # characters; a longer text is the quote itself
_AUTHOR = r"(?P<author>\S(?:.{0,78}?\S)??)"
_UNMISTAKABLE = (
    rf"(?:originally|zuletzt) posted by:? +@?{_AUTHOR}",
    rf"(?:zitat|original|originally|ursprünglich) (?:geschrieben )?von:? +{_AUTHOR}(?: am .*\d.*)?",
    rf"(?:envoyé|posté|écrit|publié)(?: à l'origine)? par:? +{_AUTHOR}",
    rf"(?:originalmente )?(?:iniciado|publicado|escrito|enviado|postado) por:? +{_AUTHOR}",
    rf"(?:originariamente )?(?:inviato|scritto|postato) da:? +{_AUTHOR}",
    rf"(?:oorspronkelijk )?(?:geplaatst|gepost) door:? +{_AUTHOR}",
    rf"(?:ursprungligen )?(?:postat|skrivet|skrevet|postet|sendt) (?:av|af):? +{_AUTHOR}",
    rf"(?:zamieszczone|napisane|wysłane|wysłany) przez:? +{_AUTHOR}",
    rf"сообщение от:? +{_AUTHOR}",
    rf"(?:quote|quoted) from:? +{_AUTHOR} (?:on|at) .*\d.*",
    rf"zitat von:? +{_AUTHOR} am .*\d.*",
    rf"(?:citation|citaat) (?:de|van) ?:? +{_AUTHOR} (?:le|op) .*\d.*",
    rf"(?:citar|cita|citação|citazione) (?:de|di):? +{_AUTHOR} (?:en|em|il) .*\d.*",
    rf"(?:citat|cytat|lainaus)(?: från| fra| käyttäjältä)?:? +{_AUTHOR} (?:den|w|-|skrivet) .*\d.*",
    rf"цитата:? +{_AUTHOR} (?:от|в) .*\d.*",
    rf"引用自[:：]? *{_AUTHOR} *(?:于|在|於) *.*\d.*",
    rf"@{_AUTHOR} (?:wrote|said) in .+",
    rf"(?:原帖由|原帖|原文由) *{_AUTHOR} *(?:于|於|在) *.*\d.* *(?:发表|發表)",
    rf"{_AUTHOR} *(?:发表于|發表於) *.*\d.*",
    rf"@?{_AUTHOR} hat (?:folgendes )?geschrieben",
)
"""Titles that nobody writes as a sentence: they are recognised in any text, not only in a title's element."""
_QUOTE_WORD = (
    "quoted?(?: text| from)?|zitat|citation|cita|citat|citaat|citazione|citação|citar|цитата|cytat|idézet|lainaus"
    "|alıntı|引用|引言|인용|اقتباس|ציטוט|παράθεση|citace|citát"
)
"""The word `Quote` as engines write it above a quote, in several languages."""
_WITH_DATE = (
    rf"(?:{_QUOTE_WORD}) ?\({_AUTHOR} ?@ ?.*\)",
    rf"(?:{_QUOTE_WORD}) ?\({_AUTHOR}\)",
    rf"\([^()]*\d[^()]*\) ?{_AUTHOR} (?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|написал\(?а?\)?)",
    rf"(?:\d+|an?) [^\W\d]+ ago, {_AUTHOR} (?:wrote|said)",
    rf"{_AUTHOR}, on .*\d.*, said",
)
"""Titles that are recognised only in a title's element, with a date where the attributions of mails have none."""
_IN_TITLE = (
    rf"(?:{_QUOTE_WORD})(?: (?:from|von|de|fra|från|van|от))?:? +{_AUTHOR}",
    rf"(?:posted|written) by:? +@?{_AUTHOR}",
    r"(?:.*\d[^,]*|just now|yesterday|today), (?P<author>[^,]{1,80}) (?:wrote|said)",
    rf"@?{_AUTHOR},? (?:wrote|said|posted)(?: this)?(?:,? (?:in|on|at) .+)?",
)
"""Titles that are recognised only in a title's element, and only if they are no attribution of a mail."""
_LINE_PATTERNS, _FIRST_PATTERNS, _LAST_PATTERNS = (
    tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for patterns in (_UNMISTAKABLE, (*_WITH_DATE, *_UNMISTAKABLE), _IN_TITLE)
)
"""Patterns for a line of prose; patterns for a title, to try before the attributions of mails, and after these."""
_LABEL = re.compile(rf"(?:{_QUOTE_WORD})\s*[:：]?", re.IGNORECASE)
"""A title that names nobody: `Quote:`."""
_LINK_ARROW = re.compile(r"[\s»›↑↗⤴⇧→»:：]+\Z")
"""The arrow at the end of a title that links to the quoted post."""
_QUOTATION_MARKS = "\"'“”„«» \u00a0"
_POST_IN_ADDRESS = re.compile(
    r"(?:[?&;#/](?:p|pid|posts?|postid|msg|comment|entry|post\?id)[=/-]?|\.msg|__p__|\bpost: ?|near/)([0-9]{1,9})\b",
    re.IGNORECASE,
)
"""The number of a post in an address, by the names that engines give to the parameter or the fragment."""
_MAX_NAME_WORDS = 5  # if nothing but its element says that a text is a name
_NUMBER = re.compile(r"[0-9]{1,9}\Z")


def parse_quote_title(text: str, *, is_marked: bool) -> Attribution | None:
    """Parse the text of a quote's title; None if it is no attribution.

    If `is_marked`, a class of the element marks it as a title: then any short text before a colon is a name.

    >>> parse_quote_title("Quote from: ann on January 01, 2020, 10:00:00 AM", is_marked=True).author
    'ann'
    """
    bare = _LINK_ARROW.sub("", text)
    if not bare or len(text) > MAX_TITLE_LENGTH or is_label(text):
        return None
    author = _find_author(text, bare)
    if author is not None:
        return _attribution(text, author)
    if not is_marked or bare == text:
        return None
    return _attribution(bare, bare if len(bare.split()) <= _MAX_NAME_WORDS else None)


def _find_author(text: str, bare: str) -> str | None:
    """Find the author whom a title names: empty if it is an attribution without a name, None if it is no attribution.

    `bare` is `text` without the arrow of its link.
    """
    head = bare.partition(":")[0]
    if author := _match_author(_FIRST_PATTERNS, bare) or _match_author(_FIRST_PATTERNS, head):
        return author
    of_mail = parse_attribution(text)
    if of_mail is None and (author := _match_author(_LAST_PATTERNS, bare)):
        return author
    of_mail = of_mail or parse_attribution(f"{head}:")
    return None if of_mail is None else of_mail.author or ""


def parse_line(text: str, *, wrapped: bool) -> Attribution | None:
    """Parse a line of prose before a quote, or in one; None if it is no attribution.

    If `wrapped`, the text runs over two lines: then it is an attribution only if its first words are unmistakable.
    """
    of_mail = parse_attribution(text, wrapped=wrapped)
    if of_mail is not None:
        return _attribution(of_mail.text, of_mail.author)
    if wrapped or len(text) > MAX_TITLE_LENGTH:
        return None
    line = " ".join(text.split())
    author = _match_author(_LINE_PATTERNS, _LINK_ARROW.sub("", line))
    return _attribution(line, author) if author else None


def _match_author(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    """Return the author's name by the first pattern that matches the whole text; empty if none does."""
    return next((match["author"] for pattern in patterns if (match := pattern.fullmatch(text))), "")


def _attribution(text: str, author: str | None) -> Attribution:
    return Attribution(text=text, author=(author or "").strip(_QUOTATION_MARKS).removeprefix("@") or None)


def add_addresses(attribution: Attribution, links: Iterable[tuple[str, str]], *, every: bool = False) -> Attribution:
    """Add addresses of links to the text of an attribution, after the linked words: `ann <ann@x.example>`.

    Mail addresses help to recognise the author; other addresses would be lost with the title.

    Args:
        attribution: the attribution that the text of a title or of a line was parsed to.
        links: the text and the address of each link in the title or line.
        every: True to add all addresses that lead to no post. False to add mail addresses, and the address of a link
            that is more than half of the text and more than the author's name.
    """
    text = attribution.text
    for words, href in links:
        is_most_of_text = 2 * len(words) > len(text) and words != attribution.author
        address = _mail_address(href) or (_other_address(href) if every or is_most_of_text else "")
        if address and address.casefold() not in text.casefold():
            linked = words if words and words in text else text
            text = text.replace(linked, f"{linked} <{address}>", 1)
    return replace(attribution, text=text)


def _mail_address(href: str) -> str:
    return unquote(href.partition(":")[2].partition("?")[0]) if href.lower().startswith("mailto:") else ""


def _other_address(href: str) -> str:
    return href if find_post_number(href) is None else ""


def is_label(text: str) -> bool:
    """True if a text only announces a quote, and names nobody: `Quote:`."""
    return _LABEL.fullmatch(text) is not None


def find_post_number(value: str) -> int | None:
    """Parse the number of a post: the value of an attribute, or an address that contains it; None if there is none.

    >>> [find_post_number(value) for value in ("/index.php?topic=1.msg12#msg12", "post: 12", "/t/9/3")]
    [12, 12, None]
    """
    number = _NUMBER.match(value)
    if number:
        return int(number[0])
    in_address = _POST_IN_ADDRESS.search(value)
    return int(in_address[1]) if in_address else None
