"""The importer of GitHub: finds what the files of an export have of each thread, then makes it."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.github.documents import PREFIXES, Wrapped, find_thread_objects
from archiver.importers.github.fields import ThreadPlace
from archiver.importers.github.threads import make_thread
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.json_documents import read_json_values
from archiver.importers.json_records import write_json
from archiver.importers.member_progress import members_with_progress, members_with_suffix
from archiver.importers.record_groups import RecordGroups
from archiver.importers.site_names import site_of_name
from archiver.importers.threads import ImportedThread

_JSON = (".json", ".jsonl", ".ndjson")
_LOOKED_AT = 60  # files, by which the format is recognised
_HEAD = 1 << 16
_ARCHIVE = b"E!vIA5L86J2I"
"""The mark of IETF's archives."""
_REST = re.compile(rb'"(?:issue|pull_request|repository|comments|commits)_url"\s*:\s*"https://[^"]{1,200}/repos/')
_OTHER = re.compile(
    rb'"(?:reactionGroups|authorAssociation|author_association|pullRequests|stateReason|isPullRequest)"'
)
_REPOSITORY_SETTING = "repo"


class GitHub:
    """Reads issues, pull requests and discussions of GitHub."""

    name = "github"
    description = "GitHub: issues, pulls and discussions as JSON of REST, GraphQL or gh; archive.json of IETF groups"
    example = "archiver import issues.json --set repo=ada/belt"
    settings: Mapping[str, str] = {_REPOSITORY_SETTING: "owner/name of the repository, if the export does not say it"}

    def confidence(self, source: Source) -> float:
        """CERTAIN if one of the first files has URLs of the API or an archive's mark, LIKELY for names of fields."""
        found = members_with_suffix(source, _JSON)
        return max((_confidence(member) for member in islice(found, _LOOKED_AT)), default=NO)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order in which the files have them."""
        with RecordGroups[str](source.temporary) as records:
            around = Wrapped(repository=context.settings.get(_REPOSITORY_SETTING, ""))
            for member in members_with_progress(source, context, _JSON):
                _add_member(member, around, records, context)
            site = site_of_name(source.name)
            done = 0
            for key, kept in records.groups_as_added():
                done += len(kept)
                context.advance("writing posts", done, records.count)
                found = [json.loads(record) for record in kept]
                host, repository, number = json.loads(key)
                yield make_thread(ThreadPlace(host, repository, _kind(found), number), found, site, context)


def _confidence(member: Member) -> float:
    head = member.head(_HEAD)
    if _ARCHIVE in head or _REST.search(head):
        return CERTAIN
    return LIKELY if _OTHER.search(head) and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["} else NO


def _kind(records: list[Any]) -> str:
    """What a thread is, by what it says itself, or else by its comments."""
    kinds = {kind for is_thread, kind, _ in records if is_thread} or {kind for _, kind, _ in records}
    return next((kind for kind in ("pulls", "discussions") if kind in kinds), "issues")


def _add_member(member: Member, around: Wrapped, records: RecordGroups[str], context: ImportContext) -> None:
    is_known = False
    for number, value in read_json_values(member, context, *PREFIXES):
        for found in find_thread_objects(value, around):
            is_known = True
            host, repository, kind, number_of_thread = found.place
            context.read += 1
            try:  # issues, pull requests and discussions share their numbers, and a pull request is an issue, too
                record = write_json([found.is_thread, kind, found.value])
                records.add(json.dumps([host, repository, number_of_thread]), 0, record)
            except UnreadableError as error:
                context.problem(member.name, number, f"left out: {error}")
    if not is_known:
        context.skip("JSON that has no thread and no comment")
