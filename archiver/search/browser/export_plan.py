"""Plans an export of all files as tasks."""

from collections.abc import Iterable, Iterator

from archiver.search.analysis.tokens import find_terms
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.shards import TermRange
from archiver.search.browser.tasks import EncodePosts, EncodeTerms, Task
from archiver.search.index.fields import FIELDS
from archiver.search.index.searcher import Searcher

_SAMPLE = 256  # posts that show how words are distributed over the alphabet
_SPLIT = {"x": "text", "q": "quoted"}  # fields with several tasks, by letter: the attribute of a post with their words


def plan_export(index: NumberedIndex, layout: BundleLayout) -> tuple[Task, ...]:
    """The tasks that make all files but the directory, which can run in any order; `layout` has the sizes of files."""
    return (*_term_tasks(index.searcher, layout), *_post_tasks(index, layout))


def _term_tasks(searcher: Searcher, layout: BundleLayout) -> Iterator[EncodeTerms]:
    for letter in sorted(FIELDS, key=lambda letter: letter not in _SPLIT):  # the longest tasks first
        starts = (b"", *_split_terms(searcher, letter, layout)) if letter in _SPLIT else (b"",)
        for start, stop in zip(starts, (*starts[1:], None), strict=True):
            yield EncodeTerms(terms=TermRange(letter=letter, start=start, stop=stop), layout=layout)


def _split_terms(searcher: Searcher, letter: str, layout: BundleLayout) -> Iterable[bytes]:
    """The terms before which to split a field into parts of about equal work, one part per `task_docs` posts.

    The words of some 256 posts are sorted, and cut into as many equal parts. None for a small index.
    """
    parts = -(-searcher.count // layout.task_docs)
    if parts < 2:
        return ()
    sample = range(0, searcher.count, max(1, searcher.count // _SAMPLE))
    texts = (getattr(searcher.post(doc)[1], _SPLIT[letter])[: layout.task_docs] for doc in sample)
    terms = sorted(term.text.encode("utf-8", "surrogatepass") for text in texts for term in find_terms(text))
    return sorted({terms[len(terms) * i // parts] for i in range(1, parts)}) if terms else ()


def _post_tasks(index: NumberedIndex, layout: BundleLayout) -> Iterator[EncodePosts]:
    """Tasks of consecutive threads, each of about `layout.task_docs` posts; they end at hard borders of the columns."""
    first = posts = 0
    for number, (thread, place) in enumerate(zip(index.searcher.order.threads, index.places, strict=True)):
        if posts >= layout.task_docs and layout.columns.is_border(place):
            yield EncodePosts(first=first, stop=number, layout=layout)
            first, posts = number, 0
        posts += thread.end - thread.start
    if posts:
        yield EncodePosts(first=first, stop=len(index.places), layout=layout)
