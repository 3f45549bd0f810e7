"""How good rankings are, and whether one of two is better than the other beyond chance."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import compress
from math import log2
from statistics import fmean

_FIRST = 10
_DEEP = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures of a question."""

    ndcg: float
    """nDCG@10 of binary judgements."""
    recall: float
    """R@100."""
    reciprocal: float
    """1 / the place of the first relevant text; 0 if none is among the first 100."""
    found: bool
    """Whether anything was found."""


def measure(ranking: Sequence[str], relevant: Collection[str]) -> Measured:
    """Measure a ranking, best first, by the keys of the relevant texts.

    >>> measure(["a", "b", "c"], {"b"})
    Measured(ndcg=0.6309297535714575, recall=1.0, reciprocal=0.5, found=True)
    """
    places = [place for place, key in enumerate(ranking[:_DEEP], 1) if key in relevant]
    gained = sum(1 / log2(place + 1) for place in places if place <= _FIRST)
    ideal = sum(1 / log2(place + 1) for place in range(1, min(len(relevant), _FIRST) + 1))
    return Measured(
        ndcg=gained / ideal,
        recall=len(places) / len(relevant),
        reciprocal=1 / places[0] if places else 0.0,
        found=bool(ranking),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """Means over the questions of a collection; `nothing` is the share of those for which nothing was found."""

    ndcg: float
    recall: float
    reciprocal: float
    nothing: float


def means_of(measured: Sequence[Measured]) -> Means:
    """The means of all questions."""
    return Means(
        ndcg=fmean(one.ndcg for one in measured),
        recall=fmean(one.recall for one in measured),
        reciprocal=fmean(one.reciprocal for one in measured),
        nothing=fmean(not one.found for one in measured),
    )


def chance_of(before: Sequence[float], after: Sequence[float], *, tries: int = 10_000) -> float:
    """The p of a paired randomisation test, two-sided: how often random signs give as large a difference of means.

    Args:
        before: A measure of each question, by one ranking.
        after: The same measure of the same questions, by another.
        tries: The number of random assignments.

    >>> chance_of([0.1, 0.2, 0.3] * 9, [0.2, 0.3, 0.4] * 9) < 0.001, chance_of([0.1, 0.3], [0.3, 0.1])
    (True, 1.0)
    """
    differences = [b - a for a, b in zip(before, after, strict=True) if a != b]
    observed = abs(sum(differences)) - 1e-9
    chance = random.Random(17)  # noqa: S311  equal figures in each run are wanted
    everything, count = sum(differences), len(differences)
    extreme = 0
    for _ in range(tries):
        signs = map(int, f"{chance.getrandbits(count):0{count}b}") if count else ()
        extreme += abs(everything - 2 * sum(compress(differences, signs))) >= observed
    return (extreme + 1) / (tries + 1)
