"""Examples of queries, made of names and words of the archive: by them the search page teaches what a query can ask."""

import re
from collections.abc import Iterable, Iterator, Sequence

from archiver import urls
from archiver.model import InterfaceText
from archiver.pages.contexts import CountRow, QueryExample

_TWO_WORDS = re.compile(r"(?<![\w'’-])([^\W\d_]{4,20}) ([^\W\d_]{4,20})(?![\w'’-])")
_BEGINNING = 4  # letters before the asterisk


def examples_of_words(titles: Iterable[str]) -> Iterator[QueryExample]:
    """Examples with two successive words of a title of a thread, and a word of another one; none if words are short."""
    found = [(match[1].lower(), match[2].lower()) for match in map(_TWO_WORDS.search, titles) if match]
    if not found:
        return
    longest = sorted(found, key=lambda words: -min(map(len, words)))  # what is short says little
    first, second = longest[0]
    other = next((word for words in longest[1:] for word in words if word not in longest[0]), None)
    yield _example(f"{first} {second}", InterfaceText("posts with both words, in any form"))
    yield _example(f'"{first} {second}"', InterfaceText("posts with the phrase"))
    yield _example(f"{first} OR {second}", InterfaceText("posts with either word"))
    if other:
        yield _example(f"{first} -{other}", InterfaceText("posts with the first word, without the second"))
    yield _example(f"{second[:_BEGINNING]}*", InterfaceText("posts with words that begin so"))
    yield _example(f"title:{first}", InterfaceText("threads with the word in their title"))


def examples_of_fields(
    authors: Sequence[CountRow], boards: Sequence[CountRow], tags: Sequence[CountRow], years: Sequence[CountRow]
) -> Iterator[QueryExample]:
    """Examples with the author, board, tag and year of the most posts; of equal ones the first.

    Args:
        authors: the authors of the archive.
        boards: its boards.
        tags: its tags.
        years: its years.
    """
    if author := _largest(authors):
        yield _example(_term("author", author.name), InterfaceText("posts of an author"))
    if board := _largest(boards):
        yield _example(_term("board", urls.slug_of_url(board.url)), InterfaceText("posts in a board"))
    if tag := _largest(tags):
        yield _example(_term("tag", tag.name), InterfaceText("posts in threads with a tag"))
    if year := _largest(years):
        yield _example(_term("date", year.name), InterfaceText("posts of a year"))


def _largest(rows: Sequence[CountRow]) -> CountRow | None:
    return max(rows, key=lambda row: row.posts, default=None)


def _term(field: str, value: str) -> str:
    """A field of a query with its value: `author:"Gudrun Feld"`."""
    is_one_word = not re.search(r'[\s"()|]', value)
    return f"{field}:{value}" if is_one_word else f'{field}:"{value.replace(chr(34), " ")}"'


def _example(query: str, meaning: InterfaceText) -> QueryExample:
    return QueryExample(query=query, meaning=meaning)
