"""The begins of elements that say more than their names: a language of code, how a cell is set, from where to count.

In come an element's attributes, out comes how ours begins.
"""

import re
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.quote_elements import Attributes

_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#.-]{1,40})")
_NO_LANGUAGE = frozenset({"auto", "nohighlight", "none"})
_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")
_ALIGN = re.compile(r"\b(?:text-align\s*:\s*)?(left|center|right)\b", re.IGNORECASE)


def open_code(node: LexborNode, attributes: Attributes) -> str:
    """The begin of a `pre`, with the language of its code."""
    language, said = _told(node, attributes)
    named = f' class="language-{language}"' if language else ""
    title = f' title="{escape(said)}"' if said else ""
    return f'<pre dir="ltr" tabindex="0"{title}><code{named}>'


def words_of_code(node: LexborNode, attributes: Attributes) -> str:
    """The language and the title of a `pre` that can be none, since it stands in another."""
    return " ".join(filter(None, _told(node, attributes)))


def _told(node: LexborNode, attributes: Attributes) -> tuple[str, str]:
    """The language of a `pre`, and its title; empty where nothing is said."""
    inner = node.first_child
    inner_class = inner.attributes.get("class") if inner is not None and inner.tag == "code" else ""
    found = _LANGUAGE.search(f"{inner_class or ''} {attributes.get('class') or ''}")
    language = found[1] if found and found[1] not in _NO_LANGUAGE else ""
    return language, attributes.get("title") or _first_line(inner)


def _first_line(code: LexborNode | None) -> str:
    """Where the lines begin to count, if they are items of a list: `12…`. Empty if that is not said."""
    items = code.first_child if code is not None else None
    start = (items.attributes.get("start") or "") if items is not None and items.tag == "ol" else ""
    return f"{start}…" if _NUMBER.match(start) and start != "1" else ""


def open_cell(tag: str, attributes: Attributes) -> str:
    """The begin of a cell, with how it is set."""
    found = _ALIGN.match((attributes.get("align") or attributes.get("style") or "").strip())
    return f'<{tag} dir="auto" class="align-{found[1].lower()}">' if found else f'<{tag} dir="auto">'


def open_numbered(tag: str, attributes: Attributes) -> str | None:
    """The begin of a list or an item that says where it begins to count; None if it does not."""
    number = attributes.get("start" if tag == "ol" else "value") or ""
    counts = f' {"start" if tag == "ol" else "value"}="{number}"' if _NUMBER.match(number) else ""
    if tag == "li":
        return f"<li{counts}>" if counts else None
    down = " reversed" if "reversed" in attributes else ""
    return f'<ol dir="auto"{counts}{down}>\n' if counts or down else None
