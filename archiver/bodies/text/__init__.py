"""Text bodies: mail and Usenet, as they were written. Line breaks, indentation, drawings and patches stay; nothing is
Markdown.

In comes the text of one post's body, out come its blocks: prose, quotes with the attributions that stood before them,
and at the end a signature and the lines that a mailing list has added. What is nested too deep stays text.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from archiver.bodies.attribution import read_caption, read_introduction
from archiver.bodies.markdown.syntax import DEEPEST
from archiver.bodies.text.broken import mend_attributions
from archiver.bodies.text.marks import Run, find_runs
from archiver.bodies.text.signatures import part_signatures
from archiver.bodies.text.typeset import typeset, written
from archiver.model import Attribution, Block, Prose, Quote


def read_text(body: str) -> tuple[Block, ...]:
    """The blocks of a text body: prose, and the quotes at its top level, in order; a signature is the last prose."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = list(find_runs(mend_attributions(lines)))
    signatures: tuple[Sequence[str], ...] = ()
    if runs and runs[-1].mark is None and not runs[-1].is_patch:
        own, signatures = part_signatures(runs.pop().lines)
        runs.append(Run(lines=tuple(own)))
    return (*_blocks(runs, 0, count(1)), *map(_signature, signatures))


def _blocks(runs: Iterable[Run], level: int, numbers: Iterator[int]) -> Iterator[Block]:
    prose: list[Run] = []
    for run in runs:
        if run.mark is None:
            prose.append(run)
        else:
            attribution = _take_attribution(prose)
            yield from _prose(prose)
            prose = []
            yield _quote(run, attribution, level + 1, numbers)
    yield from _prose(prose)


def _quote(run: Run, attribution: Attribution | None, level: int, numbers: Iterator[int]) -> Quote:
    if attribution is None and run.mark and run.mark.isalnum():
        attribution = Attribution(text=run.mark, author=run.mark)  # the name stands before each line
    number, lines = next(numbers), run.lines
    if attribution is None and (caption := read_caption(lines)):
        where, attribution = caption
        lines = lines[: where.start] + lines[where.stop :]
    inner = find_runs(lines) if level < DEEPEST else (Run(lines=lines),)
    return Quote(number=number, blocks=tuple(_blocks(inner, level, numbers)), attribution=attribution)


def _signature(lines: Sequence[str]) -> Prose:
    lines = [line.rstrip() for line in lines]
    return Prose(html=f'<div class="signature">\n{written(lines)}</div>\n', text="\n".join(lines))


def _prose(runs: Sequence[Run]) -> Iterator[Prose]:
    if prose := typeset(runs):
        yield prose


def _take_attribution(prose: list[Run]) -> Attribution | None:
    """The attribution that the words before a quote end in, taken out of them."""
    if not prose or prose[-1].is_patch:
        return None
    introduction = read_introduction(prose[-1].lines)
    if introduction is None:
        return None
    where, attribution = introduction
    lines = prose.pop().lines
    prose.append(Run(lines=lines[: where.start] + lines[where.stop :]))
    return attribution
