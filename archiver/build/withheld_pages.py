"""Withholds from the site's own pages (`content/_pages/`) what is taken down, and names that pseudonyms replace."""

from collections.abc import Iterator

from archiver.build.source_regions import PlacedTokens
from archiver.build.withheld_text import WithheldKnowledge
from archiver.identity.takedowns import find_digests
from archiver.model import SourceFile
from archiver.withhold.pseudonyms import words_of
from archiver.withhold.redaction import Redaction, apply, redact

_MARK = "…"


def withhold_from_page(file: SourceFile, knowledge: WithheldKnowledge) -> SourceFile:
    """The file of a page without what is withheld from it.

    Args:
        file: the file.
        knowledge: what is taken down.
    """
    text = file.content.decode("utf-8", "surrogateescape")
    redactions = list(_redactions(text, knowledge))
    return file._replace(content=apply(text, redactions).encode("utf-8", "surrogateescape")) if redactions else file


def _redactions(text: str, knowledge: WithheldKnowledge) -> Iterator[Redaction]:
    tokens = PlacedTokens(text).between(0, len(text))
    words = [token.word for token in tokens]
    for run in (*knowledge.words.find_runs(words), *find_digests(words, knowledge.takedowns)):
        yield redact(text, tokens[run.start].start, tokens[run.stop - 1].end, _MARK)
    if (pattern := knowledge.names.pattern) is not None:
        yield from (Redaction(match.start(), match.end(), _MARK) for match in pattern.finditer(text))
    finder = knowledge.hidden.in_words(words_of(text)).finder((), ())
    if finder.pattern is not None:
        for match in finder.pattern.finditer(text):
            yield finder.redaction(match, _MARK)
