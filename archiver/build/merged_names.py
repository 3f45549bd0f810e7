"""Gives the posts of people who have written under several names one name: in posts, and in attributions of quotes."""

from collections.abc import Mapping

from msgspec.structs import replace

from archiver.model import Attribution, Block, KnownPerson, Post, Quote, Thread
from archiver.urls import name_key


class NamesOfPeople:
    """Looks people up by each of their names and addresses."""

    def __init__(self, people: tuple[KnownPerson, ...]) -> None:
        """`people` are those that a source may name."""
        self._people: Mapping[str, KnownPerson] = {
            name_key(name): person for person in people for name in (person.name, *person.also)
        }

    def find(self, name: str | None, address: str | None = None) -> KnownPerson | None:
        """Who has a name, or else a mail address; None if nobody has."""
        by_name = self._people.get(name_key(name)) if name else None
        return by_name or (self._people.get(name_key(address)) if address else None)

    def shown(self, name: str | None) -> str | None:
        """The name that is shown in place of a name."""
        person = self.find(name)
        return person.name if person else name


def merge_names(thread: Thread, people: tuple[KnownPerson, ...]) -> Thread:
    """A thread whose authors have their shown names. `people` are those that its source may name."""
    if not people:
        return thread
    names = NamesOfPeople(people)
    return replace(thread, posts=tuple(_merged(post, names) for post in thread.posts))


def _merged(post: Post, names: NamesOfPeople) -> Post:
    person = names.find(post.author, post.address)
    author, others = (person.name, person.also) if person else (post.author, ())
    return replace(post, author=author, other_names=others, blocks=_in_blocks(post.blocks, names))


def _in_blocks(blocks: tuple[Block, ...], names: NamesOfPeople) -> tuple[Block, ...]:
    if not any(isinstance(block, Quote) for block in blocks):
        return blocks
    return tuple(_in_quote(block, names) if isinstance(block, Quote) else block for block in blocks)


def _in_quote(quote: Quote, names: NamesOfPeople) -> Quote:
    """The words of the attribution stay as the post has them."""
    attribution: Attribution | None = quote.attribution
    if attribution and (shown := names.shown(attribution.author)) != attribution.author:
        attribution = replace(attribution, author=shown)
    return replace(quote, attribution=attribution, blocks=_in_blocks(quote.blocks, names))
