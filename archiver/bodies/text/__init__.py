"""Text bodies: mail and Usenet, as they were written. Line breaks, indentation, drawings and patches stay; nothing is
Markdown.

In comes the text of one post's body, out come its blocks: prose, quotes with the attributions that stood before them,
and at the end a signature and the lines that a mailing list has added. What is nested too deep stays text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from archiver.bodies.attribution import find_caption, find_introduction
from archiver.bodies.limits import MAX_NESTING
from archiver.bodies.text.broken_attributions import mend_attributions
from archiver.bodies.text.prose import typeset, typeset_apart, written
from archiver.bodies.text.quote_marks import Run, find_runs
from archiver.bodies.text.repeated_messages import Letter, part_letters
from archiver.bodies.text.signatures import part_signatures
from archiver.model import Attribution, Block, Prose, Quote

_Typesetter = Callable[[Sequence[Run]], Iterator[Prose]]


def _set(runs: Sequence[Run]) -> Iterator[Prose]:
    """Lines as one prose, if they are more than blank."""
    if prose := typeset(runs):
        yield prose


def parse_text(body: str) -> tuple[Block, ...]:
    """The blocks of a text body: prose, and the quotes at its top level, in order; a signature is the last prose."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = list(find_runs(mend_attributions(lines)))
    signatures: tuple[Sequence[str], ...] = ()
    if runs and runs[-1].mark is None and not runs[-1].is_patch:
        own, signatures = part_signatures(runs.pop().lines)
        runs.append(Run(lines=tuple(own)))
    own_letter, *repeated = part_letters(runs)
    numbers = count(1)
    below = tuple(map(_signature, signatures))
    return (*_blocks(own_letter.runs, 0, numbers), *_letters(repeated, 1, numbers, below))


def _letters(
    letters: Sequence[Letter], level: int, numbers: Iterator[int], below: tuple[Prose, ...]
) -> tuple[Block, ...]:
    """What may be a quote without marks, with the next one in it, and what stands below in the last; `below` itself
    if there is none.
    """
    if not letters:
        return below
    letter = letters[0]
    number = next(numbers)
    words = tuple(_blocks(letter.runs, level, numbers, typesetter=typeset_apart))
    quote = Quote(
        number=number,
        blocks=(*words, *_letters(letters[1:], level + 1, numbers, below)),
        attribution=Attribution(text=letter.said, author=letter.author),
        fallback=typeset([Run(lines=letter.introduction)]),
    )
    return (quote,)


def _blocks(
    runs: Iterable[Run], level: int, numbers: Iterator[int], *, typesetter: _Typesetter = _set
) -> Iterator[Block]:
    prose: list[Run] = []
    for run in runs:
        if run.mark is None:
            prose.append(run)
        else:
            caption = find_caption(run.lines)
            attribution = None if caption and _begins(run, caption[0]) else _take_attribution(prose)
            yield from typesetter(prose)
            prose = []
            yield _quote(run, attribution, caption, level + 1, numbers)
    yield from typesetter(prose)


def _begins(run: Run, where: slice) -> bool:
    """True if a quote begins with its own attribution: whoever is named before it has quoted that one."""
    return not any(line.strip() for line in run.lines[: where.start])


def _quote(
    run: Run,
    attribution: Attribution | None,
    caption: tuple[slice, Attribution] | None,
    level: int,
    numbers: Iterator[int],
) -> Quote:
    if attribution is None and run.mark and run.mark.isalnum():
        attribution = Attribution(text=run.mark, author=run.mark)  # the name stands before each line
    number, lines = next(numbers), run.lines
    if attribution is None and caption:
        where, attribution = caption
        lines = lines[: where.start] + lines[where.stop :]
    inner = find_runs(lines) if level < MAX_NESTING else (Run(lines=lines),)
    return Quote(number=number, blocks=tuple(_blocks(inner, level, numbers)), attribution=attribution)


def _signature(lines: Sequence[str]) -> Prose:
    lines = [line.rstrip() for line in lines]
    return Prose(html=f'<div class="signature">\n{written(lines)}</div>\n', text="\n".join(lines))


def _take_attribution(prose: list[Run]) -> Attribution | None:
    """The attribution that the words before a quote end in, taken out of them."""
    if not prose or prose[-1].is_patch:
        return None
    introduction = find_introduction(prose[-1].lines)
    if introduction is None:
        return None
    where, attribution = introduction
    lines = prose.pop().lines
    prose.append(Run(lines=lines[: where.start] + lines[where.stop :]))
    return attribution
