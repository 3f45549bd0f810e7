"""Makes our indexes of collections and forums, through the ports that builds use, and keeps them for the next run."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import archiver
from archiver import urls
from archiver.build import build
from archiver.config import read_config
from archiver.model import IndexedPost, IndexedThread, PostId, Slug
from archiver.search import SearchIndex, open_index
from archiver.search.index.current import open_current
from tests.bench import relevance_collections
from tests.bench.relevance_collections import Collection, Text

_MADE_BY = ("search/analysis", "search/index", "pages/search_documents.py", "bodies")
"""The parts of the program on which an index depends."""


def index_collection(collection: Collection, folder: Path) -> SearchIndex:
    """The index of a collection in `folder`, in which each text is a thread of one post."""
    index = open_index(folder)
    _keep(folder / "made-by", lambda: _write(collection, index))
    return index


def index_forum(project: Path) -> SearchIndex:
    """The index of a project, as its build leaves it; pages are not drawn."""
    config = read_config(project)
    _keep(config.state / "made-by", lambda: build(config, pages=False))
    return open_index(config.state / "search")


def posts_of(project: Path) -> Iterator[Text]:
    """The posts of an indexed project, as others index them: with the thread's slug, its title on the first post."""
    searcher = open_current(read_config(project).state / "search")
    for doc_id in range(searcher.count):
        thread, post = searcher.post(doc_id)
        yield Text(key=thread.url.strip("/"), title=thread.title if post.number == 1 else "", text=post.text)


def _keep(stamp: Path, make: Callable[[], object]) -> None:
    """Call `make` unless the file `stamp` says that the code of now has done it."""
    root = Path(archiver.__file__).parent
    files = sorted(file for part in _MADE_BY for file in [root / part, *(root / part).rglob("*")] if file.is_file())
    files = [*(file for file in files if file.suffix == ".py"), Path(relevance_collections.__file__)]
    code = hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    if not stamp.exists() or stamp.read_text(encoding="ascii") != code:
        make()
        stamp.write_text(code, encoding="ascii")


def _write(collection: Collection, index: SearchIndex) -> None:
    transaction = index.begin(None, afresh=True)
    target = transaction.target()
    assert target
    segment = target.open()
    for text in collection.texts:
        segment.add(_thread_of(text, collection.lang))
    written = segment.finish()
    assert written
    transaction.add(written)
    transaction.prepare()
    transaction.commit()


def _thread_of(text: Text, lang: str) -> IndexedThread:
    slug = Slug(text.key)
    post = IndexedPost(
        post=PostId("p1"),
        relative_url="#p1",
        number=1,
        author=None,
        text=text.text,
        quoted="",
        flags=("first", "unanswered"),
        cites=(),
        date=None,
    )
    url = urls.slug_url(slug)
    return IndexedThread(url=url, slug=slug, board=Slug(""), title=text.title, lang=lang, tags=(), posts=(post,))
