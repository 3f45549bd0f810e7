"""Two tables of search fields: the fields of the index, and the fields that people type in queries.

The index, the browser index, the queries, the help of the command line, and `client/search/constants.js` of the default
theme (`.ci/bundle` writes it) read these tables. A document of the index is one post.

A field of words has, for each term of a text, the impact and the positions of the term in every post; next to the terms
as they are written are, where they differ, their stems (`run!en`). A field without words is a set of values.

A new field of the index needs a row in INDEX_FIELDS, a row in QUERY_FIELDS_BY_LINE if people can type it, its text or
values in `model/search.py` and `pages/search_documents.py`, the code that indexes it in `documents.py` (sets) or
`segment_writer.py` (words), another SCHEMA_VERSION in `commit_point.py`, and a run of `.ci/bundle`.
"""

from msgspec import Struct


class IndexField(Struct, frozen=True, kw_only=True):
    """A field of the index.

    Words are scored; their impacts measure the length of a text by a reference length and not by the average of the
    archive, so that a post that is added or removed doesn't change the impacts of others.
    """

    name: str
    letter: str
    """The first byte of the field's keys in the browser index."""
    reference_length: int = 0
    """The usual number of words of a text in the field (pivot length); 0 for a set of values."""
    weight: int = 0
    """The factor of a word's impact in the score of a post. A multiple of 4."""
    has_labels: bool = False
    """True if readers see the terms, so that the browser index stores each as displayed, besides the folded term."""


INDEX_FIELDS = (
    IndexField(name="author", letter="a", has_labels=True),
    IndexField(name="board", letter="b"),
    IndexField(name="cites", letter="c"),
    IndexField(name="flag", letter="f"),
    IndexField(name="tag", letter="g", has_labels=True),
    IndexField(name="thread", letter="h"),
    IndexField(name="lang", letter="l"),
    IndexField(name="name", letter="n", reference_length=2, weight=20),
    IndexField(name="quoted", letter="q", reference_length=60, weight=4),
    IndexField(name="title", letter="t", reference_length=8, weight=60),
    IndexField(name="text", letter="x", reference_length=100, weight=20),
)
"""All fields, in the order of their letters."""
FIELDS = {field.letter: field.name for field in INDEX_FIELDS}
"""The name of each field by its letter, in the order of the letters."""
LETTERS = {field.name: field.letter for field in INDEX_FIELDS}
"""The letter of each field by its name."""
SCORED = frozenset(field.letter for field in INDEX_FIELDS if field.reference_length)
"""The letters of the fields of words."""
LABELLED = frozenset(field.letter for field in INDEX_FIELDS if field.has_labels)
"""The letters of the fields whose terms have labels."""
REFERENCE_LENGTHS = {field.name: field.reference_length for field in INDEX_FIELDS if field.reference_length}
"""The reference length of each field of words, by its name."""
WEIGHTS = {field.name: field.weight for field in INDEX_FIELDS if field.weight}
"""The weight of each field of words, by its name."""
EXACT = 4
"""The exact word counts more than another word of its stem by this part of the weight, of which it is a divisor."""
SETS = tuple(field.name for field in INDEX_FIELDS if not field.reference_length)
"""The names of the fields that are sets of values."""
NO_DATE = -(2**63)
"""The date of a post without a date, in place of seconds since 1970."""


class QueryField(Struct, frozen=True, kw_only=True):
    """A field that people type in queries, as `author:ada`."""

    name: str
    """What is typed before the colon; "" for words without a field."""
    parser: str = ""
    """The function that makes a node of the text after the colon: a key of PARSERS in `query/fields.py` and `query.js`;
    "" for the parser that is called as the field.
    """
    takes: str
    """The values of the field, in words, for a hint about a wrong value. For the parser "choice" the list of values."""
    searches: tuple[str, ...] = ()
    """The names of the index fields that are searched."""
    example: str = ""
    """An example for the help of the command line; "" for none."""


_DAY = "2024, 2024-05 or 2024-05-01"
_DAYS = "2024, 2024-05, 2024-05-01 or 2023..2024"
_AGE = "an age as 3d, 2w, 6m or 1y"
_BOARD = "a board as space/moon"
_THREAD = "a thread as space/lunar"
_POST = "a post as space/lunar#p2"
_PARTS = "quote, code or link"
_PLACES = "first, reply or unanswered"
_ORDERS = "relevance, newest or oldest"
_FLAG = ("flag",)
_OWN = ("text", "title")
QUERY_FIELDS_BY_LINE = (
    (
        QueryField(name="", parser="words", takes="words", searches=_OWN),
        QueryField(name="author", takes="a name", searches=("author",), example="author:ada @ada"),
        QueryField(name="board", takes=_BOARD, searches=("board",), example="board:space"),
        QueryField(name="tag", takes="a tag", searches=("tag",), example="tag:moon #moon"),
        QueryField(name="title", parser="words", takes="words", searches=("title",), example="title:probe"),
        QueryField(name="text", parser="words", takes="words", searches=("text",), example="text:probe"),
        QueryField(name="quoted", parser="words", takes="words", searches=("quoted",), example="quoted:probe"),
    ),
    (
        QueryField(name="before", takes=_DAY, example="before:2024-05"),
        QueryField(name="after", takes=_DAY, example="after:2023"),
        QueryField(name="date", takes=_DAYS, example="date:2021..2023"),
        QueryField(name="newer", takes=_AGE, example="newer:6m"),
        QueryField(name="older", takes=_AGE),
    ),
    (
        QueryField(name="thread", takes=_THREAD, searches=("thread",), example="thread:space/lunar"),
        QueryField(name="like", parser="thread", takes=_THREAD, searches=_OWN),
        QueryField(name="quotes", takes=_POST, searches=("cites",), example="quotes:space/lunar#p2"),
        QueryField(name="has", parser="choice", takes=_PARTS, searches=_FLAG, example="has:quote|code|link"),
        QueryField(name="is", parser="choice", takes=_PLACES, searches=_FLAG, example="is:first|reply|unanswered"),
    ),
    (
        QueryField(name="order", parser="choice", takes=_ORDERS, example="order:relevance|newest|oldest"),
        QueryField(name="group", parser="choice", takes="thread or none", example="group:thread|none"),
    ),
)
"""The fields of queries, by lines of the command line's help. Fields of the last line choose how results are shown."""
QUERY_FIELDS = {field.name: field for line in QUERY_FIELDS_BY_LINE for field in line}
SEARCHED = {"name": ("name",), "any": ("text", "title", "quoted")} | {
    field.name: field.searches for field in QUERY_FIELDS.values() if field.searches
}
"""The names of the index fields that are searched, by the field of a node of a query.

The parser makes nodes of the field "name" for authors; in nodes of the field "any" words without a field are looked for
again where few posts match.
"""
UNSTEMMED = frozenset({"name", "like"})
"""The fields of nodes whose words match as they are written alone."""


def describe_query_fields() -> str:
    """The part of the command line's help that lists the fields of queries, as lines."""
    lines = ["  ".join(field.example for field in line if field.example) for line in QUERY_FIELDS_BY_LINE]
    lines[1] += "    up to a day, month or year; from it on"
    return "".join(f"{line}\n" for line in lines)
