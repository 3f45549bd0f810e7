"""Which links lead to which thread of the archive, in tables of the manifest."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from archiver.model import CrossThread, Digest, LinkingPost, PostId, Url, with_links

TABLES = """
    CREATE TABLE archived_links (source TEXT, address TEXT, url TEXT);
    CREATE TABLE linking_posts (source TEXT, post TEXT, thread TEXT, number INT, url TEXT);
    CREATE TABLE followed_links (key TEXT);
"""


class ArchivedLinks:
    """The stored links. Changes are committed at once: they are valid even if the build dies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def key(self) -> Digest | None:
        """The digest of all that the links were found from; None if none were looked for yet."""
        row = self._connection.execute("SELECT key FROM followed_links").fetchone()
        return row and Digest(row[0])

    def read(self) -> dict[str, CrossThread]:
        """What each thread shows of links, by its source: where its own lead, and which posts link to its posts.

        Both are in the order in which they were written, which decides the order of related threads.
        """
        links: dict[str, dict[str, Url]] = defaultdict(dict)
        rows = self._connection.execute("SELECT source, address, url FROM archived_links ORDER BY rowid")
        for source, address, url in rows:
            links[source][address] = Url(url)
        linked_from: dict[str, dict[PostId, list[LinkingPost]]] = defaultdict(lambda: defaultdict(list))
        rows = self._connection.execute("SELECT source, post, thread, number, url FROM linking_posts ORDER BY rowid")
        for source, post, thread, number, url in rows:
            linking = LinkingPost(thread=thread, number=number, url=Url(url))
            linked_from[source][PostId(post)].append(linking)
        return with_links(links, linked_from)

    def replace(self, key: Digest, found: Mapping[str, CrossThread]) -> None:
        """Write links in place of all that are stored.

        Args:
            key: the digest of all that they were found from.
            found: what each thread shows of links, by its source.
        """
        links = ((source, *link) for source, shown in found.items() for link in shown.links.items())
        linking = (
            (source, post, linking.thread, linking.number, linking.url)
            for source, shown in found.items()
            for post, all_ in shown.linked_from.items()
            for linking in all_
        )
        with self._connection as connection:
            for table in ("archived_links", "linking_posts", "followed_links"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  one of our names
            connection.executemany("INSERT INTO archived_links VALUES (?, ?, ?)", links)
            connection.executemany("INSERT INTO linking_posts VALUES (?, ?, ?, ?, ?)", linking)
            connection.execute("INSERT INTO followed_links VALUES (?)", (key,))
