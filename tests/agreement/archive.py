"""An archive to ask: threads in seven languages, with all that a query can ask for, from a seed.

What may part the three places that answer is there on purpose: posts that say the same (equal scores), posts of the
same second, days that differ by time zone, threads without dates, names in several spellings, letters outside the
basic plane, words of code.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.agreement.words import LANGS, language
from tests.conftest import Project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.agreement.words import Language

ZONE = "Europe/Vienna"
CONFIG = f'title = "Agreement"\ntimezone = "{ZONE}"\n'
SYNONYMS = """
[[synonyms]]
words = ["orbit", "sensor"]

[[synonyms]]
words = ["of the", "moonlit"]

[[synonyms]]
words = ["winner"]
find = ["bridge", "lamp of"]
"""
_BOARDS = ["space", "space/moon", "kitchen", "workshop", "workshop/tools", "köche", "книги", "Old Forum", "数据"]
_TAGS = ["moon", "Moon", "C++", "weather report", "über alles", "tips", "книги", "数据库", "एक दो", "0.9 beta"]
_AUTHORS = [
    *("Ada Lind", "ada lind", "Berta", "Gudrun Feld", "Зоя Ким", "王小明", "أمل", "मीरा", "Łukasz Øre", "O'Neil"),
    *("walker", "Walking Jon", "René", "Renée", "x", "sam_77", "-dash-", "quoted", "J. R. Print", "İpek"),
]
_EXTRAS = [
    *("c++ and c# and .net", "version 2.0.1", "v2 of x86_64", "foo_bar(baz)", "https://example.org/moon/lamp?q=1#top"),
    *(
        "𝐁𝐨𝐥𝐝 letters 𠀀𠀁",
        "ΟΔΟΣ οδός",
        "ﬁne ligatures",
        "na\u0131ve dots",
        "cafe\u0301 decomposed",
        "한국어 데이터베이스",
    ),
    *(
        "ฐานข้อมูลไทย",
        "データベースとひらがな",
        "co-operate, re-enter",
        "don’t won't",
        "½ ² ①",
        "Tom & Jerry <b>",
        "日本語",
    ),
    *("soft\u00adhyphen", "zero\u200djoin", "naïveté", "smörgåsbord", "Ærø", "straße STRASSE", "שָׁלוֹם", "Δοκιμή"),
]
NAMES = "workshop/names"
"""The thread of posts with names in code, paths, addresses, numbers and pictures, of which each has one id."""
_NAMES = """---
lang: en
---
# What is not in a dictionary

## Ada Lind · 2016-05-02T08:00:00Z {#camel}

Call SetPosition(x, y) once, then the handler onLoadComplete; parseHTTPHeader2 is slow.

## walker · 2016-05-02T08:10:00Z {#snake}

Here it is `set_velocity` with MAX_RETRY_COUNT, and the module is __init__ of tool_box.

## Berta · 2016-05-02T08:20:00Z {#paths}

The disk is in /etc/fstab, the rest in ~/.config/kettle.toml; look at src/lamp.c and C:\\Tools\\Lamp64\\readme.txt too.

## Berta · 2016-05-02T08:30:00Z {#urls}

See https://docs.example.org/v2.1/guide_book.html?page=3&sort=asc#install or www.example.com/moon.

## sam_77 · 2016-05-02T08:40:00Z {#mail}

Write to gudrun.feld@example.net or <lamps+orders@shop.example.com>, not to me.

## Łukasz Øre · 2016-05-02T08:50:00Z {#versions}

It broke between 3.11.2-rc1 and v10.0.19041, the kernel is 6.1.0-18-amd64.

## x · 2016-05-02T09:00:00Z {#codes}

Error 0x80004005, then 0xDEADBEEF at line 4711; the ticket is JRA-2093.

## İpek · 2016-05-02T09:10:00Z {#pictures}

👩\u200d🚀 up there, 👨\u200d👩\u200d👧\u200d👦 down here, 👋🏽 to all, ❤\ufe0f\u200d🔥 🇦🇹 1\ufe0f\u20e3 ☎\ufe0f.

## René · 2016-05-02T09:20:00Z {#quotes reply-to=snake}

Ada Lind wrote:

> walker wrote:
>
> > Here it is `set_velocity` with MAX_RETRY_COUNT, and the module is __init__ of tool_box.
>
> Call SetPosition(x, y) once, then the handler onLoadComplete; parseHTTPHeader2 is slow.

> Zirconium from nowhere in this archive.

Is it? And 👋 to 👋🏿 you.
"""
_SHORT = ["Thanks.", "Thanks, that works.", "Yes.", "Danke!", "Спасибо.", "谢谢。", "merci", "شكرا", "धन्यवाद"]
_FIRST = datetime(2009, 6, 1, tzinfo=UTC)
_YEARS = 15


def write_archive(root: Path, posts: int, seed: int = 1) -> int:
    """Write a project of about so many posts; returns how many there are."""
    (root / "content").mkdir(parents=True)
    (root / "archiver.toml").write_text(CONFIG, encoding="utf-8")
    (root / "synonyms.toml").write_text(SYNONYMS, encoding="utf-8")
    names = root / "content" / f"{NAMES}.md"
    names.parent.mkdir()
    names.write_text(_NAMES, encoding="utf-8")
    written, number = _NAMES.count("\n## "), 0
    while written < posts:
        random = Random(f"{seed}/{number}")  # noqa: S311  the same in each run is what is wanted
        board = random.choices(_BOARDS, [9 - n for n in range(len(_BOARDS))])[0]
        text, count = _thread(random, number)
        path = root / "content" / board / f"t{number:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written += count
        number += 1
    return written


def build_archive(root: Path, posts: int) -> Project:
    """Write a project of about so many posts, and build it."""
    write_archive(root, posts)
    project = Project(root)
    built = project.run("build")
    assert built.returncode == 0, built.stderr
    return project


def _thread(random: Random, number: int) -> tuple[str, int]:
    lang = random.choice(LANGS)
    words = language(lang)
    count = min(120, max(1, round(random.lognormvariate(2, 0.8))))
    title = "".join(_sentence(words, random, random.randint(1, 6)))
    if number % 40 == 7:
        return f"{title}\n\n" + "\n\n\n".join(_body(words, random, []) for _ in range(count)) + "\n", count
    head = {"tags": f"[{', '.join(random.sample(_TAGS, random.randint(0, 3)))}]"}
    if random.random() < 0.9:
        head["lang"] = random.choice([lang, lang, lang, f"{lang}-XX", "en"])
    front = "".join(f"{key}: {value}\n" for key, value in head.items())
    posts = list(_posts(words, random, count))
    return f"---\n{front}---\n# {title}\n\n" + "\n\n".join(posts) + "\n", count


def _posts(words: Language, random: Random, count: int) -> Iterator[str]:
    way = random.random()
    # Every third thread begins in one of few seconds: there are posts of the same one.
    seconds = random.randrange(_YEARS * 365 * 86_400) if way < 0.6 else random.randrange(40) * 9_000_000
    when = _FIRST + timedelta(seconds=seconds)
    before: list[str] = []
    for place in range(1, count + 1):
        body = _body(words, random, before)
        author = random.choices(_AUTHORS, [1 / (n + 2) for n in range(len(_AUTHORS))])[0]
        stamp = f"{when:%Y-%m-%d}" if way > 0.9 else f"{when:%Y-%m-%dT%H:%M:%SZ}"
        said = " · ".join(filter(None, [author if random.random() < 0.95 else "", stamp if way < 0.96 else ""]))
        answers = f" reply-to=p{random.randint(1, place - 1)}" if place > 1 and random.random() < 0.5 else ""
        yield f"## {f'{said} ' if said else ''}{{#p{place}{answers}}}\n\n{body}"
        before.append(body)
        when += timedelta(seconds=random.choice([0, 1, 60, 3_600, 40_000, 700_000]))


def _body(words: Language, random: Random, before: list[str]) -> str:
    if random.random() < 0.08:
        return random.choice(_SHORT)
    blocks = [_paragraph(words, random) for _ in range(random.choice([1, 1, 1, 2, 3]))]
    if random.random() < 0.25:
        blocks.append(random.choice(_EXTRAS))
    if random.random() < 0.05:
        blocks.append("```\nlamp = walk(42)\nprint(lamp.lumens)\n```")
    if random.random() < 0.05:
        blocks.append(f"[{random.choice(words.words)[0]}](https://example.org/{random.randrange(99)})")
    said = [line for line in random.choice(before).splitlines() if line[:1].isalnum()] if before else []
    if said and random.random() < 0.4:
        blocks.insert(0, f"> {random.choice(said)}")
    return "\n\n".join(blocks)


def _paragraph(words: Language, random: Random) -> str:
    return words.mark.join(_sentence(words, random, random.randint(2, 22)) for _ in range(random.randint(1, 3)))


def _sentence(words: Language, random: Random, size: int) -> str:
    drawn = [random.choice(forms) for forms in random.choices(words.words, cum_weights=words.sums, k=size)]
    said = words.space.join(drawn)
    return said[0].upper() + said[1:] if random.random() < 0.8 else said.upper() if random.random() < 0.2 else said
