"""Plans the feeds of saved searches, which have what the search index of this build finds."""

from collections.abc import Iterator
from functools import partial

from archiver.build.lists import ListPlan
from archiver.build.previous import Fact
from archiver.build.stale import StaleCheck
from archiver.build.tasks import Job, Scope
from archiver.build.transaction import BuildTransaction
from archiver.manifest import NO_DIGEST
from archiver.model import PagePlan

SAVED_SEARCHES = ".feeds"
"""The owner of the feeds of saved searches. No source has this path: those that begin with a dot are none."""


def plan_feeds(job: Job, transaction: BuildTransaction, check: StaleCheck, *, index_has_changed: bool) -> ListPlan:
    """Plan all feeds of saved searches if one of them may be stale. Call it when the index is prepared.

    Args:
        job: the project; without pages, or saved searches, files of former feeds are obsolete.
        transaction: has the index.
        check: decides which feeds have to be drawn.
        index_has_changed: False if the index is that of the last build.
    """
    previous, everything = check.previous, check.tracker.everything if job.scope is Scope.SITE else NO_DIGEST
    has_feeds = bool(job.config.feeds) and job.scope is Scope.SITE
    is_current = not index_has_changed and previous.facts[Fact.LISTS] == everything
    if has_feeds and is_current and previous.is_intact(SAVED_SEARCHES):
        owners = frozenset[str]()
    else:
        owners = frozenset({SAVED_SEARCHES}) if has_feeds or previous.records_of(SAVED_SEARCHES) else frozenset()
    planned = _plan(job, transaction) if has_feeds and owners else ()
    return ListPlan(check=check, owners=owners, planned=planned, problems=(), everything=everything)


def _plan(job: Job, transaction: BuildTransaction) -> Iterator[tuple[str, PagePlan]]:
    """The feeds, with their owner. Raises DamagedIndex if the index cannot be read."""
    from archiver.pages import plan_saved_searches

    find = partial(transaction.index.find_newest, zone=job.config.zone)
    return ((SAVED_SEARCHES, plan) for plan in plan_saved_searches(job.config, find))
