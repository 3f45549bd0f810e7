"""Removes from HTML all that may not be in our pages: the last step for HTML of untrusted origin.

An allowlist, enforced by nh3. No other code may change the HTML afterwards.
"""

import re

import nh3

from archiver.bodies.links import is_safe_url

_WITH_DIR = ("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "td", "th", "summary")
_ELEMENTS = frozenset(
    str.split(
        "a abbr blockquote br code del details div em h2 h3 h4 h5 h6 hr input li ol p pre s span strong sub summary "
        "sup table tbody td th thead tr ul"
    )
)
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "code": {"class"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "abbr": {"title"},
    "pre": {"title"},
    "input": {"disabled", "checked"},
    "span": {"title"},
}
"""Attributes whose value is free, except for classes, numbers and addresses, which are checked."""
_FILE_CLASSES = {"picture", "media"}
_ALIGN_CLASSES = {"align-left", "align-center", "align-right"}
_LIST_CLASSES = {"contains-task-list"}
_VALUES: dict[str, dict[str, set[str]]] = {
    **{tag: {"dir": {"auto"}} for tag in _WITH_DIR},
    "a": {"rel": {"nofollow ugc noopener"}},
    "details": {"class": {"spoiler"}},
    "div": {"class": {"table", "math"}, "dir": {"ltr"}, "tabindex": {"0"}},
    "input": {"type": {"checkbox"}, "class": {"task-list-item-checkbox"}, "aria-label": {"done", "to do"}},
    "li": {"class": {"task-list-item"}},
    "ol": {"dir": {"auto"}, "class": _LIST_CLASSES},
    "pre": {"dir": {"ltr"}, "tabindex": {"0"}},
    "span": {"class": {"math", "spoiler", *_FILE_CLASSES}, "dir": {"ltr"}, "tabindex": {"0"}},
    "td": {"dir": {"auto"}, "class": _ALIGN_CLASSES},
    "th": {"dir": {"auto"}, "class": _ALIGN_CLASSES},
    "ul": {"dir": {"auto"}, "class": _LIST_CLASSES},
}
"""Attributes that may have only one of these values."""
_LANGUAGE = re.compile(r"language-[\w+#.-]{1,40}\Z")
_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")
_LONG = 4000  # characters of text without a tag
_LONG_TEXT = re.compile(rf">[^<>]{{{2 * _LONG},}}+")
_BEFORE_ENTITY = re.compile(rf".{{1,{_LONG}}}+[^&]*+(?=&|\Z)", re.DOTALL)


def sanitize(html: str) -> str:
    """Remove all elements and attributes from HTML of `html_writer` that are not allowed in our pages.

    The text in a removed element stays, and so nothing that a reader saw is lost.
    """
    return _CLEANER.clean(_LONG_TEXT.sub(_split_text, html) if len(html) > _LONG else html)


def keeps_link(start_tag: str) -> bool:
    """True if the start tag of a link keeps its `href` when it is sanitized.

    A scheme that is safe is not enough for nh3: it also rejects some malformed addresses. Asked before a link is
    written, so that its address can be written as text instead.
    """
    return " href=" in sanitize(start_tag)


def _split_text(text: re.Match[str]) -> str:
    """Insert comments into a long text: nh3 takes quadratic time for many `&amp;` in one text node, and removes
    comments.
    """
    return _BEFORE_ENTITY.sub(r"\g<0><!---->", text[0])


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value of an allowed attribute, or None to remove the attribute.

    `tag` is the name of the element, `name` the name of the attribute.
    """
    if name == "href":
        return value if is_safe_url(value) else None
    if tag == "code":
        return value if _LANGUAGE.match(value) else None
    if tag == "a" and name == "class":
        return value if value in _FILE_CLASSES else None
    if name in {"start", "value"}:
        return value if _NUMBER.match(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_ELEMENTS,
    attributes=_ATTRIBUTES,
    tag_attribute_values=_VALUES,
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
"""Made once per process: nh3 needs more time to copy the lists than to clean a short post."""
