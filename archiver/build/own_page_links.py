"""Links of pages that are no threads to addresses of other systems, which lead on from here."""

from collections.abc import Iterator

from msgspec.structs import replace

from archiver.build.own_pages import OwnPages
from archiver.config import Config
from archiver.manifest import ManifestReader
from archiver.model import PagePlan


def with_led_links(own_pages: OwnPages, manifest: ManifestReader, config: Config) -> OwnPages:
    """The pages, with links that lead to what is here in place of what was there.

    Args:
        own_pages: the pages.
        manifest: has the addresses of other systems.
        config: the project.
    """
    if not own_pages.plans or manifest.old_addresses.keys() is None or not config.archived_links:
        return own_pages
    return replace(own_pages, plans=tuple(_plans(own_pages.plans, manifest, config)))


def _plans(plans: tuple[PagePlan, ...], manifest: ManifestReader, config: Config) -> Iterator[PagePlan]:
    from archiver.build.led_links import LedLinks
    from archiver.pages.contexts import OwnPage
    from archiver.quotes.archived_links import own_host, replace_links, wanted_keys

    led_links, host = LedLinks(manifest.old_addresses, config), own_host(config.base_url)
    for plan in plans:

        def link_to(address: str, plan: PagePlan = plan) -> str | None:
            led = led_links.find(tuple(wanted_keys(address, host)))
            return config.relative(led.url, plan.url) if led else None

        head = plan.head
        if isinstance(head, OwnPage):
            head = replace(head, html=replace_links(head.html, link_to))
        yield replace(plan, head=head)
