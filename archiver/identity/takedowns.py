"""The entries of `takedowns.toml`: what is not to be published any more, and why."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence

from msgspec import Struct

_DIGEST = "sha256"


class Takedown(Struct, frozen=True, kw_only=True):
    """An entry: a thread, a post of it, an author, or words. What it does not name is empty."""

    date: dt.date
    """The day of the entry, which tombstones name."""
    thread: str = ""
    """The slug of a thread."""
    post: str = ""
    """The id of a post of `thread`; "" for the whole thread."""
    author: str = ""
    """The name of an author: all posts, and the name in the words of others."""
    words: str = ""
    """The keyed digest of words, in hexadecimal digits."""
    count: int = 0
    """How many words have the digest."""
    reason: str = ""
    until: dt.date | None = None
    """The first day on which it is published again; None: never."""
    anonymize: bool = False
    """The words of posts stay, and only what tells of their author goes."""
    purged: bool = False
    """The sources have it no more, so that nothing need match the entry."""
    line: int = 0
    """The line of the file at which the entry begins; 0 if it is not in a file yet."""

    @property
    def target(self) -> str:
        """What is taken down, as users name it: `space/lunar#p3`, `ada`, `4 words`."""
        if self.words:
            return f"{self.count} words"
        if self.author:
            return self.author
        return f"{self.thread}#{self.post}" if self.post else self.thread

    def is_same(self, other: "Takedown") -> bool:
        """True if another entry takes down the same."""
        return (self.thread, self.post, self.author, self.words) == (
            other.thread,
            other.post,
            other.author,
            other.words,
        )


class Takedowns(Struct, frozen=True, kw_only=True):
    """The entries of a file, and the key of the digests of words in it."""

    key: str = ""
    """In hexadecimal digits; "" if no entry needs it."""
    entries: tuple[Takedown, ...] = ()

    def in_force(self, today: dt.date) -> "Takedowns":
        """The entries that hold on a day."""
        entries = tuple(entry for entry in self.entries if entry.until is None or today < entry.until)
        return Takedowns(key=self.key, entries=entries)


def digest_of_words(words: Sequence[str], key: str) -> str:
    """The keyed digest (HMAC with SHA-256) of words, each in the form in which words are compared.

    `key` has hexadecimal digits.
    """
    return hmac.new(bytes.fromhex(key), " ".join(words).encode("utf-8", "replace"), _DIGEST).hexdigest()


def find_digests(words: Sequence[str], takedowns: Takedowns) -> list[range]:
    """The runs of words, as ranges of their indexes, whose digests entries of `takedowns` have."""
    wanted: dict[int, set[str]] = {}
    for entry in takedowns.entries:
        if entry.words:
            wanted.setdefault(entry.count, set()).add(entry.words)
    key = hmac.new(bytes.fromhex(takedowns.key), digestmod=_DIGEST) if wanted else None
    found = []
    for length, digests in wanted.items():
        runs: dict[str, list[int]] = {}
        for start in range(len(words) - length + 1):
            runs.setdefault(" ".join(words[start : start + length]), []).append(start)
        for run, starts in runs.items():
            digest = key.copy()  # type: ignore[union-attr]  # some are wanted
            digest.update(run.encode("utf-8", "replace"))
            if digest.hexdigest() in digests:
                found += [range(start, start + length) for start in starts]
    return found


def to_toml(entry: Takedown) -> str:
    """An entry as it is written in the file."""
    texts = {"thread": entry.thread, "post": entry.post, "author": entry.author, "words": entry.words}
    rows = [f"{name} = {quote_toml(text)}" for name, text in texts.items() if text]
    rows += [f"count = {entry.count}"] if entry.words else []
    rows += [f"date = {entry.date.isoformat()}"]
    rows += [f"reason = {quote_toml(entry.reason)}"] if entry.reason else []
    rows += [f"until = {entry.until.isoformat()}"] if entry.until else []
    rows += ["anonymize = true"] if entry.anonymize else []
    rows += ["purged = true"] if entry.purged else []
    return "\n".join(["[[takedown]]", *rows, ""])


def quote_toml(text: str) -> str:
    """A text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'


def is_digest(text: str) -> bool:
    """True for a digest as `digest_of_words` gives it."""
    return len(text) == hashlib.new(_DIGEST).digest_size * 2 and set(text) <= set("0123456789abcdef")
