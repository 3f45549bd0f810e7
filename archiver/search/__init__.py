"""The search index: one document for each post, and the queries that find them. The one user of Whoosh.

`IndexWriter` keeps the index in step with the threads, `search` asks it. The index can be deleted at any time.
"""

from archiver.search.hits import Answer, search
from archiver.search.schema import index_state
from archiver.search.writer import IndexWriter, NoIndex

__all__ = ["Answer", "IndexWriter", "NoIndex", "index_state", "search"]
