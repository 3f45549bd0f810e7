// Constants that Python has too. Written by .ci/bundle (tests/generate/constants.py): edit them in Python.

/** The letters of the index fields in which a node of a query is looked for, by the field of the node. */
export const SEARCHED = /** @type {Record<string, string>} */ ({"name": "n", "any": "xtq", "": "xt", "author": "a", "board": "b", "tag": "g", "title": "t", "text": "x", "quoted": "q", "thread": "h", "like": "xt", "quotes": "c", "has": "f", "is": "f"});
/** The factors of impacts in the fields of words, by the letters of the fields. */
export const WEIGHTS = /** @type {Record<string, number>} */ ({"n": 20, "q": 4, "t": 60, "x": 20});
/** The letters of the fields of words, whose postings have impacts and positions. */
export const SCORED = "nqtx";
/** The letters of the fields whose terms have labels. */
export const LABELLED = "ag";
/** What the fields of queries take. Without a prototype, whose properties would be taken for fields. */
export const TAKES = /** @type {Record<string, string>} */ (/** @type {unknown} */ ({"__proto__": null, "": "words", "after": "2024, 2024-05 or 2024-05-01", "author": "a name", "before": "2024, 2024-05 or 2024-05-01", "board": "a board as space/moon", "date": "2024, 2024-05, 2024-05-01 or 2023..2024", "group": "thread or none", "has": "quote, code or link", "is": "first, reply or unanswered", "like": "a thread as space/lunar", "newer": "an age as 3d, 2w, 6m or 1y", "older": "an age as 3d, 2w, 6m or 1y", "order": "relevance, newest or oldest", "quoted": "words", "quotes": "a post as space/lunar#p2", "tag": "a tag", "text": "words", "thread": "a thread as space/lunar", "title": "words"}));
/** The parser of a field, where it is not called as the field. */
export const PARSER = /** @type {Record<string, string>} */ ({"": "words", "group": "choice", "has": "choice", "is": "choice", "like": "thread", "order": "choice", "quoted": "words", "text": "words", "title": "words"});
/** What is said of results, by what it is for. */
export const SENTENCES = {"nothing": "No posts match.", "found": "%(posts)s in %(threads)s", "found_more": "%(posts)s in %(threads)s; %(number)s more with some of the words", "found_parts": "No posts match; %(posts)s with some of the words", "parts": "Posts with some of the words", "missing": "without: %(words)s", "in_thread": "%(words)s: elsewhere in this thread", "quoting": "quoting %(author)s", "more_in_thread": "%(number)s more in this thread", "years": "Year", "authors": "Author", "boards": "Board"};
/** What is said of other queries to try, by the kind of advice. */
export const ADVICE_SENTENCES = {"spelling": "Did you mean %(query)s?", "without": "%(posts)s without “%(word)s”: %(query)s", "quoted": "%(posts)s with “%(word)s” in words that are quoted: %(query)s"};
export const LONGEST_QUERY = 2000; // characters
export const DEEPEST_QUERY = 50; // brackets in brackets
export const MOST_LEAVES = 12; // leaves of a query for which other queries are looked for
export const MOST_PAIRS = 3; // queries without two words that are told
export const RARE = 10; // posts; a word that fewer have may be misspelled
export const RATIO = 20; // times as frequent is what may be meant by a rare word
export const MOST_TERMS = 500; // terms of a prefix or a misspelled word
export const IDF_SCALE = 16; // factor of inverse document frequencies, which are integers; and what is taken off them
export const EXACT = 4; // the part of a weight that is added to that of a stem for the exact word: one of so many
export const FEW = 10; // posts that match; posts that match in part are looked for if there are fewer
export const MOST_PARTIAL = 100; // posts that match in part
export const MOST_CLAUSES = 64; // words by which posts that match in part are looked for
export const LOOSE_POSTINGS = 20000; // postings of these words together
export const SHARES = 256; // parts in which the share is counted that a post has of a query
export const SHORT_WORD = 5; // characters; a word up to this length may have one mistake
export const SAME_BEGINNING = 2; // characters that a word and a misspelling of it share
export const FARTHEST = 2; // distance of a word and a misspelling of it
export const PASSAGE = 200; // characters of a snippet
export const LEAD = 40; // characters of a snippet before the first highlighted word
export const WINDOW = 50; // highlighted words among which different terms are counted
export const NAMED = 8; // of the highest idf of a query, the least part that a word has to be named as missing, or marked
export const MOST_LISTED = 6; // words or names that are listed below a post
export const FIRST_POSTS = 12; // posts that the search page shows at first
export const POSTS_OF_ROW = 3; // posts of a thread that the search page shows together
export const FACETS = 10; // names of a facet
