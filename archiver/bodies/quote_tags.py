"""Quote tags of BBCode, `[quote="bob" post_id=12]` and `[/quote]`, and the attributions in them.

Each kind of forum software has attributes of its own; the tables here list the attributes for the author's name and for
the post. A tag is short and on one line: a longer one, or one without a closing bracket, is text.
"""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from archiver.model import Attribution

PHPBB_UID = r"(?>(?::\w{1,2})?:[a-z0-9]{5,10})"
"""A pattern for the id that phpBB adds to the names of tags in its database: `[quote:1a2b3c4d="bob"]`,
`[/list:u:1a2b3c4d]`."""
_LONGEST = 500  # characters of a tag
_MARK = r"(?:&quot;|&\#0?3[49];|&apos;|&[lr][sd]quo;|[\"“”„‟‘’'])"
_OTHER_TAG = r"\[/?(?i:quote)(?![^\W_])"  # in an argument it means that a quotation mark is missing
_KEY = r"\s{1,9}[\w-]{1,20}="
_QUOTED = rf"""
    (?:{_MARK}(?:(?!{_MARK}|{_OTHER_TAG})[^\n]){{0,200}}{_MARK}  # with any brackets,
    |{_MARK}(?:[^\n\[\]]|(?!{_OTHER_TAG})\[[^\n\[\]]{{0,200}}\]){{1,200}}?{_MARK})  # or with marks and paired brackets
    (?=(?>{PHPBB_UID}?)\s{{0,9}}(?:\]|\Z)|{_KEY}|\s{{0,9}},)"""
_REST = rf"""(?>(?:(?<==)"(?:(?!{_OTHER_TAG})[^"\n]){{0,200}}"|(?<==)'(?:(?!{_OTHER_TAG})[^'\n]){{0,200}}'
    |(?!{_OTHER_TAG})\[[^\[\]\n]{{0,200}}\]|[^\[\]\n]){{0,2000}})"""
TAG_ARGUMENT = rf"(?P<argument>(?:\s{{0,9}}=\s{{0,9}}(?:{_QUOTED})?|(?={_KEY})){_REST}|)\s{{0,9}}\]"
"""A verbose pattern for the text between the name of a tag and its closing bracket, with that bracket. Brackets in the
text are in pairs or between quotation marks."""
_BEGIN = re.compile(r"\[/?quote(?![^\W_])", re.IGNORECASE)
_TAG = re.compile(rf"\[(?P<closes>/)?quote(?>{PHPBB_UID}?){TAG_ARGUMENT}", re.IGNORECASE | re.VERBOSE)
_ATTRIBUTE = re.compile(
    rf"(?:\A\s*|(?<=\s))(?P<key>[\w-]{{1,20}})=\s{{0,9}}(?P<value>{_QUOTED}|.*?)(?={_KEY}|\s*\Z)", re.VERBOSE
)
_DEFAULT = re.compile(
    rf"\s*=\s*(?:(?P<quoted>{_QUOTED})(?>{PHPBB_UID}?)|(?P<bare>[^,]*?))(?P<list>(?:,.*?)?)(?={_KEY}|\s*\Z)", re.VERBOSE
)
_AUTHOR_KEYS = ("author", "name", "username", "user", "member", "by", "poster")
"""Attributes with the name of the author: SMF and YaBB, Invision and Tapatalk, and others. phpBB, vBulletin and MyBB
have the name right after `quote=`."""
_POST_KEYS = ("post_id", "pid", "post", "postid", "msg_id", "comment", "id")
"""Attributes with the id of the quoted post in the forum: phpBB, MyBB, Invision, and others."""
_LINK_KEYS = ("link", "source", "url")
"""Attributes with the URL of the quoted post: SMF, ProBoards."""
_OTHER_KEYS = frozenset(
    str.split("board date dateline full member_id mid poster_id thread time timestamp tid topic uid user_id userid")
)
"""Attributes with neither the author nor the post. An attribute in no table may have the name, if no other has."""
_NUMBER = re.compile(r"[np]?([0-9]{1,12})\Z")
_LINK_ID = re.compile(r"(?:\bmsg=?|/post/|\bpost-?|\bpostID=|\bpid=|#p|;\s?(?:[a-z]-?)?)([0-9]{1,12})\b", re.IGNORECASE)
_PAIR = re.compile(
    r"\s*(?:(?P<key>post|topic|member|full|convMessage|profilePost)\s?:\s?(?P<value>[^\s\"]*(?:\".*)?)"
    r"|(?P<named>username)\s?:\s?(?P<name>.*))\Z",
    re.IGNORECASE,
)
"""A pair after the name in Discourse and XenForo: `alice, post:3, topic:9`, `alice, post: 12, member: 34`."""
_POST_SUFFIX = re.compile(r"(?:;\s?(?:[a-z]-?)?[0-9]{1,12}|\s*,\s*['\"]?(?:https?:|index\.php)\S*)\Z")
"""The post after the name in vBulletin, Vanilla and WoltLab: `ann;123456`, `ann;n123456`,
`'ann','https://x.example/?postID=12#post12'`."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\s*[,;@]\s*(?:{_MONTH}\.? \d|\d{{1,2}}\.? {_MONTH}|\d{{1,4}}[-./]\d{{1,2}}[-./]\d|today|yesterday).*\Z", re.I
)
"""The date after the name in Invision 1: `ann,Jan 1 2005, 10:04 AM`."""
_MARKUP = re.compile(r"\[/?(?:b|i|u|url|post|user|color|size|font)(?:=[^\[\]]*)?\]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\\"'\[\]])")
_MARKS = "\"“”„‟‘’'"


class QuoteTag(Struct, frozen=True, kw_only=True):
    """A quote tag in a text."""

    start: int
    """Index of the tag's first character in the text."""
    end: int
    """Index after the tag's last character."""
    closes: bool
    """True for `[/quote]`."""
    attribution: Attribution | None = None
    """The attribution in an opening tag; None if it names no author, and for a closing tag."""


def find_quote_tags(text: str) -> Iterator[QuoteTag]:
    """Yield the quote tags of a text in order. Tags without a partner are included."""
    start = _BEGIN.search(text)
    while start:
        tag = match_quote_tag(text, start.start())
        if tag:
            yield tag
        start = _BEGIN.search(text, tag.end if tag else start.end())


def match_quote_tag(text: str, start: int) -> QuoteTag | None:
    """Parse the quote tag that starts at index `start` of a text; None if there is none."""
    match = _TAG.match(text, start, start + _LONGEST) if text.find("]", start, start + _LONGEST) > 0 else None
    if match is None or (match["closes"] and match["argument"]):
        return None
    attribution = None if match["closes"] else parse_quote_tag(match["argument"])
    return QuoteTag(start=start, end=match.end(), closes=match["closes"] is not None, attribution=attribution)


def parse_quote_tag(argument: str) -> Attribution | None:
    """Parse the text between `[quote` and its `]` to an attribution; None if it has no name.

    >>> parse_quote_tag('="alice, post:3, topic:9"')
    Attribution(text='alice', author='alice', post=3, post_id=None)
    >>> parse_quote_tag(" author=Bob link=topic=12.msg34#msg34")
    Attribution(text='Bob', author='Bob', post=None, post_id='34')
    >>> parse_quote_tag('="alice, post:3" of the crew').text
    'alice of the crew'
    """
    argument = argument[:_LONGEST]
    default = _DEFAULT.match(argument)
    attributes = {match["key"].lower(): _unquote(match["value"]) for match in _ATTRIBUTE.finditer(argument)}
    value = _unquote(default["quoted"] or default["bare"] or "") + unescape(default["list"]) if default else ""
    value, pairs = _split_pairs(value.strip())
    after_quote = " ".join(filter(None, (text.partition('"')[2].strip() for text in pairs.values())))
    pairs = {key: text.partition('"')[0].strip() for key, text in pairs.items()}
    suffix = _POST_SUFFIX.search(value)
    name = _clean_name(value[: suffix.start()] if suffix else value)
    name = name.removesuffix("'") if "pid" in attributes else name  # MyBB, if the first quotation mark is missing
    name = name or next(filter(None, (_clean_name(attributes.get(key, "")) for key in _name_keys(attributes))), "")
    post = _post_number(pairs)
    post_id = None if post else _post_id(attributes, pairs.get("post", ""), suffix[0] if suffix else "")
    if not name:
        return None
    author = pairs.get("username") or name
    return Attribution(text=f"{name} {after_quote}".strip(), author=author, post=post, post_id=post_id)


def _name_keys(attributes: dict[str, str]) -> Iterator[str]:
    """Yield the keys of attributes that may have the name of the author, the most certain first."""
    yield from _AUTHOR_KEYS
    yield from (key for key in attributes if key not in _OTHER_KEYS and key not in _POST_KEYS and key not in _LINK_KEYS)


def _post_number(pairs: dict[str, str]) -> int | None:
    """Return the number of the quoted post in its topic, from the pair `post` of Discourse; None if there is none.

    In XenForo, which also has a pair `member`, the pair `post` has an id of the whole forum: then the result is None.
    """
    number = pairs.get("post", "")
    is_count = "member" not in pairs and _NUMBER.match(number) and number.isdecimal() and len(number) < 10
    return int(number) if is_count else None


def _post_id(attributes: dict[str, str], number: str, link: str) -> str | None:
    """Find the id of the quoted post in the forum; None if the tag has none.

    Args:
        attributes: the attributes of the tag.
        number: text after the name that may be the id; may be empty.
        link: text after the name that may have the id at its end; may be empty.
    """
    numbers = (*(attributes.get(key, "") for key in _POST_KEYS), number)
    links = (*(attributes.get(key, "") for key in _LINK_KEYS), link)
    matches = (*map(_NUMBER.match, numbers), *map(_LINK_ID.search, links))
    return next((match[1] for match in matches if match), None)


def _unquote(value: str) -> str:
    """Remove quotation marks around the value of an attribute, and decode its entities and escapes."""
    value = unescape(value).strip()
    if len(value) > 1 and value[0] in _MARKS and value[-1] in _MARKS:
        value = value[1:-1]
    return _ESCAPED.sub(r"\1", value).strip()


def _split_pairs(text: str) -> tuple[str, dict[str, str]]:
    """Split a name from the pairs after it: `alice, post: 12, member: 34`. Returns the name, and the values by their
    keys.
    """
    pairs: dict[str, str] = {}
    head, comma, tail = text.rpartition(",")
    while comma and (pair := _PAIR.match(tail)):
        pairs[(pair["key"] or pair["named"]).lower()] = (pair["value"] or pair["name"] or "").strip()
        text = head
        head, comma, tail = text.rpartition(",")
    return text, pairs


def _clean_name(name: str) -> str:
    """Remove a date, BBCode, `@`, and a quotation mark without a partner from a name."""
    name = _DATE.sub("", name).strip()
    name = _MARKUP.sub("", name).strip() or name
    return (name.removeprefix('"') if name.count('"') == 1 else name).removeprefix("@").strip()
