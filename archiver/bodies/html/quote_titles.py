"""What the title that an engine wrote over a quote says: `Originally Posted by ann`, `Quote from: ann on <date>`.

In come its words and the address that it links to, out comes an attribution. What mails and people write (`On <date>,
ann wrote:`) is read by `attribution`; here are the words that only engines have, a row for each way.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote

from archiver.bodies.attribution import parse_attribution
from archiver.model import Attribution

LONGEST = 300  # characters; more are the quote itself
_WHO = r"(?P<who>\S(?:.{0,78}?\S)??)"
_SAID = (
    rf"(?:originally|zuletzt) posted by:? +@?{_WHO}",
    rf"(?:zitat|original|originally|ursprünglich) (?:geschrieben )?von:? +{_WHO}(?: am .*\d.*)?",
    rf"(?:envoyé|posté|écrit|publié)(?: à l'origine)? par:? +{_WHO}",
    rf"(?:originalmente )?(?:iniciado|publicado|escrito|enviado|postado) por:? +{_WHO}",
    rf"(?:originariamente )?(?:inviato|scritto|postato) da:? +{_WHO}",
    rf"(?:oorspronkelijk )?(?:geplaatst|gepost) door:? +{_WHO}",
    rf"(?:ursprungligen )?(?:postat|skrivet|skrevet|postet|sendt) (?:av|af):? +{_WHO}",
    rf"(?:zamieszczone|napisane|wysłane|wysłany) przez:? +{_WHO}",
    rf"сообщение от:? +{_WHO}",
    rf"(?:quote|quoted) from:? +{_WHO} (?:on|at) .*\d.*",
    rf"zitat von:? +{_WHO} am .*\d.*",
    rf"(?:citation|citaat) (?:de|van) ?:? +{_WHO} (?:le|op) .*\d.*",
    rf"(?:citar|cita|citação|citazione) (?:de|di):? +{_WHO} (?:en|em|il) .*\d.*",
    rf"(?:citat|cytat|lainaus)(?: från| fra| käyttäjältä)?:? +{_WHO} (?:den|w|-|skrivet) .*\d.*",
    rf"цитата:? +{_WHO} (?:от|в) .*\d.*",
    rf"引用自[:：]? *{_WHO} *(?:于|在|於) *.*\d.*",
    rf"@{_WHO} (?:wrote|said) in .+",
    rf"(?:原帖由|原帖|原文由) *{_WHO} *(?:于|於|在) *.*\d.* *(?:发表|發表)",
    rf"{_WHO} *(?:发表于|發表於) *.*\d.*",
    rf"@?{_WHO} hat (?:folgendes )?geschrieben",
)
"""What nobody says in a sentence of his own: a title also where no element tells that it is one."""
_QUOTE = (
    "quoted?(?: text| from)?|zitat|citation|cita|citat|citaat|citazione|citação|citar|цитата|cytat|idézet|lainaus"
    "|alıntı|引用|引言|인용|اقتباس|ציטוט|παράθεση|citace|citát"
)
_DATED = (
    rf"(?:{_QUOTE}) ?\({_WHO} ?@ ?.*\)",
    rf"(?:{_QUOTE}) ?\({_WHO}\)",
    rf"\([^()]*\d[^()]*\) ?{_WHO} (?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|написал\(?а?\)?)",
    rf"(?:\d+|an?) [^\W\d]+ ago, {_WHO} (?:wrote|said)",
    rf"{_WHO}, on .*\d.*, said",
)
"""What is a title only where an element tells that it is one, and has a date where mails have none."""
_TITLED = (
    rf"(?:{_QUOTE})(?: (?:from|von|de|fra|från|van|от))?:? +{_WHO}",
    rf"(?:posted|written) by:? +@?{_WHO}",
    r"(?:.*\d[^,]*|just now|yesterday|today), (?P<who>[^,]{1,80}) (?:wrote|said)",
    rf"@?{_WHO},? (?:wrote|said|posted)(?: this)?(?:,? (?:in|on|at) .+)?",
)
"""What is a title only where an element tells that it is one."""
_SURE, _BEFORE, _BEHIND = (
    tuple(re.compile(way, re.IGNORECASE) for way in ways) for ways in (_SAID, (*_DATED, *_SAID), _TITLED)
)
_LABEL = re.compile(rf"(?:{_QUOTE})\s*[:：]?", re.IGNORECASE)
_ARROWS = re.compile(r"[\s»›↑↗⤴⇧→»:：]+\Z")
_QUOTED = "\"'“”„«» \u00a0"
_POST_IN_LINK = re.compile(
    r"(?:[?&;#/](?:p|pid|posts?|postid|msg|comment|entry|post\?id)[=/-]?|\.msg|__p__|\bpost: ?|near/)([0-9]{1,9})\b",
    re.IGNORECASE,
)
_MOST_WORDS = 5  # of a name, where only an element tells that it is one
_NUMBER = re.compile(r"[0-9]{1,9}\Z")


def read_title(words: str, *, names: bool) -> Attribution | None:
    """The attribution that the words of a title are; None if they are none. If `names`, its class tells that it names
    somebody: then what stands before a colon is a name.

    >>> read_title("Quote from: ann on January 01, 2020, 10:00:00 AM", names=True).author
    'ann'
    """
    bare = _ARROWS.sub("", words)
    if not bare or len(words) > LONGEST or is_label(words):
        return None
    head = bare.partition(":")[0]
    if found := _first(_BEFORE, bare) or _first(_BEFORE, head):
        return _named(words, found)
    read = parse_attribution(words)
    if read is None and (found := _first(_BEHIND, bare)):
        return _named(words, found)
    if read := read or parse_attribution(f"{head}:"):
        return _named(words, read.author)
    if not names or bare == words:
        return None
    return _named(bare, bare if len(bare.split()) <= _MOST_WORDS else None)


def read_line(words: str, *, wrapped: bool) -> Attribution | None:
    """The attribution that a line is which stands before a quote or in it."""
    read = parse_attribution(words, wrapped=wrapped)
    if read is None and not wrapped and len(words) <= LONGEST:
        line = " ".join(words.split())
        found = _first(_SURE, _ARROWS.sub("", line))
        return _named(line, found) if found else None
    return read and _named(read.text, read.author)


def _first(ways: tuple[re.Pattern[str], ...], words: str) -> str:
    """The name in words that are said in one of these ways; empty if they are in none."""
    return next((found["who"] for way in ways if (found := way.fullmatch(words))), "")


def _named(text: str, author: str | None) -> Attribution:
    return Attribution(text=text, author=(author or "").strip(_QUOTED).removeprefix("@") or None)


def with_addresses(attribution: Attribution, links: Iterable[tuple[str, str]], *, every: bool = False) -> Attribution:
    """The attribution with the mail addresses behind the words that link to them, as mails have them, and with other
    addresses that lead to no post: of a link that is most of the line and says more than a name, or of `every` link.
    `links` are the words and the addresses of links.
    """
    text = attribution.text
    for words, href in links:
        says_more = 2 * len(words) > len(text) and words != attribution.author
        is_told = (every or says_more) and post_in(href) is None
        address = unquote(href.partition(":")[2].partition("?")[0]) if href.lower().startswith("mailto:") else ""
        address = address or (href if is_told else "")
        if address and address.casefold() not in text.casefold():
            named = words if words and words in text else text
            text = text.replace(named, f"{named} <{address}>", 1)
    return replace(attribution, text=text)


def is_label(words: str) -> bool:
    """True if words only say that a quote follows."""
    return _LABEL.fullmatch(words) is not None


def post_in(value: str) -> int | None:
    """The number of a post that an attribute is, or that an address leads to.

    >>> post_in("https://x.example/index.php?topic=1.msg12#msg12"), post_in("post: 12"), post_in("/t/9/3")
    (12, 12, None)
    """
    found = _NUMBER.match(value)
    if found:
        return int(found[0])
    found = _POST_IN_LINK.search(value)
    return int(found[1]) if found else None
