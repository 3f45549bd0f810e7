"""The fields of the index, and the folder that it lives in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.analysis import RegexTokenizer, Token, Tokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from archiver.search.tokens import find_terms

SCHEMA_VERSION = 1
SEPARATOR = "\x1f"  # between the values of a field that has several
_TITLE_WEIGHT = 3.0


class TermTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh has no types
    """Our terms, as Whoosh takes them."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **_: Any,
    ) -> Iterator[Token]:
        token = Token(positions, chars, mode=mode)
        for position, term in enumerate(find_terms(value, for_index=mode == "index"), start_pos):
            token.text, token.boost, token.stopped = term.text, 1.0, False
            token.pos = position
            token.startchar, token.endchar = start_char + term.start, start_char + term.end
            yield token


def make_schema() -> Schema:
    """One document is one post. `text` is the poster's own words, `quoted` what the post quotes; `title` is on the
    first post. `board` has every board above the thread; `author` is whole, `author_word` by words.
    """
    values = RegexTokenizer(rf"[^{SEPARATOR}]+")
    return Schema(
        url=ID(stored=True, unique=True),
        thread=ID(stored=True),
        shown=STORED,
        title=TEXT(analyzer=TermTokenizer(), field_boost=_TITLE_WEIGHT),
        text=TEXT(analyzer=TermTokenizer(), stored=True),
        quoted=TEXT(analyzer=TermTokenizer(), stored=True),
        board=KEYWORD(analyzer=values),
        tag=KEYWORD(analyzer=values),
        author=ID(),
        author_word=TEXT(analyzer=TermTokenizer(), phrase=True),
        date=NUMERIC(int, bits=64),
    )


def open_index(folder: Path) -> index.FileIndex | None:
    """The index in this folder; None if there is none, or one that isn't ours or isn't whole."""
    if not folder.is_dir():
        return None
    try:
        found = index.open_dir(folder)
    except Exception:  # noqa: BLE001  odd bytes make Whoosh raise anything; whatever it is, the index is made again
        return None
    return found if found.schema == make_schema() else None


def create_index(folder: Path) -> index.FileIndex:
    """A new, empty index in place of whatever is in the folder."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return index.create_in(folder, make_schema())


def index_state(folder: Path) -> str:
    """What the manifest remembers an index by; "" if there is none. It changes with every commit."""
    found = open_index(folder)
    if found is None:
        return ""
    try:
        return f"{SCHEMA_VERSION}:{found.latest_generation()}"
    finally:
        found.close()
