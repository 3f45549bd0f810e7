"""The share of the index that browsers read: files under `search/data/`, for a site on any server of files.

In comes an index as `given` says, out go the files and their names; nothing is written here. What the files say depends
on the posts alone, so that an update leaves what a clean export would make:

    view = view_of(source)                      the index, and its documents by date
    plan = plan_export(view, zone)              or plan_update(view, zone, read_share(read), …)
    parts = map(partial(export_from, source), plan.tasks)      here or in a pool; their files are to be published
    share = finished(plan, (part.found for part in parts))
    write_directories(share), share.paths()     the last files to publish; the names of all, what isn't among them goes

An update makes anew what `keys` and `changed` name, and takes what stands beside it from the files of the site. `read`
gives those by their paths; for a pool it must pickle.

`numbering` puts the documents in order, `lists` and `terms` encode what they say, `kept` reads that again, `texts` has
what results show, `columns` and `days` what facets count; `directory` says which files there are. How each is written
is in `tests/share_reader.py`, which reads it all back.
"""

from archiver.search.browser.directory import Share, read_share, write_directories
from archiver.search.browser.files import FOLDER, Read
from archiver.search.browser.plan import Key, Place, Plan, finished, plan_export, plan_update
from archiver.search.browser.tasks import Found, MendTask, Part, Task, export_from, export_part, view_of
from archiver.search.index.doc_order import View

__all__ = [
    "FOLDER",
    "Found",
    "Key",
    "MendTask",
    "Part",
    "Place",
    "Plan",
    "Read",
    "Share",
    "Task",
    "View",
    "export_from",
    "export_part",
    "finished",
    "plan_export",
    "plan_update",
    "read_share",
    "view_of",
    "write_directories",
]
