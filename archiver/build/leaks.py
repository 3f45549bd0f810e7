"""Looks for what is taken down in all files of the site and of the search index: a proof, which knows nothing of how it
is withheld, but for the rule which words are nobody else's.

Each file is read in all encodings in which a site is written: as it is, unpacked, out of base64 and percent-encoding,
with the entities of HTML and the escapes of JSON decoded, with and without tags. What is then compared are words alone.
"""

import binascii
import re
import zlib
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from archiver.build.original_words import OriginalText, TakenOriginals, read_taken
from archiver.config import Config
from archiver.errors import Problem
from archiver.identity import Takedowns
from archiver.identity.takedowns import find_digests
from archiver.pool import Pool
from archiver.withhold.shingles import sentences_of
from archiver.withhold.taken_words import FirstUse, TakenText, TakenWords, everybodys, find_own_use, join_words
from archiver.withhold.tokens import UNSPACED

_FEWEST = 5  # words of a sentence
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|([nrtbf\"\\/]))")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
_PACKED = (b"\x1f\x8b", b"\x78\x01", b"\x78\x9c", b"\x78\xda")
_DEEPEST = 3  # encodings in one another
_MOST_FOUND = 5  # in one file, that are told of
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff2", ".mp4", ".webm", ".ogg", ".mp3")


class Needles(Struct, frozen=True, kw_only=True):
    """What is looked for, as words."""

    starts: Mapping[tuple[str, ...], list[tuple[str, ...]]]
    """By its first five words, or all of them."""
    what: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """What each is."""
    takedowns: Takedowns = field(default_factory=Takedowns)

    def find(self, text: str) -> Iterator[str]:
        """What a text has of it."""
        words = _words(text)
        yield from (self.what[needle] for needle in self.find_words(words))
        for run in find_digests(words, self.takedowns):
            yield f'words: "{" ".join(words[run.start : run.stop])}"'

    def find_words(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """The needles that a text with these words has."""
        for length in {len(start) for start in self.starts}:
            for at in range(len(words) - length + 1):
                for needle in self.starts.get(words[at : at + length], ()):
                    if words[at : at + len(needle)] == needle:
                        yield needle


def find_leaks(config: Config, *, jobs: int | None = None) -> tuple[Problem, ...]:
    """A problem for each file of the site, or of the search index, that has something that is taken down.

    Args:
        config: the project.
        jobs: the number of processes that read sources; None chooses by their number.

    Raises OSError.
    """
    with Pool(jobs) as pool:
        needles = _needles(read_taken(config, pool))
    if not needles.starts and not needles.takedowns.entries:
        return ()
    problems = []
    for folder in (config.output, config.state / "search"):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.endswith(_PICTURES):
                problems += _problems_of(path, config, needles)
    return tuple(problems)


def _problems_of(path: Path, config: Config, needles: Needles) -> list[Problem]:
    shown = path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
    texts = (unquote(shown), *(text for content in unpacked(path.read_bytes()) for text in readings(content)))
    found = dict.fromkeys(what for text in texts for what in needles.find(text))
    return [Problem(path=shown, line=0, message=f"it has {what}") for what in list(found)[:_MOST_FOUND]]


def unpacked(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """A file, and all that is packed in it, or in base64, at most `_DEEPEST` times; `depth` counts them."""
    yield content
    if depth == _DEEPEST:
        return
    if content.startswith(_PACKED):
        with suppress(zlib.error):  # of a file that only begins like a packed one
            yield from unpacked(zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content), depth + 1)
    for match in _BASE64.finditer(content):
        with suppress(binascii.Error):  # of a long word
            yield from unpacked(b64decode(match[0] + b"=" * (-len(match[0]) % 4)), depth + 1)


def readings(content: bytes) -> Iterator[str]:
    """What a file says, in each of the ways in which its bytes may be meant."""
    text = content.decode("utf-8", "replace").replace("\\_", "_")
    plain = _ESCAPE.sub(_unescaped, text) if "\\" in text else text
    texts = {text: None, plain: None}
    for one in (text, plain):
        texts[unescape(one)] = None
        texts[unescape(_TAG.sub(" ", one))] = None
        texts[unescape(_TAG.sub("", one))] = None
        texts[unescape(unescape(_TAG.sub(" ", unescape(one))))] = None
    yield from texts
    yield from (unquote(one.replace("+", " ")) for one in texts if "%" in one)


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"n": "\n", "r": "\n", "t": "\t"}.get(match[2], match[2])


def _needles(taken: TakenOriginals) -> Needles:
    """What is looked for: names, addresses, and those sentences of posts that are taken down that others must not have
    either (see `withhold.taken_words`).
    """
    everywhere = _taken_words(taken)
    wanted: dict[tuple[str, ...], str] = {}
    for text in taken.texts:
        for sentence in sentences_of(text.words):
            if everywhere.find_runs(sentence):
                wanted.setdefault(sentence, f'words of {text.where}: "{" ".join(sentence[:12])}"')
    wanted |= {words: f"the name {name}" for name in taken.names if len(words := _words(name)) > 1}
    for address in taken.addresses:
        wanted |= dict.fromkeys((_words(address), _words(address.replace("@", " at "))), f"the address {address}")
    return Needles(starts=_by_start(wanted), what=wanted, takedowns=taken.takedowns)


def _taken_words(taken: TakenOriginals) -> TakenWords:
    """The words that are taken down, with those of them that are everybody's."""
    words = join_words(map(_with_use, taken.texts))
    return replace(words, everybodys=everybodys([find_own_use(words, map(_with_use, taken.others))]))


def _with_use(text: OriginalText) -> TakenText:
    return TakenText(text.words, FirstUse(text.time, text.author))


def _by_start(needles: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    starts: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for needle in needles:
        starts.setdefault(needle[:_FEWEST], []).append(needle)
    return starts


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for found in _WORD.findall(text) if (word := found.casefold().strip("_")))
