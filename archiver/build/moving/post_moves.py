"""Moves posts from one text in the headed form to another one: in the order of their dates, with ids of their own."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from archiver.build.moving.ends import MoveEnds, PostRange
from archiver.build.moving.headed_text import (
    HeadedText,
    PostText,
    as_value,
    free_ids,
    front_matter_of,
    split_headed,
    start_of_split,
)
from archiver.build.source_regions import read_original
from archiver.config import Config
from archiver.errors import ArchiverError
from archiver.model import BodyFormat, FrontMatter, Moment, PostId
from archiver.parse import parse_identity
from archiver.source import Source

_FOLLOWED = {"title", "source", "id", "aliases", "format"}
"""Keys of the front matter of a thread that is no more which are kept elsewhere, or of which a thread has one."""


class HeadedSource(NamedTuple):
    """A source in the headed form, and what has to be known of it to move its posts."""

    text: HeadedText
    title: str
    front: FrontMatter
    dates: Mapping[PostId, Moment | None]


class MovedPosts(NamedTuple):
    """What two sources are after a move."""

    places: Mapping[PostId, PostId]
    """The ids of the posts that moved, with those that they have now, in order."""
    moved: tuple[PostText, ...]
    """These posts, with new ids, and addresses as they were."""
    left: HeadedText | None
    """What is left of the one; None: nothing, so that the source is removed."""
    target: HeadedText
    """The other one."""
    lost_keys: tuple[str, ...]
    """As for `MovePlan`."""
    aliases: tuple[str, ...]
    """Those of the source, if it is removed: files, relative to the output folder."""


def read_headed(config: Config, source: Source) -> HeadedSource:
    """Read a source. Raises ArchiverError if it has no headings that its posts could be taken by, OSError."""
    original = read_original(config, source)
    text = split_headed(original.files[0].content)
    identity = parse_identity(original.files, zone=config.zone, convention=None)
    posts = original.thread.posts if original.thread else ()
    if identity is None or not posts or [post.id for post in posts] != [post.id for post in text.posts]:
        raise ArchiverError(
            f"{source.project_path} has text that no heading with an id says whose it is; write ## ada {{#p1}} above it"
        )
    dates = {post.id: post.date for post in posts}
    return HeadedSource(text, original.thread.title if original.thread else "", identity.front, dates)


def move_posts(config: Config, ends: MoveEnds) -> MovedPosts:
    """Move posts. Raises ArchiverError with the reason if the form of a source cannot express it, OSError."""
    source = read_headed(config, ends.source)
    chosen = _chosen(source.text.posts, ends)
    target = _new_target(source) if ends.is_new else read_headed(config, ends.target)
    _refuse_differences(ends, source, target)
    new_ids = free_ids((post.id for post in target.text.posts), (post.id for post in chosen))
    left = tuple(post for post in source.text.posts if post.id not in new_ids)
    here = {post.id: f"{ends.source.path}#{post.id}" for post in left}
    there = {id_: f"{ends.target.path}#{now}" for id_, now in new_ids.items()}
    moved = tuple(
        _fitted(post, source, target).renamed(new_ids[post.id]).with_reply({**here, **new_ids}) for post in chosen
    )
    if not left and source.front.source:
        moved = (moved[0].with_attribute("url", source.front.source), *moved[1:])
    if not ends.is_new and source.title != target.title:
        moved = (moved[0].with_attribute("subject", as_value(source.title)), *moved[1:])
    kept = tuple(post.with_reply(there) for post in left)
    return MovedPosts(
        places=new_ids,
        moved=moved,
        left=HeadedText(source.text.start, kept) if kept else None,
        lost_keys=() if kept or ends.is_new else _lost_keys(source, target),
        aliases=() if kept else source.front.aliases,
        target=target.text._replace(posts=_interleaved(target, moved, [source.dates[post.id] for post in chosen])),
    )


def _chosen(posts: tuple[PostText, ...], ends: MoveEnds) -> tuple[PostText, ...]:
    """The posts of a range."""
    wanted = ends.posts or PostRange("", "")
    at = {post.id: number for number, post in enumerate(posts)}
    for id_ in filter(None, wanted):
        if PostId(id_) not in at:
            raise ArchiverError(f'{ends.source.project_path} has no post "{id_}"')
    first = at[PostId(wanted.first)] if wanted.first else 0
    last = at[PostId(wanted.last)] if wanted.last else len(posts) - 1
    if last < first:
        raise ArchiverError(f'"{wanted.last}" comes before "{wanted.first}" in {ends.source.project_path}')
    return posts[first : last + 1]


def _new_target(source: HeadedSource) -> HeadedSource:
    """A source without posts yet."""
    return source._replace(text=HeadedText(start_of_split(source.text.start, source.title), ()))


def _refuse_differences(ends: MoveEnds, source: HeadedSource, target: HeadedSource) -> None:
    """Raise ArchiverError if posts would be read in another way below the front matter of the target."""
    for key in ("author", "date"):
        if getattr(source.front, key) is not None:
            raise ArchiverError(
                f"the front matter of {ends.source.project_path} gives its posts their {key}; write it into them"
            )
    for key in ("breaks", "dir"):
        if getattr(source.front, key) != getattr(target.front, key):
            raise ArchiverError(
                f'"{key}" differs in the front matter of {ends.source.project_path} and {ends.target.project_path};'
                " posts of the one would be read in another way in the other"
            )


def _lost_keys(source: HeadedSource, target: HeadedSource) -> tuple[str, ...]:
    """The keys of a thread that is no more which stand in no other way in the target."""
    own, other = (front_matter_of(one.text.start) for one in (source, target))
    return tuple(key for key in own if own[key] != other.get(key) and key not in _FOLLOWED)


def _fitted(post: PostText, source: HeadedSource, target: HeadedSource) -> PostText:
    """A post that says in which format it is, if that is not the one of the target."""
    own, other = (front.format or BodyFormat.MARKDOWN for front in (source.front, target.front))
    return post if own == other else post.with_attribute("format", own)


def _interleaved(
    target: HeadedSource, moved: tuple[PostText, ...], dates: Sequence[Moment | None]
) -> tuple[PostText, ...]:
    """The posts of the target and those that moved, in the order of dates. The order of those of each source stays; a
    post without a date follows the one before it.
    """
    groups = _groups(moved, dates)
    posts, done = list[PostText](), 0
    for post in target.text.posts:
        date = target.dates[post.id]
        while date and done < len(groups) and (first := groups[done][0]) and first.at < date.at:
            posts += groups[done][1]
            done += 1
        posts.append(post)
    return (*posts, *(post for _, group in groups[done:] for post in group))


def _groups(posts: tuple[PostText, ...], dates: Sequence[Moment | None]) -> list[tuple[Moment | None, list[PostText]]]:
    """Posts with those without a date that follow them, by the date of the first one."""
    groups: list[tuple[Moment | None, list[PostText]]] = []
    for post, date in zip(posts, dates, strict=True):
        if date is None and groups:
            groups[-1][1].append(post)
        else:
            groups.append((date, [post]))
    return groups
