"""A source in the headed form as bytes: what stands before its posts, and each post. Joined, they are the source."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archiver.model import PostId
from archiver.parse import parse_heading

_REPLY = re.compile(r"""(?<=\s)reply-to=(?:"([^"]*)"|([^\s"{}]*))""")
_KEY = re.compile(rb"[\"']?([A-Za-z_-]+)[\"']?\s*:")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")
_KEPT = ("breaks", "dir", "format", "lang", "tags")
"""Keys of the front matter that posts are read by, or that say what they are about."""


class PostText(NamedTuple):
    """A post of a source."""

    id: PostId
    heading: str
    """Its line, without the end of the line."""
    body: bytes
    """All that follows, up to the next heading."""

    def renamed(self, id_: PostId) -> "PostText":
        """The post with another id."""
        at = self.heading.rindex(f"{{#{self.id}")
        behind = self.heading[at + 2 + len(self.id) :]
        return PostText(id_, f"{self.heading[:at]}{{#{id_}{behind}", self.body)

    def with_attribute(self, name: str, value: str) -> "PostText":
        """The post with an attribute more, unless it has it."""
        parsed = parse_heading(self.heading)
        if parsed is None or re.search(rf"\s{name}=", parsed[2]):
            return self
        end = self.heading.rindex("}")
        text = value if re.fullmatch(r"[\w.:/+@#-]+", value) else f'"{value}"'
        return self._replace(heading=f"{self.heading[:end].rstrip()} {name}={text}}}{self.heading[end + 1 :]}")

    def with_reply(self, places: Mapping[PostId, str]) -> "PostText":
        """The post with the id that it replies to as it is now, or with the attribute `x-reply-to` for a post that is
        in another source: `places` has the new ids of posts, or the text for that attribute; others stay.
        """
        start = self.heading.rindex(f"{{#{self.id}")

        def replaced(match: re.Match[str]) -> str:
            id_ = PostId(match[1] if match[1] is not None else match[2])
            place = places.get(id_, id_)
            if "#" in place:
                return f'x-reply-to="{as_value(place)}"'
            return f'reply-to="{as_value(place)}"' if match[1] is not None else f"reply-to={place}"

        return self._replace(heading=self.heading[:start] + _REPLY.sub(replaced, self.heading[start:]))

    def join(self) -> bytes:
        """The bytes of the post, which end with a line."""
        text = self.heading.encode("utf-8", "surrogateescape") + self.body
        return text if text.endswith(b"\n") else text + b"\n"


class HeadedText(NamedTuple):
    """A source in the headed form."""

    start: bytes
    """Front matter and title."""
    posts: tuple[PostText, ...]

    def join(self) -> bytes:
        """The bytes of the source. Between two posts is an empty line."""
        parts = [self.start, *(post.join() for post in self.posts)]
        spaced = (part if part.endswith((b"\n\n", b"\r\n\r\n")) or not part else part + b"\n" for part in parts[:-1])
        return b"".join((*spaced, parts[-1]))


def split_headed(content: bytes) -> HeadedText:
    """The parts of a source. Without a heading of a post, all of it is `start`."""
    start: list[bytes] = []
    posts: list[tuple[PostId, bytes, list[bytes]]] = []
    for line in _LINE.findall(content):
        parsed = parse_heading(line.decode("utf-8", "surrogateescape")) if line.startswith(b"##") else None
        if parsed:
            posts.append((parsed[1], line, []))
        else:
            (posts[-1][2] if posts else start).append(line)
    return HeadedText(b"".join(start), tuple(_post(id_, line, body) for id_, line, body in posts))


def _post(id_: PostId, line: bytes, body: list[bytes]) -> PostText:
    heading = line.rstrip(b"\r\n")
    text = heading.decode("utf-8", "surrogateescape")
    return PostText(id_, text, line[len(heading) :] + b"".join(body))


def as_value(text: str) -> str:
    """A text as the value of an attribute, between quotation marks."""
    return text.replace("&", "&amp;").replace('"', "&quot;")


def front_matter_of(start: bytes) -> Mapping[str, bytes]:
    """The lines of each key of the front matter with which the beginning of a source begins, in order."""
    lines = start.removeprefix(b"\xef\xbb\xbf").splitlines(keepends=True)
    found: dict[str, bytes] = {}
    if not lines or lines[0].rstrip() != b"---":
        return found
    last = ""
    for line in lines[1:]:
        if line.rstrip() in {b"---", b"..."}:
            break
        key = _KEY.match(line)
        last = key[1].decode() if key else last
        found[last] = found.get(last, b"") + line
    return found


def start_of_split(start: bytes, title: str) -> bytes:
    """What stands before the posts of a thread that is split off: the keys of the front matter by which posts are read,
    and the title.
    """
    kept = [lines for key, lines in front_matter_of(start).items() if key in _KEPT]
    front = b"".join((b"---\n", *kept, b"---\n")) if kept else b""
    return front + f"# {title}\n\n".encode()


def free_ids(taken: Iterable[PostId], wanted: Iterable[PostId]) -> Mapping[PostId, PostId]:
    """For each wanted id one that is not taken: itself, or with a number behind it."""
    used, found = {*taken}, dict[PostId, PostId]()
    for id_ in wanted:
        numbered = (PostId(f"{id_}-{number}") for number in range(2, len(used) + 3))
        found[id_] = id_ if id_ not in used else next(other for other in numbered if other not in used)
        used.add(found[id_])
    return found
