"""BBCode as databases store it: phpBB's links, smilies and XML, and `<br />` for newlines.

In comes a body, out comes what its author wrote, in which nothing but BBCode is markup. Entities are not decoded here,
but where text is written (`BodyContext.text`).
"""

import re

_LINE_BREAK = re.compile(r"<br ?/?>\n?")
_LINK = re.compile(
    r"<!-- (?P<kind>[mlwe]) --><a [^<>]{0,200}?href=\"(?P<address>[^<>\"]{1,2000})\"[^<>]{0,200}>"
    r"(?P<text>[^<>]{0,2000})</a><!-- (?P=kind) -->"
)
_SMILEY = re.compile(r"<!-- s(?P<text>[^<>\s]{1,40}) --><img [^<>]{0,400}><!-- s(?P=text) -->")
_ATTACHMENT = re.compile(r"<!-- ia[0-9]{1,4} -->")
_XML = re.compile(r"\s*<[rt]>.*</[rt]>\s*\Z", re.DOTALL)
_XML_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")


def restore_source(body: str) -> str:
    """Restore the body as its author wrote it, without what a forum's database has added.

    >>> restore_source('<r>a <B><s>[b]</s>b<e>[/b]</e></B></r>')
    'a [b]b[/b]'
    >>> restore_source('see <!-- m --><a class="postlink" href="http://x.example">x.example</a><!-- m -->')
    'see [url=http://x.example]x.example[/url]'
    """
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if _XML.match(body):
        return _XML_TAG.sub("", body)
    if "<br" in body:
        body = _with_newlines(body)
    if "<!-- " in body:
        body = _LINK.sub(r"[url=\g<address>]\g<text>[/url]", body)
        body = _ATTACHMENT.sub("", _SMILEY.sub(r"\g<text>", body))
    return body


def _with_newlines(body: str) -> str:
    """Replace `<br />` by newlines, if all lines of the body end in one; otherwise its author writes about HTML."""
    lines = body.strip("\n")
    is_stored = lines.count("\n") in {0, len(re.findall(r"<br ?/?>\n", lines))}
    return _LINE_BREAK.sub("\n", lines) if is_stored else body
