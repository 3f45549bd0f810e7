"""BBCode's quote tags: where `[quote="bob" post_id=12]` and `[/quote]` stand in a text, and whom they say is quoted.

Every engine has attributes of its own; which of them has the name and which the post, stands in tables here. A tag
stands on one line and is short: what is longer, or has no closing bracket, is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from archiver.model import Attribution

UID = r"(?>(?::\w{1,2})?:[a-z0-9]{5,10})"
"""What phpBB keeps behind the names of tags in its database: `[quote:1a2b3c4d="bob"]`, `[/list:u:1a2b3c4d]`."""
_LONGEST = 500  # characters of a tag
_MARK = r"(?:&quot;|&\#0?3[49];|&apos;|&[lr][sd]quo;|[\"“”„‟‘’'])"
_OTHER_TAG = r"\[/?(?i:quote)(?![^\W_])"  # no part of an argument, even between quotation marks: one of those is lost
_KEY = r"\s{1,9}[\w-]{1,20}="
_QUOTED = rf"""
    (?:{_MARK}(?:(?!{_MARK}|{_OTHER_TAG})[^\n]){{0,200}}{_MARK}  # any brackets,
    |{_MARK}(?:[^\n\[\]]|(?!{_OTHER_TAG})\[[^\n\[\]]{{0,200}}\]){{1,200}}?{_MARK})  # or marks, and brackets in pairs
    (?=(?>{UID}?)\s{{0,9}}(?:\]|\Z)|{_KEY}|\s{{0,9}},)"""
_REST = rf"""(?>(?:(?<==)"(?:(?!{_OTHER_TAG})[^"\n]){{0,200}}"|(?<==)'(?:(?!{_OTHER_TAG})[^'\n]){{0,200}}'
    |(?!{_OTHER_TAG})\[[^\[\]\n]{{0,200}}\]|[^\[\]\n]){{0,2000}})"""
ARGUMENT = rf"(?P<argument>(?:\s{{0,9}}=\s{{0,9}}(?:{_QUOTED})?|(?={_KEY})){_REST}|)\s{{0,9}}\]"
"""What stands between a tag's name and its closing bracket, as a verbose pattern; brackets in it pair or are quoted."""
_BEGIN = re.compile(r"\[/?quote(?![^\W_])", re.IGNORECASE)
_TAG = re.compile(rf"\[(?P<closes>/)?quote(?>{UID}?){ARGUMENT}", re.IGNORECASE | re.VERBOSE)
_NAMED = re.compile(
    rf"(?:\A\s*|(?<=\s))(?P<key>[\w-]{{1,20}})=\s{{0,9}}(?P<value>{_QUOTED}|.*?)(?={_KEY}|\s*\Z)", re.VERBOSE
)
_DEFAULT = re.compile(
    rf"\s*=\s*(?:(?P<quoted>{_QUOTED})(?>{UID}?)|(?P<bare>[^,]*?))(?P<list>(?:,.*?)?)(?={_KEY}|\s*\Z)", re.VERBOSE
)
_AUTHORS = ("author", "name", "username", "user", "member", "by", "poster")
"""Attributes with the name: SMF and YaBB, Invision and Tapatalk, and others; phpBB, vBulletin and MyBB need none."""
_POSTS = ("post_id", "pid", "post", "postid", "msg_id", "comment", "id")
"""Attributes with the number by which the engine knows the post: phpBB, MyBB, Invision, and others."""
_LINKS = ("link", "source", "url")
"""Attributes with the post's address: SMF, ProBoards."""
_OTHERS = frozenset(
    str.split("board date dateline full member_id mid poster_id thread time timestamp tid topic uid user_id userid")
)
"""Attributes that say neither who nor which post; what nobody knows may be a name, if none is there."""
_NUMBER = re.compile(r"[np]?([0-9]{1,12})\Z")
_LINKED = re.compile(r"(?:\bmsg=?|/post/|\bpost-?|\bpostID=|\bpid=|#p|;\s?(?:[a-z]-?)?)([0-9]{1,12})\b", re.IGNORECASE)
_PAIR = re.compile(
    r"\s*(?:(?P<key>post|topic|member|full|convMessage|profilePost)\s?:\s?(?P<value>[^\s\"]*(?:\".*)?)"
    r"|(?P<named>username)\s?:\s?(?P<name>.*))\Z",
    re.IGNORECASE,
)
"""Discourse and XenForo: `alice, post:3, topic:9`, `alice, post: 12, member: 34`."""
_ADDED = re.compile(r"(?:;\s?(?:[a-z]-?)?[0-9]{1,12}|\s*,\s*['\"]?(?:https?:|index\.php)\S*)\Z")
"""vBulletin, Vanilla and WoltLab: `ann;123456`, `ann;n123456`, `'ann','https://x.example/?postID=12#post12'`."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\s*[,;@]\s*(?:{_MONTH}\.? \d|\d{{1,2}}\.? {_MONTH}|\d{{1,4}}[-./]\d{{1,2}}[-./]\d|today|yesterday).*\Z", re.I
)
"""Invision 1: `ann,Jan 1 2005, 10:04 AM`."""
_MARKUP = re.compile(r"\[/?(?:b|i|u|url|post|user|color|size|font)(?:=[^\[\]]*)?\]", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\\"'\[\]])")
_MARKS = "\"“”„‟‘’'"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTag:
    """A tag and where it stands in its text; one that opens may say who is quoted."""

    start: int
    end: int
    closes: bool
    attribution: Attribution | None = None


def find_quote_tags(text: str) -> Iterator[QuoteTag]:
    """The quote tags of a text, in order, whether or not they pair."""
    begun = _BEGIN.search(text)
    while begun:
        tag = match_quote_tag(text, begun.start())
        if tag:
            yield tag
        begun = _BEGIN.search(text, tag.end if tag else begun.end())


def match_quote_tag(text: str, start: int) -> QuoteTag | None:
    """The quote tag that begins at this place of a text."""
    found = _TAG.match(text, start, start + _LONGEST) if text.find("]", start, start + _LONGEST) > 0 else None
    if found is None or (found["closes"] and found["argument"]):
        return None
    attribution = None if found["closes"] else parse_quote_tag(found["argument"])
    return QuoteTag(start=start, end=found.end(), closes=found["closes"] is not None, attribution=attribution)


def parse_quote_tag(argument: str) -> Attribution | None:
    """The attribution in what stands behind `[quote` and before its `]`; None if no name is there.

    >>> parse_quote_tag('="alice, post:3, topic:9"')
    Attribution(text='alice', author='alice', post=3, post_id=None)
    >>> parse_quote_tag(" author=Bob link=topic=12.msg34#msg34")
    Attribution(text='Bob', author='Bob', post=None, post_id='34')
    >>> parse_quote_tag('="alice, post:3" of the crew').text
    'alice of the crew'
    """
    argument = argument[:_LONGEST]
    default = _DEFAULT.match(argument)
    named = {found["key"].lower(): _bare(found["value"]) for found in _NAMED.finditer(argument)}
    said = _bare(default["quoted"] or default["bare"] or "") + unescape(default["list"]) if default else ""
    said, pairs = _parted(said.strip())
    behind = " ".join(filter(None, (value.partition('"')[2].strip() for value in pairs.values())))
    pairs = {key: value.partition('"')[0].strip() for key, value in pairs.items()}
    added = _ADDED.search(said)
    name = _plain(said[: added.start()] if added else said)
    name = name.removesuffix("'") if "pid" in named else name  # MyBB's, whose first mark was lost
    name = name or next((found for key in _naming(named) if (found := _plain(named.get(key, "")))), "")
    place = _place(pairs)
    identified = None if place else _post_id(named, pairs.get("post", ""), added[0] if added else "")
    author = pairs.get("username") or name
    return Attribution(text=f"{name} {behind}".strip(), author=author, post=place, post_id=identified) if name else None


def _naming(named: dict[str, str]) -> Iterator[str]:
    """The attributes that may have the name, the surest first."""
    yield from _AUTHORS
    yield from (key for key in named if key not in _OTHERS and key not in _POSTS and key not in _LINKS)


def _place(pairs: dict[str, str]) -> int | None:
    """The place of a post in its topic: Discourse counts them. XenForo, which names the member, numbers them all."""
    said = pairs.get("post", "")
    return int(said) if "member" not in pairs and _NUMBER.match(said) and said.isdecimal() and len(said) < 10 else None


def _post_id(named: dict[str, str], *said: str) -> str | None:
    """The number by which the engine knows the post."""
    numbers = (*(named.get(key, "") for key in _POSTS), said[0])
    links = (*(named.get(key, "") for key in _LINKS), said[1])
    found = (*map(_NUMBER.match, numbers), *map(_LINKED.search, links))
    return next((match[1] for match in found if match), None)


def _bare(value: str) -> str:
    """A value without its quotation marks and escapes."""
    value = unescape(value).strip()
    if len(value) > 1 and value[0] in _MARKS and value[-1] in _MARKS:
        value = value[1:-1]
    return _ESCAPED.sub(r"\1", value).strip()


def _parted(said: str) -> tuple[str, dict[str, str]]:
    """A name, and the pairs behind it: `alice, post: 12, member: 34`."""
    pairs: dict[str, str] = {}
    head, comma, tail = said.rpartition(",")
    while comma and (pair := _PAIR.match(tail)):
        pairs[(pair["key"] or pair["named"]).lower()] = (pair["value"] or pair["name"] or "").strip()
        said = head
        head, comma, tail = said.rpartition(",")
    return said, pairs


def _plain(name: str) -> str:
    """A name without what an engine or its users have put around it: a date, tags, `@`, a mark that nothing closes."""
    name = _DATE.sub("", name).strip()
    name = _MARKUP.sub("", name).strip() or name
    return (name.removeprefix('"') if name.count('"') == 1 else name).removeprefix("@").strip()
