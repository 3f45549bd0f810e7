"""The stage that draws what depends on many threads: the lists of groups, and the pages of the whole site.

A group is planned again if one of its threads has changed, come or gone, or a file of its is not as it was written. Of
what is planned, the pages are drawn whose key (the digest of all that they are drawn from) has changed.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby

from archiver import pages, urls
from archiver.build.before import LISTS, SITE
from archiver.build.keys import page_key
from archiver.build.ledger import Ledger
from archiver.build.stale import why_page
from archiver.build.tasks import Job, ListTask, Progress, Stale
from archiver.manifest import summary_from_json
from archiver.model import GroupKey, Kind, Output, Slug
from archiver.pages import PagePlan
from archiver.pool import Pool
from archiver.theme import assets

_TOP = Slug("")


def draw_lists(job: Job, ledger: Ledger, pool: Pool, progress: Progress | None) -> None:
    """Plan the lists that may have changed, and draw the pages that have."""
    surroundings = ledger.lists_key = ledger.surroundings.whole
    ledger.manifest.groups.renew(ledger.changed)
    stale = _stale_owners(ledger, is_all=ledger.before.facts[LISTS] != surroundings or not ledger.before.is_trusted)
    redirects = pages.plan_redirects(
        ledger.manifest.groups, partial(summary_from_json, zone=job.config.zone), job.config
    )
    ledger.problems += redirects.problems
    ledger.gone_through |= stale
    if stale:
        from archiver.build.worker import draw_list

        tasks = _stale_pages(_planned(stale, redirects.pages, job, ledger, progress), ledger)
        ledger.enter_lists(pool.run(partial(draw_list, job), tasks, expected=len(stale)))
        found = assets(job.theme).items()
        ledger.publish(SITE, (Output(path=urls.asset_path(name), content=path.read_bytes()) for name, path in found))


def _stale_owners(ledger: Ledger, *, is_all: bool) -> set[str]:
    """The owners of lists that are to be planned again: groups by their keys, and the site itself."""
    before = ledger.before
    if is_all:
        return {SITE, *map(_owner, ledger.manifest.groups.keys()), *filter(_is_list, ledger.manifest.owners())}
    stale = {*map(_owner, ledger.changed), *filter(_is_list, before.torn_owners)}
    return {SITE, *stale} if stale else set()


def _planned(
    stale: set[str],
    redirects: Iterable[PagePlan],
    job: Job,
    ledger: Ledger,
    progress: Progress | None,
) -> Iterator[tuple[str, PagePlan]]:
    """The pages of these owners. They are asked for as they are drawn, so this is where their progress is known."""
    boards = pages.boards_below(ledger.manifest.groups, job.config)
    for done, owner in enumerate(sorted(stale - {SITE}), 1):
        if progress:
            progress("lists", done, len(stale))
        key = _group_key(owner)
        if key.kind in pages.LIST_KINDS:
            for plan in pages.plan_group(key, boards, ledger.manifest.groups, job.config):
                yield owner, plan
    if SITE in stale:  # as it is if any is
        for plan in (*pages.plan_site(boards.get(_TOP, ()), ledger.manifest.groups, job.config), *redirects):
            yield SITE, plan


def _stale_pages(planned: Iterable[tuple[str, PagePlan]], ledger: Ledger) -> Iterator[ListTask]:
    for (owner, _), group in groupby(planned, key=_place):
        stale = []
        for _, plan in group:
            key = page_key(plan)
            if why := why_page(owner, plan.path, key, ledger):
                ledger.explain(plan.path, why)
                stale.append(Stale(plan, key))
            else:
                ledger.kept.add(plan.path)
        if stale:
            known = ledger.before.known_files(owner, [page.plan.path for page in stale])
            yield ListTask(owner=owner, pages=tuple(stale), known=known)


def _place(planned: tuple[str, PagePlan]) -> tuple[str, str]:
    """The owner and the folder of a page: what stands in one folder is drawn at once."""
    owner, plan = planned
    return owner, plan.path.rpartition("/")[0]


def _owner(key: GroupKey) -> str:
    """How the manifest calls a group as the owner of files: as no source is called, for those don't begin so."""
    return f"/{key.kind}/{key.key}" if key.kind in pages.LIST_KINDS else SITE


def _group_key(owner: str) -> GroupKey:
    kind, _, key = owner[1:].partition("/")
    return GroupKey(Kind(kind), key)


def _is_list(owner: str) -> bool:
    return owner == SITE or owner.startswith("/")
