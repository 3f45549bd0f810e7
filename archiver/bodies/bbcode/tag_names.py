"""Names of BBCode tags by what they become: an inline element, a block, or an element whose contents are no BBCode.

The names of phpBB, vBulletin, SMF, MyBB, XenForo, Invision, punBB and Discourse. A tag with a name in no table is text.
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
"""The inline element of HTML for each tag of that kind."""
UNSTYLED = frozenset(
    str.split(
        "color colour bgcolor backcolor background size font face big small highlight mark glow shadow blink move "
        "marquee rtl ltr bdo black red blue green white user mention member anchor goto post thread topic attachment"
    )
)
"""Tags that change how text looks in a forum, and have no effect in our pages."""
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
"""The block of HTML for each tag of that kind."""
LISTS = frozenset({"list", "ul", "ulist", "ol", "olist"})
"""Tags of blocks in which `[*]` starts an item."""
QUOTE = "quote"
LIST = "list"
"""The tag of a list: unnumbered, or numbered as in `[list=1]` and `[list=a]`."""
SPOILERS = frozenset(
    str.split("spoiler spoilers spoilerbox spoil ispoiler hide hidden details collapse expand inlinespoiler")
)
"""Tags of contents that are hidden until a reader asks for them: a block with a title, or text within a line."""
INLINE_SPOILERS = frozenset({"ispoiler", "inlinespoiler"})
"""Tags of spoilers that are never a block."""
LINKS = frozenset({"url", "link", "iurl", "ftp", "email", "mail"})
"""Tags of links: `[url=address]text[/url]`, or `[url]address[/url]` if the contents are nothing but an address."""
MAIL = frozenset({"email", "mail"})
"""Tags of links to mail addresses."""
ABBREVIATIONS = frozenset({"acronym", "abbr", "abbreviation"})
"""Tags of abbreviations: `[acronym=long form]short form[/acronym]`."""
RULES = frozenset({"hr", "line"})
VOID = RULES | {"br"}
"""Tags without a closing tag."""
ITEM = "*"
"""The tag `[*]`, which starts an item of a list and needs no closing tag."""
CODE = frozenset(
    str.split(
        "code codeblock codebox pre php html xml css sql js javascript python java perl ruby cpp bash diff "
        "sourcecode source geshi syntax samp"
    )
)
"""Tags of code in a block. The name is that of the language, except for names in `ANY_LANGUAGE_CODE`."""
ANY_LANGUAGE_CODE = frozenset(str.split("code codeblock codebox pre sourcecode source geshi syntax samp"))
"""Tags of code in a block whose name is not that of a language."""
INLINE_CODE = frozenset({"icode", "c", "tt", "kbd", "mono", "inlinecode"})
"""Tags of code within a line."""
LITERAL = frozenset({"noparse", "plain", "nobbc", "nobbcode"})
"""Tags whose contents are shown as text, BBCode included."""
PICTURES = frozenset({"img", "image", "timg", "limg"})
MEDIA = frozenset(str.split("youtube yt media video audio vimeo dailymotion flash gvideo mp3 embed tweet twitter"))
"""Tags of videos and of posts on other sites. The contents are an address, or an id at the site that the tag names."""
MEDIA_ADDRESSES = dict(
    (
        *_each("youtube yt", "https://www.youtube.com/watch?v={}"),
        *_each("vimeo", "https://vimeo.com/{}"),
        *_each("dailymotion", "https://www.dailymotion.com/video/{}"),
        *_each("tweet twitter", "https://twitter.com/i/status/{}"),
    )
)
"""Addresses of videos and posts by the name of the tag, or by its value (`[media=youtube]`). `{}` is replaced by the
id."""
MATH = frozenset({"math", "tex", "latex", "imath", "itex"})
VERBATIM = CODE | INLINE_CODE | LITERAL | PICTURES | MEDIA | MATH
"""Tags in whose contents nothing is a tag."""
PAIRED = frozenset(INLINE) | UNSTYLED | frozenset(BLOCKS) | {QUOTE, LIST} | SPOILERS | LINKS | ABBREVIATIONS | VERBATIM
"""Tags that need a closing tag."""
KNOWN = PAIRED | VOID | {ITEM}
"""All names of tags; anything else in square brackets is text."""
