"""Looks for words that get lost: `python -m tests.bench.words FOLDER [--format html] [--post REGEX] [--glob '*.md']`.

Reads each file below FOLDER as one body, or as posts that begin behind a line that matches REGEX, or with `--lists`
mails as pipermail keeps them. Prints what words of them cannot be found in what was made of them: kind by kind, with
what stands around one of them.
"""

import argparse
import multiprocessing
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from archiver.model import BodyFormat
from tests.bench.linear import read
from tests.bench.mail import read_lists
from tests.laws.shown import in_blocks
from tests.laws.wanted import in_bbcode, in_markdown, in_text
from tests.laws.wanted_html import in_html
from tests.laws.words import Wanted, lost, words_of

WANTED: dict[str, Callable[[str], Wanted]] = {
    "markdown": in_markdown,
    "text": in_text,
    "html": in_html,
    "bbcode": in_bbcode,
}
_HEAD = "# t\n\n## ada {#p1}\n\n"
_NEAR = 12  # characters before a word, and behind it, that tell its kind
_SHOWN = 100


class Lost(NamedTuple):
    """A word that was lost, where, and the line in which it stood."""

    path: str
    word: str
    line: str

    @property
    def kind(self) -> str:
        """The characters around a word, without their letters and digits."""
        at = self.line.casefold().find(self.word.partition(" (")[0])
        near = self.line[max(0, at - _NEAR) : at + len(self.word) + _NEAR] if at >= 0 else self.word.partition(" ")[2]
        return re.sub(r"[^\W\d_]+", "a", re.sub(r"[0-9]+", "1", near))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=sorted(WANTED), default="markdown")
    parser.add_argument("--post", help="the pattern of the lines before posts")
    parser.add_argument("--glob", default="*.md")
    parser.add_argument("--lists", action="store_true", help="FOLDER is of mailing lists, as pipermail keeps them")
    parser.add_argument("--kinds", type=int, default=40, help="how many to print")
    arguments = parser.parse_args()
    bodies = (
        read_mails(arguments.folder)
        if arguments.lists
        else read_files(arguments.folder, arguments.glob, arguments.post)
    )
    kinds: dict[str, list[Lost]] = defaultdict(list)
    count = 0
    with multiprocessing.get_context("fork").Pool() as pool:
        for found in pool.imap(partial(lost_in, form=arguments.format), bodies, chunksize=100):
            count += 1
            for word in found:
                kinds[word.kind].append(word)
    _say(f"{sum(map(len, kinds.values()))} words lost in {count} bodies")
    for kind, words in sorted(kinds.items(), key=lambda item: -len(item[1]))[: arguments.kinds]:
        _say(f"{len(words):6} {kind!r}: {words[0].word!r} in {words[0].line[:_SHOWN]!r}, {words[0].path}")


def read_files(folder: Path, glob: str, post: str | None) -> Iterator[tuple[str, str]]:
    """The bodies in files, each with where it stands."""
    for path in sorted(path for path in folder.rglob(glob) if path.is_file()):
        text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
        for body in re.split(post, text, flags=re.MULTILINE)[1:] if post else [text]:
            yield str(path), body


def read_mails(folder: Path) -> Iterator[tuple[str, str]]:
    """The bodies of mails, each with its id."""
    return ((mail.id, mail.body) for mail in read_lists(folder))


def lost_in(found: tuple[str, str], *, form: str) -> list[Lost]:
    """The words of a body that are lost, each with the line in which it stands."""
    path, body = found
    parsed = read(f"{_HEAD}{body}".encode("utf-8", "replace"), BodyFormat(form))
    shown = [text for post in parsed.thread.posts for text in in_blocks(post.blocks)] if parsed.thread else []
    return [Lost(path, word, _line_of(word, body)) for word in lost(WANTED[form](body), shown)]


def _line_of(word: str, body: str) -> str:
    plain = word.partition(" (")[0]
    return next((line for line in body.split("\n") if plain in words_of(line)), "")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
