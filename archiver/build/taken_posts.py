"""What workers find out of single sources before anything is withheld: posts that are taken down, and their words."""

from msgspec.structs import replace

from archiver import urls
from archiver.build.keys import joined_digest
from archiver.build.source_regions import read_original
from archiver.build.source_texts import read_texts
from archiver.build.withheld_text import TakenHere, WithheldKnowledge, withhold
from archiver.config import Config, People
from archiver.identity import Takedown, Takedowns
from archiver.identity.takedowns import find_digests
from archiver.manifest import NO_ENTRY, TakenPostRow, WithheldRecord, pack_shingles
from archiver.model import Digest, Post, Removal, Slug, Withheld
from archiver.source import Source
from archiver.stat_signatures import RACY
from archiver.withhold.pseudonyms import HiddenNames, words_of
from archiver.withhold.shingles import shingles_of
from archiver.withhold.taken_words import FirstUse, OwnUse, TakenText, find_own_use
from archiver.withhold.tokens import words_in

_UNREAD = "it cannot be read, and something in it is taken down"
_NEVER = float("inf")


def find_taken_posts(config: Config, source: Source) -> WithheldRecord:
    """The posts of a source that are taken down, as a record without keys. `config` is the project."""
    if not _may_have_taken(config, source):
        return WithheldRecord(source.signature, Digest(""), ())
    try:
        thread = read_original(config, source).thread
    except OSError:
        return WithheldRecord(RACY, Digest(""), ())
    rows = (_taken_row(post, source.slug, config) for post in (thread.posts if thread else ()))
    return WithheldRecord(source.signature, Digest(""), tuple(row for row in rows if row))


def entry_of(post: Post, thread: Slug, config: Config) -> int | None:
    """The index of the first entry that takes down a post; None if none does.

    Args:
        post: the post.
        thread: the slug of its thread.
        config: the project.
    """
    author = config.people.key_of(post.author, post.address)
    entries = enumerate(config.takedowns.entries)
    return next((n for n, entry in entries if _names(entry, post, thread, author, config.people)), None)


def _names(entry: Takedown, post: Post, thread: Slug, author: str, people: People) -> bool:
    if entry.author:
        return bool(author) and author == people.key_of(entry.author)
    return bool(entry.thread) and entry.thread == thread and entry.post in {"", post.id}


def _may_have_taken(config: Config, source: Source) -> bool:
    """True unless a source surely has no post that is taken down, and no author with a pseudonym. Unread sources may
    have some.
    """
    entries, people = config.takedowns.entries, config.people
    if people.everybody or any(entry.thread == source.slug for entry in entries):
        return True
    persons = [*filter(None, (entry.author for entry in entries)), *people.hidden]
    names = [words_in(name) for person in persons for name in people.names_of(person)]
    if not names:
        return False
    texts = [" ".join(words_in(text)) for text in read_texts(config, source)]
    return any(not words or any(words[0] in text for text in texts) for words in names)


def _taken_row(post: Post, thread: Slug, config: Config) -> TakenPostRow | None:
    entry = entry_of(post, thread, config)
    time = post.date.at.timestamp() if post.date else _NEVER
    if entry is None:
        pseudonym = config.people.pseudonym_of(post.author, post.address)
        hidden = TakenPostRow(post.id, NO_ENTRY, post.author or "", post.address or "", time, "", pseudonym)
        return hidden if pseudonym else None
    return TakenPostRow(post.id, entry, post.author or "", post.address or "", time, post.own_text)


def find_words(config: Config, knowledge: WithheldKnowledge, pair: tuple[Source, WithheldRecord]) -> WithheldRecord:
    """The record of a source with what it has of the words and names that are taken down.

    Args:
        config: the project.
        knowledge: what is taken down.
        pair: the source, and its record with the posts that are taken down.
    """
    source, record = pair
    texts = read_texts(config, source)
    words = [words_in(text) for text in texts]
    found = {shingle for some in words for shingle in shingles_of(some) if shingle in knowledge.words.uses}
    pattern = knowledge.names.pattern
    hidden = knowledge.hidden.in_words(set[str]().union(*map(words_of, texts))) if knowledge.hidden else HiddenNames()
    has_names = (
        bool(hidden)
        or any(find_digests(some, knowledge.takedowns) for some in words)
        or (pattern is not None and any(pattern.search(text) for text in texts))
    )
    use = _own_use(config, source, record, knowledge) if found else OwnUse(frozenset(), frozenset())
    return record._replace(
        has_names=has_names,
        named=joined_digest(repr(hidden)) if hidden else Digest(""),
        shingles=pack_shingles(found),
        own_use=(tuple(sorted(use.before)), tuple(sorted(use.behind))),
    )


def _own_use(config: Config, source: Source, record: WithheldRecord, knowledge: WithheldKnowledge) -> OwnUse:
    try:
        thread = read_original(config, source).thread
    except OSError:
        thread = None
    taken = taken_here(record, knowledge.takedowns).removals.keys()
    posts = (post for post in (thread.posts if thread else ()) if post.id not in taken)
    return find_own_use(knowledge.words, (TakenText(post.own_text, first_use(post)) for post in posts))


def first_use(post: Post) -> FirstUse:
    """When, and by whom, the words of a post were written."""
    author = urls.name_key(post.author) if post.author else ""
    return FirstUse(post.date.at.timestamp() if post.date else _NEVER, author)


def withhold_from_source(
    config: Config, knowledge: WithheldKnowledge, pair: tuple[Source, WithheldRecord, frozenset[int]]
) -> Withheld | None:
    """What is withheld from a source; None if nothing is.

    Args:
        config: the project.
        knowledge: what is taken down.
        pair: the source, its record, and those of its shingles that are everybody's.
    """
    source, record, everybodys = pair
    try:
        original = read_original(config, source)
    except OSError:
        return Withheld(fault=_UNREAD)
    if original.thread is None:
        return Withheld(fault=_UNREAD)
    words = replace(knowledge.words, everybodys=everybodys)
    in_texts = set[str]().union(*map(words_of, original.texts.values())) if knowledge.hidden else set[str]()
    knowledge = replace(knowledge, words=words, hidden=knowledge.hidden.in_words(in_texts))
    return withhold(original, original.thread, taken_here(record, knowledge.takedowns), knowledge)


def taken_here(record: WithheldRecord, takedowns: Takedowns) -> TakenHere:
    """The posts of the source of a record that are taken down."""
    entries = [(row.post, takedowns.entries[row.entry]) for row in record.taken if row.entry != NO_ENTRY]
    return TakenHere(
        removals={post: Removal(e.date.isoformat(), e.reason) for post, e in entries if not e.anonymize},
        anonymous=frozenset(post for post, entry in entries if entry.anonymize),
        renamed={row.post: row.pseudonym for row in record.taken if row.entry == NO_ENTRY},
    )
