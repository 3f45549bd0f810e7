"""The blocks that are open while HTML is written, and the blocks that must be around other blocks.

In come the names of blocks to open and to close, out go their tags to a `ProseBuffer`. How blocks may nest is in the
tables of `nesting`.
"""

from dataclasses import dataclass, field

from archiver.bodies.html.nesting import END_TAGS, IMPLIED_CHILDREN, MAY_BE_EMPTY, REQUIRED_PARENTS, START_TAGS
from archiver.bodies.html.prose_buffer import ProseBuffer


@dataclass(slots=True)
class _OpenBlock:
    """A block whose start tag is written and whose end tag is not."""

    tag: str
    start: int
    """Index of the start tag in `ProseBuffer.html`."""
    implied: bool = False
    """True if the untrusted HTML has no such element, but the contents need it, as text in a `<ul>` needs an `<li>`."""


@dataclass(slots=True)
class BlockStack:
    """Stack of the open blocks; writes their tags to `prose`.

    Attributes:
        innermost: the name of the innermost open block; empty if none is open.
    """

    prose: ProseBuffer
    innermost: str = ""
    _open: list[_OpenBlock] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._open)

    @property
    def is_at_start(self) -> bool:
        """True if nothing has been written in the innermost block, or if no block is open."""
        return not self._open or len(self.prose.html) == self._open[-1].start + 1

    def open(self, tag: str, start_tag: str | None = None) -> bool:
        """Open a block, after the blocks that it needs around it. Return False if it may not be in the innermost block.

        `tag` is the name of the block; `start_tag` the start tag to write, by default `nesting.START_TAGS[tag]`.
        """
        parents = REQUIRED_PARENTS.get(tag)
        if parents is None:
            self.open_implied()
        elif not self._open_parent(parents):
            return False
        self._push(tag, start_tag)
        return True

    def close(self) -> None:
        """Close the innermost block that `open` has opened, and the implied blocks in it."""
        self._close_implied()
        self._pop()

    def open_implied(self) -> None:
        """Open the blocks that must be around text in the innermost block: an item in a list, a row and a cell in a
        table.
        """
        while self.innermost in IMPLIED_CHILDREN:
            self._push(IMPLIED_CHILDREN[self.innermost], implied=True)

    def record_end(self) -> None:
        """Record the end of a block or a line in `prose.block_ends`, if no block is open."""
        if not self._open:
            self.prose.block_ends.append(self.prose.end)

    def make_task_item(self) -> None:
        """Make the innermost block the item of a task list, if it is a list item in which nothing has been written."""
        if self.innermost != "li" or not self.is_at_start:
            return
        html = self.prose.html
        html[self._open[-1].start] = '<li class="task-list-item">'
        at = self._open[-2].start
        html[at] = html[at].replace(' dir="auto"', ' class="contains-task-list" dir="auto"')

    def _open_parent(self, parents: frozenset[str]) -> bool:
        """Open the missing blocks between the innermost block and one of `parents`. Return False if there is no way to
        nest them.
        """
        self._close_implied()
        while self.innermost in IMPLIED_CHILDREN and self.innermost not in parents:
            self._push(IMPLIED_CHILDREN[self.innermost], implied=True)
        return self.innermost in parents

    def _close_implied(self) -> None:
        while self._open and self._open[-1].implied:
            self._pop()

    def _push(self, tag: str, start_tag: str | None = None, *, implied: bool = False) -> None:
        html = self.prose.html
        self._open.append(_OpenBlock(tag, len(html), implied))
        self.innermost = tag
        html.append(start_tag or START_TAGS[tag])
        self.prose.last_paragraph = None

    def _pop(self) -> None:
        closed = self._open.pop()
        self.innermost = self._open[-1].tag if self._open else ""
        self.prose.end_text_line()
        html = self.prose.html
        if len(html) == closed.start + 1 and closed.tag not in MAY_BE_EMPTY:
            html.pop()
        else:
            html.append(END_TAGS.get(closed.tag) or f"</{closed.tag}>\n")
        self.record_end()
