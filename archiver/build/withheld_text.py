"""Withholds from the text of one source what is taken down: the edits that make the source that is published."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from archiver.build.source_edits import edits_of, is_parsed_alike
from archiver.build.source_regions import OriginalSource, PlacedTokens, Region
from archiver.config import convention_for
from archiver.identity import Takedowns
from archiver.identity.takedowns import find_digests
from archiver.model import Origins, Post, PostId, Removal, Thread, Withheld, quotes_of
from archiver.quotes import find_origins
from archiver.withhold.headings import FILLERS, redact_heading, signature_of
from archiver.withhold.names import TakenNames
from archiver.withhold.passages import PassageFinder
from archiver.withhold.pseudonyms import HiddenNames, PseudonymFinder
from archiver.withhold.redaction import Redaction, apply, merged, redact
from archiver.withhold.shingles import shingles_of
from archiver.withhold.taken_words import TakenWords
from archiver.withhold.tokens import Token, words_in

_MARKS = {"[…]": "…", "[...]": "..."}
"""In place of words in bodies, and of names and words in titles and headings; the second is for encodings without an
ellipsis."""
_ADDRESS = re.compile(r"[\w.+…-]+@[\w.-]+\w")


class WithheldKnowledge(Struct, frozen=True, kw_only=True):
    """All that is taken down in an archive."""

    takedowns: Takedowns
    words: TakenWords
    names: TakenNames
    hidden: HiddenNames = HiddenNames()


class TakenHere(Struct, frozen=True, kw_only=True):
    """The posts of one source that are taken down."""

    removals: Mapping[PostId, Removal]
    anonymous: frozenset[PostId]
    renamed: Mapping[PostId, str]
    """Those whose authors have pseudonyms, with these."""

    def __bool__(self) -> bool:
        return bool(self.removals or self.anonymous or self.renamed)

    def names_nobody(self, post: PostId) -> bool:
        """True if the author of a post is not to be named."""
        return post in self.removals or post in self.anonymous or post in self.renamed


def withhold(
    original: OriginalSource, thread: Thread, here: TakenHere, knowledge: WithheldKnowledge
) -> Withheld | None:
    """What is withheld from a source; None if nothing is.

    Args:
        original: the source.
        thread: what was parsed from it.
        here: its posts that are taken down.
        knowledge: what is taken down in all sources.
    """
    removals = tuple(sorted(here.removals.items()))
    anonymous, renamed = tuple(sorted(here.anonymous)), tuple(sorted(here.renamed.items()))
    for filler in FILLERS:
        writer = _SourceRedaction(original, thread, here, knowledge, filler)
        edited = dict(writer.redactions())
        if not any(edited.values()) and not removals and not anonymous and not renamed:
            return None
        if is_parsed_alike(original, edited):
            edits = tuple(edit for file in original.files for edit in edits_of(original, file, edited[file.path]))
            return Withheld(original.digests, edits, removals, anonymous, writer.quotes, renamed=renamed)
    fault = "what is taken down cannot be withheld from it without changing its posts, so it is not published"
    return Withheld(original.digests, (), removals, anonymous, 0, fault)


class _SourceRedaction:
    """Finds all that is withheld from a source; `filler` stands in headings in place of what they say of authors. The
    other arguments are those of `withhold`.
    """

    def __init__(
        self, original: OriginalSource, thread: Thread, here: TakenHere, knowledge: WithheldKnowledge, filler: str
    ) -> None:
        self._original, self._thread = original, thread
        self._here, self._knowledge, self._filler = here, knowledge, filler
        self.quotes = 0

    def redactions(self) -> Iterator[tuple[str, list[Redaction]]]:
        """The redactions of each file, in order, by content path."""
        regions = self._original.regions()
        for file in self._original.files:
            text = self._original.texts[file.path]
            tokens = PlacedTokens(text)
            inside = {post: region for post, region in regions.items() if region.path == file.path}
            found = [*self._in_posts(text, tokens, inside), *self._between(text, tokens, inside)]
            yield file.path, list(merged(found))

    @cached_property
    def _mark(self) -> str:
        convention = convention_for(self._original.source.path, self._original.config.conventions)
        try:
            "…".encode((convention and convention.encoding) or "utf-8")
        except UnicodeError:
            return "[...]"
        return "[…]"

    @cached_property
    def _finder(self) -> PassageFinder:
        texts = {post.id: post.own_text for post in self._thread.posts}
        taken = {post: text for post, text in texts.items() if post in self._here.removals}
        shingles = {post: shingles_of(words_in(text)) for post, text in texts.items()}
        gone = {shingle for post in taken for shingle in shingles[post]}
        others = {shingle for post, some in shingles.items() if post not in taken for shingle in some}
        return PassageFinder(
            origins=self._origins,
            taken=taken,
            words=self._knowledge.words,
            names=self._knowledge.names,
            kept=frozenset(shingle for shingle in others - gone if not self._knowledge.words.has_shingle(shingle)),
        )

    @cached_property
    def _origins(self) -> Origins:
        return find_origins(self._thread)

    def _in_posts(self, text: str, tokens: PlacedTokens, regions: Mapping[PostId, Region]) -> Iterator[Redaction]:
        for post in self._thread.posts:
            region = regions.get(post.id)
            if region is None:
                continue
            if post.id in self._here.removals:
                yield from redact_heading(text, region, post, self._filler)
                if text[region.body : region.body_end].strip():
                    yield Redaction(
                        region.body, region.body_end, f"{self._mark}\n\n" if region.is_headed else self._mark
                    )
            else:
                yield from self._in_post(text, tokens, region, post)

    def _in_post(self, text: str, tokens: PlacedTokens, region: Region, post: Post) -> Iterator[Redaction]:
        body = tokens.between(region.body, region.body_end)
        extents = self._finder.find(post, body) if self._has_words else []
        extents += [(run.start, run.stop) for run in self._digests(body)]
        self.quotes += (self._finder.count_quotes(post) or 1) if extents else 0
        yield from (redact(text, body[a].start, body[b - 1].end, self._mark) for a, b in extents)
        if post.id in self._here.anonymous or post.id in self._here.renamed:
            pseudonym = self._here.renamed.get(post.id, "") if self._filler == FILLERS[0] else ""
            heading = redact_heading(text, region, post, self._filler, keeps_subject=True, pseudonym=pseudonym)
            yield from (one._replace(text=self._without_names(one.text)) for one in heading)
            yield from signature_of(text, region)
        yield from self._attributions(text, region, post)
        yield from self._names_in(text, region.body, region.body_end)

    def _attributions(self, text: str, region: Region, post: Post) -> Iterator[Redaction]:
        """The names of authors in attributions of quotes of posts that are taken down, or whose authors are."""
        authors = {other.id: other.author for other in self._thread.posts}
        for quote in quotes_of(post) if self._here else ():
            origin = self._origins.get((post.id, quote.number))
            gone = [id_ for id_ in (origin.posts if origin else ()) if self._here.names_nobody(id_)]
            names = TakenNames(names=tuple(author for id_ in gone if (author := authors[id_])))
            instead = self._here.renamed.get(gone[0], _MARKS[self._mark]) if len(gone) == 1 else _MARKS[self._mark]
            words = re.findall(r"\w+", quote.attribution.text) if quote.attribution else []
            if names.pattern and words:
                attribution = re.compile(r"[\W_]+".join(map(re.escape, words)))
                for line in attribution.finditer(text, region.body, region.body_end):
                    for pattern, shown in ((names.pattern, instead), (_ADDRESS, _MARKS[self._mark])):
                        for match in pattern.finditer(text, line.start(), line.end()):
                            yield Redaction(match.start(), match.end(), shown)

    @property
    def _has_words(self) -> bool:
        return bool(self._knowledge.words.uses or self._here.removals or self._knowledge.names)

    def _digests(self, tokens: list[Token]) -> list[range]:
        return find_digests([token.word for token in tokens], self._knowledge.takedowns)

    def _between(self, text: str, tokens: PlacedTokens, regions: Mapping[PostId, Region]) -> Iterator[Redaction]:
        """What is withheld from the text outside of the bodies of posts: front matter, titles, headings."""
        at = 0
        for region in sorted(regions.values(), key=lambda region: region.start):
            yield from self._in_frame(text, tokens, at, region.start)
            yield from self._in_heading(text, tokens, region)
            at = region.end
        yield from self._in_frame(text, tokens, at, len(text))

    def _in_heading(self, text: str, tokens: PlacedTokens, region: Region) -> Iterator[Redaction]:
        """A heading names the authors that stay; what others are called in it is in its subject."""
        yield from self._in_frame(text, tokens, region.start, region.body)
        yield from self._in_frame(text, tokens, region.body_end, region.end)

    def _in_frame(self, text: str, tokens: PlacedTokens, start: int, end: int) -> Iterator[Redaction]:
        words = tokens.between(start, end)
        runs = [*self._knowledge.words.find_runs([token.word for token in words]), *self._digests(words)]
        yield from (Redaction(words[r.start].start, words[r.stop - 1].end, _MARKS[self._mark]) for r in runs)
        yield from self._names_in(text, start, end)

    def _without_names(self, line: str) -> str:
        """A heading that is written anew: its attributes are words of posts, too."""
        return apply(line, self._in_frame(line, PlacedTokens(line), 0, len(line)))

    def _names_in(self, text: str, start: int, end: int) -> Iterator[Redaction]:
        if (pattern := self._names) is not None:
            for match in pattern.finditer(text, start, end):
                yield Redaction(match.start(), match.end(), _MARKS[self._mark])
        if self._hidden.pattern is not None:
            for match in self._hidden.pattern.finditer(text, start, end):
                yield self._hidden.redaction(match, _MARKS[self._mark])

    @cached_property
    def _hidden(self) -> PseudonymFinder:
        here = {post.author for post in self._thread.posts if post.author and post.id in self._here.renamed}
        return self._knowledge.hidden.finder(here, self._others)

    @cached_property
    def _others(self) -> list[str]:
        """The names of those who have posts in the thread, and are named."""
        posts = (post for post in self._thread.posts if not self._here.names_nobody(post.id))
        return sorted({post.author for post in posts if post.author})

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        return self._knowledge.names.pattern_beside(self._others)
