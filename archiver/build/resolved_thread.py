"""A thread with all that is found of it, from which its pages are drawn, and what lists and statistics show of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from msgspec.structs import replace

from archiver import pages, urls
from archiver.bodies import highlight_code, typeset_formulas
from archiver.build.drawing import ParsedSource
from archiver.build.links_within import permalinks_beyond_a_page, with_links_to_pages
from archiver.config import Config
from archiver.model import (
    AuthoredPost,
    CrossThread,
    Origins,
    Output,
    Page,
    Parents,
    PostId,
    ShowMedia,
    ShowPassages,
    Thread,
    ThreadFigures,
    ThreadSummary,
    Url,
)
from archiver.quotes import find_origins, find_parents
from archiver.quotes.archived_links import replace_links
from archiver.render import Renderer

OpenRenderer = Callable[[], Renderer]


@dataclass(frozen=True, kw_only=True)  # with a dict: what is found is found once
class ResolvedThread:
    """A thread whose quotes are resolved. The media that it uses have been read before it is drawn."""

    source: ParsedSource
    """What it was parsed from."""
    thread: Thread
    origins: Origins
    """The origins of its quotes, in the thread itself and in others."""
    cross_thread: CrossThread
    """What it shows of other threads."""

    @cached_property
    def _parents(self) -> Parents:
        return find_parents(self.thread, self.origins)

    @cached_property
    def _summary(self) -> ThreadSummary:
        return pages.summarize(self.thread, self.origins, self.source.config)

    def draw(self, renderer: Renderer) -> Iterator[Output]:
        """The files of the thread. Raises TemplateError."""
        for planned in self.plan_files(renderer):
            yield renderer.render(planned, self.source.dependencies.record) if isinstance(planned, Page) else planned

    def plan_files(self, renderer: Renderer) -> Iterator[Page | Output]:
        """The pages of the thread, not rendered yet, and its other files, one by one.

        `renderer` translates words in the HTML of posts.
        """
        return pages.plan_thread(
            self.thread,
            self.source.text,
            self.origins,
            self._parents,
            self._summary,
            self.source.config,
            self._show_passages(renderer),
            self.cross_thread,
        )

    def summarize(self, open_renderer: OpenRenderer) -> ThreadSummary:
        """The summary of the thread, with its first post if feeds have whole posts.

        `open_renderer` is called if the first post is needed; the renderer translates words in its HTML.
        """
        if not self.source.config.feed_content:
            return self._summary
        show_media = self._show_media(open_renderer())
        return replace(self._summary, opening=pages.opening_html(self.thread, show_media, self.source.config))

    def find_figures(self) -> ThreadFigures:
        """The figures of the thread, for statistics."""
        return pages.find_figures(self.thread, self.origins, self.source.config)

    def authored_posts(self) -> tuple[AuthoredPost, ...]:
        """The posts of the thread whose authors are known, for the lists of what each author has written."""
        return pages.authored_posts(self.thread, self.origins, self._parents)

    def _show_passages(self, renderer: Renderer) -> ShowPassages:
        show_media = self._show_media(renderer)
        return ShowPassages(
            on_pages=partial(_on_page, show_media, self.source.config),
            in_feeds=show_media,
            avatars=self.source.media.avatars,
        )

    def _show_media(self, renderer: Renderer) -> ShowMedia:
        """Puts media, and links to archived threads, into the HTML of a passage. `renderer` translates words in it."""
        show_media = self.source.media.shown(partial(renderer.translate, record=self.source.dependencies.record))
        relative = self.source.config.relative
        if permalinks := permalinks_beyond_a_page(self.thread, self.source.config):
            show_media = partial(_with_links_to_pages, show_media, permalinks, relative)
        links = self.cross_thread.links
        return partial(_with_links, show_media, links, relative) if links else show_media


def resolve(source: ParsedSource, cross_thread: CrossThread) -> ResolvedThread | None:
    """The thread of a source, with what it shows of other threads; None if the source has none."""
    thread = source.thread
    if thread is None:
        return None
    origins = {**find_origins(thread), **cross_thread.origins}
    return ResolvedThread(source=source, thread=thread, origins=origins, cross_thread=cross_thread)


def _on_page(show_media: ShowMedia, config: Config, html: str, page: Url) -> str:
    """The HTML of a passage with media and, if the settings want it, with highlighted code and typeset formulas.

    Args:
        show_media: puts media into the HTML.
        config: the settings; only threads with code or formulas depend on these two.
        html: the HTML of the passage.
        page: the URL of the page that shows it.
    """
    shown = show_media(html, page)
    if "<pre" in shown and config.highlight:
        shown = highlight_code(shown)
    return typeset_formulas(shown) if 'class="math"' in shown and config.math else shown


def _with_links_to_pages(
    show_media: ShowMedia, permalinks: Mapping[PostId, Url], relative: urls.Relative, html: str, page: Url
) -> str:
    """The HTML of a passage with media, whose links to posts of its own thread lead to the pages of these.

    Args:
        show_media: puts media into the HTML.
        permalinks: the permalinks of the posts, by id.
        relative: makes the links on the page.
        html: the HTML of the passage.
        page: the URL of the page that shows it.
    """
    return with_links_to_pages(show_media(html, page), page, permalinks, relative)


def _with_links(show_media: ShowMedia, links: Mapping[str, Url], relative: urls.Relative, html: str, page: Url) -> str:
    """The HTML of a passage with media, in which links to former addresses of archived threads lead to these.

    Args:
        show_media: puts media into the HTML.
        links: the URLs of threads and posts, by their former addresses.
        relative: makes the links on the page.
        html: the HTML of the passage.
        page: the URL of the page that shows it.
    """
    shown = show_media(html, page)
    return replace_links(shown, lambda address: relative(links[address], page) if address in links else None)
