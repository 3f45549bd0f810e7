"""A source before anything is withheld from it: its thread, and where each post is in the texts of its files."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from msgspec import Struct

from archiver.bodies import FirstHeading
from archiver.build.drawing import body_parser
from archiver.config import Config, convention_for
from archiver.mail_addresses import Addresses
from archiver.model import Block, BodyFormat, Digest, Post, PostId, SourceFile, Thread, digest_of
from archiver.parse import decode, parse_heading, parse_thread
from archiver.quotes import resolve_unmarked
from archiver.source import Source, read_original_files
from archiver.withhold.tokens import Token, tokens_of


class Region(NamedTuple):
    """Where a post is in the text of its file, in characters."""

    path: str
    """The file, relative to the content folder."""
    start: int
    """Where its heading begins."""
    body: int
    body_end: int
    end: int
    is_headed: bool
    """The heading is a line `## … {#id}`."""


class OriginalSource(Struct, frozen=True, kw_only=True):
    """A source with nothing withheld."""

    source: Source
    config: Config
    files: tuple[SourceFile, ...]
    texts: Mapping[str, str]
    """The decoded texts of its files, by content path."""
    thread: Thread | None
    """None if it cannot be parsed."""
    bodies: Mapping[PostId, str]
    """The raw bodies of its posts."""

    @property
    def digests(self) -> tuple[Digest, ...]:
        """The digests of its files as they are, in order."""
        return tuple(digest_of(file.content) for file in self.files)

    def regions(self) -> dict[PostId, Region]:
        """Where each post is."""
        posts = self.thread.posts if self.thread else ()
        paths = {file.project_path: file.path for file in self.files}
        by_file: dict[str, list[Post]] = {}
        for post in posts:
            by_file.setdefault(post.file, []).append(post)
        found: dict[PostId, Region] = {}
        for file, inside in by_file.items():
            text = self.texts[paths[file]]
            starts = _line_starts(text)
            inside.sort(key=lambda post: post.line)
            ends = [*(starts[post.line - 1] for post in inside[1:]), len(text)]
            for post, end in zip(inside, ends, strict=True):
                found[post.id] = self._region(post, paths[file], starts[post.line - 1], end)
        return found

    def _region(self, post: Post, path: str, start: int, end: int) -> Region:
        text, body = self.texts[path], self.bodies.get(post.id, "")
        line_end = text.find("\n", start, end)
        behind_line = end if line_end < 0 else line_end + 1
        if parse_heading(text[start : behind_line - 1 if line_end >= 0 else end]):
            return Region(path, start, behind_line, end, end, is_headed=True)
        at = text.find(body, start, end)
        if at < 0:
            return Region(path, start, behind_line, end, end, is_headed=False)
        return Region(path, start, at, at + len(body), end, is_headed=False)


def read_original(config: Config, source: Source) -> OriginalSource:
    """Read and parse a source as it is. Raises OSError.

    Mail addresses are kept, whatever the settings of `config` are: what is withheld is looked for as it stands.
    """
    config = replace(config, addresses=Addresses.KEEP)
    return parse_original(config, source, read_original_files(config, source))


def parse_original(config: Config, source: Source, files: tuple[SourceFile, ...]) -> OriginalSource:
    """Parse the `files` of a source. `config` is the project."""
    convention = convention_for(source.path, config.conventions)
    bodies: dict[PostId, str] = {}
    parse = body_parser(config, lambda _: False, FirstHeading.BELOW_POST)

    def parse_body(
        body: str, body_format: BodyFormat, base_url: str | None, post: PostId, /, *, breaks: bool | None
    ) -> tuple[Block, ...]:
        bodies.setdefault(post, body)
        return parse(body, body_format, base_url, post, breaks=breaks)

    parsed = parse_thread(files, slug=source.slug, zone=config.zone, parse_body=parse_body, convention=convention)
    encoding = convention.encoding if convention else None
    return OriginalSource(
        source=source,
        config=config,
        files=files,
        texts={file.path: decode(file.content, encoding, file.project_path)[0] for file in files},
        thread=resolve_unmarked(parsed.thread) if parsed.thread else None,
        bodies=bodies,
    )


class PlacedTokens:
    """The words of a file, of which ranges can be taken by their offsets."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens_of(text)
        self._starts = [token.start for token in self._tokens]

    def between(self, start: int, end: int) -> list[Token]:
        """The words that begin in a range of offsets."""
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]
