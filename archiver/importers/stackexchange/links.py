"""The addresses of a site: those of its posts, and those that bodies have, made whole and alike. Pure.

A post has many addresses (`/q/5`, `/questions/5/with-a-title`, `/questions/5/title/7#7`): links to it get the one under
which it is archived.
"""

import re

_POST = re.compile(
    r"/(?:questions|q)/(?P<question>\d{1,12})(?:/[^/\s?#]{0,300}(?:/(?P<answer>\d{1,12}))?/?)?(?:\?[^\s#]{0,300})?"
    r"(?:#(?:(?P<comment>comment\d{1,12}_\d{1,12})|(?P<anchor>\d{1,12})))?"
    r"|/a/(?P<short>\d{1,12})(?:/\d{1,12})?/?(?:\?[^\s#]{0,300})?(?:#\d{1,12})?"
)
_ATTRIBUTE = re.compile(r"(?<=\s)(href|src)=\"([^\"<>]{1,2000})\"")


def question_url(host: str, question: int) -> str | None:
    """The URL of a question; None if the host is "", that is, not known."""
    return f"https://{host}/questions/{question}" if host else None


def answer_url(host: str, answer: int) -> str | None:
    """The URL of an answer; None if the host is not known."""
    return f"https://{host}/a/{answer}" if host else None


def comment_url(host: str, question: int, name: str) -> str | None:
    """The URL of a comment; None if the host is not known.

    Args:
        host: the host of the site.
        question: the number of the question.
        name: the name of the comment on its page, as `comment8_7`.
    """
    return f"https://{host}/questions/{question}#{name}" if host else None


def whole_address(address: str, host: str) -> str:
    """An address that a body has, whole, and, of a post of the same site, the one under which that is archived.

    >>> whole_address("/questions/5/with-a-title/7#7", "x.example"), whole_address("//i.example/a.png", "x.example")
    ('https://x.example/a/7', 'https://i.example/a.png')
    """
    if address.startswith("//"):
        return f"https:{address}"
    if not host:
        return address
    path = next((address.removeprefix(start) for start in _starts(host) if address.startswith(f"{start}/")), "")
    if not path.startswith("/"):
        return address
    match = _POST.fullmatch(path)
    return f"https://{host}{path}" if match is None else _archived(match, host)


def _starts(host: str) -> tuple[str, ...]:
    return (f"https://{host}", f"http://{host}", "")


def _archived(match: re.Match[str], host: str) -> str:
    if match["comment"]:
        return f"https://{host}/questions/{match['question']}#{match['comment']}"
    answer = match["short"] or match["answer"] or match["anchor"]
    if answer and answer != match["question"]:
        return f"https://{host}/a/{answer}"
    return f"https://{host}/questions/{match['question']}"


def with_whole_addresses(html: str, host: str) -> str:
    """HTML in which no address is relative to the site."""
    return _ATTRIBUTE.sub(lambda match: f'{match[1]}="{whole_address(match[2], host)}"', html)
