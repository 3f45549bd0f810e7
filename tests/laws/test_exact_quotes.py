"""A law of quotes: *exact* holds if and only if the quoted words stand in the post, in that order.

Posts are random words; quotes are made from them as people and programs make them. What is right is worked out from
the lists of words that they were made of, without anything of the code that is tested.
"""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from textwrap import wrap

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archiver.model import Origin, QuoteState, Thread, quotes_of
from archiver.quotes import find_origins, find_parents
from tests.test_spec import parse

_VOCABULARY = (
    *(
        "kettle",
        "dish",
        "probe",
        "Canberra",
        "silence",
        "the",
        "of",
        "a",
        "in",
        "on",
        "at",
        "is",
        "we",
        "wrote",
        "said",
    ),
    *("1997", "110", "10", "3.5", "2021-11-27", "v2", "x", "naïve", "Straße", "ποτάμι", "река", "don't", "well-known"),
    *(
        "mailing",
        "list",
        "From:",
        "Date:",
        "Subject:",
        "On",
        "To:",
        "unsubscribe",
        "Sent",
        "https://x.example/a",
        "(now)",
    ),
    *("here", "nowhere", "now", "cut", "deleted", "dawn,", "dusk.", "really?", '"quoted"', "C++", "e-mail", "A", "i"),
)
_FOOTERS = (
    "-- \nTo unsubscribe from this list, write to kettle-leave@lists.example",
    "_____________________________\nkettle mailing list\nkettle@lists.example\nhttps://lists.example/listinfo/kettle",
    "—\nReply to this email directly, view it on GitHub, or unsubscribe.",
    "Sent from my iPhone",
)
_NOTHING = ("", "----------", "=====\n\n=====", ":-)", "> ", "…", "[...]", "* * *", "<snip>")
_MARKS = ("[...]", "<snip>", "...", "[…]", "(snip)", "--snip--", "[deleted]", "[snip 12 lines]", "*snip*")
_LETTERS = re.compile(r"[^\W_]+")

words = st.lists(st.sampled_from(_VOCABULARY), min_size=14, max_size=60)


@dataclass(frozen=True)
class Quoted:
    """The words of a post, the words quoted from it, and the text of the quote."""

    post: list[str]
    words: list[str]
    text: str


@st.composite
def verbatim(draw: st.DrawFn) -> Quoted:
    """A run of a post's words that is long enough to have an origin."""
    post = draw(words)
    start = draw(st.integers(0, len(post) - 10))
    end = draw(st.integers(start + 9, len(post)))
    run = post[start:end]
    assume(sum(map(len, run)) >= 30)
    return Quoted(post, run, " ".join(run))


@st.composite
def rewrapped(draw: st.DrawFn) -> Quoted:
    """A quote with other line breaks."""
    quoted = draw(verbatim())
    return replace(quoted, text="\n".join(wrap(quoted.text, draw(st.integers(12, 80)), break_long_words=False)))


@st.composite
def decorated(draw: st.DrawFn) -> Quoted:
    """A quote with text that its poster did not write: a footer, rulers, smileys."""
    quoted = draw(st.one_of(verbatim(), rewrapped()))
    ruler = draw(st.sampled_from(("", "\n-----", "\n=========")))
    footer = draw(st.sampled_from(("", *(f"\n{footer}" for footer in _FOOTERS))))
    smiley = draw(st.sampled_from(("", " :-)", "\n;)")))
    letters, added = _letters(" ".join(quoted.post)), _letters(footer)
    is_distinct = set(pairwise(letters)).isdisjoint(pairwise(added)) and "unsubscribe" not in letters
    assume(is_distinct or not footer)  # else the footer could be taken for words of the post
    return replace(quoted, text=f"{quoted.text}{smiley}{ruler}{footer}")


@st.composite
def changed(draw: st.DrawFn) -> Quoted:
    """A quote with one word replaced, dropped or added, or two swapped, and no mark of it."""
    quoted = draw(verbatim())
    run = list(quoted.words)
    at = draw(st.integers(0, len(run) - 2))
    match draw(st.sampled_from(("replace", "drop", "add", "swap"))):
        case "replace":
            run[at] = draw(st.sampled_from(_VOCABULARY))
        case "drop":
            del run[at]
        case "add":
            run.insert(at, draw(st.sampled_from(_VOCABULARY)))
        case _:
            run[at], run[at + 1] = run[at + 1], run[at]
    return Quoted(quoted.post, run, " ".join(run))


@st.composite
def trimmed(draw: st.DrawFn) -> Quoted:
    """A quote with a mark of omission in place of some words."""
    quoted = draw(verbatim())
    at = draw(st.integers(4, len(quoted.words) - 4))
    gone = draw(st.integers(1, 3))
    run = [*quoted.words[:at], *quoted.words[at + gone :]]
    mark = draw(st.sampled_from(_MARKS))
    return Quoted(quoted.post, run, " ".join([*quoted.words[:at], mark, *quoted.words[at + gone :]]))


def origin_of(quoted: Quoted, *, quote: str | None = None) -> Origin | None:
    """The origin of the quote, or of the text `quote` in its place, in a reply to the post."""
    thread = _thread(quoted.post, quoted.text if quote is None else quote)
    numbers = [quote.number for quote in quotes_of(thread.posts[1])]
    assert len(numbers) <= 1
    return find_origins(thread).get((thread.posts[1].id, 1))


def is_exact(origin: Origin | None) -> bool:
    return origin is not None and origin.state is QuoteState.EXACT


def contains(words: list[str], post: list[str]) -> bool:
    """True if the post has the words, one behind the other, compared by their letters and digits alone. The first and
    the last word may be cut if they have no digit: people select text that way.
    """
    quote, letters = (_letters(" ".join(some)) for some in (words, post))
    if not quote:
        return False
    runs = (letters[at : at + len(quote)] for at in range(len(letters) - len(quote) + 1))
    return any(_is_run(quote, run) for run in runs)


def _is_run(quote: list[str], run: list[str]) -> bool:
    begins = quote[0] == run[0] or (run[0].isalpha() and run[0].endswith(quote[0]))
    ends = quote[-1] == run[-1] or (run[-1].isalpha() and run[-1].startswith(quote[-1]))
    return begins and ends and quote[1:-1] == run[1:-1]


def _letters(text: str) -> list[str]:
    return [word.casefold() for word in _LETTERS.findall(text)]


def _thread(post: list[str], quote: str) -> Thread:
    lines = "\n".join(f"> {line}" for line in quote.split("\n"))
    posts = f"## ann {{#p1}}\n\n{' '.join(post)}\n\n## bob {{#p2 reply-to=p1}}\n\n{lines}\n\nAha!\n"
    thread = parse(f"---\nformat: text\n---\n# T\n\n{posts}").thread
    assert thread is not None
    return thread


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(verbatim(), rewrapped(), decorated()))
def test_a_quote_with_all_its_words_in_the_post_is_exact(quoted: Quoted) -> None:
    origin = origin_of(quoted)
    assert is_exact(origin)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(changed(), trimmed()))
def test_a_quote_with_other_words_or_another_order_is_not_exact(quoted: Quoted) -> None:
    assume(not contains(quoted.words, quoted.post))
    assert not is_exact(origin_of(quoted))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(verbatim(), rewrapped()), st.integers(0, 10_000), st.sampled_from("0123456789abcxyzßжλ"))
def test_an_exact_quote_with_a_letter_or_digit_changed_is_not_exact(quoted: Quoted, number: int, char: str) -> None:
    letters = [at for at, letter in enumerate(quoted.text) if letter.isalnum()]
    at = letters[number % len(letters)]
    other = f"{quoted.text[:at]}{char}{quoted.text[at + 1 :]}"
    assume(not contains([other], quoted.post))
    assert not is_exact(origin_of(quoted, quote=other))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(words, st.sampled_from((*_NOTHING, *_FOOTERS)))
@example(["I", "like", "tea", "and", "the", "kettle"], "On 1 Jan 2020, at 10:00, Ann Example wrote:")
@example(["I", "like", "tea", "and", "the", "kettle"], "-----Original Message-----\nFrom: Ann\nTo: Bob")
def test_a_quote_without_words_has_no_origin_and_makes_no_reply(post: list[str], quote: str) -> None:
    assume(not contains([quote], post))
    thread = _thread(post, quote)
    origins = find_origins(thread)
    assert not any(origin.posts for origin in origins.values())
    assert not find_parents(thread, origins)
