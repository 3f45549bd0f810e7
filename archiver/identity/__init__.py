"""What has to be known of threads and posts to find them again after years, under whatever address they are now.

In: `archive.lock`, a file of the project that is meant to be committed, and the threads as they are now. Out: which
thread is which, and what leads on from former addresses. Pure, but for reading and writing that file. Slugs and ids of
posts are compared here; URLs and pages are made of them elsewhere. `takedowns` has what entries of `takedowns.toml`
mean.
"""

from archiver.identity.former import FormerAddress, FormerPost, MissingPost, Trail, find_trail
from archiver.identity.lock_file import LOCK_NAME, Lock, LockedThread, lock_text, parse_lock
from archiver.identity.locked_posts import CurrentThread, current_posts, ids_of, post_digest
from archiver.identity.moves import moved_in_lock, renamed_in_lock, updated_in_lock
from archiver.identity.recognition import Recognition, recognize
from archiver.identity.renewal import renewed_lock
from archiver.identity.takedowns import Takedown, Takedowns
from archiver.identity.whereabouts import Place

__all__ = [
    "LOCK_NAME",
    "CurrentThread",
    "FormerAddress",
    "FormerPost",
    "Lock",
    "LockedThread",
    "MissingPost",
    "Place",
    "Recognition",
    "Takedown",
    "Takedowns",
    "Trail",
    "current_posts",
    "find_trail",
    "ids_of",
    "lock_text",
    "moved_in_lock",
    "parse_lock",
    "post_digest",
    "recognize",
    "renamed_in_lock",
    "renewed_lock",
    "updated_in_lock",
]
