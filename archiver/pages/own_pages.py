"""Plans the pages that a site has besides its threads: one of a Markdown file, or of a template of the theme alone."""

import re

from archiver import urls
from archiver.model import PagePlan, ShowMedia, Slug, Thread, Url
from archiver.pages.contexts import OwnPage
from archiver.pages.feed_content import block_html
from archiver.pages.plans import plan_page
from archiver.pages.summaries import excerpt

_ADDRESS = re.compile(r'\b(href|src)="(/[^/"][^"]*)"')


def plan_page_of_file(file: Thread, template: str, show_media: ShowMedia) -> PagePlan:
    """The page of a Markdown file.

    Addresses that begin at the root of the site, as `/all/` and `/assets/map.png`, are relative on the page.

    Args:
        file: the file, parsed as a thread of one post.
        template: the name of the template.
        show_media: puts pictures into the HTML of a passage.
    """
    url = urls.slug_url(file.slug)
    html = "".join(block_html(block, url, show_media) for post in file.posts for block in post.blocks)
    context = OwnPage(
        title=file.title,
        lang=file.lang,
        dir=file.dir,
        excerpt=excerpt(file.posts[0]) if file.posts else "",
        html=_ADDRESS.sub(lambda match: f'{match[1]}="{urls.relative(Url(match[2]), url)}"', html),
    )
    return plan_page(url, template, context)


def plan_page_of_template(slug: Slug, template: str) -> PagePlan:
    """The page of a template that draws it without a file; it is called by the last segment of its slug."""
    name = slug.rpartition("/")[2]
    return plan_page(
        urls.slug_url(slug), template, OwnPage(title=name.capitalize(), lang=None, dir=None, excerpt="", html="")
    )
