"""Measures how good the search is: `python tests/bench/relevance.py DIR [--only CACM …] [--forum NAME --known FILE]`.

DIR has public test collections, which are no part of this repository:

    cacm/   cacm.all, query.text, qrels.text       The classics are published by the University of Glasgow's group for
    cisi/   CISI.ALL, CISI.QRY, CISI.REL           information retrieval (ir.dcs.gla.ac.uk/resources/test_collections);
    cran/   cran.all.1400, cran.qry, cranqrel      the history of the repository fbergh/IR_Project on GitHub has all
    med/    MED.ALL, MED.QRY, MED.REL              six in `data/`.
    time/   TIME.ALL, TIME.QUE, TIME.REL
    npl/    doc-text, query-text, rlv-ass
    xquad/  xquad.{en,de,ru,hi,zh,th}.json         google-deepmind/xquad on GitHub
    drcd/   DRCD_dev.json, DRCD_test.json          DRCKnowledgeTeam/DRCD on GitHub
    forums/NAME/   a project with content and an archiver.toml, e.g. archive/rendered-topics of
                   pieper/slicer-discourse-archive on GitHub with the [[source]] table of our README

The indexes are kept in DIR/indexes and in the projects. Ours is asked with the questions as typed, and with their words
joined by OR. Beside it are asked, with OR: SQLite's FTS5, and `tantivy` and `bm25s` (with `PyStemmer`), where they are
installed (`pip install tantivy bm25s PyStemmer`).

FILE has things that somebody looks for in the forum, one a line: a kind (words, error, typo), the query, the end of the
thread's slug, with tabs between. Of typos, a line tells of queries for which our suggestion is followed. A forum of
Discourse is also asked with titles of threads whose replies link to an older one, which is to be found, and ours with
`like:` and these threads.

`--save FILE` keeps the measures of each question, `--against FILE` compares with kept ones. p is that of a paired
randomisation test. Choose constants on the first five collections; the others are there to tell whether they were
chosen well.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).parents[2]))
from archiver.search import SearchIndex
from tests.bench.relevance_collections import COLLECTIONS, Collection, Text, read_collection
from tests.bench.relevance_engines import RIVALS, Engine, Ours, is_installed
from tests.bench.relevance_forum import Looked, ask_by_thread, find_linked_titles, place_of, read_known_items
from tests.bench.relevance_indexes import index_collection, index_forum, posts_of
from tests.bench.relevance_metrics import Measured, chance_of, means_of, measure

_TYPED = "as typed"
_DEPTH = 100
_BEST_OF_TITLES = 50
Run = dict[str, list[float]]
"""nDCG@10 of each question, by the name of the engine."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", choices=COLLECTIONS, default=COLLECTIONS, help="collections")
    parser.add_argument("--questions", type=int, default=1_000, help="at most so many of a collection")
    parser.add_argument("--forum", help="the name of a forum")
    parser.add_argument("--known", type=Path, help="a file of things looked for in the forum")
    parser.add_argument("--skip-or", action="store_true", help="do not ask ours with OR, which takes longest")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--against", type=Path)
    asked = parser.parse_args()
    runs = {name: run_collection(asked.folder, name, asked.questions, with_or=not asked.skip_or) for name in asked.only}
    if asked.forum:
        run_forum(asked.folder / "forums" / asked.forum, asked.known, with_or=not asked.skip_or)
    if asked.against:
        compare(json.loads(asked.against.read_text(encoding="utf-8")), runs)
    if asked.save:
        asked.save.write_text(json.dumps(runs), encoding="utf-8")


def run_collection(folder: Path, name: str, most: int, *, with_or: bool) -> Run:
    """Ask all engines at most so many questions of a collection; prints a line for each."""
    try:
        collection = read_collection(folder, name, most)
    except OSError as error:
        say(f"{name}: {error}")
        return {}
    say(f"\n{name}: {len(collection.texts):,} texts, {len(collection.questions):,} questions")
    say(f"{'':22}{'nDCG@10':>9}{'R@100':>9}{'MRR':>9}{'nothing':>9}{'p':>9}{'ms':>9}")
    index = index_collection(collection, folder / "indexes" / name.replace(" ", "-"))
    engines = make_engines(index, collection.texts, collection.lang, with_or=with_or)
    run: Run = {}
    for engine, asked in engines.items():
        run[engine] = run_engine(engine, asked, collection, run.get(_TYPED, []))
    return run


def run_engine(name: str, engine: Engine, collection: Collection, typed: Sequence[float]) -> list[float]:
    """The nDCG@10 of each question by an engine. Prints means, and the p of its difference from `typed`."""
    start = time.process_time()
    rankings = {key: engine.ask(question, _DEPTH) for key, question in collection.questions.items()}
    each = 1e3 * (time.process_time() - start) / len(rankings)
    measured: list[Measured] = [measure(found, collection.answers[key]) for key, found in rankings.items()]
    means, ndcg = means_of(measured), [one.ndcg for one in measured]
    p = f"{chance_of(typed, ndcg):9.4f}" if typed else f"{'':9}"
    numbers = f"{means.ndcg:9.3f}{means.recall:9.3f}{means.reciprocal:9.3f}{means.nothing:9.1%}"
    say(f"  {name:20}{numbers}{p}{each:9.2f}")
    return ndcg


def make_engines(index: SearchIndex, texts: Sequence[Text], lang: str, *, with_or: bool) -> dict[str, Engine]:
    """Ours, with the questions as typed and perhaps with OR, and the others that are installed."""
    engines: dict[str, Engine] = {_TYPED: Ours(index)}
    if with_or:
        engines["words with OR"] = Ours(index, alternatives=True)
    return engines | {f"{name} OR": RIVALS[name](texts, lang) for name in RIVALS if is_installed(name)}


def run_forum(project: Path, known: Path | None, *, with_or: bool) -> None:
    """Ask all engines for what somebody looks for in a forum; prints a table for each kind."""
    index = index_forum(project)
    posts = tuple(posts_of(project))
    engines = make_engines(index, posts, "en", with_or=with_or)
    items = read_known_items(known) if known else ()
    for kind in dict.fromkeys(item.kind for item in items):
        say(f"\n{project.name}, {kind}: {'first':>10}{'in ten':>9}{'nothing':>9}{'MRR':>9}{'ms':>9}")
        chosen = [item for item in items if item.kind == kind]
        asked = engines | ({"suggestion followed": Ours(index, corrects=True)} if kind == "typo" else {})
        for name, engine in asked.items():
            say_known(name, engine, chosen)
    titles = find_linked_titles(project / "content")
    if titles:
        say(f"\n{project.name}, {len(titles)} titles: R@{_BEST_OF_TITLES}")
    for name, engine in engines.items() if titles else ():
        say_titles(name, engine, titles)
    if titles:
        say_titles("like:", engines[_TYPED], ask_by_thread(titles, (post.key for post in posts)))


def say_titles(name: str, engine: Engine, titles: Sequence[Looked]) -> None:
    found = fmean(0 < (place_of(title, engine) or 0) <= _BEST_OF_TITLES for title in titles)
    say(f"  {name:20}{found:9.2f}")


def say_known(name: str, engine: Engine, items: Sequence[Looked]) -> None:
    start = time.process_time()
    places = [place_of(item, engine) for item in items]
    each = 1e3 * (time.process_time() - start) / len(items)
    first, ten = fmean(place == 1 for place in places), fmean(0 < (place or 0) <= 10 for place in places)
    nothing, reciprocal = fmean(place == 0 for place in places), fmean(1 / place if place else 0 for place in places)
    say(f"  {name:20}{first:9.1%}{ten:9.1%}{nothing:9.1%}{reciprocal:9.3f}{each:9.1f}")


def compare(before: Mapping[str, Run], after: Mapping[str, Run]) -> None:
    """Print how our nDCG@10 has changed since a kept run, of the questions as typed."""
    say(f"\n{'as typed':22}{'before':>9}{'after':>9}{'p':>9}")
    for name, run in after.items():
        if run and before.get(name):
            one, other = before[name][_TYPED], run[_TYPED]
            say(f"  {name:20}{fmean(one):9.3f}{fmean(other):9.3f}{chance_of(one, other):9.4f}")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command


if __name__ == "__main__":
    main()
