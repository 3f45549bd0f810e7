"""The other keys of a `[[source]]` table, found for a pattern of headings: dates, separator, markup, front matter."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archiver.guess.dates import find_format
from archiver.guess.headings import group_values
from archiver.guess.samples import Sample
from archiver.model import FRONT_MATTER_KEYS
from archiver.values import is_web_address

_RULER = re.compile(r"[ \t]*([-*_=~])(?:[ \t]*\1){2,}[ \t]*")
_MOST = 0.6  # of the headings or files that have something, if it belongs to the convention
_HTML = re.compile(r"^<(?:p|div|blockquote|br|ul|ol|table|aside)\b", re.IGNORECASE | re.MULTILINE)
_MARKDOWN = re.compile(r"\*\*\S|\]\(https?:|^> |^[-*] |^```|^#{1,6} ", re.MULTILINE)
_BBCODE = re.compile(r"\[/(?:b|i|u|url|img|code|size|color|font)\]", re.IGNORECASE)
_KEY = re.compile(r"([\w-]+)[ \t]*:[ \t]*(.*)")
_THEIR_KEYS: Mapping[str, tuple[str, ...]] = {
    "title": ("topic_title", "subject", "name", "topic"),
    "source": ("url", "link", "permalink", "original_url", "source_url", "canonical_url"),
    "tags": ("categories", "labels", "keywords"),
    "author": ("from", "user", "username", "created_by"),
    "date": ("created_at", "created", "published", "published_at"),
}
"""Names that other systems give to keys of our front matter."""


def find_details(pattern: str, samples: Sequence[Sample], known: Mapping[str, str]) -> dict[str, object]:
    """The keys of the table but for `glob`, as TOML values.

    Args:
        pattern: the pattern of the headings; "" for files of one post each without one.
        samples: the files.
        known: keys whose values are known; the others are what the samples show.
    """
    keys: dict[str, object] = {"post": pattern, **known}
    if date_format := find_format(group_values(pattern, samples, "date")[:200]):
        keys["date_format"] = date_format
    if "separator" not in known and (separator := _find_separator(pattern, samples)):
        keys["separator"] = separator
    if "format" not in known and (body_format := _find_format(pattern, samples)):
        keys["format"] = body_format
    if renamed := dict(_renamed_keys(samples)):
        keys["front_matter"] = renamed
    return keys


def _find_separator(pattern: str, samples: Sequence[Sample]) -> str | None:
    """The ruler that stands above nearly all headings but the first of a file; None if none does."""
    rulers: Counter[str] = Counter()
    headings = 0
    for sample in samples if pattern else ():
        for match in list(re.compile(pattern, re.MULTILINE).finditer(sample.text))[1:]:
            headings += 1
            above = sample.text[: match.start()].rstrip().rpartition("\n")[2]
            if _RULER.fullmatch(above):
                rulers[above.strip()] += 1
    if not headings or rulers.total() < _MOST * headings:
        return None
    ruler = rulers.most_common(1)[0][0]
    is_one = len(rulers) == 1 and len(ruler) < 10
    return re.escape(ruler).replace(r"\-", "-") if is_one else f"{re.escape(ruler[0])}{{{min(map(len, rulers))},}}"


def _find_format(pattern: str, samples: Sequence[Sample]) -> str | None:
    """The markup of the posts, if it is not Markdown."""
    bodies = [body for sample in samples for body in _bodies(pattern, "\n".join(sample.lines))]
    html, markdown, bbcode = (sum(bool(p.search(body)) for body in bodies) for p in (_HTML, _MARKDOWN, _BBCODE))
    if bbcode > html and 5 * bbcode >= len(bodies):
        return "bbcode" if bbcode > 4 * markdown else None  # Markdown knows the most usual tags, too
    if 10 * html < len(bodies):
        return None
    return "mixed" if 5 * markdown > html else "html"


def _bodies(pattern: str, text: str) -> Iterator[str]:
    if not pattern:
        yield text
        return
    matches = [*re.compile(pattern, re.MULTILINE).finditer(text)]
    ends = [*(match.start() for match in matches[1:]), len(text)]
    yield from (text[match.end() : end] for match, end in zip(matches, ends, strict=False))


def _renamed_keys(samples: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    """Keys of our front matter that most of the files have under another name."""
    values: dict[str, list[str]] = {}
    for sample in samples:
        for line in sample.text.split("\n")[: -len(sample.lines) or None]:
            if match := _KEY.match(line):
                values.setdefault(match[1], []).append(match[2].strip().strip("\"'"))
    for ours, theirs in _THEIR_KEYS.items():
        if ours in values and ours in FRONT_MATTER_KEYS:
            continue
        for name in theirs:
            found = values.get(name, [])
            are_right = ours != "source" or all(map(is_web_address, found))
            if len(found) >= _MOST * len(samples) and are_right:
                yield ours, name
                break
