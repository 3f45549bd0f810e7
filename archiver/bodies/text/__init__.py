"""Plain-text bodies: mail and Usenet articles. Line breaks, indentation, ASCII drawings and patches are preserved; no
markup is interpreted.

In comes the text of one post's body, out come its blocks: prose, quotes with the attributions found before or in the
quotes, and at the end the signature and the lines that a mailing list has appended. Quotes nested deeper than
`MAX_NESTING` stay text.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from archiver.bodies.attribution import find_caption, find_introduction
from archiver.bodies.limits import MAX_NESTING
from archiver.bodies.text.broken_attributions import rejoin_attributions
from archiver.bodies.text.prose import render_paragraph, render_paragraphs, render_prose
from archiver.bodies.text.quote_marks import LineRun, find_runs
from archiver.bodies.text.repeated_messages import Message, split_messages
from archiver.bodies.text.signatures import split_signatures
from archiver.model import Attribution, Block, Prose, Quote

_Renderer = Callable[[Sequence[LineRun]], Iterator[Prose]]


def _as_one_prose(runs: Sequence[LineRun]) -> Iterator[Prose]:
    """Render all lines of the runs as one `Prose`; yields nothing if all lines are blank."""
    if prose := render_prose(runs):
        yield prose


def parse_text(body: str) -> tuple[Block, ...]:
    """Parse a plain-text body to its blocks: prose and top-level quotes, in order. No body raises an error.

    Signatures, and the footers of mailing lists, are the last blocks.
    """
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    runs = list(find_runs(rejoin_attributions(lines)))
    signatures: tuple[Sequence[str], ...] = ()
    if runs and runs[-1].mark is None and not runs[-1].is_patch:
        own, signatures = split_signatures(runs.pop().lines)
        runs.append(LineRun(lines=tuple(own)))
    own_message, *repeated = split_messages(runs)
    numbers = count(1)
    below = tuple(map(_signature, signatures))
    return (*_blocks(own_message.runs, 0, numbers), *_nest_messages(repeated, 1, numbers, below))


def _nest_messages(
    messages: Sequence[Message], level: int, numbers: Iterator[int], below: tuple[Prose, ...]
) -> tuple[Block, ...]:
    """Make quotes of messages that are repeated without quote marks, each inside of the one before it.

    Args:
        messages: the messages in the order of the body, the most recent first.
        level: nesting level of the first message.
        numbers: yields the numbers of the body's quotes.
        below: the signatures at the end of the body; they go into the innermost message.

    Returns:
        A quote, or `below` if there are no messages.
    """
    if not messages:
        return below
    message = messages[0]
    number = next(numbers)
    own_blocks = tuple(_blocks(message.runs, level, numbers, renderer=render_paragraphs))
    quote = Quote(
        number=number,
        blocks=(*own_blocks, *_nest_messages(messages[1:], level + 1, numbers, below)),
        attribution=Attribution(text=message.introduction_text, author=message.author),
        fallback=render_prose([LineRun(lines=message.introduction)]),
    )
    return (quote,)


def _blocks(
    runs: Iterable[LineRun], level: int, numbers: Iterator[int], *, renderer: _Renderer = _as_one_prose
) -> Iterator[Block]:
    """Make the blocks of one quote level, in order.

    Args:
        runs: the runs of the level.
        level: nesting level of the runs; 0 for the body itself.
        numbers: yields the numbers of the body's quotes.
        renderer: renders the runs between two quotes as prose.
    """
    prose: list[LineRun] = []
    for run in runs:
        if run.mark is None:
            prose.append(run)
        else:
            caption = find_caption(run.lines)
            attribution = None if caption and _is_first(run, caption[0]) else _pop_attribution(prose)
            yield from renderer(prose)
            prose = []
            yield _quote(run, attribution, caption, level + 1, numbers)
    yield from renderer(prose)


def _is_first(run: LineRun, caption: slice) -> bool:
    """True if a quote starts with its caption. An attribution before the quote then names the person who quoted that
    author.
    """
    return not any(line.strip() for line in run.lines[: caption.start])


def _quote(
    run: LineRun,
    attribution: Attribution | None,
    caption: tuple[slice, Attribution] | None,
    level: int,
    numbers: Iterator[int],
) -> Quote:
    """Make a quote of a run of quoted lines.

    Args:
        run: quoted lines without their outermost mark.
        attribution: the attribution found before the quote.
        caption: the slice of the lines of the attribution found in the quote, and that attribution; used and removed if
            `attribution` is None.
        level: nesting level of the quote, from 1.
        numbers: yields the numbers of the body's quotes.
    """
    if attribution is None and run.mark and run.mark.isalnum():
        attribution = Attribution(text=run.mark, author=run.mark)  # Supercite: the name is before each line
    number, lines = next(numbers), run.lines
    if attribution is None and caption:
        where, attribution = caption
        lines = lines[: where.start] + lines[where.stop :]
    inner = find_runs(lines) if level < MAX_NESTING else (LineRun(lines=lines),)
    return Quote(number=number, blocks=tuple(_blocks(inner, level, numbers)), attribution=attribution)


def _signature(lines: Sequence[str]) -> Prose:
    lines = [line.rstrip() for line in lines]
    return Prose(html=f'<div class="signature">\n{render_paragraph(lines)}</div>\n', text="\n".join(lines))


def _pop_attribution(prose: list[LineRun]) -> Attribution | None:
    """Remove the attribution at the end of the runs before a quote, and return the attribution; None if there is
    none.
    """
    if not prose or prose[-1].is_patch:
        return None
    introduction = find_introduction(prose[-1].lines)
    if introduction is None:
        return None
    where, attribution = introduction
    lines = prose.pop().lines
    prose.append(LineRun(lines=lines[: where.start] + lines[where.stop :]))
    return attribution
