"""Reads public test collections: texts, questions as people asked them, and which texts answer each.

In comes a folder with the collections as they are published (`relevance.py` says where), out come values. Judgements
are binary: a text is relevant if the collection's judges gave it any grade but "no interest".
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text to be found."""

    key: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Texts, questions by their keys, and the keys of the texts that answer each question."""

    name: str
    lang: str
    texts: tuple[Text, ...]
    questions: Mapping[str, str]
    answers: Mapping[str, frozenset[str]]


def read_collection(folder: Path, name: str, most: int) -> Collection:
    """Read a collection below `folder`, by its name in COLLECTIONS. Raises OSError if it isn't there.

    Of more than `most` questions it has so many, spread evenly.
    """
    collection = _READERS[name](folder)
    keys = list(collection.questions)
    kept = [keys[at * len(keys) // most] for at in range(most)] if len(keys) > most else keys
    return replace(collection, questions={key: collection.questions[key] for key in kept})


def _make(
    name: str, lang: str, texts: Iterator[Text], questions: Mapping[str, str], pairs: Iterator[tuple[str, str]]
) -> Collection:
    kept = tuple(texts)
    known = {text.key for text in kept}
    answers = defaultdict[str, set[str]](set)
    for question, answer in pairs:
        if answer in known and question in questions:
            answers[question].add(answer)
    return Collection(
        name=name,
        lang=lang,
        texts=kept,
        questions={key: text for key, text in questions.items() if key in answers},
        answers={key: frozenset(found) for key, found in answers.items()},
    )


def _records(path: Path) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The records of a file of SMART's format: the number after `.I`, and the text of each other mark."""
    for record in re.split(r"^\.I +", path.read_text(encoding="latin-1"), flags=re.MULTILINE)[1:]:
        number, _, rest = record.partition("\n")
        parts = re.split(r"^\.([A-Z])[ \t]*$", rest, flags=re.MULTILINE)
        yield number.strip(), {mark: text.strip() for mark, text in zip(parts[1::2], parts[2::2], strict=True)}


def _smart(files: tuple[str, str, str], columns: tuple[int, int], name: str, folder: Path) -> Collection:
    """A collection in SMART's format. `files`: texts, questions, judgements; `columns`: those of question and text."""
    texts, questions, judgements = (folder / file for file in files)
    asked = list(_records(questions))
    if name == "Cranfield":  # its judgements count the questions; the questions have other numbers
        asked = [(str(at), record) for at, (_, record) in enumerate(asked, 1)]
    return _make(
        name,
        "en",
        (
            Text(
                key=str(int(key)),
                title=_line(record.get("T", "")),
                text=_line(f"{record.get('W', '')} {record.get('K', '')}"),
            )
            for key, record in _records(texts)
        ),
        {str(int(key)): _line(record["W"]) for key, record in asked if record.get("W")},
        _pairs(judgements, columns),
    )


def _pairs(path: Path, columns: tuple[int, int]) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="ascii").splitlines():
        cells = line.split()
        if cells and not (len(cells) == 3 and cells[2] == "-1"):  # Cranfield's grade of no interest
            yield str(int(cells[columns[0]])), str(int(cells[columns[1]]))


def _line(text: str) -> str:
    return " ".join(text.split())


def _time(folder: Path) -> Collection:
    """TIME: judgements are positions of texts in the file, not the numbers of their headings."""
    content = (folder / "time/TIME.ALL").read_text(encoding="latin-1")
    texts = re.split(r"^\*TEXT.*$|^\*STOP.*$", content, flags=re.MULTILINE)[1:]
    found = re.findall(
        r"^\*FIND +(\d+)\s(.*?)(?=^\*)",
        (folder / "time/TIME.QUE").read_text(encoding="latin-1"),
        re.MULTILINE | re.DOTALL,
    )
    lines = (line.split() for line in (folder / "time/TIME.REL").read_text(encoding="ascii").splitlines())
    return _make(
        "TIME",
        "en",
        (Text(key=str(at), text=_line(text)) for at, text in enumerate(texts, 1) if text.strip()),
        {key: _line(text).lower() for key, text in found},  # in capitals, AND and OR would be operators
        ((cells[0], cell) for cells in lines if cells for cell in cells[1:]),
    )


def _npl(folder: Path) -> Collection:
    """NPL: blocks that a slash ends, in which the first line is the number."""

    def blocks(name: str) -> Iterator[tuple[str, str]]:
        for block in re.split(r"^ *\/ *$", (folder / "npl" / name).read_text(encoding="latin-1"), flags=re.MULTILINE):
            number, _, text = block.strip().partition("\n")
            if number:
                yield number.strip(), _line(text)

    return _make(
        "NPL",
        "en",
        (Text(key=key, text=text) for key, text in blocks("doc-text")),
        {key: text.lower() for key, text in blocks("query-text")},
        ((key, cell) for key, cells in blocks("rlv-ass") for cell in cells.split()),
    )


def _squad(name: str, lang: str, files: tuple[str, ...], folder: Path) -> Collection:
    """Questions on paragraphs, in the format of SQuAD: each is answered by the paragraph that it was written for."""
    texts: list[Text] = []
    questions: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for file in files:
        for article in json.loads((folder / file).read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                texts.append(Text(key=str(len(texts)), text=paragraph["context"]))
                for question in paragraph["qas"]:
                    questions[str(question["id"])] = question["question"]
                    pairs.append((str(question["id"]), texts[-1].key))
    return _make(name, lang, iter(texts), questions, iter(pairs))


_CLASSICS: dict[str, Callable[[Path], Collection]] = {
    "CACM": partial(_smart, ("cacm/cacm.all", "cacm/query.text", "cacm/qrels.text"), (0, 1), "CACM"),
    "CISI": partial(_smart, ("cisi/CISI.ALL", "cisi/CISI.QRY", "cisi/CISI.REL"), (0, 1), "CISI"),
    "Cranfield": partial(_smart, ("cran/cran.all.1400", "cran/cran.qry", "cran/cranqrel"), (0, 1), "Cranfield"),
    "MED": partial(_smart, ("med/MED.ALL", "med/MED.QRY", "med/MED.REL"), (0, 2), "MED"),
    "TIME": _time,
}
_LANGS = ("en", "de", "ru", "hi", "zh", "th")
_READERS: dict[str, Callable[[Path], Collection]] = {
    **_CLASSICS,
    "NPL": _npl,
    **{f"XQuAD {lang}": partial(_squad, f"XQuAD {lang}", lang, (f"xquad/xquad.{lang}.json",)) for lang in _LANGS},
    "DRCD": partial(_squad, "DRCD", "zh", ("drcd/DRCD_dev.json", "drcd/DRCD_test.json")),
}
COLLECTIONS = tuple(_READERS)
"""The names of all collections. The first five are those on which constants of the ranking were chosen."""
