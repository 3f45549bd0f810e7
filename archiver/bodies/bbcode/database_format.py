"""BBCode as databases keep it, made what its author wrote: phpBB's links, smilies and XML, and `<br />` for new lines.

In comes a body, out comes one in which nothing but BBCode is markup. Entities stay for whoever writes the words.
"""

import re

_LINE_BREAK = re.compile(r"<br ?/?>\n?")
_LINK = re.compile(
    r"<!-- (?P<kind>[mlwe]) --><a [^<>]{0,200}?href=\"(?P<address>[^<>\"]{1,2000})\"[^<>]{0,200}>"
    r"(?P<words>[^<>]{0,2000})</a><!-- (?P=kind) -->"
)
_SMILEY = re.compile(r"<!-- s(?P<words>[^<>\s]{1,40}) --><img [^<>]{0,400}><!-- s(?P=words) -->")
_FILE = re.compile(r"<!-- ia[0-9]{1,4} -->")
_XML = re.compile(r"\s*<[rt]>.*</[rt]>\s*\Z", re.DOTALL)
_XML_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")


def as_written(body: str) -> str:
    """The body as its author wrote it.

    >>> as_written('<r>a <B><s>[b]</s>b<e>[/b]</e></B></r>')
    'a [b]b[/b]'
    >>> as_written('see <!-- m --><a class="postlink" href="http://x.example">x.example</a><!-- m -->')
    'see [url=http://x.example]x.example[/url]'
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if _XML.match(body):
        return _XML_TAG.sub("", body)
    if "<br" in body:
        body = _with_lines(body)
    if "<!-- " in body:
        body = _LINK.sub(r"[url=\g<address>]\g<words>[/url]", body)
        body = _FILE.sub("", _SMILEY.sub(r"\g<words>", body))
    return body


def _with_lines(body: str) -> str:
    """The body with new lines for `<br />`, if all its lines end in one; otherwise somebody talks of HTML."""
    words = body.strip("\n")
    return _LINE_BREAK.sub("\n", words) if words.count("\n") in {0, len(re.findall(r"<br ?/?>\n", words))} else body
