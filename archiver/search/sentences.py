"""What is said of search results: the command line prints these messages, the search page translates them.

`.ci/bundle` writes them to `client/search/constants.js`, and `search-translations.html` lists them. Values of names in
them are words of the query (`word`, `words`), queries, names, and counts as `posts` ("3 posts") or `number`.
"""

SENTENCES = {
    "nothing": "No posts match.",
    "found": "%(posts)s in %(threads)s",
    "found_more": "%(posts)s in %(threads)s; %(number)s more with some of the words",
    "found_parts": "No posts match; %(posts)s with some of the words",
    "parts": "Posts with some of the words",
    "missing": "without: %(words)s",
    "in_thread": "%(words)s: elsewhere in this thread",
    "quoting": "quoting %(author)s",
    "more_in_thread": "%(number)s more in this thread",
    "years": "Year",
    "authors": "Author",
    "boards": "Board",
}
"""The messages by what they are for. `years`, `authors` and `boards` are the names of `Facets`."""
ADVICE_SENTENCES = {
    "spelling": "Did you mean %(query)s?",
    "without": "%(posts)s without “%(word)s”: %(query)s",
    "quoted": "%(posts)s with “%(word)s” in words that are quoted: %(query)s",
}
"""The messages on other queries to try, by the kinds of `Advice`."""
MOST_LISTED = 6
"""The most words or names that are listed below a post."""


def list_words(words: tuple[str, ...]) -> str:
    """Words of the query or names, as a value of a message: at most `MOST_LISTED` of them."""
    return ", ".join(words[:MOST_LISTED]) + (", …" if len(words) > MOST_LISTED else "")
