"""What headings of posts say of their authors, and signatures: withheld without changing how the source is parsed."""

import re
from collections.abc import Iterator
from typing import Protocol

from archiver.model import Post
from archiver.withhold.redaction import Redaction

FILLERS = ("…", "removed", "0")
"""What stands in place of a name; a pattern of headings may want letters, or digits."""
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w-]*)(?:=(?:"[^"]*"|[^\s"{}]*))?""")
_BRACES = re.compile(rf"\{{#([A-Za-z0-9][A-Za-z0-9._-]*)((?:\s+{_ATTRIBUTE.pattern})*)\s*\}}\s*\Z")
_TELLS_NOTHING = frozenset({"reply-to", "edited", "format", "deleted", "accepted", "pinned"})
_OF_THE_WORDS = frozenset({"subject", "files", "score", "reactions"})
_SEPARATOR = re.compile(r"(?:^|\s)[·|—]\s")
_SIGNATURE = re.compile(r"(?:^|\n)-- ?\n")


class PostRegion(Protocol):
    """Where a post is in the text of its file."""

    @property
    def start(self) -> int:
        """Where its heading begins."""

    @property
    def body(self) -> int:
        """Where its body begins."""

    @property
    def body_end(self) -> int:
        """Where its body ends."""

    @property
    def end(self) -> int:
        """Where the next post begins."""

    @property
    def is_headed(self) -> bool:
        """True if the heading is a line `## … {#id}`."""


def redact_heading(
    text: str, region: PostRegion, post: Post, filler: str, *, keeps_subject: bool = False, pseudonym: str = ""
) -> Iterator[Redaction]:
    """Withhold what the heading of a post, or the lines at its end, tell of its author and its words.

    Args:
        text: the text of the file.
        region: where the post is in it.
        post: the post.
        filler: what stands in place of names.
        keeps_subject: True: the subject stays, and the files of the post, since only its author is not to be named.
        pseudonym: what stands in place of the name of the author; "" for the `filler`.
    """
    if region.is_headed:
        line = text[region.start : region.body].rstrip("\n")
        yield Redaction(
            region.start, region.start + len(line), _headed(line, post, pseudonym, keeps_subject=keeps_subject)
        )
        return
    values = {post.author, post.address, post.url, *(value for _, value in post.extra)}
    values |= set() if keeps_subject else {post.subject, *(name for name, _ in post.reactions)}
    for start, end in ((region.start, region.body), (region.body_end, region.end)):
        for value in sorted(filter(None, values), key=len, reverse=True):
            instead = pseudonym if pseudonym and value == post.author else filler
            pattern = r"\s+".join(map(re.escape, value.split()))
            yield from (Redaction(m.start(), m.end(), instead) for m in re.compile(pattern).finditer(text, start, end))


def _headed(line: str, post: Post, pseudonym: str, *, keeps_subject: bool) -> str:
    """A heading with a pseudonym, its date and id, and of its attributes those that tell nothing of the author."""
    braces = _BRACES.search(line)
    head = line[2 : braces.start()].strip() if braces else ""
    id_, inner = (braces[1], braces[2]) if braces else (post.id, "")
    kept = _TELLS_NOTHING | (_OF_THE_WORDS if keeps_subject else set())
    attributes = " ".join([f"#{id_}", *(match[0] for match in _ATTRIBUTE.finditer(inner) if match[1] in kept)])
    separators = list(_SEPARATOR.finditer(head))
    date = (head[separators[-1].end() :] if separators else "" if post.author else head) if post.date else ""
    shown = " · ".join(filter(None, (pseudonym, date.strip())))
    return f"## {shown} {{{attributes}}}".replace("##  ", "## ")


def signature_of(text: str, region: PostRegion) -> Iterator[Redaction]:
    """Withhold the signature at the end of a post, behind the line `-- `, whose `region` is in a text."""
    found = [match.end() for match in _SIGNATURE.finditer(text, region.body, region.body_end)]
    if found and (rest := text[found[-1] : region.body_end].rstrip()):
        yield Redaction(found[-1], found[-1] + len(rest), "…")
