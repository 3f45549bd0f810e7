"""Reads Zulip's exports: streams are boards, topics are threads."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from archiver.importers.containers import Source
from archiver.importers.importer import CERTAIN, LIKELY, NO, ImportContext
from archiver.importers.json_fields import number_in
from archiver.importers.json_records import write_json
from archiver.importers.member_progress import members_with_suffix
from archiver.importers.record_groups import RecordGroups, is_group_number
from archiver.importers.site_names import site_of_name
from archiver.importers.threads import ImportedThread
from archiver.importers.zulip import archive, organisation
from archiver.importers.zulip.dialect import Realm
from archiver.importers.zulip.topics import Bodies, TopicPlace, make_thread
from archiver.model import BodyFormat

_MOST_LOOKED_AT = 200  # files that may be topics: beside zulip_json/ are the pages and uploads of the archive


class Zulip:
    """The importer."""

    name = "zulip"
    description = "Zulip: an organisation's export (realm.json, messages), or the zulip_json/ of zulip-archive"
    example = "archiver import zulip-export.tar.gz --set url=https://chat.example.org"
    settings: Mapping[str, str] = {
        "url": "the address of the server, to which links are relative",
        "private": "yes to take private channels as well",
    }

    def confidence(self, source: Source) -> float:
        """Certain of `realm.json` beside messages, and of an index with topics; likely of topics."""
        if organisation.find_root(source) is not None:
            return CERTAIN
        has_index = has_topic = False
        for member in islice(members_with_suffix(source, (".json",)), _MOST_LOOKED_AT):
            has_index |= member.name.rpartition("/")[2] == archive.INDEX_NAME
            has_topic |= not has_topic and archive.is_topic_file(member)
            if has_index and has_topic:
                break
        return (CERTAIN if has_index else LIKELY) if has_topic else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order of their first messages, or of the files of topics."""
        root = organisation.find_root(source)
        export = _open_archive(source, context) if root is None else _open_organisation(source, root, context)
        with RecordGroups[str](source.temporary) as topics:
            for place, message in export.messages:
                id_ = number_in(message, "id") or 0
                if is_group_number(id_):
                    topics.add(place.key, id_, write_json([place, message]))
            for group in topics.groups_as_added():
                yield make_thread(group, export.bodies, context, export.sizes.get(group.key))


class _Export(NamedTuple):
    """An export of either form."""

    messages: Iterator[tuple[TopicPlace, dict[str, Any]]]
    bodies: Bodies
    sizes: Mapping[str, int]
    """How many messages topics have, by their keys, if the export tells."""


def _open_organisation(source: Source, root: str, context: ImportContext) -> _Export:
    found = organisation.read_organisation(source, root, context)
    bodies = Bodies(
        format=BodyFormat.MARKDOWN,
        site=f"zulip/{found.id}",
        realm=found.realm,
        make=lambda message: organisation.make_body(message, found.realm),
        attach=lambda body: tuple(organisation.find_uploads(body, source, found)),
    )
    return _Export(organisation.read_messages(source, found, context), bodies, {})


def _open_archive(source: Source, context: ImportContext) -> _Export:
    index = archive.StreamIndex(source, context)
    uploads = archive.ZulipUploads.of(source)
    url = context.settings.get("url", "").rstrip("/")
    bodies = Bodies(
        format=BodyFormat.HTML,
        site=f"zulip/{url.rpartition('/')[2] or site_of_name(source.name)}",
        realm=Realm(url, {}),
        make=lambda message: archive.make_body(message, url, uploads, context),
        attach=lambda body: tuple(uploads.find(body)),
    )
    return _Export(archive.read_topics(source, index, context), bodies, index.sizes)
