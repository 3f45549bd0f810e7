"""What a web server can answer at former addresses in place of the redirect pages of the last build."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from urllib.parse import quote

from archiver import pages, urls
from archiver.build.own_pages import find_own_pages
from archiver.build.scanning import scan_project
from archiver.config import Config
from archiver.errors import StateError
from archiver.manifest import open_reader, summary_from_json
from archiver.model import LedAddress, PagePlan, RedirectRule, Url
from archiver.pages.contexts import GonePage, RedirectPage
from archiver.theme import load_theme

_FILES = (".html", ".htm", ".php")
"""Endings of addresses that have no slash behind them."""


def find_redirect_rules(config: Config) -> tuple[RedirectRule, ...]:
    """A rule for each redirect page, for each page of what is gone, and for the other files of these threads.

    So have addresses of other systems, but for those that differ in their fragments alone: no server sees these. URLs
    begin at the root of the host. Raises StateError if there was no build, and ConfigError.
    """
    own_pages = find_own_pages(scan_project(config)[0], load_theme(config), config, stager=None)
    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            raise StateError("there is no build whose redirects could be told; archiver build makes one")
        parse_summary = partial(summary_from_json, zone=config.zone)
        former_pages = manifest.former_pages.read()
        made_of = own_pages.made_of
        redirects = pages.plan_redirects(manifest.groups, parse_summary, made_of, former_pages, {}, config)
        plans = (*redirects.pages, *pages.plan_former_names(manifest.groups, config))
        of_others = tuple(_rules_of_others(manifest.old_addresses.all(), config.subpath))
    folder = config.subpath.rstrip("/")
    rules = (rule for plan in plans for rule in _rules(plan, config))
    return (*(_below(folder, rule) for rule in rules), *of_others)


def _rules(plan: PagePlan, config: Config) -> Iterator[RedirectRule]:
    head = plan.head
    if not isinstance(head, RedirectPage | GonePage):
        return
    if urls.query_page(plan.path):
        path, _, query = urls.alias_key(plan.path).partition("?")
        if isinstance(head, RedirectPage):
            for spelling in _spellings(path):
                yield RedirectRule(Url(quote(spelling)), head.target, _pairs(query))
        return
    target = head.target if isinstance(head, RedirectPage) else None
    yield RedirectRule(plan.url, target)
    is_first = not urls.is_further_page(plan.url.rstrip("/").rpartition("/")[2])
    if is_first and (isinstance(head, GonePage) or head.keeps_fragment):
        for url_of_file in _other_files(config):
            yield RedirectRule(url_of_file(plan.url), url_of_file(target) if target else None)


def _rules_of_others(addresses: Iterable[LedAddress], subpath: str) -> Iterator[RedirectRule]:
    """The rules of addresses of other systems, which are in the order of their keys."""
    folder = subpath.rstrip("/")
    for key, group in groupby(addresses, key=lambda led: led.key):
        found = list(group)
        if any(led.fragment for led in found):
            continue
        path, _, query = key.partition("?")
        above = "" if found[0].host or f"{path}/".startswith(subpath) else folder
        target = Url(f"{folder}{found[0].url}")
        for spelling in _spellings(path):
            yield RedirectRule(Url(quote(f"{above}{spelling}")), target, _pairs(query))


def _spellings(path: str) -> tuple[str, ...]:
    """The forms in which a server may be asked for a path: with and without a slash behind it, but for files."""
    return (path or "/",) if not path or path.endswith(_FILES) else (path, f"{path}/")


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    """The names and values in the query of a key; a part without `=` has no name."""
    parts = (part.partition("=") if "=" in part else ("", "=", part) for part in query.split("&") if part)
    return tuple((name, value) for name, _, value in parts)


def _other_files(config: Config) -> Iterator[partial[Url]]:
    """The URLs of the other files of a thread, by that of its page."""
    yield partial(urls.source_url)
    if config.thread_json:
        yield partial(urls.json_url)
    if config.thread_feeds:
        yield partial(urls.feed_url)


def _below(folder: str, rule: RedirectRule) -> RedirectRule:
    target = Url(f"{folder}{rule.target}") if rule.target else None
    return rule._replace(url=Url(f"{folder}{rule.url}"), target=target)
