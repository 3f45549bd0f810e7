"""What each BBCode tag is: words in a line, a block, or something whose contents are no BBCode. All of it is data.

The names are those of phpBB, vBulletin, SMF, MyBB, XenForo, Invision, punBB and Discourse. What is in no table is text.
"""

from collections.abc import Iterable


def _each(names: str, value: str) -> Iterable[tuple[str, str]]:
    return ((name, value) for name in names.split())


INLINE = dict(
    (
        *_each("b strong bold", "strong"),
        *_each("i em italic italics", "em"),
        *_each("u ins underline", "u"),
        *_each("s strike del", "s"),
        *_each("sub", "sub"),
        *_each("sup super", "sup"),
    )
)
"""Words in a line, by the element that they become."""
PLAIN = frozenset(
    str.split(
        "color colour bgcolor backcolor background size font face big small highlight mark glow shadow blink move "
        "marquee rtl ltr bdo black red blue green white user mention member anchor goto post thread topic attachment"
    )
)
"""Words in a line that look differently in a forum, and not with us."""
BLOCKS = dict(
    (
        *_each("center centre left right justify align indent blockindent float div p paragraph offtopic ot", "div"),
        *_each("h h1 heading", "h1"),
        *((f"h{level}", f"h{level}") for level in range(2, 7)),
        *_each("ul ulist", "ul"),
        *_each("ol olist", "ol"),
        *((tag, tag) for tag in ("li", "table", "thead", "tbody", "tr", "td", "th")),
    )
)
"""Blocks, by the element that they become."""
LISTS = frozenset({"list", "ul", "ulist", "ol", "olist"})
"""Blocks with items, each behind a `[*]`."""
QUOTE = "quote"
LIST = "list"
"""`[list]` and `[list=1]`, `[list=a]`."""
SPOILERS = frozenset(
    str.split("spoiler spoilers spoilerbox spoil ispoiler hide hidden details collapse expand inlinespoiler")
)
"""What stays shut: a block with a title, or words in a line."""
ALWAYS_INLINE = frozenset({"ispoiler", "inlinespoiler"})
LINKS = frozenset({"url", "link", "iurl", "ftp", "email", "mail"})
"""`[url=address]words[/url]`; `[url]address[/url]` if there is an address and nothing else."""
MAIL = frozenset({"email", "mail"})
EXPLAINED = frozenset({"acronym", "abbr", "abbreviation"})
"""`[acronym=explanation]short[/acronym]`."""
RULERS = frozenset({"hr", "line"})
ALONE = RULERS | {"br"}
"""What has no closing tag."""
ITEM = "*"
CODE = frozenset(
    str.split(
        "code codeblock codebox pre php html xml css sql js javascript python java perl ruby cpp bash diff "
        "sourcecode source geshi syntax samp"
    )
)
"""Code in a block; but for the first row's, the name is that of its language."""
NO_LANGUAGE = frozenset(str.split("code codeblock codebox pre sourcecode source geshi syntax samp"))
INLINE_CODE = frozenset({"icode", "c", "tt", "kbd", "mono", "inlinecode"})
LITERAL = frozenset({"noparse", "plain", "nobbc", "nobbcode"})
"""BBCode in these is text."""
PICTURES = frozenset({"img", "image", "timg", "limg"})
FILMS = frozenset(str.split("youtube yt media video audio vimeo dailymotion flash gvideo mp3 embed tweet twitter"))
"""What plays, or is shown by another site: an address, or the number that it has there."""
SITES = dict(
    (
        *_each("youtube yt", "https://www.youtube.com/watch?v={}"),
        *_each("vimeo", "https://vimeo.com/{}"),
        *_each("dailymotion", "https://www.dailymotion.com/video/{}"),
        *_each("tweet twitter", "https://twitter.com/i/status/{}"),
    )
)
"""The address of what has a number, by the name of the tag, or what stands behind it (`[media=youtube]`)."""
MATH = frozenset({"math", "tex", "latex", "imath", "itex"})
RAW = CODE | INLINE_CODE | LITERAL | PICTURES | FILMS | MATH
"""Nothing in these is a tag."""
PAIRED = frozenset(INLINE) | PLAIN | frozenset(BLOCKS) | {QUOTE, LIST} | SPOILERS | LINKS | EXPLAINED | RAW
KNOWN = PAIRED | ALONE | {ITEM}
