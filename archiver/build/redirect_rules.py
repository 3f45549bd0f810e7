"""What a web server can answer at former addresses in place of the redirect pages of the last build."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from archiver import pages, urls
from archiver.build.own_pages import find_own_pages
from archiver.build.scanning import scan_project
from archiver.config import Config
from archiver.errors import StateError
from archiver.manifest import open_reader, summary_from_json
from archiver.model import PagePlan, RedirectRule, Url
from archiver.pages.contexts import GonePage, RedirectPage
from archiver.theme import load_theme


def find_redirect_rules(config: Config) -> tuple[RedirectRule, ...]:
    """A rule for each redirect page, for each page of what is gone, and for the other files of these threads.

    URLs begin at the root of the host. Former addresses with a query have none: a path cannot tell them apart, and
    their pages have a script. Raises StateError if there was no build, and ConfigError.
    """
    own_pages = find_own_pages(scan_project(config)[0], load_theme(config), config, stager=None)
    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            raise StateError("there is no build whose redirects could be told; archiver build makes one")
        parse_summary = partial(summary_from_json, zone=config.zone)
        former_pages = manifest.former_pages.read()
        redirects = pages.plan_redirects(manifest.groups, parse_summary, own_pages.made_of, former_pages, config)
    folder = urlsplit(config.base_url or "").path.rstrip("/")
    rules = (rule for plan in redirects.pages for rule in _rules(plan, config))
    return tuple(_below(folder, rule) for rule in rules)


def _rules(plan: PagePlan, config: Config) -> Iterator[RedirectRule]:
    head = plan.head
    if not isinstance(head, RedirectPage | GonePage) or urls.query_page(plan.path):
        return
    target = head.target if isinstance(head, RedirectPage) else None
    yield RedirectRule(plan.url, target)
    is_first = not urls.is_further_page(plan.url.rstrip("/").rpartition("/")[2])
    if is_first and (isinstance(head, GonePage) or head.keeps_fragment):
        for url_of_file in _other_files(config):
            yield RedirectRule(url_of_file(plan.url), url_of_file(target) if target else None)


def _other_files(config: Config) -> Iterator[partial[Url]]:
    """The URLs of the other files of a thread, by that of its page."""
    yield partial(urls.source_url)
    if config.thread_json:
        yield partial(urls.json_url)
    if config.thread_feeds:
        yield partial(urls.feed_url)


def _below(folder: str, rule: RedirectRule) -> RedirectRule:
    return RedirectRule(Url(f"{folder}{rule.url}"), Url(f"{folder}{rule.target}") if rule.target else None)
