"""The small Markdown of comments: one paragraph with links, code and emphasis, and names of pages of the site. Pure."""

import re

from archiver.importers.markdown.code_parts import outside_code
from archiver.importers.markdown.escaping import escape_line_start, link
from archiver.importers.stackexchange.links import whole_address

_TOKEN = re.compile(
    r"\\[\\`*_\[\]]"
    r"|\[(?P<label>[^\[\]\n]{1,500})\]\((?P<target>[^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?)"
    r"(?: +\"[^\"\n]{0,500}\")?\)"
    r"|\[(?P<meta>meta-)?tag:(?P<tag>[^\[\]\s]{1,60})\]"
    r"|\[(?P<page>ask|answer|help|tour|about|help/[\w/-]{1,60})\]"
    r"|(?P<url>https?://[^\s<>\[\]()]+)"
    r"|(?P<mark><|~~|\|\||&(?=#?\w{1,40};))"
)
_PAGES = {"ask": "help/how-to-ask", "answer": "help/how-to-answer"}


def comment_to_markdown(text: str, host: str) -> str:
    r"""The text of a comment as Markdown.

    Args:
        text: the text.
        host: the host of the site; "" if it is not known.

    >>> print(comment_to_markdown("# <b> see [this](/q/5), [tag:c]", "x.example"))
    \# \<b> see [this](https://x.example/questions/5), [c](https://x.example/questions/tagged/c)
    """
    line = text.replace("\r", " ").replace("\n", " ").strip()
    changed = outside_code(line, lambda part: _TOKEN.sub(lambda token: _token(token, host), part), has_indented=False)
    return changed if changed.startswith("`") else escape_line_start(changed)


def _token(token: re.Match[str], host: str) -> str:
    if token["target"]:
        return link(whole_address(token["target"], host), token["label"])
    if token["tag"]:
        server = f"{'meta.' if token['meta'] else ''}{host}"
        return link(f"https://{server}/questions/tagged/{token['tag']}", token["tag"]) if host else token["tag"]
    if token["page"]:
        return link(f"https://{host}/{_PAGES.get(token['page'], token['page'])}", token["page"]) if host else token[0]
    return f"\\{token['mark']}" if token["mark"] else token[0]
