"""Queries of every kind for the archives that generate.py makes, drawn from its words; the same in each run."""

import sys
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.bench.generate import boards, make_authors, vocabulary

_COMMON, _MIDDLE = 50, 2_000  # ranks of words


class Asked(NamedTuple):
    """A query, and what kind it is of."""

    kind: str
    text: str


def make_queries(count: int, threads: int, seed: int = 1) -> list[Asked]:
    """Queries for an archive of so many threads; the kinds take turns, so any part has all of them."""
    random = Random(f"queries/{seed}")  # noqa: S311  the same in each run is what is wanted
    return list(islice(_draw(random, make_authors(max(5, threads // 5), 1).words), count))


def _draw(random: Random, authors: list[str]) -> Iterator[Asked]:
    said = set[str]()
    for kind in cycle(_KINDS):
        text = _KINDS[kind](random, authors)
        while text in said:
            text = _KINDS[kind](random, authors)
        said.add(text)
        yield Asked(kind, text)


def _common(random: Random) -> str:
    return random.choice(vocabulary("la").words[:_COMMON])


def _middle(random: Random) -> str:
    return random.choice(vocabulary("la").words[_COMMON:_MIDDLE])


def _rare(random: Random) -> str:
    return random.choice(vocabulary("la").words[_MIDDLE:])


def _any(random: Random) -> str:
    return random.choice((_common, _middle, _middle, _rare))(random)


def _misspelled(random: Random) -> str:
    word = _middle(random)
    while len(word) < 5:
        word = _middle(random)
    at = random.randrange(2, len(word) - 1)
    return f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}"


def _of_script(script: str, most: int) -> Callable[[Random, list[str]], str]:
    def make(random: Random, _: list[str]) -> str:
        return " ".join(vocabulary(script).draw(random, random.randint(1, most)))

    return make


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


_KINDS: dict[str, Callable[[Random, list[str]], str]] = {
    "a common word": lambda r, _: f"{_common(r)}{r.choice(('', '', ' ' + _common(r)))}",
    "a word": lambda r, _: _middle(r),
    "a rare word": lambda r, _: _rare(r),
    "two words": lambda r, _: f"{_any(r)} {_any(r)}",
    "a phrase": lambda r, _: f'"{_common(r)} {r.choice((_common, _middle))(r)}"',
    "three words": lambda r, _: f"{_common(r)} {_any(r)} {_middle(r)}",
    "OR": lambda r, _: f"{_any(r)} OR {_any(r)} OR {_middle(r)}",
    "NOT": lambda r, _: f"{_any(r)} -{_common(r)}",
    "a beginning": lambda r, _: f"{_middle(r)[: r.randint(2, 5)]:a<2}*",
    "a beginning, words": lambda r, _: f"{_any(r)} {_middle(r)[: r.randint(2, 5)]:a<2}*",
    "a long phrase": lambda r, _: f'"{_common(r)} {_common(r)} {_common(r)}"',
    "misspelled": lambda r, _: f"{_misspelled(r)}~",
    "title:": lambda r, _: f"title:{_any(r)}",
    "author:": lambda r, authors: f"author:{_quoted(r.choice(authors[:200]))}",
    "author:, words": lambda r, authors: f"author:{_quoted(r.choice(authors[:200]))} {_any(r)}",
    "board:, words": lambda r, _: f"board:{r.choice(boards())} {_any(r)}",
    "tag:, words": lambda r, _: f"tag:{_common(r)} {_any(r)}",
    "date:, words": lambda r, _: f"date:{r.randint(2010, 2017)}..{r.randint(2018, 2024)} {_any(r)}",
    "newest": lambda r, _: f"{_any(r)} {_any(r)} order:newest",
    "Russian": _of_script("ru", 2),
    "Arabic": _of_script("ar", 2),
    "Chinese": _of_script("zh", 2),
}
