"""Writes threads as sources below the content folder: `content/<board>/<id>-<slug>.md`, with their attachments.

Importing the same export again writes nothing. A later export changes only the sources whose posts have changed, and
removes no post. A source that a person has edited is kept. `content/.imported.jsonl` has the digest of each source as
it was written.
"""

from archiver.importers.store.outcomes import Edited, Outcome, Saved
from archiver.importers.store.thread_store import ThreadStore

__all__ = ["Edited", "Outcome", "Saved", "ThreadStore"]
