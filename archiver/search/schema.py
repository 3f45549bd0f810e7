"""The fields of the index, and how it is opened."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.analysis import RegexTokenizer, Token, Tokenizer
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema

from archiver.search.state import SEPARATOR, current_name, new_name
from archiver.search.tokens import find_terms


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
        position, end = start_pos - 1, -1
        for term in find_terms(value, for_index=mode == "index"):
            position += term.end != end  # the last character of a run stands where its last pair does
            end = term.end
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
        title=TEXT(analyzer=TermTokenizer()),
        text=TEXT(analyzer=TermTokenizer(), stored=True),
        quoted=TEXT(analyzer=TermTokenizer(), stored=True),
        board=KEYWORD(analyzer=values),
        tag=KEYWORD(analyzer=values),
        author=ID(),
        author_word=TEXT(analyzer=TermTokenizer(), phrase=True),
        date=NUMERIC(int, bits=64),
    )


def open_index(folder: Path) -> index.FileIndex | None:
    """The index that is current in this folder; None if there is none, or one that isn't ours or isn't whole."""
    name = current_name(folder)
    if not name:
        return None
    try:
        found = index.open_dir(folder / name)
    except Exception:  # noqa: BLE001  odd bytes make Whoosh raise anything; whatever it is, the index is made again
        return None
    return found if found.schema == make_schema() else None


def create_index(folder: Path) -> tuple[str, index.FileIndex]:
    """A new, empty index beside the current one, and the name by which `make_current` puts it in its place."""
    name = new_name()
    (folder / name).mkdir(parents=True)
    return name, index.create_in(folder / name, make_schema())
