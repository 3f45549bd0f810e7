"""Plans the pages that a site has besides its threads: one of a Markdown file, or of a template of the theme alone."""

import re

from archiver import urls
from archiver.model import (
    InterfaceText,
    OwnPageText,
    PagePlan,
    Removal,
    ShowMedia,
    Slug,
    Thread,
    Url,
    copy_fields_to,
)
from archiver.pages.contexts import OwnPage, RemovedPage
from archiver.pages.feed_content import block_html
from archiver.pages.plans import plan_page
from archiver.pages.summaries import excerpt

_ADDRESS = re.compile(r'\b(href|src)="(/(?:[^/"][^"]*)?)"')


def text_of_own_page(file: Thread, show_media: ShowMedia, relative: urls.Relative) -> OwnPageText:
    """What the page of a Markdown file shows of it.

    Addresses that begin at the root of the site, as `/all/` and `/assets/map.png`, are relative on the page.

    Args:
        file: the file, parsed as a thread of one post.
        show_media: puts pictures into the HTML of a passage.
        relative: makes the links on the page.
    """
    url = urls.slug_url(file.slug)
    html = "".join(block_html(block, url, show_media) for post in file.posts for block in post.blocks)
    return OwnPageText(
        title=file.title,
        lang=file.lang,
        dir=file.dir,
        excerpt=excerpt(file.posts[0]) if file.posts else "",
        html=_ADDRESS.sub(lambda match: f'{match[1]}="{relative(Url(match[2]), url)}"', html),
    )


def plan_own_page(slug: Slug, template: str, text: OwnPageText | None) -> PagePlan:
    """The plan of a page.

    Args:
        slug: its slug.
        template: the name of its template.
        text: what its file says; None for one without a file, which is called by the last segment of its slug.
    """
    if text is None:
        name = slug.rpartition("/")[2]
        text = OwnPageText(title=name.capitalize(), lang=None, dir=None, excerpt="", html="")
    return plan_page(urls.slug_url(slug), template, copy_fields_to(OwnPage, text))


def plan_tombstone(slug: Slug, removal: Removal) -> PagePlan:
    """The plan of the page at the address of a thread that is taken down. `slug` is that of the thread."""
    page = RemovedPage(title=InterfaceText("Removed thread"), removal=removal)
    return plan_page(urls.slug_url(slug), "removed.html", page)
