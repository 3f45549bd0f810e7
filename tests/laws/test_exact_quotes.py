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

from archiver.model import Origin, QuoteState, Thread
from archiver.quotes import find_origins, find_parents, quotes_of
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
    """A post's words, those that are quoted of it, and the quote as it was written."""

    post: list[str]
    words: list[str]
    written: str


@st.composite
def verbatim(draw: st.DrawFn) -> Quoted:
    """A run of a post's words, which are long enough to tell something."""
    post = draw(words)
    start = draw(st.integers(0, len(post) - 10))
    end = draw(st.integers(start + 9, len(post)))
    said = post[start:end]
    assume(sum(map(len, said)) >= 30)
    return Quoted(post, said, " ".join(said))


@st.composite
def rewrapped(draw: st.DrawFn) -> Quoted:
    """A quote whose lines end elsewhere, with marks that stand closer or farther."""
    quoted = draw(verbatim())
    return replace(quoted, written="\n".join(wrap(quoted.written, draw(st.integers(12, 80)), break_long_words=False)))


@st.composite
def decorated(draw: st.DrawFn) -> Quoted:
    """A quote with what no poster wrote: a footer below, rulers, smileys."""
    quoted = draw(st.one_of(verbatim(), rewrapped()))
    ruler = draw(st.sampled_from(("", "\n-----", "\n=========")))
    footer = draw(st.sampled_from(("", *(f"\n{footer}" for footer in _FOOTERS))))
    smiley = draw(st.sampled_from(("", " :-)", "\n;)")))
    said, added = _letters(" ".join(quoted.post)), _letters(footer)
    is_told = set(pairwise(said)).isdisjoint(pairwise(added)) and "unsubscribe" not in said
    assume(is_told or not footer)  # else what is the footer may be the poster's words
    return replace(quoted, written=f"{quoted.written}{smiley}{ruler}{footer}")


@st.composite
def changed(draw: st.DrawFn) -> Quoted:
    """A quote with other words: one replaced, one dropped, one added, two swapped, without a mark that tells."""
    quoted = draw(verbatim())
    said = list(quoted.words)
    at = draw(st.integers(0, len(said) - 2))
    match draw(st.sampled_from(("replace", "drop", "add", "swap"))):
        case "replace":
            said[at] = draw(st.sampled_from(_VOCABULARY))
        case "drop":
            del said[at]
        case "add":
            said.insert(at, draw(st.sampled_from(_VOCABULARY)))
        case _:
            said[at], said[at + 1] = said[at + 1], said[at]
    return Quoted(quoted.post, said, " ".join(said))


@st.composite
def trimmed(draw: st.DrawFn) -> Quoted:
    """A quote in which a mark stands for words that were left out."""
    quoted = draw(verbatim())
    at = draw(st.integers(4, len(quoted.words) - 4))
    gone = draw(st.integers(1, 3))
    said = [*quoted.words[:at], *quoted.words[at + gone :]]
    mark = draw(st.sampled_from(_MARKS))
    return Quoted(quoted.post, said, " ".join([*quoted.words[:at], mark, *quoted.words[at + gone :]]))


def origin_of(quoted: Quoted, *, quote: str | None = None) -> Origin | None:
    """The origin of the quote as it is written, in an answer to the post."""
    thread = _thread(quoted.post, quoted.written if quote is None else quote)
    numbers = [quote.number for quote in quotes_of(thread.posts[1])]
    assert len(numbers) <= 1
    return find_origins(thread).get((thread.posts[1].id, 1))


def is_exact(origin: Origin | None) -> bool:
    return origin is not None and origin.state is QuoteState.EXACT


def stands_in(said: list[str], post: list[str]) -> bool:
    """True if the words stand in the post, one behind the other, by their letters and digits alone. The first and the
    last may be cut, if they have no digit: people select so.
    """
    ours, theirs = (_letters(" ".join(some)) for some in (said, post))
    if not ours:
        return False
    runs = (theirs[at : at + len(ours)] for at in range(len(theirs) - len(ours) + 1))
    return any(_is_run(ours, run) for run in runs)


def _is_run(ours: list[str], theirs: list[str]) -> bool:
    begins = ours[0] == theirs[0] or (theirs[0].isalpha() and theirs[0].endswith(ours[0]))
    ends = ours[-1] == theirs[-1] or (theirs[-1].isalpha() and theirs[-1].startswith(ours[-1]))
    return begins and ends and ours[1:-1] == theirs[1:-1]


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
def test_words_that_stand_in_the_post_are_exact(quoted: Quoted) -> None:
    origin = origin_of(quoted)
    assert is_exact(origin)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(changed(), trimmed()))
def test_words_that_stand_there_in_another_order_or_not_at_all_are_not_exact(quoted: Quoted) -> None:
    assume(not stands_in(quoted.words, quoted.post))
    assert not is_exact(origin_of(quoted))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(verbatim(), rewrapped()), st.integers(0, 10_000), st.sampled_from("0123456789abcxyzßжλ"))
def test_no_letter_and_no_digit_of_an_exact_quote_can_be_another(quoted: Quoted, place: int, char: str) -> None:
    letters = [at for at, known in enumerate(quoted.written) if known.isalnum()]
    at = letters[place % len(letters)]
    other = f"{quoted.written[:at]}{char}{quoted.written[at + 1 :]}"
    assume(not stands_in([other], quoted.post))
    assert not is_exact(origin_of(quoted, quote=other))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(words, st.sampled_from((*_NOTHING, *_FOOTERS)))
@example(["I", "like", "tea", "and", "the", "kettle"], "On 1 Jan 2020, at 10:00, Ann Example wrote:")
@example(["I", "like", "tea", "and", "the", "kettle"], "-----Original Message-----\nFrom: Ann\nTo: Bob")
def test_a_quote_without_words_comes_from_nowhere_and_answers_nobody(post: list[str], quote: str) -> None:
    assume(not stands_in([quote], post))
    thread = _thread(post, quote)
    origins = find_origins(thread)
    assert not any(origin.posts for origin in origins.values())
    assert not find_parents(thread, origins)
