"""Proposes the `[[source]]` table of archives whose threads have several files: a post in each, or a page."""

from collections.abc import Iterator, Mapping, Sequence

from archiver.guess.part_names import find_part_keys
from archiver.guess.samples import Sample, Samples
from archiver.guess.single_posts import date_in_path, single_post_tables
from archiver.guess.trial import Trial, convention_of, name_threads, try_table

_MOST_FILES = 24  # with which the proposed table is shown


def find_parts(samples: Samples, best: Trial, *, are_posts: bool) -> Trial | None:
    """How a table reads files that are parts of threads; None if nothing says clearly which are.

    Raises OSError.

    Args:
        samples: the files of the folder.
        best: the best table for files that are threads of their own.
        are_posts: True if each file has one post.
    """
    neighbours = samples.neighbours()
    trials = list(_trials(neighbours, best, are_posts=are_posts))
    return max(trials, key=lambda trial: (trial.score, not _is_dated_by_path(trial)), default=None)


def _is_dated_by_path(trial: Trial) -> bool:
    """True if the dates are those in the names of files: dates in the text are more exact."""
    return "(?P<date>" in str(trial.keys and trial.keys.get("path"))


def _trials(samples: Sequence[Sample], best: Trial, *, are_posts: bool) -> Iterator[Trial]:
    for base in single_post_tables(samples) if are_posts else [best.keys or {}]:
        keys = find_part_keys(base, samples, are_posts=are_posts)
        if keys is None:
            continue
        shown = _whole_threads(samples, {**base, **keys})
        trial = try_table({**base, **keys}, shown, markup=False)
        dated = date_in_path(samples) if are_posts and "path" not in keys and not trial.share_of("date") else {}
        yield try_table({**base, **dated, **keys}, shown, markup=False) if dated else trial


def _whole_threads(samples: Sequence[Sample], keys: Mapping[str, object]) -> list[Sample]:
    """Some of the samples, with all of each thread."""
    names = name_threads(samples, convention_of(keys))
    groups: dict[str, list[Sample]] = {}
    for sample in samples:
        name = names[sample.path].name.casefold() if sample.path in names else f"/{sample.path}"
        groups.setdefault(name, []).append(sample)
    shown: list[Sample] = []
    for group in sorted(groups.values(), key=len, reverse=True):
        if len(shown) + len(group) <= _MOST_FILES or not shown:
            shown += group
    return shown
