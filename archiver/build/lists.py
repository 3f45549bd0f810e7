"""Plans and draws what depends on many threads: the list pages of groups, and the pages of the whole site.

The lists of a group are planned again if one of its threads has changed, come or gone, or one of their files is not as
it was written. Of what is planned, the pages are drawn whose `page_key` or dependencies have changed.
"""

from collections.abc import Callable, Container, Generator, Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from itertools import groupby

from msgspec import Struct, field

from archiver import urls
from archiver.build.keys import page_key
from archiver.build.lasting_addresses import LastingAddresses
from archiver.build.old_address_pages import old_address_owners, plan_old_addresses, without_old_addresses
from archiver.build.own_pages import OwnPages
from archiver.build.previous import Fact
from archiver.build.site_writer import OWN_PAGES, SITE, STATISTICS
from archiver.build.stale import StaleCheck
from archiver.build.tasks import Job, ListReceipt, ListTask, Progress, Scope, StalePage
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import NO_DIGEST, Manifest, summary_from_json
from archiver.model import ALIASED, Digest, FormerPages, GroupKey, GroupKind, Output, PagePlan, Reason, Slug
from archiver.pool import Pool, chunked

_TOP = Slug("")
_BATCH = 32  # tasks that a worker has at once


class ListPlan(Struct, kw_only=True):
    """The list pages that may be stale. Iterating over the plan compares them, owner by owner, and yields tasks for the
    stale ones: there may be too many pages for the memory.
    """

    check: StaleCheck
    owners: AbstractSet[str]
    """The groups whose lists are planned, as owners of files, and the site; none if no list can be stale."""
    planned: Iterable[tuple[str, PagePlan]]
    """All pages of these owners, with their owner."""
    problems: tuple[Problem, ...]
    everything: Digest
    """The digest of all that lists are planned from; NO_DIGEST if the build has no pages."""
    unchanged: list[str] = field(default_factory=list)
    """The files of current pages of these owners; complete when all tasks are taken."""
    reasons: list[Reason] = field(default_factory=list)
    """Why each of the other pages is drawn; complete when all tasks are taken."""

    def __iter__(self) -> Iterator[ListTask]:
        for (owner, _), group in groupby(self.planned, key=_owner_and_folder):
            if task := self._task(owner, [plan for _, plan in group]):
                yield task

    def _task(self, owner: str, plans: list[PagePlan]) -> ListTask | None:
        stale = []
        for plan in plans:
            key = page_key(plan)
            if why := self.check.why_page(owner, plan.path, key):
                self.reasons.append(Reason(plan.path, why))
                stale.append(StalePage(plan, key))
            else:
                self.unchanged.append(plan.path)
        paths, previous = [page.plan.path for page in stale], self.check.previous
        current, versions = previous.intact_digests(owner, paths), previous.versions_of(owner, paths)
        return ListTask(owner=owner, pages=tuple(stale), current=current, versions=versions) if stale else None


def plan_lists(
    changed: AbstractSet[GroupKey],
    own_pages: OwnPages,
    lasting: LastingAddresses,
    manifest: Manifest,
    job: Job,
    check: StaleCheck,
    progress: Progress | None,
) -> ListPlan:
    """Plan the lists that may be stale. If the build has no pages, there are none, and files of lists are obsolete.

    Args:
        changed: the groups of which a thread has changed, come or gone.
        own_pages: the pages that are no threads and no lists.
        lasting: what leads on from addresses at which something was before.
        manifest: has the groups as they are after this build's threads.
        job: the project.
        check: decides which pages have to be drawn.
        progress: called for each owner of lists.
    """
    owners = _owners_to_plan(changed, own_pages, lasting, manifest, job, check)
    former = lasting.former_pages.pages if SITE in owners or manifest.groups.group(ALIASED) else FormerPages()
    redirects, problems = _plan_redirects(manifest, own_pages, former, job.config)
    if job.scope is Scope.RECORDS:
        return ListPlan(check=check, owners=owners, planned=(), problems=problems, everything=NO_DIGEST)
    planned = _plan_pages(owners, own_pages, redirects, manifest, job.config, progress)
    return ListPlan(check=check, owners=owners, planned=planned, problems=problems, everything=check.tracker.everything)


def _owners_to_plan(
    changed: AbstractSet[GroupKey],
    own_pages: OwnPages,
    lasting: LastingAddresses,
    manifest: Manifest,
    job: Job,
    check: StaleCheck,
) -> AbstractSet[str]:
    """The owners of lists that have to be planned, or whose files are obsolete. See `plan_lists`."""
    if job.scope is Scope.RECORDS:
        return {owner for owner in manifest.owners() if _is_list_owner(owner)}
    owners = {*_stale_owners(changed, manifest, check), *_stale_through_own_pages(own_pages, check)}
    have_changed = check.previous.facts[Fact.ADDRESSES] != lasting.key
    if not have_changed and check.previous.trusts_records:
        return owners
    return owners | {SITE} | old_address_owners(manifest)


def _plan_pages(
    owners: AbstractSet[str],
    own_pages: OwnPages,
    redirects: tuple[PagePlan, ...],
    manifest: Manifest,
    config: Config,
    progress: Progress | None,
) -> Iterator[tuple[str, PagePlan]]:
    """All pages of the owners, with their owner. They are planned when workers take tasks, so progress is known."""
    from archiver import pages

    catalogue = manifest.groups
    boards = pages.boards_below(catalogue, config)
    for done, owner in enumerate(sorted(without_old_addresses(owners - {SITE, STATISTICS, OWN_PAGES})), 1):
        if progress:
            progress("lists", done, len(owners))
        key = _group_key(owner)
        if key.kind in pages.LIST_KINDS:
            for plan in pages.plan_group(key, boards, catalogue, config):
                yield owner, plan
    if SITE in owners:
        own = [plan.url for plan in own_pages.plans]
        for plan in (*pages.plan_site(boards.get(_TOP, ()), catalogue, config, own), *redirects):
            yield SITE, plan
    yield from plan_old_addresses(owners, manifest)
    if OWN_PAGES in owners:
        yield from ((OWN_PAGES, plan) for plan in (*own_pages.plans, *own_pages.tombstones))
    if STATISTICS in owners:
        yield STATISTICS, pages.plan_statistics(manifest.figures.read(), boards.get(_TOP, ()), catalogue, config)


def _plan_redirects(
    manifest: Manifest, own_pages: OwnPages, former_pages: FormerPages, config: Config
) -> tuple[tuple[PagePlan, ...], tuple[Problem, ...]]:
    """The redirects at former URLs of threads, and the problems of those that cannot be.

    `former_pages` are those that follow from `archive.lock`.
    """
    catalogue, queries = manifest.groups, manifest.old_addresses.query_pages()
    if catalogue.group(ALIASED) is None and not former_pages.pages and not queries:
        return (), ()
    from archiver.pages import plan_redirects

    parse_summary = partial(summary_from_json, zone=config.zone)
    redirects = plan_redirects(catalogue, parse_summary, own_pages.made_of, former_pages, queries, config)
    return redirects.pages, redirects.problems


def draw_lists(plan: ListPlan, job: Job, pool: Pool, begin: Callable[[], None]) -> Generator[ListReceipt, None, None]:
    """Draw the stale pages of a plan. Imports what draws only if there may be such pages: half of the time of an idle
    build.

    Args:
        plan: the pages.
        job: what all tasks share.
        pool: has the processes.
        begin: called before anything is drawn.

    Raises OSError.
    """
    if plan.owners:
        from archiver.build.worker import draw_lists_of_batch

        batches = chunked(_begun(plan, begin), _BATCH)
        for receipts in pool.run(partial(draw_lists_of_batch, job), batches, expected=len(plan.owners), chunk=1):
            yield from receipts


def _begun(tasks: Iterable[ListTask], begin: Callable[[], None]) -> Iterator[ListTask]:
    for task in tasks:
        begin()
        yield task


def read_new_assets(job: Job, recorded: Container[str]) -> Iterator[Output]:
    """The assets whose names have digests that the previous build, which `recorded` its files, did not have: they are
    published before the pages that name them. Raises OSError.
    """
    for asset in job.theme.published.values() if job.scope is Scope.SITE else ():
        if asset.name not in job.theme.published and (path := urls.asset_path(asset.name)) not in recorded:
            yield Output(path=path, content=asset.read())


def read_assets(job: Job) -> Iterator[Output]:
    """The theme's assets, as files of the site, by all their names; none if the build has no pages. Raises OSError."""
    published = job.theme.published if job.scope is Scope.SITE else {}
    for name, asset in published.items():
        yield Output(path=urls.asset_path(name), content=asset.path.read_bytes())
        if asset.name not in published:
            yield Output(path=urls.asset_path(asset.name), content=asset.read())


def _stale_owners(changed: AbstractSet[GroupKey], manifest: Manifest, check: StaleCheck) -> AbstractSet[str]:
    """The owners of lists that have to be planned; with any group, the site, and with that the statistics."""
    previous = check.previous
    if not previous.trusts_records or previous.facts[Fact.LISTS] != check.tracker.everything:
        return {SITE, STATISTICS, *map(_owner, manifest.groups.keys()), *filter(_is_list_owner, manifest.owners())}
    stale = {*map(_owner, changed), *filter(_is_list_owner, previous.broken_owners)}
    if stale - {STATISTICS}:
        return {SITE, STATISTICS, *stale}
    return {STATISTICS} if stale or manifest.figures.have_changed else set()


def _stale_through_own_pages(own_pages: OwnPages, check: StaleCheck) -> AbstractSet[str]:
    """The owner of the pages that are no threads and no lists, if one is stale, has come or gone; then the site, too,
    whose sitemap has them.
    """
    recorded, plans = check.previous.records_of(OWN_PAGES).keys(), (*own_pages.plans, *own_pages.tombstones)
    if recorded != {plan.path for plan in plans}:
        return {OWN_PAGES, SITE}
    is_stale = any(check.why_page(OWN_PAGES, plan.path, page_key(plan)) for plan in plans)
    return {OWN_PAGES} if is_stale else set()


def _owner_and_folder(planned: tuple[str, PagePlan]) -> tuple[str, str]:
    """Pages of one folder are one task, since files that are staged together can be moved together."""
    owner, plan = planned
    return owner, plan.path.rpartition("/")[0]


def _owner(key: GroupKey) -> str:
    """A group as the owner of files in the manifest: with a slash, which no source's path begins with."""
    from archiver.pages import LIST_KINDS

    return f"/{key.kind}/{key.value}" if key.kind in LIST_KINDS else SITE


def _group_key(owner: str) -> GroupKey:
    kind, _, value = owner[1:].partition("/")
    return GroupKey(GroupKind(kind), value)


def _is_list_owner(owner: str) -> bool:
    return owner == SITE or owner.startswith("/")
