"""The values that travel from room to room.

A thread is posts, a post is blocks, a block is prose or a quote, and a quote has blocks of its own.
All are frozen, and know nothing above them. Types that only one room uses stay in that room.
"""

from archiver.model.derived import derive
from archiver.model.files import Folders, Output, Page, StagedFile
from archiver.model.groups import Group, GroupKey, Kind, Membership, Participant, Row, ThreadSummary
from archiver.model.metadata import FRONT_MATTER_KEYS, BodyFormat, FrontMatter, PostMetadata, ThreadMetadata
from archiver.model.names import (
    MONTHS,
    Digest,
    Moment,
    PostId,
    Slug,
    Url,
    digest_of,
    moment_from_fields,
    moment_from_text,
    moment_to_fields,
    moment_to_text,
)
from archiver.model.reports import Checked, DoubtfulQuote, Reason, Report
from archiver.model.searched import Answer, Facets, Hit, IndexedPost, IndexedThread
from archiver.model.threads import (
    Attribution,
    Block,
    ForeignPost,
    Origin,
    Origins,
    Parents,
    Post,
    Prose,
    Quote,
    QuoteState,
    Span,
    Thread,
    all_text,
    own_text,
    own_words,
)

__all__ = [
    "FRONT_MATTER_KEYS",
    "MONTHS",
    "Answer",
    "Attribution",
    "Block",
    "BodyFormat",
    "Checked",
    "Digest",
    "DoubtfulQuote",
    "Facets",
    "Folders",
    "ForeignPost",
    "FrontMatter",
    "Group",
    "GroupKey",
    "Hit",
    "IndexedPost",
    "IndexedThread",
    "Kind",
    "Membership",
    "Moment",
    "Origin",
    "Origins",
    "Output",
    "Page",
    "Parents",
    "Participant",
    "Post",
    "PostId",
    "PostMetadata",
    "Prose",
    "Quote",
    "QuoteState",
    "Reason",
    "Report",
    "Row",
    "Slug",
    "Span",
    "StagedFile",
    "Thread",
    "ThreadMetadata",
    "ThreadSummary",
    "Url",
    "all_text",
    "derive",
    "digest_of",
    "moment_from_fields",
    "moment_from_text",
    "moment_to_fields",
    "moment_to_text",
    "own_text",
    "own_words",
]
