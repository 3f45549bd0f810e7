"""The digests of all that files are drawn from: a file is current if it is the one that it was drawn with."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import archiver
from archiver import publish
from archiver.config import Config
from archiver.model import Digest, Origins
from archiver.pages import Draft
from archiver.theme import Theme

_DRAWN_BY = ("jinja2", "markdown-it-py", "nh3", "selectolax")


def thread_key(content: Digest, elsewhere: Origins, config: Config, theme: Theme) -> Digest:
    """The digest of all that a thread's files are drawn from."""
    others = repr(sorted(elsewhere.items(), key=lambda pair: pair[0])) if elsewhere else ""
    return publish.digest_of(f"{content}{others}{_surroundings(config, theme)}".encode("utf-8", "replace"))


def parsing_key(content: bytes, config: Config) -> Digest:
    """The digest of all that a thread is parsed from."""
    return publish.digest_of(content + f"{config.settings()} {_program()}".encode())


def lists_key(config: Config, theme: Theme) -> Digest:
    """The digest of all that list pages are drawn from beside their threads."""
    return publish.digest_of(_surroundings(config, theme).encode("utf-8", "replace"))


def draft_key(draft: Draft, surroundings: Digest) -> Digest:
    """The digest of all that a page of a list is drawn from."""
    return publish.digest_of(f"{surroundings}{draft!r}".encode("utf-8", "replace"))


@cache
def _surroundings(config: Config, theme: Theme) -> str:
    """What every page depends on beside its thread."""
    return f"{config.settings()} {theme.digest} {_program()}"


@cache
def _program() -> str:
    """The digest of this program's own files, and the versions of the libraries that decide what a page looks like."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(archiver.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {' '.join(version(name) for name in _DRAWN_BY)}"
