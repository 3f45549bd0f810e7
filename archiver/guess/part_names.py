"""Which files are one thread: the `thread`, `path` and `order` of a `[[source]]` table, where the evidence is clear.

Evidence is what the files themselves say: a key of the front matter that several have, names that differ in a number
which counts on without a gap, and titles that are equal but for `Re:`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC

from archiver.guess.dates import DATE
from archiver.guess.samples import Sample
from archiver.guess.trial import convention_of, name_threads, source_file
from archiver.parse import TitleSource
from archiver.parse.parsed_file import decode_file, parse_file
from archiver.parse.reply_prefixes import comparable_subject, without_reply_prefix

Keys = Mapping[str, object]
_THREAD_KEYS = tuple(
    str.split(
        "thread_id thread topic_id topic thread-id topic-id threadid topicid tid discussion_id discussion "
        "conversation_id"
    )
)
"""Names of keys of front matters that tell the thread of a post."""
_MARKED = r"(?P<topic>[^/]+?)[-_. ]+(?:page|seite|part|p|s)[-_. ]?(?P<number>\d+)\.\w+$"
_NUMBERED = r"(?P<topic>[^/]+?)[-_. #]+(?P<number>\d+)\.\w+$"
_FOLDER = r"^(?P<topic>.+)/[^/]+$"
_NUMBER = re.compile(r"(\d+)\D*\Z")
_LAST_NUMBER = re.compile(r"\d{1,18}\.\w{1,9}\Z")
_PAGE_MARK = re.compile(r"\W*\b(?:page|seite|part|p)\W*\d+(?:\W*(?:of|von|/)\W*\d+)?\W*\Z", re.IGNORECASE)
_DAY = re.compile(rf"(?:{DATE}|(?:19|20)\d\d[-_.]?\d{{0,2}})\Z")
_NEARLY_ALL = 0.9
_SEVERAL = 0.5  # of the files, in threads of several files
_DISTINCT = 0.8  # of the files at most, as values of a key that tells the thread


class Titles:
    """The titles that files have, as a table reads them, for comparison: without `Re:`, page numbers, case, spaces."""

    def __init__(self, base: Keys, samples: Sequence[Sample]) -> None:
        """The titles of `samples`; `base` has the keys of the table that tell how they are read."""
        convention = convention_of({**base, "thread": "x"})
        self.bare: dict[str, str] = {}
        self.replies = set[str]()
        """The files whose titles begin with `Re:` and its like."""
        self.extra: dict[str, Mapping[str, object]] = {}
        """What the front matter of each file has besides our keys."""
        for sample in samples:
            parsed = parse_file(decode_file(source_file(sample), convention), sample.path, UTC, convention)
            if parsed is None:
                continue
            self.extra[sample.path] = parsed.front.extra
            if parsed.title and parsed.title_source is not TitleSource.FILE_NAME:
                self.bare[sample.path] = comparable_subject(_PAGE_MARK.sub("", parsed.title) or parsed.title)
                if without_reply_prefix(parsed.title) != parsed.title.strip():
                    self.replies.add(sample.path)

    def are_one(self, groups: Sequence[Sequence[str]]) -> bool | None:
        """True if the files of nearly each group have one title, False if they have not; None if most have no title."""
        titled = [[self.bare[path] for path in group if path in self.bare] for group in groups]
        several_titles = [titles for titles in titled if len(titles) > 1]
        if not several_titles or 2 * len(several_titles) < len(groups):
            return None
        return sum(len({*titles}) == 1 for titles in several_titles) >= _NEARLY_ALL * len(several_titles)


def find_part_keys(base: Keys, samples: Sequence[Sample], *, are_posts: bool) -> Keys | None:
    """The keys that say which files are one thread; None if nothing says it clearly.

    Args:
        base: the other keys of the table.
        samples: files, of which many are neighbours.
        are_posts: True if each file has one post.
    """
    titles = Titles(base, samples)
    paths = [sample.path for sample in samples]
    for keys in _candidates(titles, paths, are_posts=are_posts):
        names = name_threads(samples, convention_of({**base, **keys}))
        groups = _groups(names, keys)
        several = [group for group in groups if len(group) > 1]
        is_most = sum(map(len, several)) >= (_SEVERAL if are_posts else 0) * len(paths)
        if several and is_most and len(names) >= _NEARLY_ALL * len(paths) and _is_clear(keys, several, titles):
            return keys
    return None


def _candidates(titles: Titles, paths: Sequence[str], *, are_posts: bool) -> Iterator[Keys]:
    """Keys that may say which files are one thread, the most exact first."""
    for key in _THREAD_KEYS:
        values = [extra[key] for extra in titles.extra.values() if isinstance(extra.get(key), str)]
        if len(values) >= _NEARLY_ALL * len(paths) and len({*values}) <= _DISTINCT * len(values):
            yield {"thread": f"{{{key}}}"}
    by_number = {} if are_posts else {"order": "number"}
    yield {"path": _MARKED, "thread": "{topic}", **by_number}
    yield {"path": _NUMBERED, "thread": "{topic}", **by_number}
    if are_posts and all("/" in path for path in paths):
        yield {"path": _FOLDER, "thread": "/{topic}"}
    if are_posts:
        yield {"thread": "{title}"}


def _groups(names: Mapping[str, tuple[str, int | None]], keys: Keys) -> list[list[str]]:
    """The files of each thread."""
    groups: dict[tuple[str, str], list[str]] = {}
    is_anywhere = str(keys["thread"]).startswith("/")
    for path, (name, _) in names.items():
        folder = "" if is_anywhere else path.rpartition("/")[0]
        groups.setdefault((folder, name.casefold()), []).append(path)
    return [*groups.values()]


def _is_clear(keys: Keys, several: Sequence[Sequence[str]], titles: Titles) -> bool:
    """True if it is clear that the files of each group are one thread.

    Args:
        keys: the keys that made the groups.
        several: the groups of several files.
        titles: the titles of the files.
    """
    if keys["thread"] == "{title}":
        return len(several) > 1 or any(path in titles.replies for path in several[0])
    if "path" not in keys:
        return True
    if keys["path"] != _FOLDER and any(_DAY.search(_stem(path)) for group in several for path in group):
        return False
    are_one = titles.are_one(several)
    if are_one is not None:
        return are_one
    counting = [group for group in several if _counts_on(group)]
    return len(several) > 1 and len(counting) >= _NEARLY_ALL * len(several)


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _counts_on(paths: Sequence[str]) -> bool:
    """True if the last numbers in the names of files go from 0 or 1 on without a gap."""
    matches = [_NUMBER.search(_stem(path)) for path in paths]
    numbers = sorted(int(match[1][:9]) for match in matches if match)
    return numbers[:1] in ([0], [1]) and numbers == [*range(numbers[0], numbers[0] + len(paths))]


def numbered_alike(paths: Sequence[str]) -> bool:
    """True if most names of files differ from that of another in nothing but a number at the end."""
    counts = Counter(stem for path in paths if (stem := _LAST_NUMBER.sub("", path)) and stem != path)
    return sum(count for count in counts.values() if count > 1) > len(paths) / 2
