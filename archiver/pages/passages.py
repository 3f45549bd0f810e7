"""Links to a passage of a post, whose words the browser marks without a script.

They are text fragments (https://wicg.github.io/scroll-to-text-fragment/). Browsers without them scroll to the post.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote

from archiver.model import Span, Url

_UNSAFE = re.compile(r"[^\w.~ ]+", re.ASCII)  # spaces are escaped by `replace`, which is faster
_MOST_PASSAGES = 4
_WHOLE = 80  # characters of the longest passage that is in the URL as a whole; of a longer one its two ends are
_EDGE_WORDS = 8
_SHORTEST_EDGE = 12  # characters of a line that is taken for an end; shorter lines probably occur more than once
_LONGEST_EDGE = 80  # characters of an end, which scripts without spaces reach within eight words


def passage_url(post: Url, words: str, spans: Sequence[Span]) -> Url:
    """A post's permalink with text fragments for passages of the post.

    Args:
        post: the permalink.
        words: the post's own text.
        spans: offsets of the passages in `words`. The first four are marked; without any, the permalink is unchanged.

    >>> passage_url(Url("/a/#p1"), "It is well-known.", [(6, 17)])
    '/a/#p1:~:text=well%2Dknown.'
    """
    texts = [text for start, end in spans[:_MOST_PASSAGES] if (text := _directive(words[start:end]))]
    return Url(f"{post}:~:{'&'.join(texts)}") if texts else post


def _directive(passage: str) -> str:
    """The text directive `text=…` for a passage, or `text=start,end` for a long one; "" for a blank one."""
    lines = [" ".join(line.split()) for line in passage.split("\n") if line.strip()]
    if not lines:
        return ""
    if len(lines) == 1 and len(lines[0]) <= _WHOLE:
        return f"text={_encoded(lines[0])}"
    first = next((line for line in lines if len(line) >= _SHORTEST_EDGE), lines[0])
    last = next((line for line in reversed(lines) if len(line) >= _SHORTEST_EDGE), lines[-1])
    return f"text={_encoded(_head(first))},{_encoded(_tail(last))}"


def _head(line: str) -> str:
    words = line.split(" ")
    head = " ".join(words[:_EDGE_WORDS])
    return head if len(head) <= _LONGEST_EDGE else head[:_LONGEST_EDGE].rpartition(" ")[0] or head[:_LONGEST_EDGE]


def _tail(line: str) -> str:
    words = line.split(" ")
    tail = " ".join(words[-_EDGE_WORDS:])
    return tail if len(tail) <= _LONGEST_EDGE else tail[-_LONGEST_EDGE:].partition(" ")[2] or tail[-_LONGEST_EDGE:]


def _encoded(text: str) -> str:
    return _UNSAFE.sub(_percent, text).replace(" ", "%20")


def _percent(match: re.Match[str]) -> str:
    return quote(match[0], safe="").replace("-", "%2D")
