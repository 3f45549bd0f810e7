"""Makes an archive of any size: `python tests/bench/generate.py DIR --threads 1000 --posts 10 [--seed 1]`.

Nothing is copied from anywhere: words are made of syllables and used by Zipf's law, posts are log-normal in length,
and who writes, quotes and answers whom is drawn as in archives that we have measured. The same arguments give the
same bytes; a thread depends on its number and the seed alone.
"""

import argparse
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

_MEDIAN_WORDS = 60
_SPREAD = 0.85  # of the logarithm of a post's length
_LONGEST = 3_000  # words
_FIRST_DAY = datetime(2010, 1, 1, tzinfo=UTC)
_YEARS = 15
_QUOTES = 0.4  # of the posts that are not the first
_SCRIPTS = {"la": 88, "ru": 4, "zh": 4, "ar": 4}
"""How often a thread is in each, in percent."""
_SYLLABLES = {
    "la": [a + b for a in (*"bdfgklmnprstv", "br", "st", "tr", "pl") for b in (*"aeiou", "an", "er", "is", "on")],
    "ru": [a + b for a in "бвгдзклмнпрст" for b in "аеиоуы"],
    "zh": [chr(0x4E00 + n * 7) for n in range(700)],
    "ar": [a + b for a in "بتجدرسعفقكلمن" for b in ("", "ا", "و", "ي")],
}
_WORDS = {"la": 20_000, "ru": 6_000, "zh": 3_000, "ar": 6_000}
_MARKS = {"la": ". ", "ru": ". ", "zh": "。", "ar": ". "}
_TAGS = 60
_BOARDS, _BOARDS_BELOW = 8, 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of one script, the commonest first, with the sums of their weights."""

    words: list[str]
    sums: list[float]
    space: str
    mark: str

    def draw(self, random: Random, count: int) -> list[str]:
        return random.choices(self.words, cum_weights=self.sums, k=count)


@dataclass(frozen=True, slots=True)
class Post:
    """A post as it was drawn. `own` has its paragraphs, each a list of sentences, for others to quote."""

    id: str
    author: str
    own: list[list[str]]
    text: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--posts", type=int, required=True, help="in a thread, on average")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    posts = generate(arguments.folder, arguments.threads, arguments.posts, arguments.seed)
    print(f"{arguments.threads} threads, {posts} posts → {arguments.folder}")  # noqa: T201  a command


def generate(folder: Path, threads: int, posts: int, seed: int = 1) -> int:
    """Write the archive below `folder`; returns how many posts it has."""
    authors = make_authors(max(5, threads // 5), seed)
    written = 0
    for board in boards():
        (folder / board).mkdir(parents=True, exist_ok=True)
    for number in range(threads):
        path, text, count = _make_thread(number, posts, authors, seed)
        (folder / path).write_text(text, encoding="utf-8")
        written += count
    return written


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """Sums of the weights of `count` things by Zipf's law."""
    return list(accumulate(1 / rank**exponent for rank in range(1, count + 1)))


def _seeded(*names: object) -> Random:
    return Random("/".join(map(str, names)))  # noqa: S311  the same in each run is what is wanted


@cache
def vocabulary(script: str) -> Vocabulary:
    """The words of a script: the same in every archive."""
    random = _seeded("words", script)
    syllables = _SYLLABLES[script]
    words: dict[str, None] = {}
    while len(words) < _WORDS[script]:
        # Common words are short: the longer the list has grown, the more syllables.
        count = 1 + int(random.random() * (0.6 + 0.6 * math.log10(len(words) + 1)))
        words["".join(random.choices(syllables, k=count))] = None
    return Vocabulary(list(words), zipf(len(words)), "" if script == "zh" else " ", _MARKS[script])


@cache
def boards() -> list[str]:
    words = vocabulary("la").words
    top = [words[100 + n] for n in range(_BOARDS)]
    return [f"{board}/{words[200 + n]}" for board in top for n in range(_BOARDS_BELOW)]


def make_authors(count: int, seed: int) -> Vocabulary:
    random = _seeded("authors", seed)
    names: dict[str, None] = {}
    while len(names) < count:
        script = random.choices(list(_SCRIPTS), list(_SCRIPTS.values()))[0]
        first, last = (random.choice(vocabulary(script).words[50:]).title() for _ in range(2))
        names[first if random.random() < 0.5 else f"{first} {last}"] = None
    return Vocabulary(list(names), zipf(count), " ", "")


def _make_thread(number: int, posts: int, authors: Vocabulary, seed: int) -> tuple[str, str, int]:
    """A thread's path, text, and count of posts."""
    random = _seeded(seed, number)
    script = random.choices(list(_SCRIPTS), list(_SCRIPTS.values()))[0]
    words = vocabulary(script)
    count = max(1, round(random.lognormvariate(math.log(posts) - 0.32, 0.8)))  # 0.8²/2: the mean is `posts`
    title = _sentence(words, random, random.randint(3, 9))
    tags = ", ".join(dict.fromkeys(vocabulary("la").draw(random, 3)[: random.randint(0, 3)]))
    regulars = authors.draw(random, max(2, count // 2))
    when = _FIRST_DAY + timedelta(seconds=random.randrange(_YEARS * 365 * 86_400))
    made: list[Post] = []
    for position in range(1, count + 1):
        made.append(_make_post(f"p{position}", made, regulars, when, words, random))
        when += timedelta(seconds=60 + random.expovariate(1 / 20_000))
    lang = f"lang: {'en' if script == 'la' else script}\n"
    board = random.choices(boards(), cum_weights=zipf(len(boards()), 0.7))[0]
    text = f"---\ntags: [{tags}]\n{lang}---\n# {title}\n\n" + "\n\n".join(post.text for post in made) + "\n"
    return f"{board}/{number:06}.md", text, count


def _make_post(
    name: str, before: list[Post], regulars: list[str], when: datetime, words: Vocabulary, random: Random
) -> Post:
    author = random.choice(regulars)
    parent = before[int(len(before) * random.random() ** 0.4)] if before else None  # rather a late one
    attributes = f" reply-to={parent.id}" if parent and random.random() < 0.7 else ""
    length = min(_LONGEST, max(1, round(random.lognormvariate(math.log(_MEDIAN_WORDS), _SPREAD))))
    own = list(_paragraphs(words, random, length))
    blocks = [words.space.join(paragraph) if not words.space else " ".join(paragraph) for paragraph in own]
    blocks = [*blocks[:1], *_extras(words, random), *blocks[1:]]
    if parent and random.random() < _QUOTES:
        blocks.insert(0, _quote(parent, random))
    head = f"## {author} · {when:%Y-%m-%dT%H:%M:%SZ} {{#{name}{attributes}}}"
    return Post(name, author, own, "\n\n".join([head, *blocks]))


def _paragraphs(words: Vocabulary, random: Random, length: int) -> Iterator[list[str]]:
    while length > 0:
        paragraph = []
        for _ in range(random.randint(1, 5)):
            size = min(length, random.randint(4, 24))
            if size > 0:
                paragraph.append(_sentence(words, random, size) + words.mark.rstrip())
            length -= size
        yield paragraph


def _sentence(words: Vocabulary, random: Random, size: int) -> str:
    drawn = words.draw(random, size)
    drawn[0] = drawn[0].capitalize()
    if size > 6 and random.random() < 0.5:
        at = random.randrange(2, size - 2)
        drawn[at] += "，" if not words.space else ","
    if random.random() < 0.04:
        at = random.randrange(size)
        drawn[at] = random.choice((f"*{drawn[at]}*", f"**{drawn[at]}**", f"`{drawn[at]}`"))
    return words.space.join(drawn)


def _quote(parent: Post, random: Random) -> str:
    """Some of what a post says: a paragraph, a sentence, or two with what stands between left out."""
    sentences = random.choice(parent.own)
    way = random.random()
    if way < 0.5:
        said = " ".join(sentences)
    elif way < 0.75 or len(sentences) < 3:
        said = random.choice(sentences)
    else:
        said = f"{sentences[0]} … {sentences[-1]}"
    attribution = f"**{parent.author} wrote:**\n\n" if random.random() < 0.5 else ""
    return f"{attribution}> {said}"


def _extras(words: Vocabulary, random: Random) -> Iterator[str]:
    """Now and then code, a list, a link."""
    if random.random() < 0.05:
        names = [word for word in vocabulary("la").draw(random, 6) if word]
        yield "```\n" + "\n".join(f"{name} = {random.randrange(1000)}" for name in names) + "\n```"
    if random.random() < 0.06:
        yield "\n".join(f"- {_sentence(words, random, random.randint(2, 9))}" for _ in range(random.randint(2, 6)))
    if random.random() < 0.1:
        page = "/".join(vocabulary("la").draw(random, 2))
        link = f"https://{vocabulary('la').draw(random, 1)[0]}.example/{page}"
        yield link if random.random() < 0.5 else f"[{_sentence(words, random, 3)}]({link})"


if __name__ == "__main__":
    main()
