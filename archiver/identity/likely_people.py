"""Which authors may be one person: a pair is likely if two signals of different kinds say so.

Pairs are looked for only among those who share a rare key, as an address or a form of a name, so that the time is
linear in the authors (blocking: Christen, "Data Matching", 2012, chapter 4).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from unicodedata import combining, normalize

from msgspec import Struct

_MOST_OF_KEY = 8  # authors who share a key: more share it by chance
_MOST_OF_FIRST_NAME = 2  # authors with a first name that says something by itself
_FEWEST_LETTERS = 3
_FEWEST_THREADS = 2
_SHARE = 0.34  # of the threads of the one who has fewer
_TOKEN = re.compile(r"[^\W\d_]+")
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "prof", "jr", "sr", "ii", "iii", "the"})
_NOT_NAMES = frozenset({"admin", "info", "list", "lists", "mail", "me", "news", "nobody", "root", "spam", "webmaster"})


class Signal(StrEnum):
    """A kind of reason for which two authors may be one."""

    ADDRESS = "same address"
    NAME = "same name"
    HOST = "same mail host"
    """Of few authors, and with another address."""
    LOCAL_PART = "name in address"
    SIGNATURE = "same signature"
    THREADS = "same threads"


class SeenAuthor(Struct, frozen=True, kw_only=True, dict=True):
    """What the sources say of an author."""

    name: str
    """The commonest spelling."""
    posts: int
    addresses: frozenset[str] = frozenset()
    """In lower case; some may be masked (`a…@example.org`)."""
    threads: frozenset[int] = frozenset()
    """Numbers of the threads with posts of the author."""
    signatures: frozenset[int] = frozenset()
    """Hashes of the texts below posts."""

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name, folded, in the order of `first last`."""
        name = self.name.partition("@")[0] if "@" in self.name else self.name
        family, comma, first = name.partition(",")
        words = _TOKEN.findall(_folded(f"{first} {family}" if comma else name))
        return tuple(word for word in words if word not in _TITLES)

    @cached_property
    def logins(self) -> frozenset[str]:
        """The local parts of the addresses, and the name itself if it is one word or an address; letters only."""
        texts = {address.partition("@")[0] for address in self.addresses if "…" not in address}
        texts |= {self.name.partition("@")[0]} if "@" in self.name or " " not in self.name else set()
        found = {"".join(_TOKEN.findall(_folded(text))) for text in texts}
        return frozenset(login for login in found - _NOT_NAMES if len(login) >= _FEWEST_LETTERS)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The hosts of the mail addresses."""
        return frozenset(address.rpartition("@")[2] for address in self.addresses)


class LikelyPair(Struct, frozen=True, kw_only=True):
    """Two authors who may be one person."""

    names: tuple[str, str]
    signals: tuple[Signal, ...]


class LikelyPerson(Struct, frozen=True, kw_only=True):
    """Authors who may be one person."""

    name: str
    """The one that is proposed to be shown."""
    also: tuple[str, ...]
    pairs: tuple[LikelyPair, ...]
    """Why."""


def find_likely_people(authors: Iterable[SeenAuthor]) -> list[LikelyPerson]:
    """The authors of whom two or more may be one person, those with most posts first."""
    known = sorted(authors, key=lambda author: (-author.posts, author.name))
    by_name = {author.name: author for author in known}
    pairs = [pair for pair in _pairs(known) if len(pair.signals) > 1]
    return [_person(names, by_name, pairs) for names in _joined(pairs, by_name)]


def _pairs(authors: list[SeenAuthor]) -> Iterator[LikelyPair]:
    """The pairs of authors who share a key, with all that speaks for each."""
    signals: dict[tuple[int, int], set[Signal]] = defaultdict(set)
    hosts = Counter(host for author in authors for host in author.hosts)
    rare = frozenset(host for host, count in hosts.items() if count <= _MOST_OF_KEY)
    for kind, sharing in _sharing(authors):
        for pair in combinations(sharing, 2):
            signals[pair].add(kind)
    for (a, b), found in sorted(signals.items()):
        one, other = authors[a], authors[b]
        if _contradict(one, other):
            continue
        if not _is_login(one, other) and not _is_login(other, one):
            found.discard(Signal.LOCAL_PART)
        if Signal.ADDRESS not in found and one.hosts & other.hosts & rare:
            found.add(Signal.HOST)
        shared = len(one.threads & other.threads)
        if shared >= _FEWEST_THREADS and shared >= _SHARE * min(len(one.threads), len(other.threads)):
            found.add(Signal.THREADS)
        yield LikelyPair(names=(one.name, other.name), signals=tuple(sorted(found)))


def _sharing(authors: list[SeenAuthor]) -> Iterator[tuple[Signal, list[int]]]:
    """The authors, as ascending indexes, who share each key that few have."""
    keys: dict[tuple[Signal, object], list[int]] = defaultdict(list)
    first_names: dict[str, list[int]] = defaultdict(list)
    for index, author in enumerate(authors):
        for key in sorted(_keys_of(author), key=repr):
            keys[key].append(index)
        if author.tokens:
            first_names[author.tokens[0]].append(index)
    for (kind, _), sharing in keys.items():
        if 1 < len(sharing) <= _MOST_OF_KEY:
            yield kind, sharing
    for name, sharing in first_names.items():
        alone = any(len(authors[index].tokens) == 1 for index in sharing)
        if alone and 1 < len(sharing) <= _MOST_OF_FIRST_NAME and len(name) >= _FEWEST_LETTERS:
            yield Signal.NAME, sharing


def _keys_of(author: SeenAuthor) -> set[tuple[Signal, object]]:
    """The keys of an author; those who share one have the signal."""
    tokens, keys = author.tokens, set[tuple[Signal, object]]()
    keys |= {(Signal.ADDRESS, address) for address in author.addresses}
    keys |= {(Signal.ADDRESS, author.name.casefold())} if "@" in author.name else set()
    keys |= {(Signal.SIGNATURE, signature) for signature in author.signatures}
    if len(tokens) > 1:
        keys |= {(Signal.NAME, tuple(sorted(tokens))), (Signal.NAME, (tokens[0][0], tokens[-1]))}
    keys |= {(Signal.LOCAL_PART, login) for login in author.logins | _login_forms(tokens)}
    return keys


def _login_forms(tokens: tuple[str, ...]) -> frozenset[str]:
    """What somebody with a name of two words or more may be called by a machine."""
    if len(tokens) < 2:
        return frozenset()
    first, last = tokens[0], tokens[-1]
    forms = {"".join(tokens), f"{first}{last}", f"{first[0]}{last}", f"{first}{last[0]}", f"{last}{first}", last}
    return frozenset(form for form in forms if len(form) > _FEWEST_LETTERS)


def _is_login(one: SeenAuthor, other: SeenAuthor) -> bool:
    """True if an address, or a name of one word, of the first is what the second may be called by a machine."""
    return bool(one.logins & (other.logins | _login_forms(other.tokens)))


def _contradict(one: SeenAuthor, other: SeenAuthor) -> bool:
    """True if two names are those of two people: both have a first and a last name, and one of these differs."""
    if len(one.tokens) < 2 or len(other.tokens) < 2:
        return False
    firsts, lasts = (one.tokens[0], other.tokens[0]), (one.tokens[-1], other.tokens[-1])
    if sorted(one.tokens) == sorted(other.tokens):
        return False
    return lasts[0] != lasts[1] or not (firsts[0].startswith(firsts[1]) or firsts[1].startswith(firsts[0]))


def _joined(pairs: Iterable[LikelyPair], known: Mapping[str, SeenAuthor]) -> list[list[str]]:
    """The names that pairs connect, in the order of their posts. One whose name is that of two is joined to neither."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        while above.get(name, name) != name:
            above[name] = name = above.get(above[name], above[name])
        return name

    members: dict[str, list[str]] = {}
    for pair in sorted(pairs, key=lambda pair: (-len(pair.signals), pair.names)):
        a, b = map(root, pair.names)
        if a == b:
            continue
        both = [*members.get(a, [a]), *members.get(b, [b])]
        if any(_contradict(known[one], known[other]) for one, other in combinations(both, 2)):
            continue
        above[b] = a
        members.pop(b, None)
        members[a] = both
    order = {name: number for number, name in enumerate(known)}
    return sorted((sorted(some, key=order.__getitem__) for some in members.values()), key=lambda some: order[some[0]])


def _person(names: list[str], known: Mapping[str, SeenAuthor], pairs: Iterable[LikelyPair]) -> LikelyPerson:
    """The person of some names: the fullest name is shown, of several the one with most posts."""
    shown = max(names, key=lambda name: (_fullness(known[name]), known[name].posts))
    inside = set(names)
    return LikelyPerson(
        name=shown,
        also=tuple(name for name in names if name != shown),
        pairs=tuple(pair for pair in pairs if inside.issuperset(pair.names)),
    )


def _fullness(author: SeenAuthor) -> int:
    """3 for a name of a first and a last word, 2 for `last, first`, 1 for others, 0 for an address."""
    if "@" in author.name:
        return 0
    return 1 if sum(len(token) > 1 for token in author.tokens) < 2 else 2 if "," in author.name else 3


def _folded(text: str) -> str:
    """A text in lower case, without accents."""
    return "".join(char for char in normalize("NFKD", text).casefold() if not combining(char))
