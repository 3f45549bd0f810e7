"""Puts the built site to the place that it is served from.

In: the output folder as the last build left it, and a target. Out: the target has the files of the site, put in an
order in which whoever reads meanwhile finds every page and whatever it shows.

A target keeps a record of what was put there, in which versions. Files that are not in it, or have been changed since,
belong to somebody else: they stay, and are reported. A deployment that was interrupted is resumed by the next one.
"""

import time
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from archiver.buckets.headers import MAX_AGE
from archiver.config import Config
from archiver.deploy.plan import DeployPlan, Timing, plan_deployment
from archiver.deploy.putting import OnPut, Putting, ignore_progress
from archiver.deploy.record import DepartedFile, TargetRecord
from archiver.deploy.record_store import RecordStore
from archiver.deploy.report import DeployReport
from archiver.deploy.site_files import DeployableFile, read_site
from archiver.deploy.target import DeployTarget
from archiver.deploy.uploads import is_content_of

__all__ = ["GRACE", "DeployOptions", "DeployReport", "DeployTarget", "deploy", "ignore_progress", "read_site"]

GRACE = 10 * MAX_AGE
"""Seconds for which a file that is not part of the site any more stays, for those who have a page that names it."""


class DeployOptions(Struct, frozen=True, kw_only=True):
    """How a site is put to a target."""

    compress: bool = False
    """Store text compressed, for targets that do not compress what they serve."""
    grace: int = GRACE
    """Seconds for which a file that is not part of the site any more stays."""
    overwrite: bool = False
    """Also replace files that archiver did not put there, or that have been changed since."""
    dry_run: bool = False
    """Only find out what would be done."""


def deploy(
    config: Config, target: DeployTarget, options: DeployOptions, on_put: OnPut = ignore_progress
) -> DeployReport:
    """Put the site to a target.

    Args:
        config: the project, which has been built.
        target: where the site goes.
        options: how.
        on_put: told how far it is.

    Raises:
        DeployError, BucketError: the site is not built, or the target refuses or cannot be reached.
        LockedError: a build runs.
        OvertakenError: another deployment to the target has begun.
    """
    began = time.monotonic()
    site = read_site(config, time.time_ns())
    timing = Timing(now=int(time.time()), grace=options.grace)
    records = RecordStore(target)
    record = _with_orphans(records.record, site, target, timing)
    plan = plan_deployment(site, record, timing, compress=options.compress)
    refused: frozenset[str] = frozenset()
    if not options.dry_run:
        putting = Putting(config.output, target, records, overwrite=options.overwrite)
        refused = putting.put_all(plan.puts, on_put) | _remove(plan, records, target)
        target.publish()
    return _report(plan, refused, time.monotonic() - began)


def _report(plan: DeployPlan, refused: frozenset[str], seconds: float) -> DeployReport:
    """The report of a deployment.

    Args:
        plan: what it had to do.
        refused: the files that it left as they are.
        seconds: the time that it took.
    """
    return DeployReport(
        put=tuple(put.path for put in plan.puts if put.path not in refused),
        kept=len(plan.kept),
        removed=tuple(sorted(plan.due.keys() - refused)),
        waiting=len(plan.departed),
        refused=tuple(sorted(refused)),
        seconds=seconds,
    )


def _with_orphans(
    record: TargetRecord, site: Mapping[str, DeployableFile], target: DeployTarget, timing: Timing
) -> TargetRecord:
    """The record, with files that an interrupted deployment has put, and that are not part of the site any more.

    Args:
        record: the record that the target has.
        site: the files of the site by path.
        target: where the site goes.
        timing: the time.
    """
    orphans: dict[str, DepartedFile] = {}
    for path, digests in record.intents.items():
        if path not in site and path not in record.files and path not in record.departed:
            stored = target.read(path)
            if stored and is_content_of(stored.content, digests):
                orphans[path] = DepartedFile(stored.version, timing.now)
    return replace(record, departed={**record.departed, **orphans})


def _remove(plan: DeployPlan, records: RecordStore, target: DeployTarget) -> frozenset[str]:
    """Remove what is due, after the record of a complete site. Returns the paths of files that are somebody else's."""
    waiting = {path: DepartedFile(version, 0) for path, version in plan.due.items()}
    records.finish({**plan.departed, **waiting})
    if not plan.due:
        return frozenset()
    stays = target.remove(plan.due)
    records.finish(plan.departed)
    return stays
