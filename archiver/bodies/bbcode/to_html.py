"""Makes HTML of BBCode: goes through the tags of a body and the words between them.

In comes a body; out comes HTML that is escaped and nests, for `bodies.html` to read, and who is quoted in it.
"""

from dataclasses import dataclass

from archiver.bodies.bbcode import tag_names as tags
from archiver.bodies.bbcode.body_context import Leave, Opened, Page
from archiver.bodies.bbcode.paired_tags import open_tag
from archiver.bodies.bbcode.tag_pairs import Tag, find_pairs
from archiver.bodies.bbcode.text_output import write_words
from archiver.bodies.bbcode.verbatim_tags import Raw, write_raw
from archiver.model import Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The HTML of a body, and the attributions that are numbered in it."""

    html: str
    attributions: tuple[Attribution, ...]


def write_html(body: str, base: str | None) -> Written:
    """The HTML of a body; links may be relative to `base`."""
    page = Page(body=body, base=base)
    _Writer(page).write()
    return Written(html=page.out.finish(), attributions=tuple(page.attributions))


class _Writer:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._pairs = find_pairs(page.body)
        self._leave: dict[int, Leave] = {}

    def write(self) -> None:
        """Write all tags and the words between them."""
        at = index = 0
        while index < len(self._pairs.tags):
            tag = self._pairs.tags[index]
            raw_end = self._pairs.closing.get(index) if tag.name in tags.RAW else None
            self._words(at, tag.start)
            written = self._tag(index, tag) if raw_end is None else self._raw(tag, self._pairs.tags[raw_end])
            last = index if raw_end is None else raw_end
            at = self._pairs.tags[last].end if written else tag.start
            index = last + 1
        self._words(at, len(self._page.body))

    def _words(self, start: int, end: int) -> None:
        write_words(self._page.out, self._page.words(start, end))

    def _tag(self, index: int, tag: Tag) -> bool:
        """Write a tag; False if it is text."""
        if tag.name == tags.ITEM:
            return self._page.out.end_item() if tag.closes else self._page.out.item()
        if tag.name in tags.ALONE:
            return tag.closes or self._alone(tag)  # XenForo writes `[hr][/hr]`
        if index in self._pairs.opening:
            return self._close(self._pairs.opening[index])
        return index in self._pairs.closing and self._open(index, tag)

    def _alone(self, tag: Tag) -> bool:
        if tag.name in tags.RULERS:
            self._page.out.block("<hr>")
        else:
            self._page.out.space("<br>")
        return True

    def _open(self, index: int, tag: Tag) -> bool:
        closing = self._pairs.tags[self._pairs.closing[index]]
        leave = open_tag(self._page, Opened(index=index, tag=tag, closing=closing))
        if leave:
            self._leave[index] = leave
        return leave is not None

    def _close(self, opening: int) -> bool:
        leave = self._leave.pop(opening, None)
        if leave:
            leave()
        return leave is not None

    def _raw(self, tag: Tag, closing: Tag) -> bool:
        page = self._page
        inner = page.words(tag.end, closing.start)
        raw = Raw(tag=tag, value=tag.value(closing.uid), inner=inner, base=page.base)
        return write_raw(page.out, raw)
