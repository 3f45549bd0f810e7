"""Makes posts of the rows of a dump."""

from collections.abc import Mapping

from archiver.importers.json_fields import moment_in, number_in
from archiver.importers.stackexchange.comments import comment_to_markdown
from archiver.importers.stackexchange.links import answer_url, comment_url, with_whole_addresses
from archiver.importers.stackexchange.tables import ReferenceTables
from archiver.importers.threads import ImportedPost
from archiver.model import BodyFormat

Row = Mapping[str, str]
"""The fields of a row."""


class DumpPosts:
    """Makes the posts of a site."""

    def __init__(self, host: str, tables: ReferenceTables) -> None:
        """Make posts of the site at `host`, "" if that is not known, by people in `tables`."""
        self._host, self._tables = host, tables

    def post(self, row: Row, *, accepted: bool) -> ImportedPost:
        """A question or an answer.

        Args:
            row: the row of the post, with an id.
            accepted: True if it is the answer that was accepted.
        """
        number, question = number_in(row, "Id") or 0, number_in(row, "ParentId")
        return ImportedPost(
            id=str(number),
            author=self._author(row, "OwnerUserId", "OwnerDisplayName"),
            date=moment_in(row, "CreationDate"),
            body=with_whole_addresses(row.get("Body", ""), self._host),
            format=BodyFormat.HTML,
            reply_to=str(question) if question is not None else None,
            url=answer_url(self._host, number) if question is not None else None,
            edited=moment_in(row, "LastEditDate"),
            score=number_in(row, "Score"),
            accepted=accepted,
            extra={"community-wiki": "yes"} if row.get("CommunityOwnedDate") else {},
        )

    def comment(self, row: Row, question: int) -> ImportedPost:
        """A comment on a post of a question.

        Args:
            row: the row of the comment, with an id and that of its post.
            question: the number of the question.
        """
        name = f"comment{number_in(row, 'Id')}"
        parent = number_in(row, "PostId") or 0
        return ImportedPost(
            id=name,
            author=self._author(row, "UserId", "UserDisplayName"),
            date=moment_in(row, "CreationDate"),
            body=comment_to_markdown(row.get("Text", ""), self._host),
            format=BodyFormat.MARKDOWN,
            reply_to=str(parent),
            url=comment_url(self._host, question, f"{name}_{parent}"),
            score=number_in(row, "Score"),
        )

    def _author(self, row: Row, number_field: str, name_field: str) -> str | None:
        """The name of the author; of a deleted account the one that the row has, or else its number.

        Args:
            row: the row.
            number_field: the field with the number of the account.
            name_field: the field with the name of a deleted one.
        """
        number = number_in(row, number_field)
        known = self._tables.name_of(number) if number is not None and abs(number) < 2**63 else ""
        return known or row.get(name_field) or (f"user{number}" if number is not None else None)
