"""Proposes a `[[source]]` table for the files of a folder, and tells how sure that is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from archiver.guess.details import find_details
from archiver.guess.headings import find_patterns
from archiver.guess.known import KNOWN
from archiver.guess.part_names import numbered_alike
from archiver.guess.parts import find_parts
from archiver.guess.samples import Sample, Samples, read_samples
from archiver.guess.trial import ENOUGH, Trial, try_table

_CERTAIN = 0.98  # a score from which on no other table is tried
_NEAR = 0.02  # by which a better score is no better
_FEW_THREADS = 0.1  # of the files that have several posts
_LEAST, _LEAST_OF_SINGLE_POSTS = 0.25, 0.4  # scores up to which no table is proposed that is not a known one
_SINGLE_POSTS = "which files are one thread, and who wrote them, has to be described by hand"


class Guess(Struct, frozen=True, kw_only=True):
    """What a folder seems to have."""

    trial: Trial | None
    """How the proposed table reads the samples; None if nothing is proposed. Its `keys` are None for our own form."""
    name: str
    """What is known to write such files; "" if it is not known."""
    doubts: tuple[str, ...]
    """What could not be found out, or goes wrong, in words."""
    samples: int
    files: int


def guess(folder: Path) -> Guess:
    """Look at the Markdown and text files below a folder. Raises GuessError if there are none, and OSError."""
    samples = read_samples(folder)
    trials = _until_certain(_trials(samples.files))
    name, best = _best(trials)
    least = 0.0 if name else _LEAST_OF_SINGLE_POSTS if _has_single_posts(best) else _LEAST
    are_posts = best.score <= least or _has_single_posts(best)
    parts = find_parts(samples, best, are_posts=are_posts)
    if parts and parts.score > _LEAST_OF_SINGLE_POSTS:
        name, best, least = "" if are_posts else name, parts, 0.0
    trial = try_table(best.keys, best.samples) if best.score > least else None
    return Guess(
        trial=trial,
        name=name if trial else "",
        doubts=(
            *_doubts_on_files(samples),
            *_doubts_on_parts(samples, trial),
            *(_doubts(trial) if trial else [_why_none([trial for _, trial in trials])]),
        ),
        samples=len(samples.files),
        files=samples.total,
    )


def _doubts_on_parts(samples: Samples, trial: Trial | None) -> Iterator[str]:
    is_joined = trial is not None and trial.keys is not None and "thread" in trial.keys
    if not is_joined and numbered_alike(samples.paths):
        yield (
            "names of files differ in a number only, but nothing shows clearly that these are parts of one thread; "
            "if they are, add `thread` by hand"
        )


def _trials(samples: Sequence[Sample]) -> Iterator[tuple[str, Trial]]:
    """All tables that are tried, with the name of what is known to write such files; the preferred ones first."""
    yield "", try_table(None, samples, markup=False)
    for known in KNOWN:
        keys = dict(known.keys)
        trial = try_table(find_details(keys.pop("post"), samples, keys), samples, markup=False)
        if trial.posts:
            yield known.name, trial
    for pattern in find_patterns(samples):
        yield "", try_table(find_details(pattern, samples, {}), samples, markup=False)


def _until_certain(trials: Iterator[tuple[str, Trial]]) -> list[tuple[str, Trial]]:
    """The trials up to the first that leaves nothing to wish for."""
    made: list[tuple[str, Trial]] = []
    for name, trial in trials:
        made.append((name, trial))
        if trial.score >= _CERTAIN:
            break
    return made


def _best(trials: list[tuple[str, Trial]]) -> tuple[str, Trial]:
    best = max(trial.score for _, trial in trials)
    near = [(name, trial) for name, trial in trials if trial.score >= best - _NEAR]
    most = max(len(trial.posts) for _, trial in near)
    return next((name, trial) for name, trial in near if len(trial.posts) == most)


def _doubts_on_files(samples: Samples) -> Iterator[str]:
    if not samples.is_utf_8:
        yield 'the files are not UTF-8; "windows-1252" is the most frequent other encoding, and may be wrong'
    if samples.texts:
        yield f"builds read .md files only; of the {samples.total} files {samples.texts} have to be renamed"
    if samples.others:
        yield f"{_named(samples.others)} by name no thread; `exclude` in archiver.toml leaves such files out"


def _why_none(trials: Sequence[Trial]) -> str:
    """Why no table is proposed. `trials` are those that were made."""
    if any(_has_single_posts(trial) and trial.share_of("date") for trial in trials):
        return f"nearly each file has one post; {_SINGLE_POSTS}"
    return "no line repeats that could be the heading of posts; if there are headings, describe one by hand"


def _has_single_posts(trial: Trial) -> bool:
    return trial.read > 1 and trial.share_of_threads < _FEW_THREADS


def _doubts(trial: Trial) -> Iterator[str]:
    if trial.read < trial.files:
        yield f"{trial.files - trial.read} of {trial.files} files have no heading of this form"
    if len(trial.posts) < ENOUGH:
        yield f"{len(trial.posts)} posts are too few to be sure"
    if _has_single_posts(trial):
        yield f"nearly each file has one post; {_SINGLE_POSTS}"
    for name, what in (("author", "who wrote"), ("date", "when")):
        if (share := trial.share_of(name)) < 1:
            yield f"of {round((1 - share) * 100) or 1} % of the posts it is not known {what}"
    yield from (f"{problem}" for problem in trial.problems[:3])


def _named(paths: Sequence[str]) -> str:
    """The first of some files, and how many others there are, with the verb."""
    others = len(paths) - 1
    return f"{paths[0]} and {others} more are" if others else f"{paths[0]} is"
