"""Who a quote says it quotes: `**alice wrote:**`, `On <date>, Alice wrote:`, `[quote="alice, post:3"]`.

The patterns are data, one row for each way of saying it, in the languages that the archives we know are written in.
"""

import re

from archiver.model import Attribution

_LONGEST = 200  # characters; a longer line is prose that happens to end in a colon

_NAME = r"(?P<author>[^\s,:：][^,:：]{0,79}?)"
_WHEN = r"[^:：]{0,30}\d.{0,80}?(?:\s[AP]M)?"
_MOST_WORDS = 4  # of a name; more are a sentence
_ADDRESS = re.compile(r"\s*[<(]?\S+@\S+[>)]?$")

_DATED = (
    rf"On {_WHEN},? {_NAME} wrote:",  # English
    rf"Am {_WHEN} schrieb {_NAME}:",  # German
    rf"Le {_WHEN},? {_NAME} a écrit\s?:",  # French
    rf"El {_WHEN},? {_NAME} escribió:",  # Spanish
    rf"(?:Em|No dia) {_WHEN},? {_NAME} escreveu:",  # Portuguese
    rf"Il {_WHEN},? {_NAME} ha scritto:",  # Italian
    rf"Op {_WHEN} schreef {_NAME}:",  # Dutch
)
_NAMED = (
    rf"{_NAME} (?:wrote|writes|said):",
    rf"{_NAME} (?:schrieb|schreibt|sagte)(?: am {_WHEN})?:",
    rf"{_NAME} (?:a écrit|écrivait)\s?:",
    rf"{_NAME} (?:escribió|escreveu|ha scritto|schreef):",
    rf"{_NAME} (?:писал|писала|пишет|написал|написала):",  # Russian
    rf"{_NAME} (?:כתבה?|כותבת?|אמרה?):",  # Hebrew
    rf"(?:كتبت?|قالت?) {_NAME}\s?:",  # Arabic, the verb before the name or behind it
    rf"{_NAME} (?:كتبت?|قالت?)\s?:",
    rf"{_NAME}\s?(?:写道|寫道|写到|说道|说|說)\s?[:：]",  # Chinese
    rf"{_NAME}\s?(?:さん|氏)?\s?(?:が|は|の)?\s?(?:書きました|書いた|曰く|発言)\s?[:：]",  # Japanese
)
_DATED_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _DATED)
_PATTERNS = (*_DATED_PATTERNS, *(re.compile(pattern, re.IGNORECASE) for pattern in _NAMED))

_DISCOURSE_POST = re.compile(r"post:([0-9]{1,9})\Z")


def read_attribution(text: str, *, wrapped: bool = False) -> Attribution | None:
    """The attribution that a text is, or None. One that was wrapped over two lines has a date in the first.

    >>> read_attribution("On 3 March 2021, Mira wrote:").author
    'Mira'
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST or not text.endswith((":", "：")):
        return None
    patterns = _DATED_PATTERNS if wrapped else _PATTERNS
    names = (_name(match["author"]) for pattern in patterns if (match := pattern.fullmatch(text)))
    author = next(filter(None, names), None)
    return Attribution(text=text, author=author) if author else None


def _name(text: str) -> str | None:
    """A name without its mail address; None if it is rather the beginning of a sentence."""
    name = _ADDRESS.sub("", text).strip() or text.strip()
    words = name.split()
    ends_sentence = any(len(word) > 3 and word[-1] in ".!?" for word in words)
    return None if len(words) > _MOST_WORDS or ends_sentence else name


def read_quote_tag(argument: str) -> Attribution | None:
    """The attribution in a `[quote="alice, post:3, topic:9"]` tag's argument.

    >>> read_quote_tag("alice, post:3, topic:9")
    Attribution(text='alice', author='alice', post=3)
    """
    name, *rest = (part.strip() for part in argument.split(","))
    posts = (_DISCOURSE_POST.match(part) for part in rest)
    return Attribution(text=name, author=name, post=next((int(m[1]) for m in posts if m), None)) if name else None
