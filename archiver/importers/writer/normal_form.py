"""The normal form of an imported thread: what a source can hold of it.

Ids become anchors, names are in one line, dates are in years that dates can have, and characters that no source can
have are replaced. `normal_form(normal_form(thread))` is `normal_form(thread)`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from archiver.importers.threads import Extra, ImportedPost, ImportedThread
from archiver.model import Moment, PostId
from archiver.parse.anchors import anchor_of
from archiver.urls import alias_path
from archiver.values import is_language_tag, is_web_address

_EDGE_YEARS = frozenset({0, 1, 9999})
_LARGEST_NUMBER = 10**15 - 1
_LONGEST_ADDRESS = 2000  # characters of the address of a file
_MOST_ALIASES = 20  # of a thread
_DEEPEST = 12  # levels of `extra`
_NO_NAME = re.compile(r"[^\w-]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def normal_form(thread: ImportedThread) -> ImportedThread:
    """The normal form of a thread."""
    posts = tuple(_with_unique_ids(_post(post) for post in thread.posts))
    return replace(
        thread,
        title=_line(thread.title) or "",
        tags=tuple(dict.fromkeys(filter(None, map(_line, thread.tags)))),
        lang=thread.lang if thread.lang and is_language_tag(thread.lang) else None,
        url=_web_address(thread.url),
        aliases=tuple(dict.fromkeys(alias for alias in map(_sound, thread.aliases) if alias_path(alias)))[
            :_MOST_ALIASES
        ],
        views=_number(thread.views) if thread.views is not None and thread.views >= 0 else None,
        extra=_table(thread.extra, 0),
        posts=tuple(_with_known_parents(posts)),
    )


def _post(post: ImportedPost) -> ImportedPost:
    reactions = ((_reaction(name), _number(count)) for name, count in post.reactions)
    extra = ((_name(name), _line(value) or "") for name, value in post.extra.items())
    return replace(
        post,
        id=anchor_of(_sound(post.id)) or "",
        author=_line(post.author),
        address=_line(post.address),
        date=_moment(post.date),
        body=_body(post.body),
        reply_to=anchor_of(_sound(post.reply_to)) if post.reply_to else None,
        subject=_line(post.subject),
        url=_web_address(post.url),
        edited=_moment(post.edited),
        score=_number(post.score) if post.score is not None else None,
        reactions=tuple((name, count) for name, count in reactions if name and count is not None and count >= 0),
        files=tuple(name for name in map(_sound, post.files) if _is_file_address(name)),
        extra={name: value for name, value in extra if name},
    )


def _with_unique_ids(posts: Iterable[ImportedPost]) -> Iterator[ImportedPost]:
    """The posts, each with an id that no other has: with a suffix where needed, or the position where there is none."""
    taken = set[str]()
    suffixes = Counter[str]()
    for position, post in enumerate(posts, 1):
        wanted = post.id or str(position)
        id_ = wanted
        while id_ in taken:
            suffixes[wanted] += 1
            id_ = f"{wanted}-{suffixes[wanted] + 1}"
        taken.add(id_)
        yield post if id_ == post.id else replace(post, id=id_)


def _with_known_parents(posts: tuple[ImportedPost, ...]) -> Iterator[ImportedPost]:
    """The posts, without replies to themselves. A post that is answered and missing goes to `extra`."""
    ids = {post.id for post in posts}
    for post in posts:
        if post.reply_to is None or (post.reply_to in ids and post.reply_to != post.id):
            yield post
        elif post.reply_to == post.id:
            yield replace(post, reply_to=None)
        else:
            yield replace(post, reply_to=None, extra={**post.extra, MISSING_PARENT: post.reply_to})


MISSING_PARENT = "reply-to"
"""The name in `extra` of the id of an answered post that is not in the thread."""


def with_parents(thread: ImportedThread, known: frozenset[PostId]) -> ImportedThread:
    """The normal form of a thread, with replies to posts of the source that the export lacks.

    `known` has the ids of the posts that the source has already.
    """
    posts = []
    for post in thread.posts:
        parent = post.extra.get(MISSING_PARENT)
        if parent in known and parent != post.id and post.reply_to is None:
            extra = {name: value for name, value in post.extra.items() if name != MISSING_PARENT}
            posts.append(replace(post, reply_to=parent, extra=extra))
        else:
            posts.append(post)
    return replace(thread, posts=tuple(posts))


def _sound(text: str) -> str:
    """The text without unpaired surrogates, which UTF-8 cannot encode, and NUL, which no source has."""
    if text.isascii() and "\0" not in text:
        return text
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", "\ufffd")


def _line(text: str | None) -> str | None:
    """The text in one line, with single spaces; None if nothing is left."""
    return " ".join(_CONTROLS.sub(" ", _sound(text)).split()) or None if text else None


def _body(text: str) -> str:
    """The text with `\\n` at the end of its lines, and no blank line at its start and end."""
    sound = _sound(text)
    if "\r" in sound:
        sound = sound.replace("\r\n", "\n").replace("\r", "\n")
    return sound.strip("\n")


def _moment(moment: Moment | None) -> Moment | None:
    if moment is None or moment.at.year in _EDGE_YEARS or moment.at.tzinfo is None:
        return None
    return moment


def _number(number: int) -> int | None:
    return number if abs(number) <= _LARGEST_NUMBER else None


def _web_address(url: str | None) -> str | None:
    sound = _sound(url.strip()) if url else ""
    return sound if is_web_address(sound) else None


def _is_file_address(address: str) -> bool:
    return (
        0 < len(address) <= _LONGEST_ADDRESS
        and not any(map(str.isspace, address))
        and _CONTROLS.search(address) is None
    )


def _reaction(name: str) -> str:
    return _line(name.replace(",", " ")) or ""


def _name(name: str) -> str:
    """The name of an attribute: letters, digits, `_` and `-`."""
    return _NO_NAME.sub("-", _sound(name)).strip("-")


def _table(table: Mapping[str, Extra], depth: int) -> dict[str, Extra]:
    """The table without empty names, and without what is too deep."""
    cleaned = ((_line(name), _value(value, depth + 1)) for name, value in table.items())
    return {name: value for name, value in cleaned if name and value is not None}


def _value(value: Extra, depth: int) -> Extra | None:
    if isinstance(value, str):
        return _CONTROLS.sub(" ", _sound(value))
    if depth > _DEEPEST:
        return None
    if isinstance(value, Mapping):
        return _table(value, depth)
    return tuple(inner for inner in (_value(inner, depth + 1) for inner in value) if inner is not None)
