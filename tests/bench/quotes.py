"""Measures how well quotes find their origins in real mailing lists: `python -m tests.bench.quotes FOLDER`.

FOLDER has a folder for each list (see `mail.py`). The parents that headers name are the truth. `find_origins` runs once
on threads with headers, and once on threads without any, in which it has only the words. `--sample` and `--missed`
print origins that were found, and quotes without one. `--json` prints the figures as one JSON object.
"""

import argparse
import json
import multiprocessing
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from textwrap import indent
from typing import Any

from archiver import quotes
from archiver.model import Block, Post, PostId, Prose, Quote, Slug, Thread, all_text, own_text
from archiver.quotes.fingerprints import Fingerprint, fingerprint_thread
from tests.bench.mail import Mail, Scope, part, read_bodies, read_lists, to_thread

_SHORTEST = 20  # canonical characters; of shorter quotes chance finds as many as sense does
_CLAIMS = ("exact", "trimmed", "altered")
_LEVEL = str.maketrans(dict.fromkeys("“”„«»‚‘’'`״", '"') | dict.fromkeys("‐‑‒–—―", "-") | {"…": "..."})
_SIZES = (1_000, 10_000, 40_000)
_DEEPEST = 5
_SHOWN = 200  # characters of a quote in a sample
_SHOWN_PARENT = 1500  # characters of the parent's text below a quote without an origin

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One quote, and its origin. Posts are indices in their thread."""

    thread: int
    post: int
    quote: int
    depth: int
    """0 for a quote at the top level."""
    length: int
    """Canonical characters."""
    state: str
    method: str
    score: float | None
    claimed: int | None
    parent: int | None
    """The mail that the quoting one answers, if it is in the same thread."""
    in_parent: bool
    """The words of the quote are the parent's own."""
    in_claimed: bool

    @property
    def is_claim(self) -> bool:
        return self.state in _CLAIMS

    @property
    def is_right(self) -> bool:
        return self.is_claim and self.claimed is not None and self.claimed == self.parent

    @property
    def is_as_good(self) -> bool:
        """The parent, or a post before it that has the same words."""
        if self.is_right or self.claimed is None or self.parent is None:
            return self.is_right
        return self.is_claim and self.in_claimed and self.claimed < self.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result for one thread: its quotes, its inferred parents (right, claimed, all), and the seconds it took."""

    cases: tuple[Case, ...]
    parents: tuple[int, int, int]
    seconds: float
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All threads of mails, and the blocks of each mail."""

    threads: tuple[tuple[Mail, ...], ...]
    blocks: Mapping[str, tuple[Block, ...]]
    blind: bool

    def thread(self, index: int) -> Thread:
        return to_thread(self.threads[index], self.blocks, blind=self.blind)


_SHARED: list[Archive] = []  # what forked processes inherit; it is too large to be sent to each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scope", type=Scope, action="append", choices=list(Scope), help="of blind threads")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="show N origins that were found")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="show N quotes without an origin")
    parser.add_argument(
        "--wrong", type=int, default=0, metavar="N", help="show N blind origins that are not the parent"
    )
    parser.add_argument("--nested", action="store_true", help="show quotes in quotes too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-growth", action="store_true", help="leave out the threads that are made up")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    mails = read_lists(arguments.folder)
    blocks = dict(zip([mail.id for mail in mails], read_bodies(mails), strict=True))
    if arguments.sample or arguments.missed or arguments.wrong:
        show(mails, blocks, arguments)
        return
    report = measure(mails, blocks, arguments.scope or [Scope.THREAD, Scope.YEAR])
    if not arguments.no_growth:
        report["growth, s by posts"] = measure_growth()
    _say(json.dumps(report) if arguments.json else "\n".join(_lines(report)))


def measure(mails: Sequence[Mail], blocks: Mapping[str, tuple[Block, ...]], scopes: Sequence[Scope]) -> Figures:
    """All figures of real mails, by what they are of."""
    with_headers = Archive(threads=tuple(part(mails, Scope.THREAD)), blocks=blocks, blind=False)
    outcomes = resolve(with_headers)
    report = {
        "read": _count(with_headers, outcomes),
        "with headers": _figures_with_headers(outcomes),
        "with headers, across threads": _figures_with_headers(_with_cross_thread_origins(with_headers, outcomes)),
    }
    for scope in scopes:
        blind = Archive(threads=tuple(part(mails, scope)), blocks=blocks, blind=True)
        report[f"blind, one thread for each {scope}"] = _figures_blind(resolve(blind), len(mails))
    return report


def resolve(archive: Archive) -> list[Outcome]:
    """The outcome of each thread, computed in several processes."""
    _SHARED[:] = [archive]
    # The largest first, so that no process ends long after the others.
    order = sorted(range(len(archive.threads)), key=lambda index: -len(archive.threads[index]))
    with multiprocessing.get_context("fork").Pool() as pool:
        outcomes = dict(zip(order, pool.imap(_resolve_thread, order, chunksize=1), strict=True))
    return [outcomes[index] for index in range(len(order))]


def _resolve_thread(index: int) -> Outcome:
    archive = _SHARED[0]
    thread, mails = archive.thread(index), archive.threads[index]
    start = time.process_time()
    origins = quotes.find_origins(thread)
    seconds = time.process_time() - start
    numbers = {mail.id: number for number, mail in enumerate(mails)}
    parents = [numbers.get(mail.parent or "") for mail in mails]
    cases = tuple(_cases(index, thread, parents, origins))
    checked = _check_parents(thread, parents, origins)
    return Outcome(cases=cases, parents=checked, seconds=seconds, fingerprint=fingerprint_thread(thread, origins))


def _with_cross_thread_origins(archive: Archive, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes, with origins in other threads for the quotes that have none in their own."""
    query_shingles = {str(n): outcome.fingerprint.query_shingles for n, outcome in enumerate(outcomes)}
    indexed_shingles = ((str(n), outcome.fingerprint.indexed_shingles) for n, outcome in enumerate(outcomes))
    candidates = quotes.find_candidates(query_shingles, indexed_shingles)
    thread = lru_cache(256)(lambda index: {post.id: post for post in archive.thread(int(index)).posts})
    states: dict[tuple[int, int, int], str] = {}
    for (source, (post, number)), posts in candidates.items():
        quoting = thread(source)[post]
        words = next(quotes.words_of(q.blocks) for _, q in quotes_of(quoting.blocks) if q.number == number)
        texts = [
            quotes.words_of(thread(c.source)[c.post].blocks)
            for c in sorted(posts, key=lambda c: (c.posted_at, c.source))
        ]
        if chosen := quotes.choose_origin(words, texts):
            states[int(source), quoting.number - 1, number] = str(chosen[1].state)
    return [
        replace(
            outcome,
            cases=tuple(
                _with_cross_thread_state(case, states.get((case.thread, case.post, case.quote)))
                for case in outcome.cases
            ),
        )
        for outcome in outcomes
    ]


def _with_cross_thread_state(case: Case, state: str | None) -> Case:
    return replace(case, state=state, method="elsewhere") if state else case


def _cases(index: int, thread: Thread, parents: Sequence[int | None], origins: Mapping[Any, Any]) -> Iterator[Case]:
    own: dict[int | None, str] = {None: ""}
    for number, post in enumerate(thread.posts):
        own[number] = canonical(post.own_text)
        for depth, quote in quotes_of(post.blocks):
            words = canonical(own_text(quote.blocks))
            origin = origins.get((post.id, quote.number))
            claimed = int(origin.posts[0][1:]) - 1 if origin and origin.posts else None
            yield Case(
                thread=index,
                post=number,
                quote=quote.number,
                depth=depth,
                length=len(words),
                state=str(origin.state) if origin else "none",
                method=origin.method if origin else "",
                score=getattr(origin, "score", None),
                claimed=claimed,
                parent=parents[number],
                in_parent=words in own[parents[number]],
                in_claimed=words in own[claimed],
            )


def _check_parents(thread: Thread, parents: Sequence[int | None], origins: Mapping[Any, Any]) -> tuple[int, int, int]:
    """Inferred parents: how many are those of the headers, how many were inferred, how many there are."""
    find_parents: Callable[..., Mapping[PostId, PostId]] | None = getattr(quotes, "find_parents", None)
    inferred = find_parents(thread, origins) if find_parents else {}
    truth = {
        thread.posts[post].id: thread.posts[parent].id for post, parent in enumerate(parents) if parent is not None
    }
    checked = [(post, parent) for post, parent in inferred.items() if post in truth]
    return sum(truth[post] == parent for post, parent in checked), len(checked), len(truth)


def quotes_of(blocks: Sequence[Block]) -> Iterator[tuple[int, Quote]]:
    """All quotes, outer before inner, each with the number of quotes around it."""
    waiting = [(0, block) for block in reversed(blocks) if isinstance(block, Quote)]
    while waiting:
        depth, quote = waiting.pop()
        yield depth, quote
        waiting += [(depth + 1, block) for block in reversed(quote.blocks) if isinstance(block, Quote)]


def canonical(text: str) -> str:
    """What counts of a text here, whatever the program takes for it: no white space, case, or typography."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_LEVEL)).casefold().split())


def _count(archive: Archive, outcomes: Sequence[Outcome]) -> Figures:
    cases = [case for outcome in outcomes for case in outcome.cases]
    mails = [mail for thread in archive.threads for mail in thread]
    return {
        "mails": len(mails),
        "mails with a parent": sum(mail.parent is not None for mail in mails),
        "threads": len(archive.threads),
        "quotes": sum(not case.depth for case in cases),
        "quotes of 20": sum(not case.depth and case.length >= _SHORTEST for case in cases),
        "nested": sum(case.depth > 0 for case in cases),
        "nested of 20": sum(case.depth > 0 and case.length >= _SHORTEST for case in cases),
    }


def _figures_with_headers(outcomes: Sequence[Outcome]) -> Figures:
    cases = [case for outcome in outcomes for case in outcome.cases]
    figures: Figures = {}
    for name, chosen in (
        ("quotes of 20", [case for case in cases if case.length >= _SHORTEST and not case.depth]),
        ("nested of 20", [case for case in cases if case.length >= _SHORTEST and case.depth]),
        ("shorter quotes", [case for case in cases if case.length < _SHORTEST and not case.depth]),
    ):
        count = max(1, len(chosen))
        states = Counter(case.state for case in chosen)
        methods = Counter(f"{case.state} by {case.method}" for case in chosen if case.method)
        figures[name] = {
            "resolved %": _percent(sum(case.is_claim for case in chosen), count),
            "resolved, of those that somebody wrote %": _percent(
                sum(case.is_claim for case in chosen), sum(case.state != "none" for case in chosen)
            ),
            "the parent's own words %": _percent(
                sum(case.in_parent for case in chosen if case.parent is not None), count
            ),
        }
        figures[name] |= {f"{state} %": _percent(number, count) for state, number in states.most_common()}
        figures[name] |= {f"{method} %": _percent(number, count) for method, number in methods.most_common()}
    return figures


def _figures_blind(outcomes: Sequence[Outcome], posts: int) -> Figures:
    """Precision and recall of quotes whose words are the parent's own: against the parent, and the first writer."""
    cases = [case for outcome in outcomes for case in outcome.cases if case.length >= _SHORTEST and not case.depth]
    sure = [case for case in cases if case.in_parent and case.parent is not None]
    claims, right = [case for case in sure if case.is_claim], sum(case.is_right for case in sure)
    as_good = sum(case.is_as_good for case in sure)
    parents = [sum(numbers) for numbers in zip(*(outcome.parents for outcome in outcomes), strict=True)]
    seconds = sum(outcome.seconds for outcome in outcomes)
    return {
        "quotes of the parent's words": len(sure),
        "precision %": _percent(right, len(claims)),
        "recall %": _percent(right, len(sure)),
        "precision, or an earlier writer's %": _percent(as_good, len(claims)),
        "recall, or an earlier writer's %": _percent(as_good, len(sure)),
        "ambiguous %": _percent(sum(case.state == "ambiguous" for case in sure), len(sure)),
        "all quotes of 20 resolved %": _percent(sum(case.is_claim for case in cases), len(cases)),
        "inferred parents": parents[1],
        "inferred parents, right %": _percent(parents[0], parents[1]),
        "inferred parents, of all %": _percent(parents[0], parents[2]),
        "s for 100,000 posts": round(seconds / posts * 100_000, 1),
    }


def _percent(number: int, of: int) -> float:
    return round(100 * number / max(1, of), 2)


def measure_growth() -> Figures:
    """Seconds for threads that are made to be slow, by their number of posts."""
    figures: Figures = {}
    for name, quote in (
        ("nested chain", _quote_chain),
        ("first post", _quote_first),
        ("altered", _quote_altered),
        ("same words", _quote_same),
    ):
        for size in _SIZES:
            thread = _make_thread(size, quote)
            start = time.process_time()
            quotes.find_origins(thread)
            figures[f"{name}, {size:,}"] = round(time.process_time() - start, 2)
    return figures


Quoter = Callable[[Sequence[str], int, random.Random], tuple[Block, ...]]


def _make_thread(size: int, quote: Quoter) -> Thread:
    chance = random.Random(1)  # noqa: S311  posts that are made up, the same each time
    vocabulary = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=chance.randint(2, 9))) for _ in range(5_000)]
    same = quote is _quote_same
    words = [" ".join(vocabulary[:30] if same else chance.choices(vocabulary, k=30)) for _ in range(size)]
    posts = tuple(
        Post(
            file="a.md",
            id=PostId(f"p{index + 1}"),
            number=index + 1,
            position=index + 1,
            line=index + 1,
            blocks=(*(quote(words, index, chance) if index else ()), _prose(words[index])),
        )
        for index in range(size)
    )
    return Thread(path="made.md", slug=Slug("made"), title="Made up", posts=posts)


def _prose(text: str) -> Prose:
    return Prose(html="", text=text)


def _quote_chain(words: Sequence[str], index: int, _: random.Random) -> tuple[Block, ...]:
    """The post before, with what that quoted, five deep."""
    inner: tuple[Block, ...] = ()
    for depth in range(min(_DEEPEST, index), 0, -1):
        inner = (Quote(number=depth, blocks=(*inner, _prose(words[index - depth]))),)
    return inner


def _quote_first(words: Sequence[str], _index: int, _: random.Random) -> tuple[Block, ...]:
    return (Quote(number=1, blocks=(_prose(words[0]),)),)


def _quote_altered(words: Sequence[str], index: int, chance: random.Random) -> tuple[Block, ...]:
    quoted = words[chance.randrange(index)].split()
    quoted[chance.randrange(len(quoted))] = "anotherword"
    return (Quote(number=1, blocks=(_prose(" ".join(quoted)),)),)


def _quote_same(words: Sequence[str], index: int, _: random.Random) -> tuple[Block, ...]:
    """All posts say the same, and quote it."""
    return (Quote(number=1, blocks=(_prose(words[index]),)),)


def show(mails: Sequence[Mail], blocks: Mapping[str, tuple[Block, ...]], arguments: argparse.Namespace) -> None:
    """Some quotes, to be judged by eye."""
    blind = bool(arguments.wrong)
    archive = Archive(threads=tuple(part(mails, Scope.THREAD)), blocks=blocks, blind=blind)
    cases = [case for outcome in resolve(archive) for case in outcome.cases if case.length >= _SHORTEST]
    cases = [case for case in cases if arguments.nested or not case.depth]
    chance = random.Random(arguments.seed)  # noqa: S311  a sample
    for count, chosen in (
        (arguments.sample, [case for case in cases if case.is_claim]),
        (arguments.missed, [case for case in cases if not case.is_claim]),
        (arguments.wrong, [case for case in cases if case.is_claim and case.in_parent and not case.is_right]),
    ):
        for number, case in enumerate(chance.sample(chosen, min(count, len(chosen))), 1):
            _say(f"\n{'=' * 30} {number} of {len(chosen)}")
            _show_case(archive, case)


def _show_case(archive: Archive, case: Case) -> None:
    thread, mails = archive.thread(case.thread), archive.threads[case.thread]
    quote = next(q for _, q in quotes_of(thread.posts[case.post].blocks) if q.number == case.quote)
    text = own_text(quote.blocks)
    _say(f"{_name(mails[case.post])} in {thread.title!r}; quote {case.quote}, depth {case.depth}")
    _say(f"said: {quote.attribution.text if quote.attribution else '-'}")
    _say(indent(text if not case.is_claim else text[:_SHOWN], "> ", lambda _: True))
    _say(f"{case.state} {case.method} {'' if case.score is None else f'{case.score:.2f}'}")
    if case.claimed is not None:
        _say(f"origin: {_name(mails[case.claimed])}\n{indent(_passage(thread.posts[case.claimed], text), '| ')}")
    if case.parent is None:
        _say("parent: not in the thread")
    elif case.parent != case.claimed:
        beside = all_text(thread.posts[case.parent].blocks)[:_SHOWN_PARENT]
        _say(f"parent: {_name(mails[case.parent])}\n{indent(beside, '  ')}")


def _name(mail: Mail) -> str:
    return f"{mail.author}, {mail.date:%Y-%m-%d %H:%M} ({mail.id})"


def _passage(post: Post, quoted: str) -> str:
    """Where the words of the quote begin in the post's own, as far as words tell."""
    has, wanted = post.own_text.split(), quoted.split()
    match = SequenceMatcher(None, has, wanted, autojunk=False).find_longest_match()
    start = max(0, match.a - match.b)
    return " ".join(has[start : start + len(wanted)])[:_SHOWN]


def _lines(report: Figures, indented: str = "") -> Iterator[str]:
    for name, value in report.items():
        if isinstance(value, dict):
            yield f"{indented}{name}"
            yield from _lines(value, indented + "  ")
        else:
            yield f"{indented}{name:40}{value:>12,}"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
