"""What of a stranger's HTML may stand in our pages: the last thing that is done to it.

A list of what is allowed, held by nh3; nothing may change the HTML behind it.
"""

import re

import nh3

from archiver.bodies.links import is_safe_url

_DIRECTED = ("p", "h3", "h4", "h5", "h6", "ul", "ol", "td", "th", "summary")
_TAGS = frozenset(
    str.split(
        "a abbr blockquote br code del details div em h3 h4 h5 h6 hr input li ol p pre s span strong sub summary sup "
        "table tbody td th thead tr ul"
    )
)
_FREE = {
    "a": {"href", "title", "class"},
    "code": {"class"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "abbr": {"title"},
    "pre": {"title"},
    "input": {"disabled", "checked"},
    "span": {"title"},
}
_ALIGNED = {"align-left", "align-center", "align-right"}
_LISTED = {"contains-task-list"}
_FIXED: dict[str, dict[str, set[str]]] = {
    **{tag: {"dir": {"auto"}} for tag in _DIRECTED},
    "a": {"rel": {"nofollow ugc noopener"}},
    "details": {"class": {"spoiler"}},
    "div": {"class": {"table", "math"}, "dir": {"ltr"}, "tabindex": {"0"}},
    "input": {"type": {"checkbox"}, "class": {"task-list-item-checkbox"}, "aria-label": {"done", "to do"}},
    "li": {"class": {"task-list-item"}},
    "ol": {"dir": {"auto"}, "class": _LISTED},
    "pre": {"dir": {"ltr"}, "tabindex": {"0"}},
    "span": {"class": {"math", "spoiler", "picture"}, "dir": {"ltr"}, "tabindex": {"0"}},
    "td": {"dir": {"auto"}, "class": _ALIGNED},
    "th": {"dir": {"auto"}, "class": _ALIGNED},
    "ul": {"dir": {"auto"}, "class": _LISTED},
}
_LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")


_LONG = 4000  # characters of text without a tag
_LONG_TEXT = re.compile(rf">[^<>]{{{2 * _LONG},}}+")
_BEFORE_ENTITY = re.compile(rf".{{1,{_LONG}}}+[^&]*+(?=&|\Z)", re.DOTALL)


def clean(html: str) -> str:
    """The HTML of `fit` with only what is allowed, and the text of the rest."""
    return _CLEANER.clean(_LONG_TEXT.sub(_in_parts, html) if len(html) > _LONG else html)


def keeps_link(opening: str) -> bool:
    """True if the begin of a link still leads somewhere when it was cleaned: nh3 asks for more than a safe scheme."""
    return " href=" in clean(opening)


def _in_parts(text: re.Match[str]) -> str:
    """The text with comments in it, which go again: nh3 takes quadratic time for many `&amp;` in one node of text."""
    return _BEFORE_ENTITY.sub(r"\g<0><!---->", text[0])


def _fitting(tag: str, name: str, value: str) -> str | None:
    """The value if it may stand there: links that stay on the site or have a scheme, our own classes."""
    if name == "href":
        return value if is_safe_url(value) else None
    if tag == "code":
        return value if _LANGUAGE.match(value) else None
    if tag == "a" and name == "class":
        return value if value == "picture" else None
    if name in {"start", "value"}:
        return value if _NUMBER.match(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_FREE,
    tag_attribute_values=_FIXED,
    attribute_filter=_fitting,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
"""Made once: to read these lists takes longer than to clean a short post."""
