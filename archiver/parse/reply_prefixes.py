"""What replies put before the subject that they answer: `Re:` and its like, and the name of a mailing list."""

import re

_PREFIX = re.compile(
    r"(?:\s*(?:re|aw|sv|vs|antw|odp|rif|ynt|fwd?|wg|tr|doorst|回复|答复|转发)(?:\s?\[\d{1,4}\]|\^\d{1,3}|\*\d{1,3})?\s*[:：])+\s*",
    re.IGNORECASE,
)
LIST_TAG = re.compile(r"\[[^\]]{1,60}\]\s*")
"""The name of a list in brackets, at the begin of a subject."""


def without_reply_prefix(subject: str) -> str:
    """The subject without `Re:` and its like, also behind the name of the list.

    >>> without_reply_prefix("Re: AW: [moons] Re: Who pays?"), without_reply_prefix("Re:")
    ('[moons] Who pays?', 'Re:')
    """
    bare = _PREFIX.sub("", subject, count=1) if _PREFIX.match(subject) else subject
    if tag := LIST_TAG.match(bare):
        rest = bare[tag.end() :]
        bare = tag[0] + (rest[match.end() :] if (match := _PREFIX.match(rest)) else rest)
    return bare.strip() or subject.strip()


def comparable_subject(subject: str) -> str:
    """A subject without prefixes, tags of lists, case and spaces: replies change these."""
    bare = LIST_TAG.sub("", without_reply_prefix(subject))
    return "".join(bare.casefold().split())
