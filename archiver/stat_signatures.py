"""Stat signatures: find out whether a file has changed since the last build without reading its content.

A signature may be trusted only for a file whose time stamps are older than the resolution of the file system's clock:
two changes within one tick of that clock look alike. Git calls the same problem "racy clean":
https://git-scm.com/docs/racy-git
"""

import os

_RACY_NS = 2_000_000_000  # the coarsest time stamps, those of FAT, have two seconds
RACY = 0
"""Stands for the signature of a file that was changed too recently to have one: its content has to be compared."""


def stat_signature(stat: os.stat_result, now_ns: int) -> int:
    """`stat_hash` of a file; RACY if it was changed within two seconds before `now_ns` (nanoseconds of the epoch)."""
    is_racy = now_ns - max(stat.st_mtime_ns, stat.st_ctime_ns) < _RACY_NS
    return RACY if is_racy else stat_hash(stat)


def stat_hash(stat: os.stat_result) -> int:
    """Hash of (size, mtime_ns, ctime_ns, inode) of a file. Compare it with a stored stat signature.

    Python's hash of a tuple of integers has 64 bits and no random seed; another version of Python may give other
    hashes, and then the contents are compared. It takes a third of the time of a text key, and a site may have a
    million files.
    """
    return hash((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
