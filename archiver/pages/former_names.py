"""Pages at the addresses that the lists of authors had under other names: each leads to the list of the one name."""

from collections.abc import Iterator

from archiver import urls
from archiver.config import Config
from archiver.mail_addresses import Addresses, hide_addresses
from archiver.model import GroupKey, GroupKind, PagePlan
from archiver.pages.catalogue import Catalogue
from archiver.pages.contexts import RedirectPage


def plan_former_names(catalogue: Catalogue, config: Config) -> Iterator[PagePlan]:
    """A page for each other name in `authors.toml`; for mail addresses, too, if pages show them.

    Args:
        catalogue: has the authors.
        config: the people, and what is done with mail addresses.
    """
    addresses = Addresses(config.addresses)
    for entry in config.published_people:
        target = urls.author_url(entry.name)
        if catalogue.group(GroupKey(GroupKind.AUTHOR, urls.name_key(entry.name))) is None:
            continue
        names = (name for name in entry.also if hide_addresses(name, addresses) == name)
        for url in sorted({urls.author_url(name) for name in names} - {target}):
            head = RedirectPage(title=entry.name, target=target, is_of_thread=False)
            yield PagePlan(path=urls.output_path(url), url=url, template="redirect.html", head=head)
