"""Write `constants.js`, the constants that the default theme's search shares with Python: run by `.ci/bundle`.

    python -m tests.generate.constants

The file is checked in. Each constant is defined in Python only.
"""

import json
from pathlib import Path

from archiver.search.analysis.edit_distance import FARTHEST, SAME_BEGINNING, SHORT_WORD
from archiver.search.index.fields import EXACT, LABELLED, LETTERS, QUERY_FIELDS, SCORED, SEARCHED, WEIGHTS
from archiver.search.page_answers import FIRST_POSTS, POSTS_OF_ROW
from archiver.search.query.clauses import MOST_CLAUSES
from archiver.search.query.facets import FACETS
from archiver.search.query.leaves import IDF_SCALE, MOST_TERMS
from archiver.search.query.parser import DEEPEST_QUERY, LONGEST_QUERY
from archiver.search.query.ranking import FEW, LOOSE_POSTINGS, MOST_PARTIAL, NAMED, SHARES
from archiver.search.query.snippet import LEAD, PASSAGE, WINDOW
from archiver.search.query.suggest import MOST_LEAVES, MOST_PAIRS, RARE, RATIO
from archiver.search.sentences import ADVICE_SENTENCES, MOST_LISTED, SENTENCES

PATH = Path(__file__).parents[2] / "themes/default/client/search/constants.js"
_NUMBERS = {
    "LONGEST_QUERY": (LONGEST_QUERY, "characters"),
    "DEEPEST_QUERY": (DEEPEST_QUERY, "brackets in brackets"),
    "MOST_LEAVES": (MOST_LEAVES, "leaves of a query for which other queries are looked for"),
    "MOST_PAIRS": (MOST_PAIRS, "queries without two words that are told"),
    "RARE": (RARE, "posts; a word that fewer have may be misspelled"),
    "RATIO": (RATIO, "times as frequent is what may be meant by a rare word"),
    "MOST_TERMS": (MOST_TERMS, "terms of a prefix or a misspelled word"),
    "IDF_SCALE": (IDF_SCALE, "factor of inverse document frequencies, which are integers; and what is taken off them"),
    "EXACT": (EXACT, "the part of a weight that is added to that of a stem for the exact word: one of so many"),
    "FEW": (FEW, "posts that match; posts that match in part are looked for if there are fewer"),
    "MOST_PARTIAL": (MOST_PARTIAL, "posts that match in part"),
    "MOST_CLAUSES": (MOST_CLAUSES, "words by which posts that match in part are looked for"),
    "LOOSE_POSTINGS": (LOOSE_POSTINGS, "postings of these words together"),
    "SHARES": (SHARES, "parts in which the share is counted that a post has of a query"),
    "SHORT_WORD": (SHORT_WORD, "characters; a word up to this length may have one mistake"),
    "SAME_BEGINNING": (SAME_BEGINNING, "characters that a word and a misspelling of it share"),
    "FARTHEST": (FARTHEST, "distance of a word and a misspelling of it"),
    "PASSAGE": (PASSAGE, "characters of a snippet"),
    "LEAD": (LEAD, "characters of a snippet before the first highlighted word"),
    "WINDOW": (WINDOW, "highlighted words among which different terms are counted"),
    "NAMED": (NAMED, "of the highest idf of a query, the least part that a word has to be named as missing, or marked"),
    "MOST_LISTED": (MOST_LISTED, "words or names that are listed below a post"),
    "FIRST_POSTS": (FIRST_POSTS, "posts that the search page shows at first"),
    "POSTS_OF_ROW": (POSTS_OF_ROW, "posts of a thread that the search page shows together"),
    "FACETS": (FACETS, "names of a facet"),
}


def constants_module() -> str:
    """The text of `constants.js`."""
    searched = {name: "".join(LETTERS[field] for field in fields) for name, fields in SEARCHED.items()}
    weights = {LETTERS[name]: weight for name, weight in WEIGHTS.items()}
    takes = {"__proto__": None} | {name: field.takes for name, field in sorted(QUERY_FIELDS.items())}
    parsers = {name: field.parser for name, field in sorted(QUERY_FIELDS.items()) if field.parser}
    lines = [
        "// Constants that Python has too. Written by .ci/bundle (tests/generate/constants.py): edit them in Python.",
        "",
        "/** The letters of the index fields in which a node of a query is looked for, by the field of the node. */",
        f"export const SEARCHED = /** @type {{Record<string, string>}} */ ({_to_js(searched)});",
        "/** The factors of impacts in the fields of words, by the letters of the fields. */",
        f"export const WEIGHTS = /** @type {{Record<string, number>}} */ ({_to_js(weights)});",
        "/** The letters of the fields of words, whose postings have impacts and positions. */",
        f"export const SCORED = {_to_js(''.join(sorted(SCORED)))};",
        "/** The letters of the fields whose terms have labels. */",
        f"export const LABELLED = {_to_js(''.join(sorted(LABELLED)))};",
        "/** What the fields of queries take. Without a prototype, whose properties would be taken for fields. */",
        f"export const TAKES = /** @type {{Record<string, string>}} */ (/** @type {{unknown}} */ ({_to_js(takes)}));",
        "/** The parser of a field, where it is not called as the field. */",
        f"export const PARSER = /** @type {{Record<string, string>}} */ ({_to_js(parsers)});",
        "/** What is said of results, by what it is for. */",
        f"export const SENTENCES = {_to_js(SENTENCES)};",
        "/** What is said of other queries to try, by the kind of advice. */",
        f"export const ADVICE_SENTENCES = {_to_js(ADVICE_SENTENCES)};",
        *(f"export const {name} = {number}; // {unit}" for name, (number, unit) in _NUMBERS.items()),
    ]
    return "".join(f"{line}\n" for line in lines)


def _to_js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    PATH.write_text(constants_module(), encoding="utf-8", newline="\n")
