"""Random sources: constructs in a row, in each other, cut and bent."""

from hypothesis import strategies as st

from tests.laws.constructs.construct import Constructs, Filled, fill, put_into
from tests.laws.constructs.threads import HEADINGS, SETTINGS, TITLES

_DEEPEST = 3
_MARKS = "[]()<>*_`~|>#-\n\\\"'=:! "


@st.composite
def templates(draw: st.DrawFn, table: Constructs, deepest: int = _DEEPEST) -> str:
    """Blocks in a row, some of them in others."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("line", "block", "block", "around" if deepest else "line")))
        if kind == "line":
            parts.append(
                draw(st.sampled_from((" ", "", "\n"))).join(
                    draw(st.lists(st.sampled_from(table.inline), min_size=1, max_size=3))
                )
            )
        elif kind == "block":
            parts.append(draw(st.sampled_from(table.blocks)))
        else:
            parts.append(put_into(draw(st.sampled_from(table.around)), draw(templates(table, deepest - 1))))
    return draw(st.sampled_from(table.joints)).join(parts)


def bodies(table: Constructs) -> st.SearchStrategy[Filled]:
    """Bodies as they should be."""
    return templates(table).map(fill)


@st.composite
def bent(draw: st.DrawFn, table: Constructs) -> str:
    """Bodies of which something is lacking, or has come in between; of a tree, only whole constructs are lacking."""
    source = fill(draw(templates(table))).source
    if table.is_tree:
        return source
    start = draw(st.integers(0, len(source)))
    end = start + draw(st.integers(0, 3))
    return source[:start] + draw(st.text(_MARKS, max_size=2)) + source[end:]


@st.composite
def threads(draw: st.DrawFn, table: Constructs) -> Filled:
    """Sources of threads: settings, a title, posts in one of the two forms."""
    settings = draw(st.lists(st.sampled_from(SETTINGS), max_size=3, unique_by=lambda line: line.partition(":")[0]))
    front = "\n".join(["---", *settings, "---", ""]) if settings else ""
    drafts = st.lists(templates(table, 1), min_size=1, max_size=3)
    if draw(st.booleans()):
        title = draw(st.sampled_from(TITLES))
        posts = [f"{draw(_headings).replace('p1', f'p{n}')}\n\n{body}" for n, body in enumerate(draw(drafts), 1)]
        return fill(front + "\n\n".join([title, *posts]))
    return fill(front + "\n\n\n".join([draw(st.sampled_from(TITLES)).strip() or "§", *draw(drafts)]))


_headings = st.sampled_from(HEADINGS)
