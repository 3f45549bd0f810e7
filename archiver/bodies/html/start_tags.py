"""Start tags with attributes: the language of code, the alignment of a cell, the number with which a list starts.

In come an element and its attributes, out comes the start tag in our HTML.
"""

import re
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Attributes

_LANGUAGE = re.compile(r"\blang(?:uage)?-([\w+#.-]{1,40})")
_HIGHLIGHT_JS = re.compile(r"(?<!\S)hljs(?!\S)")
_NAME = re.compile(r"[\w+#.-]{1,40}\Z")
_NO_LANGUAGE = frozenset({"auto", "nohighlight", "none"})
_NUMBER = re.compile(r"-?[0-9]{1,9}\Z")
_ALIGN = re.compile(r"\b(?:text-align\s*:\s*)?(left|center|right)\b", re.IGNORECASE)


def code_start_tag(node: LexborNode, attributes: Attributes) -> str:
    """Write the start tags of a `pre` and of the `code` in it, with the language and the title of the `pre` at
    `node`.
    """
    language, title = _language_and_title(node, attributes)
    class_attribute = f' class="language-{language}"' if language else ""
    title_attribute = f' title="{escape(title)}"' if title else ""
    return f'<pre dir="ltr" tabindex="0"{title_attribute}><code{class_attribute}>'


def code_label(node: LexborNode, attributes: Attributes) -> str:
    """Write the language and the title of a `pre` as text, for a `pre` inside of a `pre`; empty if it has neither."""
    return " ".join(filter(None, _language_and_title(node, attributes)))


def _language_and_title(node: LexborNode, attributes: Attributes) -> tuple[str, str]:
    """Find the language and the title of a `pre`, in its attributes or those of a `code` at its start.

    Each is empty if there is none.
    """
    inner = node.first_child
    inner_class = inner.attributes.get("class") if inner is not None and inner.tag == "code" else ""
    language = _language(f"{inner_class or ''} {attributes.get('class') or ''}")
    return language, attributes.get("title") or _first_line_number(inner)


def _language(classes: str) -> str:
    """The language that classes name: `language-python`, `lang-py`, or `hljs python`; empty if they name none."""
    match = _LANGUAGE.search(classes)
    words = [match[1]] if match else _HIGHLIGHT_JS.sub(" ", classes).split() if "hljs" in classes else []
    return words[0] if words and words[0] not in _NO_LANGUAGE and _NAME.match(words[0]) else ""


def _first_line_number(code: LexborNode | None) -> str:
    """Return the number of the first line of code, as `12…`, if the lines are items of a numbered list; empty if it is
    1.
    """
    items = code.first_child if code is not None else None
    start = (items.attributes.get("start") or "") if items is not None and items.tag == "ol" else ""
    return f"{start}…" if _NUMBER.match(start) and start != "1" else ""


def cell_start_tag(tag: str, attributes: Attributes) -> str:
    """Write the start tag of a `td` or `th`, with the class of its alignment."""
    align = _ALIGN.match((attributes.get("align") or attributes.get("style") or "").strip())
    return f'<{tag} dir="auto" class="align-{align[1].lower()}">' if align else f'<{tag} dir="auto">'


def numbered_start_tag(tag: str, attributes: Attributes) -> str | None:
    """Write the start tag of an `ol` or `li` that sets a number or the direction of counting; None if it sets
    neither.
    """
    attribute = "start" if tag == "ol" else "value"
    number = attributes.get(attribute) or ""
    number_attribute = f' {attribute}="{number}"' if _NUMBER.match(number) else ""
    if tag == "li":
        return f"<li{number_attribute}>" if number_attribute else None
    reversed_attribute = " reversed" if "reversed" in attributes else ""
    counting = number_attribute + reversed_attribute
    return f'<ol dir="auto"{counting}>\n' if counting else None
