"""The value types that are passed between packages.

A thread has posts, a post has blocks, a block is prose or a quote, and a quote has blocks of its own. All values are
immutable and have no reference to what contains them. A type that only one package uses is defined in that package.
"""

from archiver.model.dependencies import Dependency, DependencyKind, RecordDependency
from archiver.model.derived import derive
from archiver.model.files import Folders, Output, Page, StagedFile
from archiver.model.groups import Group, GroupKey, GroupKind, Membership, Participant, SummaryRow, ThreadSummary
from archiver.model.identifiers import Digest, PostId, Slug, Url, digest_of
from archiver.model.metadata import (
    FRONT_MATTER_KEYS,
    BodyFormat,
    FrontMatter,
    ListedMetadata,
    PostMetadata,
    ThreadMetadata,
)
from archiver.model.moments import (
    MONTHS,
    Moment,
    moment_from_fields,
    moment_from_text,
    moment_to_fields,
    moment_to_text,
)
from archiver.model.reports import CheckReport, DoubtfulQuote, Reason, Report
from archiver.model.search import Advice, Counts, Facets, Hit, IndexedPost, IndexedThread, Marks, Parts, SearchResults
from archiver.model.threads import (
    Attribution,
    Block,
    CrossThreadPost,
    Origin,
    OriginMethod,
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
    "Advice",
    "Attribution",
    "Block",
    "BodyFormat",
    "CheckReport",
    "Counts",
    "CrossThreadPost",
    "Dependency",
    "DependencyKind",
    "Digest",
    "DoubtfulQuote",
    "Facets",
    "Folders",
    "FrontMatter",
    "Group",
    "GroupKey",
    "GroupKind",
    "Hit",
    "IndexedPost",
    "IndexedThread",
    "ListedMetadata",
    "Marks",
    "Membership",
    "Moment",
    "Origin",
    "OriginMethod",
    "Origins",
    "Output",
    "Page",
    "Parents",
    "Participant",
    "Parts",
    "Post",
    "PostId",
    "PostMetadata",
    "Prose",
    "Quote",
    "QuoteState",
    "Reason",
    "RecordDependency",
    "Report",
    "SearchResults",
    "Slug",
    "Span",
    "StagedFile",
    "SummaryRow",
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
