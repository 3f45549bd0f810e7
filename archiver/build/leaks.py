"""Looks for what is taken down in all files of the site and of the search index: a proof, which knows nothing of how it
is withheld, but for the rule which words are nobody else's.

Each file is read in all encodings in which a site is written: as it is, unpacked, out of base64 and percent-encoding,
with the entities of HTML and the escapes of JSON decoded, with and without tags. What is then compared are words alone.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from archiver.build.needles import Needles, needles_of
from archiver.build.original_words import OriginalText, TakenOriginals, read_taken
from archiver.build.readings import readings_of
from archiver.config import Config
from archiver.errors import Problem
from archiver.pool import Pool
from archiver.withhold.shingles import sentences_of
from archiver.withhold.taken_words import FirstUse, TakenText, TakenWords, everybodys, find_own_use, join_words
from archiver.withhold.tokens import words_in

_MOST_FOUND = 5  # in one file, that are told of
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff2", ".mp4", ".webm", ".ogg", ".mp3")
_CHUNK = 256  # files that are sent to a worker with all that is looked for


def find_leaks(config: Config, *, jobs: int | None = None) -> tuple[Problem, ...]:
    """A problem for each thing that is taken down and is in a file of the site, or of the search index.

    Args:
        config: the project.
        jobs: the number of processes that read sources and files; None chooses by their number.

    Raises OSError.
    """
    with Pool(jobs) as pool:
        needles = _needles(read_taken(config, pool))
        paths = list(_files(config)) if needles else []
        found = pool.run(partial(_problems_of, config, needles), paths, expected=len(paths), chunk=_CHUNK)
        return tuple(problem for problems in found for problem in problems)


def _files(config: Config) -> Iterator[Path]:
    for folder in (config.output, config.state / "search"):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.endswith(_PICTURES):
                yield path


def _problems_of(config: Config, needles: Needles, path: Path) -> list[Problem]:
    shown = path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)
    found = needles.find((unquote(shown), *readings_of(path.read_bytes())))
    return [Problem(path=shown, line=0, message=f"it has {what}") for what in sorted(found)[:_MOST_FOUND]]


def _needles(taken: TakenOriginals) -> Needles:
    """What is looked for: names, addresses, and those sentences of posts that are taken down that others must not have
    either (see `withhold.taken_words`).
    """
    everywhere = _taken_words(taken)
    wanted: dict[str, str] = {}
    for text in taken.texts:
        for sentence in sentences_of(text.words):
            if everywhere.find_runs(sentence):
                wanted.setdefault(" ".join(sentence), f'words of {text.where}: "{" ".join(sentence[:12])}"')
    wanted |= {name: f"the name {name}" for name in taken.names if len(words_in(name)) > 1}
    for address in taken.addresses:
        wanted |= dict.fromkeys((address, address.replace("@", " at ")), f"the address {address}")
    return needles_of(wanted, (text.words for text in (*taken.texts, *taken.others)), taken.takedowns)


def _taken_words(taken: TakenOriginals) -> TakenWords:
    """The words that are taken down, with those of them that are everybody's."""
    words = join_words(map(_with_use, taken.texts))
    return replace(words, everybodys=everybodys([find_own_use(words, map(_with_use, taken.others))]))


def _with_use(text: OriginalText) -> TakenText:
    return TakenText(text.words, FirstUse(text.time, text.author))
